"""An exit is sent without its record, and its process is killed: nothing is sold twice."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
import os
from pathlib import Path
import sqlite3
import time

import pytest

from .process import Json, LiveProcess, live_process
from .test_absence import TARGETS, opened, position
from .watching import Watch

WHOLE = "CRASHES" in os.environ
EACH = [(code, noted) for code in ("BINA", "BYBI") for noted in (False, True)]
SENT_WITHIN = 20.0


@contextmanager
def unwritable(ledger: str) -> Iterator[None]:
    """Let nobody else write to a ledger."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


def sold(process: LiveProcess) -> Decimal:
    """Return what the venue has sold: in one market."""
    fills = process.state()["fills"]
    return sum(
        (Decimal(fill["amount"]) for fill in fills if str(fill["side"]).lower() == "sell"),
        Decimal(0),
    )


async def until_sold(process: LiveProcess) -> Decimal:
    """Wait for a sale, and return how much was sold."""
    deadline = time.monotonic() + SENT_WITHIN
    while time.monotonic() < deadline:
        if amount := sold(process):
            return amount
        await asyncio.sleep(0.05)
    raise AssertionError("nothing was sold without its record")


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("code", "noted"), EACH if WHOLE else EACH[:1])
async def test_kill_after_an_exit_without_its_record_sells_nothing_twice(
    code: str, noted: bool, tmp_path: Path
) -> None:
    """On spot, where a second sale would sell the coins of another position."""
    notes = (str(tmp_path / "noted.json"),) if noted else ()
    async with live_process(code, tmp_path, notes=notes) as process:
        watch = Watch(process=process)
        await watch.restart()
        stop: Json = {"stop_loss": {"stop_percentage": 2}, "take_profit": TARGETS["take_profit"]}
        await opened(watch, "BTC", "stopped", **stop)
        await opened(watch, "BTC", "beside", stop_loss={"stop_percentage": 40})
        size = Decimal(position(await process.books(), "stopped")["size"])

        with unwritable(process.plan.ledger):
            process.move("BTC", 57_000)
            amount = await until_sold(process)
            books = await process.books()
            assert position(books, "stopped")["status"] == "open", "nothing is on record"
            await process.kill()
        await watch.restart()

        books = await watch.agree(lambda books: position(books, "stopped")["status"] == "closed")
        assert position(books, "stopped")["close_reason"] == "stop_loss"
        assert position(books, "beside")["status"] == "open"
        assert 0 <= size - amount < Decimal("0.0001")
        assert sold(process) == amount, "sold once"
