"""The conditions: whether a position is held or in profit, whether a bot runs or is halted."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Unpack, override

from homeassistant.const import CONF_OPTIONS, STATE_UNAVAILABLE, STATE_UNKNOWN, Platform
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import ConditionErrorMessage
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.condition import (
    BEHAVIOR_ALL,
    ENTITY_STATE_CONDITION_SCHEMA_ANY_ALL,
    Condition,
    ConditionCheckParams,
    ConditionConfig,
    EntityConditionBase,
)
import probatio

from .entities.automations.options import CONF_ABOVE, MARKET_OPTIONS, market_choice
from .entities.automations.target import Meant, meant_by
from .execution.account import BotStatus
from .trading.model.facts import PositionStatus

UNKNOWN: Final = frozenset({STATE_UNAVAILABLE, STATE_UNKNOWN})
HELD: Final = frozenset({PositionStatus.OPEN.value, PositionStatus.CLOSING.value})


class KnownCondition(EntityConditionBase):
    """Is true or false only if it is known: what can't be known is an error, also within `not`."""

    _domain_specs: Mapping[str, DomainSpec] = {Platform.SENSOR: DomainSpec()}
    key: ClassVar[str]

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Begin with no entity."""
        super().__init__(hass, config)
        self._asked: frozenset[str] = frozenset()
        self._meant = Meant()

    @property
    @override
    def needs_polling(self) -> bool:
        """Return that others than the named entities decide: a bot's switch means its sensors."""
        return True

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Return the sensors that decide."""
        self._meant = meant_by(self._hass, entities, self._target)
        self._asked = frozenset(self.deciding())
        return set(self._asked)

    def deciding(self) -> set[str]:
        """Return the sensors of what the target means that decide."""
        raise NotImplementedError

    def missing(self) -> set[str]:
        """Return the sensors whose answer is missing."""
        return {one for one in self._asked if self._is_unknown(one)}

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        passed = super()._async_check(**kwargs)
        every = self._behavior == BEHAVIOR_ALL
        if passed is not every:  # one that is known decides
            return passed
        missing = self.missing()
        if missing or not self._meant.accounts:
            named = ", ".join(sorted(missing)) or "the target is no bot and no position"
            raise ConditionErrorMessage(f"tradehook.{self.key}", f"It can't be known: {named}")
        return passed and any(not self._is_unknown(one) for one in self._asked)

    def _is_unknown(self, entity_id: str) -> bool:
        state = self._hass.states.get(entity_id)
        return state is None or state.state in UNKNOWN


def _position_schema(also: Mapping[probatio.Marker, Any] | None = None) -> probatio.Schema:
    return ENTITY_STATE_CONDITION_SCHEMA_ANY_ALL.extend(
        {probatio.Required(CONF_OPTIONS, default={}): {**MARKET_OPTIONS, **(also or {})}}
    )


class PositionCondition(KnownCondition):
    """Is about what bots hold in their markets and sides."""

    _schema = _position_schema()
    sensor: ClassVar[str]
    """Which of a position's sensors decides."""

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Read the options."""
        super().__init__(hass, config)
        self._options = config.options or {}
        self._market = market_choice(self._options)

    @override
    def deciding(self) -> set[str]:
        """Return the sensors of the markets and sides that are meant and asked for."""
        return {
            entity_id
            for entity_id, slot in self._meant.slot_entities(self._hass, self.sensor).items()
            if self._market.includes(slot.symbol, slot.side.value)
        }


class HoldsPositionCondition(PositionCondition):
    """Whether something is held."""

    key = "holds_position"
    sensor = "position"

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Return whether the position is open; a pending one holds nothing yet."""
        return entity_state.state in HELD


class InProfitCondition(PositionCondition):
    """Whether what is held is in profit; what is flat doesn't count."""

    key = "is_in_profit"
    sensor = "profit"
    _schema = _position_schema({probatio.Optional(CONF_ABOVE, default=0): probatio.Coerce(float)})

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Return whether the profit is above the limit."""
        try:
            return float(entity_state.state) > float(self._options[CONF_ABOVE])
        except ValueError:
            return False

    @override
    def missing(self) -> set[str]:
        """Return the sensors without a profit although something is held."""
        return {one for one in super().missing() if not self._is_flat(one)}

    def _is_flat(self, profit: str) -> bool:
        slot = self._meant.slot_entities(self._hass, self.sensor)[profit]
        positions = self._meant.slot_entities(self._hass, HoldsPositionCondition.sensor)
        position = next((one for one, key in positions.items() if key == slot), None)
        state = self._hass.states.get(position) if position else None
        return state is not None and state.state not in HELD | UNKNOWN


class BotCondition(KnownCondition):
    """Is about the status of bots."""

    status: ClassVar[BotStatus]

    @override
    def deciding(self) -> set[str]:
        """Return the status sensors of the bots that are meant."""
        return set(self._meant.bot_entities(self._hass, Platform.SENSOR, "status"))

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Return whether the bot has the status."""
        return entity_state.state == self.status.value


class BotIsRunningCondition(BotCondition):
    """Whether a bot runs."""

    key = "bot_is_running"
    status = BotStatus.RUNNING


class BotIsHaltedCondition(BotCondition):
    """Whether a bot has halted itself."""

    key = "bot_is_halted"
    status = BotStatus.HALTED


CONDITIONS: Final[dict[str, type[Condition]]] = {
    one.key: one
    for one in (
        HoldsPositionCondition,
        InProfitCondition,
        BotIsRunningCondition,
        BotIsHaltedCondition,
    )
}


async def async_get_conditions(_hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions."""
    return CONDITIONS
