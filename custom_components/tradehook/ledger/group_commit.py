"""How jobs run on a connection: writes share a commit, reads get a snapshot each."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
import sqlite3
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from .errors import LedgerConflictError, LedgerError, LedgerUnavailableError, LedgerWriteError
from .files.connections import STORE_ERRORS, is_busy, may_pass, raw
from .journal import Journal, NotForJournalError
from .worker import JobOutcome, Run
from .writes import Prepared, count_commits

_WRITTEN: Final = JobOutcome()


class ReadThrough:
    """Run by the thread that writes: what waits in the journal is in the tables afterwards.

    With `look` that is run and its result returned, whether the tables could take it or not.
    """

    def __init__(self, look: Run[Any] | None = None) -> None:
        """Take what is to be read, if anything is."""
        self.look = look

    def __call__(self, connection: Connection) -> Any:
        """Read, where nothing waits."""
        return None if self.look is None else self.look(connection)


def write_together(
    connection: Connection, runs: Sequence[Run[Any]], journal: Journal
) -> list[JobOutcome]:
    """Run all writes in one transaction, batches as one: that is right nearly always.

    If not, each has a savepoint of its own: a bad one fails alone. What SQLite undoes as a whole,
    or can't commit as a whole, is written again one by one. Small batches go to the journal;
    whatever else comes finds in the tables what was committed before it.
    """
    if not journal.is_blocked:
        outcomes = _write_to_journal(connection, runs, journal)
        if outcomes is not None:
            return outcomes
    try:
        journal.bring_in(connection)
    except STORE_ERRORS as error:
        return [
            _read_through(connection, run.look, journal, error)
            if isinstance(run, ReadThrough) and run.look is not None
            else _failed(error)
            for run in runs
        ]
    if all(isinstance(run, ReadThrough) and run.look is None for run in runs):
        return [_WRITTEN] * len(runs)
    journal.forget()
    return _write_to_tables(connection, runs)


def _write_to_journal(
    connection: Connection, runs: Sequence[Run[Any]], journal: Journal
) -> list[JobOutcome] | None:
    """Commit batches to the journal; None = they belong into the tables."""
    joined = _joined(runs)
    if joined is None or not journal.takes(joined):
        return None
    try:
        journal.commit(raw(connection), joined, len(runs))
    except (NotForJournalError, *STORE_ERRORS) as error:
        if is_busy(error):  # the tables would wait for the lock once more
            return [_failed(error) for _ in runs]
        return None  # the tables say what is wrong with it
    return [_WRITTEN] * len(runs)


def _joined(runs: Sequence[Run[Any]]) -> Prepared | None:
    """Return all writes as one batch; None if they can't be one."""
    batches = [run for run in runs if isinstance(run, Prepared)]
    if len(batches) < len(runs):
        return None
    return batches[0] if len(batches) == 1 else Prepared.joined(batches)


def _read_through(
    connection: Connection, look: Run[Any], journal: Journal, error: Exception
) -> JobOutcome:
    """Read what the tables would hold if they could take what waits; `error` is why they can't."""
    if is_busy(error):  # each would wait for the lock once more, and commits behind them
        return _not_read(error)

    def run(connection: Connection) -> Any:
        journal.write_waiting(raw(connection))
        return look(connection)

    return _read(connection, run)


def _write_to_tables(connection: Connection, runs: Sequence[Run[Any]]) -> list[JobOutcome]:
    if len(runs) == 1:
        return _write_singly(connection, runs)
    if (joined := _joined(runs)) is not None:
        driver = raw(connection)
        try:
            transaction = _DriverTransaction(connection, driver)
        except STORE_ERRORS as error:
            return [_failed(error) for _ in runs]
        with suppress(Exception), transaction:
            joined.write(driver)
            count_commits(driver)
            return [_WRITTEN] * len(runs)
    return _write_apart(connection, runs)


def _write_apart(connection: Connection, runs: Sequence[Run[Any]]) -> list[JobOutcome]:
    try:
        transaction = connection.begin()
    except STORE_ERRORS as error:
        return [_failed(error) for _ in runs]
    try:
        with transaction:
            outcomes = [_write_in_savepoint(connection, run) for run in runs]
            count_commits(raw(connection))
            return outcomes
    except STORE_ERRORS:
        return _write_singly(connection, runs)


def _write_in_savepoint(connection: Connection, run: Run[Any]) -> JobOutcome:
    # By hand: SQLAlchemy compiles a savepoint anew each time, which costs more than the savepoint.
    driver = raw(connection)
    driver.execute("SAVEPOINT one")
    try:
        result = run(connection)
    except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
        # This fails if SQLite has already undone the whole transaction.
        driver.execute("ROLLBACK TO one")
        driver.execute("RELEASE one")
        return _failed(error)
    driver.execute("RELEASE one")
    return JobOutcome(result)


def _write_singly(connection: Connection, runs: Sequence[Run[Any]]) -> list[JobOutcome]:
    outcomes: list[JobOutcome] = []
    driver = raw(connection)
    for run in runs:
        try:
            # SQLAlchemy's own transaction costs as much as the rows of a batch.
            transaction: AbstractContextManager[object] = (
                _DriverTransaction(connection, driver)
                if isinstance(run, Prepared)
                else connection.begin()
            )
        except STORE_ERRORS as error:
            # Somebody holds the lock: waiting once more for each of the others would take minutes.
            outcomes += [_failed(error) for _ in runs[len(outcomes) :]]
            break
        try:
            with transaction:
                if isinstance(run, Prepared):
                    result = None
                    run.write(driver)
                else:
                    result = run(connection)
                count_commits(driver)
        except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
            outcomes.append(_failed(error))
        else:
            outcomes.append(_WRITTEN if result is None else JobOutcome(result))
    return outcomes


class _DriverTransaction:
    """A transaction of the driver's own, begun: committed at its end, undone by an error.

    It ends through the dialect, as all of the ledger's do.
    """

    def __init__(self, connection: Connection, driver: sqlite3.Connection) -> None:
        self._connection = connection
        driver.execute("BEGIN IMMEDIATE")

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        dialect, driver = self._connection.dialect, self._connection.connection
        if kind is not None:
            dialect.do_rollback(driver)
            return
        try:
            dialect.do_commit(driver)
        except BaseException:
            dialect.do_rollback(driver)
            raise


def read_snapshot(connection: Connection, runs: Sequence[Run[Any]]) -> list[JobOutcome]:
    """Run each read in its own transaction, in which it sees one state of the ledger."""
    return [_read(connection, run) for run in runs]


def _read(connection: Connection, run: Run[Any]) -> JobOutcome:
    try:
        with connection.begin() as transaction:
            result = run(connection)
            transaction.rollback()
    except LedgerError as error:
        return JobOutcome(error=error)
    except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
        return _not_read(error)
    return JobOutcome(result)


def _not_read(error: Exception) -> JobOutcome:
    unavailable = LedgerUnavailableError(f"The ledger can't be read: {_sentence(error)}")
    unavailable.__cause__ = error
    return JobOutcome(error=unavailable)


def _failed(error: Exception) -> JobOutcome:
    cause = error.orig if isinstance(error, DBAPIError) else error
    failure = (LedgerWriteError if may_pass(cause) else LedgerConflictError)(
        f"Not written: {_sentence(error)}"
    )
    failure.__cause__ = error
    return JobOutcome(error=failure)


def _sentence(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "out of memory"
    return str(error.orig) if isinstance(error, DBAPIError) else str(error)
