"""Sensors of what prices move, every second if they like."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import override

from homeassistant.components.sensor import SensorEntity
from homeassistant.core import CALLBACK_TYPE, State, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.typing import StateType
from homeassistant.util import dt as dt_util

from ..entity import TradehookEntity
from ..execution.common.events import AccountEvent, MarkPriceChanged

type Value = StateType | Decimal | datetime

WRITE_INTERVAL = 30
"""Seconds that such a sensor rests after it was written, for the recorder's sake."""


class ThrottledSensor(TradehookEntity, SensorEntity):
    """A sensor that is written at once when what it is made of changes.

    What only prices have moved is written at most every 30 s, and only if one can see it.
    """

    _resting: CALLBACK_TYPE | None = None
    _moved = False
    _written_at: datetime
    _held: object = None
    _written: tuple[object, ...] = ()
    _there: State | None = None
    """The state as it was written here last; Home Assistant writes on its own, too."""
    _at_hand: list[Value] | None = None

    @property
    def present_value(self) -> Value:
        """Return the value as it is now."""
        raise NotImplementedError

    @property
    @override
    def native_value(self) -> Value:
        """Return the value; while a change is handled it is worked out once."""
        at_hand = self._at_hand
        if at_hand is None:
            return self.present_value
        if not at_hand:
            at_hand.append(self.present_value)
        return at_hand[0]

    @property
    def held(self) -> object:
        """Return what the state is made of, without what prices move."""
        raise NotImplementedError

    @property
    def written(self) -> tuple[object, ...]:
        """Return all of what is written that ever changes."""
        value = self.native_value
        if isinstance(value, datetime):
            value = value.replace(microsecond=0)  # a state has no parts of seconds
        return self.available, value, self.last_reset

    def seen(self, written: tuple[object, ...]) -> object:
        """Return what people see of what is written."""
        digits = self.suggested_display_precision
        if digits is None:
            return written
        return [round(one, digits) if isinstance(one, Decimal) else one for one in written]

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the account; Home Assistant writes the first state."""
        await super().async_added_to_hass()
        self.async_on_remove(self._stop_resting)
        self._rest(self.held, self.written)

    @callback
    @override
    def _on_change(self, change: AccountEvent) -> None:
        if not self.exists:
            return
        self._at_hand = []
        try:
            self._handle(change)
        finally:
            self._at_hand = None

    @callback
    def _handle(self, change: AccountEvent) -> None:
        if isinstance(change, MarkPriceChanged) or (held := self.held) == self._held:
            self._move()
        else:
            self._write(held)

    @callback
    def _move(self) -> None:
        if self._resting is not None:
            self._moved = True
        elif self.seen(self.written) != self.seen(self._written):
            self._write(self.held)

    @callback
    def _write(self, held: object) -> None:
        """Write the state, unless it is the one that is there."""
        written, states = self.written, self.hass.states
        if written == self._written and states.get(self.entity_id) is self._there:
            self._held = held
            return
        self.async_write_ha_state()
        self._there = states.get(self.entity_id)
        self._rest(held, written)

    @callback
    def _rest(self, held: object, written: tuple[object, ...]) -> None:
        self._moved = False
        self._held, self._written = held, written
        self._written_at = dt_util.utcnow()
        if self._resting is None:
            self._resting = async_call_later(self.hass, WRITE_INTERVAL, self._rested)

    @callback
    def _rested(self, now: datetime) -> None:
        rest = self._written_at + timedelta(seconds=WRITE_INTERVAL) - now
        if rest > timedelta(0):  # it was written again meanwhile
            self._resting = async_call_later(self.hass, rest, self._rested)
            return
        self._resting = None
        if self._moved and self.exists:
            self._move()

    @callback
    def _stop_resting(self) -> None:
        if self._resting is not None:
            self._resting()
            self._resting = None
