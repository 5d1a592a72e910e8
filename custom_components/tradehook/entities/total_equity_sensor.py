"""The equity of all accounts together that count in the same currency."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, override

from homeassistant.components.sensor import SensorEntity, SensorStateClass
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import callback
from homeassistant.helpers.event import async_track_time_interval

from ..accounts.entry import TradehookConfigEntry, account_entries
from ..const import ACCOUNT_TYPE_LIVE, CONF_ACCOUNT_TYPE, CONF_CURRENCY
from ..entity import AccountEntity
from ..execution.common.events import Topic
from .formatting import display_precision, shown

INTERVAL: Final = timedelta(seconds=30)
KEY: Final = "total_equity"


class TotalEquitySensor(AccountEntity, SensorEntity):
    """What all accounts of the same currency are worth; real and play money never together."""

    _attr_entity_registry_enabled_default = False
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_translation_key = KEY

    def __init__(self, entry: TradehookConfigEntry) -> None:
        """Make the sensor; each account has the same, off at first."""
        super().__init__(entry, KEY)
        currency = self._account.currency
        self._attr_native_unit_of_measurement = currency
        self._attr_suggested_display_precision = display_precision(currency)
        self._seen: object = None

    @override
    async def async_added_to_hass(self) -> None:
        """Add up every 30 s: nobody pushes what other accounts are worth."""
        await super().async_added_to_hass()
        self.async_on_remove(async_track_time_interval(self.hass, self._add_up, INTERVAL))

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow no account alone."""
        return ()

    @callback
    def _add_up(self, _now: datetime) -> None:
        value = self.native_value
        seen = None if value is None else round(value, self.suggested_display_precision or 0)
        if (seen, self._titles) != self._seen:
            self._seen = (seen, self._titles)
            self.async_write_ha_state()

    @property
    def _counted(self) -> list[TradehookConfigEntry]:
        def kind(entry: TradehookConfigEntry) -> tuple[object, bool]:
            live = entry.data[CONF_ACCOUNT_TYPE] == ACCOUNT_TYPE_LIVE
            return entry.data[CONF_CURRENCY], live

        entries = account_entries(self.hass, include_disabled=False)
        return [entry for entry in entries if kind(entry) == kind(self._entry)]

    @property
    def _titles(self) -> list[str]:
        return sorted(entry.title for entry in self._counted)

    @property
    @override
    def native_value(self) -> Decimal | None:
        """Return the sum; unknown while one of them is not known."""
        whole = Decimal(0)
        for entry in self._counted:
            if entry is not self._entry and entry.state is not ConfigEntryState.LOADED:
                return None
            account = entry.runtime_data
            equity = account.equity if account.connected else None
            if equity is None:
                return None
            whole += equity
        return shown(whole)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return which accounts are counted."""
        return {"accounts": self._titles}
