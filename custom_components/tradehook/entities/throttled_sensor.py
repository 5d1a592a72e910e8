"""Sensors of what prices move, every second if they like."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import override

from homeassistant.components.sensor import SensorEntity
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ..entity import TradehookEntity
from ..execution.common.events import AccountEvent, MarkPriceChanged

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
    _seen: object = None

    @property
    def held(self) -> object:
        """Return what the state is made of, without what prices move."""
        raise NotImplementedError

    @property
    def seen(self) -> object:
        """Return the state as people see it."""
        value, digits = self.native_value, self.suggested_display_precision
        if isinstance(value, Decimal) and digits is not None:
            value = round(value, digits)
        return value

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the account; Home Assistant writes the first state."""
        await super().async_added_to_hass()
        self.async_on_remove(self._stop_resting)
        self._rest()

    @callback
    @override
    def _on_change(self, change: AccountEvent) -> None:
        if not self.exists:
            return
        if isinstance(change, MarkPriceChanged) or self.held == self._held:
            self._move()
        else:
            self._write()

    @callback
    def _move(self) -> None:
        if self._resting is not None:
            self._moved = True
        elif self.seen != self._seen:
            self._write()

    @callback
    def _write(self) -> None:
        self.async_write_ha_state()
        self._rest()

    @callback
    def _rest(self) -> None:
        self._moved = False
        self._held, self._seen = self.held, self.seen
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
