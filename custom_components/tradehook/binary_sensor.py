"""Whether the venue can be reached."""

from typing import override

from homeassistant.components.binary_sensor import BinarySensorEntity
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .accounts.entry import TradehookConfigEntry
from .entity import AccountEntity, async_account_device

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the account's connection."""
    async_account_device(hass, entry)
    async_add_entities([ConnectedSensor(entry)])


class ConnectedSensor(AccountEntity, BinarySensorEntity):
    """The connection of the account to its venue."""

    _attr_device_class = BinarySensorDeviceClass.CONNECTIVITY
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_translation_key = "connected"

    def __init__(self, entry: TradehookConfigEntry) -> None:
        """Make the sensor of an account."""
        super().__init__(entry, "connected")

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the venue can be reached."""
        return self._account.connected

    @property
    @override
    def extra_state_attributes(self) -> dict[str, bool]:
        """Return whether anything can be recorded: without it signals are refused."""
        return {"can_record": self._account.can_record}
