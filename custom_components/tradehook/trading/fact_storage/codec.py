"""Facts, commands and what is in them as JSON-able data and back, exactly: money, times as text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin

from ..model.facts import Fact
from ..stored_names import STORED, VERSION, UnreadableError, fields_of, is_word, stored_as
from .upcasters import UPCASTERS

type _Decode = Callable[[Any], Any]
type _Encode = Callable[[Any], Any]

_AT: Final = "at"
_PLAIN: Final[frozenset[type[Any]]] = frozenset({str, int, bool, type(None)})

KINDS: Mapping[str, type[Fact]] = {
    name: one.kind for name, one in STORED.items() if issubclass(one.kind, Fact)
}
"""Every fact by the name under which it is kept."""


def fact_as(fact: Fact) -> tuple[str, dict[str, Any]]:
    """Return a fact's kind and data; its time is kept beside them."""
    name, encode = _fact_encoder(type(fact))
    return name, encode(fact)


def fact_from(kind: str, at: datetime, data: Mapping[str, Any]) -> Fact:
    """Return the fact that `fact_as` took apart; raises UnreadableError for what is none."""
    if kind not in KINDS:
        raise UnreadableError(f"{kind} is no kind of fact that this version of Tradehook knows")
    fact: Fact = from_data(KINDS[kind], {_AT: at.isoformat(), **data})
    return fact


def as_data(value: Any) -> Any:
    """Return a value, or a dataclass of values, as JSON keeps it."""
    encode = _ENCODERS[type(value)]
    return value if encode is None else encode(value)


def _encoder_of(kind: Any) -> _Encode | None:
    """Return what takes values of a type apart; None = they are kept as they are."""
    if issubclass(kind, StrEnum | Decimal):
        return str
    if issubclass(kind, datetime):
        return datetime.isoformat
    if issubclass(kind, tuple | list):
        return lambda value: [as_data(item) for item in value]
    if issubclass(kind, frozenset):
        return lambda value: sorted(as_data(item) for item in value)
    return _apart(kind) if is_dataclass(kind) else None


class _Encoders(dict[type[Any], _Encode | None]):
    """What takes values apart, by their type; None = they are kept as they are."""

    def __missing__(self, kind: type[Any]) -> _Encode | None:
        """Find it once."""
        found = self[kind] = _encoder_of(kind)
        return found


_ENCODERS: Final = _Encoders(dict.fromkeys(_PLAIN))


def _apart(kind: Any, beside: str | None = None) -> _Encode:
    """Return what takes a stored class apart; None is left out where a missing field means it.

    One field may be kept `beside` the others.
    """
    parts = [field for field in fields_of(kind) if field.wire != beside]
    wires = [(field.wire, field.left_out) for field in parts]
    get = _taking([field.name for field in parts])
    version = stored_as(kind).version
    last = {VERSION: version} if version > 1 else {}

    def encode(value: Any) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for (wire, left_out), part in zip(wires, get(value), strict=True):
            if part is None and left_out:
                continue
            of = type(part)
            encode_part = _ENCODERS[of]
            if encode_part is None:
                data[wire] = part
            elif of is tuple and not part:  # as most plans have several
                data[wire] = []
            else:
                data[wire] = encode_part(part)
        return data | last if last else data

    return encode


def _fact_encoder_of(kind: Any) -> tuple[str, _Encode]:
    """Return the name of a kind of facts, and what takes them apart without their time."""
    return stored_as(kind).name, _apart(kind, beside=_AT)


_fact_encoder: Callable[[Any], tuple[str, _Encode]] = cache(_fact_encoder_of)


def _taking(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes some attributes at once."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def from_data(hint: Any, value: Any) -> Any:
    """Return the value of a type that `as_data` took apart; raises UnreadableError."""
    return _decoder(hint)(value)


@cache
def _decoder(hint: Any) -> _Decode:
    """Return what reads values of a type."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _optional(next(arg for arg in args if arg is not type(None)))
    if origin in (tuple, Sequence):
        return _series(origin, args)
    if origin is frozenset:
        return _set(_decoder(args[0]))
    if hint is datetime:
        return _time
    if hint is Decimal:
        return _decimal
    if is_word(hint):
        return _word(hint)
    if is_dataclass(hint):
        return _whole(hint)
    return _plain(hint)


def _optional(hint: Any) -> _Decode:
    decode = _decoder(hint)
    return lambda value: None if value is None else decode(value)


def _series(origin: Any, args: tuple[Any, ...]) -> _Decode:
    if origin is Sequence or args[1:] == (...,):
        each = _decoder(args[0])
        return lambda value: tuple(each(item) for item in _list(value))
    parts = tuple(_decoder(arg) for arg in args)

    def decode(value: Any) -> Any:
        items = _list(value)
        if len(items) != len(parts):
            raise UnreadableError(f"{value!r} has not {len(parts)} parts")
        return tuple(part(item) for part, item in zip(parts, items, strict=True))

    return decode


def _set(each: _Decode) -> _Decode:
    return lambda value: frozenset(each(item) for item in _list(value))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise UnreadableError(f"{value!r} is no list")
    return value


def _time(value: Any) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError) as err:
        raise UnreadableError(f"{value!r} is no time") from err


def _decimal(value: Any) -> Decimal:
    try:
        return Decimal(value)
    except (TypeError, ValueError, InvalidOperation) as err:
        raise UnreadableError(f"{value!r} is no number") from err


def _word(kind: type[StrEnum]) -> _Decode:
    words = {word.value: word for word in kind}

    def decode(value: Any) -> StrEnum:
        if not isinstance(value, str) or value not in words:
            raise UnreadableError(f"{value!r} is none of {', '.join(words)}")
        return words[value]

    return decode


def _plain(hint: Any) -> _Decode:
    def decode(value: Any) -> Any:
        if hint in _PLAIN and type(value) is not hint:
            raise UnreadableError(f"{value!r} is no {hint.__name__}")
        return value

    return decode


def _whole(kind: Any) -> _Decode:
    """Return what reads a stored class, whatever version of it stands there."""
    entry = stored_as(kind)
    known = {field.wire: (field.name, _decoder(field.hint)) for field in fields_of(kind)}
    required = [field.wire for field in fields_of(kind) if field.required]

    def decode(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise UnreadableError(f"{entry.name}: {value!r} is no object")
        data = _brought_up(entry.name, entry.version, value)
        if missing := [name for name in required if name not in data]:
            raise UnreadableError(f"{entry.name} lacks {', '.join(missing)}")
        found = {}
        for name, item in data.items():
            if name not in known:
                raise UnreadableError(f"{entry.name} has an unknown field {name}")
            try:
                found[known[name][0]] = known[name][1](item)
            except UnreadableError as err:
                raise UnreadableError(f"{entry.name}.{name}: {err}") from err
        return kind(**found)

    return decode


def _brought_up(name: str, newest: int, value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return stored data as the newest version would have stored them."""
    version = value.get(VERSION, 1)
    if version == newest == 1 and VERSION not in value:
        return value
    if not isinstance(version, int) or version > newest:
        raise UnreadableError(
            f"{name} is stored in version {version}, this version of Tradehook knows {newest}"
        )
    data = {key: item for key, item in value.items() if key != VERSION}
    for older in range(version, newest):
        if (name, older) not in UPCASTERS:
            raise UnreadableError(f"{name} of version {older} can't be read any more")
        data = UPCASTERS[name, older](data)
    return data
