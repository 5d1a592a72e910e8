"""Tests of position links whose account is away, or one of several, or which nobody has."""

from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.face import Face, account_entry, loaded

from .links import BROWSER, link, status_of

pytestmark = pytest.mark.usefixtures("config_folder")


@pytest.mark.parametrize("token", ["unknown", "x" * 300, "a%00b", "ä"])
async def test_unknown_token_opens_nothing(
    face: Face, client: TestClient[Any, Any], token: str
) -> None:
    """Test that guessing leads nowhere."""
    await face.open()

    response = await client.get(f"/api/tradehook/link/{token}")

    assert response.status == HTTPStatus.NOT_FOUND
    assert (await response.json())["code"] == "link_unknown"
    assert await status_of(face) == "open"


async def test_link_outlives_a_restart(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that a link that somebody has keeps working."""
    await face.open()
    path = await link(face)
    await face.reload()

    assert (await client.get(path)).status == HTTPStatus.OK
    assert await status_of(face) == "closed"


async def assert_unavailable(client: TestClient[Any, Any], path: str) -> None:
    """Assert that the caller is asked to come back."""
    response = await client.post(path)
    assert response.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Retry-After"] == "5"
    assert (await response.json())["code"] == "link_unavailable"


async def test_account_that_is_away_asks_to_come_back(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test that a link of an account that is not loaded is not called unknown."""
    await face.open()
    path = await link(face)
    entry_id = face.entry.entry_id
    await face.hass.config_entries.async_unload(entry_id)
    await assert_unavailable(client, path)
    await face.hass.config_entries.async_set_disabled_by(entry_id, ConfigEntryDisabler.USER)
    await assert_unavailable(client, path)

    await face.hass.config_entries.async_set_disabled_by(entry_id, None)
    await face.settle()
    assert (await client.post(path)).status == HTTPStatus.OK


async def test_account_that_reconciles_asks_to_come_back(
    face: Face, client: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that a link is not over because its position is not read yet."""
    await face.open()
    path = await link(face)
    monkeypatch.setattr(face.account, "ready", False)

    await assert_unavailable(client, path)


async def test_link_is_found_among_several_accounts(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test that one address serves all accounts, those that are away don't hold up the others."""
    await face.open()
    path = await link(face)
    away = account_entry(title="Away", bots=())
    away.add_to_hass(face.hass)

    async with loaded(face.hass, account_entry(title="Other", bots=())):
        await assert_unavailable(client, "/api/tradehook/link/unknown")
        assert (await client.get(path)).status == HTTPStatus.OK
    assert await status_of(face) == "closed"


async def test_unexpected_error_asks_to_come_back(
    face: Face,
    client: TestClient[Any, Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Test the outermost guard."""

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    await face.open()
    path = await link(face)
    monkeypatch.setattr(face.account, "use_link", broken)
    await assert_unavailable(client, path)

    assert "A position link could not be used" in caplog.text
    caplog.clear()


async def test_without_accounts_every_link_is_unknown(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Test a house whose last account was removed."""
    assert await async_setup_component(hass, "tradehook", {})

    response = await (await hass_client_no_auth()).get("/api/tradehook/link/old")

    assert response.status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("token", "headers", "status", "heading"),
    [
        ("unknown", {}, HTTPStatus.NOT_FOUND, "Unknown link"),
        ("unknown", {"Purpose": "prefetch"}, HTTPStatus.FORBIDDEN, "Preview refused"),
    ],
)
async def test_browser_reads_why_not(
    client: TestClient[Any, Any],
    token: str,
    headers: dict[str, str],
    status: HTTPStatus,
    heading: str,
) -> None:
    """Test that refusals are pages as well."""
    response = await client.get(f"/api/tradehook/link/{token}", headers=BROWSER | headers)

    assert (response.status, response.content_type) == (status, "text/html")
    assert f'<h1 class="bad">{heading}</h1>' in await response.text()


async def test_browser_reads_that_an_account_is_away(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test the page for a refusal that passes."""
    await face.hass.config_entries.async_unload(face.entry.entry_id)

    response = await client.get("/api/tradehook/link/any", headers=BROWSER)

    assert response.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Not available now" in await response.text()
    await face.hass.config_entries.async_setup(face.entry.entry_id)
