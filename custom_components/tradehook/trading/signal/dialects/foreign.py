"""Another system's alert: what it is told by, and what it says in the protocol's words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
import re
from typing import Any, Final, NoReturn

from ...reasons.reasons import FieldError, ReasonCode
from ...reasons.text import plain
from ..spelling import spelled
from .dialect import SecretValues

MOST_DIGITS: Final = 28
LONGEST: Final = 200
"""Characters of one value that is carried over."""
TIME_NOW: Final = "{{timenow}}"
CLOSE: Final = "{{close}}"
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_LIMITS_RISK = re.compile(
    r"stop|^sl|loss|reduce|size|amount|qty|quantity|units|percent|leverage|margin|risk|hedge|trail"
    r"|breakeven|target|profit|^tp|limit|price|volume|dca|expir|delay|condition|extraorder|trig",
    re.IGNORECASE,
)


class UnreadableAlert(Exception):  # noqa: N818 - the sender's words, which become a refusal
    """A part of a foreign alert that can't be said in the protocol's words without guessing."""

    def __init__(self, code: ReasonCode, path: str, message: str) -> None:
        super().__init__(message)
        self.error = FieldError(path, message, code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paraphrase:
    """What an alert says in the protocol's words."""

    fields: Mapping[str, object]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system whose alerts are known; everything of it may be asked of any message."""

    name: str
    title: str
    token: str = ""
    """The field in which its secret stands; "" where its alerts have none."""
    names: frozenset[str]
    """Fields by which an alert of it that has mistakes is still like it."""
    recognises: Callable[[Any], bool]
    secrets: Callable[[Any], tuple[str, ...]] = lambda _: ()
    """Every value that no text may repeat."""
    read: Callable[[Any], Paraphrase]
    """Return the alert in the protocol's words, or raise UnreadableAlert."""

    def secret_values(self, body: object) -> SecretValues:
        """Return what no text may repeat."""
        return SecretValues(private=tuple(text for text in self.secrets(body) if text))


@dataclass(slots=True)
class Alert:
    """Reads the fields of a foreign alert, and remembers which were read."""

    fields: Mapping[str, object]
    prefix: str = ""
    used: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def text(self, *names: str) -> str:
        """Return the first of these fields that holds something, as a text."""
        found = ""
        for name in names:
            self.used.add(name)
            value = self.fields.get(name)
            if not found and not isinstance(value, Mapping | list):
                found = spelled(value).strip()[:LONGEST]
        return found

    def word(self, *names: str) -> str:
        """Return a text in lower case."""
        return self.text(*names).lower()

    def flag(self, name: str) -> bool:
        """Return whether a field says yes."""
        return self.word(name) in ("true", "1", "yes")

    def number(self, *names: str) -> str | None:
        """Return a number as it was spelled, a placeholder as it is; None if there is none."""
        found = self.text(*names)
        return None if not found else self.checked(names[0], found)

    def checked(self, name: str, found: str) -> str:
        """Return a text that is a number or a placeholder."""
        fits = len(found) <= MOST_DIGITS and _NUMBER.fullmatch(found)
        if not (fits or is_placeholder(found)):
            self.refuse(ReasonCode.DIALECT_FIELD_UNSUPPORTED, name, "must be a number")
        return found

    def section(self, name: str) -> Alert:
        """Return an object within the alert; empty where there is none."""
        self.used.add(name)
        value = self.fields.get(name)
        return Alert(value if isinstance(value, Mapping) else {}, f"{self.prefix}{name}.")

    def has(self, name: str) -> bool:
        """Return whether a field says anything."""
        return self.fields.get(name) not in (None, "", [], {})

    def rows(self, name: str) -> list[Alert]:
        """Return the objects of a list, or of an object that is one in disguise."""
        self.used.add(name)
        value = self.fields.get(name)
        rows = list(value.values()) if isinstance(value, Mapping) else value
        if not isinstance(rows, list):
            return []
        return [
            Alert(row if isinstance(row, Mapping) else {}, f"{self.prefix}{name}[{place}].")
            for place, row in enumerate(rows[:20])
        ]

    def skip(self, *names: str) -> None:
        """Pass over fields that say nothing here."""
        self.used.update(names)

    def refuse(self, code: ReasonCode, name: str, message: str) -> NoReturn:
        """Give up on the alert."""
        raise UnreadableAlert(code, f"{self.prefix}{name}", message)

    def unsupported(self, name: str, message: str) -> NoReturn:
        """Give up on the alert because of something that it can't be carried out without."""
        self.refuse(ReasonCode.DIALECT_FIELD_UNSUPPORTED, name, message)

    def unclear_size(self, name: str, message: str) -> NoReturn:
        """Give up on the alert because its size can't be told."""
        self.refuse(ReasonCode.DIALECT_SIZE_UNCLEAR, name, message)

    def refuse_side(self, name: str, message: str) -> NoReturn:
        """Give up on the alert because its side can't be told."""
        self.refuse(ReasonCode.DIALECT_SIDE_UNCLEAR, name, message)

    def refuse_any(self, names: Iterable[str], message: str) -> None:
        """Give up on an alert that has one of these fields."""
        for name in names:
            if self.has(name):
                self.unsupported(name, message)

    def finish(self, *, opens: bool) -> None:
        """Give up on an opening with an unread field that may limit its risk; note the others."""
        for name in self.fields:
            if name in self.used or not self.has(name):
                continue
            if opens and _LIMITS_RISK.search(name):
                self.unsupported(name, "can't be said in our words: leave it out of the alert")
            self.notes.append(f"`{self.prefix}{name}` is left out")


def is_placeholder(text: str) -> bool:
    """Return whether TradingView has yet to fill in a text."""
    return text.startswith("{{") and text.endswith("}}")


def times(text: str, factor: int) -> str | None:
    """Return a number times another; None for a placeholder, which nobody can multiply."""
    return None if is_placeholder(text) else plain((Decimal(text) * factor).normalize())


def reading(alert: Alert, said: Mapping[str, object], *parts: Alert) -> Paraphrase:
    """Return what was read; raises UnreadableAlert if something that limits risk was not."""
    opens = said.get("action") in ("open", "increase", "start_and_open") or "strategy" in said
    for part in (alert, *parts):
        part.finish(opens=opens)
    notes = [note for part in (alert, *parts) for note in part.notes]
    fields = {name: value for name, value in said.items() if value not in (None, "")}
    return Paraphrase(fields=fields, notes=tuple(notes[:10]))


def market(symbol: str) -> str:
    """Return a symbol as TradingView spells it, where another spelling is certain."""
    word = symbol.strip()
    if is_placeholder(word):
        return word
    if word.endswith("-SWAP"):
        return word.removesuffix("-SWAP").replace("-", "") + ".P"
    return word


def quote_first(symbol: str, mark: str) -> str:
    """Return `USDT_BTC` as `BTCUSDT`."""
    quote, separator, base = symbol.partition(mark)
    return f"{base}{quote}" if separator else symbol


def strategy_placeholders() -> dict[str, object]:
    """Return the strategy block that TradingView fills in with each alert.

    What one alert says of its strategy would be repeated by every later one.
    """
    return {
        "market_position": "{{strategy.market_position}}",
        "prev_market_position": "{{strategy.prev_market_position}}",
        "market_position_size": "{{strategy.market_position_size}}",
        "prev_market_position_size": "{{strategy.prev_market_position_size}}",
        "order_action": "{{strategy.order.action}}",
        "contracts": "{{strategy.order.contracts}}",
    }


def text_of(body: object, name: str) -> str:
    """Return a field of a message as a text; "" where there is none."""
    value = body.get(name) if isinstance(body, Mapping) else None
    return value if isinstance(value, str) else ""


def has_all(body: object, *names: str) -> bool:
    """Return whether a message is an object with all these fields."""
    return isinstance(body, Mapping) and all(name in body for name in names)


def secret_fields(*names: str) -> Callable[[Any], tuple[str, ...]]:
    """Return what tells the values of a system's secret fields."""

    def values(body: object) -> tuple[str, ...]:
        if not isinstance(body, Mapping):
            return ()
        return tuple(spelled(body[name]) for name in names if name in body)

    return values
