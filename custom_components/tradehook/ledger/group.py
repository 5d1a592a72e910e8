"""How jobs run on a connection: writes share a commit, reads get a snapshot each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError, SQLAlchemyError

from .errors import LedgerConflictError, LedgerError, LedgerUnavailableError, LedgerWriteError
from .worker import Outcome, Run


def write_together(connection: Connection, runs: Sequence[Run[Any]]) -> list[Outcome]:
    """Run all writes in one transaction, each in its own savepoint: a bad one fails alone.

    What SQLite undoes as a whole, or can't commit as a whole, is written again one by one.
    """
    if len(runs) == 1:
        return _write_singly(connection, runs)
    try:
        transaction = connection.begin()
    except SQLAlchemyError as error:
        return [_failed(error) for _ in runs]
    try:
        with transaction:
            return [_write_in_savepoint(connection, run) for run in runs]
    except SQLAlchemyError:
        return _write_singly(connection, runs)


def _write_in_savepoint(connection: Connection, run: Run[Any]) -> Outcome:
    # By hand: SQLAlchemy compiles a savepoint anew each time, which costs more than the savepoint.
    connection.exec_driver_sql("SAVEPOINT one")
    try:
        result = run(connection)
    except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
        # This fails if SQLite has already undone the whole transaction.
        connection.exec_driver_sql("ROLLBACK TO one")
        connection.exec_driver_sql("RELEASE one")
        return _failed(error)
    connection.exec_driver_sql("RELEASE one")
    return Outcome(result)


def _write_singly(connection: Connection, runs: Sequence[Run[Any]]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for run in runs:
        try:
            transaction = connection.begin()
        except SQLAlchemyError as error:
            # Somebody holds the lock: waiting once more for each of the others would take minutes.
            outcomes += [_failed(error) for _ in runs[len(outcomes) :]]
            break
        try:
            with transaction:
                result = run(connection)
        except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
            outcomes.append(_failed(error))
        else:
            outcomes.append(Outcome(result))
    return outcomes


def read_snapshot(connection: Connection, runs: Sequence[Run[Any]]) -> list[Outcome]:
    """Run each read in its own transaction, in which it sees one state of the ledger."""
    return [_read(connection, run) for run in runs]


def _read(connection: Connection, run: Run[Any]) -> Outcome:
    try:
        with connection.begin() as transaction:
            result = run(connection)
            transaction.rollback()
    except LedgerError as error:
        return Outcome(error=error)
    except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
        unavailable = LedgerUnavailableError(f"The ledger can't be read: {_sentence(error)}")
        unavailable.__cause__ = error
        return Outcome(error=unavailable)
    return Outcome(result)


def _failed(error: Exception) -> Outcome:
    # A full, locked or broken disk may pass; whatever else went wrong lies in the batch.
    passing = isinstance(error, OperationalError) or type(error) is DatabaseError
    failure = (LedgerWriteError if passing else LedgerConflictError)(
        f"Not written: {_sentence(error)}"
    )
    failure.__cause__ = error
    return Outcome(error=failure)


def _sentence(error: Exception) -> str:
    return str(error.orig) if isinstance(error, DBAPIError) else str(error)
