"""What accounts on real venues share: Home Assistant's session, executors and clock."""

from collections.abc import Callable

from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.util import dt as dt_util
from homeassistant.util.ssl import get_default_context

from ..exchanges.ccxt.core.protocol import CcxtClient
from ..exchanges.ccxt.core.runtime import Runtime
from ..exchanges.ccxt.session import VenueResources
from .data import async_tradehook_data


@callback
def async_venue_resources(hass: HomeAssistant) -> VenueResources:
    """Return the one for all accounts, made when the first one needs it."""
    domain = async_tradehook_data(hass)
    if domain.venue_resources is None:
        domain.venue_resources = VenueResources(_runtime(hass))
    return domain.venue_resources


def _runtime(hass: HomeAssistant) -> Runtime:
    # It outlives every account, so none of them may close it when it is unloaded.
    session = async_create_clientsession(hass, auto_cleanup=False)

    @callback
    def detach(_event: Event) -> None:
        session.detach()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, detach)

    async def import_executor[T](function: Callable[[], T]) -> T:
        return await hass.async_add_import_executor_job(function)

    async def executor[T](function: Callable[[], T]) -> T:
        return await hass.async_add_executor_job(function)

    def configure(client: CcxtClient) -> None:
        if change := async_tradehook_data(hass).configure:
            change(client)

    return Runtime(
        session=session,
        ssl_context=get_default_context(),
        import_executor=import_executor,
        executor=executor,
        now=dt_util.utcnow,
        configure=configure,
        timings=async_tradehook_data(hass).venue_timings,
    )
