"""What of our own trades is not known here: found at a start, in the venue's list of trades."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from ...port.exchange import FillKey, FillReport
from ..connection.client_order_ids import decode
from ..connection.connection import Connection
from ..core.errors import ClientFailedError, attempt, is_not_found
from ..core.numbers import milliseconds, moment
from ..core.pagination import all_pages
from ..core.protocol import Row

EVERYTHING: Row = {}


async def fetch_unknown_trades(
    connection: Connection, symbol: str, since: datetime, known: Collection[str]
) -> Sequence[FillReport]:
    """Return the trades since a time of orders with our mark, oldest first.

    Left out are those of orders whose venue ids are known; nothing is told where the list of
    trades was not verified.
    """
    most = connection.venue.trades.page
    if most is None:
        return []
    found: dict[FillKey, FillReport] = {}
    owners: dict[str, str | None] = {}
    for row in await trades_since(connection, symbol, since):
        venue_order_id = str(row.get("order") or "")
        if not venue_order_id or venue_order_id in known:
            continue
        if venue_order_id not in owners:
            owners[venue_order_id] = await _owner(connection, symbol, row, venue_order_id)
        if (owner := owners[venue_order_id]) is not None:
            read = partial(connection.fill, client_order_id=owner, symbol=symbol)
            fill = connection.readable("trade", row, read)
            if fill is not None:
                found[fill.key] = replace(fill, client_order_id=owner)
    return sorted(found.values(), key=lambda fill: fill.at)


async def trades_since(
    connection: Connection, symbol: str, since: datetime, params: Row = EVERYTHING
) -> list[Row]:
    """Return all trades of a market since a time, as far as the venue remembers; VenueError."""
    client, venue, now = connection.client, connection.venue, connection.now()
    most = venue.trades.page
    begin, rows = max(since, now - venue.lookup.memory), list[Row]()
    while begin <= now:
        asked = milliseconds(begin)

        async def page(more: Row, asked: int = asked) -> Sequence[Row]:
            return await client.fetch_my_trades(symbol, asked, most, {**params, **more})

        told = await connection.ask(all_pages(page, most))
        rows += told
        newest = max((at for row in told if (at := moment(row.get("timestamp")))), default=begin)
        if most is not None and len(told) >= most and newest > begin:
            begin = newest
        elif venue.trades.days is not None:
            # A venue that tells of some days at once only.
            begin += timedelta(days=venue.trades.days)
        else:
            break
    return rows


def our_mark(connection: Connection, row: Row) -> str | None:
    """Return our client order id that a trade bears; None if it bears none of ours."""
    name = connection.venue.ids.in_trades
    told = (row.get("info") or {}).get(name) if name else None
    return None if told is None else decode(str(told), connection.venue.ids.format)


async def _owner(connection: Connection, symbol: str, row: Row, venue_order_id: str) -> str | None:
    """Return our client order id of a trade; None for somebody else's."""
    name = connection.venue.ids.in_trades
    if name is not None and (row.get("info") or {}).get(name) is not None:
        return our_mark(connection, row)
    try:
        order = await attempt(connection.client.fetch_order(venue_order_id, symbol))
    except ClientFailedError as failed:
        if is_not_found(failed.error, connection.venue.errors):
            return None
        raise connection.failure(failed.error) from None
    return connection.owner(order)
