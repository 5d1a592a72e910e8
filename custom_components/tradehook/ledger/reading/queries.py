"""What a ledger can be asked; each function runs within one snapshot."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, literal_column, or_, select

from ..column_types import EXACT, JSON, TIME, json_from_db, text_to_db, time_from_db, time_to_db
from ..records import (
    CLAIMING_STATUSES,
    DAMAGED,
    LIVE_STATUSES,
    BotRecord,
    FactRecord,
    FillRecord,
    LinkRecord,
    OrderRecord,
    PaperRecord,
    PositionRecord,
    SettingsRecord,
    SignalRecord,
    Totals,
)
from ..tables import (
    FACTS_OF_ONE,
    books,
    bots,
    claims,
    decode,
    facts,
    fills,
    links,
    orders,
    positions,
    settings,
    signals,
    slots,
    stored_values,
    totals,
)
from .filters import Filters
from .pagination import Before, page
from .sums import IS_FILL

# Literals, since an index with a condition doesn't serve parameters.
_IS_LIVE = positions.c.live == literal_column("1")
_IS_UNEXECUTED = signals.c.executed == literal_column("0")


def live_positions(
    connection: Connection, facts: Callable[[Connection, str], list[FactRecord]] | None = None
) -> list[tuple[PositionRecord, list[FactRecord]]]:
    """Return the pending, open and closing positions, each with its facts, oldest first."""
    # By opening, as the index of live ones is: by seq, SQLite would walk through all positions.
    by_opening = (positions.c.opened_at, positions.c.seq)
    records = connection.execute(select(positions).where(_IS_LIVE).order_by(*by_opening)).all()
    rows = [decode(positions, PositionRecord, record) for record in records]
    read = facts or facts_of
    return [(row, read(connection, row.position_id)) for row in rows]


def facts_of(connection: Connection, position_id: str) -> list[FactRecord]:
    """Return the facts of a position in their order."""
    number = select(positions.c.seq).where(positions.c.position_id == position_id)
    if (seq := connection.execute(number).scalar_one_or_none()) is None:
        return []
    first = seq * FACTS_OF_ONE
    statement = (
        select(facts)
        .where(facts.c.id.between(first, first + FACTS_OF_ONE - 1))
        .order_by(facts.c.id)
    )
    return [
        fact_of(position_id, record.id - first, record) for record in connection.execute(statement)
    ]


def fact_of(position_id: str, seq: int, record: Row[Any]) -> FactRecord:
    """Return a fact; one whose text is damaged must not keep the others from being read."""
    at, kind, data = TIME.decode(record.at), record.kind, {}
    try:
        data = JSON.decode(record.data)
    except ValueError:  # orjson.JSONDecodeError is one
        kind = DAMAGED
    return FactRecord(position_id=position_id, seq=seq, kind=kind, at=at, data=data)


def slots_held(connection: Connection) -> set[tuple[str, str, str]]:
    """Return the (bot, symbol, side) of every position there ever was."""
    return {(bot, symbol, side) for bot, symbol, side in connection.execute(select(slots))}


def unexecuted_signals(connection: Connection) -> list[SignalRecord]:
    """Return the signals that are still to be executed, in the order of their commits."""
    statement = select(signals).where(_IS_UNEXECUTED).order_by(signals.c.seq)
    return [decode(signals, SignalRecord, record) for record in connection.execute(statement)]


def signal_of(connection: Connection, receipt_id: str) -> SignalRecord | None:
    """Return the row of one signal; None once retention has taken it."""
    statement = select(signals).where(signals.c.receipt_id == receipt_id)
    record = connection.execute(statement).one_or_none()
    return None if record is None else decode(signals, SignalRecord, record)


def find_claim(connection: Connection, bot_id: str, signal_id: str) -> SignalRecord | None:
    """Return the accepted opening that holds a signal id, however old.

    Once retention has taken its row, only ids, time, action and symbol are left of it.
    """
    claim = connection.execute(
        select(claims).where(claims.c.bot_id == bot_id, claims.c.signal_id == text_to_db(signal_id))
    ).one_or_none()
    if claim is None:
        return None
    if (row := signal_of(connection, claim.receipt_id)) is not None:
        return row
    return SignalRecord(
        receipt_id=claim.receipt_id,
        bot_id=claim.bot_id,
        received_at=time_from_db(claim.received_at),
        action=claim.action,
        symbol=claim.symbol,
        signal_id=claim.signal_id,
        status="accepted",
        executed=True,
    )


def find_request(
    connection: Connection, bot_id: str, request_id: str, since: datetime
) -> SignalRecord | None:
    """Return the newest accepted signal since a time that claims a request id."""
    statement = (
        select(signals)
        .where(
            signals.c.bot_id == bot_id,
            signals.c.request_id == text_to_db(request_id),
            signals.c.received_at > time_to_db(since),
            signals.c.status.in_(sorted(CLAIMING_STATUSES)),
        )
        .order_by(signals.c.seq.desc())
        .limit(1)
    )
    record = connection.execute(statement).one_or_none()
    return None if record is None else decode(signals, SignalRecord, record)


def recent_digests(
    connection: Connection, since: datetime
) -> dict[tuple[str, str], tuple[datetime, str | None]]:
    """Return the latest time and signal id for each (bot, digest) that was taken on since."""
    columns = (signals.c.bot_id, signals.c.digest, signals.c.received_at, signals.c.signal_id)
    statement = (
        select(*columns)
        .where(
            signals.c.received_at >= time_to_db(since),
            signals.c.digest.is_not(None),
            signals.c.status.in_(sorted(CLAIMING_STATUSES)),
        )
        .order_by(signals.c.received_at, signals.c.seq)
    )
    return {
        (bot_id, digest): (time_from_db(at), signal_id)
        for bot_id, digest, at, signal_id in connection.execute(statement)
    }


def position_page(
    connection: Connection, filters: Filters, *, before: Before, limit: int
) -> list[PositionRecord]:
    """Return a page of positions by their opening."""
    statuses = filters.statuses
    only_live = statuses is not None and LIVE_STATUSES.issuperset(statuses)
    records = page(
        connection,
        positions,
        filters,
        time=positions.c.opened_at,
        named=lambda name: positions.c.position_id == name,
        also=[_IS_LIVE] if only_live else [],
        before=before,
        limit=limit,
    )
    return [decode(positions, PositionRecord, record) for record in records]


def signal_page(
    connection: Connection, filters: Filters, *, before: Before, limit: int
) -> list[SignalRecord]:
    """Return a page of signals by their receipt."""
    records = page(
        connection,
        signals,
        filters,
        time=signals.c.received_at,
        named=lambda name: signals.c.receipt_id == name,
        before=before,
        limit=limit,
    )
    return [decode(signals, SignalRecord, record) for record in records]


def fill_page(
    connection: Connection, filters: Filters, *, before: Before, limit: int, dust: bool
) -> list[FillRecord]:
    """Return a page of fills by their time; with `dust`, also what left the books without one."""
    records = page(
        connection,
        fills,
        filters,
        time=fills.c.time,
        named=_trades_named,
        also=[] if dust else [IS_FILL],
        before=before,
        limit=limit,
    )
    return [decode(fills, FillRecord, record) for record in records]


def _trades_named(before: str) -> ColumnElement[bool]:
    """Return which fills an id means: where it is that of both sides, it may end with the side."""
    trade_id, _, side = before.rpartition(":")
    sided = and_(fills.c.trade_id == trade_id, fills.c.side == side)
    return or_(fills.c.trade_id == before, sided)


def order(connection: Connection, client_order_id: str) -> OrderRecord | None:
    """Return an order by its client order id."""
    statement = (
        select(positions.c.position_id)
        .join(orders, orders.c.position == positions.c.seq)
        .where(orders.c.client_order_id == client_order_id)
    )
    position_id = connection.execute(statement).scalar_one_or_none()
    if position_id is None:
        return None
    return OrderRecord(client_order_id=client_order_id, position_id=position_id)


def traded(connection: Connection, position_id: str, client_order_id: str) -> Decimal:
    """Return what an order of a position has traded in all, in base, to the last digit."""
    statement = select(fills.c.amount).where(
        fills.c.position_id == position_id, fills.c.client_order_id == client_order_id
    )
    amounts = (Decimal(amount) for (amount,) in connection.execute(statement))
    return reduce(EXACT.add, amounts, Decimal(0))


def link_rows(
    connection: Connection, bot_id: str | None, position_id: str | None, link_id: str | None
) -> list[LinkRecord]:
    """Return the links that fit, oldest first."""
    wanted = {"bot_id": bot_id, "position_id": position_id, "link_id": link_id}
    where = [links.c[name] == value for name, value in wanted.items() if value is not None]
    statement = select(links).where(*where).order_by(links.c.created_at, links.c.link_id)
    return [decode(links, LinkRecord, record) for record in connection.execute(statement)]


def link_by_token(connection: Connection, token: str) -> LinkRecord | None:
    """Return the link that a token opens."""
    record = connection.execute(select(links).where(links.c.token == token)).one_or_none()
    return None if record is None else decode(links, LinkRecord, record)


def settings_of(connection: Connection, bot_id: str) -> list[SettingsRecord]:
    """Return every change of a bot's settings, oldest first."""
    query = select(settings).where(settings.c.bot_id == bot_id).order_by(settings.c.seq)
    return [decode(settings, SettingsRecord, record) for record in connection.execute(query)]


def bot_rows(connection: Connection) -> list[BotRecord]:
    """Return all bots, removed ones too."""
    records = connection.execute(select(bots).order_by(bots.c.bot_id))
    return [decode(bots, BotRecord, record) for record in records]


def value_map(connection: Connection) -> dict[str, Any]:
    """Return the stored values."""
    records = connection.execute(select(stored_values.c.key, stored_values.c.value))
    return {key: json_from_db(value) for key, value in records}


def book_rows(connection: Connection) -> list[PaperRecord]:
    """Return the paper exchange's records by kind and key."""
    records = connection.execute(select(books).order_by(books.c.kind, books.c.key))
    return [decode(books, PaperRecord, record) for record in records]


def realized_since(connection: Connection, since: datetime) -> dict[tuple[str, str], Decimal]:
    """Return realised profit by bot and market over the fills from a time on, to the last digit."""
    statement = select(fills.c.bot_id, fills.c.symbol, fills.c.realized_profit).where(
        fills.c.time >= time_to_db(since)
    )
    sums: dict[tuple[str, str], Decimal] = {}
    for bot_id, symbol, profit in connection.execute(statement):
        key = bot_id, symbol
        sums[key] = EXACT.add(sums.get(key, Decimal(0)), Decimal(profit))
    return sums


def opened_since(connection: Connection, since: datetime) -> list[datetime]:
    """Return when positions were opened from a time on, oldest first."""
    statement = select(positions.c.opened_at).where(positions.c.opened_at >= time_to_db(since))
    return [time_from_db(at) for (at,) in connection.execute(statement.order_by("opened_at"))]


def totals_by_bot(connection: Connection) -> dict[str, Totals]:
    """Return what each bot's closed positions add up to."""
    return {
        record.bot_id: Totals(
            closed=record.closed, wins=record.wins, realized=Decimal(record.realized)
        )
        for record in connection.execute(select(totals))
    }


def results_of(connection: Connection, bot_id: str) -> list[tuple[datetime, Decimal]]:
    """Return when each closed position of a bot ended and with what profit, oldest first."""
    statement = (
        select(positions.c.closed_at, positions.c.realized_profit)
        .where(positions.c.bot_id == bot_id, positions.c.status == "closed")
        .order_by(positions.c.closed_at, positions.c.seq)
    )
    return [(time_from_db(at), Decimal(profit)) for at, profit in connection.execute(statement)]
