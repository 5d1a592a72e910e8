"""Test what is told once of the changes that an update brings."""

from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.tradehook.const import CONF_UPDATED_FROM
from tests.face import BOT, Face, account_entry, loaded

FLAT = {"market_position": "flat"}


def issues(hass: HomeAssistant) -> set[str]:
    """Return the ids of the repairs, but that of the address."""
    return {
        issue_id
        for domain, issue_id in ir.async_get(hass).issues
        if domain == "tradehook" and not issue_id.startswith("no_external_url")
    }


async def updated(face: Face) -> None:
    """Let the account come from 0.1.0, as it is."""
    await face.hass.config_entries.async_unload(face.entry.entry_id)
    face.hass.config_entries.async_update_entry(face.entry, minor_version=1)
    await face.hass.config_entries.async_setup(face.entry.entry_id)
    await face.settle()


@pytest.mark.usefixtures("config_folder")
async def test_bot_that_uses_strategy_alerts_is_told_of_once(hass: HomeAssistant) -> None:
    """Test that a click ends it for good."""
    async with loaded(hass, account_entry()) as face:
        await face.account.send_signal(BOT, {"symbol": "BTC/USDT", "strategy": FLAT})
        await face.settle()
        assert issues(hass) == set()
        await updated(face)
        (issue_id,) = issues(hass)
        assert issue_id == f"strategy_alerts_changed_{BOT}"
        found = ir.async_get(hass).async_get_issue("tradehook", issue_id)
        assert found is not None
        assert (found.is_fixable, found.is_persistent) == (True, True)
        assert CONF_UPDATED_FROM not in face.entry.data

        ir.async_delete_issue(hass, "tradehook", issue_id)
        await face.reload()
        assert issues(hass) == set()


@pytest.mark.usefixtures("config_folder")
async def test_bot_without_strategy_alerts_and_coins_is_told_nothing(hass: HomeAssistant) -> None:
    """Test that what concerns nobody is not told."""
    async with loaded(hass, account_entry()) as face:
        await face.open()  # its coins are a position's
        await updated(face)
        assert issues(hass) == set()


def account_in_coins(market_type: str = "spot") -> MockConfigEntry:
    """Return an account that has a bitcoin of its own."""
    also = {"currency": "BTC", "starting_balance": "1"}
    return account_entry(market_type=market_type, also=also)


@pytest.mark.parametrize(("market_type", "told"), [("spot", True), ("linear", False)])
async def test_spot_short_that_would_sell_own_coins_is_told_once(
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
    market_type: str,
    told: bool,
) -> None:
    """Test that existing spot bots keep both sides, and their owners hear of it."""
    async with loaded(hass, account_in_coins(market_type)) as face:
        await updated(face)
        issue_id = f"spot_short_sells_own_coins_{BOT}"
        assert (issue_id in issues(hass)) is told
        assert face.account.bots[BOT].settings.sides == {"long", "short"}
        if told:
            found = ir.async_get(hass).async_get_issue("tradehook", issue_id)
            assert found is not None
            assert found.translation_placeholders is not None
            assert found.translation_placeholders["coins"] == "BTC"
        await hass.config_entries.async_remove(face.entry.entry_id)
        assert issues(hass) == set()
