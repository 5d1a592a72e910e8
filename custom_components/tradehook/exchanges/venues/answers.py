"""Readers of the parts of a venue's answer, which may be missing or of another shape."""

from collections.abc import Mapping
from typing import Any


def flag(value: object) -> bool | None:
    """Return a flag, which the exact reader of JSON gives as a text where it is a number."""
    if value is None:
        return None
    return value is True or str(value).lower() in {"1", "true"}


def name(value: object) -> str | None:
    """Return a name as a text; None for an empty one."""
    return str(value) if value else None


def row(value: object) -> Mapping[str, Any]:
    """Return an object; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def first(value: object) -> Mapping[str, Any]:
    """Return the first object of a list; an empty one if there is none."""
    return row(value[0]) if isinstance(value, list) and value else {}


def names(value: object) -> set[str]:
    """Return a list of names, or a text of them, in lower case."""
    parts = value.split(",") if isinstance(value, str) else value
    return {str(part).strip().lower() for part in parts} if isinstance(parts, list) else set()
