"""What a venue's own ledger tells beside trades: what was paid in and out, and funding."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ...port.exchange import Transfer
from ..connection.connection import Connection
from ..core.numbers import milliseconds, moment, number
from ..core.pagination import all_pages
from ..core.protocol import Row, UnreadableRowError, reading

LONGEST = timedelta(days=85)
"""How far back is asked: Binance's ledger ends after three months."""


async def fetch_transfers(connection: Connection, since: datetime) -> Sequence[Transfer]:
    """Return what was paid in and out, oldest first; nothing where it was not verified."""
    found: dict[str, Transfer] = {}
    for query in connection.venue.wallet.transfers:
        for row in await ledger_rows(connection, query, since):
            told = connection.readable("transfer", row, _transfer)
            if told is not None:
                found[told.transfer_id] = told
    return sorted(found.values(), key=lambda one: one.at)


async def ledger_rows(connection: Connection, query: Row, since: datetime) -> list[Row]:
    """Return the rows of the venue's ledger that a query asks for, as long as it remembers."""
    client, venue = connection.client, connection.venue
    now = connection.now()
    begin, rows = max(since, now - LONGEST), list[Row]()
    while begin <= now:
        # More than a few days at once are not told.
        end = begin + timedelta(days=venue.wallet.ledger_days)
        params = {**query, "endTime": milliseconds(min(end, now + timedelta(minutes=1)))}

        async def page(
            more: Row, params: Row = params, since: int = milliseconds(begin)
        ) -> Sequence[Row]:
            return await client.fetch_ledger(
                None, since, venue.wallet.ledger_page, {**params, **more}
            )

        rows += await connection.ask(all_pages(page, venue.wallet.ledger_page))
        begin = end
    return rows


@reading("a transfer")
def _transfer(row: Row) -> Transfer:
    """Return what a row says; raises UnreadableRowError when it lacks a part."""
    amount, at, currency = (
        number(row.get("amount")),
        moment(row.get("timestamp")),
        row.get("currency"),
    )
    if amount is None or at is None or not currency or not row.get("id"):
        raise UnreadableRowError("The exchange told a transfer without its numbers.")
    return Transfer(
        transfer_id=str(row["id"]),
        currency=str(currency),
        amount=-abs(amount) if row.get("direction") == "out" else abs(amount),
        at=at,
    )
