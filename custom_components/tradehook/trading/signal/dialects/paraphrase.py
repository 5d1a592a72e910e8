"""What another system's alert says in the protocol's words, for this once and for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from ...reasons.reasons import FieldError, ReasonCode
from ..alert_systems import Intent, OwnTerms
from .dialect import Translation


class UnreadableAlert(Exception):  # noqa: N818 - the sender's words, which become a refusal
    """A part of a foreign alert that can't be said in the protocol's words without guessing."""

    leaving: Paraphrase | None = None
    """What it leaves all the same where the other side is held; None = nothing."""

    def __init__(self, code: ReasonCode, path: str, message: str) -> None:
        super().__init__(message)
        self.error = FieldError(path, message, code)

    @classmethod
    def of(cls, error: FieldError) -> UnreadableAlert:
        """Return the exception for an error."""
        return cls(error.code or ReasonCode.DIALECT_FIELD_UNSUPPORTED, error.path, error.message)


class Said(str):
    """A value as its sender wrote it, and where.

    `template` is what TradingView fills in there with each alert: what stands in a message for good
    where this alert's own value would be repeated by every later one.
    """

    __slots__ = ("path", "template")
    path: str
    template: str | None

    def __new__(cls, text: str, path: str = "", template: str | None = None) -> Self:
        """Return a text of which more is known than how it is spelled."""
        said = super().__new__(cls, text)
        said.path, said.template = path, template
        return said

    def but(self, text: str) -> Said:
        """Return it in another spelling, still where its sender has it."""
        return Said(text, self.path, self.template)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paraphrase:
    """What an alert says in the protocol's words."""

    said: Mapping[str, object]
    notes: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    """What is to be known of the message that may be sent instead."""
    intent: Intent | None = None
    """What it means depends on what is held; None = what its action says."""
    share: Said | None = None
    """How many per cent of what is held it leaves where it only leaves; None = as it says."""
    no_market: FieldError | None = None
    """It names none: the bot must have one, or there is nothing to exit but one."""
    no_side: FieldError | None = None
    """It has none: the bot must have one."""
    margin_mode: str | None = None
    """Which one it asks for, which is the bot's to say."""
    no_limit: FieldError | None = None
    """It has a price that may be a limit or none: the bot must enter at market."""

    @property
    def once(self) -> dict[str, object]:
        """Return what this one alert says, nothing of the bot's own added."""
        return _rendered(self.said, lasting=False)

    @property
    def lasting(self) -> dict[str, object]:
        """Return it as a message for every later alert; raises UnreadableAlert."""
        found = _rendered(self.said, lasting=True)
        if self.no_market is not None and "symbol" not in found:
            raise UnreadableAlert.of(self.no_market)
        if self.no_side is not None:
            found["side"] = "long"
        return found

    def taken(self, own: OwnTerms | None) -> Translation:
        """Return what this one alert says, and what of it is the bot's own; None = no bot's yet.

        Raises UnreadableAlert when the bot has several markets or sides of which it names none.
        """
        fields, paths = self.once, dict[str, str]()
        _collect(self.said, "", paths)
        if own is None:
            return Translation(fields=fields, paths=paths)
        if self.no_market is not None and "symbol" not in fields and self._opens:
            if own.symbol is None:
                raise UnreadableAlert.of(self.no_market)
            fields["symbol"] = own.symbol
        if self.no_limit is not None and own.enters_by_limit:
            raise UnreadableAlert.of(self.no_limit)
        if self.margin_mode is not None and own.margin_mode not in (None, self.margin_mode):
            message = f"asks for {self.margin_mode} margin, the bot has {own.margin_mode}"
            raise UnreadableAlert(ReasonCode.DIALECT_FIELD_UNSUPPORTED, "leverage", message)
        if self.no_side is not None:
            if own.side is None:
                raise UnreadableAlert.of(self.no_side)
            fields["side"] = own.side
        return Translation(fields=fields, paths=paths)

    @property
    def sells_all(self) -> bool:
        """Return whether it is a sell of which is known no size, and so no part."""
        sized = any(name.endswith(("_amount", "_percentage")) for name in self.once)
        return self.intent is Intent.SELL and self.share is None and not sized

    @property
    def _opens(self) -> bool:
        return self.said.get("action") in ("open", "start_and_open") or follows_a_side(self.said)


def follows_a_side(said: Mapping[str, object]) -> bool:
    """Return whether it is a strategy's alert whose strategy is on a side, or may be."""
    strategy = said.get("strategy")
    return isinstance(strategy, Mapping) and strategy.get("market_position") != "flat"


def _rendered(value: Mapping[str, object], *, lasting: bool) -> dict[str, object]:
    """Return fields as plain values, those left out that say nothing."""
    found = {name: _plain(item, lasting=lasting) for name, item in value.items()}
    return {name: item for name, item in found.items() if item not in (None, "")}


def _plain(value: object, *, lasting: bool) -> object:
    match value:
        case Said():
            return value.template if lasting and value.template is not None else str(value)
        case Mapping():
            return _rendered(value, lasting=lasting)
        case list():
            return [_plain(item, lasting=lasting) for item in value]
        case _:
            return value


def _collect(value: object, path: str, paths: dict[str, str]) -> None:
    """Gather where the sender has what stands at each of our paths."""
    match value:
        case Said():
            if value.path and value.path != path:
                paths[path] = value.path
        case Mapping():
            for name, item in value.items():
                _collect(item, f"{path}.{name}" if path else name, paths)
        case list():
            for place, item in enumerate(value):
                _collect(item, f"{path}[{place}]", paths)
