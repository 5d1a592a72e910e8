"""What is added up to results, read fast: of 10,000 positions in some hundredths of a second."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from ..column_types import STRINGS, time_to_db
from ..files.connections import raw
from ..records import ADDING_PURPOSES, NoteRecord, PositionRecord
from ..tables import decode, notes, positions, results
from .filters import Filters

type Booking = tuple[int, str, str, str, str | None]
"""What one moment has brought or cost a position: time (in microseconds of UTC), position, where it
comes from (see `origin_of`), profit and fee in quote."""


class BookingOrigin(NamedTuple):
    """Whose a booking is, and what."""

    bot_id: str
    symbol: str
    side: str
    """The position's."""
    is_funding: bool


class Result(NamedTuple):
    """What a position that is over has come to, in quote; times in microseconds of UTC."""

    closed_at: int
    position_id: str
    bot_id: str
    symbol: str
    side: str
    profit: str
    r_multiple: str | None
    duration: int | None
    opened_at: int
    close_reason: str | None
    status: str
    fees: str | None
    funding: str | None
    profit_percentage: str | None


# One text of all that is the same in thousands of rows is read twice as fast as four
_BOOKED = (
    "SELECT time, position_id, bot_id || ' ' || symbol || ' ' || side || ' ' || purpose,"
    " realized_profit, fee_value FROM fills WHERE time >= ? AND time < ? ORDER BY time, seq"
)

_EVER = (0, 2**62)


def bookings(
    connection: Connection, since: datetime | None, until: datetime | None
) -> list[Booking]:
    """Return all that was booked in a span, oldest first: fills, funding, changes from outside."""
    first = _EVER[0] if since is None else time_to_db(since)
    last = _EVER[1] if until is None else time_to_db(until)
    return raw(connection).execute(_BOOKED, (first, last)).fetchall()


def origin_of(text: str) -> BookingOrigin:
    """Return what the third column of a booking says."""
    bot_id, symbol, side, purpose = text.rsplit(" ", 3)
    long = (side == "buy") == (purpose in ADDING_PURPOSES)
    return BookingOrigin(bot_id, symbol, "long" if long else "short", purpose == "funding")


def position_results(connection: Connection, filters: Filters) -> list[Result]:
    """Return what the positions that fit have come to, the first that ended first."""
    columns = [results.c[name] for name in Result._fields]
    where = filters.conditions(results, results.c.closed_at) + filters.of_bots(results)
    if filters.tag is not None:
        tagged = [one for one, tags in tags_of_all(connection).items() if filters.tag in tags]
        where.append(results.c.position_id.in_(tagged))
    statement = select(*columns).where(*where).order_by(results.c.closed_at, results.c.position_id)
    return list(map(Result._make, connection.execute(statement).fetchall()))


def last_ends(connection: Connection) -> dict[tuple[str, str, str], int]:
    """Return when the newest position that is over ended of each (bot, symbol, side)."""
    found = raw(connection).execute(
        "SELECT bot_id, symbol, side, max(closed_at) FROM results GROUP BY bot_id, symbol, side"
    )
    return {(bot_id, symbol, side): at for bot_id, symbol, side, at in found}


def tags_of_all(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the tags of each position that has some."""
    found = raw(connection).execute("SELECT position_id, tags FROM notes WHERE tags != '[]'")
    return {position_id: STRINGS.decode(tags) for position_id, tags in found}


def all_notes(connection: Connection) -> list[NoteRecord]:
    """Return all that was written about positions."""
    return [decode(notes, NoteRecord, record) for record in connection.execute(select(notes))]


def positions_by_id(connection: Connection, position_ids: Sequence[str]) -> list[PositionRecord]:
    """Return positions in the order of their ids; one that is gone is left out."""
    statement = select(positions).where(positions.c.position_id.in_(list(position_ids)))
    found = {
        record.position_id: decode(positions, PositionRecord, record)
        for record in connection.execute(statement)
    }
    return [found[one] for one in position_ids if one in found]
