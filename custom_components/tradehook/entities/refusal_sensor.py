"""The sensor of the last request that a bot has refused: why does my alert do nothing?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.restore_state import RestoreEntity
from homeassistant.util import dt as dt_util

from ..accounts.entry import TradehookConfigEntry
from ..entity import BotEntity
from ..execution.common.events import AccountEvent, SignalOutcome, Topic
from ..trading.reasons.reasons import REASONS, ReasonCode

KEY = "last_refusal"
DETAILS = ("code", "message", "remote")


class RefusalSensor(BotEntity, SensorEntity, RestoreEntity):
    """When a bot last refused a request; code, sentence and sender's address beside it.

    Of requests without valid credentials at most one a minute is shown, as in the signal log.
    """

    _attr_device_class = SensorDeviceClass.TIMESTAMP
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_translation_key = KEY
    _attr_native_value: datetime | None = None

    def __init__(self, hass: HomeAssistant, entry: TradehookConfigEntry, bot_id: str) -> None:
        """Make the sensor of a bot."""
        super().__init__(hass, entry, bot_id, KEY)
        self._attr_extra_state_attributes = dict.fromkeys(DETAILS)

    @override
    async def async_added_to_hass(self) -> None:
        """Take up what was shown before the restart, then follow the account."""
        await super().async_added_to_hass()
        if (last := await self.async_get_last_state()) is not None:
            self._show(dt_util.parse_datetime(last.state), last.attributes)

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow the bot's signals."""
        return ((SignalOutcome, self.bot_id),)

    @override
    @callback
    def _on_change(self, change: AccountEvent) -> None:
        match change:
            case SignalOutcome(bot_id=self.bot_id, type="refused"):
                details = {**change.data, "remote": change.remote}
                if details.get("message") is None:  # a stranger's words are told to nobody
                    details["message"] = _sentence(details.get("code"))
                self._show(dt_util.utcnow(), details)
                self.async_write_ha_state()

    @callback
    def _show(self, at: datetime | None, details: Mapping[str, Any]) -> None:
        self._attr_native_value = at
        self._attr_extra_state_attributes = {name: details.get(name) for name in DETAILS}


def _sentence(code: object) -> str | None:
    """Return the sentence of a code that is the same for all messages."""
    if not isinstance(code, str) or code not in set(ReasonCode):
        return None
    template = REASONS[ReasonCode(code)].template
    return None if "{" in template else template
