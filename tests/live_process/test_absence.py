"""The network is cut, or nobody is at home: afterwards everything agrees, and people know why."""

import asyncio
from datetime import timedelta
from decimal import Decimal
import os
from pathlib import Path
import time
from typing import Any

import pytest

from .process import Json, LiveProcess, live_process
from .script import BASE, PRICE
from .watching import Watch

WHOLE = "CRASHES" in os.environ
CODES = ["BIFU", "BINA", "BYBIF", "HYPERLIQUIDF", "BITGF", "OKEXF"]
CUT = 60.0 if WHOLE else 20.0
"""Seconds; 12 s without any price are what tells that the venue can't be reached."""
HOUR = timedelta(hours=1)
TARGETS: Json = {
    "take_profit": [
        {"price_percentage": 2, "position_percentage": 50},
        {"price_percentage": 20, "position_percentage": 50},
    ],
    "stop_loss": {"stop_percentage": 5},
}
TIGHT: Json = {"stop_loss": {"stop_percentage": 2}}


async def opened(watch: Watch, base: str, signal_id: str, **fields: Any) -> None:
    """Open a long and wait for it."""
    process = watch.process
    answer = await watch.send(
        action="open",
        symbol=process.market(base),
        side="long",
        quote_amount="600",
        signal_id=signal_id,
        **fields,
    )
    assert answer.status == 202, answer
    await watch.agree(lambda books: position(books, signal_id)["status"] == "open")


def position(books: Json, signal_id: str) -> Json:
    """Return the position of a signal."""
    (found,) = (row for row in books["positions"] if row["signal_id"] == signal_id)
    return dict(found)


def told(books: Json, whose: str) -> list[str]:
    """Return the events of a position or of the account, in their order."""
    return [event for who, event in books["events"] if who == whose]


async def until_told(process: LiveProcess, event: str, seconds: float) -> Json:
    """Wait for an event of the account."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        books = await process.books()
        if told(books, "account")[-1:] == [event]:
            return books
        await asyncio.sleep(0.1)
    raise AssertionError(f"not {event}: {books['events']}")


@pytest.mark.timeout(400)
@pytest.mark.parametrize("code", CODES if WHOLE else CODES[:1])
async def test_network_cut_with_open_positions(code: str, tmp_path: Path) -> None:
    """A target fills, a stop is hit and a close is asked for while nothing gets through."""
    async with live_process(code, tmp_path) as process:
        watch = Watch(process=process)
        await watch.restart()
        await opened(watch, BASE, "target", **TARGETS)
        await opened(watch, "BTC", "stop", **TIGHT)
        await opened(watch, "SOL", "closed", **TARGETS)

        process.venues.cut()
        cut_at = time.monotonic()
        process.move(BASE, PRICE * 1.03)
        process.move("BTC", 57_000)
        closing = await watch.send(action="close", symbol=process.market("SOL"), signal_id="closed")
        assert closing.status == 202
        books = await until_told(process, "disconnected", CUT)
        assert position(books, "target")["status"] == "open"
        refused = await watch.send(
            action="open", symbol=process.market(BASE), side="long", signal_id="late"
        )
        assert (refused.status, refused.body["code"]) == (409, "market_data_stale"), refused
        while time.monotonic() < cut_at + CUT:
            await process.books()  # it answers all the time
        process.venues.restore()

        def over(books: Json) -> bool:
            ended = [position(books, name)["status"] for name in ("stop", "closed")]
            first = position(books, "target")["take_profit"][0]
            return ended == ["closed", "closed"] and first["done"] is True

        books = await watch.agree(over)
        await until_told(process, "connected", 10)
        assert told(books, "account")[-3:] == ["connected", "disconnected", "connected"]
        assert told(books, "target") == ["pending", "opened", "take_profit"]
        assert told(books, "stop") == ["pending", "opened", "stop_loss", "closed"]
        assert told(books, "closed") == ["pending", "opened", "closing", "closed"]
        assert position(books, "stop")["close_reason"] == "stop_loss"
        assert position(books, "closed")["close_reason"] == "signal"
        await opened(watch, BASE, "again", **TARGETS)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("code", "orderly"), [("BIFU", True), ("BINA", False), ("BYBIF", True)])
async def test_nobody_at_home_for_an_hour(code: str, orderly: bool, tmp_path: Path) -> None:
    """A target fills and a stop is passed; an entry whose time is over is not bought."""
    async with live_process(code, tmp_path) as process:
        watch = Watch(process=process)
        await watch.restart()
        await opened(watch, BASE, "target", **TARGETS)
        await opened(watch, "BTC", "stop", **TIGHT)
        waiting = await watch.send(
            action="open",
            symbol=process.market("SOL"),
            side="long",
            signal_id="waiting",
            order_type="limit",
            signal_price=140,
            entry_expiration={"time": 30},
        )
        assert waiting.status == 202
        await watch.agree()

        await (process.stop() if orderly else process.kill())
        process.move(BASE, PRICE * 1.03)
        process.move("BTC", 57_000)
        process.is_later(HOUR)
        books = await watch.restart()

        def over(books: Json) -> bool:
            ended = [position(books, name)["status"] for name in ("stop", "waiting")]
            return ended == ["closed", "cancelled"]

        books = await watch.agree(over)
        assert told(books, "target") == ["take_profit"]
        assert told(books, "stop") == ["stop_loss", "closed"]
        assert told(books, "waiting") == ["cancelled"]
        first, second = position(books, "target")["take_profit"]
        assert (first["done"], second["done"]) == (True, False)
        assert position(books, "stop")["close_reason"] == "stop_loss"
        resting = [order for order in process.state()["orders"] if order["status"] == "NEW"]
        assert len(resting) == 1  # the target that is left


@pytest.mark.timeout(120)
@pytest.mark.parametrize("code", ["BIFU", "BYBIF"])
async def test_what_orders_of_a_neighbour_have_sold_is_booked_at_their_price(
    code: str, tmp_path: Path
) -> None:
    """A target and the stop of one position fill while nobody is there: the other one lacks it."""
    async with live_process(code, tmp_path) as process:
        watch = Watch(process=process)
        await watch.restart()
        await opened(watch, BASE, "both", **TARGETS)
        await opened(watch, BASE, "neighbour", stop_loss={"stop_percentage": 12})
        books = await watch.agree()
        both, before = position(books, "both"), position(books, "neighbour")

        await process.kill()
        process.move(BASE, PRICE * 1.03)
        process.move(BASE, PRICE * 0.94)
        await watch.restart()
        books = await watch.agree(lambda books: "changed_outside" in told(books, "neighbour"))

        closed, after = position(books, "both"), position(books, "neighbour")
        assert closed["status"] == "closed"
        exits = [o for o in closed["orders"] if Decimal(o["filled"]) and o["purpose"] != "entry"]
        (stop,) = (order for order in exits if order["purpose"] == "stop_loss")
        assert len(exits) == 2
        gone = Decimal(before["size"]) - Decimal(after["size"])
        assert gone == sum(Decimal(order["filled"]) for order in exits) - Decimal(both["size"]) > 0
        expected = gone * (Decimal(stop["average_price"]) - Decimal(before["entry_price"]))
        earned = Decimal(after["realized_profit"]) - Decimal(before["realized_profit"])
        assert abs(earned - expected) < Decimal("0.000001")
