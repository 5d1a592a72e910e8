"""Facts as JSON-able data and back, exactly: decimals and times as strings."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from . import facts
from .facts import Fact

KINDS: Mapping[str, type[Fact]] = {
    kind.__name__: kind
    for kind in vars(facts).values()
    if isinstance(kind, type) and issubclass(kind, Fact) and kind is not Fact
}
"""Every fact by the name under which it is kept."""


def fact_as(fact: Fact) -> tuple[str, dict[str, Any]]:
    """Return a fact's kind and data; its time is kept beside them."""
    data = as_data(fact)
    del data["at"]
    return type(fact).__name__, data


def fact_from(kind: str, at: datetime, data: Mapping[str, Any]) -> Fact:
    """Return the fact that `fact_as` took apart; raises ValueError for what is none."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of fact")
    fact: Fact = from_data(KINDS[kind], {"at": at.isoformat(), **data})
    return fact


def as_data(value: Any) -> Any:
    """Return a value, or a dataclass of values, as JSON keeps it."""
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(as_data(item) for item in value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def from_data(hint: Any, value: Any) -> Any:
    """Return the value of a type that `as_data` took apart."""
    if get_origin(hint) in (Union, UnionType):
        if value is None:
            return None
        return from_data(next(arg for arg in get_args(hint) if arg is not type(None)), value)
    if get_origin(hint) is tuple:
        return tuple(from_data(get_args(hint)[0], item) for item in value)
    if get_origin(hint) is frozenset:
        return frozenset(from_data(get_args(hint)[0], item) for item in value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is Decimal or issubclass(hint, StrEnum):
        return hint(value)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{name: from_data(hints[name], item) for name, item in value.items()})
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Return the types of a dataclass's fields."""
    return get_type_hints(kind)
