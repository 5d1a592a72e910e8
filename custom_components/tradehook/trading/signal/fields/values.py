"""Conversion of single values to numbers, flags, words and times, or what is wrong with them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
import re
from typing import Any, Final

from ...reasons.reasons import ReasonCode
from ..json_body import JsonNumber

MAX_DIGITS: Final = 28
"""Significant digits of a number: what Decimal arithmetic keeps without rounding."""
MAX_EXPONENT: Final = 20
"""Numbers lie between 1e-20 and 1e20 (or are zero)."""
_TOO_LONG: Final = f"must be a number of at most {MAX_DIGITS} digits"
_OUT_OF_RANGE: Final = f"must be a number between 1e-{MAX_EXPONENT} and 1e{MAX_EXPONENT}"
_MAX_SPELLING = 64
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,9})?", re.ASCII)
PLAIN_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
"""What most numbers are like that come as texts: nothing is wrong with them as such."""
_NOT_NUMBERS: Final = {"nan", "infinity", "inf", "na", "n/a", "null", "none", "undefined"}
_MILLISECONDS_FROM: Final = Decimal(100_000_000_000)
_YEARS: Final = range(2001, 2100)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class InvalidValue(Exception):  # noqa: N818 - the sender's mistake, which becomes a FieldError
    """A value that can't be used; its text completes the sentence "The field …"."""

    def __init__(self, message: str, code: ReasonCode | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


def text(value: object, longest: int) -> str:
    """Return a text without the white space around it."""
    if not isinstance(value, str):
        raise InvalidValue("must be a text in quotes")
    word = value.strip()
    if not word:
        raise InvalidValue("must not be empty")
    if "{{" in word:
        raise InvalidValue("still holds a {{placeholder}} that TradingView did not fill in")
    if len(word) > longest:
        raise InvalidValue(f"must have at most {longest} characters and has {len(word)}")
    if not word.isprintable():
        raise InvalidValue("must not hold control characters or broken Unicode")
    return word


def number(value: object) -> Decimal:
    """Return a number that came as such or as a text."""
    if isinstance(value, JsonNumber):
        spelling = value.spelling
    elif type(value) is str and PLAIN_NUMBER.fullmatch(value):
        spelling = value
    else:
        spelling = text(value, 1024) if isinstance(value, str) else _spelling(value)
    if spelling.strip("+-").lower() in _NOT_NUMBERS:
        raise InvalidValue("must be a number, and the sender had none for it")
    if len(spelling) > _MAX_SPELLING:
        raise InvalidValue(_TOO_LONG)
    if not _NUMBER.fullmatch(spelling):
        hint = " without thousands separators or a decimal comma" if "," in spelling else ""
        raise InvalidValue(f"must be a number{hint}")
    found = Decimal(spelling)
    if not found:
        return Decimal(0)
    if len(spelling) > MAX_DIGITS and len(found.as_tuple().digits) > MAX_DIGITS:
        raise InvalidValue(_TOO_LONG)
    if not -MAX_EXPONENT <= found.adjusted() <= MAX_EXPONENT:
        raise InvalidValue(_OUT_OF_RANGE)
    return found


def _spelling(value: object) -> str:
    match value:
        case bool():
            raise InvalidValue("must be a number")
        case Decimal() | float():
            return str(value)
        case int() if value.bit_length() < 128:
            return str(value)
        case int():
            raise InvalidValue(_TOO_LONG)
        case _:
            raise InvalidValue("must be a number")


def integer(value: object) -> int:
    """Return a whole number; 5.0 is one, 5.5 is not."""
    found = number(value)
    if found != found.to_integral_value():
        raise InvalidValue("must be a whole number")
    return int(found)


def boolean(value: object) -> bool:
    """Return true or false, also from a text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        match text(value, 64).lower():
            case "true":
                return True
            case "false":
                return False
    raise InvalidValue("must be true or false")


def choice[E: StrEnum](value: object, kind: type[E] | tuple[E, ...]) -> E:
    """Return one of an enumeration's members, or of some of them; case doesn't matter."""
    by_name: dict[str, E] = members_of(kind)
    member = by_name.get(value) if isinstance(value, str) else None
    if member is not None:
        return member
    word = text(value, 64)
    if (member := by_name.get(word.lower())) is not None:
        return member
    near = get_close_matches(word.lower(), by_name, n=1)
    hint = f": did you mean `{by_name[near[0]]}`?" if near else ""
    raise InvalidValue(f"must be one of {', '.join(kind)}{hint}")


@lru_cache(maxsize=128)
def members_of(kind: Iterable[Any]) -> dict[str, Any]:
    """Return the members of an enumeration, or some of them, by their names in small letters."""
    return {member.value.lower(): member for member in kind}


def moment(value: object) -> datetime:
    """Return a time in UTC from ISO 8601 (without a zone: UTC), Unix seconds or milliseconds."""
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, str):
        word = text(value, 64)
        if not _NUMBER.fullmatch(word):
            return _from_iso(word)
    try:
        seconds = number(value)
    except InvalidValue:
        raise InvalidValue("must be a time: ISO 8601, or Unix seconds or milliseconds") from None
    if seconds >= _MILLISECONDS_FROM:
        seconds /= 1000
    if not 0 <= seconds < _MILLISECONDS_FROM:
        raise InvalidValue("must be a time: Unix seconds or milliseconds")
    return _utc(_EPOCH + timedelta(microseconds=int(seconds * 1_000_000)))


def _from_iso(word: str) -> datetime:
    try:
        return _utc(datetime.fromisoformat(word))
    except ValueError:
        raise InvalidValue("must be a time: ISO 8601, or Unix seconds or milliseconds") from None


def _utc(found: datetime) -> datetime:
    if found.year not in _YEARS:
        raise InvalidValue(f"must be a time between {_YEARS.start} and {_YEARS.stop}")
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
