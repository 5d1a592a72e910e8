"""Points the clients of a real Home Assistant at imitated exchanges on this machine."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.typing import ConfigType

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.exchanges.ccxt.core.protocol import CcxtClient

DOMAIN = "venue_switch"


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Take the port on which all of them are served."""
    port: int = config[DOMAIN]["port"]
    domain = async_tradehook_data(hass)
    assert not domain.accounts, "accounts are running already, on the real exchanges"

    def configure(client: CcxtClient) -> None:
        client.urls["api"] = elsewhere(client.urls["api"], port)

    domain.configure = configure
    return True


def elsewhere(urls: Any, port: int) -> Any:
    """Return where addresses are served over plain HTTP; the path begins with the host."""
    if isinstance(urls, dict):
        return {name: elsewhere(url, port) for name, url in urls.items()}
    if not isinstance(urls, str) or "://" not in urls:
        return urls
    scheme, _, rest = urls.partition("://")
    plain = {"https": "http", "wss": "ws"}.get(scheme, scheme)
    return f"{plain}://127.0.0.1:{port}/{rest}"
