"""The journal: what is committed waits there, and is read, kept and told as if it didn't."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
import sqlite3

import pytest

from benchmarks.written_pages import commits_since, end_of_log
from custom_components.tradehook.ledger import journal
from custom_components.tradehook.ledger.errors import LedgerConflictError
from custom_components.tradehook.ledger.files.identity import Identity, _look
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.reading.peek import peek_live_positions
from custom_components.tradehook.ledger.records import (
    Batch,
    NoteRecord,
    PaperRecord,
    SettingsRecord,
    SignalUpdate,
)

from .helpers import NOW, Gate, at_leisure, bot, fact, fill, link, order, position, signal, whole


@pytest.fixture
async def ledger(path: Path) -> AsyncIterator[Ledger]:
    """Return a ledger in which what is committed waits."""
    ledger = await Ledger.open(path, pause=3600.0)
    yield ledger
    await ledger.close()


def rows_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as file:
        (found,) = file.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608  ours
    return int(found)


def left_by_a_kill(path: Path, tmp_path: Path) -> Path:
    """Return a copy of a file as a kill would leave it: nobody closes it."""
    copy = tmp_path / "killed.db"
    for beside in ("", "-wal"):
        copy.with_name(copy.name + beside).write_bytes(
            path.with_name(path.name + beside).read_bytes()
        )
    return copy


async def test_a_commit_is_one_row(ledger: Ledger, path: Path) -> None:
    """The tables have it later; it writes one page, as the least that a commit can."""
    begin = end_of_log(path)
    await ledger.commit(whole(1))
    assert [one.count for one in commits_since(path, begin)] == [1]
    assert rows_of(path, "journal") == 1
    assert [rows_of(path, name) for name in ("signals", "claims", "positions", "facts")] == [0] * 4


async def test_a_commit_counts_wherever_it_stands(
    ledger: Ledger, path: Path, tmp_path: Path
) -> None:
    """What vouches for the file elsewhere knows its number: it never goes back."""
    before = (await ledger.identity()).sequence
    await ledger.commit(whole(1))
    await ledger.commit(whole(2))
    killed = left_by_a_kill(path, tmp_path)
    assert _look(killed) == (Identity((await ledger.identity()).ledger_id, before + 2), False)
    assert (await ledger.identity()).sequence == before + 2


async def test_a_read_sees_what_waits(ledger: Ledger, path: Path) -> None:
    """Whoever asks finds everything that was committed before."""
    await ledger.commit(whole(1))
    ((row, facts),) = await ledger.live_positions()
    assert (row.position_id, len(facts)) == ("bot-1", 2)
    assert rows_of(path, "journal") == 0


async def test_the_tables_get_it_at_leisure(path: Path) -> None:
    """Once nothing has come for a moment; many commits at once."""
    ledger = await Ledger.open(path, pause=0.2)
    for number in range(10):
        await ledger.commit(whole(number))
    assert rows_of(path, "journal") == 10
    await at_leisure(ledger)
    assert (rows_of(path, "journal"), rows_of(path, "positions")) == (0, 10)
    await ledger.close()


async def test_so_much_waits_and_no_more(ledger: Ledger, path: Path) -> None:
    """A door that never rests must not let it grow."""
    for number in range(journal.MOST_WAITING):
        await ledger.commit(whole(number))
    await at_leisure(ledger)
    assert rows_of(path, "positions") == journal.MOST_WAITING


async def test_many_small_ones_at_once_wait_as_well(ledger: Ledger, path: Path) -> None:
    """Only what is large by itself goes to the tables: fourteen pages for each take a while."""
    gate = Gate(ledger)
    commits = [asyncio.create_task(ledger.commit(whole(number))) for number in range(150)]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(*commits)
    assert (rows_of(path, "journal"), rows_of(path, "positions")) == (1, 0)
    with closing(sqlite3.connect(path)) as file:
        ((text,),) = file.execute("SELECT batch FROM journal").fetchall()
    assert len(text) > journal.LARGEST
    await ledger.commit(Batch(values={"large": "x" * journal.LARGEST}))
    assert (rows_of(path, "journal"), rows_of(path, "positions")) == (0, 150)


async def test_closing_brings_it_in(path: Path) -> None:
    """The file of an account that has stopped needs nobody any more."""
    ledger = await Ledger.open(path)
    await ledger.commit(whole(1))
    await ledger.close()
    assert (rows_of(path, "journal"), rows_of(path, "positions")) == (0, 1)


async def test_a_start_brings_in_what_a_kill_has_left(
    ledger: Ledger, path: Path, tmp_path: Path
) -> None:
    """In its order: what came later stands on what came before."""
    await ledger.commit(whole(1))
    await ledger.commit(
        Batch(facts=(fact("bot-1", 3),), positions=(position("bot-1", status="closing"),))
    )
    await ledger.commit(Batch(signal_updates=(SignalUpdate(receipt_id="bot-1", executed=True),)))
    again = await Ledger.open(left_by_a_kill(path, tmp_path))
    ((row, facts),) = await again.live_positions()
    assert (row.status, [fact.seq for fact in facts]) == ("closing", [1, 2, 3])
    assert await again.unexecuted_signals() == []
    assert await again.find_claim("bot", "s-bot-1") is not None
    await again.close()


async def test_a_look_into_a_killed_file_sees_what_waits(
    ledger: Ledger, path: Path, tmp_path: Path
) -> None:
    """Nobody has it open, and nothing of it is changed."""
    await ledger.commit(whole(1))
    killed = left_by_a_kill(path, tmp_path)
    ((row, facts),) = peek_live_positions(killed)
    assert (row.position_id, len(facts)) == ("bot-1", 2)
    assert rows_of(killed, "journal") == 1


async def test_a_copy_holds_what_waits(ledger: Ledger, tmp_path: Path) -> None:
    """A backup is made at any moment."""
    await ledger.commit(whole(1))
    await ledger.backup(tmp_path / "copy.db")
    copy = await Ledger.open(tmp_path / "copy.db")
    assert len(await copy.live_positions()) == 1
    await copy.close()


@pytest.mark.parametrize("waits", [True, False], ids=["waits", "is in the tables"])
@pytest.mark.parametrize(
    "others", [(), (whole(7), whole(8))], ids=["alone", "behind others in a batch"]
)
@pytest.mark.parametrize(
    "doubled",
    [
        Batch(facts=(fact("bot-1", 2),)),
        Batch(facts=(fact("bot-1", 3), fact("bot-1", 3))),
        Batch(fills=(fill("bot-1", position_id="bot-1"),)),
        Batch(signals=(signal("bot-1", signal_id=None),)),
        Batch(signals=(signal("other", signal_id="s-bot-1"),)),
        Batch(links=(link("other", token="taken", position_id="bot-1"),)),
        Batch(facts=(fact("p9"),)),
        Batch(fills=(fill(position_id="p9"),)),
        Batch(orders=(order(position_id="p9"),)),
        Batch(notes=(NoteRecord(position_id="p9", note="", tags=(), changed_at=NOW),)),
        Batch(positions=(position("p2", symbol=None),)),
    ],
    ids=[
        "fact",
        "fact within",
        "fill",
        "receipt",
        "claimed signal id",
        "token",
        "no position of a fact",
        "no position of a fill",
        "no position of an order",
        "no position of a note",
        "something missing",
    ],
)
async def test_a_conflict_is_told_to_whoever_commits(
    ledger: Ledger, doubled: Batch, others: tuple[Batch, ...], *, waits: bool
) -> None:
    """Whether what it contradicts is in the tables or waits; nothing of it is there."""
    await ledger.commit(Batch(positions=(position("p1"),), links=(link(token="taken"),)))
    await ledger.commit(whole(1))
    if not waits:
        await ledger.signals()
    bad = Batch.merge(*others, doubled, Batch(values={"bad": 1}))
    with pytest.raises(LedgerConflictError):
        await ledger.commit(bad)
    assert "bad" not in await ledger.values()
    await ledger.commit(whole(2))
    assert len(await ledger.live_positions()) == 3


async def test_facts_go_on_after_a_start(path: Path) -> None:
    """What the tables hold is known though nothing of it has passed the journal."""
    ledger = await Ledger.open(path)
    await ledger.commit(whole(1))
    await ledger.close()
    ledger = await Ledger.open(path)
    await ledger.commit(Batch(facts=(fact("bot-1", 3),)))
    with pytest.raises(LedgerConflictError):
        await ledger.commit(Batch(facts=(fact("bot-1", 3),)))
    with pytest.raises(LedgerConflictError):
        await ledger.commit(Batch(positions=(position("bot-1"),), facts=(fact("bot-1", 1),)))
    assert [one.seq for one in await ledger.facts("bot-1")] == [1, 2, 3]
    await ledger.close()


async def test_a_position_begins_once(path: Path) -> None:
    """Whether another one begins with it or not; the statement that takes it down looks itself."""
    first, again = (
        Batch(positions=(position(name),), facts=(fact(name, 0),)) for name in ("p1", "p2")
    )
    ledger = await Ledger.open(path)
    await ledger.commit(first)
    await ledger.close()
    ledger = await Ledger.open(path, pause=3600.0)
    with pytest.raises(LedgerConflictError):
        await ledger.commit(first)
    with pytest.raises(LedgerConflictError):
        await ledger.commit(Batch.merge(again, first))
    await ledger.commit(again)
    assert rows_of(path, "journal") == 1
    with pytest.raises(LedgerConflictError):
        await ledger.commit(again)
    assert [len(facts) for _, facts in await ledger.live_positions()] == [1, 1]
    await ledger.close()


async def test_what_the_tables_got_directly_is_known(ledger: Ledger) -> None:
    """A batch with a link goes past the journal, and its fact counts all the same."""
    await ledger.commit(whole(1))
    past = Batch(facts=(fact("bot-1", 3),), links=(link(position_id="bot-1"),))
    await ledger.commit(past)
    with pytest.raises(LedgerConflictError):
        await ledger.commit(Batch(facts=(fact("bot-1", 3),)))


async def test_a_claim_that_was_given_back_can_be_taken(ledger: Ledger) -> None:
    """A signal that failed frees its id, also while its row waits."""
    await ledger.commit(Batch(signals=(signal("r1", signal_id="s"),)))
    await ledger.commit(Batch(signal_updates=(SignalUpdate(receipt_id="r1", status="failed"),)))
    await ledger.commit(Batch(signals=(signal("r2", signal_id="s"),)))
    claim = await ledger.find_claim("bot", "s")
    assert claim is not None
    assert claim.receipt_id == "r2"


async def test_what_the_journal_takes_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    """Each kind of row, by a start after a kill: the same as without the journal."""
    batch = Batch(
        signals=(signal("r1", message="ü\ud800", errors=[{"path": "a", "message": "b"}]),),
        positions=(
            position("p1", data={"a": [1, None, "x"]}),
            position("p2", status="closed", closed_at=NOW),
        ),
        facts=(fact("p1", 0, data={"b": 2**63 - 1}),),
        orders=(order("o1"), order("o1")),
        fills=(fill("t1"),),
        bots=(bot(), bot(reason="again")),
        values={"a": {"b": 1}, "gone": None},
        books=(
            PaperRecord(kind="k", key="1", data={"c": 1}),
            PaperRecord(kind="k", key="1", data=None),
        ),
        notes=(NoteRecord(position_id="p1", note="n", tags=("a", "b"), changed_at=NOW),),
    )
    ledger = await Ledger.open(path, pause=3600.0)
    await ledger.commit(batch)
    killed = await Ledger.open(left_by_a_kill(path, tmp_path))
    assert rows_of(path, "journal") == 1
    for read in (
        Ledger.signals,
        Ledger.positions,
        Ledger.fills,
        Ledger.bots,
        Ledger.values,
        Ledger.books,
        Ledger.notes,
        Ledger.totals,
        Ledger.slots,
        Ledger.live_positions,
    ):
        assert await read(killed) == await read(ledger), read
    assert len(await ledger.signals()) == 1
    await killed.close()
    await ledger.close()


async def test_a_fault_of_ours_loses_nothing(
    ledger: Ledger, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What the tables refuse after all stays in the journal; the others come in."""
    await ledger.commit(whole(1))
    await ledger.commit(whole(2))
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("INSERT INTO journal (batch) SELECT batch FROM journal WHERE seq = 1")
        (_, first), *_ = journal.stored(file)
    assert first is not None
    ledger._journal._waiting.add(first)
    ledger._journal._commits += 1
    assert len(await ledger.live_positions()) == 2
    assert rows_of(path, "journal") == 1
    assert "contradicts the ledger" in caplog.text
    await ledger.commit(whole(3))
    assert len(await ledger.live_positions()) == 3
    assert rows_of(path, "journal") == 1


async def test_a_large_batch_is_written_once(ledger: Ledger, path: Path) -> None:
    """It would take the disk twice its pages."""
    await ledger.commit(Batch(values={"large": "x" * journal.LARGEST}))
    assert (rows_of(path, "journal"), rows_of(path, "stored_values")) == (0, 1)


async def test_settings_and_links_go_into_their_tables(ledger: Ledger, path: Path) -> None:
    """They are rare, and a link's token may be asked for at once."""
    await ledger.commit(Batch(positions=(position(),)))
    await ledger.commit(Batch(settings=(SettingsRecord(bot_id="bot", at=NOW, settings={}),)))
    await ledger.commit(Batch(links=(link(),)))
    assert [rows_of(path, name) for name in ("positions", "settings", "links")] == [1] * 3


async def test_readers_at_the_same_time_wait_for_the_same(ledger: Ledger) -> None:
    """Each sees all of it."""
    await asyncio.gather(*(ledger.commit(whole(number)) for number in range(20)))
    pages = await asyncio.gather(*(ledger.live_positions() for _ in range(5)))
    assert [len(page) for page in pages] == [20] * 5
