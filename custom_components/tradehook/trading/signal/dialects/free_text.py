"""TextPrices in free text: which of its numbers are entries, targets and the stop."""

from dataclasses import dataclass, field
import re
from typing import Final

_SECTION = re.compile(
    r"\b(?:(?P<entry>entry(?: targets?| zone| price)?|enter|buy(?: zone)?)"
    r"|(?P<stop>stop(?:[- ]?loss)?(?: targets?)?|s/?l)"
    r"|(?P<target>(?P<goal>take[- ]?profit(?: targets?)?|targets?|tp(?:[0-9]{1,2}(?![0-9.,]))?)"
    r"|sell(?: targets?)?)"
    r"|(?P<other>exchanges?|signal type|leverage|client|time ?frame|signal id|published by))"
    r"(?=[^a-z]|\Z)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<![\w.,])[#(]?[0-9]{1,2}\s*(?:[:)]|\.(?=\s))\s*(?=\S*\d)")
"""`1)`, `1:` or `1.` before a number."""
_BARE_ORDINAL = re.compile(r"\s*#?([0-9]{1,2})(?:\s*[-\u2013\u2014]|\s)\s*(?=\S?\d)")
"""`Target 1 62000`: the 1 may be a price, and may be none."""
_HARMLESS = re.compile(
    r"#\w+|\b[0-9]{1,3} ?(?:m|h|d|w|min|mins|minutes?|hours?|days?|weeks?)\b|\b[mhd][0-9]{1,2}\b"
    r"|\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
    r"|\b[0-9]{1,2}[./][0-9]{1,2}[./](?:20)?[0-9]{2}\b"
    r"|\b(?:signal|id|no\.?|vip) ?:? ?#?[0-9]{1,6}\b",
    re.IGNORECASE | re.ASCII,
)
"""Time frames, times, dates and numbers of signals: numbers that are neither price nor size."""
_AT_END = re.compile(r"[=:@(\[<>~-][^\w]*[0-9][0-9.,]*\W*$")
"""`Invalidation=58000`"""
_PARTED = re.compile(r"[\s/|;~\u2013\u2014]+|,(?!\d)|-(?=\d)")
_AROUND: Final = "$\u20ac\u00a3(:=@#[*_`'\""
_BEHIND: Final = "$\u20ac\u00a3.,;:)!?]*_`'\""
_PRICE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
_BETWEEN: Final = frozenset(("and", "or", "to", "-", "&", "+", "usdt", "usdc", "usd", "busd"))
"""What may stand between two prices of one kind."""
_WRITE_PLAIN: Final = "write plain prices, as 62000 or 0.5"


@dataclass(slots=True)
class TextPrices:
    """The prices of a text by what they are for, as they are spelled."""

    entry: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    stop: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """What the text speaks of, with or without a price."""
    unclear: tuple[str, str] | None = None
    """Of which kind something may be a price or not, and what is wrong with it."""
    beside: list[str] = field(default_factory=list)
    """The text that stands in none of the sections."""

    @property
    def number_beside(self) -> str | None:
        """Return a number of which nobody can tell what it is for; None = there is none.

        It may be a stop under a word that isn't known, or a size.
        """
        for text in self.beside:
            for word in _HARMLESS.sub(" ", text).split():
                if any(char.isdigit() for char in word.lstrip(_AROUND)[:1]) or "%" in word:
                    return word.strip(_AROUND + _BEHIND)[:20]
                if _AT_END.search(word):
                    return word[:20]
        return None


def prices_in(text: str) -> TextPrices:
    """Return the prices of a text; numbers before its first word of this kind are none."""
    found = TextPrices()
    parts = list(_SECTION.finditer(text))
    found.beside.append(text[: parts[0].start()] if parts else text)
    for place, part in enumerate(parts):
        end = parts[place + 1].start() if place + 1 < len(parts) else len(text)
        kind = next(name for name in ("entry", "stop", "target", "other") if part[name])
        if kind == "other":
            found.beside.append(text[part.end() : end])
            continue
        if part["goal"] or kind == "stop":
            found.named.add(kind)
        _gather(found, kind, text[part.end() : end])
    return found


def _gather(found: TextPrices, kind: str, text: str) -> None:
    """Add the prices of a section; what has a digit and is none is unclear."""
    prices: list[str] = getattr(found, kind)
    bare = _BARE_ORDINAL.match(text)
    if bare and bare[1] == str(len(prices) + 1):
        message = f"has {bare[1]}, which may be a price or the number of one: {_WRITE_PLAIN}"
        found.unclear = (kind, message)
    words: list[str] = []
    for word in _PARTED.split(_ORDINAL.sub(" ", text)):
        plain = word.rstrip(_BEHIND).lstrip(_AROUND)
        if not any(char.isdigit() for char in plain):
            words += [plain.lower()] if plain else []
            continue
        if not _PRICE.fullmatch(plain):
            message = f"has {plain[:20]}, which can't be read for certain: {_WRITE_PLAIN}"
            found.unclear = (kind, message)
        elif prices and not _BETWEEN.issuperset(words):
            message = f"has {plain}, which stands behind other words: {_WRITE_PLAIN}"
            found.unclear = (kind, message)
        prices.append(plain)
        words = []
