"""The table of systems whose alerts are known, and the one that a message is from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
import re
from typing import Final

from ...reasons.reasons import FieldError, ReasonCode, Refusal, Refused, refuse
from ..alert_systems import READ_AS, AlertSystem, OwnTerms
from ..json_body import MOST_SIGNALS, JsonObject
from .alertatron import ALERTATRON_LITE
from .alertatron_script import ALERTATRON
from .alerts_processor import ALERTS_PROCESSOR
from .autoview import AUTOVIEW
from .coinrule import COINRULE, COINRULE_OLD
from .cornix import CORNIX
from .dialect import SecretValues, Translation
from .difference import AlertDifference, difference_of
from .exchange_style import EXCHANGE_STYLE
from .finandy import FINANDY
from .foreign import GIVEN_TWICE, LONGEST, NOT_IN_OUR_WORDS, System, size_in
from .freqtrade import FREQTRADE
from .gunbot import GUNBOT
from .octobot import OCTOBOT
from .okx import OKX
from .paraphrase import Paraphrase, UnreadableAlert
from .pine_connector import PINE_CONNECTOR
from .pionex import PIONEX
from .stand_ins import without_secrets
from .three_commas_dca import THREE_COMMAS_DCA
from .three_commas_signal import THREE_COMMAS_SIGNAL
from .traders_post import TRADERS_POST
from .trading_view import TRADING_VIEW
from .tv_hub import TV_HUB
from .wundertrading import WUNDERTRADING, WUNDERTRADING_CODE, WUNDERTRADING_STRATEGY

SYSTEMS: Final = (
    THREE_COMMAS_SIGNAL,
    THREE_COMMAS_DCA,
    WUNDERTRADING_STRATEGY,
    WUNDERTRADING,
    WUNDERTRADING_CODE,
    OKX,
    TV_HUB,
    COINRULE_OLD,
    PIONEX,
    TRADERS_POST,
    FINANDY,
    COINRULE,
    EXCHANGE_STYLE,
    ALERTS_PROCESSOR,
    FREQTRADE,
    ALERTATRON_LITE,
    ALERTATRON,
    OCTOBOT,
    PINE_CONNECTOR,
    TRADING_VIEW,
    GUNBOT,
    AUTOVIEW,
    CORNIX,
)
"""In the order in which they are named; all of them are asked."""
_BY_SIGN: Final = {
    sign: tuple(one for one in SYSTEMS if sign in one.signs)
    for sign in frozenset[str]().union(*(one.signs for one in SYSTEMS))
}
_SIGNS: Final = frozenset(_BY_SIGN)
KEY: Final = "YOUR_API_KEY"
SECRET: Final = "YOUR_API_SECRET"  # noqa: S105 - what a person fills in
LONGEST_TEXT: Final = 4096
"""A longer text is no alert: TradingView's have 4,096 characters at most."""
LOOKED_AT: Final = 400
"""Characters of a text that nobody knows in which its likeness is looked for."""
_TEST = re.compile(r"[\r\n]\s*test\s*=\s*true\s*\Z", re.IGNORECASE)
"""The last line of a text of which nothing is to be done."""
_WORD = re.compile(r"[\w#+-]+")
_OURS: Final = frozenset(("api_key", "api_secret", "strategy"))


@dataclass(frozen=True, kw_only=True)
class ForeignAlert:
    """A message that other systems' rules match: one of them, or it is ambiguous."""

    body: object
    systems: tuple[System, ...]
    test: bool = False
    """A text says in its last line that nothing is to be done."""

    @property
    def system(self) -> System | None:
        """Return the system that it is from; None if it may be from several."""
        return self.systems[0] if len(self.systems) == 1 else None

    @property
    def family(self) -> AlertSystem | None:
        """Return under what a bot takes it; None if it may be from several systems."""
        return None if self.system is None else self.system.family

    @property
    def credential(self) -> str:
        """Return what nobody can guess of it; "" = nothing."""
        return "" if self.system is None else self.system.credential(self.body)

    @property
    def owner(self) -> str:
        """Return what all bots of its sender share of that; "" = nothing."""
        return "" if self.system is None else self.system.owner(self.body)

    @property
    def token(self) -> bool:
        """Return whether it carries a secret of its system's."""
        return bool(self.systems[0].token) and bool(self.secrets.private)

    @cached_property
    def secrets(self) -> SecretValues:
        """Return what no text may repeat."""
        found = [text for one in self.systems for text in one.secret_values(self.body).private]
        return SecretValues(private=tuple(sorted(set(found), key=len, reverse=True)))

    @property
    def commands(self) -> tuple[ForeignAlert, ...]:
        """Return each of its commands as an alert of its own."""
        if self.system is None:
            return (self,)
        return tuple(replace(self, body=one) for one in self.system.commands(self.body))

    def shown(self, text: str) -> str:
        """Return a text without this alert's secrets."""
        for secret in self.secrets.private:
            text = text.replace(secret, "***")
        return text

    def _without_secrets(self, value: object) -> object:
        match value:
            case str():
                return self.shown(value)
            case Mapping():
                return {name: self._without_secrets(item) for name, item in value.items()}
            case list():
                return [self._without_secrets(item) for item in value]
            case _:
                return value

    @property
    def difference(self) -> AlertDifference | None:
        """Return what of it became what; None where it can't be read."""
        found = difference_of(self.systems[0], self.body, self.secrets.private)
        if found is None:
            return None
        parts = tuple(replace(part, value=self.shown(part.value)[:LONGEST]) for part in found.parts)
        return replace(found, parts=parts)

    def refusal(self, *, known: bool) -> Refusal:
        """Return why it isn't carried out, and what to send instead.

        A secret that isn't known gets the same answer whatever else the alert says; what is said
        beside that answer is the alert itself in other words, and nothing of the bot's.
        """
        if len(self.systems) > 1:
            both = " / ".join(one.title for one in self.systems[:2])
            return refuse(ReasonCode.DIALECT_AMBIGUOUS, systems=both)
        system = self.systems[0]
        guesses = self.token and not known
        code = ReasonCode.DIALECT_TOKEN_UNKNOWN if guesses else ReasonCode.DIALECT_NOT_ENABLED
        refusal = refuse(code, system=system.title, field=system.token)
        told: dict[str, object] = {"dialect": system.name}
        try:
            found = self._read_each()
        except UnreadableAlert as err:
            error, why = err.error, err.error.code or code
            error = FieldError(self.shown(error.path), self.shown(error.message), error.code)
            if not guesses:
                summary = f"`{error.path}` {error.message}"
                refusal = refuse(why, system=system.title, summary=summary)
            refusal = Refusal(refusal.code, refusal.message, (error,))
        else:
            told["instead"] = self._instead([lasting for _, lasting in found])
            if notes := [note for one, _ in found for note in (*one.notes, *one.hints)]:
                told["notes"] = [self.shown(note) for note in dict.fromkeys(notes)]
        return refusal.with_details(told)

    def _read_each(self) -> list[tuple[Paraphrase, dict[str, object]]]:
        """Return what each command says, for this once and for good; raises UnreadableAlert."""
        system = self.systems[0]
        commands = system.commands(self.body)
        if not 1 < len(commands) <= MOST_SIGNALS:
            commands = (self.body,)
        found = []
        for place, body in enumerate(commands):
            try:
                read = system.read(body)
                found.append((read, read.lasting))
            except UnreadableAlert as err:
                if len(commands) == 1:
                    raise
                error = replace(err.error, path=f"[{place}].{err.error.path}")
                raise UnreadableAlert.of(error) from None
        return found

    def _instead(self, found: list[dict[str, object]]) -> object:
        """Return messages to send instead, with room for credentials, in a list if several."""
        shown = [
            {name: self._without_secrets(value) for name, value in one.items()} for one in found
        ]
        shown[0] = {"api_key": KEY, "api_secret": SECRET} | shown[0]
        return shown[0] if len(shown) == 1 else shown

    @property
    def without_secrets(self) -> object:
        """Return what it is with other values where its secrets stand, which its system reads."""
        return without_secrets(self.body, self.systems, self.secrets.private)

    def says_the_same(self, other: ForeignAlert | None) -> bool:
        """Return whether another alert is from the same system and asks for the same."""
        if other is None or self.systems != other.systems:
            return False
        return self.system is None or (self.test == other.test and self.reading == other.reading)

    @property
    def reading(self) -> Paraphrase | FieldError:
        """Return what it says, else what of it can not be said in our words."""
        try:
            return self.systems[0].read(self.body)
        except UnreadableAlert as err:
            return err.error

    def taken(self, own: OwnTerms | None) -> TakenAlert:
        """Return what is carried out of it; raises Refused. None = nothing of a bot's is added."""
        system = self.system
        assert system is not None
        found, refused = self._found(system, own)
        try:
            translation = found.taken(own)
        except UnreadableAlert as err:
            raise Refused(refused or self._unread(system, err.error)) from None
        test: dict[str, object] = {"test": True} if self.test else {}
        if isinstance(self.body, Mapping) and "test" in self.body:
            if isinstance(self.body, JsonObject) and self.body.repeated.get("test"):
                raise Refused(self._unread(system, FieldError("test", GIVEN_TWICE)))
            test = {"test": self.body["test"]}
        fields = {**translation.fields, **test}
        return TakenAlert(
            system=system,
            found=found,
            translation=replace(translation, fields=fields),
            opening_refused=refused,
        )

    def _found(self, system: System, own: OwnTerms | None) -> tuple[Paraphrase, Refusal | None]:
        """Return what it says, or what it leaves and why it opens nothing; raises Refused."""
        found = None
        try:
            found = system.read(self.body)
            found.taken(own)
        except UnreadableAlert as err:
            refusal = self._unread(system, err.error)
            leaving = err.leaving
            if found is not None and (found.intent is not None or "strategy" in found.said):
                leaving = replace(found, no_market=None, no_limit=None)
            if leaving is None:
                raise Refused(refusal) from None
            if leaving.sells_all and (sized := size_in(self.body)):
                message = NOT_IN_OUR_WORDS if sized != err.error.path else err.error.message
                unclear = FieldError(sized, message, ReasonCode.DIALECT_SIZE_UNCLEAR)
                refusal = self._unread(system, unclear)
            return leaving, refusal
        return found, None

    def _unread(self, system: System, found: FieldError) -> Refusal:
        """Return why it can't be read."""
        code = found.code or ReasonCode.DIALECT_FIELD_UNSUPPORTED
        error = FieldError(self.shown(found.path), self.shown(found.message), code)
        summary = f"`{error.path}` {error.message}"
        refusal = refuse(code, error, system=system.title, summary=summary)
        return refusal.with_details({"dialect": system.name})


@dataclass(frozen=True, kw_only=True)
class TakenAlert:
    """Another system's alert that is carried out."""

    system: System
    found: Paraphrase
    translation: Translation
    opening_refused: Refusal | None = None
    """Why nothing of it is opened: only what it leaves is said in the translation."""

    def shown(self, sent: Mapping[str, object], read_as: Mapping[str, object]) -> dict[str, object]:
        """Return what the signal log keeps of it; both are masked."""
        return {"dialect": self.system.name, "sent": sent, READ_AS: read_as}


def foreign_alert(body: object) -> ForeignAlert | None:
    """Return a JSON body, or a text, as another system's alert, if any of them knows it."""
    asked: Iterable[System] = SYSTEMS
    if not isinstance(body, str) and isinstance(body, dict | Mapping):
        # A message in our own words has hardly any of the signs.
        signs = _SIGNS.intersection(body)
        if len(signs) > 1:
            asked = [one for one in SYSTEMS if not one.signs.isdisjoint(signs)]
        else:
            asked = _BY_SIGN[next(iter(signs))] if signs else ()
    systems = tuple([one for one in asked if one.recognises(body)])
    return ForeignAlert(body=body, systems=systems) if systems else None


def foreign_text(text: str) -> ForeignAlert | None:
    """Return a text as another system's alert, if any of them knows it."""
    if len(text) > LONGEST_TEXT:
        return None
    said = _TEST.sub("", text)
    alert = foreign_alert(said)
    return alert if alert is None or said == text else replace(alert, test=True)


def unknown_alert(content: object) -> Refusal | None:
    """Return what is said of a text or an object that nobody knows; None if it is no alert."""
    match content:
        case str():
            return _unknown_text(content)
        case Mapping():
            return _unknown_object(content)
    return None


def _unknown_text(text: str) -> Refusal | None:
    """Return what is said of a text that nobody knows; None if it is broken JSON, or one word."""
    start = text.lstrip("\ufeff \t\r\n")
    words = _WORD.findall(start[:LOOKED_AT])
    if start[:1] in ("{", "[", '"', "'") or len(words) < 2:
        return None
    return _unknown(set(words))


def _unknown_object(body: Mapping[str, object]) -> Refusal | None:
    """Return what is said of an object that is like others' alerts and names nobody of ours."""
    if not _OURS.isdisjoint(body):
        return None
    like = [one for one in SYSTEMS if len(one.names & body.keys()) > 2]
    return _unknown(set(body)) if like else None


def _unknown(words: set[str]) -> Refusal:
    shared = sorted(SYSTEMS, key=lambda one: -len(one.names & words))
    titles = list(dict.fromkeys(one.title for one in shared))[:2]
    return refuse(ReasonCode.DIALECT_UNKNOWN, systems=" / ".join(titles))
