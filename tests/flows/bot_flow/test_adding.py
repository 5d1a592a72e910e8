"""Test how a bot is added, and what its user is told at the end."""

import json

from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.flows.bot_presets import PRESETS, Preset
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.settings.codec import settings_as, settings_from
from custom_components.tradehook.trading.settings.settings import BotSettings, BreakEvenOffset
from tests.face import Face, account_entry
from tests.flow_steps import sent_by_tradingview, start_bot, submit_bot
from tests.flows.bot_flow.walking import add_bot, settings_of

pytestmark = pytest.mark.usefixtures("config_folder")


async def test_defaults_of_every_step_make_a_working_bot(empty: Face) -> None:
    """Test that who changes nothing gets a bot that runs with the documented defaults."""
    result = await add_bot(empty)

    assert result["title"] == "Signal bot"
    (subentry,) = empty.entry.subentries.values()
    plain = BotSettings(
        name="Signal bot",
        quote="USDT",
        sides=frozenset({Side.LONG}),
        break_even_offset=BreakEvenOffset.FEES,
    )
    assert subentry.data["settings"] == settings_as(
        settings_from({**settings_as(plain), **PRESETS[Preset.SINGLE]})
    )
    assert empty.account.bots[subentry.subentry_id].is_on
    assert empty.hass.states.is_state("switch.signal_bot", "on")


async def test_a_new_bot_begins_with_break_even_at_the_fees(empty: Face) -> None:
    """Test that the form's default pays for both fees, and that a number can be typed instead."""
    await add_bot(empty)
    await add_bot(empty, break_even_offset=0.2)

    offsets = [bot.data["settings"]["break_even_offset"] for bot in empty.entry.subentries.values()]
    assert offsets == ["fees", "0.2"]


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
        "take_profit": [{"price_percentage": 4, "position_percentage": 100}],
        "stop_loss": {"stop_percentage": 2},
        "timestamp": "{{timenow}}",
    }
    body = sent_by_tradingview(told["message"])
    answer = await empty.account.receive(subentry.subentry_id, body, None)
    await empty.settle()
    assert answer.status == 202, answer.body
    assert "warnings" not in answer.body
    (row,) = await empty.account.positions()
    assert row["no_stop"] is False
    assert row["stop_price"]
    assert row["next_target_price"]


async def test_form_begins_with_a_take_profit_and_a_stop(empty: Face) -> None:
    """Test that a bot whose steps are submitted as they are has an end for each position."""
    await add_bot(empty)

    settings = settings_of(empty)
    assert settings.stop_loss is not None
    assert [target.position_percentage for target in settings.take_profit] == [100]
    answer = await empty.account.send_signal(
        next(iter(empty.entry.subentries)), {"symbol": "BTC/USDT", "side": "long"}
    )
    await empty.settle()
    assert answer.status == 202, answer.body
    (row,) = await empty.account.positions()
    assert row["no_stop"] is False


async def test_ready_message_leaves_out_what_the_bot_alone_decides(empty: Face) -> None:
    """Test that it asks for nothing that would be ignored with a warning."""
    told = (await add_bot(empty, stop_loss_source="bot", take_profit_source="bot"))[
        "description_placeholders"
    ]

    message = json.loads(told["message"])
    assert not {"take_profit", "stop_loss"} & message.keys()
    assert message["timestamp"] == "{{timenow}}"


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
