"""Test the repairs of the way in for alerts."""

from collections.abc import Iterator
from http import HTTPStatus
import json
from unittest.mock import PropertyMock, patch

from aiohttp.web import BaseRequest
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.execution.signals.external_alerts import is_outside
from custom_components.tradehook.system_health import async_system_health_info
from tests.face import BOT, KEY, SECRET, Face, account_entry, loaded

pytestmark = pytest.mark.usefixtures("config_folder")
IS_SIMULATED = "custom_components.tradehook.issues.reachability.is_simulated"
TRADINGVIEW = "52.89.214.238"


@pytest.fixture(autouse=True)
def on_real_prices() -> Iterator[None]:
    """Let the account be one that alerts have to reach."""
    with patch(IS_SIMULATED, return_value=False):
        yield


def shown(hass: HomeAssistant) -> list[str]:
    """Return the repairs of the way in."""
    kinds = {"no_external_url", "no_outside_alert"}
    found = (issue.translation_key or "" for issue in ir.async_get(hass).issues.values())
    return sorted(kinds.intersection(found))


async def post(client_for: ClientSessionGenerator, remote: str, secret: str = SECRET) -> HTTPStatus:
    """Post a test signal from an address."""
    body = {"api_key": KEY, "api_secret": secret, "symbol": "BTCUSDT", "test": True}
    client = await client_for()
    with patch.object(BaseRequest, "remote", new_callable=PropertyMock, return_value=remote):
        answer = await client.post(f"/api/webhook/hook-{BOT}", data=json.dumps(body))
    return HTTPStatus(answer.status)


async def test_house_without_an_address_is_told_so_until_it_has_one(face: Face) -> None:
    """Test that the address is followed by the wait for an alert."""
    assert shown(face.hass) == ["no_external_url"]
    await face.hass.config.async_update(external_url="https://house.example.com")
    await face.hass.async_block_till_done()
    assert shown(face.hass) == ["no_outside_alert"]


async def test_nobody_is_warned_of_a_simulated_market(hass: HomeAssistant) -> None:
    """Test that a first try needs no address, and shows no warning as a welcome."""
    with patch(IS_SIMULATED, return_value=True):
        async with loaded(hass, account_entry()):
            assert shown(hass) == []


async def test_account_without_bots_waits_for_nothing(hass: HomeAssistant) -> None:
    """Test that nothing is asked for that nobody needs."""
    async with loaded(hass, account_entry(bots=())):
        assert shown(hass) == []


@pytest.mark.parametrize(
    ("remote", "secret", "left"),
    [
        (TRADINGVIEW, SECRET, []),
        ("192.168.1.7", SECRET, ["no_external_url"]),
        (TRADINGVIEW, "wrong", ["no_external_url"]),
    ],
)
async def test_alert_from_outside_ends_both(
    face: Face,
    hass_client_no_auth: ClientSessionGenerator,
    remote: str,
    secret: str,
    left: list[str],
) -> None:
    """Test that only one with the bot's credentials counts, and that a restart remembers it."""
    await post(hass_client_no_auth, remote, secret)
    await face.settle()
    assert shown(face.hass) == left
    await face.reload()
    assert shown(face.hass) == left
    told = (await async_system_health_info(face.hass))["last_outside_alert"]
    if left:
        assert told == "-"
    else:
        assert TRADINGVIEW in told


async def test_repairs_go_with_the_account(face: Face) -> None:
    """Test that an account that is not loaded waits for nothing."""
    await face.hass.config_entries.async_unload(face.entry.entry_id)
    assert shown(face.hass) == []


@pytest.mark.parametrize(
    ("remote", "outside"),
    [
        ("52.89.214.238", True),
        ("2a01:4f8::1", True),
        ("127.0.0.1", False),
        ("10.0.0.3", False),
        ("100.64.0.1", False),
        ("fe80::1", False),
        ("nonsense", False),
    ],
)
def test_addresses_of_the_internet_are_told_apart(remote: str, outside: bool) -> None:
    """Test private, shared and local addresses."""
    assert is_outside(remote) is outside
