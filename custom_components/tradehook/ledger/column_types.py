"""Rows to database values and back: integer microseconds, money as text, JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Context, Decimal
from typing import Any, Final

import orjson

type Value = str | int | None
type Values = tuple[Value, ...]
"""A row, in the order of its table's columns."""

EXACT: Final = Context(prec=500)
"""Adds money without rounding: Python's own context would cut it at 28 digits."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_DEPTH = 60
_INT64 = 2**63


def time_to_db(value: datetime) -> int:
    """Return an aware time as microseconds since 1970 in UTC."""
    if value.tzinfo is None:
        raise ValueError(f"A naive time can't be stored: {value}")
    since = value - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def time_from_db(value: int) -> datetime:
    """Return microseconds since 1970 as an aware UTC time."""
    return _EPOCH + timedelta(microseconds=value)


def money_to_db(value: Decimal) -> str:
    """Return a finite Decimal as the text from which it comes back digit for digit."""
    if not isinstance(value, Decimal) or not value.is_finite():
        raise ValueError(f"Not an amount of money: {value!r}")
    return str(value)


def text_to_db(value: str) -> str:
    """Return a text that SQLite can take: lone surrogates, which JSON can bring, are escaped."""
    if value.isascii():
        return value
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def json_to_db(value: Any) -> str:
    """Return a value as JSON text; TypeError for what JSON doesn't know."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS).decode()


def untrusted_json_to_db(value: Any) -> str:
    """Return JSON from outside as text, even if it is too deep, too long or not quite Unicode."""
    try:
        return json_to_db(value)
    except TypeError:  # orjson.JSONEncodeError is one
        return json_to_db(_tame(value, _MAX_DEPTH))


def json_from_db(value: str | bytes) -> Any:
    """Return what a JSON text says."""
    return orjson.loads(value)


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"Not JSON: {type(value).__name__}")


def _tame(value: Any, depth: int) -> Any:
    if depth == 0:
        return "…"
    if isinstance(value, Mapping):
        return {text_to_db(str(key)): _tame(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tame(item, depth - 1) for item in value]
    if isinstance(value, str):
        return text_to_db(value)
    if isinstance(value, int) and not -_INT64 <= value < _INT64:
        return f"{Decimal(value):.17E}"  # str() refuses integers of thousands of digits
    return value


def _strings_from_db(value: str) -> tuple[str, ...]:
    return tuple(orjson.loads(value))


def _as_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Codec:
    """How the values of a column are written and read; None stays NULL."""

    encode: Callable[[Any], Value]
    decode: Callable[[Any], Any]


TEXT = Codec(text_to_db, _as_is)
WHOLE = Codec(int, int)
FLAG = Codec(int, bool)
TIME = Codec(time_to_db, time_from_db)
MONEY = Codec(money_to_db, Decimal)
JSON = Codec(json_to_db, json_from_db)
UNTRUSTED_JSON = Codec(untrusted_json_to_db, json_from_db)
STRINGS = Codec(json_to_db, _strings_from_db)
