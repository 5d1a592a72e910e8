"""The journal: what is committed is one row of it, and comes into its tables a moment later."""

from collections import OrderedDict
from collections.abc import Callable
import logging
from operator import attrgetter, itemgetter
import sqlite3
from typing import Any, Final

from sqlalchemy import Connection, Table

from .column_types import Value, Values, json_from_db, json_to_db
from .files.connections import STORE_ERRORS, may_pass, raw
from .retention import COPIED_AT
from .tables import FACTS_OF_ONE, bots, fills, notes, positions, results, signals
from .writes import PARTS, Prepared, count_commits

_LOGGER = logging.getLogger(__name__)

PAUSE: Final = 0.01
"""Seconds without a commit after which the tables get what waits."""
PAUSE_AFTER_FAILURE: Final = 1.0
MOST_WAITING: Final = 200
"""How many batches wait for a pause at most."""
MOST_POSITIONS: Final = 10_000
"""Of how many positions the last fact is remembered."""
LARGEST: Final = 64_000
"""Characters that each of the batches may have: they are written twice, here and to the tables."""

_COMMIT_ONE: Final = (
    "INSERT INTO journal (batch) SELECT ?"
    " WHERE NOT EXISTS (SELECT 1 FROM signals WHERE receipt_id = ?)"
    " AND NOT EXISTS"
    " (SELECT 1 FROM claims WHERE bot_id = ? AND signal_id = ? AND receipt_id <> ?)"
    " AND NOT EXISTS (SELECT 1 FROM positions WHERE position_id = ?)"
    " AND NOT EXISTS (SELECT 1 FROM fills WHERE trade_id = ? AND symbol = ? AND side = ?)"
)
"""Writes down a batch that has one of each at most, if nothing of it is in the tables.

It is a transaction by itself, synced when it returns: after each statement more, BEGIN and COMMIT
as well, the writer's thread would wait for the interpreter.
"""
_NO_CLAIM: Final = (None, None, None)
_NO_FILL: Final = (None, None, None)
_COMMIT_MANY: Final = (
    "INSERT INTO journal (batch) SELECT ?"
    " WHERE NOT EXISTS"
    " (SELECT 1 FROM signals WHERE receipt_id IN (SELECT value FROM json_each(?)))"
    " AND NOT EXISTS (SELECT 1 FROM json_each(?) AS new CROSS JOIN claims"
    " WHERE bot_id = new.value ->> 0 AND signal_id = new.value ->> 1"
    " AND receipt_id <> new.value ->> 2)"
    " AND NOT EXISTS"
    " (SELECT 1 FROM positions WHERE position_id IN (SELECT value FROM json_each(?)))"
    " AND NOT EXISTS (SELECT 1 FROM json_each(?) AS new CROSS JOIN fills"
    " WHERE trade_id = new.value ->> 0 AND symbol = new.value ->> 1"
    " AND side = new.value ->> 2)"
)
"""The same for any batch."""
_STORED: Final = "SELECT seq, batch FROM journal WHERE failed = 0 ORDER BY seq"
_CLEAR: Final = "DELETE FROM journal WHERE failed = 0"
_SET_ASIDE: Final = "UPDATE journal SET failed = 1 WHERE seq = ?"

_LAST_FACT: Final = (
    "SELECT seq, (SELECT max(id) FROM facts WHERE id"  # noqa: S608  a number
    f" BETWEEN positions.seq * {FACTS_OF_ONE} AND positions.seq * {FACTS_OF_ONE}"
    f" + {FACTS_OF_ONE - 1}) FROM positions WHERE position_id = ?"
)

_parts_of: Final = attrgetter(*PARTS)


def _places(table: Table, *names: str) -> Callable[[Values], Any]:
    """Return what takes some columns of a row, or the one."""
    columns = [column.name for column in table.c if column.name != "seq"]
    return itemgetter(*map(columns.index, names))


_POSITION_OF_FILL: Final = _places(fills, "position_id")
_POSITION_OF_NOTE: Final = _places(notes, "position_id")
_TRADE: Final = _places(fills, "trade_id", "symbol", "side")

_CHECKED: Final = (signals, bots, positions, results, fills, notes)
_NEEDING: Final = attrgetter(*[table.name for table in _CHECKED])
_NEEDED: Final = [
    _places(
        table, *[column.name for column in table.c if not column.nullable and column.name != "seq"]
    )
    for table in _CHECKED
]
"""Takes from a row what may not be missing, where that is not all of it."""


class NotForJournalError(Exception):
    """A batch that belongs into the tables at once: it is large, or contradicts them."""


class Journal:
    """What is committed and not in its tables yet; it belongs to the thread that writes.

    A row costs a page for its table and one for each index, in the commit that an order waits for.
    Here it costs one, and the tables get many rows at once while nobody waits. What contradicts the
    tables is found before it is taken: a conflict is told to whoever commits.
    """

    def __init__(self, pause: float = PAUSE) -> None:
        """Start with nothing waiting; `pause` is for how long nothing must have come."""
        self._pause = pause
        self._waiting = _nothing()
        """All that waits, as one: each batch by itself is in the file."""
        self._commits = 0
        self._batches = 0
        self._keys: set[Value | Values] = set()
        """Of what waits, what may be there once."""
        self._next_fact: OrderedDict[Value, int] = OrderedDict()
        """The number behind the last fact of positions that are there or wait."""
        self.is_blocked = False
        """The tables did not take what waits: until they do, nothing more is taken here."""

    @property
    def waits(self) -> bool:
        """Return whether the tables lack anything."""
        return self._commits > 0

    @property
    def presses(self) -> bool:
        """Return whether so much waits that no pause is awaited for it."""
        return self._batches >= MOST_WAITING and not self.is_blocked

    @property
    def pause(self) -> float:
        """Return for how many seconds nothing must have come before the tables get what waits."""
        return PAUSE_AFTER_FAILURE if self.is_blocked else self._pause

    def do(self, connection: Connection) -> None:
        """Bring what waits into the tables, when there is time for it."""
        try:
            self.bring_in(connection)
        except STORE_ERRORS:
            # The next commit, or read, tells whoever waits for it.
            _LOGGER.debug("The journal waits", exc_info=True)

    def takes(self, batch: Prepared) -> bool:
        """Return whether a batch has rows, and only such as the journal takes.

        What it does not take is rare. A signal's new status may give back its claim, which is
        looked for in the tables. That a file is no copy any more must not wait: in a copy of the
        file it would undo the mark.
        """
        if batch.forget or batch.links or batch.settings:
            return False
        if any(key == COPIED_AT for key, _ in batch.values):
            return False
        for _, change in batch.signal_updates:
            if "status" in change:
                return False
        return any(_parts_of(batch))

    def commit(self, driver: sqlite3.Connection, batch: Prepared, batches: int) -> None:
        """Commit a batch that consists of so many.

        Raises NotForJournalError and the driver's errors, and nothing is written then.
        """
        try:
            text = json_to_db(_parts_of(batch))
        except TypeError as error:  # a number that no column takes either
            raise NotForJournalError from error
        keys, begun = _keys_of(batch), _begun(batch)
        if len(text) > LARGEST * batches or not self._fits(driver, batch, keys, begun):
            raise NotForJournalError
        if not driver.execute(*_statement_of(batch, text, begun)).rowcount:
            raise NotForJournalError
        self._committed(batch, batches, keys)

    def _committed(self, batch: Prepared, batches: int, keys: list[Value | Values]) -> None:
        """Know what is committed."""
        self._waiting.add(batch)
        self._commits += 1
        self._batches += batches
        self._keys.update(keys)
        known = self._next_fact
        for position_id, seq, *_ in batch.facts:
            known[position_id] = max(known.get(position_id, 0), int(seq) + 1)  # type: ignore[arg-type]

    def load(self, connection: Connection) -> None:
        """Bring in what a process has left that was killed; raises the driver's errors."""
        driver = raw(connection)
        for number, batch in stored(driver):
            if batch is None:
                _set_aside(driver, number)
            else:
                self._waiting.add(batch)
            self._commits += 1
        self.bring_in(connection)

    def bring_in(self, connection: Connection) -> None:
        """Write what waits to its tables, in one transaction; raises the driver's errors."""
        if not self.waits:
            return
        driver = raw(connection)
        try:
            # Not through the dialect: nobody waits for this commit, and it is nobody's news.
            driver.execute("BEGIN IMMEDIATE")
            try:
                self.write_waiting(driver)
                driver.execute(_CLEAR)
                driver.execute("COMMIT")
            except BaseException:
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
                raise
        except BaseException:
            self.is_blocked = True
            raise
        self.is_blocked = False
        self._waiting = _nothing()
        self._commits = self._batches = 0
        self._keys.clear()
        # Not earlier: of what waits, the tables would not tell the last fact
        while len(self._next_fact) > MOST_POSITIONS:
            self._next_fact.popitem(last=False)

    def forget(self) -> None:
        """Know nothing of the tables any more: they are written without the journal."""
        self._next_fact.clear()

    def write_waiting(self, driver: sqlite3.Connection) -> None:
        """Write what waits, in a transaction that is begun."""
        count_commits(driver, self._commits)
        if _is_written(driver, self._waiting):
            return
        for number, batch in stored(driver):
            if batch is None or not _is_written(driver, batch):
                _set_aside(driver, number)
                self.forget()

    def _fits(
        self,
        driver: sqlite3.Connection,
        batch: Prepared,
        keys: list[Value | Values],
        begun: set[Value],
    ) -> bool:
        """Return whether nothing of a batch contradicts what waits, or the facts that are there.

        For the rest that is there the statement looks itself.
        """
        if len(set(keys)) < len(keys) or not self._keys.isdisjoint(keys):
            return False
        for rows, needed in zip(_NEEDING(batch), _NEEDED, strict=True):
            for row in rows:
                if None in needed(row):
                    return False
        return self._has_positions(driver, batch, begun)

    def _has_positions(
        self, driver: sqlite3.Connection, batch: Prepared, begun: set[Value]
    ) -> bool:
        """Return whether each row has its position, and each fact comes behind what it has."""
        known, facts = self._next_fact, batch.facts
        named = {row[0] for row in facts}
        named.update([row[0] for row in batch.orders])
        named.update(map(_POSITION_OF_FILL, batch.fills), map(_POSITION_OF_NOTE, batch.notes))
        named -= begun
        if unknown := named.difference(known):
            made = {row[0] for row in batch.positions}
            for position_id in unknown:
                record = driver.execute(_LAST_FACT, (position_id,)).fetchone()
                if record is not None:
                    number, last = record
                    known[position_id] = last - number * FACTS_OF_ONE + 1 if last else 0
                elif position_id not in made:
                    return False
        if len(facts) > 1 and len({row[:2] for row in facts}) < len(facts):
            return False
        behind = [row[1] >= known.get(row[0], 0) for row in facts]  # type: ignore[operator]
        return all(behind)


def _begun(batch: Prepared) -> set[Value]:
    """Return the positions that a batch begins with their first fact and their row."""
    if not batch.positions:
        return set()
    begun = {row[0] for row in batch.facts if row[1] == 0}
    return begun.intersection([row[0] for row in batch.positions])


def _statement_of(batch: Prepared, text: str, begun: set[Value]) -> tuple[str, Values]:
    """Return what commits a batch, and its values."""
    signals, claims, fills = batch.signals, batch.claims, batch.fills
    if max(len(signals), len(claims), len(begun), len(fills)) > 1:
        return _COMMIT_MANY, (
            text,
            json_to_db([row[0] for row in signals]),
            json_to_db([row[:3] for row in claims]),
            json_to_db([*begun]),
            json_to_db([*map(_TRADE, fills)]),
        )
    return _COMMIT_ONE, (
        text,
        signals[0][0] if signals else None,
        *(claims[0][:3] if claims else _NO_CLAIM),
        next(iter(begun), None),
        *(_TRADE(fills[0]) if fills else _NO_FILL),
    )


def _nothing() -> Prepared:
    return Prepared(forget=False, **{name: [] for name in PARTS})


def _keys_of(batch: Prepared) -> list[Value | Values]:
    """Return what may be there once: receipts, claims and trades."""
    keys: list[Value | Values] = [row[0] for row in batch.signals]
    keys += [("claim", *row[:2]) for row in batch.claims]
    keys += [("trade", *_TRADE(row)) for row in batch.fills]
    return keys


def _is_written(driver: sqlite3.Connection, batch: Prepared) -> bool:
    """Write a batch, or nothing of it if it contradicts what is there."""
    driver.execute("SAVEPOINT one")
    try:
        batch.write(driver)
    except Exception as error:
        if may_pass(error):
            raise
        _LOGGER.debug("Not written as it is", exc_info=True)
        driver.execute("ROLLBACK TO one")
        driver.execute("RELEASE one")
        return False
    driver.execute("RELEASE one")
    return True


def _set_aside(driver: sqlite3.Connection, number: int) -> None:
    """Keep a batch that can't be written to be looked at: it was confirmed."""
    _LOGGER.error("A commit is damaged or contradicts the ledger: it stays in its journal")
    driver.execute(_SET_ASIDE, (number,))


def stored(driver: sqlite3.Connection) -> list[tuple[int, Prepared | None]]:
    """Return the batches that wait in a file, by their numbers; None = it is damaged."""
    return [(number, _batch_of(text)) for number, text in driver.execute(_STORED).fetchall()]


def _batch_of(text: str) -> Prepared | None:
    try:
        parts: list[list[list[Any]]] = json_from_db(text)
        rows: list[list[Any]] = [[tuple(row) for row in part] for part in parts]
        return Prepared(forget=False, **dict(zip(PARTS, rows, strict=True)))
    except ValueError, TypeError:
        return None
