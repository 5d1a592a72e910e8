"""Under which name and version a thing is kept: what is on a disk outlives the names in the code.

A class that is stored is registered with `@stored("Name", version=1)`. Renaming the class changes
nothing on the disk; a field that gets another name keeps the old one there with `field(metadata=
wire("old_name"))`. A new field has a default, so that old data stay readable. A field whose default
is None isn't stored while it is None: that default stays. Whatever else changes what is stored
raises the version and adds a row to `upcasters.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_type_hints

WIRE: Final = "wire"
"""Key in a field's metadata: the name under which it is stored."""
VERSION: Final = "_v"
"""Key of the version in stored data; data without one have version 1."""


class UnreadableError(ValueError):
    """What is stored is not what this version of Tradehook knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredField:
    """A field as the code and as the disk call it."""

    name: str
    wire: str
    hint: Any
    required: bool
    left_out: bool
    """Whether None is not stored: it is what a missing field means."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A class that is stored, with the name and the version that stand on the disk."""

    kind: type[Any]
    name: str
    version: int


STORED: Final[dict[str, Stored]] = {}
"""Everything that is stored, by its name on the disk."""

_BY_KIND: Final[dict[type[Any], Stored]] = {}


def stored[T](name: str, *, version: int = 1) -> Callable[[type[T]], type[T]]:
    """Register a dataclass under the name and version with which it is stored."""

    def register(kind: type[T]) -> type[T]:
        if not is_dataclass(kind):
            raise TypeError(f"{kind.__name__} is no dataclass: put @stored above @dataclass")
        if name in STORED:
            raise TypeError(f"{name} is stored already, as {STORED[name].kind.__name__}")
        STORED[name] = _BY_KIND[kind] = Stored(kind, name, version)
        return kind

    return register


def wire(name: str) -> Mapping[str, str]:
    """Return the metadata of a field that is stored under another name than its own."""
    return {WIRE: name}


def stored_as(kind: type[Any]) -> Stored:
    """Return how a class is stored; raises TypeError for one that isn't registered."""
    if kind not in _BY_KIND:
        raise TypeError(f"{kind.__name__} can't be stored: it has no @stored(…)")
    return _BY_KIND[kind]


@cache
def fields_of(kind: Any) -> tuple[StoredField, ...]:
    """Return the fields of a stored class."""
    hints = get_type_hints(kind)
    return tuple(
        StoredField(
            name=field.name,
            wire=field.metadata.get(WIRE, field.name),
            hint=hints[field.name],
            required=field.default is MISSING and field.default_factory is MISSING,
            left_out=field.default is None,
        )
        for field in fields(kind)
    )


def is_word(hint: Any) -> bool:
    """Return whether a type is one of our lists of words."""
    return isinstance(hint, type) and issubclass(hint, StrEnum)
