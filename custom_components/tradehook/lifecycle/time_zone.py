"""The house moves to another time zone: days begin at another moment from then on."""

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..execution.account import Account


@callback
def async_watch_time_zone(hass: HomeAssistant, account: Account) -> CALLBACK_TYPE:
    """Tell an account of another time zone until the returned function is called."""
    zone = dt_util.get_default_time_zone()

    @callback
    def on_config(_event: Event) -> None:
        nonlocal zone
        if zone != (zone := dt_util.get_default_time_zone()):
            account.time_zone_changed()

    return hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, on_config)
