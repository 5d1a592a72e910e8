"""Test what may be ordered by word: only what is exposed, only what is meant, never an opening."""

from typing import Any

from homeassistant.core import Context
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.tradehook.intent import INTENTS
from tests.face import (
    BOT_SWITCH,
    CLOSE_BUTTON,
    KEEP_BUTTON,
    POSITION,
    account_entry,
    bot_subentry,
    loaded,
)

from .conftest import House

SECOND = "01J0000000000000000000BOT2"


async def test_a_position_is_closed_when_its_sensor_or_its_button_is_exposed(house: House) -> None:
    await house.face.open()
    assert await house.say("ClosePosition", market="btc") == (
        "BTC/USDT is not exposed to voice assistants: expose its position first."
    )
    assert house.state(POSITION) == "open"

    for entity_id in (POSITION, CLOSE_BUTTON):
        house.expose(entity_id)
        assert await house.say("ClosePosition", market="Bitcoin", side="long", bot="Trend") == (
            "BTC/USDT long of Trend is being closed at market price."
        )
        assert house.state(POSITION) == "flat"
        house.expose(entity_id, yes=False)
        await house.face.open()


async def test_closing_what_is_flat_is_answered_with_market_and_bot(house: House) -> None:
    await house.face.open()
    house.expose(CLOSE_BUTTON, KEEP_BUTTON)
    await house.face.press(CLOSE_BUTTON)

    order: Any = {"market": "BTC/USDT", "side": "long", "bot": "trend"}
    assert await house.say("ClosePosition", **order) == "Trend holds nothing long in BTC/USDT."
    assert await house.say("KeepPosition", language="de", **order) == (
        "Trend hält nichts Long in BTC/USDT."
    )
    assert await house.say("ClosePosition", market="Doge") == "No bot knows Doge: nothing was done."


async def test_keeping_cancels_only_what_has_not_filled(house: House) -> None:
    await house.face.open_limit()
    house.expose(KEEP_BUTTON)
    assert await house.say("KeepPosition", market="btc") == (
        "BTC/USDT long of Trend is cancelled: nothing had been bought or sold."
    )
    await house.face.open()

    assert await house.say("KeepPosition", market="btc") == (
        "BTC/USDT long of Trend is filled and was left alone."
    )
    assert house.state(POSITION) == "open"


async def test_of_several_positions_none_is_chosen(house: House) -> None:
    await house.face.open()
    async with loaded(
        house.hass, account_entry(title="Second", bots=(bot_subentry(SECOND),))
    ) as other:
        await other.open(bot_id=SECOND)
        second = er.async_get(house.hass).async_get_entity_id(
            "sensor", "tradehook", f"{SECOND}-BTC/USDT-long-position"
        )
        assert second is not None
        house.expose(POSITION, second)

        assert await house.say("ClosePosition", market="btc") == (
            "Several positions fit: BTC/USDT long (Paper Trend), BTC/USDT long (Second Trend). "
            "Say the side or the bot too."
        )
        assert house.state(POSITION) == house.state(second) == "open"
        await house.say("ClosePosition", market="btc", bot="Second Trend")
        await other.settle()

        assert (house.state(POSITION), house.state(second)) == ("open", "flat")


async def test_a_bot_is_stopped_when_its_switch_is_exposed(house: House) -> None:
    await house.face.open()
    assert await house.say("StopBot", bot="Trend") == (
        "Trend is not exposed to voice assistants: expose its switch first."
    )
    assert house.state(BOT_SWITCH) == "on"
    house.expose(BOT_SWITCH)

    assert await house.say("StopBot", bot="Trend") == (
        "Trend is stopped: it opens nothing any more. Its position goes on as it was."
    )
    assert (house.state(BOT_SWITCH), house.state(POSITION)) == ("off", "open")
    assert await house.say("StopBot", bot="Trend", language="de") == (
        "Trend war schon gestoppt. Seine Position läuft weiter wie bisher."
    )


async def test_a_switch_that_is_disabled_is_not_stopped_in_silence(house: House) -> None:
    house.expose(BOT_SWITCH)
    er.async_get(house.hass).async_update_entity(
        BOT_SWITCH, disabled_by=er.RegistryEntryDisabler.USER
    )
    await house.hass.async_block_till_done()

    assert await house.say("StopBot", bot="Trend") == (
        "The switch of Trend is not available: nothing was done."
    )


async def test_a_person_may_order_no_more_than_elsewhere(house: House) -> None:
    await house.face.open()
    house.expose(POSITION, BOT_SWITCH)
    person = house.face.person(admin=False)

    for name, slots in (("ClosePosition", {"market": "btc"}), ("StopBot", {"bot": "trend"})):
        assert await house.say(name, context=person, **slots) == "You may not do that."
    assert (house.state(POSITION), house.state(BOT_SWITCH)) == ("open", "on")
    house.hass.config_entries.async_update_entry(
        house.face.entry, options={"only_admins_trade": False}
    )
    await house.hass.async_block_till_done()
    await house.face.settle()
    assert await house.say("ClosePosition", context=person, market="btc") == (
        "BTC/USDT long of Trend is being closed at market price."
    )
    gone = MockUser()
    assert await house.say("GetPositions", context=Context(user_id=gone.id)) == (
        "You may not do that."
    )


def test_no_intent_opens_anything() -> None:
    assert not [name for name in INTENTS if "Open" in name or "Start" in name]
