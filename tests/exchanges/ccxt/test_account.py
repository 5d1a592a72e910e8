"""A whole account on imitated venues: an alert opens, manages and closes a position there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
import json
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import VenueResources
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.execution.build import build_parts
from custom_components.tradehook.execution.common.runtime import AccountRuntime
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.model.market import MarginMode, MarketType
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.exchanges.live import World, host, keys_of, quote_of, symbol_of, until
from tests.exchanges.venue_rows import changed
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.core.orders import Order, Side
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue
from tests.patience import PATIENCE

D = Decimal
CODES = ["BINA", "BIFU", "BYBI", "BYBIF", "KRKN"]


@dataclass
class Home:
    """An account with a bot, and the venue that it trades on."""

    account: Account
    venue: FakeVenue
    code: str

    @property
    def linear(self) -> bool:
        return VENUES[self.code].market_type is MarketType.LINEAR

    @property
    def symbol(self) -> str:
        return symbol_of(self.code)

    @property
    def pairs(self) -> bool:
        """Return whether a stop and a target rest on the venue together, of spot."""
        return self.account.exchange.markets[self.symbol].exit_pairs > 0

    async def send(self, **fields: object) -> Any:
        """Post a signal of the bot."""
        message = {
            "api_key": "key-1",
            "api_secret": "secret-1",
            "exchange": self.code,
            "symbol": f"{self.code}_{quote_of(self.code)}_BTC",
            **fields,
        }
        return await self.account.receive("bot-1", json.dumps(message).encode(), "127.0.0.1")

    async def position(self) -> dict[str, Any]:
        """Return the row of the one position."""
        (row,) = await self.account.positions()
        return dict(row)

    async def reaches(self, status: str) -> dict[str, Any]:
        """Wait until the position has a status."""
        async with asyncio.timeout(PATIENCE):
            while (row := await self.position())["status"] != status:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        return row

    def held(self) -> Decimal:
        """Return what the venue holds for us."""
        if self.linear:
            return self.venue.position(self.symbol)
        kind = Kind.SPOT
        return self.venue.balance("BTC", kind)

    def resting(self) -> int:
        """Return how many orders rest on the venue, stops apart."""
        return len([order for order in self.venue.open_orders if order.trigger is None])

    def stops(self) -> list[Order]:
        """Return the stops that rest on the venue."""
        return [order for order in self.venue.open_orders if order.trigger is not None]

    def is_protected(self) -> bool:
        """Return whether the venue holds a stop for all that is held; on spot targets lock it.

        Unless a target and its stop rest there as one: then each target has a stop of its size.
        """
        amounts = [order.amount for order in self.stops()]
        if not self.pairs:
            return amounts == ([self.held()] if self.linear else [])
        open_orders = self.venue.open_orders
        targets = [one for one in open_orders if one.trigger is None and one.side is Side.SELL]
        if any(one.pair is None or one.pair.other(one) not in self.stops() for one in targets):
            return False
        if len(amounts) != len(targets) or any(one.filled for one in open_orders):
            return False
        step = self.venue.books[self.symbol].market.step
        return 0 <= self.held() - sum(amounts) < step


@asynccontextmanager
async def home(
    world: World, venue: FakeVenue, code: str, path: Path, **changes: Any
) -> AsyncIterator[Home]:
    """Start an account on a venue; the same path is the same account again.

    `changes` are of its bot's settings.
    """
    # Kraken allows one question in three seconds: not what is tested here.
    row = changed(VENUES[code], absence_after=0.3, poll_every=0.1, burst=1e9)
    loop = asyncio.get_running_loop()
    async with host(world) as surroundings:
        account = Account(
            build_parts(
                account_id="account-1",
                name=row.name,
                currency=quote_of(code),
                exchange=CcxtExchange(row, VenueResources(surroundings), keys_of(code)),
                ledger=await Ledger.open(path),
                runtime=AccountRuntime(
                    now=lambda: datetime.now(UTC),
                    midnight=lambda at: at.replace(hour=0, minute=0, second=0, microsecond=0),
                    spawn=lambda coro, name: loop.create_task(coro, name=name),
                    timings=world.timings,
                ),
                taker_fee=D("0.001"),
                slippage=D("0.001"),
            )
        )
        # Bybit keeps one margin mode for the whole account, and this one's is cross; on Kraken
        # Futures cross margin has no leverage of one's own.
        margin_mode = MarginMode.ISOLATED if code == "KRKNF" else MarginMode.CROSS
        settings = BotSettings(name="Bot", quote=quote_of(code), margin_mode=margin_mode, **changes)
        await account.put_bot("bot-1", settings, api_key="key-1", secret_digest=digest("secret-1"))
        await account.start()
        try:
            yield Home(account, venue, code)
        finally:
            await account.stop()


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each wire-tested venue."""
    code: str = request.param
    return code


@pytest.fixture
async def at_home(world: World, venue: FakeVenue, code: str, tmp_path: Path) -> AsyncIterator[Home]:
    """Return an account on it."""
    async with home(world, venue, code, tmp_path / "account.db") as built:
        yield built


OPENING: dict[str, Any] = {
    "side": "long",
    "quote_amount": "480",
    "take_profit": [
        {"price_percentage": 2, "position_percentage": 50},
        {"price_percentage": 4, "position_percentage": 50},
    ],
    "stop_loss": {"stop_percentage": 3},
}


async def opened(at_home: Home, **fields: object) -> dict[str, Any]:
    """Open a long with two targets and a stop."""
    answer = await at_home.send(**OPENING | fields)
    assert answer.status == 202, answer.body
    row = await at_home.reaches("open")
    await until(lambda: at_home.resting() == 2 and at_home.is_protected())
    return row


async def test_targets_close_the_position(at_home: Home) -> None:
    await opened(at_home)
    at_home.venue.set_price(at_home.symbol, 61_500)
    await until(lambda: at_home.resting() == 1 and at_home.is_protected())
    at_home.venue.set_price(at_home.symbol, 62_700)

    row = await at_home.reaches("closed")

    assert row["close_reason"] == "take_profit"
    assert at_home.venue.open_orders == []
    assert at_home.held() < D("0.0001")


async def test_stop_sells_everything_and_cancels_the_targets(at_home: Home) -> None:
    await opened(at_home)
    stops = {order.order_id for order in at_home.stops()}
    at_home.venue.set_price(at_home.symbol, 57_000)

    row = await at_home.reaches("closed")

    assert row["close_reason"] == "stop_loss"
    assert at_home.venue.open_orders == []
    assert at_home.held() < D("0.0001")
    sold = {fill.order_id for fill in at_home.venue.fills if fill.side is Side.SELL}
    if at_home.pairs:
        assert sold == stops, "the stop of each target sold, and nothing of ours"
        assert len(stops) == 2
    else:
        assert len(sold) == 1, "either the venue's stop or ours sold, not both"


async def test_stop_acts_while_nobody_is_there(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    if VENUES[code].market_type is not MarketType.LINEAR:
        pytest.skip("the coins are locked in the targets")
    path = tmp_path / "account.db"
    async with home(world, venue, code, path) as first:
        await opened(first)
        (stop,) = first.stops()
        assert stop.trigger is not None
        async with asyncio.timeout(PATIENCE):
            while not (await first.position())["stop_loss"]["resting_stop_price"]:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        row = await first.position()
        assert D(row["stop_loss"]["resting_stop_price"]) == stop.trigger.price
        triggers = [order["trigger"] for order in row["orders"] if order["trigger"]]
        assert triggers == [row["stop_loss"]["stop_price"]]
    async with home(world, venue, code, path) as second:
        await until(lambda: second.stops() == [stop])  # a restart changes nothing
    venue.set_price(second.symbol, 57_000)
    await until(lambda: second.held() == 0)
    sent = len(venue.orders)

    async with home(world, venue, code, path) as third:
        row = await third.reaches("closed")

    assert row["close_reason"] == "stop_loss"
    assert venue.open_orders == []
    assert len(venue.orders) == sent, "nothing was ordered any more"
    assert venue.position(second.symbol) == 0


async def test_target_and_stop_in_one_tick_sell_everything_once(at_home: Home) -> None:
    """The first target fills and the stop is passed before we hear of either."""
    row = await opened(at_home)
    at_home.venue.set_price(at_home.symbol, 61_500)
    at_home.venue.set_price(at_home.symbol, 57_000)

    row = await at_home.reaches("closed")

    assert row["close_reason"] == "stop_loss"
    assert at_home.venue.open_orders == []
    assert D(0) <= at_home.held() < D("0.0001")
    filled = {order["purpose"]: order["filled"] for order in row["orders"] if D(order["filled"])}
    assert D(filled["entry"]) == pytest.approx(
        sum(D(size) for purpose, size in filled.items() if purpose != "entry"), abs=D("0.0001")
    )


async def test_target_that_fills_in_parts_leaves_the_rest_to_the_stop(at_home: Home) -> None:
    await opened(at_home)
    target = next(one for one in at_home.venue.open_orders if one.trigger is None)
    at_home.venue.fill(target.client_id, "0.001")
    held = at_home.held()
    await until(at_home.is_protected)
    at_home.venue.set_price(at_home.symbol, 57_000)

    row = await at_home.reaches("closed")

    assert row["close_reason"] == "stop_loss"
    assert at_home.venue.open_orders == []
    assert D(0) <= at_home.held() < D("0.0001")
    sold = [fill for fill in at_home.venue.fills if fill.side is Side.SELL]
    assert sum(fill.amount for fill in sold[1:]) == pytest.approx(held, abs=D("0.0001"))


async def test_stop_on_the_venue_follows_the_position(at_home: Home) -> None:
    if not at_home.linear:
        pytest.skip("the coins are locked in the targets")
    dca = [{"price_percentage": 1, "quantity_percentage": 100}]
    answer = await at_home.send(**OPENING | {"dca_orders": dca})
    assert answer.status == 202, answer.body
    await at_home.reaches("open")
    await until(at_home.is_protected)
    small = at_home.held()

    at_home.venue.set_price(at_home.symbol, 59_300)  # the DCA order fills
    await until(lambda: at_home.held() > small and at_home.is_protected())
    (stop,) = at_home.stops()
    await at_home.send(action="reduce", reduce_order={"quantity_percentage": 50})
    await until(lambda: stop not in at_home.stops() and at_home.is_protected())
    await at_home.send(action="close")
    row = await at_home.reaches("closed")

    assert row["close_reason"] == "signal"
    assert at_home.venue.open_orders == []
    assert at_home.held() == 0


async def test_spot_position_without_targets_has_its_stop(at_home: Home) -> None:
    if at_home.linear or not VENUES[at_home.code].stops:
        pytest.skip("a spot venue that takes stops")
    answer = await at_home.send(**OPENING | {"take_profit": []})
    assert answer.status == 202, answer.body
    await at_home.reaches("open")
    await until(lambda: len(at_home.stops()) == 1)

    await at_home.send(action="close")
    await at_home.reaches("closed")

    assert at_home.venue.open_orders == []
    assert at_home.held() < D("0.0001")


@pytest.mark.parametrize("effect", [Effect.DROP, Effect.TRUNCATE, Effect.EMPTY])
@pytest.mark.parametrize("processed", [True, False])
async def test_unknown_entry_ends_in_one_position(
    at_home: Home, effect: Effect, processed: bool
) -> None:
    if not processed and effect is not Effect.DROP:
        pytest.skip("a venue that answers has looked")
    fault = Fault(effect=effect, route="create_order", processed=processed)
    at_home.venue.faults.append(fault)
    answer = await at_home.send(**OPENING)
    assert answer.status == 202

    if processed:
        await at_home.reaches("open")
        assert at_home.held() > 0
    else:
        async with asyncio.timeout(PATIENCE):
            while (await at_home.position())["status"] == "pending":  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert at_home.held() == 0 or (await at_home.position())["status"] == "open"
    entries = [o for o in at_home.venue.orders if o.side.name == "BUY"]
    assert len(entries) <= 1


async def test_restart_finds_everything_again(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "account.db"
    async with home(world, venue, code, path) as first:
        await opened(first)
    venue.set_price(first.symbol, 61_500)  # the first target fills while nobody looks
    await until(lambda: first.resting() == 1)

    async with home(world, venue, code, path) as second:
        async with asyncio.timeout(PATIENCE):
            while not _one_target_filled(await second.position()):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        venue.set_price(second.symbol, 57_000)
        row = await second.reaches("closed")

    assert row["close_reason"] == "stop_loss"
    assert second.held() < D("0.0001")
    assert venue.open_orders == []


def _one_target_filled(row: dict[str, Any]) -> bool:
    orders = [order for order in row["orders"] if order["purpose"] == "take_profit"]
    return [order["status"] for order in orders].count("filled") == 1


@pytest.mark.parametrize("code", ["BIFU", "BYBIF"])
async def test_open_profit_counts_once(at_home: Home) -> None:
    """Binance's total of a currency has it already, Bybit's does not."""
    await opened(at_home)
    at_home.venue.set_price(at_home.symbol, 60_900, 60_900)
    account = at_home.account
    await until(lambda: (account.unrealized_profit or 0) > 5)

    (held,) = at_home.venue.positions
    wallet = at_home.venue.balance("USDT", Kind.LINEAR)
    await until(lambda: account.equity == wallet + (60_900 - held.entry) * held.amount)


async def test_free_balance_follows_a_resting_order(at_home: Home) -> None:
    """It is what new entries may use: held back by an entry that rests, given back with it."""
    account = at_home.account
    before = account.free_balance
    assert before is not None
    answer = await at_home.send(
        side="long", order_type="limit", signal_price="57000", quote_amount="480"
    )
    assert answer.status == 202, answer.body
    await until(lambda: at_home.resting() == 1)

    await until(lambda: account.free_balance is not None and account.free_balance < before, 5)

    (position,) = account._position_cache.live.values()
    await account.keep_positions([position.position_id])
    await until(lambda: at_home.resting() == 0)
    await until(lambda: account.free_balance == before, 5)
