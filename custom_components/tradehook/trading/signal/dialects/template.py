"""A template whose meaning TradingView fills in with each alert, as a strategy alert of ours."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from ...reasons.reasons import FieldError, ReasonCode
from .foreign import System
from .paraphrase import Paraphrase, UnreadableAlert
from .strategy_positions import strategy_placeholders
from .systems import SYSTEMS, ForeignAlert

_ACTION: Final = "{{strategy.order.action}}"
_AFTER: Final = "{{strategy.market_position}}"
_BEFORE: Final = "{{strategy.prev_market_position}}"
_CONTRACTS: Final = "{{strategy.order.contracts}}"
DECIDING: Final = (_ACTION, _AFTER, _BEFORE)
"""What an alert with these means is another thing each time."""
_SENT: Final[tuple[Mapping[str, str], ...]] = (
    {_ACTION: "buy", _AFTER: "long", _BEFORE: "flat"},
    {_ACTION: "sell", _AFTER: "flat", _BEFORE: "long"},
    {_ACTION: "sell", _AFTER: "short", _BEFORE: "flat"},
    {_ACTION: "buy", _AFTER: "flat", _BEFORE: "short"},
)
"""What TradingView may fill in, the opening of a long first."""
_OF_THE_STRATEGY: Final = frozenset(("action", "side", "signal_id"))


def foreign_template(body: object) -> ForeignAlert | None:
    """Return an alert, or a template that TradingView fills in, as another system's."""
    systems = tuple(map(_with_templates, _systems(body)))
    return ForeignAlert(body=body, systems=systems) if systems else None


def _with_templates(system: System) -> System:
    """Return a system that knows and reads its templates, too."""

    def secrets(body: object) -> tuple[str, ...]:
        return *system.secrets(body), *system.secrets(_as_sent(body))

    def recognises(body: object) -> bool:
        return system in _systems(body)

    def read(body: object) -> Paraphrase:
        return _read(system, body)

    return replace(system, recognises=recognises, secrets=secrets, read=read)


def _systems(body: object) -> tuple[System, ...]:
    """Return the systems that know an alert, filled in where it decides what the alert is."""
    found = tuple(one for one in SYSTEMS if one.recognises(body))
    if found or not _decides(body):
        return found
    sent = _as_sent(body)
    return tuple(one for one in SYSTEMS if one.recognises(sent))


def _decides(body: object) -> bool:
    """Return whether it is left to TradingView what an alert means."""
    text = _text_within(body)
    return any(placeholder in text for placeholder in DECIDING)


def _as_sent(body: object, values: Mapping[str, str] = _SENT[0]) -> object:
    """Return a template with values for what decides; as a long is opened, if none are given."""

    def fill(text: str) -> str:
        for placeholder, value in values.items():
            text = text.replace(placeholder, value)
        return text

    return _replaced(body, fill)


def _read(system: System, body: object) -> Paraphrase:
    """Return an alert or a template in our words; raises UnreadableAlert."""
    if not _decides(body):
        return system.read(body)
    if system.recognises(body):
        try:
            plain = system.read(body)
        except UnreadableAlert:
            pass
        else:
            if "strategy" in plain.said:
                return plain
    return _strategy(system, body)


def _strategy(system: System, body: object) -> Paraphrase:
    opened: list[Paraphrase] = []
    for values in _SENT:
        sent = _as_sent(body, values)
        if not system.recognises(sent):
            continue
        try:
            found = system.read(sent)
            found.lasting  # noqa: B018 - whether it can be said at all
        except UnreadableAlert:
            if values is _SENT[0]:
                raise
            continue
        if "strategy" in found.said:
            return found
        if found.said.get("action") in ("open", "start_and_open"):
            opened.append(found)
    if not opened:
        error = FieldError("action", "opens nothing, whatever the strategy does")
        raise UnreadableAlert(ReasonCode.DIALECT_FIELD_UNSUPPORTED, error.path, error.message)
    said = {
        name: value
        for name, value in opened[0].lasting.items()
        if name not in _OF_THE_STRATEGY and value != _CONTRACTS
    }
    said["strategy"] = strategy_placeholders()
    return Paraphrase(said=said, notes=opened[0].notes, hints=opened[0].hints)


def _replaced(value: object, change: Callable[[str], str]) -> object:
    """Return a body with every text in it changed."""
    match value:
        case str():
            return change(value)
        case Mapping():
            return {name: _replaced(item, change) for name, item in value.items()}
        case list():
            return [_replaced(item, change) for item in value]
        case _:
            return value


def _text_within(value: object) -> str:
    """Return all texts of a body, to look for something in them."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    _replaced(value, keep)
    return "\n".join(found)
