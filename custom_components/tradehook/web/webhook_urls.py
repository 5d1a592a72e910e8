"""Where a bot's hook can be reached."""

from dataclasses import dataclass
import logging

from hass_nabucasa import CloudError
from homeassistant.components import webhook
from homeassistant.core import HomeAssistant
from homeassistant.helpers.network import NoURLAvailableError, get_url

from ..errors import refusal

_LOGGER = logging.getLogger(__name__)

CLOUD = "cloud"
FALLBACK = "http://homeassistant.local:8123"
"""Shown when Home Assistant knows no address of its own; the text beside it says so."""
UNKNOWN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class HookUrls:
    """The addresses of one hook; None = there is none."""

    external: str | None
    internal: str | None
    cloud: str | None
    fallback: str

    @property
    def best(self) -> str:
        """Return the address that a sender on the internet most likely reaches."""
        return self.external or self.cloud or self.internal or self.fallback

    def placeholders(self) -> dict[str, str]:
        """Return the addresses for a flow's text."""
        return {
            "webhook_url": self.best,
            "external_url": self.external or UNKNOWN,
            "internal_url": self.internal or UNKNOWN,
            "cloud_url": self.cloud or UNKNOWN,
        }


async def async_hook_urls(hass: HomeAssistant, webhook_id: str) -> HookUrls:
    """Return every address of a hook; with Home Assistant Cloud this opens its cloud address."""
    path = webhook.async_generate_path(webhook_id)
    return HookUrls(
        external=_url(hass, path, allow_internal=False, allow_external=True),
        internal=_url(hass, path, allow_internal=True, allow_external=False),
        cloud=await _async_cloud_url(hass, webhook_id),
        fallback=FALLBACK + path,
    )


async def async_forget_hook(hass: HomeAssistant, webhook_id: str) -> None:
    """Close the cloud address of a hook that is no more, if it had one."""
    if CLOUD not in hass.config.components:
        return
    from homeassistant.components import cloud

    try:
        await cloud.async_delete_cloudhook(hass, webhook_id)
    except ValueError:
        return  # it never had one
    except cloud.CloudNotAvailable, CloudError, TimeoutError:
        _LOGGER.warning("The cloud address of a removed bot could not be closed")


def _url(
    hass: HomeAssistant, path: str, *, allow_internal: bool, allow_external: bool
) -> str | None:
    try:
        base = get_url(
            hass,
            allow_internal=allow_internal,
            allow_external=allow_external,
            allow_cloud=False,
        )
    except NoURLAvailableError:
        return None
    return base + path


async def _async_cloud_url(hass: HomeAssistant, webhook_id: str) -> str | None:
    if CLOUD not in hass.config.components:
        return None
    # Importing it costs seconds and packages that only its users have.
    from homeassistant.components import cloud

    if not cloud.async_active_subscription(hass):
        return None
    try:
        return await cloud.async_get_or_create_cloudhook(hass, webhook_id)
    except cloud.CloudNotAvailable, CloudError, TimeoutError:
        return None


def base_url(hass: HomeAssistant) -> str:
    """Return where Home Assistant is reached, from outside if it can be; raises if nowhere."""
    try:
        return get_url(hass, prefer_external=True)
    except NoURLAvailableError as error:
        if (api := hass.config.api) is None:
            raise refusal(
                "no_url",
                "Home Assistant knows no address of its own: set one under Settings > System > "
                "Network.",
            ) from error
        # Without any network it is still reached from the machine that it runs on.
        return f"{'https' if api.use_ssl else 'http'}://{api.local_ip}:{api.port}"
