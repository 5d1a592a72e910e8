"""What of a foreign alert became what of ours, found by changing the alert one part at a time.

So it holds for every system, whatever its reader looks at, and can't tell anything but the truth.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
import re
from typing import Final

from ..spelling import spelled
from .foreign import System, is_placeholder
from .paraphrase import UnreadableAlert

type Values = Mapping[str, str]
"""Our fields by their path, single values only."""
type Say = Callable[[object], Values | None]
"""Reads a changed alert; None where it can't be read."""
type Place = tuple[str | int, ...]

MOST_PARTS: Final = 60
_MOST_CHANGES: Final = 24
_WORDS: Final[tuple[tuple[str, ...], ...]] = (
    ("buy", "sell", "exit", "close"),
    ("long", "short", "close", "flat"),
    ("bullish", "bearish"),
    ("enter", "exit"),
    ("open", "close"),
    ("market", "limit"),
    ("true", "false"),
    ("quote", "base", "margin_percent", "percents"),
    ("margin", "percentage_balance"),
    ("fixed_quantity", "dollar_amount", "percent_of_equity", "percent_of_position"),
    ("isolated", "cross"),
)
"""Words of which each says another thing than the others."""
_OTHERS: Final = {
    word: tuple(dict.fromkeys(other for words in _WORDS if word in words for other in words))
    for word in {word for words in _WORDS for word in words}
}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|\{\{[^{}]*\}\}", re.ASCII)
_PARTED = re.compile(r"(?:(?!\s+\w+=)[^\n,;|])+")
_NAMES: Final = {
    "marketposition": "strategy.market_position",
    "pos": "strategy.market_position",
    "positionsize": "strategy.market_position",
    "prevmarketposition": "strategy.prev_market_position",
    "prevpos": "strategy.prev_market_position",
    "marketpositionsize": "strategy.market_position_size",
    "possize": "strategy.market_position_size",
    "prevmarketpositionsize": "strategy.prev_market_position_size",
    "prevpossize": "strategy.prev_market_position_size",
    "action": "strategy.order_action",
    "orderaction": "strategy.order_action",
    "contracts": "strategy.contracts",
    "amount": "strategy.contracts",
    "quantity": "strategy.contracts",
    "ordertype": "order_type",
    "ismarket": "order_type",
    "timestamp": "timestamp",
    "triggertime": "timestamp",
    "time": "timestamp",
}
"""What systems call a field of ours, without capitals and underscores."""


class PartKind(StrEnum):
    """What became of a part of an alert."""

    BECAME = "became"
    SECRET = "secret"  # noqa: S105 - a word
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPart:
    """A part of an alert, and what became of it in our words."""

    path: str
    """Its field; "" in a text."""
    value: str
    kind: PartKind
    ours: tuple[str, ...] = ()
    """The paths of our fields that it has become."""
    note: str = ""
    """Why it is left out, where something is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDifference:
    """What became of each part of an alert, and what is said beside that."""

    parts: tuple[AlertPart, ...]
    added: tuple[str, ...]
    """The paths of our fields that no part has become."""


@dataclass(frozen=True, slots=True)
class _Piece:
    place: Place
    path: str
    value: str
    start: int = -1

    def changed(self, body: object, value: str | None) -> object:
        """Return the alert with another value in its place, or without it."""
        if self.start < 0:
            return _put(body, self.place, value)
        text = str(body)
        return text[: self.start] + (value or "") + text[self.start + len(self.value) :]


def difference_of(system: System, body: object, secrets: tuple[str, ...]) -> AlertDifference | None:
    """Return what became of each part of an alert; None of one that can't be read."""

    def say(changed: object) -> Values | None:
        try:
            return _said(system.read(changed).once) if system.recognises(changed) else None
        except UnreadableAlert:
            return None

    try:
        found = system.read(body)
        base = _said(found.lasting)
    except UnreadableAlert:
        return None
    once = _said(found.once)
    notes = (*found.notes, *found.hints)
    parts = _parts(body, (base, once), say, secrets=secrets, notes=notes)
    covered = {ours for part in parts for ours in part.ours}
    added = tuple(path for path in base if not any(_is_within(path, one) for one in covered))
    return AlertDifference(parts=parts, added=added)


def _parts(
    body: object,
    said: tuple[Values, Values],
    say: Say,
    *,
    secrets: tuple[str, ...],
    notes: tuple[str, ...],
) -> tuple[AlertPart, ...]:
    """Return the parts; `said` is what the alert says for good, and what this once."""
    lasting, once = said
    base = {**lasting, **once}
    pieces = list(islice(_pieces(body), MOST_PARTS))
    effects = [_effects(piece, body, once, say) for piece in pieces]
    whole_text = len(pieces) == 1 or not any(same or gone for same, gone in effects)
    if isinstance(body, str) and whole_text:
        whole = tuple(dict.fromkeys(_top(path) for path in base))
        return (AlertPart(path="", value=body.strip(), kind=PartKind.BECAME, ours=whole),)
    changed = {path for same, _ in effects for path in same}
    # what another part fills is only that part's, unless nothing else is this one's
    found = [
        same or {path for path in gone if path not in changed} or {_top(path) for path in gone}
        for same, gone in effects
    ]
    for piece, ours in zip(pieces, found, strict=True):
        if not ours:
            ours.update(_by_name(piece, base, found))
    _share(pieces, found, base, say, body)
    order = {path: place for place, path in enumerate(base)}
    parts = []
    for piece, ours in zip(pieces, found, strict=True):
        kind, note = PartKind.BECAME, ""
        if not ours:
            hidden = any(secret in piece.value for secret in secrets)
            kind = PartKind.SECRET if hidden else PartKind.LEFT_OUT
            note = next((one for one in notes if piece.path and f"`{piece.path}`" in one), "")
        ordered = tuple(sorted(ours, key=lambda path: order.get(path, len(order))))
        parts.append(
            AlertPart(path=piece.path, value=piece.value, kind=kind, ours=ordered, note=note)
        )
    return tuple(parts)


def _said(fields: Mapping[str, object], path: str = "") -> dict[str, str]:
    """Return our fields by their path, single values only; an empty section is one."""
    found: dict[str, str] = {}
    for name, value in fields.items():
        at = f"{path}.{name}" if path else name
        match value:
            case Mapping() if value:
                found |= _said(value, at)
            case list() if value:
                for place, row in enumerate(value):
                    inner = f"{at}[{place}]"
                    found |= (
                        _said(row, inner) if isinstance(row, Mapping) else {inner: spelled(row)}
                    )
            case Mapping() | list():
                found[at] = "[]"
            case _:
                found[at] = spelled(value)
    return found


def _effects(piece: _Piece, body: object, base: Values, say: Say) -> tuple[set[str], set[str]]:
    """Return which of our fields get another value with a part, and which go or come with it."""
    same: set[str] = set()
    gone: set[str] = set()
    for value in islice(_changes(piece.value), _MOST_CHANGES):
        found = say(piece.changed(body, value))
        if found is None:
            continue
        if value is not None:
            same |= {path for path in base if path in found and found[path] != base[path]}
        gone |= {path for path in base if path not in found}
    return same, gone


def _top(path: str) -> str:
    """Return the section of a path: what decides over many of its fields decides over all."""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def _is_within(path: str, section: str) -> bool:
    """Return whether a path is a section's or that section itself."""
    return path == section or path.startswith((f"{section}.", f"{section}["))


def _changes(value: str) -> Iterator[str | None]:
    """Yield other values of the same kind, and none at all."""
    yield None
    if is_placeholder(value):
        yield "{{another_one}}"
        return
    if _NUMBER.fullmatch(value):
        yield from (*_near(value), f"{value}.5", f"{value}0")
        return
    yield from _cased(value, value)
    if value.isalnum():
        yield f"{value}X"
    for token in _TOKEN.finditer(value):
        before, after = value[: token.start()], value[token.end() :]
        if token[0].startswith("{{"):
            others: tuple[str, ...] = ("{{another_one}}",)
        elif token[0][0].isdigit():
            others = (*_near(token[0]), f"{token[0]}1")
        else:
            others = (*_cased(token[0], token[0]), f"{token[0]}X")
        for other in others:
            yield before + other + after


def _near(number: str) -> tuple[str, ...]:
    """Return a number that hardly differs."""
    return (f"{number}1",) if "." in number else (f"{number[:-1]}{(int(number[-1]) + 1) % 10}",)


def _cased(word: str, like: str) -> Iterator[str]:
    """Yield the words that say another thing, written as this one is."""
    for other in _OTHERS.get(word.lower(), ()):
        if other == word.lower():
            continue
        if like.isupper():
            yield other.upper()
        else:
            yield other.capitalize() if like[:1].isupper() else other


def _by_name(piece: _Piece, base: Values, found: list[set[str]]) -> set[str]:
    """Return where TradingView fills the same in anew with each of our alerts, by its name."""
    free = {at for at in base if not any(at in ours for ours in found)}
    same = {at for at in free if is_placeholder(base[at]) and base[at] in piece.value}
    if same:
        return same
    name = re.split(r"[.\[]", piece.path)[-1].replace("_", "").lower()
    return {_NAMES[name]} & free if name in _NAMES else set()


def _share(
    pieces: list[_Piece], found: list[set[str]], base: Values, say: Say, body: object
) -> None:
    """Give action and side that no part has become to the parts that tell the one or the other."""
    free = {at for at in ("action", "side") if at in base and not any(at in one for one in found)}
    if not free:
        return
    told = [ours for ours in found if ours & {"action", "side"}]
    if not told:
        told = [
            ours
            for piece, ours in zip(pieces, found, strict=True)
            if not ours and piece.value and _decides(piece, body, say)
        ]
    for ours in told:
        ours.update(free)


def _decides(piece: _Piece, body: object, say: Say) -> bool:
    """Return whether nothing can be read once a part is another one, though not any other."""
    return all(
        say(piece.changed(body, value)) is None
        for value in islice(_changes(piece.value), _MOST_CHANGES)
    )


def _pieces(body: object) -> Iterator[_Piece]:
    if not isinstance(body, str):
        yield from _leaves(body, (), "")
        return
    for part in _PARTED.finditer(body):
        text = part[0].strip()
        if text:
            yield _Piece((), "", text, part.start() + part[0].index(text))


def _leaves(value: object, place: Place, path: str) -> Iterator[_Piece]:
    match value:
        case Mapping():
            for name, item in value.items():
                yield from _leaves(item, (*place, name), f"{path}.{name}" if path else name)
        case list():
            for index, item in enumerate(value):
                yield from _leaves(item, (*place, index), f"{path}[{index}]")
        case _:
            yield _Piece(
                place, path, str(value).lower() if isinstance(value, bool) else spelled(value)
            )


def _put(value: object, place: Place, new: str | None) -> object:
    """Return a body with something else in one place; without it, what it stands in stays."""
    first, *rest = place
    if isinstance(value, Mapping):
        if not rest and new is None:
            return {name: item for name, item in value.items() if name != first}
        return {
            name: (_put(item, tuple(rest), new) if rest else new) if name == first else item
            for name, item in value.items()
        }
    items = list(value) if isinstance(value, list) else []
    if not rest and new is None:
        return [item for index, item in enumerate(items) if index != first]
    return [
        (_put(item, tuple(rest), new) if rest else new) if index == first else item
        for index, item in enumerate(items)
    ]
