"""Checks what is answered or shown against the tables of fields in docs/."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
import re
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
ABSENT = object()


def documented(page: str, name: str) -> dict[str, str]:
    """Return the fields of a table with their kinds of value."""
    text = (DOCS / page).read_text()
    block = text.partition(f"<!-- {name}: begin")[2].partition(f"<!-- {name}: end")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", block, re.MULTILINE))


def check(told: Mapping[str, Any], fields: Mapping[str, str]) -> None:
    """Check that what is told has the fields of a table, each of its kind, and no others."""
    known = {re.split(r"[.\[]", path)[0] for path in fields}
    assert told.keys() <= known, f"not in the docs: {told.keys() - known}"
    for path, kind in fields.items():
        for value in _values(told, path.split(".")):
            assert _is(value, kind), (path, kind, value)


def _values(told: Any, path: Sequence[str]) -> Iterator[Any]:
    """Yield what stands at a path, once for each item of the lists on the way."""
    if not path:
        yield told
        return
    name, rest = path[0].removesuffix("[]"), path[1:]
    if not isinstance(told, Mapping):
        return  # what holds it is empty
    value = told.get(name, ABSENT)
    if value is ABSENT and rest:
        return
    items = value if path[0].endswith("[]") else [value]
    for item in items or ():
        yield from _values(item, rest)


def _is(value: Any, kind: str) -> bool:
    """Return whether a value is of a kind, as the table calls it."""
    if value is ABSENT:
        return kind.endswith("or absent")
    if value is None:
        return "or empty" in kind
    match re.split(r", or ", kind)[0]:
        case "text":
            return isinstance(value, str)
        case "number as text":
            return isinstance(value, str) and Decimal(value).is_finite()
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "text or number":
            return isinstance(value, str | int)
        case "true or false":
            return isinstance(value, bool)
        case "list":
            return isinstance(value, list | tuple)
        case "fields":
            return isinstance(value, Mapping)
    raise AssertionError(f"{kind} is no kind of value")
