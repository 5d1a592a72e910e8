"""Tests of what is changed about a live account: its key, when it is refused, and its costs."""

import asyncio
from dataclasses import replace
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.tradehook.accounts.data import DATA, async_tradehook_data
from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from tests.face import BOT, live_entry, loaded
from tests.fake_exchange.binance import FakeBinance
from tests.flow_steps import defaults_of, fields_of, submit

from .live_steps import GOOD, credentials, unload

pytestmark = pytest.mark.usefixtures("config_folder")


@pytest.mark.usefixtures("server")
async def test_key_that_is_refused_at_the_start_is_asked_for_anew(hass: HomeAssistant) -> None:
    """Test the way back: a new key, tried, and the account runs."""
    entry = live_entry("BINA", credentials={"api_key": "old", "secret": "old-secret"})
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    (flow,) = hass.config_entries.flow.async_progress_by_handler("tradehook")
    assert flow["context"]["source"] == SOURCE_REAUTH
    assert flow["step_id"] == "reauth_confirm"
    taker = hass.data[DATA].account_of(f"hook-{BOT}")
    assert taker is not None, "what needs no venue is taken all the while"
    account, bot_id = taker
    assert (await account.send_signal(bot_id, {"action": "stop_bot"})).status == 202

    result: Any = await hass.config_entries.flow.async_configure(flow["flow_id"], None)
    assert result["description_placeholders"]["account"] == "Live"
    wrong = {"api_key": "nobody", "secret": "knows"}
    result = await submit(hass, result, wrong)
    assert result["errors"] == {"base": "key_refused"}
    result = await submit(hass, result, GOOD)
    await hass.async_block_till_done()

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reauth_successful")
    assert entry.data["credentials"] == GOOD
    assert entry.state is ConfigEntryState.LOADED
    assert not entry.runtime_data.bots[BOT].is_on
    await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.usefixtures("server")
async def test_key_that_is_refused_later_is_asked_for_once(
    hass: HomeAssistant, binance: FakeBinance
) -> None:
    """Test a key that is deleted while the account works: one request, and the account goes on."""
    often = ReconciliationTimings(every=0.05)
    async_tradehook_data(hass).timings = Timings(reconciliation=often)
    async with loaded(hass, live_entry("BINA")) as face:
        binance.account.keys[0].revoked = True
        asked = len(binance.sent("account"))
        while len(binance.sent("account")) < asked + 4:
            await hass.async_block_till_done()
            await asyncio.sleep(0.05)

        flows = hass.config_entries.flow.async_progress_by_handler("tradehook")
        assert [flow["context"]["source"] for flow in flows] == [SOURCE_REAUTH]
        assert face.entry.state is ConfigEntryState.LOADED


@pytest.mark.usefixtures("server")
async def test_key_can_be_replaced(hass: HomeAssistant, binance: FakeBinance) -> None:
    """Test that a running account goes on with its new key, which has been tried before."""
    entry = live_entry("BINA")
    async with loaded(hass, entry) as face:
        before = face.account
        menu: Any = await entry.start_reconfigure_flow(hass)
        assert menu["menu_options"] == ["replace_key", "live_costs"]
        result: Any = await hass.config_entries.flow.async_configure(
            menu["flow_id"], {"next_step_id": "replace_key"}
        )
        assert "environment" not in defaults_of(fields_of(result))
        result = await submit(hass, result, {"api_key": "nobody", "secret": "knows"})
        assert result["errors"] == {"base": "key_refused"}
        assert face.account is before

        binance.account.keys.append(
            replace(binance.account.keys[0], key="second", secret="second-secret")
        )
        second = {"api_key": "second", "secret": "second-secret"}
        result = await submit(hass, result, second)
        await hass.async_block_till_done()

        assert result["reason"] == "reconfigure_successful"
        assert entry.data["credentials"] == second
        assert entry.state is ConfigEntryState.LOADED
        assert face.account is not before


@pytest.mark.usefixtures("server")
async def test_key_of_another_account_is_refused(hass: HomeAssistant) -> None:
    """Test that the positions of an account can't be left alone by mistake."""
    first = await submit(hass, await submit(hass, await credentials(hass, "bybif"), GOOD))
    entry = first["result"]
    await hass.async_block_till_done()
    for owner, error in (("somebody else", "other_account"), (entry.data["owner"], None)):
        hass.config_entries.async_update_entry(entry, data={**entry.data, "owner": owner})
        await hass.async_block_till_done()
        menu: Any = await hass.config_entries.flow.async_init(
            "tradehook", context={"source": "reconfigure", "entry_id": entry.entry_id}
        )
        form: Any = await hass.config_entries.flow.async_configure(
            menu["flow_id"], {"next_step_id": "replace_key"}
        )
        result = await submit(hass, form, GOOD)
        assert result.get("errors") == ({"base": error} if error else None)
        if error:
            hass.config_entries.flow.async_abort(menu["flow_id"])
    assert result["reason"] == "reconfigure_successful"
    await unload(hass, first)


@pytest.mark.usefixtures("server")
async def test_what_to_reckon_with_can_be_changed(hass: HomeAssistant) -> None:
    """Test that a fee is checked, kept exactly, and leaves the key alone."""
    entry = live_entry("BINA")
    async with loaded(hass, entry):
        menu: Any = await entry.start_reconfigure_flow(hass)
        result: Any = await hass.config_entries.flow.async_configure(
            menu["flow_id"], {"next_step_id": "live_costs"}
        )
        result = await submit(hass, result, {"taker_fee": 11})
        assert result["errors"] == {"taker_fee": "costs_out_of_range"}
        result = await submit(hass, result, {"taker_fee": "0.075"})
        await hass.async_block_till_done()

        assert result["reason"] == "reconfigure_successful"
        assert entry.data["taker_fee"] == "0.075"
        assert entry.data["credentials"] == GOOD
        assert entry.state is ConfigEntryState.LOADED
