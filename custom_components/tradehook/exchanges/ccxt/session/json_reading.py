"""Reads a venue's answers: exact numbers, others' turns in between, few objects at a time."""

from collections.abc import Iterable, Iterator
import json
import marshal
import re
from typing import Any, Self, SupportsIndex, overload

_DECODER = json.JSONDecoder(parse_float=str, parse_int=str)
_BLANK = re.compile(r"[ \t\n\r]*")
_SLICED_DEPTH = 3
"""How deep lists are read piece by piece: a list of markets lies within an envelope or two."""
_PACKED_FROM = 64
"""How many rows a list has at least if they are packed."""


_pack = marshal.dumps
_unpack = marshal.loads
"""Only of what was packed here."""


class PackedRows(list[Any]):
    """Rows of an answer, each unpacked when it is looked at, and forgotten by whoever did.

    A list of markets is a hundred thousand objects. All of them at once would have Python's garbage
    collector look at everything that the process has, which stops the event loop meanwhile.
    """

    def __init__(self, rows: Iterable[Any] = ()) -> None:
        """Pack rows."""
        super().__init__(map(_pack, rows))

    def append(self, row: Any) -> None:
        """Add a row."""
        super().append(_pack(row))

    def __iter__(self) -> Iterator[Any]:
        return map(_unpack, super().__iter__())

    def __reversed__(self) -> Iterator[Any]:
        return map(_unpack, super().__reversed__())

    @overload
    def __getitem__(self, place: SupportsIndex) -> Any: ...

    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...

    def __getitem__(self, place: SupportsIndex | slice) -> Any:
        found: Any = super().__getitem__(place)
        return [_unpack(row) for row in found] if isinstance(place, slice) else _unpack(found)

    def __setitem__(self, place: Any, row: Any) -> None:
        super().__setitem__(
            place,
            [_pack(one) for one in row] if isinstance(place, slice) else _pack(row),
        )

    def __add__(self, others: Iterable[Any]) -> Self:
        found = self.copy()
        found.extend(others)
        return found

    def __radd__(self, others: Iterable[Any]) -> Self:
        found = type(self)(others)
        found.extend(self)
        return found

    def __iadd__(self, others: Iterable[Any]) -> Self:
        self.extend(others)
        return self

    def __contains__(self, row: object) -> bool:
        return any(one == row for one in self)

    def __eq__(self, other: object) -> bool:
        return list(self) == other

    __hash__ = None

    def extend(self, rows: Iterable[Any]) -> None:
        """Add rows."""
        for row in rows:
            self.append(row)

    def copy(self) -> Self:
        """Return the same rows, packed."""
        return type(self)(self)

    def pop(self, place: SupportsIndex = -1) -> Any:
        """Take a row out."""
        return _unpack(super().pop(place))

    def insert(self, place: SupportsIndex, row: Any) -> None:
        """Add a row somewhere."""
        super().insert(place, _pack(row))

    def sort(self, *, key: Any = None, reverse: bool = False) -> None:
        """Sort the rows."""
        self[:] = sorted(self, key=key, reverse=reverse)


def read_json(text: str) -> Any:
    """Read JSON with exact numbers, as texts, without holding Python's lock for long.

    The decoder in C never lets another thread run: a list of 10 MB would stall the event loop for
    a tenth of a second. So the outer lists are walked here, and only their items read in C.
    """
    value, _ = _scan(text, _skip(text, 0), _SLICED_DEPTH)
    return value


def _scan(text: str, at: int, depth: int) -> tuple[Any, int]:
    if depth and text[at : at + 1] == "[":
        return _scan_list(text, at + 1, depth - 1)
    if depth and text[at : at + 1] == "{":
        return _scan_object(text, at + 1, depth - 1)
    return _DECODER.raw_decode(text, at)


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _scan_list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    at = _skip(text, at)
    if text[at : at + 1] == "]":
        return found, at + 1
    while True:
        value, at = _scan(text, at, depth)
        if len(found) == _PACKED_FROM:
            found = PackedRows(found)
        found.append(value)
        at, more = _next(text, at, "]")
        if not more:
            return found, at


def _scan_object(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    at = _skip(text, at)
    if text[at : at + 1] == "}":
        return found, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting a name", text, at)
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':'", text, at)
        found[name], at = _scan(text, _skip(text, at + 1), depth)
        at, more = _next(text, at, "}")
        if not more:
            return found, at


def _next(text: str, at: int, end: str) -> tuple[int, bool]:
    """Return where what comes next begins, and whether it is another item."""
    at = _skip(text, at)
    mark = text[at : at + 1]
    if mark == end:
        return at + 1, False
    if mark != ",":
        raise json.JSONDecodeError(f"Expecting ',' or '{end}'", text, at)
    return _skip(text, at + 1), True
