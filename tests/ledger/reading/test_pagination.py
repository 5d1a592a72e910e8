"""Pages of history: newest first, nothing twice and nothing left out."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.tradehook.ledger.errors import LedgerCursorError
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch
from tests.ledger.helpers import NOW, after, fill, position, signal

# Twelve rows, three of them at each of four times, by turns of two bots, newest last.
COUNT = 12


def _time(number: int) -> datetime:
    return after(number // 3)


def _bot(number: int) -> str:
    return "even" if number % 2 == 0 else "odd"


@pytest.fixture(params=["positions", "signals", "fills"])
async def kind(request: pytest.FixtureRequest, ledger: Ledger) -> str:
    """Fill the ledger with rows of all kinds; return the kind to ask for."""
    for n in range(COUNT):
        await ledger.commit(
            Batch(
                positions=(position(str(n), bot_id=_bot(n), opened_at=_time(n)),),
                signals=(signal(str(n), bot_id=_bot(n), received_at=_time(n)),),
                fills=(fill(str(n), bot_id=_bot(n), position_id=str(n), time=_time(n)),),
            )
        )
    return str(request.param)


def _id(kind: str) -> Callable[[Any], str]:
    name = {"positions": "position_id", "signals": "receipt_id", "fills": "trade_id"}[kind]
    return lambda row: str(getattr(row, name))


async def _ask(ledger: Ledger, kind: str, **query: Any) -> list[str]:
    return [_id(kind)(row) for row in await getattr(ledger, kind)(**query)]


def _newest_first(*numbers: int) -> list[str]:
    return [str(number) for number in sorted(numbers, reverse=True)]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 12, 100])
@pytest.mark.parametrize("bots", [None, ["even"], ["odd", "even", "odd"]])
async def test_cursors_hold_among_equal_times(
    ledger: Ledger, kind: str, limit: int, bots: list[str] | None
) -> None:
    """Following the last id of each page shows every row once."""
    seen: list[str] = []
    rows = await _ask(ledger, kind, limit=limit, bot_ids=bots)
    while rows:
        assert len(rows) <= limit
        seen += rows
        assert len(seen) <= COUNT
        rows = await _ask(ledger, kind, limit=limit, bot_ids=bots, before=seen[-1])
    wanted = [n for n in range(COUNT) if bots is None or _bot(n) in bots]
    assert seen == _newest_first(*wanted)


@pytest.mark.parametrize("before", [after(2), after(2).isoformat(), "2026-11-01T12:30:17.123456Z"])
async def test_a_time_is_a_cursor_too(ledger: Ledger, kind: str, before: datetime | str) -> None:
    """Rows of that very time don't count in."""
    assert await _ask(ledger, kind, before=before) == _newest_first(*range(6))


async def test_since_counts_its_time_in(ledger: Ledger, kind: str) -> None:
    """Together with a cursor it makes a window."""
    assert await _ask(ledger, kind, since=after(2)) == _newest_first(*range(6, 12))
    assert await _ask(ledger, kind, since=after(1), before="7") == _newest_first(3, 4, 5, 6)


async def test_no_bots_have_no_rows(ledger: Ledger, kind: str) -> None:
    """An empty selection isn't the same as none."""
    assert await _ask(ledger, kind, bot_ids=[]) == []


@pytest.mark.parametrize("before", ["unknown", "", "2026-11-01T12:30:15"])
async def test_a_cursor_that_says_nothing_is_refused(
    ledger: Ledger, kind: str, before: str
) -> None:
    """Neither an id nor a time with its offset."""
    with pytest.raises(LedgerCursorError, match="before"):
        await _ask(ledger, kind, before=before)


async def test_a_late_row_finds_its_place(ledger: Ledger, kind: str) -> None:
    """Order is by time, also for a fill that reconciliation found later."""
    await ledger.commit(
        Batch(
            positions=(position("late", opened_at=after(1)),),
            signals=(signal("late", received_at=after(1)),),
            fills=(fill("late", position_id="0", time=after(1)),),
        )
    )
    assert await _ask(ledger, kind, limit=8) == [*_newest_first(*range(6, 12)), "late", "5"]
    assert await _ask(ledger, kind, limit=2, before="late") == ["5", "4"]


async def test_an_ambiguous_trade_id_needs_its_symbol(ledger: Ledger) -> None:
    """Two symbols may have the same trade id; guessing would loop or skip."""
    symbols = ("BTC/USDT", "ETH/USDT")
    await ledger.commit(
        Batch(
            positions=(position(),),
            fills=tuple(
                fill(str(n), symbol=symbol, time=after(n)) for n in range(3) for symbol in symbols
            ),
        )
    )
    with pytest.raises(LedgerCursorError, match="symbol"):
        await ledger.fills(before="1")
    rows = await ledger.fills(before="1", symbol="ETH/USDT")
    assert [(row.symbol, row.trade_id) for row in rows] == [("ETH/USDT", "0")]


async def test_a_trade_id_of_both_sides_needs_one_of_them(ledger: Ledger) -> None:
    """Two orders of ours have traded with each other, at one moment."""
    sides = ("buy", "sell")
    await ledger.commit(
        Batch(
            positions=(position(),),
            fills=tuple(fill(str(n), side=side, time=after(n)) for n in range(2) for side in sides),
        )
    )
    with pytest.raises(LedgerCursorError, match="side"):
        await ledger.fills(before="1", symbol="BTC/USDT")
    told: list[tuple[str, str]] = []
    before = None
    while page := await ledger.fills(before=before, limit=1):
        told += [(row.trade_id, row.side) for row in page]
        before = f"{page[-1].trade_id}:{page[-1].side}"
    assert told == [("1", "sell"), ("1", "buy"), ("0", "sell"), ("0", "buy")]


async def test_positions_are_filtered(ledger: Ledger) -> None:
    """By status and symbol, live ones or not."""
    statuses = ("pending", "open", "closing", "closed", "cancelled", "error")
    await ledger.commit(Batch(positions=tuple(position(s, status=s) for s in statuses)))
    await ledger.commit(Batch(positions=(position("eth", symbol="ETH/USDT"),)))
    assert await _ask(ledger, "positions", statuses=["open"]) == ["eth", "open"]
    assert await _ask(ledger, "positions", statuses={"error", "pending"}) == ["error", "pending"]
    assert await _ask(ledger, "positions", statuses=[]) == []
    assert await _ask(ledger, "positions", symbol="ETH/USDT", statuses=["open"]) == ["eth"]


async def test_signals_are_filtered(ledger: Ledger) -> None:
    """By status, action and symbol."""
    rows = (
        signal("a"),
        signal("b", action="close"),
        signal("c", symbol="ETH/USDT"),
        signal("d", status="refused", action=None, symbol=None, signal_id=None),
    )
    await ledger.commit(Batch(signals=rows))
    assert await _ask(ledger, "signals", statuses=["refused"]) == ["d"]
    assert await _ask(ledger, "signals", action="open") == ["c", "a"]
    assert await _ask(ledger, "signals", symbol="BTC/USDT", statuses=["accepted"]) == ["b", "a"]


async def test_fills_are_filtered(ledger: Ledger) -> None:
    """By position and symbol."""
    await ledger.commit(
        Batch(
            positions=(position("p1"), position("p2")),
            fills=(fill("a"), fill("b", position_id="p2"), fill("c", symbol="ETH/USDT")),
        )
    )
    assert await _ask(ledger, "fills", position_id="p1") == ["c", "a"]
    assert await _ask(ledger, "fills", symbol="BTC/USDT") == ["b", "a"]


async def test_times_before_1970_and_other_zones_are_told_apart(ledger: Ledger) -> None:
    """A time is a moment, however it is written."""
    old = datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    await ledger.commit(Batch(signals=(signal("old", received_at=old), signal("new"))))
    assert [row.received_at for row in await ledger.signals()] == [NOW, old]
    assert await _ask(ledger, "signals", before="1970-01-01T01:00:00+01:00") == ["old"]
