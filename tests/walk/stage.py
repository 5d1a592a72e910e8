"""An account on an imitated venue, which is walked and then judged by the venue's books."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
import json
from pathlib import Path
from typing import Any

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import VenueResources
from custom_components.tradehook.exchanges.port.timings import (
    OrderTimings,
    PriceTimings,
    RequestTimings,
    VenueTimings,
)
from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.execution.build import build_parts
from custom_components.tradehook.execution.common.runtime import AccountRuntime
from custom_components.tradehook.execution.common.timing.timings import (
    OrderManagerTimings,
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.exchanges.live import World, host
from tests.exchanges.venue_rows import changed
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.core.orders import Hand, Order, Side
from tests.fake_exchange.faults import Fault
from tests.fake_exchange.venue import FakeVenue

from .row import WalkRow

D = Decimal
BOT, KEY, SECRET = "bot-1", "key-1", "secret-1"
SOON = 30.0
"""Seconds within which everything has to come about: all waits are cut to a tenth or less."""
CENT = D("0.02")
QUOTE_AMOUNT = 481
"""What an entry is worth unless a scenario says it: about 0.008 coins."""

LIMIT: Mapping[str, object] = {
    "side": "long",
    "order_type": "limit",
    "signal_price": 59_000,
    "quote_amount": QUOTE_AMOUNT,
}
"""An entry that rests below the market."""

TIMINGS = Timings(
    orders=OrderManagerTimings(retries=(0.05, 0.1, 0.2, 0.5, 1.0)),
    reconciliation=ReconciliationTimings(
        every=0.4,
        orders_every=timedelta(seconds=0.5),
        orders_settle=timedelta(seconds=0.3),
        second_look=0.2,
    ),
)
VENUE_TIMINGS = VenueTimings(
    prices=PriceTimings(poll_retries=(0.2,), stream_retries=(0.2, 0.5)),
    orders=OrderTimings(
        ask_again=(0.02, 0.05, 0.1, 0.2),
        trades_after=0.05,
        list_every=0.3,
        list_every_without_streams=0.2,
        balances_after=0.05,
        cancel_checks=(0.0, 0.03, 0.1, 0.3),
        stream_retries=(0.1, 0.3),
        stream_settles=0.2,
    ),
    requests=RequestTimings(sent_away=0.0, longest_away=0.0, spent_for=0.11),
)


class Clock:
    """The time of day of the account and of its venue, which a walk may move on."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the time."""
        return datetime.now(UTC) + self.ahead


@dataclass(kw_only=True)
class Stage:
    """An account of a row, started when a walk begins and as often as it says."""

    row: WalkRow
    venue: FakeVenue
    path: Path
    clock: Clock = field(default_factory=Clock)
    settings: BotSettings = field(init=False)
    _account: Account | None = None
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _world: World | None = None
    _numbers: Any = field(default_factory=count)
    _over: set[str] = field(default_factory=set)
    _money: Decimal | None = None
    _dust: Decimal = field(default_factory=Decimal)
    """What positions before this one have left: less than a step each."""

    def __post_init__(self) -> None:
        self.settings = BotSettings(
            name="Bot",
            quote=self.row.currency,
            margin_mode=self.row.margin_modes[0],
            max_positions=20,
            max_positions_per_market=4,
            max_entry_size=D(10**9),
            rate_limit=100_000,
        )

    # Life

    @property
    def account(self) -> Account:
        """Return the account; it is started."""
        assert self._account is not None
        return self._account

    async def start(self) -> None:
        """Start the account, on the ledger that there is."""
        row, stack = self.row, self._stack
        venue_row = changed(row.venue, absence_after=0.3, poll_every=0.1, burst=1e9)
        surroundings = await stack.enter_async_context(host(self._world))
        runtime = replace(surroundings, now=self.clock.now)
        loop = asyncio.get_running_loop()
        account = Account(
            build_parts(
                account_id="account-1",
                name=venue_row.name,
                currency=row.currency,
                exchange=CcxtExchange(
                    venue_row,
                    VenueResources(runtime),
                    row.credentials,
                    environment=row.environment,
                    **row.options,
                ),
                ledger=await Ledger.open(self.path),
                runtime=AccountRuntime(
                    now=self.clock.now,
                    midnight=lambda at: at.replace(hour=0, minute=0, second=0, microsecond=0),
                    spawn=lambda coro, name: loop.create_task(coro, name=name),
                    timings=TIMINGS,
                ),
                taker_fee=D("0.001"),
                slippage=D("0.001"),
            )
        )
        await account.put_bot(BOT, self.settings, api_key=KEY, secret_digest=digest(SECRET))
        stack.push_async_callback(account.stop)
        await account.start()
        self._account = account
        if self._money is None:
            self._money = self.money()

    async def stop(self) -> None:
        """Stop the account, as when Home Assistant ends; the venue goes on."""
        self._account = None
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    async def set_bot(self, **changes: Any) -> None:
        """Give the bot other settings."""
        self.settings = replace(self.settings, **changes)
        await self.account.put_bot(BOT, self.settings, api_key=KEY, secret_digest=digest(SECRET))

    def passes(self, time: timedelta) -> None:
        """Let time pass, here and at the venue."""
        self.clock.ahead += time
        self.venue.clock.skew_ms = int(self.clock.ahead.total_seconds() * 1000)

    # Signals

    async def send(self, **fields: object) -> SignalResponse:
        """Post a signal; what may open something has an id of its own."""
        base, _, quote = self.row.symbol.partition(":")[0].partition("/")
        message: dict[str, object] = {
            "api_key": KEY,
            "api_secret": SECRET,
            "exchange": self.row.code,
            "symbol": f"{self.row.code}_{quote}_{base}",
            "request_id": f"request {next(self._numbers)}",
        }
        if fields.get("action", "open") in {"open", "reverse"}:
            message["signal_id"] = f"signal {next(self._numbers)}"
        body = json.dumps(message | fields, default=str).encode()
        return await self.account.receive(BOT, body, "127.0.0.1")

    async def accepted(self, **fields: object) -> None:
        """Post a signal that is accepted."""
        answer = await self.send(**fields)
        assert answer.status == 202, answer.body

    async def open(self, *, side: str = "long", **fields: object) -> dict[str, Any]:
        """Open a position of about 0.008 and wait until it stands as planned."""
        size = (
            {}
            if {"quote_amount", "base_amount"} & fields.keys()
            else {"quote_amount": QUOTE_AMOUNT}
        )
        await self.accepted(side=side, **size, **fields)
        row = await self.reaches("open")
        await self.until(lambda: not self.account.busy)
        if row["stop_price"] is not None:
            await self.is_protected(side)
        return row

    async def is_protected(self, side: str = "long") -> None:
        """Wait until the venue holds a stop for all that is held, where it can do that.

        On spot, coins that a target locks can't be in a stop as well, unless both rest as one.
        """

        def protected() -> bool:
            if self.row.linear:
                return self.protected(self.hand(side)) == abs(self.held(side))
            targets = [one for one in self.resting() if one.side is Side.SELL]
            if self.holds_pairs:
                assert all(one.pair is not None for one in targets)
                targets = []
            locked = sum((one.remaining for one in targets), D(0))
            step = self.venue.books[self.row.symbol].market.step
            return abs(self.protected() + locked - self.held()) < step

        if self.holds_stops:
            await self.until(protected)

    async def doubles(self, before: Mapping[str, Any]) -> None:
        """Wait until the position is about twice what it was."""
        least = D(before["size"]) * D("1.8")
        await self.becomes(lambda rows: D(rows[0]["size"]) > least)

    async def shrinks(self, before: Mapping[str, Any]) -> None:
        """Wait until the position is about half of what it was."""
        most = D(before["size"]) * D("0.6")
        await self.becomes(lambda rows: D(rows[0]["size"]) < most)

    async def ends(self) -> None:
        """Close what is open; the venue's books and the record then say the same."""
        rows = await self.becomes(
            lambda rows: all(row["status"] not in {"pending", "closing"} for row in rows)
        )
        for side in {row["side"] for row in rows if row["status"] == "open"}:
            await self.accepted(action="close", side=side)
        await self.judge()

    async def judge(self) -> list[dict[str, Any]]:
        """Wait until nothing is left anywhere, compare the money, and begin anew."""
        rows = await self.becomes(
            lambda rows: all(row["status"] not in {"open", "pending", "closing"} for row in rows)
        )
        await self.until(lambda: not self.venue.open_orders)
        await self.until(lambda: not self.account.busy)
        assert self.is_flat(), self.describe()
        profit = sum((D(row["realized_profit"]) for row in rows), D(0))
        assert self._money is not None
        gained = self.money() - self._money
        assert abs(gained - profit) < self._close, f"the venue says {gained}, the record {profit}"
        unknown = self.venue.sent("unknown")
        assert not unknown, [(one.method, one.host, one.path) for one in unknown]
        self.begin_anew(rows)
        return rows

    @property
    def _close(self) -> Decimal:
        """Return what the two may differ by: what is less than a step counts at another price."""
        if self.row.linear:
            return CENT
        return CENT + self.venue.books[self.row.symbol].market.step * self.row.price / 20

    def begin_anew(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Leave these positions, and what the account has now, out of what is judged next."""
        self._over |= {str(row["position_id"]) for row in rows}
        self._money = self.money()
        if not self.row.linear:
            self._dust = self.venue.balance(self.base)

    async def back(self, price: Decimal | None = None) -> None:
        """Put the market where it was, and wait until the account knows that."""
        price = price or self.row.price
        self.venue.faults.clear()
        self.price(price)
        await self.until(lambda: self.is_at(price))

    # What is seen

    async def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the positions that no walk before this has ended."""
        rows = await self.account.positions()
        return [dict(row) for row in rows if row["position_id"] not in self._over]

    async def becomes(
        self, holds: Callable[[list[dict[str, Any]]], bool], seconds: float = SOON
    ) -> list[dict[str, Any]]:
        """Wait until the positions are as they should be."""
        rows: list[dict[str, Any]] = []
        try:
            async with asyncio.timeout(seconds):
                while not holds(rows := await self.rows()):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        except TimeoutError:
            shown = [
                {name: row[name] for name in ("status", "close_reason", "message", "size")}
                for row in rows
            ]
            raise AssertionError(f"positions stay {shown}; {self.describe()}") from None
        return rows

    async def reaches(self, status: str) -> dict[str, Any]:
        """Wait until the newest position has a status."""
        rows = await self.becomes(lambda rows: bool(rows) and _newest(rows)["status"] == status)
        return _newest(rows)

    async def until(self, condition: Callable[[], object], seconds: float = SOON) -> None:
        """Wait until something is so."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(self.describe()) from None

    async def newest_signal(self) -> dict[str, Any]:
        """Return the row of the newest signal."""
        return dict((await self.account.signals())[0])

    @property
    def holds_stops(self) -> bool:
        """Return whether stops rest on the venue, in this market."""
        return self.account.exchange.holds_stops(self.row.symbol)

    @property
    def holds_pairs(self) -> bool:
        """Return whether a stop and a target rest there together on spot."""
        return self.account.exchange.markets[self.row.symbol].exit_pairs > 0

    @property
    def base(self) -> str:
        """Return the coin that is traded."""
        return self.venue.books[self.row.symbol].market.base

    @property
    def kind(self) -> Kind:
        """Return which of the venue's wallets is traded with."""
        return Kind.LINEAR if self.row.linear else Kind.SPOT

    def held(self, side: str = "long") -> Decimal:
        """Return what the venue holds for us, negative for a short."""
        if not self.row.linear:
            return self.venue.balance(self.base) - self._dust
        return self.venue.position(self.row.symbol, self.hand(side))

    def hand(self, side: str) -> Hand:
        """Return which position at the venue is meant."""
        if not self.row.hedge:
            return Hand.BOTH
        return Hand.SHORT if side == "short" else Hand.LONG

    def is_flat(self) -> bool:
        """Return whether nothing is held that could be sold."""
        if self.row.linear:
            return not self.venue.positions
        return self.held() < self.venue.books[self.row.symbol].market.step

    def money(self) -> Decimal:
        """Return what the account is worth at the venue, in its currency, at the row's price.

        What a third coin has paid of fees counts at that coin's price.
        """
        venue, market = self.venue, self.venue.books[self.row.symbol].market
        worth = venue.balance(market.quote, self.kind)
        if not self.row.linear:
            worth += venue.balance(market.base) * self.row.price
        if (coin := self.row.fee_symbol) is not None:
            book = venue.books[coin]
            worth += venue.balance(book.market.base, self.kind) * book.last
        return worth

    def stops(self) -> list[Order]:
        """Return the stops that rest on the venue."""
        return [order for order in self.venue.open_orders if order.trigger is not None]

    def resting(self) -> list[Order]:
        """Return the orders that rest on the venue, stops apart."""
        return [order for order in self.venue.open_orders if order.trigger is None]

    def protected(self, hand: Hand = Hand.BOTH) -> Decimal:
        """Return how much of a position the stops that rest on the venue would close."""
        return sum(
            (
                abs(self.venue.position(self.row.symbol, stop.hand))
                if stop.close_position
                else stop.amount
                for stop in self.stops()
                if stop.hand is hand
            ),
            D(0),
        )

    def traded(self, side: Side) -> list[Order]:
        """Return the orders that traded, oldest first."""
        return [order for order in self.venue.orders if order.side is side and order.filled]

    def bid(self) -> Decimal:
        """Return the price that the account knows."""
        quote = self.account._engine.prices.quotes.get(self.row.symbol)
        return D(0) if quote is None else quote.bid

    def is_at(self, price: Decimal) -> bool:
        """Return whether the account knows that the market is at a price.

        Some venues tell the middle of the market instead of the bid.
        """
        return abs(self.bid() - price) < self.venue.books[self.row.symbol].market.tick

    def price(self, price: Decimal | int) -> None:
        """Move the market."""
        self.venue.set_price(self.row.symbol, price, last=price)

    def breaks(
        self, route: str, when: Callable[[Mapping[str, str]], bool] | None = None, **fault: Any
    ) -> None:
        """Let the next request of a kind be hit by a fault."""
        self.venue.faults.append(Fault(route=route, when=when, **fault))

    def describe(self) -> str:
        """Return where things stand at the venue, and what it was asked last."""
        orders = [
            f"{order.side} {order.amount} at {order.price} {order.status} filled {order.filled}"
            f"{' trigger' if order.trigger else ''}"
            for order in self.venue.orders[-6:]
        ]
        asked = [
            f"{one.name} {dict(one.params)} -> {one.answer}"[:400]
            for one in self.venue.requests[-6:]
            if one.name not in {"tickers", "ticker"}
        ]
        held = self.venue.positions or self.venue.balance(self.base)
        return f"orders {orders}; held {held}; last requests {asked}"


def _newest(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return max(rows, key=lambda row: str(row["opened_at"]))


@asynccontextmanager
async def staged(
    row: WalkRow, path: Path, prepare: Callable[[FakeVenue], None] | None = None
) -> AsyncIterator[Stage]:
    """Let an account of a row live; `prepare` sees the venue before it does."""
    venue = row.imitation()
    if prepare is not None:
        prepare(venue)
    async with World(venue, venue_timings=VENUE_TIMINGS, timings=TIMINGS) as world:
        stage = Stage(row=row, venue=venue, path=path)
        stage._world = world
        try:
            await stage.start()
            yield stage
        finally:
            with suppress(Exception):
                venue.faults.clear()
            await stage.stop()
