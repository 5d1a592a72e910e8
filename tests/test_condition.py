"""Tests of the conditions, each checked by the real helpers of automations."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConditionError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.condition import async_from_config, async_validate_condition_config
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.tradehook.execution.account import BotStatus
from custom_components.tradehook.execution.common.events import BotChanged
from tests.face import BOT, BOT_SWITCH, DOMAIN, ETH, POSITION, PROFIT, TRADING_SWITCH, Face


async def check(
    hass: HomeAssistant, key: str, target: str = BOT_SWITCH, **options: Any
) -> bool | str | None:
    """Return whether a condition is true; `unknown` for one that can't be known."""
    config = {
        "condition": f"{DOMAIN}.{key}",
        "target": {"entity_id": target},
        "options": options,
    }
    checker = await async_from_config(hass, await async_validate_condition_config(hass, config))
    try:
        return checker.async_check()
    except ConditionError:
        return "unknown"
    finally:
        checker.async_unload()


async def test_a_bot_holds_a_position(face: Face) -> None:
    """Test flat, pending and open, by bot, market and side, and that none held is not all held."""
    hass = face.hass
    assert await check(hass, "holds_position") is False
    assert await check(hass, "holds_position", behavior="all") is False
    await face.open_limit()
    assert await check(hass, "holds_position") is False
    await face.open()
    await face.open(symbol=ETH)

    assert await check(hass, "holds_position") is True
    assert await check(hass, "holds_position", behavior="all") is True
    assert await check(hass, "holds_position", POSITION) is True
    assert await check(hass, "holds_position", symbol="eth/usdt", side="long") is True
    assert await check(hass, "holds_position", side="short") is False
    assert await check(hass, "holds_position", symbol="XRP/USDT") is False


async def test_what_is_held_is_in_profit(face: Face) -> None:
    """Test gain, loss and a limit; what is flat doesn't count, nor does a missing price as zero."""
    hass = face.hass
    assert await check(hass, "is_in_profit") is False
    await face.open()
    await face.price(66000)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    await face.settle()
    assert await check(hass, "is_in_profit") is True
    assert await check(hass, "is_in_profit", PROFIT) is True
    assert await check(hass, "is_in_profit", above=1) is True
    assert await check(hass, "is_in_profit", above=5) is False
    await face.open(symbol=ETH)
    assert await check(hass, "is_in_profit") is True
    assert await check(hass, "is_in_profit", behavior="all") is False
    hass.states.async_set("sensor.trend_eth_usdt_long_profit", "unknown")
    assert await check(hass, "is_in_profit", behavior="all") == "unknown"
    assert await check(hass, "is_in_profit", symbol=ETH) == "unknown"
    hass.states.async_set("sensor.trend_eth_usdt_long_position", "flat")
    assert await check(hass, "is_in_profit", behavior="all") is True
    assert await check(hass, "is_in_profit", symbol=ETH) is False


@pytest.mark.parametrize(
    ("status", "running", "halted"),
    [("running", True, False), ("cooling_down", False, False), ("halted", False, True)],
)
async def test_a_bot_runs_or_is_halted(
    face: Face, status: str, running: bool, halted: bool
) -> None:
    bot = face.account.bots[BOT]
    with patch.object(type(bot), "status", BotStatus(status)):
        face.account._publish(BotChanged(BOT))
        await face.settle()

        assert await check(face.hass, "bot_is_running") is running
        assert await check(face.hass, "bot_is_halted") is halted


async def test_what_can_not_be_known_is_neither_true_nor_false(face: Face) -> None:
    """Test an account that isn't loaded, a disabled sensor and a target that is no bot."""
    hass = face.hass
    await face.open()
    assert await check(hass, "holds_position", TRADING_SWITCH) == "unknown"
    er.async_get(hass).async_update_entity(POSITION, disabled_by=er.RegistryEntryDisabler.USER)
    await hass.async_block_till_done()
    assert await check(hass, "holds_position") == "unknown"
    er.async_get(hass).async_update_entity(POSITION, disabled_by=None)
    await hass.config_entries.async_unload(face.entry.entry_id)
    for key in ("holds_position", "is_in_profit", "bot_is_running", "bot_is_halted"):
        assert await check(hass, key) == "unknown"
    await hass.config_entries.async_setup(face.entry.entry_id)
