"""What a person is told of an alert that is pasted: the system, our message, and the difference."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
import re
from typing import Final

from ..reasons.reasons import FieldError, ReasonCode, Refusal, refuse
from .dialects import SECOND_COMMAND, ForeignAlert, foreign_template, unknown_alert
from .foreign_messages import errors_of, foreign_refusal
from .json_body import MalformedSignal, parse_object
from .parse import InvalidSignal

_TEXT_OR_PLACEHOLDER = re.compile(r'"(?:[^"\\]++|\\.)*+"|\{\{[^{}"]{1,80}\}\}', re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{[^{}\s]{1,60}\}\}")
_MOST_UNFILLED: Final = 5
_OWN: Final = frozenset(("api_key", "api_secret"))


@dataclass(frozen=True, kw_only=True)
class PastedAlert:
    """A pasted alert, explained; nothing that is told of it is a secret."""

    system: str = ""
    """The name of its dialect; "" of one in our words, and of one that nobody knows."""
    title: str = ""
    message: Mapping[str, object] | None = None
    """What to send instead, without credentials; None where it can't be said."""
    foreign: ForeignAlert | None = None
    """The alert itself, of whose parts it is known what became of them."""
    notes: tuple[str, ...] = ()
    refusal: Refusal | None = None
    unfilled: tuple[str, ...] = ()
    """Of one that can't be said: placeholders, in whose place TradingView sends what decides."""


def read_pasted(text: str) -> PastedAlert:
    """Explain an alert, or the template of one, of whichever system."""
    found = _explained(text)
    if found.message is not None:
        return found
    unfilled = tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))
    return replace(found, unfilled=unfilled[:_MOST_UNFILLED])


def _explained(text: str) -> PastedAlert:
    try:
        body, malformed = _body_in(text)
    except MalformedSignal as err:
        return PastedAlert(refusal=err.refusal)
    alert = foreign_template(body)
    if alert is None:
        return _of_nobody(body, malformed)
    refusal = foreign_refusal(alert, known=True)
    if len(alert.systems) > 1:
        return PastedAlert(refusal=refusal)
    details = dict(refusal.details)
    instead, notes = details.get("instead"), details.get("notes")
    found = PastedAlert(
        system=alert.systems[0].name,
        title=alert.systems[0].title,
        foreign=alert,
        notes=tuple(map(str, notes)) if isinstance(notes, list) else (),
    )
    if isinstance(instead, list):
        several = FieldError("[1]", SECOND_COMMAND, ReasonCode.DIALECT_FIELD_UNSUPPORTED)
        summary = f"`{several.path}` {several.message}"
        refusal = refuse(
            ReasonCode.DIALECT_FIELD_UNSUPPORTED, several, system=found.title, summary=summary
        )
        return replace(found, refusal=refusal)
    if not isinstance(instead, Mapping):
        return replace(found, refusal=refusal.with_details({}))
    return replace(found, message=_without_credentials(instead))


def _body_in(text: str) -> tuple[object, Refusal | None]:
    """Return what was pasted, an object, a list or a text, and why it is no JSON object.

    TradingView puts numbers where placeholders stand without quotes. Raises MalformedSignal.
    """
    bare = text.strip("\ufeff \t\r\n")
    for spelling in (bare, _TEXT_OR_PLACEHOLDER.sub(_quoted, bare)):
        try:
            return parse_object(spelling.encode(errors="replace")), None
        except MalformedSignal as err:
            error = err
            if isinstance(err.content, list):
                break
    if error.content is None:
        raise error
    return error.content if isinstance(error.content, list) else bare, error.refusal


def _quoted(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith('"') else f'"{match[0]}"'


def _of_nobody(body: object, malformed: Refusal | None) -> PastedAlert:
    """Explain a message of ours, or of nobody that is known."""
    if not isinstance(body, Mapping):
        return PastedAlert(refusal=unknown_alert(body) or malformed)
    own = _without_credentials(body)
    errors = errors_of(own)
    if not errors:
        return PastedAlert(message=own)
    unknown = unknown_alert(own) if {"action", "strategy"}.isdisjoint(own) else None
    return PastedAlert(refusal=unknown or InvalidSignal(errors).refusal)


def _without_credentials(message: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in message.items() if name not in _OWN}
