"""Another system's alert: what it is told by, and what it says in the protocol's words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import ROUND_FLOOR, Decimal
import re
from typing import Any, Final, NoReturn
from unicodedata import normalize

from ...reasons.reasons import FieldError, ReasonCode
from ...reasons.text import plain
from ..alert_systems import PLAIN_HABITS, AlertSystem, Habits, Intent
from ..json_body import JsonObject
from ..spelling import spelled
from .dialect import SecretValues
from .paraphrase import Paraphrase, Said, UnreadableAlert, follows_a_side

MOST_DIGITS: Final = 28
SECOND_COMMAND: Final = "is a second command: a message in our words holds one"
LONGEST: Final = 200
"""Characters of one value that is carried over."""
TIME_NOW: Final = "{{timenow}}"
CLOSE: Final = "{{close}}"
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_LIMITS_RISK = re.compile(
    r"stop|^sl|loss|reduce|size|amount|qty|quantity|units|percent|leverage|margin|risk|hedge|trail"
    r"|break.?even|target|profit|^tp|limit|price|volume|dca|expir|delay|condition|extraorder|trig"
    r"|sl$|tp$|lots|contracts|notional|invest|protect",
    re.IGNORECASE,
)
_EXITS = re.compile(r"stop|^sl|loss|^tp|target|profit|trail|break.?even", re.IGNORECASE)
_SIZE = re.compile(r"amount|qty|quantity|units|volume|contracts|lots|size|^q$", re.IGNORECASE)
_OF_A_SIZE = re.compile(r"type|symbol|stop|loss|profit|^sl|^tp", re.IGNORECASE)
"""Names that tell in what a size counts, or that are of an exit."""
_WITH_SIZES: Final = frozenset(("open", "order", "data"))
_LEAVING: Final = ("action", "symbol", "exchange", "side", "timestamp", "test", "strategy")
"""What an alert that turns has to say for what is held on the other side to be left."""
_SELLING: Final = (
    *("base_amount", "quote_amount", "balance_percentage", "margin_percentage"),
    *("equity_percentage", "risk_amount", "risk_percentage", "order_type", "signal_price"),
    *("price_offset_percentage", "entry_condition"),
)
"""What it says besides of how much is sold, and at which price, where it only leaves."""
_SAYS_WHAT = re.compile(r"type|side|action|order|unit|^is[A-Z]|^id$")
"""Fields that, with those that limit risk, may not be left out because they are no text."""
_WORD = re.compile(r"[\w.-]{1,40}")
MOST_ROWS: Final = 20
GIVEN_TWICE: Final = "is given more than once"
NOT_IN_OUR_WORDS: Final = "can't be said in our words: leave it out of the alert"


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
    signs: frozenset[str] = frozenset()
    """An object that has none of these fields is no alert of it; empty = its alerts are texts."""
    family: AlertSystem
    """Under which a bot takes it."""
    habits: Habits = PLAIN_HABITS
    secrets: Callable[[Any], tuple[str, ...]] = lambda _: ()
    """Every value that no text may repeat."""
    credential: Callable[[Any], str] = lambda _: ""
    """What nobody can guess of an alert, by which a bot knows it; "" = nothing."""
    owner: Callable[[Any], str] = lambda _: ""
    """What all bots of its sender share of the credential; "" = its alerts are for one bot each."""
    commands: Callable[[Any], Sequence[object]] = lambda body: (body,)
    """Return each command of an alert as an alert of its own."""
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
    hints: list[str] = field(default_factory=list)
    """What is to be known of the message that may be sent instead."""
    doubts: Mapping[str, str] = field(default_factory=dict)
    """What may limit the risk and can't be told for certain: it refuses an opening."""
    repeated: AbstractSet[str] = frozenset()
    """What is said twice and not alike: whoever asks for it gives up on the alert."""

    def __post_init__(self) -> None:
        """Know what a JSON object says twice and not alike."""
        if isinstance(self.fields, JsonObject):
            self.repeated = {name for name, differs in self.fields.repeated.items() if differs}

    @classmethod
    def of_text(
        cls,
        pairs: Sequence[tuple[str, str]],
        unread: Iterable[str] = (),
        own: frozenset[str] = frozenset(),
    ) -> Alert:
        """Return the alert of a text: its fields, and its parts that have not the form of one.

        `own` are the system's names that limit risk beside those that all systems have.
        """
        fields, doubts, notes = dict(pairs), dict[str, str](), list[str]()
        repeated = {name for name, value in pairs if value != fields[name]}
        for name, value in pairs:
            if name in repeated:
                doubts[name] = GIVEN_TWICE
            elif not value and (_LIMITS_RISK.search(name) or name.lower() in own):
                doubts[name] = "must not be empty"
        for part in unread:
            plainly = normalize("NFKC", part).strip()
            found = _WORD.search(plainly)
            name = found[0] if found else "text"
            if _LIMITS_RISK.search(plainly) or re.split(r"\W", name.lower())[0] in own:
                doubts[name] = NOT_IN_OUR_WORDS
            elif plainly:
                notes.append(f"`{name}` is left out")
        return cls(fields, notes=notes, doubts=doubts, repeated=repeated)

    def text(self, *names: str) -> Said:
        """Return the first of these fields that holds something, as a text."""
        found = Said("", f"{self.prefix}{names[0]}")
        for name in names:
            value = self._said(name)
            if not isinstance(value, str | None) and isinstance(value, dict | list | Mapping):
                if value and (_LIMITS_RISK.search(name) or _SAYS_WHAT.search(name)):
                    self.unsupported(name, "must be a text in quotes")
            elif not found:
                found = Said(spelled(value).strip()[:LONGEST], f"{self.prefix}{name}")
        return found

    def _said(self, name: str) -> object:
        """Return what a field holds, which is used by that."""
        self.used.add(name)
        if name in self.repeated:
            self.unsupported(name, GIVEN_TWICE)
        return self.fields.get(name)

    def word(self, *names: str) -> Said:
        """Return a text in lower case."""
        found = self.text(*names)
        return found.but(found.lower())

    def anew(self, template: str, *names: str) -> Said | None:
        """Return a text that TradingView fills in anew; None if there is none."""
        found = self.text(*names)
        return Said(found, found.path, template) if found else None

    def flag(self, name: str) -> bool:
        """Return whether a field says yes; what says neither yes nor no is not guessed."""
        word = self.word(name)
        if word in ("", "false", "0", "no"):
            return False
        if word not in ("true", "1", "yes"):
            self.unsupported(name, "must be one of true, false")
        return True

    def number(self, *names: str) -> Said | None:
        """Return a number as it was spelled, a placeholder as it is; None if there is none."""
        found = self.text(*names)
        return None if not found else self.checked(names[0], found)

    def readable_number(self, name: str) -> Said | None:
        """Return a number that an exit can do without; None, and a note, if it can't be read."""
        try:
            return self.number(name)
        except UnreadableAlert as err:
            self.notes.append(f"`{err.error.path}` is left out")
        return None

    def distance(self, *names: str) -> Said | None:
        """Return a number without its sign."""
        found = self.number(*names)
        return None if found is None else found.but(found.lstrip("-"))

    def checked(self, name: str, found: str) -> Said:
        """Return a text that is a number or a placeholder."""
        fits = len(found) <= MOST_DIGITS and NUMBER.fullmatch(found)
        if not (fits or is_placeholder(found)):
            self.refuse(ReasonCode.DIALECT_FIELD_UNSUPPORTED, name, "must be a number")
        return found if isinstance(found, Said) else Said(found, f"{self.prefix}{name}")

    def percent(self, name: str, found: Said) -> Said | None:
        """Return the number of a text that ends in a percent sign; None where it doesn't."""
        if not found.endswith("%"):
            return None
        return self.checked(name, found.but(found.removesuffix("%")))

    def seconds(self, name: str, *, thousandths: bool = False) -> Said | None:
        """Return a span in whole seconds; what is none stays as it is, to be told so."""
        found = self.text(name)
        if not NUMBER.fullmatch(found) or len(found) > MOST_DIGITS:
            return found or None
        seconds = Decimal(found) / (1000 if thousandths else 1)
        return found.but(plain(seconds.to_integral_value(ROUND_FLOOR)))

    def section(self, name: str) -> Alert:
        """Return an object within the alert; empty where there is none."""
        value = self._said(name)
        if self.has(name) and not isinstance(value, Mapping):
            self.unsupported(name, "must be an object")
        return Alert(value if isinstance(value, Mapping) else {}, f"{self.prefix}{name}.")

    def has(self, name: str) -> bool:
        """Return whether a field says anything."""
        return self.fields.get(name) not in (None, "", [], {})

    def rows(self, name: str) -> list[Alert]:
        """Return the objects of a list, or of an object that is one in disguise."""
        value = self._said(name)
        rows = list(value.values()) if isinstance(value, Mapping) else value
        if not self.has(name):
            return []
        if not isinstance(rows, list):
            self.unsupported(name, "must be a list of objects")
        if len(rows) > MOST_ROWS:
            self.unsupported(name, f"must have at most {MOST_ROWS} entries")
        return [
            Alert(row if isinstance(row, Mapping) else {}, f"{self.prefix}{name}[{place}].")
            for place, row in enumerate(rows)
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

    def only_one_of(self, *names: str) -> None:
        """Give up on an alert that says one thing in two ways."""
        first, *others = [name for name in names if self.has(name)] or [""]
        if others:
            self.unsupported(others[0], f"contradicts `{first}`: give only one of them")

    def refuse_unread_size(self) -> None:
        """Give up on a sell whose size stands there in a way that nobody can read."""
        for name, message in self.doubts.items():
            if _SIZE.search(name):
                self.unclear_size(name, message)

    def finish(self, *, opens: bool, changes: bool = False) -> None:
        """Give up on an opening with an unread field that may limit its risk; note the others.

        On a change of stop or targets because of what may be one of these.
        """
        needs = _LIMITS_RISK if opens else _EXITS if changes else None
        for name, message in self.doubts.items():
            if opens or (needs is not None and needs.search(name)):
                self.unsupported(name, message)
        for name, value in self.fields.items():
            if opens and value == {} and _LIMITS_RISK.search(name):
                self.unsupported(name, "must not be empty")
            if name in self.used or not self.has(name):
                continue
            if needs is not None and needs.search(name):
                self.unsupported(name, NOT_IN_OUR_WORDS)
            self.notes.append(f"`{self.prefix}{name}` is left out")


def is_placeholder(text: str) -> bool:
    """Return whether TradingView has yet to fill in a text."""
    return text.startswith("{{") and text.endswith("}}")


def times(text: Said, factor: int) -> Said | None:
    """Return a number times another; None for a placeholder, which nobody can multiply."""
    if is_placeholder(text):
        return None
    return text.but(plain((Decimal(text) * factor).normalize()))


def reading(
    alert: Alert,
    said: Mapping[str, object],
    *parts: Alert,
    intent: Intent | None = None,
    share: Said | None = None,
) -> Paraphrase:
    """Return what was read; raises UnreadableAlert if something that limits risk was not."""
    adds = said.get("action") in ("open", "increase", "start_and_open", "reverse")
    opens = adds or follows_a_side(said)
    changes = said.get("action") == "modify" and said.get("stop_loss") != "break_even"
    with entering(said, intent, share):
        for part in (alert, *parts):
            part.finish(opens=opens, changes=changes)
    notes = [note for part in (alert, *parts) for note in part.notes]
    return Paraphrase(
        said=said, notes=tuple(notes[:10]), hints=tuple(alert.hints), intent=intent, share=share
    )


@contextmanager
def entering(
    said: Mapping[str, object], intent: Intent | None = None, share: Said | None = None
) -> Iterator[None]:
    """Keep of an alert whose opening can't be read what it leaves all the same.

    `said` is what is known of it by then: its market and its side, or its strategy. What only
    leaves on spot says how much with `share`, or by what is known of its size and price.
    """
    try:
        yield
    except UnreadableAlert as err:
        if intent is not None or said.get("action") == "reverse" or "strategy" in said:
            names = _LEAVING + (_SELLING if intent is Intent.SELL else ())
            known = {name: said[name] for name in names if name in said}
            err.leaving = Paraphrase(said=known, intent=intent, share=share)
        raise


@contextmanager
def sizing(intent: Intent) -> Iterator[None]:
    """Say of a sell whose size can't be read that it is unclear, even where it only leaves."""
    try:
        yield
    except UnreadableAlert as err:
        if intent is not Intent.SELL:
            raise
        code, error = ReasonCode.DIALECT_SIZE_UNCLEAR, err.error
        raise UnreadableAlert(code, error.path, error.message) from None


def size_in(body: object, prefix: str = "") -> str:
    """Return the path of what looks like the size of an order; "" = there is none."""
    for name, value in body.items() if isinstance(body, dict | Mapping) else ():
        if name in _WITH_SIZES and (found := size_in(value, f"{name}.")):
            return found
        says = isinstance(name, str) and value not in (None, "", [], {})
        if says and _SIZE.search(name) and not _OF_A_SIZE.search(name):
            return f"{prefix}{name}"
    return ""


def share_of(number: Said) -> Said | None:
    """Return a share in per cent; None of what is none."""
    fits = len(number) <= MOST_DIGITS and NUMBER.fullmatch(number)
    return number if fits and 0 < Decimal(number) <= 100 else None


def without_market(found: Paraphrase, alert: Alert, name: str) -> Paraphrase:
    """Return an alert that names no market: its bot may have only one."""
    if found.said.get("symbol"):
        return found
    message = "is missing: name the market, or let the bot take one coin only"
    code = ReasonCode.DIALECT_FIELD_UNSUPPORTED
    return replace(found, no_market=FieldError(f"{alert.prefix}{name}", message, code))


def market(symbol: Said) -> Said:
    """Return a symbol as TradingView spells it, where another spelling is certain."""
    word = symbol.strip()
    if is_placeholder(word) or not word.endswith("-SWAP"):
        return symbol.but(word)
    return symbol.but(word.removesuffix("-SWAP").replace("-", "") + ".P")


def anchored(price: Said | None) -> dict[str, object]:
    """Return the price of a signal's moment, which is no limit, whatever the bot's order type."""
    return {} if price is None else {"signal_price": price, "order_type": "market"}


def quote_first(symbol: Said, mark: str) -> Said:
    """Return `USDT_BTC` as `BTCUSDT`."""
    quote, separator, base = symbol.partition(mark)
    if not separator:
        return symbol
    return symbol.but(base if _ends_in(base, quote) else f"{base}{quote}")


def _ends_in(pair: str, quote: str) -> bool:
    """Return whether a pair names its quote again, as 3Commas' `USDT_BTCUSDT` does."""
    word = pair.removesuffix(".P")
    return word.endswith(quote) and word != quote


def text_of(body: object, name: str) -> str:
    """Return a field of a message as a text; "" where there is none."""
    if isinstance(body, str):
        return ""
    value = body.get(name) if isinstance(body, dict | Mapping) else None
    return value if isinstance(value, str) else ""


def has_all(body: object, *names: str) -> bool:
    """Return whether a message is an object with all these fields."""
    if isinstance(body, str):
        return False
    return isinstance(body, dict | Mapping) and body.keys() >= set(names)


def joined_fields(*names: str) -> Callable[[Any], str]:
    """Return what tells the secret that a system's fields make together; "" if one is missing."""

    def value(body: object) -> str:
        found = body if isinstance(body, dict | Mapping) else {}
        parts = [spelled(found.get(name)) for name in names]
        return "\n".join(parts) if all(parts) else ""

    return value


def secret_fields(*names: str) -> Callable[[Any], tuple[str, ...]]:
    """Return what tells the values of a system's secret fields."""

    def values(body: object) -> tuple[str, ...]:
        if not isinstance(body, dict | Mapping):
            return ()
        return tuple(spelled(body[name]) for name in names if name in body)

    return values
