"""A whole account on an imitated venue, or on paper at its prices."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
from pathlib import Path
from typing import Any

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.feeds import VenuePrices
from custom_components.tradehook.exchanges.ccxt.session import VenueResources
from custom_components.tradehook.exchanges.paper import PaperExchange
from custom_components.tradehook.exchanges.port.exchange import Exchange
from custom_components.tradehook.exchanges.port.timings import VenueTimings
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.execution.build import build_parts
from custom_components.tradehook.execution.common.runtime import AccountRuntime
from custom_components.tradehook.execution.paper_store import LedgerPaperStore
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.model.market import MarginMode
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.fake_exchange.binance.binance import FakeBinance
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.venue import FakeVenue

from .live import BTC, World, host, keys_of, until

MINUTE = timedelta(minutes=1)
BEFORE = timedelta(seconds=4)
"""How long before the end of a minute a test begins: enough to open a position."""
PAPER = "paper "


class Clock:
    """The time of day of the account and of its venue, shortly before the end of a minute."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        closes = now.replace(second=0, microsecond=0) + 2 * MINUTE
        self.ahead = closes - BEFORE - now
        self.closes = closes

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    async def passes(self, moment: datetime) -> None:
        await asyncio.sleep((moment - self.now()).total_seconds())


class House:
    """An account on an imitated venue, or on paper at its prices."""

    def __init__(self, account: Account, venue: FakeVenue, clock: Clock, symbol: str) -> None:
        self.account = account
        self.venue = venue
        self.clock = clock
        self.symbol = symbol

    def price(self, price: int) -> None:
        self.venue.set_price(self.symbol, price, last=price)

    async def send(self, **fields: object) -> SignalResponse:
        """Post a signal for bitcoin."""
        message = {"api_key": "key-1", "api_secret": "secret-1", "symbol": BTC, **fields}
        return await self.account.receive("bot-1", json.dumps(message).encode(), "127.0.0.1")

    async def open(self, **fields: object) -> None:
        """Open a long at 60,000 with a stop at 58,200."""
        stop = {"stop_percentage": 3}
        answer = await self.send(
            **{"side": "long", "quote_amount": 300, "stop_loss": stop, **fields}
        )
        assert answer.status == 202, answer.body
        await until(lambda: self.row("status") == "open" and self.row("stop_price"))

    def row(self, name: str) -> Any:
        (position,) = self.account._position_cache.live.values()
        row = self.account.position_row(position.position_id)
        return None if row is None else dict(row)[name]

    async def is_closed(self, seconds: float = 4) -> bool:
        """Return whether the position has ended within some seconds."""
        try:
            await until(lambda: not self.account._position_cache.live, seconds)
        except TimeoutError:
            return False
        return True


@asynccontextmanager
async def living(
    path: Path,
    code: str,
    prepare: Callable[[FakeVenue], None] | None = None,
    former: House | None = None,
    venue_timings: VenueTimings | None = None,
) -> AsyncIterator[House]:
    """Let an account live; `prepare` sees the venue before it does.

    With a `former` one it is the same account on the same venue, started again.
    """
    clock, name = Clock(), code.removeprefix(PAPER)
    linear = name in {"BIFU", "BYBIF"}
    venue: FakeVenue
    if former is None:
        venue = FakeBinance() if name.startswith("BI") else FakeBybit()
        venue.set_balance("USDT", 100_000, Kind.LINEAR if linear else Kind.SPOT)
    else:
        venue = former.venue
    venue.clock.skew_ms = int(clock.ahead.total_seconds() * 1000)
    if prepare is not None:
        prepare(venue)
    loop = asyncio.get_running_loop()
    async with World(venue, venue_timings=venue_timings) as world, host(world) as plain:
        resources = VenueResources(replace(plain, now=clock.now))
        ledger = await Ledger.open(path)
        exchange: Exchange
        if code.startswith(PAPER):
            exchange = PaperExchange(
                VenuePrices(VENUES[name], resources),
                LedgerPaperStore(ledger),
                starting_balances={"USDT": Decimal(10_000)},
                now=clock.now,
            )
        else:
            exchange = CcxtExchange(VENUES[name], resources, keys_of(name))
        account = Account(
            build_parts(
                account_id="account-1",
                name=name,
                currency="USDT",
                exchange=exchange,
                ledger=ledger,
                runtime=AccountRuntime(
                    now=clock.now,
                    midnight=lambda at: at.replace(hour=0, minute=0, second=0, microsecond=0),
                    spawn=lambda coro, task: loop.create_task(coro, name=task),
                ),
                taker_fee=Decimal("0.001"),
                slippage=Decimal("0.001"),
            )
        )
        settings = BotSettings(name="Bot", quote="USDT", margin_mode=MarginMode.CROSS)
        await account.put_bot("bot-1", settings, api_key="key-1", secret_digest=digest("secret-1"))
        await account.start()
        try:
            yield House(account, venue, clock, f"{BTC}:USDT" if linear else BTC)
        finally:
            await account.stop()
