"""The rows that users read as types of the panel: frontend/src/rows.ts, written by scripts/docs."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import GenericAlias, ModuleType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    NotRequired,
    TypeAliasType,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

ROOT = Path(__file__).resolve().parent.parent
ROWS = ROOT / "frontend" / "src" / "rows.ts"
HEAD = """\
// The rows that Home Assistant sends, made of the TypedDicts of execution/common/rows.py,
// panel/rows.py and trading/preview.py by scripts/docs.
"""
WIDTH = 100
SIMPLE = {str: "string", int: "number", bool: "boolean", object: "unknown", NoneType: "null"}


def modules() -> tuple[ModuleType, ...]:
    """Return the modules that define rows."""
    from custom_components.tradehook.execution.common import rows
    from custom_components.tradehook.panel import rows as of_panel
    from custom_components.tradehook.trading import preview

    return rows, of_panel, preview


def page() -> tuple[Path, str]:
    """Return the file of the panel's types with its text."""
    parts = [part for module in modules() for part in _declarations(module)]
    return ROWS, "\n".join([HEAD, *parts])


def _declarations(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        if getattr(value, "__module__", None) != module.__name__:
            continue
        if isinstance(value, TypeAliasType):
            yield f"export type {name} = {typescript(value.__value__)};\n"
        elif is_typeddict(value):
            yield _interface(value)


def _interface(row: Any) -> str:
    bases = [base for base in row.__orig_bases__ if is_typeddict(base)]
    known = {name for base in bases for name in base.__annotations__}
    hints = get_type_hints(row, include_extras=True)
    fields = [
        f"  {name}{'' if name in row.__required_keys__ else '?'}: {typescript(hint)};"
        for name, hint in hints.items()
        if name not in known
    ]
    extends = f" extends {', '.join(base.__name__ for base in bases)}" if bases else ""
    body = "\n".join(["{", *fields, "}"]) if fields else "{}"
    return f"{_comment(row.__doc__)}\nexport interface {row.__name__}{extends} {body}\n"


def _comment(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines()]
    if len(lines) == 1 and len(lines[0]) <= WIDTH - len("/**  */"):
        return f"/** {lines[0]} */"
    return "\n".join(["/**", *(f" * {line}".rstrip() for line in lines), " */"])


def typescript(hint: Any) -> str:
    """Return a type of a row as TypeScript; raises ValueError for one that rows don't have."""
    if hint in SIMPLE:
        return SIMPLE[hint]
    if isinstance(hint, TypeAliasType) or is_typeddict(hint):
        return str(hint.__name__)
    if isinstance(hint, UnionType):
        return " | ".join(typescript(arg) for arg in get_args(hint))
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(args[1])
    if origin is NotRequired:
        return typescript(args[0])
    if isinstance(hint, GenericAlias):
        return _generic(hint.__origin__, args)
    raise ValueError(f"{hint} is not a type of rows")


def _annotated(told: Any) -> str:
    """Return what a text or a list is in truth: a value of an enumeration, or a tuple."""
    if isinstance(told, type) and issubclass(told, StrEnum):
        return " | ".join(f'"{one.value}"' for one in told)
    return typescript(told)


def _generic(origin: Any, args: tuple[Any, ...]) -> str:
    if origin is list:
        item = typescript(args[0])
        return f"Array<{item}>" if " | " in item else f"{item}[]"
    if origin is tuple:
        return f"[{', '.join(typescript(arg) for arg in args)}]"
    if origin is dict and args[0] is str:
        return f"{{ [name: string]: {typescript(args[1])} }}"
    raise ValueError(f"{origin} is not a type of rows")
