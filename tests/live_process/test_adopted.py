"""Kill -9 while a position is adopted beside one by hand: none without a stop, none doubled."""

import asyncio
from collections.abc import Callable, Iterator
from decimal import Decimal
import os
from pathlib import Path

import pytest

from tests.patience import PATIENCE

from .comparing import OURS, RESTING, unprotected
from .plan import Death, Moment
from .process import DiedError, Json, LiveProcess, live_process

WHOLE = "CRASHES" in os.environ
SIZE = Decimal("0.01")
STOP: Json = {"stop_loss": {"stop_percentage": 5}, "take_profit": []}
POINTS = [
    Death(moment=moment, number=number)
    for moment in Moment
    for number in (range(1, 5) if "commit" in moment else range(1, 4))
]
"""Two orders of others are cancelled, then our stop is placed: three requests."""
EACH = [("BIFU", death) for death in POINTS] + [
    ("BINA", death) for death in POINTS if death.number < 4
]
"""On spot nothing is written beside the three steps: the fourth comes when all is at rest."""
SAMPLED = [
    ("BIFU", Death(moment=Moment.AFTER_COMMIT, number=1)),
    ("BIFU", Death(moment=Moment.AFTER_ANSWER, number=2)),
]


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("code", "death"), EACH if WHOLE else SAMPLED, ids=str)
async def test_nothing_is_lost_or_doubled_while_it_is_adopted(
    code: str, death: Death, tmp_path: Path
) -> None:
    async with live_process(code, tmp_path) as process:
        _bought_outside(process)
        await process.start()
        answer = await process.open_by_hand(
            action="open", symbol=process.market("ETH"), side="long", quote_amount="600", **STOP
        )
        assert answer.status == 202, answer
        await _until(process, lambda books: _is_at_rest(process, books, "ETH"))
        await process.arm(death)

        try:
            await process.adopt("BTC", STOP)
            await process.ready()
            await _until(process, lambda books: _is_at_rest(process, books, "BTC", "ETH"))
        except DiedError:
            await process.buried()
            await process.start()

        books = await _until(process, lambda books: _is_whole(process, books))
        adopted = _of(books, process.symbol("BTC"))
        (by_hand,) = _of(books, process.symbol("ETH"))
        assert by_hand["status"] == "open"
        if not adopted:
            assert death.moment is Moment.BEFORE_COMMIT, "nothing was on record"
            assert len(_others(process)) == 2
            return
        (row,) = adopted
        assert Decimal(row["size"]) == SIZE == _held(process)
        assert _others(process) == []

        process.move("BTC", 56_000)
        await _until(
            process, lambda books: _of(books, process.symbol("BTC"))[0]["status"] == "closed"
        )
        assert _held(process) == 0


def _bought_outside(process: LiveProcess) -> None:
    """Hold bitcoin behind a target and a stop of others."""
    symbol, amount = process.symbol("BTC"), str(SIZE)
    venues, name = process.venues, process.name
    if process.linear:
        venues.act(name, "trade_outside", symbol=symbol, amount=amount)
    else:
        venues.act(name, "set_balance", asset="BTC", total=amount)
    half = str(SIZE / 2)
    venues.act(name, "rest_outside", symbol=symbol, amount=half, price="63000")
    venues.act(name, "rest_outside", symbol=symbol, amount=half, trigger="56500")


async def _until(process: LiveProcess, reached: Callable[[Json], bool]) -> Json:
    async with asyncio.timeout(PATIENCE):
        while not reached(books := await process.books()):  # noqa: ASYNC110  it can only be asked
            await asyncio.sleep(0.05)
    return books


def _of(books: Json, symbol: str) -> list[Json]:
    return [row for row in books["positions"] if row["symbol"] == symbol]


def _resting(process: LiveProcess) -> list[Json]:
    return [row for row in process.state()["orders"] if row["status"] in RESTING]


def _others(process: LiveProcess) -> list[Json]:
    return [row for row in _resting(process) if not row["client_id"].startswith(OURS)]


def _held(process: LiveProcess) -> Decimal:
    state = process.state()
    if not process.linear:
        return Decimal(state["spot"]["BTC"])
    symbol = process.symbol("BTC")
    return sum(
        (Decimal(r["amount"]) for r in state["positions"] if r["market"] == symbol), Decimal(0)
    )


def _is_at_rest(process: LiveProcess, books: Json, *bases: str) -> bool:
    """Return whether each of some positions is open, and exactly one stop of ours rests for it."""
    return not any(_unrest(process, books, *bases))


def _is_whole(process: LiveProcess, books: Json) -> bool:
    """Return whether what is on record rests behind its stops, and nothing else of ours does."""
    if not books["ready"] or books["busy"]:
        return False
    bases = [base for base in ("BTC", "ETH") if _of(books, process.symbol(base))]
    ours = len(_resting(process)) - len(_others(process))
    gone = "BTC" not in bases or not _others(process)
    return gone and ours == len(bases) and _is_at_rest(process, books, *bases)


def _unrest(process: LiveProcess, books: Json, *bases: str) -> Iterator[str]:
    if not books["ready"] or books["busy"]:
        yield "it is busy"
        return
    yield from unprotected(books)
    stops = [
        Decimal(row["amount"])
        for row in books["orders"]
        if row["status"] == "open" and row["trigger"]
    ]
    for base in bases:
        rows = _of(books, process.symbol(base))
        if [row["status"] for row in rows] != ["open"]:
            yield f"{base} is not open once"
        elif sum(_covers(stop, Decimal(rows[0]["size"])) for stop in stops) != 1:
            yield f"{base} has no stop of its size"


def _covers(stop: Decimal, size: Decimal) -> bool:
    """Return whether a stop is for a position: less than a step short, as a fee in coins leaves."""
    return 0 <= size - stop < size / 100
