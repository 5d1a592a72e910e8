"""A stored sentence → the values that it was made of, so that it can be said in other languages."""

from collections.abc import Iterable
from functools import cache
import re
from string import Formatter
from typing import Final

from .table import REASONS, ReasonCode

_PATH = re.compile(
    r"(`[^`\n]+`:?|[a-z]\w*(?:[.\[]\w+\]?)*:?|(?:[A-Z]|\[\d)[\w.\[\] ]*:) (.+ .+)",
    re.ASCII | re.DOTALL,
)
"""A field and what is wrong with it; one of another system's may have any name in backticks."""
_NEXT: Final = "; "


def values_of(code: str, message: str) -> dict[str, str] | None:
    """Return what stands at the placeholders of a reason's sentence, by their names.

    None when the code is not a reason's, or the sentence is not the code's own: an older version
    wrote it, or it lists wrong fields instead.
    """
    try:
        pattern = _pattern(REASONS[ReasonCode(code)].template)
    except ValueError:
        return None
    found = pattern.fullmatch(message)
    return None if found is None else found.groupdict()


class Phrasebook:
    """Says English sentences in another language, by the templates that they were made of."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Take templates in English and in the language; what both say alike is left as it is."""
        known = sorted({pair for pair in phrases if pair[0] != pair[1]}, key=_order)
        self._known = [(_pattern(english), text) for english, text in known]

    def said(self, sentence: str) -> str:
        """Return a sentence, or several of them after the fields that they are about."""
        if (whole := self._whole(sentence)) is not None:
            return whole
        parts = sentence.split(_NEXT)
        if len(parts) > 1:
            return _NEXT.join(map(self.said, parts))
        field = _PATH.fullmatch(sentence)
        if field is None:
            return sentence
        rest = self.said(field[2]) if field[1].endswith(":") else self._whole(field[2])
        return sentence if rest is None else f"{field[1]} {rest}"

    def _whole(self, sentence: str) -> str | None:
        for pattern, text in self._known:
            if found := pattern.fullmatch(sentence):
                values = found.groupdict()
                return text.format(**{name: self.said(value) for name, value in values.items()})
        return None


def _order(phrase: tuple[str, str]) -> tuple[bool, int, str]:
    """Return where a template is tried: around others first, then what says more by itself."""
    literal = sum(len(text) for text, *_ in Formatter().parse(phrase[0]))
    return not phrase[0].startswith("{"), -literal, phrase[0]


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts, seen = [], set()
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name in seen:
            parts.append(f"(?P={name})")
        elif name is not None:
            seen.add(name)
            parts.append(f"(?P<{name}>.*?)")
    return re.compile("".join(parts), re.DOTALL)
