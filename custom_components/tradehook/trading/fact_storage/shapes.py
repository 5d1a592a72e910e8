"""A description of everything that is stored, to be compared with that of a release."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin

from ..model.facts import Fact
from ..stored_names import STORED, Stored, StoredField, fields_of, is_word, stored_as

_PLAIN: Final = {
    str: "text",
    int: "whole number",
    bool: "flag",
    Decimal: "number",
    datetime: "time",
}


def shapes() -> dict[str, Any]:
    """Return each stored kind's version and fields, by the names on the disk."""
    return {name: _shape(STORED[name]) for name in sorted(STORED)}


def _shape(entry: Stored) -> dict[str, Any]:
    kind: Any = entry.kind
    fields = [
        field
        for field in fields_of(kind)
        # A fact's time stands in a column of its own.
        if not (issubclass(kind, Fact) and field.wire == "at")
    ]
    return {
        "version": entry.version,
        "fields": {field.wire: _field(field) for field in sorted(fields, key=_by_wire)},
    }


def _by_wire(field: StoredField) -> str:
    return field.wire


def _field(field: StoredField) -> dict[str, Any]:
    shape = _type(field.hint)
    if field.left_out:
        shape = shape | {"means null where it is missing": True}
    return shape if field.required else shape | {"may be missing": True}


def _type(hint: Any) -> dict[str, Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        kind = next(arg for arg in args if arg is not type(None))
        return _type(kind) | {"may be null": True}
    if origin is frozenset:
        return {"type": "set", "of": _type(args[0])}
    if origin is Sequence or (origin is tuple and args[1:] == (...,)):
        return {"type": "list", "of": _type(args[0])}
    if origin is tuple:
        return {"type": "parts", "of": [_type(arg) for arg in args]}
    if is_word(hint):
        return {"type": "word", "of": sorted(word.value for word in hint)}
    return {"type": _PLAIN.get(hint) or stored_as(hint).name}
