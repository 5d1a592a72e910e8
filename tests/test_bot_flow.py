"""Tests of the flows that add and change a bot."""

from collections.abc import AsyncIterator
from decimal import Decimal
import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.bot_presets import PRESETS, Preset
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.sections import Level, StopLoss
from custom_components.tradehook.trading.settings import BotSettings
from custom_components.tradehook.trading.settings_codec import settings_as, settings_from
from tests.face import BOT, KEY, SECRET, Face, account_entry, bot_subentry, loaded
from tests.flows import fields_of, filled, save_bot, start_bot, submit_bot

pytestmark = pytest.mark.usefixtures("config_folder")

TARGETS = [
    {"price_percentage": 1, "position_percentage": 50},
    {"price_percentage": 2.5, "position_percentage": 50, "trailing_distance": 0.5},
]


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
    "expiration_time",
    "expiration_price",
}
"""The fields that a stop loss and an expiration are put together from."""


@pytest.fixture
async def empty(hass: HomeAssistant) -> AsyncIterator[Face]:
    """Provide a loaded spot account without bots."""
    async with loaded(hass, account_entry(bots=())) as face:
        yield face


@pytest.fixture
async def futures(hass: HomeAssistant) -> AsyncIterator[Face]:
    """Provide a loaded futures account without bots."""
    async with loaded(hass, account_entry(market_type="linear", bots=())) as face:
        yield face


@pytest.fixture
async def one(hass: HomeAssistant) -> AsyncIterator[Face]:
    """Provide a loaded spot account with the bot "Trend"."""
    async with loaded(hass, account_entry()) as face:
        yield face


async def add_bot(face: Face, **changes: Any) -> dict[str, Any]:
    """Walk through all steps with some fields changed, and return the end."""
    result = await start_bot(face.hass, face.entry.entry_id)
    for _ in range(3):
        mine = {name for name in changes if name in names_of(result)}
        result = await submit_bot(face.hass, result, {name: changes.pop(name) for name in mine})
    result = await save_bot(face.hass, result)
    await face.settle()
    assert not changes
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    return result


def names_of(result: dict[str, Any]) -> set[str]:
    """Return the names of a form's fields, those in sections too."""
    fields = fields_of(result)
    return {one["name"] for field in fields for one in field.get("schema", [field])}


def settings_of(face: Face, number: int = -1) -> BotSettings:
    """Return the settings of the account's newest bot."""
    subentry = list(face.entry.subentries.values())[number]
    return settings_from(subentry.data["settings"])


async def change(face: Face, step: str, **changes: Any) -> dict[str, Any]:
    """Reconfigure a step of the bot "Trend"."""
    result: Any = await face.entry.start_subentry_reconfigure_flow(face.hass, BOT)
    assert result["type"] is FlowResultType.MENU
    result = await face.hass.config_entries.subentries.async_configure(
        result["flow_id"], {"next_step_id": step}
    )
    if result["type"] is FlowResultType.FORM:
        result = await save_bot(face.hass, await submit_bot(face.hass, result, changes))
    await face.settle()
    return dict(result)


async def test_defaults_of_every_step_make_a_working_bot(empty: Face) -> None:
    """Test that who changes nothing gets a bot that runs with the documented defaults."""
    result = await add_bot(empty)

    assert result["title"] == "Signal bot"
    (subentry,) = empty.entry.subentries.values()
    assert subentry.data["settings"] == settings_as(BotSettings(name="Signal bot", quote="USDT"))
    assert empty.account.bots[subentry.subentry_id].is_on
    assert empty.hass.states.is_state("switch.signal_bot", "on")


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


async def test_end_tells_everything_a_sender_needs(empty: Face) -> None:
    """Test that the end shows address, key, secret and a message that the bot accepts."""
    await async_process_ha_core_config(
        empty.hass,
        {"external_url": "https://home.example.org", "internal_url": "http://192.168.1.4:8123"},
    )

    told = (await add_bot(empty))["description_placeholders"]

    (subentry,) = empty.entry.subentries.values()
    path = f"/api/webhook/{subentry.data['webhook_id']}"
    assert told["webhook_url"] == told["external_url"] == f"https://home.example.org{path}"
    assert told["internal_url"] == f"http://192.168.1.4:8123{path}"
    assert told["cloud_url"] == "-"
    assert told["api_key"] == subentry.data["api_key"]
    message = json.loads(told["message"])
    assert message == {
        "api_key": told["api_key"],
        "api_secret": told["api_secret"],
        "action": "open",
        "exchange": "SIM",
        "symbol": "SIM_USDT_BTC",
        "side": "long",
    }
    answer = await empty.account.receive(subentry.subentry_id, told["message"].encode(), None)
    await empty.settle()
    assert answer.status == 202, answer.body


async def test_only_the_digest_of_the_secret_is_kept(empty: Face) -> None:
    """Test that the secret can't be read from the entry."""
    secret = (await add_bot(empty))["description_placeholders"]["api_secret"]

    (subentry,) = empty.entry.subentries.values()
    assert subentry.data["secret_digest"] == digest(secret)
    assert secret not in json.dumps(dict(subentry.data))


async def test_every_bot_has_its_own_credentials(empty: Face) -> None:
    """Test that nothing is shared between bots, and names are suggested that are free."""
    first, second = [await add_bot(empty) for _ in range(2)]

    assert (first["title"], second["title"]) == ("Signal bot", "Signal bot 2")
    for name in ("webhook_url", "api_key", "api_secret"):
        told = {result["description_placeholders"][name] for result in (first, second)}
        assert len(told) == 2


async def test_unknown_addresses_do_not_end_the_flow(
    empty: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that a house that knows no address of its own still gets a complete answer."""
    monkeypatch.setattr(empty.hass.config, "api", None)

    told = (await add_bot(empty))["description_placeholders"]

    (subentry,) = empty.entry.subentries.values()
    path = f"/api/webhook/{subentry.data['webhook_id']}"
    assert told["webhook_url"] == f"http://homeassistant.local:8123{path}"
    assert told["external_url"] == told["internal_url"] == told["cloud_url"] == "-"


async def test_browser_gets_the_placeholders(
    empty: Face, hass_client: ClientSessionGenerator
) -> None:
    """Test over REST, as the browser and the demo do it, that the end carries what is shown."""
    assert await async_setup_component(empty.hass, "config", {})
    client = await hass_client()
    url = "/api/config/config_entries/subentries/flow"
    response = await client.post(url, json={"handler": [empty.entry.entry_id, "bot"]})
    step = await response.json()
    while step["type"] == "form":
        answers = {}
        for field in step["data_schema"]:
            if "default" in field:
                answers[field["name"]] = field["default"]
        response = await client.post(f"{url}/{step['flow_id']}", json=answers)
        assert response.status == 200
        step = await response.json()

    assert step["type"] == "create_entry"
    assert {"webhook_url", "api_key", "api_secret", "message"} <= step[
        "description_placeholders"
    ].keys()
    assert "data" not in step


EVERYTHING = {
    "name": "All of it",
    "quote": "USDC",
    "size_type": "risk_percentage",
    "size": 1.5,
    "order_type": "limit",
    "entry_deviation": 0.1,
    "adjust_fee": True,
    "expiration_time": 30,
    "expiration_price": 70000,
    "sides": ["long"],
    "time_limit": 120,
    "take_profit": TARGETS,
    "take_profit_source": "bot",
    "stop_percentage": 3,
    "stop_loss_source": "bot",
    "require_stop_loss": True,
    "stop_order_type": "stop_loss_limit",
    "limit_percentage": 0.5,
    "limit_stop_timeout": 20,
    "cool_down_amount": 5,
    "cool_down_time_frame": "minute",
    "cool_down_type": "candle_close",
    "emergency_stop_percentage": 6,
    "protection_type": "follow_take_profit",
    "break_even_offset": 0.2,
    "dca_orders": [{"price_percentage": 1, "quantity_percentage": 150}],
    "dca_source": "bot",
    "auto_close": 90.5,
    "max_positions": 7,
    "max_positions_per_market": 2,
    "max_entry_size": "1234.56",
    "max_invested": 5000,
    "daily_loss_limit": 50,
    "max_consecutive_losses": 3,
    "cooldown": 60,
    "allowed_bases": ["BTC", "xyz"],
    "blocked_bases": ["DOGE"],
    "min_price": 0.01,
    "max_price": 100000,
    "min_quote_volume": 1000000,
    "max_price_distance": 2,
    "max_signal_age": 30,
    "max_spread": 0.3,
    "duplicate_window": 0,
    "only_tradingview": True,
    "allowed_networks": ["192.168.1.0/24", "::1"],
    "rate_limit": 10,
    "strict_fields": False,
    "use_strategy_contracts": True,
    "missed_alert": "refuse",
}
EVERYTHING_STORED = {
    **settings_as(BotSettings(name="All of it", quote="USDC")),
    **EVERYTHING,
    "size": "1.5",
    "entry_deviation": "0.1",
    "entry_expiration": {"time": "30", "price": "70000"},
    "take_profit": [
        {"price_percentage": "1", "position_percentage": "50"},
        {"price_percentage": "2.5", "position_percentage": "50", "trailing_distance": "0.5"},
    ],
    "stop_loss": {
        "stop_percentage": "3",
        "order_type": "STOP_LOSS_LIMIT",
        "limit_percentage": "0.5",
        "cool_down_amount": 5,
        "cool_down_time_frame": "minute",
        "cool_down_type": "candle_close",
        "emergency_stop_percentage": "6",
        "protection_type": "FOLLOW_TAKE_PROFIT",
    },
    "break_even_offset": "0.2",
    "dca_orders": [{"price_percentage": "1", "quantity_percentage": "150"}],
    "auto_close": 5430,
    "max_entry_size": "1234.56",
    "max_invested": "5000",
    "daily_loss_limit": "50",
    "allowed_bases": ["BTC", "XYZ"],
    "min_price": "0.01",
    "max_price": "100000",
    "min_quote_volume": "1000000",
    "max_price_distance": "2",
    "max_spread": "0.3",
}


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
    plain = settings_as(BotSettings(name="Signal bot", quote="USDT"))
    expected = settings_as(settings_from({**plain, **PRESETS[preset]}))
    assert subentry.data["settings"] == expected
    answer = await empty.account.receive(subentry.subentry_id, told["message"].encode(), None)
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
        ({"allowed_bases": ["SOL"]}, "SIM_USDT_SOL", "long", None),
        ({"blocked_bases": ["BTC", "ETH"]}, "SIM_USDT_SOL", "long", None),
        ({"allowed_bases": ["XRP", "ADA"]}, "SIM_USDT_XRP", "long", None),
        ({"quote": "BTC"}, "SIM_BTC_ETH", "long", None),
        ({"allowed_bases": ["NONE"]}, "SIM_USDT_BTC", "long", None),
        ({"sides": ["short"]}, "SIM_USDT_BTC", "short", None),
        ({"require_stop_loss": True}, "SIM_USDT_BTC", "long", {"stop_percentage": 2}),
        ({"require_stop_loss": True, "stop_percentage": 3}, "SIM_USDT_BTC", "long", None),
        (
            {"size_type": "risk_percentage", "size": 1},
            "SIM_USDT_BTC",
            "long",
            {"stop_percentage": 2},
        ),
    ],
)
async def test_message_fits_the_bot(
    empty: Face, changes: dict[str, Any], symbol: str, side: str, stop: dict[str, int] | None
) -> None:
    """Test that the ready message keeps to what the bot allows and demands."""
    result = await add_bot(empty, **changes)

    message = json.loads(result["description_placeholders"]["message"])
    assert (message["symbol"], message["side"]) == (symbol, side)
    assert message.get("stop_loss") == stop


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
    ("exits", {"cool_down_amount": 5}, {"stop_percentage": 3}, "stop"),
    ("exits", {"protection_type": "break_even"}, {"stop_percentage": 3}, "stop"),
    (
        "exits",
        {"protection_type": "price"},
        {"trailing_percentage": 1, "trailing_distance": 0.5},
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
        StopLoss(level=Level(percentage=Decimal(3))),
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


async def test_reconfigure_changes_a_running_bot(one: Face) -> None:
    """Test that a step is changed at once, for this bot alone and without a reload."""
    account, bot = one.account, one.account.bots[BOT]

    result = await change(one, "limits", max_positions=9, max_spread=0.25)

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
    assert one.account is account
    assert account.bots[BOT] is bot
    assert bot.is_on
    assert (bot.settings.max_positions, str(bot.settings.max_spread)) == (9, "0.25")
    assert settings_of(one) == bot.settings


async def test_reconfigure_shows_what_is_set(hass: HomeAssistant) -> None:
    """Test that every form begins with the settings, so that submitting it changes nothing."""
    names = settings_as(BotSettings(name="x", quote="y"))
    settings = settings_from({name: EVERYTHING_STORED[name] for name in names})
    async with loaded(
        hass, account_entry(bots=(bot_subentry(title="All of it", settings=settings),))
    ) as face:
        for step in ("entry", "exits", "limits"):
            await change(face, step)
            assert settings_of(face) == settings


async def test_reconfigure_can_empty_a_setting(hass: HomeAssistant) -> None:
    """Test that removing a value from a form removes it from the bot."""
    names = settings_as(BotSettings(name="x", quote="y"))
    settings = settings_from({name: EVERYTHING_STORED[name] for name in names})
    async with loaded(
        hass, account_entry(bots=(bot_subentry(title="All of it", settings=settings),))
    ) as face:
        await change(face, "exits", dca_orders=None, auto_close=None)
        await change(face, "entry", expiration_time=None, expiration_price=None)
        await change(face, "limits", max_entry_size=None, allowed_networks=None)

        changed = settings_of(face)
        assert (changed.dca_orders, changed.auto_close) == ((), None)
        assert changed.entry_expiration is None
        assert (changed.max_entry_size, changed.allowed_networks) == (None, ())


async def test_removing_every_part_of_a_stop_removes_it(one: Face) -> None:
    """Test that no remains of a stop loss are left behind."""
    await change(one, "exits", stop_percentage=3, cool_down_amount=5, emergency_stop_percentage=6)
    assert settings_of(one).stop_loss is not None

    await change(
        one, "exits", stop_percentage=None, cool_down_amount=0, emergency_stop_percentage=None
    )

    assert settings_of(one).stop_loss is None


async def test_renaming_a_bot_renames_its_device(one: Face) -> None:
    """Test that the name is the title of the bot and the name of its device."""
    await change(one, "entry", name="Swing")

    assert one.entry.subentries[BOT].title == "Swing"
    assert one.account.bots[BOT].settings.name == "Swing"
    assert one.hass.states.get("switch.trend").attributes["friendly_name"] == "Swing"  # type: ignore[union-attr]


async def test_own_name_is_not_taken(one: Face) -> None:
    """Test that changing a bot does not ask it to change its name."""
    result = await change(one, "entry", size=50)

    assert result["reason"] == "reconfigure_successful"
    assert str(one.account.bots[BOT].settings.size) == "50"


async def test_wrong_change_is_explained_and_can_be_corrected(one: Face) -> None:
    """Test that an error while reconfiguring changes nothing and ends in a success."""
    before = settings_of(one)

    result = await change(one, "limits", max_positions=0)

    assert result["errors"] == {"max_positions": "invalid_settings"}
    assert settings_of(one) == before
    result = await submit_bot(one.hass, result, {"max_positions": 2})
    assert result["reason"] == "reconfigure_successful"
    assert settings_of(one).max_positions == 2


async def test_message_can_be_shown_again_without_the_secret(one: Face) -> None:
    """Test that address, key and message can be looked up, and nothing changes."""
    before = dict(one.entry.subentries[BOT].data)

    result = await change(one, "message")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "message")
    told = result["description_placeholders"]
    assert told["webhook_url"].endswith(f"/api/webhook/hook-{BOT}")
    assert told["api_key"] == KEY
    assert SECRET not in json.dumps(told)
    assert json.loads(told["message"])["symbol"] == "SIM_USDT_BTC"
    assert dict(one.entry.subentries[BOT].data) == before


async def test_secret_can_be_replaced(one: Face) -> None:
    """Test that the new secret is shown once and works, and the old one does not."""
    result = await change(one, "rotate_secret")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "secret_rotated")
    told = result["description_placeholders"]
    data = one.entry.subentries[BOT].data
    assert data["secret_digest"] == digest(told["api_secret"])
    assert data["api_key"] == told["api_key"] == KEY
    old = json.dumps(json.loads(told["message"]) | {"api_secret": SECRET})
    assert (await one.account.receive(BOT, old.encode(), None)).status == 401
    assert (await one.account.receive(BOT, told["message"].encode(), None)).status == 202
    await one.settle()


async def test_address_can_be_replaced(one: Face) -> None:
    """Test that the bot gets a new address, and keeps its key and secret."""
    before = dict(one.entry.subentries[BOT].data)

    result = await change(one, "rotate_url")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "url_rotated")
    data = one.entry.subentries[BOT].data
    assert data["webhook_id"] != before["webhook_id"]
    assert {**data, "webhook_id": None} == {**before, "webhook_id": None}
    told = result["description_placeholders"]
    assert told["webhook_url"].endswith(f"/api/webhook/{data['webhook_id']}")


async def test_bot_can_be_added_while_the_account_is_away(hass: HomeAssistant) -> None:
    """Test that the flow needs no running account."""
    entry = account_entry(bots=())
    entry.add_to_hass(hass)
    assert await async_setup_component(hass, "tradehook", {})
    await hass.config_entries.async_unload(entry.entry_id)
    result = await start_bot(hass, entry.entry_id)
    for _ in range(3):
        result = await submit_bot(hass, result)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert len(entry.subentries) == 1


async def test_ladder_refuses_what_it_does_not_know(empty: Face) -> None:
    """Test that a misspelt part of a level does not vanish."""
    result = await start_bot(empty.hass, empty.entry.entry_id)
    result = await submit_bot(empty.hass, result)
    answers = filled(result, {"take_profit": [{"position_percentage": 1, "prize": 3}]})

    with pytest.raises(InvalidData, match="take_profit"):
        await empty.hass.config_entries.subentries.async_configure(result["flow_id"], answers)
