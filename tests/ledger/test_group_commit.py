"""Batches: durable when the commit returns, in order, sharing a commit, failing alone."""

import asyncio
from dataclasses import replace
from pathlib import Path
import threading

import pytest
from sqlalchemy import Connection

from benchmarks.written_pages import end_of_log
from custom_components.tradehook.ledger.errors import (
    LedgerConflictError,
    LedgerUnavailableError,
    LedgerWriteError,
)
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, PaperRecord, SignalUpdate

from .helpers import (
    Gate,
    at_leisure,
    fact,
    fill,
    link,
    on_writer,
    position,
    signal,
    trace_writes,
    whole,
)


def _commits(statements: list[str]) -> int:
    """Return how many commits there were: a statement outside of a transaction is one."""
    commits = 0
    begun = False
    for statement in statements:
        begun = begun or statement.startswith("BEGIN")
        commits += statement == "COMMIT" or (not begun and statement.startswith("INSERT"))
        begun = begun and statement != "COMMIT"
    return commits


async def test_every_commit_is_synced(ledger: Ledger) -> None:
    """WAL with synchronous=FULL (2) syncs the log at each COMMIT."""

    def pragmas(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]

    assert await on_writer(ledger, pragmas) == ["wal", 2, 1]


async def test_a_commit_is_one_statement(ledger: Ledger) -> None:
    """It is its own transaction: after each more the thread would wait for the interpreter."""

    def opening(number: int) -> Batch:
        return replace(whole(number), facts=(fact(f"bot-{number}", 0),))

    statements = await trace_writes(ledger)
    await ledger.commit(opening(1))
    alone = statements.copy()
    gate = Gate(ledger)
    commits = [asyncio.create_task(ledger.commit(opening(number))) for number in range(2, 50)]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(*commits)
    together = statements[-1:]
    assert statements[-2] == "COMMIT"  # the gate's
    for (one,) in alone, together:
        assert one.startswith("INSERT INTO journal")


async def test_waiting_batches_share_one_commit(ledger: Ledger) -> None:
    """Fifty signals at once cost one sync."""
    statements = await trace_writes(ledger)
    gate = Gate(ledger)
    commits = [asyncio.create_task(ledger.commit(whole(number))) for number in range(50)]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(*commits)
    assert _commits(statements) == 2  # the gate's and theirs
    assert len(await ledger.unexecuted_signals()) == 50


async def test_commits_happen_in_the_order_of_the_calls(ledger: Ledger) -> None:
    """Also for tasks that run at the same time, over several groups."""
    commits = []
    for number in range(300):
        row = signal(f"r{number}", executed=False)
        commits.append(asyncio.create_task(ledger.commit(Batch(signals=(row,)))))
        if number % 70 == 0:
            await asyncio.sleep(0.001)
    await asyncio.gather(*commits)
    rows = await ledger.unexecuted_signals()
    assert [row.receipt_id for row in rows] == [f"r{number}" for number in range(300)]


async def test_a_batch_is_written_as_it_was_at_the_call(ledger: Ledger) -> None:
    """What the caller changes while the batch waits isn't written."""
    data = {"size": "1"}
    gate = Gate(ledger)
    commit = asyncio.create_task(ledger.commit(Batch(positions=(position(data=data),))))
    await asyncio.sleep(0)
    data["size"] = "2"
    gate.open()
    await commit
    assert (await ledger.positions())[0].data == {"size": "1"}


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "in a group"])
async def test_a_bad_batch_fails_alone_and_completely(ledger: Ledger, *, alone: bool) -> None:
    """A doubled fact undoes its whole batch, and the neighbours are written."""
    await ledger.commit(whole(0))
    bad = Batch(
        signals=(signal("bad"),),
        positions=(position("bad"),),
        facts=(fact("bad", 1), fact("bad", 1)),
        values={"bad": 1},
    )
    if alone:
        with pytest.raises(LedgerConflictError):
            await ledger.commit(bad)
    else:
        gate = Gate(ledger)
        batches = [whole(1), bad, whole(2)]
        commits = [asyncio.create_task(ledger.commit(batch)) for batch in batches]
        await asyncio.sleep(0)
        gate.open()
        results = await asyncio.gather(*commits, return_exceptions=True)
        assert [type(result) for result in results] == [type(None), LedgerConflictError, type(None)]
    rows = {row.position_id for row in await ledger.positions()}
    assert rows == {"bot-0"} if alone else rows == {"bot-0", "bot-1", "bot-2"}
    assert "bad" not in {row.receipt_id for row in await ledger.signals()}
    assert "bad" not in await ledger.values()
    assert await ledger.facts("bad") == []


@pytest.mark.parametrize(
    "doubled",
    [
        Batch(facts=(fact("bot-1", 1),)),
        Batch(fills=(fill("bot-1", position_id="bot-1"),)),
        Batch(signals=(signal("bot-1", signal_id=None),)),
        Batch(links=(link("other", token="taken", position_id="bot-1"),)),
        Batch(signals=(signal("other", signal_id="s-bot-1"),)),
    ],
    ids=["fact", "fill", "receipt", "token", "claimed signal id"],
)
async def test_nothing_is_written_twice(ledger: Ledger, doubled: Batch) -> None:
    """What must be unique is a conflict, whose cause is kept."""
    await ledger.commit(whole(1))
    await ledger.commit(Batch(links=(link(token="taken", position_id="bot-1"),)))
    with pytest.raises(LedgerConflictError, match="UNIQUE") as raised:
        await ledger.commit(doubled)
    assert raised.value.__cause__ is not None


@pytest.mark.parametrize(
    "orphan",
    [Batch(facts=(fact("p9"),)), Batch(fills=(fill(position_id="p9"),))],
    ids=["fact", "fill"],
)
async def test_nothing_belongs_to_an_unknown_position(ledger: Ledger, orphan: Batch) -> None:
    """Start-up finds facts through their position: without it they would be lost."""
    with pytest.raises(LedgerConflictError, match="FOREIGN KEY"):
        await ledger.commit(orphan)


async def test_the_same_trade_id_may_come_from_two_symbols(ledger: Ledger) -> None:
    """Venues number the trades of each symbol for themselves."""
    await ledger.commit(
        Batch(positions=(position(),), fills=(fill("1"), fill("1", symbol="ETH/USDT")))
    )
    assert len(await ledger.fills()) == 2


@pytest.mark.parametrize("together", [True, False])
async def test_a_trade_of_ours_with_ourselves_has_two_sides(ledger: Ledger, together: bool) -> None:
    """Both have the venue's one id; each of them is a conflict when it comes again."""
    sides = (fill("1", side="buy"), fill("1", side="sell"))
    await ledger.commit(Batch(positions=(position(),)))
    for batch in [sides] if together else [(side,) for side in sides]:
        await ledger.commit(Batch(fills=batch))
    assert len(await ledger.fills()) == 2
    for again in (*sides, fill("1", side="sell", client_order_id="o2", order_id="v2")):
        with pytest.raises(LedgerConflictError, match="UNIQUE"):
            await ledger.commit(Batch(fills=(again,)))
        with pytest.raises(LedgerConflictError, match="UNIQUE"):
            await ledger.commit(Batch(fills=(fill("2"), again)))


async def test_cancelling_the_caller_does_not_cancel_the_write(ledger: Ledger) -> None:
    """Home Assistant cancels a handler when its client hangs up."""
    gate = Gate(ledger)
    commit = asyncio.create_task(ledger.commit(whole(1)))
    await asyncio.sleep(0)
    commit.cancel()
    with pytest.raises(asyncio.CancelledError):
        await commit
    gate.open()
    await ledger.commit(Batch())  # stands behind it in the queue
    assert [row.receipt_id for row in await ledger.signals()] == ["bot-1"]


async def test_a_cancelled_caller_does_not_disturb_its_group(ledger: Ledger) -> None:
    """The others of the same commit get their results."""
    gate = Gate(ledger)
    commits = [asyncio.create_task(ledger.commit(whole(number))) for number in range(3)]
    await asyncio.sleep(0)
    commits[1].cancel()
    gate.open()
    results = await asyncio.gather(*commits, return_exceptions=True)
    assert [type(result) for result in results] == [type(None), asyncio.CancelledError, type(None)]
    assert len(await ledger.positions()) == 3


async def test_close_writes_what_is_waiting(ledger: Ledger) -> None:
    """Nothing that was handed over is dropped, and both threads end."""
    assert len([t for t in threading.enumerate() if t.name.startswith("tradehook-ledger")]) == 2
    gate = Gate(ledger)
    commits = [asyncio.create_task(ledger.commit(whole(number))) for number in range(20)]
    await asyncio.sleep(0)
    closing = asyncio.create_task(ledger.close())
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(*commits)
    await closing
    await ledger.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("tradehook-ledger")]


async def test_a_closed_ledger_says_so(ledger: Ledger) -> None:
    """Neither a commit nor a read waits for ever."""
    await ledger.close()
    with pytest.raises(LedgerWriteError, match="closed"):
        await ledger.commit(Batch())
    with pytest.raises(LedgerUnavailableError, match="closed"):
        await ledger.values()


async def test_the_event_loop_goes_on_while_the_writer_is_held_up(ledger: Ledger) -> None:
    """Reads don't wait for writes either."""
    await ledger.commit(whole(1))
    gate = Gate(ledger)
    commit = asyncio.create_task(ledger.commit(whole(2)))
    assert len(await ledger.positions()) == 1
    gate.open()
    await commit
    assert len(await ledger.positions()) == 2


async def test_an_id_that_is_freed_is_free_for_what_is_committed_with_it(ledger: Ledger) -> None:
    """Tables are written one after the other: the order between batches counts all the same."""
    await ledger.commit(Batch(signals=(signal("first", signal_id="id"),)))
    gate = Gate(ledger)
    freed = SignalUpdate(receipt_id="first", status="failed")
    batches = [
        Batch(signal_updates=(freed,)),
        Batch(signals=(signal("second", signal_id="id"),)),
        Batch(signals=(signal("third", signal_id="id"),)),
    ]
    commits = [asyncio.create_task(ledger.commit(batch)) for batch in batches]
    await asyncio.sleep(0)
    gate.open()
    results = await asyncio.gather(*commits, return_exceptions=True)
    assert [type(result) for result in results] == [type(None), type(None), LedgerConflictError]
    claim = await ledger.find_claim("bot", "id")
    assert claim is not None
    assert claim.receipt_id == "second"


@pytest.mark.parametrize("number", [1, 2, 3, 63, 64, 65, 200])
async def test_rows_of_a_table_are_written_in_their_order(ledger: Ledger, number: int) -> None:
    """Also when one statement writes many of them."""
    facts = tuple(fact("p1", seq) for seq in range(1, number + 1))
    rows = tuple(position("p1", data={"step": seq}) for seq in range(number))
    await ledger.commit(Batch(positions=rows, facts=facts))
    ((row, found),) = await ledger.live_positions()
    assert found == list(facts)
    assert row == rows[-1]


async def test_a_record_is_written_and_deleted_in_the_order_of_its_batch(ledger: Ledger) -> None:
    def row(key: str, data: str | None) -> PaperRecord:
        return PaperRecord(kind="order", key=key, data=data)

    await ledger.commit(Batch(books=(row("known", "before"),)))
    changes = (row("known", None), row("a", "1"), row("a", "2"), row("b", "3"), row("b", None))
    await ledger.commit(Batch(books=(*changes, row("known", "again")), values={"a": 1, "b": None}))

    assert {one.key: one.data for one in await ledger.books()} == {"a": "2", "known": "again"}
    assert (await ledger.values())["a"] == 1


def _content(path: Path) -> bytes:
    return path.read_bytes()


async def test_a_burst_leaves_the_file_alone_until_somebody_sees_to_it(
    ledger: Ledger, path: Path
) -> None:
    """Bringing the log into the file takes a second sync: no signal waits in it."""
    await ledger.checkpoint()
    before = _content(path)
    pages = 0
    for number in range(150):
        begin = end_of_log(path)
        await ledger.commit(whole(number))
        await at_leisure(ledger)
        pages += (end_of_log(path) - begin) // 4096
    assert pages > 1_500
    assert _content(path) == before
    await ledger.checkpoint()
    assert len(_content(path)) > len(before)
