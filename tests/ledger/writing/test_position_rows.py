"""Positions and what is kept in step with them: many changes at once leave what each alone does."""

import asyncio
from contextlib import closing
from decimal import Decimal
from pathlib import Path
import sqlite3
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings, strategies as st

from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, SignalUpdate
from custom_components.tradehook.ledger.writes import Prepared, prepare

from ..helpers import NOW, after, bot, fact, on_writer, position, trace_writes, whole

type Change = tuple[int, str, str, str]


def rows_of(path: Path) -> dict[str, list[Any]]:
    """Return all rows of all tables; of totals those that count something."""
    with closing(sqlite3.connect(path)) as file:
        names = file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        rows: dict[str, list[Any]] = {
            name: sorted(file.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608
            for (name,) in names
            if name != "identity"
        }
    rows["totals"] = [(*counts, Decimal(sum_)) for *counts, sum_ in rows["totals"] if counts[1]]
    return rows


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["open", "closing", "closed", "cancelled"]),
        st.sampled_from(["0", "12.5", "-3.10", "0.000000000000000000000000000001", "1E+20"]),
        st.sampled_from(["bot", "other"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(before=CHANGES, changes=CHANGES)
def test_changes_at_once_leave_what_each_alone_does(
    before: list[Change], changes: list[Change]
) -> None:
    """Rows, the order of positions, slots and totals; whatever stood there before."""
    with TemporaryDirectory() as folder:
        alone, at_once = asyncio.run(both_ways(Path(folder), before, changes))
    assert alone == at_once


async def both_ways(
    folder: Path, before: list[Change], changes: list[Change]
) -> list[dict[str, list[Any]]]:
    found = []
    for name, at_once in ("alone", False), ("at once", True):
        ledger = await Ledger.open(folder / f"{name}.db", pause=3600.0)
        for number, change in enumerate(before):
            await on_writer(ledger, prepare(batch_of(number, change)).__call__)
        batches = [prepare(batch_of(50 + n, change)) for n, change in enumerate(changes)]
        if at_once:
            joined = Prepared.joined(batches)
            assert joined is not None
            batches = [joined]
        for batch in batches:
            await on_writer(ledger, batch.__call__)
        await ledger.close()
        found.append(rows_of(folder / f"{name}.db"))
    return found


def batch_of(number: int, change: Change) -> Batch:
    which, status, profit, bot_id = change
    row = position(
        f"p{which}",
        status=status,
        bot_id=bot_id,
        realized_profit=Decimal(profit),
        closed_at=NOW if status in ("closed", "cancelled") else None,
        data={"number": number},
    )
    return Batch(
        positions=(row,),
        facts=(fact(f"p{which}", number),),
        bots=(bot(bot_id, changed_at=after(number)),),
    )


async def test_what_many_need_in_statements_does_not_grow_with_their_number(
    ledger: Ledger,
) -> None:
    """After each the writer's thread waits for the interpreter, and all commits behind it."""

    async def needed(number: int) -> int:
        names = [f"bot-{begin}" for begin in range(number, 2 * number)]
        batches = [whole(begin) for begin in range(number, 2 * number)]
        for name in names:
            batches += [
                Batch(signal_updates=(SignalUpdate(receipt_id=name, executed=True),)),
                Batch(positions=(position(name, status="closing"),), bots=(bot(),)),
                Batch(positions=(position(name, status="closed", closed_at=NOW),), bots=(bot(),)),
            ]
        joined = Prepared.joined([prepare(batch) for batch in batches])
        assert joined is not None
        statements = await trace_writes(ledger)
        await on_writer(ledger, joined.__call__)
        return len(statements)

    few, many = await needed(16), await needed(64)
    assert few <= many < 20
