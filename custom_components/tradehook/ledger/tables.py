"""The tables as the statements see them; `migrations` makes them, a test compares the two."""

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Row, Table, Text

from .column_types import (
    FLAG,
    JSON,
    MONEY,
    STRINGS,
    TEXT,
    TIME,
    UNTRUSTED_JSON,
    WHOLE,
    Codec,
    Value,
    Values,
)

metadata = MetaData()

FACTS_OF_ONE = 1 << 24
"""A fact's id is its position's `seq` times this, and its own number: a random key would cost a
page of its own for each position, and the text of the position's id in every row."""

_STORAGE = {
    TEXT: Text,
    WHOLE: Integer,
    FLAG: Integer,
    TIME: Integer,
    MONEY: Text,
    JSON: Text,
    UNTRUSTED_JSON: Text,
    STRINGS: Text,
}


def _column(name: str, codec: Codec, *, key: bool = False, optional: bool = False) -> Column[Any]:
    return Column(name, _STORAGE[codec], primary_key=key, nullable=optional, info={"codec": codec})


def _sequence() -> Column[Any]:
    return Column("seq", Integer, primary_key=True)


signals = Table(
    "signals",
    metadata,
    _sequence(),
    _column("receipt_id", TEXT),
    _column("bot_id", TEXT),
    _column("received_at", TIME),
    _column("action", TEXT, optional=True),
    _column("symbol", TEXT, optional=True),
    _column("signal_id", TEXT, optional=True),
    _column("status", TEXT),
    _column("code", TEXT, optional=True),
    _column("message", TEXT, optional=True),
    _column("payload", UNTRUSTED_JSON),
    _column("digest", TEXT, optional=True),
    _column("position_ids", STRINGS),
    _column("command", JSON, optional=True),
    _column("executed", FLAG),
    _column("remote", TEXT, optional=True),
    _column("errors", UNTRUSTED_JSON, optional=True),
    _column("side", TEXT, optional=True),
    _column("request_id", TEXT, optional=True),
)

claims = Table(
    "claims",
    metadata,
    _column("bot_id", TEXT, key=True),
    _column("signal_id", TEXT, key=True),
    _column("receipt_id", TEXT),
    _column("received_at", TIME),
    _column("action", TEXT),
    _column("symbol", TEXT, optional=True),
)

positions = Table(
    "positions",
    metadata,
    _sequence(),
    _column("position_id", TEXT),
    _column("bot_id", TEXT),
    _column("symbol", TEXT),
    _column("side", TEXT),
    _column("signal_id", TEXT, optional=True),
    _column("status", TEXT),
    _column("opened_at", TIME),
    _column("closed_at", TIME, optional=True),
    _column("close_reason", TEXT, optional=True),
    _column("realized_profit", MONEY),
    _column("data", JSON),
    Column("live", Integer, nullable=False),
)

results = Table(
    "results",
    metadata,
    _column("position_id", TEXT, key=True),
    _column("bot_id", TEXT),
    _column("symbol", TEXT),
    _column("side", TEXT),
    _column("status", TEXT),
    _column("opened_at", TIME),
    _column("closed_at", TIME),
    _column("close_reason", TEXT, optional=True),
    _column("profit", MONEY),
    _column("fees", MONEY, optional=True),
    _column("funding", MONEY, optional=True),
    _column("profit_percentage", MONEY, optional=True),
    _column("r_multiple", MONEY, optional=True),
    _column("duration", WHOLE, optional=True),
)
"""What of a position that is over is added up and sorted by: its row has ten times as much."""

notes = Table(
    "notes",
    metadata,
    _column("position_id", TEXT, key=True),
    _column("note", TEXT),
    _column("tags", STRINGS),
    _column("changed_at", TIME),
)

facts = Table(
    "facts",
    metadata,
    _column("id", WHOLE, key=True),
    _column("kind", TEXT),
    _column("at", TIME),
    _column("data", JSON),
)
"""What happened to positions, each position's together: see `FACTS_OF_ONE`."""

slots = Table(
    "slots",
    metadata,
    _column("bot_id", TEXT, key=True),
    _column("symbol", TEXT, key=True),
    _column("side", TEXT, key=True),
)

totals = Table(
    "totals",
    metadata,
    _column("bot_id", TEXT, key=True),
    _column("closed", WHOLE),
    _column("wins", WHOLE),
    _column("realized", MONEY),
)

orders = Table(
    "orders",
    metadata,
    _column("client_order_id", TEXT, key=True),
    _column("position", WHOLE),
)
"""Whose order it is: all else of an order is told by the facts of its position."""

fills = Table(
    "fills",
    metadata,
    _sequence(),
    _column("symbol", TEXT),
    _column("trade_id", TEXT),
    _column("order_id", TEXT),
    _column("client_order_id", TEXT, optional=True),
    _column("position_id", TEXT),
    _column("bot_id", TEXT),
    _column("side", TEXT),
    _column("price", MONEY),
    _column("amount", MONEY),
    _column("cost", MONEY),
    _column("fee", MONEY),
    _column("fee_currency", TEXT),
    _column("purpose", TEXT),
    _column("realized_profit", MONEY),
    _column("time", TIME),
    _column("fee_value", MONEY, optional=True),
)

bots = Table(
    "bots",
    metadata,
    _column("bot_id", TEXT, key=True),
    _column("state", TEXT),
    _column("reason", TEXT, optional=True),
    _column("changed_at", TIME),
    _column("stats", JSON),
    _column("removed", FLAG),
)

links = Table(
    "links",
    metadata,
    _column("link_id", TEXT, key=True),
    _column("token", TEXT),
    _column("position_id", TEXT),
    _column("bot_id", TEXT),
    _column("mode", TEXT),
    _column("created_at", TIME),
    _column("used_at", TIME, optional=True),
    _column("ended_at", TIME, optional=True),
    _column("revoked_at", TIME, optional=True),
    _column("question", FLAG),
)

stored_values = Table(
    "stored_values",
    metadata,
    _column("key", TEXT, key=True),
    _column("value", JSON),
)

settings = Table(
    "settings",
    metadata,
    _sequence(),
    _column("bot_id", TEXT),
    _column("at", TIME),
    _column("settings", JSON),
)

identity = Table(
    "identity",
    metadata,
    _column("id", TEXT, key=True),
    _column("sequence", WHOLE),
)
"""One row: whose ledger it is, and how many commits it has seen."""

journal = Table(
    "journal",
    metadata,
    _sequence(),
    Column("batch", Text, nullable=False),
    Column("failed", Integer, nullable=False),
)
"""Batches that are committed and not in their tables yet, each as one JSON text."""

books = Table(
    "books",
    metadata,
    _column("kind", TEXT, key=True),
    _column("key", TEXT, key=True),
    _column("data", JSON),
)


def encode(table: Table, row: object) -> Values:
    """Return the database values of a row whose fields are named like the table's columns."""
    fields_of, texts_of, texts, others = _encoders(table)
    values = [*fields_of(row)]
    # Most values are plain texts, which stay what they are: all of them are asked at once.
    if not "".join(filter(None, texts_of(values))).isascii():
        others = (*texts, *others)
    for place, encoded in others:
        if (value := values[place]) is not None:
            values[place] = encoded(value)
    return tuple(values)


def encoders(table: Table, names: Sequence[str]) -> list[tuple[str, Callable[[Any], Value]]]:
    """Return some columns with what encodes a value of theirs that is there."""
    return [(name, table.c[name].info["codec"].encode) for name in names]


def decode[R](table: Table, row_type: type[R], record: Row[Any]) -> R:
    """Return a row from a record that has all columns of its table."""
    values = {}
    for name, codec in _codecs(table):
        value = getattr(record, name)
        values[name] = None if value is None else codec.decode(value)
    return row_type(**values)


@cache
def _codecs(table: Table) -> tuple[tuple[str, Codec], ...]:
    return tuple((column.name, codec) for column in table.c if (codec := column.info.get("codec")))


def _taking(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes some attributes of an object at once.

    It is written out: `attrgetter` looks each of them up anew in the class, which takes three times
    as long where nothing of it is in the processor's caches.
    """
    parts = "".join(f"row.{name}, " for name in names)
    take: Callable[[Any], tuple[Any, ...]] = eval(f"lambda row: ({parts})")  # noqa: S307  our names
    return take


type _Places = tuple[tuple[int, Callable[[Any], Value]], ...]
"""What encodes the values at some places of a row."""


@cache
def _encoders(
    table: Table,
) -> tuple[
    Callable[[object], tuple[Any, ...]], Callable[[list[Any]], tuple[Any, ...]], _Places, _Places
]:
    """Return what takes all values of a row and its texts, and what encodes texts and the rest."""
    codecs = _codecs(table)
    names = [name for name, _ in codecs]
    texts = [(place, TEXT.encode) for place, (_, codec) in enumerate(codecs) if codec is TEXT]
    others = [(at, codec.encode) for at, (_, codec) in enumerate(codecs) if codec is not TEXT]
    places = [place for place, _ in texts]
    texts_of = itemgetter(*places, places[0])  # of a single place it would return no tuple
    return _taking(names), texts_of, tuple(texts), tuple(others)
