"""The triggers: what happens to positions, what becomes of signals, a bot that is halted."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, override

from homeassistant.components.event import ATTR_EVENT_TYPE, ATTR_EVENT_TYPES
from homeassistant.const import CONF_OPTIONS, EntityStateAttribute, Platform
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.trigger import (
    ENTITY_STATE_TRIGGER_SCHEMA,
    EntityTargetStateTriggerBase,
    NotTriggeredReasonReporter,
    StatelessEntityTriggerBase,
    Trigger,
    TriggerConfig,
)
import probatio

from .entities.automations.options import (
    CONF_CODE,
    CONF_STRANGERS,
    MARKET_OPTIONS,
    code,
    market_choice,
)
from .entities.automations.target import Meant, meant_by
from .execution.account import BotStatus
from .execution.common.events import PositionEventType, SignalEventType

NOT_OF_THE_EVENT: Final = frozenset({*EntityStateAttribute, ATTR_EVENT_TYPES})


class EventTrigger(StatelessEntityTriggerBase):
    """Fires when a bot's event entity tells of something."""

    _domain_specs: Mapping[str, DomainSpec] = {Platform.EVENT: DomainSpec()}
    _schema = ENTITY_STATE_TRIGGER_SCHEMA.extend(
        {probatio.Required(CONF_OPTIONS, default={}): MARKET_OPTIONS}
    )
    entity_key: ClassVar[str]
    """Which of a bot's event entities tells."""
    event_types: ClassVar[frozenset[str]]

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Read the options."""
        super().__init__(hass, config)
        self._market = market_choice(self._options)
        self._meant = Meant()
        self._bots: Mapping[str, str] = {}

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Return the event entities of the bots that the target means."""
        self._meant = meant_by(self._hass, entities, self._target or {})
        self._bots = self._meant.bot_entities(self._hass, Platform.EVENT, self.entity_key)
        return set(self._bots)

    @override
    def is_valid_transition(self, from_state: State, to_state: State) -> bool:
        """Return whether something was told: two events of one millisecond have the same state."""
        return _told(from_state) != _told(to_state)

    @override
    def is_valid_state(
        self, state: State, report_not_triggered: NotTriggeredReasonReporter
    ) -> bool:
        """Return whether it is of the kind, the market and the side that are asked for."""
        told = state.attributes
        symbol, side = told.get("symbol"), told.get("side")
        return (
            told.get(ATTR_EVENT_TYPE) in self.event_types
            and self._market.includes(symbol, side)
            and self._meant.includes(self._bots[state.entity_id], symbol, side)
        )


def _told(state: State) -> tuple[str, dict[str, Any]]:
    data = {key: told for key, told in state.attributes.items() if key not in NOT_OF_THE_EVENT}
    return state.state, data


class PositionTrigger(EventTrigger):
    """Fires when something happens to a position."""

    entity_key = "position"


class SignalTrigger(EventTrigger):
    """Fires when something becomes of a signal."""

    entity_key = "signal"


def _position_trigger(*types: PositionEventType) -> type[EventTrigger]:
    class OneKindTrigger(PositionTrigger):
        event_types = frozenset(one.value for one in types)

    return OneKindTrigger


def _signal_trigger(*types: SignalEventType) -> type[EventTrigger]:
    class OneKindTrigger(SignalTrigger):
        event_types = frozenset(one.value for one in types)

    return OneKindTrigger


class SignalRefusedTrigger(SignalTrigger):
    """Fires when a signal is refused; a message without valid credentials only on request."""

    event_types = frozenset({SignalEventType.REFUSED.value})
    _schema = ENTITY_STATE_TRIGGER_SCHEMA.extend(
        {
            probatio.Required(CONF_OPTIONS, default={}): {
                **MARKET_OPTIONS,
                probatio.Optional(CONF_CODE): probatio.All(probatio.EnsureList(), [code]),
                probatio.Optional(CONF_STRANGERS, default=False): bool,
            }
        }
    )

    @override
    def is_valid_state(
        self, state: State, report_not_triggered: NotTriggeredReasonReporter
    ) -> bool:
        """Return whether it has one of the reasons that are asked for."""
        if codes := self._options.get(CONF_CODE):
            asked_for = state.attributes.get("code") in codes
        else:  # a stranger's message has an id that nobody is told
            known = state.attributes.get("receipt_id") is not None
            asked_for = known or self._options[CONF_STRANGERS]
        return asked_for and super().is_valid_state(state, report_not_triggered)


class BotHaltedTrigger(EntityTargetStateTriggerBase):
    """Fires when a bot halts itself."""

    _domain_specs: Mapping[str, DomainSpec] = {Platform.SENSOR: DomainSpec()}

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Wait for the one status."""
        super().__init__(hass, config)
        self._to_states = {BotStatus.HALTED.value}

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Return the status sensors of the bots that the target means."""
        meant = meant_by(self._hass, entities, self._target or {})
        return set(meant.bot_entities(self._hass, Platform.SENSOR, "status"))


TRIGGERS: Final[dict[str, type[Trigger]]] = {
    "position_opened": _position_trigger(PositionEventType.OPENED),
    "position_increased": _position_trigger(
        PositionEventType.DCA_FILLED, PositionEventType.INCREASED
    ),
    "position_reduced": _position_trigger(PositionEventType.REDUCED),
    "position_closed": _position_trigger(PositionEventType.CLOSED, PositionEventType.LIQUIDATED),
    "position_liquidated": _position_trigger(PositionEventType.LIQUIDATED),
    "position_changed_outside": _position_trigger(PositionEventType.CHANGED_OUTSIDE),
    "target_hit": _position_trigger(PositionEventType.TAKE_PROFIT),
    "stop_hit": _position_trigger(PositionEventType.STOP_LOSS),
    "stop_moved": _position_trigger(PositionEventType.STOP_MOVED),
    "signal_accepted": _signal_trigger(SignalEventType.ACCEPTED),
    "signal_refused": SignalRefusedTrigger,
    "signal_failed": _signal_trigger(SignalEventType.FAILED, SignalEventType.EXPIRED),
    "bot_halted": BotHaltedTrigger,
}


async def async_get_triggers(_hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers."""
    return TRIGGERS
