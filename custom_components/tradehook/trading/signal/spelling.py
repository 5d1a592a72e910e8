"""Single values of a message as the text by which they are known."""

from datetime import date
from decimal import Decimal
from typing import Final

from ..reasons.text import plain
from .json_body import JsonNumber

CUT: Final = "…"


def spelled(value: object) -> str:
    """Return a single value as its sender spelled it; "" for null, a mark for what is no text."""
    match value:
        case str():
            return value
        case JsonNumber():
            return value.spelling
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case bool() | float():
            return str(value)
        case int():
            return str(value) if value.bit_length() < 1024 else CUT
        case None:
            return ""
        case _:
            return CUT


def credential(value: object) -> str:
    """Return a credential of a message; "" for whatever is no text."""
    if not isinstance(value, str):
        return ""
    try:
        value.encode()
    except UnicodeEncodeError:
        return ""  # a lone surrogate, which no digest can be made of
    return value
