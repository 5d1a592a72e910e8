"""Readers of what changes the exits of positions that are there."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from ..signal import ExitChanges, SignalFields
from .exits import read_side
from .reader import FieldReader
from .report import ValidationReport
from .sections import read_stop_loss, read_take_profit
from .values import InvalidValue, integer, text

BREAK_EVEN: Final = "break_even"
"""Instead of a stop: the present one is moved to the average entry, the rest of it stays."""
CHANGES: Final = ("stop_loss", "take_profit", "auto_close", "cancel_entries")
LONGEST: Final = 365 * 86_400
"""The longest time in seconds after which a position closes by itself: a year."""


def asks_break_even(fields: FieldReader) -> bool:
    """Return whether the stop is to go to break even; as a word, or as `{"stop": "break_even"}`."""
    value = fields.source.get("stop_loss")
    if isinstance(value, str):
        return fields.read("stop_loss", _break_even) is not None
    if not isinstance(value, Mapping) or "stop" not in value:
        return False
    stop = fields.section("stop_loss")
    assert stop is not None
    asked = stop.read("stop", _break_even) is not None
    stop.finish()
    return asked


def names_break_even(fields: FieldReader) -> bool:
    """Return whether the stop is given as a word, right or wrong, and not as prices."""
    value = fields.source.get("stop_loss")
    return isinstance(value, str) or (isinstance(value, Mapping) and "stop" in value)


def read_auto_close(fields: FieldReader) -> int | None:
    """Read after how many seconds a position closes; null = never."""
    return fields.whole("auto_close", 1, LONGEST)


def read_modify(fields: FieldReader, said: SignalFields) -> None:
    """Read a change of exits: strict in what it is about, lenient as an exit in all else."""
    read_side(fields, said)
    strict = fields.again(ValidationReport(lenient=False))
    changes = _read(strict)
    fields.skip(*(name for name in CHANGES if name not in fields.repeated))
    fields.merge(strict)
    if not changes.names and not strict.report.errors:
        fields.error("action", f"changes nothing: name one of {', '.join(CHANGES)}")
    said["changes"] = changes
    said["max_age"] = fields.read_leniently("max_age", lambda value: max(integer(value), 0))


def _read(fields: FieldReader) -> ExitChanges:
    given = fields.source
    for name in given:
        near = get_close_matches(str(name).lower(), CHANGES, n=1, cutoff=0.8)
        if near and name not in CHANGES:
            fields.error(str(name)[:64], f"is not a known field: did you mean `{near[0]}`?")
    names = {name for name in CHANGES if name in given}
    stop_loss, break_even = None, False
    if "stop_loss" in names:
        if names_break_even(fields):
            break_even = asks_break_even(fields)
        else:
            stop_loss = read_stop_loss(fields)
    targets = read_take_profit(fields) if "take_profit" in names else ()
    auto_close = read_auto_close(fields) if "auto_close" in names else None
    cancel = fields.flag("cancel_entries") or False
    if not cancel:
        names.discard("cancel_entries")
    return ExitChanges(
        names=frozenset(names),
        stop_loss=stop_loss,
        break_even=break_even,
        take_profit=targets,
        auto_close=auto_close,
        cancel_entries=cancel,
    )


def _break_even(value: object) -> str:
    if text(value, 64).lower() != BREAK_EVEN:
        raise InvalidValue(f"must be an object, null or `{BREAK_EVEN}`")
    return BREAK_EVEN
