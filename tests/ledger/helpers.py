"""Rows for the ledger's tests, and looks behind its doors."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import resource
import threading
from typing import Any

from sqlalchemy import Connection

from custom_components.tradehook.ledger.files.connections import raw
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import (
    Batch,
    BotRecord,
    FactRecord,
    FillRecord,
    LinkRecord,
    OrderRecord,
    PositionRecord,
    SignalRecord,
)

NOW = datetime(2026, 11, 1, 12, 30, 15, 123456, tzinfo=UTC)


def after(seconds: float) -> datetime:
    """Return a time some seconds after NOW."""
    return NOW + timedelta(seconds=seconds)


def signal(receipt_id: str = "r1", **changes: Any) -> SignalRecord:
    """Return an accepted opening."""
    row = SignalRecord(
        receipt_id=receipt_id,
        bot_id="bot",
        received_at=NOW,
        action="open",
        symbol="BTC/USDT",
        signal_id=f"s-{receipt_id}",
        status="accepted",
        executed=True,
    )
    return replace(row, **changes)


def position(position_id: str = "p1", **changes: Any) -> PositionRecord:
    """Return an open position."""
    row = PositionRecord(
        position_id=position_id,
        bot_id="bot",
        symbol="BTC/USDT",
        side="long",
        signal_id=None,
        status="open",
        opened_at=NOW,
        data={},
    )
    return replace(row, **changes)


def fact(position_id: str = "p1", seq: int = 1, **changes: Any) -> FactRecord:
    """Return a fact of a position."""
    row = FactRecord(position_id=position_id, seq=seq, kind="accepted", at=NOW, data={})
    return replace(row, **changes)


def order(client_order_id: str = "o1", **changes: Any) -> OrderRecord:
    """Return an order."""
    row = OrderRecord(client_order_id=client_order_id, position_id="p1")
    return replace(row, **changes)


def fill(trade_id: str = "t1", **changes: Any) -> FillRecord:
    """Return a fill of an entry."""
    row = FillRecord(
        symbol="BTC/USDT",
        trade_id=trade_id,
        order_id="v1",
        client_order_id="o1",
        position_id="p1",
        bot_id="bot",
        side="buy",
        price=Decimal("60000.10"),
        amount=Decimal("0.00100"),
        cost=Decimal("60.00010"),
        fee=Decimal("0.000001"),
        fee_currency="BTC",
        purpose="entry",
        realized_profit=Decimal(0),
        time=NOW,
    )
    return replace(row, **changes)


def bot(bot_id: str = "bot", **changes: Any) -> BotRecord:
    """Return a running bot."""
    row = BotRecord(bot_id=bot_id, state="running", reason=None, changed_at=NOW, stats={})
    return replace(row, **changes)


def link(link_id: str = "l1", **changes: Any) -> LinkRecord:
    """Return a link that closes a position."""
    row = LinkRecord(
        link_id=link_id,
        token=f"token-{link_id}",
        position_id="p1",
        bot_id="bot",
        mode="close",
        created_at=NOW,
    )
    return replace(row, **changes)


def whole(number: int, bot_id: str = "bot") -> Batch:
    """Return a batch that touches many tables, to be found completely or not at all."""
    name = f"{bot_id}-{number}"
    return Batch(
        signals=(signal(name, bot_id=bot_id, executed=False, received_at=after(number)),),
        positions=(position(name, bot_id=bot_id, opened_at=after(number)),),
        facts=(fact(name, 1), fact(name, 2)),
        orders=(order(name, position_id=name),),
        fills=(fill(name, position_id=name, bot_id=bot_id, time=after(number)),),
        values={name: number},
    )


class Gate:
    """Holds the writer up, so that what is committed meanwhile waits together."""

    def __init__(self, ledger: Ledger) -> None:
        """Let the writer wait in a job that it has taken alone."""
        self._open = threading.Event()
        entered = threading.Event()

        def wait(_connection: Connection) -> None:
            entered.set()
            assert self._open.wait(30)

        self.passed = ledger._writer.submit(wait)
        assert entered.wait(30)

    def open(self) -> None:
        """Let the writer go on."""
        self._open.set()


async def at_leisure(ledger: Ledger) -> None:
    """Return when the tables have what was committed."""
    async with asyncio.timeout(30):
        while ledger._journal.waits:  # noqa: ASYNC110  a thread ends it
            await asyncio.sleep(0.005)


async def trace_writes(ledger: Ledger) -> list[str]:
    """Return a list that grows with each statement that the writer runs."""
    statements: list[str] = []

    def start(connection: Connection) -> None:
        raw(connection).set_trace_callback(statements.append)

    await ledger._writer.submit(start)
    statements.clear()
    return statements


async def on_writer(ledger: Ledger, run: Callable[[Connection], Any]) -> Any:
    """Run something on the writer's connection."""
    return await ledger._writer.submit(run)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let every write of this process beyond a size fail, as a broken disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
