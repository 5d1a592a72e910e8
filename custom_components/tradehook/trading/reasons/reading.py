"""A stored sentence → the values that it was made of, so that it can be said in other languages."""

from functools import cache
import re
from string import Formatter

from .table import REASONS, ReasonCode


def values_of(code: str, message: str) -> dict[str, str] | None:
    """Return what stands at the placeholders of a reason's sentence, by their names.

    None when the code is not a reason's, or the sentence is not the code's own: an older version
    wrote it, or it lists wrong fields instead.
    """
    try:
        pattern = _pattern(ReasonCode(code))
    except ValueError:
        return None
    found = pattern.fullmatch(message)
    return None if found is None else found.groupdict()


@cache
def _pattern(code: ReasonCode) -> re.Pattern[str]:
    parts, seen = [], set()
    for literal, name, _, _ in Formatter().parse(REASONS[code].template):
        parts.append(re.escape(literal))
        if name in seen:
            parts.append(f"(?P={name})")
        elif name is not None:
            seen.add(name)
            parts.append(f"(?P<{name}>.*?)")
    return re.compile("".join(parts), re.DOTALL)
