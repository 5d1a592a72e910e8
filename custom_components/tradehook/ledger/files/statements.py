"""What a step of the schema runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


def run(connection: Connection, statements: str) -> None:
    """Run statements that are separated by semicolons."""
    for statement in statements.split(";"):
        connection.exec_driver_sql(statement)


@contextmanager
def without_zeros(connection: Connection) -> Iterator[None]:
    """Don't write every page that is given up once more, as zeros."""
    (secure,) = connection.exec_driver_sql("PRAGMA secure_delete").one()
    connection.exec_driver_sql("PRAGMA secure_delete = OFF")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA secure_delete = {secure}")
