"""A whole account on a ledger file and the simulated market, as a test uses it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.exchanges.paper import PaperTerms
from custom_components.tradehook.exchanges.simulated_market import SimulatedMarket
from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.execution.build import build_parts
from custom_components.tradehook.execution.common.events import (
    AccountEvent,
    PositionEvent,
    SignalOutcome,
)
from custom_components.tradehook.execution.common.runtime import AccountRuntime
from custom_components.tradehook.execution.common.timing.timings import Timings
from custom_components.tradehook.execution.paper_store import LedgerPaperStore
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.retention import MOST_BYTES
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.settings.settings import BotSettings

from .faulty_venue import FaultyVenue, Line

BTC = "BTC/USDT"
KEY, SECRET = "key-1", "secret-1"
BOT = "bot-1"
SETTINGS = BotSettings(name="Bot", quote="USDT", max_positions=5, max_positions_per_market=3)

type Body = Mapping[str, object]


class Clock:
    """The time of day, which a test may move forward."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the time."""
        return datetime.now(UTC) + self.ahead


@dataclass
class Zone:
    """Where the house stands: days begin so much later than in UTC."""

    behind: timedelta = timedelta(0)

    def midnight(self, moment: datetime) -> datetime:
        """Return the last midnight before a moment."""
        local = moment - self.behind
        return local.replace(hour=0, minute=0, second=0, microsecond=0) + self.behind


@dataclass(kw_only=True)
class House:
    """An account with what a test needs around it."""

    account: Account
    zone: Zone
    exchange: FaultyVenue
    market: SimulatedMarket
    ledger: Ledger
    changes: list[AccountEvent] = field(default_factory=list)

    async def send(
        self, bot: str = BOT, remote: str | None = "127.0.0.1", **fields: object
    ) -> SignalResponse:
        """Post a signal with the bot's credentials."""
        message = {"api_key": KEY, "api_secret": SECRET, "exchange": "SIM", **fields}
        return await self.post(json.dumps(message).encode(), bot=bot, remote=remote)

    async def post(
        self, body: bytes, bot: str = BOT, remote: str | None = "127.0.0.1"
    ) -> SignalResponse:
        """Post bytes."""
        return await self.account.receive(bot, body, remote)

    async def price(self, price: object, symbol: str = BTC, max_fill: object = None) -> None:
        """Move a market, hold it there and let everything follow."""
        await self.market.set_price(
            symbol,
            price=Decimal(str(price)),
            hold=True,
            max_fill=None if max_fill is None else Decimal(str(max_fill)),
        )
        await self.settle()

    async def settle(self) -> None:
        """Let what is under way come to rest."""
        quiet = 0
        while quiet < 3:
            await asyncio.sleep(0.005)
            busy = self.account.busy or self.exchange.busy
            quiet = 0 if busy else quiet + 1

    async def positions(self, **filters: object) -> list[dict[str, object]]:
        """Return the rows of all positions."""
        rows = await self.account.positions(**filters)  # type: ignore[arg-type]
        return [dict(row) for row in rows]

    async def only(self) -> dict[str, object]:
        """Return the one position that there is."""
        (row,) = await self.positions()
        return row

    def told(self) -> list[str]:
        """Return what the Position event entities were told."""
        return [change.type for change in self.changes if isinstance(change, PositionEvent)]

    def signals_told(self) -> list[str]:
        """Return what the Signal event entities were told."""
        return [change.type for change in self.changes if isinstance(change, SignalOutcome)]


@dataclass(kw_only=True)
class Plan:
    """How a house is built; the same path builds the same house again."""

    path: Path
    settings: BotSettings = SETTINGS
    market_type: MarketType = MarketType.SPOT
    balance: Decimal = Decimal(10_000)
    terms: PaperTerms = field(default_factory=PaperTerms)
    clock: Clock = field(default_factory=Clock)
    line: Line = field(default_factory=Line)
    most_bytes: int = MOST_BYTES
    lock: bool = True
    """Whether the ledger is this process's own for certain."""
    timings: Timings = field(default_factory=Timings)
    notes: tuple[Path, ...] = ()
    """Where exits are noted that could not be recorded."""
    interval: float = 0.05
    """Seconds between two ticks of the simulated market."""

    def but(self, **changes: object) -> Plan:
        """Return the plan with other settings."""
        return replace(self, settings=replace(self.settings, **changes))  # type: ignore[arg-type]


def waits(**parts: Any) -> pytest.MarkDecorator:
    """Have the account of a test's plan wait for other times."""
    return pytest.mark.parametrize("timings", [Timings(**parts)], ids=["quick"])


@asynccontextmanager
async def house(plan: Plan) -> AsyncIterator[House]:
    """Build, start and in the end stop a house."""
    async with built(plan) as home:
        await home.account.start()
        yield home


@asynccontextmanager
async def built(plan: Plan) -> AsyncIterator[House]:
    """Build a house and in the end stop it; whoever wants it to live starts it."""
    ledger = await Ledger.open(plan.path, lock=plan.lock)
    books = LedgerPaperStore(ledger)
    market = SimulatedMarket(
        books, seed=1, market_type=plan.market_type, interval=plan.interval, now=plan.clock.now
    )
    terms = plan.terms
    exchange = FaultyVenue(
        market,
        books,
        starting_balances={"USDT": plan.balance},
        terms=terms,
        now=plan.clock.now,
    )
    exchange.line = plan.line
    loop = asyncio.get_running_loop()
    zone = Zone()
    account = Account(
        build_parts(
            account_id="account-1",
            name="Paper",
            currency="USDT",
            exchange=exchange,
            ledger=ledger,
            runtime=AccountRuntime(
                now=plan.clock.now,
                midnight=zone.midnight,
                spawn=lambda coro, name: loop.create_task(coro, name=name),
                timings=plan.timings,
            ),
            taker_fee=terms.taker_fee / 100,
            slippage=terms.slippage / 100,
            max_leverage=terms.max_leverage,
            notes=plan.notes,
            most_bytes=plan.most_bytes,
            simulated_market=market,
        )
    )
    await account.put_bot(BOT, plan.settings, api_key=KEY, secret_digest=digest(SECRET))
    home = House(account=account, zone=zone, exchange=exchange, market=market, ledger=ledger)
    account.subscribe(home.changes.append)
    try:
        yield home
    finally:
        await account.stop()
