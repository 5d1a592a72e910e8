"""Tests of signals to an account that can't take them now, and of the log that can't hold them."""

import asyncio
from http import HTTPStatus
from pathlib import Path
import threading
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from sqlalchemy import Connection

from custom_components.tradehook.ledger import ledger as ledger_module
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.ledger.files.migrations import migrate
from tests.face import BOT, Face, account_entry

from .hook import OPEN, URL, post

pytestmark = pytest.mark.usefixtures("config_folder")


async def assert_not_recorded(client: TestClient[Any, Any]) -> None:
    """Assert that the sender is asked to come back."""
    response = await client.post(URL, json=OPEN)
    assert response.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.content_type == "application/json"
    assert response.headers["Retry-After"] == "5"
    body = await response.json()
    assert body["code"] == "not_recorded"
    assert body["receipt_id"]


async def test_unloaded_account_asks_to_come_back(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that nothing is lost in a silent 200 while an account is away, and after it is back."""
    await face.hass.config_entries.async_unload(face.entry.entry_id)
    await assert_not_recorded(client)

    await face.hass.config_entries.async_setup(face.entry.entry_id)
    await face.settle()
    await face.price(65000)
    status, _ = await post(client, OPEN)
    assert status == HTTPStatus.ACCEPTED


async def test_disabled_account_asks_to_come_back(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that a disabled account's hook is still known."""
    await face.hass.config_entries.async_set_disabled_by(
        face.entry.entry_id, ConfigEntryDisabler.USER
    )
    await assert_not_recorded(client)
    await face.hass.config_entries.async_set_disabled_by(face.entry.entry_id, None)


async def test_account_that_can_not_start_asks_to_come_back(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator, config_folder: Path
) -> None:
    """Test the hook of an account whose ledger does not open."""
    (config_folder / "tradehook").write_text("in the way of the folder")
    entry = account_entry()
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY

    await assert_not_recorded(await hass_client_no_auth())


async def test_account_whose_ledger_is_brought_up_to_date_asks_to_come_back(
    face: Face, client: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test the minute in which a long history of a former release takes its new shape."""
    await face.hass.config_entries.async_unload(face.entry.entry_id)
    migrates, go_on = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        migrates.set()
        assert go_on.wait(30)
        migrate(connection)

    monkeypatch.setattr(ledger_module, "migrate", slow)
    starting = asyncio.create_task(face.hass.config_entries.async_setup(face.entry.entry_id))
    assert await asyncio.to_thread(migrates.wait, 30)
    await assert_not_recorded(client)
    go_on.set()
    assert await starting
    await face.settle()
    await face.price(65000)
    status, _ = await post(client, OPEN)
    assert status == HTTPStatus.ACCEPTED


async def test_full_disk_asks_to_come_back(
    face: Face, client: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that what could not be written is not accepted."""

    async def full(*_: object) -> None:
        raise LedgerWriteError("disk full")

    monkeypatch.setattr(face.account.ledger, "commit", full)
    await assert_not_recorded(client)
    monkeypatch.undo()

    status, _ = await post(client, OPEN)
    assert status == HTTPStatus.ACCEPTED


async def test_unexpected_error_asks_to_come_back(
    face: Face,
    client: TestClient[Any, Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Test the outermost guard: Home Assistant would say 200."""

    async def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(face.account, "receive", broken)
    await assert_not_recorded(client)

    assert "A signal could not be taken" in caplog.text
    caplog.clear()


async def test_bot_that_the_account_does_not_have_yet_asks_to_come_back(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test the moment between a bot's creation and its start."""
    await face.account.remove_bot(BOT)

    await assert_not_recorded(client)
