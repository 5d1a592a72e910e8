"""Tests of the addresses at which a bot's hook can be reached."""

from collections.abc import Iterator
import sys
from types import ModuleType

from hass_nabucasa import CloudError
from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.tradehook.web.webhook_urls import async_forget_hook, async_hook_urls
from tests.face import BOT, Face, account_entry, bot_subentry

pytestmark = pytest.mark.usefixtures("config_folder")

PATH = "/api/webhook/abc"


class CloudNotAvailable(HomeAssistantError):  # noqa: N818  its name there
    """What Home Assistant Cloud raises."""


class Cloud(ModuleType):
    """Home Assistant Cloud, whose own module needs packages that only its users have."""

    CloudNotAvailable = CloudNotAvailable

    def __init__(self) -> None:
        """Start with a subscription and no addresses."""
        super().__init__("homeassistant.components.cloud")
        self.subscription = True
        self.error: Exception | None = None
        self.hooks: dict[str, str] = {}

    def async_active_subscription(self, _hass: HomeAssistant) -> bool:
        """Return whether there is a subscription."""
        return self.subscription

    async def async_get_or_create_cloudhook(self, _hass: HomeAssistant, webhook_id: str) -> str:
        """Return a hook's address in the cloud."""
        if self.error:
            raise self.error
        return self.hooks.setdefault(webhook_id, f"https://hooks.nabu.casa/{webhook_id}")

    async def async_delete_cloudhook(self, _hass: HomeAssistant, webhook_id: str) -> None:
        """Close a hook's address in the cloud."""
        if self.error:
            raise self.error
        if webhook_id not in self.hooks:
            raise ValueError("Hook is not enabled for the cloud.")
        del self.hooks[webhook_id]


@pytest.fixture
def cloud(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """Provide Home Assistant Cloud."""
    import homeassistant.components

    cloud = Cloud()
    monkeypatch.setitem(sys.modules, cloud.__name__, cloud)
    monkeypatch.setattr(homeassistant.components, "cloud", cloud, raising=False)
    hass.config.components.add("cloud")
    yield cloud
    hass.config.components.remove("cloud")


async def set_addresses(hass: HomeAssistant, external: str | None, internal: str | None) -> None:
    """Set Home Assistant's own addresses."""
    given = {"external_url": external, "internal_url": internal}
    await async_process_ha_core_config(hass, {key: url for key, url in given.items() if url})


@pytest.mark.parametrize(
    ("external", "internal", "has_cloud", "best"),
    [
        ("https://a.example", "http://192.168.1.2:8123", True, f"https://a.example{PATH}"),
        ("https://a.example", None, False, f"https://a.example{PATH}"),
        (None, "http://192.168.1.2:8123", True, "https://hooks.nabu.casa/abc"),
        (None, "http://192.168.1.2:8123", False, f"http://192.168.1.2:8123{PATH}"),
        (None, None, False, f"http://homeassistant.local:8123{PATH}"),
    ],
)
async def test_best_address_is_the_one_that_senders_reach(
    hass: HomeAssistant,
    cloud: Cloud,
    external: str | None,
    internal: str | None,
    has_cloud: bool,
    best: str,
) -> None:
    """Test the order: external, cloud, internal, and at least something to correct."""
    await set_addresses(hass, external, internal)
    cloud.subscription = has_cloud

    urls = await async_hook_urls(hass, "abc")

    assert urls.best == best
    assert urls.placeholders() == {
        "webhook_url": best,
        "external_url": f"{external}{PATH}" if external else "-",
        "internal_url": f"{internal}{PATH}" if internal else "-",
        "cloud_url": "https://hooks.nabu.casa/abc" if has_cloud else "-",
    }


async def test_external_address_of_the_cloud_is_no_hook(hass: HomeAssistant) -> None:
    """Test a house without the cloud, whose module is not even imported."""
    await set_addresses(hass, "https://a.example", None)

    assert (await async_hook_urls(hass, "abc")).cloud is None
    await async_forget_hook(hass, "abc")


@pytest.mark.parametrize("error", [CloudNotAvailable(), CloudError("down"), TimeoutError()])
async def test_cloud_that_is_down_does_not_end_a_flow(
    hass: HomeAssistant, cloud: Cloud, error: Exception
) -> None:
    """Test that the other addresses are shown, and that a bot can be removed."""
    await set_addresses(hass, "https://a.example", None)
    cloud.error = error

    assert (await async_hook_urls(hass, "abc")).cloud is None
    await async_forget_hook(hass, "abc")


async def test_hook_without_an_address_in_the_cloud(hass: HomeAssistant, cloud: Cloud) -> None:
    """Test that there may be nothing to close."""
    await async_forget_hook(hass, "abc")

    assert cloud.hooks == {}


async def test_address_is_closed_with_its_bot(face: Face, cloud: Cloud) -> None:
    """Test that no address is left in the cloud when it is replaced, or its bot removed."""
    hass, bot = face.hass, face.entry.subentries[BOT]
    await async_hook_urls(hass, f"hook-{BOT}")

    data = {**bot.data, "webhook_id": "second"}
    hass.config_entries.async_update_subentry(face.entry, bot, data=data)
    await face.settle()
    assert cloud.hooks == {}

    await async_hook_urls(hass, "second")
    hass.config_entries.async_remove_subentry(face.entry, BOT)
    await face.settle()
    assert cloud.hooks == {}


async def test_addresses_are_closed_with_their_account(hass: HomeAssistant, cloud: Cloud) -> None:
    """Test that removing an account closes the addresses of all its bots."""
    entry = account_entry(bots=(bot_subentry("a", "A"), bot_subentry("b", "B")))
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    for bot_id in entry.subentries:
        await async_hook_urls(hass, f"hook-{bot_id}")

    await hass.config_entries.async_remove(entry.entry_id)

    assert cloud.hooks == {}


async def test_bot_removed_while_its_account_is_away_leaves_no_address_in_the_cloud(
    face: Face, cloud: Cloud
) -> None:
    """Test that an account which is not loaded is no reason to keep an address open."""
    hook = face.entry.subentries[BOT].data["webhook_id"]
    await cloud.async_get_or_create_cloudhook(face.hass, hook)
    await face.hass.config_entries.async_unload(face.entry.entry_id)

    face.hass.config_entries.async_remove_subentry(face.entry, BOT)
    await face.hass.async_block_till_done()

    assert cloud.hooks == {}
