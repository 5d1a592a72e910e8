"""Test what the form refuses, explains and warns of."""

from decimal import Decimal
from typing import Any

from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest

from custom_components.tradehook.trading.model.sections import PriceLevel, StopLoss
from tests.face import BOT, Face
from tests.flow_steps import filled, save_bot, start_bot, submit_bot
from tests.flows.bot_flow.values import TARGETS
from tests.flows.bot_flow.walking import change, settings_of

pytestmark = pytest.mark.usefixtures("config_folder")


WRONG = [
    ("entry", {"size": 0}, {"size": 10}, "size"),
    ("entry", {"size_type": "balance_percentage", "size": 101}, {"size": 50}, "size"),
    ("entry", {"name": "  "}, {"name": "Fine"}, "name"),
    ("entry", {"time_limit": 4}, {"time_limit": 5}, "entry_details"),
    ("entry", {"expiration_time": -1}, {"expiration_time": None}, "entry_details"),
    ("entry", {"expiration_price": 0}, {"expiration_price": 1}, "entry_details"),
    ("entry", {"sides": []}, {"sides": ["long"]}, "entry_details"),
    (
        "exits",
        {"take_profit": [{"price_percentage": 1, "position_percentage": 101}]},
        {"take_profit": TARGETS},
        "take_profit_targets",
    ),
    (
        "exits",
        {"take_profit": [{"position_percentage": 10}]},
        {"take_profit": None},
        "take_profit_targets",
    ),
    (
        "exits",
        {"take_profit": list(reversed(TARGETS))},
        {"take_profit": TARGETS},
        "take_profit_targets",
    ),
    ("exits", {"stop_percentage": 0}, {"stop_percentage": 3}, "stop"),
    (
        "exits",
        {"stop_order_type": "stop_loss_limit", "stop_percentage": 3},
        {"limit_percentage": 1},
        "stop_details",
    ),
    (
        "exits",
        {"limit_percentage": 1, "stop_percentage": 3},
        {"limit_percentage": None},
        "stop_details",
    ),
    (
        "exits",
        {"stop_percentage": 3, "emergency_stop_percentage": 2},
        {"emergency_stop_percentage": 4},
        "stop_details",
    ),
    (
        "exits",
        {"cool_down_type": "candle_close", "stop_percentage": 3},
        {"cool_down_amount": 1},
        "stop_details",
    ),
    (
        "exits",
        {"stop_percentage": None, "cool_down_amount": 5},
        {"stop_percentage": 3},
        "stop",
    ),
    (
        "exits",
        {"stop_percentage": None, "protection_type": "break_even"},
        {"stop_percentage": 3},
        "stop",
    ),
    (
        "exits",
        {"protection_type": "price"},
        {"trailing_percentage": 1, "trailing_distance": 0.5},
        "protection",
    ),
    (
        "exits",
        {"stop_percentage": 3, "break_even_percentage": 2},
        {"protection_type": "break_even"},
        "protection",
    ),
    (
        "exits",
        {"dca_orders": [{"price": 1, "price_percentage": 1, "quantity_percentage": 1}]},
        {"dca_orders": [{"price_percentage": 1, "quantity_percentage": 100}]},
        "dca",
    ),
    ("exits", {"auto_close": 0}, {"auto_close": 1}, "closing"),
    ("limits", {"max_positions": 0}, {"max_positions": 1}, "max_positions"),
    ("limits", {"max_invested": -1}, {"max_invested": None}, "risk_limits"),
    ("limits", {"min_price": 2, "max_price": 1}, {"max_price": 3}, "filters"),
    (
        "limits",
        {"allowed_bases": ["BTC"], "blocked_bases": ["BTC"]},
        {"blocked_bases": None},
        "filters",
    ),
    ("limits", {"allowed_networks": ["home"]}, {"allowed_networks": ["10.0.0.1"]}, "security"),
    ("limits", {"rate_limit": 0}, {"rate_limit": 1}, "security"),
]


@pytest.mark.parametrize(("step", "wrong", "right", "place"), WRONG)
async def test_wrong_setting_is_explained_and_can_be_corrected(
    empty: Face, step: str, wrong: dict[str, Any], right: dict[str, Any], place: str
) -> None:
    """Test that an error stands where its field is, says what is wrong, and ends in a bot."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    while result["step_id"] != step:
        result = await submit_bot(empty.hass, result)

    result = await submit_bot(empty.hass, result, wrong)

    assert result["step_id"] == step
    assert result["errors"] == {place: "invalid_settings"}
    assert result["description_placeholders"]["problems"]
    result = await submit_bot(empty.hass, result, right)
    while result["type"] is FlowResultType.FORM:
        assert result["errors"] == {}
        result = await submit_bot(empty.hass, result)
    result = await save_bot(empty.hass, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_order_below_the_minimum_is_refused_at_its_field(empty: Face) -> None:
    """Test that a bot whose every opening would be refused can't be saved by mistake."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    result = await submit_bot(empty.hass, result, {"size": 3})
    assert result["errors"] == {"size": "invalid_settings"}
    assert "BTC/USDT: 5 USDT" in result["description_placeholders"]["problems"]

    result = await submit_bot(empty.hass, result, {"size": 10})
    dca = {"dca_orders": [{"price_percentage": 1, "quantity_percentage": 10}]}
    result = await submit_bot(empty.hass, result, dca)
    assert result["errors"] == {"dca": "invalid_settings"}

    result = await submit_bot(empty.hass, result, {"dca_orders": None})
    result = await submit_bot(empty.hass, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_more_than_the_balance_is_warned_of_and_can_be_saved(empty: Face) -> None:
    """Test that a bot for more money than there is says so, and is no mistake."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    for changes in ({"size": 3000}, {}, {}):
        result = await submit_bot(empty.hass, result, changes)

    assert (result["type"], result["step_id"]) == (FlowResultType.MENU, "check")
    told = result["description_placeholders"]["warnings"]
    assert "need 15000 USDT, but the account has 10000 USDT" in told
    assert (await save_bot(empty.hass, result))["type"] is FlowResultType.CREATE_ENTRY
    await empty.settle()
    assert str(settings_of(empty).size) == "3000"


async def test_stop_that_cannot_rest_on_the_exchange_is_warned_of(empty: Face) -> None:
    """Test that people know when a position depends on Home Assistant being on."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    waits = {"stop_percentage": 3, "cool_down_amount": 5, "cool_down_time_frame": "minute"}
    for changes in ({}, waits, {}):
        result = await submit_bot(empty.hass, result, changes)

    assert (result["type"], result["step_id"]) == (FlowResultType.MENU, "check")
    told = result["description_placeholders"]["warnings"]
    assert "unprotected while Home Assistant is off" in told


async def test_warning_leads_back_to_the_settings(empty: Face) -> None:
    """Test that what was warned of can be changed, and nothing else is lost."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    for changes in ({"size": 3000, "preset": "single"}, {"stop_percentage": 3}, {}):
        result = await submit_bot(empty.hass, result, changes)
    result = dict(
        await empty.hass.config_entries.subentries.async_configure(
            result["flow_id"], {"next_step_id": "entry"}
        )
    )
    for changes in ({"size": 2000}, {}, {}):
        result = await submit_bot(empty.hass, result, changes)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    settings = settings_of(empty)
    assert (str(settings.size), settings.stop_loss) == (
        "2000",
        StopLoss(level=PriceLevel(percentage=Decimal(3))),
    )


async def test_changed_bot_is_checked_too(one: Face) -> None:
    """Test that a change asks for more than the account has only after a warning."""
    result: Any = await one.entry.start_subentry_reconfigure_flow(one.hass, BOT)
    result = await one.hass.config_entries.subentries.async_configure(
        result["flow_id"], {"next_step_id": "entry"}
    )
    result = await submit_bot(one.hass, result, {"size": 2001})

    assert (result["type"], result["step_id"]) == (FlowResultType.MENU, "check")
    assert str(settings_of(one).size) == "100"
    result = await save_bot(one.hass, result)
    assert result["reason"] == "reconfigure_successful"
    assert str(settings_of(one).size) == "2001"


async def test_error_names_field_and_number_in_words(empty: Face) -> None:
    """Test that people need not know how the settings are stored."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    result = await submit_bot(empty.hass, result)
    targets = [TARGETS[0], {"price_percentage": -2, "position_percentage": 0}]

    result = await submit_bot(empty.hass, result, {"take_profit": targets})

    problems = result["description_placeholders"]["problems"]
    assert "take profit 2, position percentage must be" in problems


async def test_name_that_is_taken_is_refused(one: Face) -> None:
    """Test that two bots of an account can't be mixed up, whatever the case of their names."""
    result = await start_bot(one.hass, one.entry.entry_id)

    result = await submit_bot(one.hass, result, {"name": " TREND "})

    assert result["errors"] == {"name": "name_taken"}
    for changes in ({"name": "Trend 2"}, {}, {}):
        result = await submit_bot(one.hass, result, changes)
    assert result["title"] == "Trend 2"


async def test_section_that_is_not_sent_is_as_it_was(empty: Face) -> None:
    """Test that leaving a closed section out neither fails nor empties it."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    for changes in ({}, {"stop_percentage": 3}):
        result = await submit_bot(empty.hass, result, changes)
    answers = {"max_positions": 5, "max_positions_per_market": 1}
    result = dict(
        await empty.hass.config_entries.subentries.async_configure(result["flow_id"], answers)
    )

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert settings_of(empty).stop_loss is not None


async def test_wrong_change_is_explained_and_can_be_corrected(one: Face) -> None:
    """Test that an error while reconfiguring changes nothing and ends in a success."""
    before = settings_of(one)

    result = await change(one, "limits", max_positions=0)

    assert result["errors"] == {"max_positions": "invalid_settings"}
    assert settings_of(one) == before
    result = await submit_bot(one.hass, result, {"max_positions": 2})
    assert result["reason"] == "reconfigure_successful"
    assert settings_of(one).max_positions == 2


async def test_ladder_refuses_what_it_does_not_know(empty: Face) -> None:
    """Test that a misspelt part of a level does not vanish."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    result = await submit_bot(empty.hass, result)
    answers = filled(result, {"take_profit": [{"position_percentage": 1, "prize": 3}]})

    with pytest.raises(InvalidData, match="take_profit"):
        await empty.hass.config_entries.subentries.async_configure(result["flow_id"], answers)
