"""Tests of accounts on exchanges that have closed."""

from http import HTTPStatus
from pathlib import Path

from homeassistant.components.persistent_notification import async_register_callback
from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.face import BOT, DOMAIN, KEY, SECRET, Face, account_entry, live_entry

ALERT = {"api_key": KEY, "api_secret": SECRET, "action": "close", "symbol": "BTC/USDT"}


def history_in(folder: Path) -> str:
    """Return the trades that a removed account has left."""
    (history,) = folder.glob("tradehook_*.csv")
    return history.read_text()


@pytest.mark.usefixtures("config_folder")
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("BMEX", "BitMEX closed on 2026-09-23"),
        ("BITMF", "BitMart Futures closed on 2026-08-26"),
        ("bitmart", "BitMart closed on 2026-08-26"),
    ],
)
@pytest.mark.parametrize("paper", [False, True])
async def test_account_on_a_closed_exchange_says_so_and_nothing_else_happens(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    code: str,
    told: str,
    paper: bool,
) -> None:
    """Test set-up, an alert and the form, of a live account and of one with the prices of there."""
    entry = account_entry(also={"price_source": code}) if paper else live_entry(code)
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "exchange_closed"
    assert told in str(entry.reason)

    client = await hass_client_no_auth()
    response = await client.post(f"/api/webhook/hook-{BOT}", json=ALERT)
    answer = await response.json()
    assert (response.status, answer["code"]) == (HTTPStatus.GONE, "exchange_closed")
    assert told in answer["error"]

    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    )
    assert (form["type"], form["reason"]) == (FlowResultType.ABORT, "exchange_closed")


async def test_history_of_an_account_on_a_closed_exchange_stays_until_it_is_deleted(
    face: Face, config_folder: Path
) -> None:
    """Test that the ledger stays, and that its trades are written when the account is removed."""
    hass, entry = face.hass, face.entry
    await face.open()
    await hass.config_entries.async_unload(entry.entry_id)
    ledger = config_folder / DOMAIN / f"{entry.entry_id}.db"
    data = {**live_entry("BMEX").data, "currency": "USDT"}
    hass.config_entries.async_update_entry(entry, data=data)

    await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert ledger.exists()

    assert await async_setup_component(hass, "persistent_notification", {})
    messages: list[str] = []
    async_register_callback(
        hass, lambda _kind, changed: messages.extend(one["message"] for one in changed.values())
    )
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()

    assert "BTC/USDT" in history_in(config_folder)
    (message,) = messages
    assert "trades are kept" in message
