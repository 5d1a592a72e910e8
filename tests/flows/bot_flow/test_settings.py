"""Test that every setting can be made in the form, and what presets fill in."""

import json
from typing import Any

import pytest

from custom_components.tradehook.flows.bot_presets import PRESETS, Preset
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.settings.codec import settings_as, settings_from
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.face import BOT, Face
from tests.flow_steps import fields_of, sent_by_tradingview, start_bot, submit_bot
from tests.flows.bot_flow.values import EVERYTHING, EVERYTHING_STORED
from tests.flows.bot_flow.walking import add_bot, names_of, settings_of

pytestmark = pytest.mark.usefixtures("config_folder")


PARTS = {
    "stop_percentage",
    "stop_price",
    "stop_order_type",
    "limit_percentage",
    "limit_price",
    "cool_down_amount",
    "cool_down_time_frame",
    "cool_down_type",
    "emergency_stop_percentage",
    "emergency_stop_price",
    "protection_type",
    "trailing_percentage",
    "trailing_distance",
    "break_even_percentage",
    "expiration_time",
    "expiration_price",
}
"""The fields that a stop loss and an expiration are put together from."""


async def test_steps_are_short(empty: Face) -> None:
    """Test that no step is a wall: a handful of fields in sight, the rest in closed sections."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    for step in ("entry", "exits", "limits"):
        assert result["step_id"] == step
        sight = 0
        for field in fields_of(result):
            is_section = field.get("type") == "expandable"
            sight += (len(field["schema"]) * field["expanded"]) if is_section else 1
        assert sight <= 5
        result = await submit_bot(empty.hass, result)


async def test_every_setting_can_be_made(empty: Face) -> None:
    """Test that each field of the form reaches the setting that it is named after."""
    await add_bot(empty, **EVERYTHING)

    expected = settings_from(
        {name: EVERYTHING_STORED[name] for name in settings_as(BotSettings(name="x", quote="y"))}
    )
    assert settings_of(empty) == expected


async def test_futures_settings_can_be_made(futures: Face) -> None:
    """Test what only a futures account asks for."""
    await add_bot(futures, leverage=5, margin_mode="cross", sides=["short"])

    settings = settings_of(futures)
    assert (settings.leverage, settings.margin_mode) == (5, "cross")
    assert settings.sides == {"short"}


async def test_spot_does_not_ask_for_leverage(empty: Face) -> None:
    """Test that what does not exist on spot is not there to be set."""
    result = await start_bot(empty.hass, empty.entry.entry_id)

    assert not {"leverage", "margin_mode"} & names_of(result)


async def test_every_setting_has_a_field(futures: Face) -> None:
    """Test that no setting is out of reach."""
    result = await start_bot(futures.hass, futures.entry.entry_id)
    offered = names_of(result)
    for _ in range(2):
        result = await submit_bot(futures.hass, result)
        offered |= names_of(result)

    wanted = settings_as(BotSettings(name="x", quote="y")).keys()
    assert offered - wanted == {*PARTS, "preset"}
    assert wanted - offered == {"stop_loss", "entry_expiration"}


@pytest.mark.parametrize("preset", Preset)
async def test_preset_makes_a_working_bot(empty: Face, preset: Preset) -> None:
    """Test that a preset and nothing else is a bot with those exits that takes its message."""
    told = (await add_bot(empty, preset=preset.value))["description_placeholders"]

    (subentry,) = empty.entry.subentries.values()
    plain = settings_as(BotSettings(name="Signal bot", quote="USDT", sides=frozenset({Side.LONG})))
    plain["break_even_offset"] = "fees"  # what the form begins with
    expected = settings_as(settings_from({**plain, **PRESETS[preset]}))
    assert subentry.data["settings"] == expected
    body = sent_by_tradingview(told["message"])
    answer = await empty.account.receive(subentry.subentry_id, body, None)
    await empty.settle()
    assert (answer.status, answer.body.get("warnings", [])) == (202, [])


async def test_preset_can_be_changed_field_by_field(empty: Face) -> None:
    """Test that a preset fills forms and forces nothing."""
    await add_bot(empty, preset="dca_ladder", stop_percentage=12, dca_orders=None, name="Mine")

    settings = settings_of(empty)
    assert settings.dca_orders == ()
    assert settings.stop_loss is not None
    assert str(settings.stop_loss.level.percentage) == "12"  # type: ignore[union-attr]
    assert len(settings.take_profit) == 1


async def test_bot_that_exists_is_not_offered_a_preset(one: Face) -> None:
    """Test that changing the entry of a bot can't overwrite its exits."""
    result: Any = await one.entry.start_subentry_reconfigure_flow(one.hass, BOT)
    result = await one.hass.config_entries.subentries.async_configure(
        result["flow_id"], {"next_step_id": "entry"}
    )

    assert "preset" not in names_of(result)


@pytest.mark.parametrize(
    ("changes", "symbol", "side", "stop"),
    [
        ({"allowed_bases": ["SOL"]}, "SIM_USDT_SOL", "long", {"stop_percentage": 2}),
        ({"blocked_bases": ["BTC", "ETH"]}, "SIM_USDT_SOL", "long", {"stop_percentage": 2}),
        ({"allowed_bases": ["XRP", "ADA"]}, "SIM_USDT_XRP", "long", {"stop_percentage": 2}),
        ({"quote": "BTC"}, "SIM_BTC_ETH", "long", {"stop_percentage": 2}),
        ({"allowed_bases": ["NONE"]}, "SIM_USDT_BTC", "long", {"stop_percentage": 2}),
        ({"sides": ["short"]}, "SIM_USDT_BTC", "short", {"stop_percentage": 2}),
        ({"require_stop_loss": True}, "SIM_USDT_BTC", "long", {"stop_percentage": 2}),
        (
            {"require_stop_loss": True, "stop_percentage": 3},
            "SIM_USDT_BTC",
            "long",
            {"stop_percentage": 3},
        ),
        (
            {"size_type": "risk_percentage", "size": 1},
            "SIM_USDT_BTC",
            "long",
            {"stop_percentage": 2},
        ),
    ],
)
async def test_message_fits_the_bot(
    empty: Face, changes: dict[str, Any], symbol: str, side: str, stop: dict[str, int]
) -> None:
    """Test that the ready message keeps to what the bot allows and demands."""
    result = await add_bot(empty, **changes)

    message = json.loads(result["description_placeholders"]["message"])
    assert (message["symbol"], message["side"]) == (symbol, side)
    assert message["stop_loss"] == stop
    assert message["take_profit"] == [{"price_percentage": 4, "position_percentage": 100}]
    assert message["timestamp"] == "{{timenow}}"
