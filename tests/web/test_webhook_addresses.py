"""Tests of the addresses of hooks: added, replaced, removed, through the cloud."""

from http import HTTPStatus
import json
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.components import webhook
from homeassistant.core import HomeAssistant
from homeassistant.util.aiohttp import MockRequest
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.face import BOT, Face, account_entry, bot_subentry

from .hook import OPEN, post

pytestmark = pytest.mark.usefixtures("config_folder")


async def test_removed_account_is_told_to_its_alerts(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Test that an alert of yesterday does not look as if it worked."""
    entry = account_entry()
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    client = await hass_client_no_auth()
    await hass.config_entries.async_remove(entry.entry_id)

    status, answer = await post(client, OPEN)

    assert (status, answer["code"]) == (HTTPStatus.GONE, "address_retired")


async def test_added_bot_has_its_hook_at_once(face: Face, client: TestClient[Any, Any]) -> None:
    """Test a bot that comes while the account runs, beside one that goes on."""
    other = account_entry(bots=(bot_subentry("other", "Other"),)).subentries["other"]
    face.hass.config_entries.async_add_subentry(face.entry, other)

    response = await client.post("/api/webhook/hook-other", json=OPEN)

    assert response.status == HTTPStatus.ACCEPTED
    assert (await post(client, OPEN))[0] == HTTPStatus.ACCEPTED


async def test_new_address_replaces_the_old_one(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that a rotated address is the only one."""
    bot = face.entry.subentries[BOT]
    data = {**bot.data, "webhook_id": "hook-new"}
    face.hass.config_entries.async_update_subentry(face.entry, bot, data=data)

    response = await client.post("/api/webhook/hook-new", json=OPEN)
    assert response.status == HTTPStatus.ACCEPTED
    status, answer = await post(client, OPEN)
    assert (status, answer["code"]) == (HTTPStatus.GONE, "address_retired")


async def test_hook_of_another_integration_is_left_alone(face: Face) -> None:
    """Test that the registry follows this integration's entries only."""
    other = MockConfigEntry(domain="other", subentries_data=[bot_subentry("foreign", "Foreign")])
    other.add_to_hass(face.hass)
    face.hass.config_entries.async_update_entry(other, title="Changed")

    webhook.async_register(face.hass, "other", "Other", "hook-foreign", lambda *_: None)  # type: ignore[arg-type]
    webhook.async_unregister(face.hass, "hook-foreign")


@pytest.mark.parametrize(
    ("body", "status"),
    [(json.dumps(OPEN).encode(), 202), (b"\xff", 400), (b" " * 65537, 413)],
    ids=["accepted", "malformed", "too large"],
)
async def test_cloudhook_is_answered_alike(
    face: Face, client: TestClient[Any, Any], body: bytes, status: int
) -> None:
    """Test the request that Home Assistant Cloud makes: no remote, and few ways to read it."""
    assert client
    request = MockRequest(content=body, mock_source="cloud", method="POST")

    response = await webhook.async_handle_webhook(face.hass, f"hook-{BOT}", request)

    assert response.status == status
    assert response.content_type == "application/json"
    assert isinstance(response.body, bytes)
    await face.settle()
    assert (await face.account.signals())[0]["remote"] is None
