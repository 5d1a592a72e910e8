"""How long a position is without a stop on its venue, by the venue's own stamps.

`scripts/test long` runs it: 40 openings at once, 60 a minute for three minutes, and 40 positions
that are closed at once. It is about times, so the machine must have nothing else to do.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
import json
import os
from pathlib import Path
import random
import time
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
from custom_components.tradehook.trading.model.market import MarginMode
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.exchanges.live import World, host, keys_of, until
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.wire import Recorded

D = Decimal
SEEDS = [1, 2, 3]
pytestmark = pytest.mark.skipif(
    not os.environ.get("LONG"), reason="part of `scripts/test long`: it is about times"
)
MARKETS = 45
WEIGHTS = {
    "my_trades": 5,
    "account": 5,
    "positions": 5,
    "balance": 5,
    "all_orders": 5,
    "open_orders": 40,
    "open_algo_orders": 40,
    "all_algo_orders": 5,
    "book_ticker": 2,
}
"""Of Binance's futures, where it is not 1."""
LIMIT = 2400
DELAYS = (0.05, 0.2, 0.5, 1.0, 3.0)


@dataclass
class House:
    """An account with one bot on many markets of Binance's futures."""

    account: Account
    venue: FakeBinance

    async def send(self, **fields: object) -> None:
        message = {"api_key": "key-1", "api_secret": "secret-1", "exchange": "BIFU", **fields}
        body = json.dumps(message).encode()
        answer = await self.account.receive("bot-1", body, "127.0.0.1")
        assert answer.status == 202, answer.body

    async def open(self, coin: str) -> None:
        await self.send(
            action="open",
            symbol=f"BIFU_USDT_{coin}",
            side="long",
            quote_amount=20,
            stop_loss={"stop_percentage": 3},
            take_profit=[
                {"price_percentage": 2, "position_percentage": 50},
                {"price_percentage": 4, "position_percentage": 50},
            ],
        )

    def stops(self) -> int:
        return sum(order.trigger is not None for order in self.venue.open_orders)


def coins(count: int) -> list[str]:
    return [f"C{5 * number}" for number in range(count)]


@asynccontextmanager
async def living(path: Path) -> AsyncIterator[House]:
    venue = FakeBinance(5 * MARKETS)
    venue.set_balance("USDT", 100_000, Kind.LINEAR)
    venue.weight_limit = LIMIT
    for key, route in venue.routes.items():
        if key[1].startswith("/fapi/"):
            venue.routes[key] = replace(route, weight=WEIGHTS.get(route.name, 1))
    venue.streams.log = []
    loop = asyncio.get_running_loop()
    async with World(venue) as world, host(world) as surroundings:
        account = Account(
            build_parts(
                account_id="account-1",
                name="Binance",
                currency="USDT",
                exchange=CcxtExchange(
                    VENUES["BIFU"], VenueResources(surroundings), keys_of("BIFU")
                ),
                ledger=await Ledger.open(path),
                runtime=AccountRuntime(
                    now=lambda: datetime.now(UTC),
                    midnight=lambda at: at.replace(hour=0, minute=0, second=0, microsecond=0),
                    spawn=lambda coro, name: loop.create_task(coro, name=name),
                ),
                taker_fee=D("0.001"),
                slippage=D("0.001"),
            )
        )
        settings = BotSettings(
            name="Bot",
            quote="USDT",
            margin_mode=MarginMode.CROSS,
            max_positions=200,
            rate_limit=600,
        )
        await account.put_bot("bot-1", settings, api_key="key-1", secret_digest=digest("secret-1"))
        await account.start()
        try:
            await asyncio.sleep(1)  # the streams are open
            yield House(account, venue)
        finally:
            await account.stop()
            await asyncio.sleep(max(DELAYS))  # what the venue still holds back


def delay(venue: FakeBinance, seed: int, count: int) -> None:
    """Have answers to orders, what is pushed, trades that are asked for, and prices come late."""
    dice = random.Random(seed)
    for route in ("create_order", "my_trades"):
        venue.faults += [
            Fault(effect=Effect.DELAY, route=route, seconds=dice.choice(DELAYS))
            for _ in range(count)
        ]
    for event in ("order", "fill", "price"):
        venue.streams.faults += [
            Fault(effect=Effect.DELAY, route=event, seconds=dice.choice(DELAYS))
            for _ in range(count * 2)
        ]


def tells(request: Recorded, order_id: str) -> bool:
    """Return whether an answer contains an execution of an order."""
    answer = request.answer
    rows = answer if isinstance(answer, list) else [answer]
    for row in rows:
        if not isinstance(row, Mapping) or str(row.get("orderId")) != order_id:
            continue
        if request.name == "my_trades" or D(str(row.get("executedQty", 0))) > 0:
            return True
    return False


def first_told(venue: FakeBinance) -> dict[str, float]:
    """Return, by market, when the venue has first told the fill of its entry."""
    told: dict[str, float] = {}

    def note(symbol: str, at: float) -> None:
        told[symbol] = min(at, told.get(symbol, at))

    entries = {
        str(order.order_id): order.market.id
        for order in venue.orders
        if order.filled and order.opening
    }
    answered = [(request, request.answered_at) for request in venue.requests]
    for (request, moment), (order_id, symbol) in product(answered, entries.items()):
        health_issues = request.params.get("symbol") == symbol
        if health_issues and moment is not None and tells(request, order_id):
            note(symbol, moment)
    for at, frame in venue.streams.log or ():
        event: Any = json.loads(frame)
        event = event.get("data", event) if isinstance(event, dict) else {}
        row = event.get("o") if isinstance(event, dict) else None
        if isinstance(row, dict) and row.get("x") == "TRADE" and str(row.get("i")) in entries:
            note(row["s"], at)
    return told


def first_stops(venue: FakeBinance) -> dict[str, float]:
    """Return, by market, when its first stop was taken."""
    stops: dict[str, float] = {}
    for request in venue.sent("create_algo_order"):
        if request.status == 200:
            stops.setdefault(request.params["symbol"], request.at)
    return stops


def lateness(venue: FakeBinance) -> dict[str, float]:
    told, stops = first_told(venue), first_stops(venue)
    assert told.keys() == stops.keys()
    return {symbol: stops[symbol] - at for symbol, at in told.items()}


def refusals(venue: FakeBinance) -> list[str]:
    return [
        f"{request.name} {request.answer}"
        for request in venue.requests
        # A market that is in the margin mode that is wanted says so with an error
        if (request.status or 0) >= 400 and request.name != "set_margin_mode"
    ]


def said(what: str, late: Mapping[str, float], venue: FakeBinance) -> None:
    spread = sorted(late.values())
    median, most = spread[len(spread) // 2], spread[-1]
    weight = venue.used_weight
    print(f"{what}: median {median:.2f} s, most {most:.2f} s; {weight} weights in a minute")


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("seed", SEEDS)
async def test_stops_of_40_openings_at_once_rest_within_a_second_of_their_fills(
    tmp_path: Path, seed: int
) -> None:
    async with living(tmp_path / "account.db") as house:
        delay(house.venue, seed, 40)
        await asyncio.gather(*(house.open(coin) for coin in coins(40)))
        await until(lambda: house.stops() == 40)
        late = lateness(house.venue)
        said("40 at once", late, house.venue)
        assert max(late.values()) <= 1.0
        assert not refusals(house.venue)


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("seed", SEEDS)
async def test_stops_of_60_openings_a_minute_rest_within_a_second_of_their_fills(
    tmp_path: Path, seed: int
) -> None:
    count, rounds = 40, 4  # at most 40 markets at a time
    async with living(tmp_path / "account.db") as house:
        worst = 0.0
        for _ in range(rounds):
            delay(house.venue, seed, count)
            began = time.monotonic()
            for number, coin in enumerate(coins(count)):
                await asyncio.sleep(max(0.0, began + number - time.monotonic()))
                await house.open(coin)
            await until(lambda: house.stops() == count)
            late = lateness(house.venue)
            said("60 a minute", late, house.venue)
            worst = max(worst, *late.values())
            house.venue.faults.clear()
            await house.send(action="stop_and_close")
            await until(lambda: not house.venue.positions and not house.venue.open_orders)
            await house.send(action="start_bot")
            await asyncio.sleep(10)  # what forty closes have spent comes back
            house.venue.requests.clear()
            house.venue.streams.log = []
        assert worst <= 1.0
        assert not refusals(house.venue)


@pytest.mark.usefixtures("socket_enabled")
async def test_stop_and_close_of_40_leaves_none_without_its_stop_for_a_second(
    tmp_path: Path,
) -> None:
    async with living(tmp_path / "account.db") as house:
        venue = house.venue
        await asyncio.gather(*(house.open(coin) for coin in coins(40)))
        await until(lambda: house.stops() == 40)
        await until(lambda: len(venue.open_orders) == 120)
        held = {row.market.id: row.amount for row in venue.positions}
        venue.requests.clear()

        await house.send(action="stop_and_close")
        await until(lambda: not venue.positions and not venue.open_orders)

        cancelled: dict[str, float] = {}
        sold: dict[str, Decimal] = {}
        last: dict[str, float] = {}
        for request in venue.requests:
            symbol = request.params.get("symbol", "")
            if request.name == "cancel_algo_order":
                order = venue.order(request.params["clientAlgoId"])
                cancelled.setdefault(order.market.id, request.at)
            elif request.name == "create_order" and request.status == 200:
                sold[symbol] = sold.get(symbol, D(0)) + D(request.params["quantity"])
                last[symbol] = request.at
        assert sold == held  # no second exit
        bare = {symbol: last[symbol] - at for symbol, at in cancelled.items()}
        assert len(bare) == 40
        said("stop_and_close of 40", bare, venue)
        whole = max(last.values()) - min(request.at for request in venue.requests)
        print(f"all sold after {whole:.1f} s")
        assert max(bare.values()) <= 1.0
        assert not refusals(venue)
