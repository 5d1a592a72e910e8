"""Test how a bot learns in its form to take alerts of another system, from one that is pasted."""

import json
from typing import Any

from homeassistant.data_entry_flow import FlowResultType
import pytest

from tests.face import BOT, Face
from tests.flows.bot_flow.walking import change

TOKEN = "own-value-of-a-token"
OKX = json.dumps({"action": "ENTER_LONG", "instrument": "{{ticker}}", "signalToken": TOKEN})
DEFAULT = "MA: order buy @ 1 filled on BTCUSDT. New strategy position is 1"


async def begin(face: Face, step: str) -> Any:
    """Choose a step of the bot's menu."""
    flow: Any = await face.entry.start_subentry_reconfigure_flow(face.hass, BOT)
    return await answer(face, flow, {"next_step_id": step})


async def answer(face: Face, flow: Any, user_input: dict[str, Any]) -> Any:
    """Answer a step."""
    result = await face.hass.config_entries.subentries.async_configure(flow["flow_id"], user_input)
    await face.settle()
    return result


async def test_an_alert_is_explained_and_learned(one: Face) -> None:
    await one.price(65000)
    shown = await answer(one, await begin(one, "paste_alert"), {"alert": OKX})

    told = shown["description_placeholders"]
    assert (shown["step_id"], told["system"], told["way"]) == (
        *("learn_alert", "OKX, BloFin"),
        "`token`",
    )
    assert '"action": "open"' in told["says"]
    assert "entry: buy" in told["does"]
    chosen = {"opposite": "close", "repeat": "open", "foreign_chart": "refuse"}
    learned = await answer(one, shown, chosen)

    assert (learned["type"], learned["reason"]) == (FlowResultType.ABORT, "alert_learned")
    settings = one.account.bots[BOT].settings
    assert (settings.opposite.value, settings.repeat.value) == ("close", "open")
    assert [system.value for system in settings.dialects] == ["okx"]
    assert TOKEN not in repr((shown, learned, one.entry.subentries[BOT].data))


async def test_an_alert_without_a_secret_gets_the_secret_address(one: Face) -> None:
    await one.price(65000)
    shown = await answer(one, await begin(one, "paste_alert"), {"alert": DEFAULT})
    learned = await answer(one, shown, {})
    first = learned["description_placeholders"]["secret_address"]

    assert learned["reason"] == "alert_learned_address"
    assert "/api/tradehook/in/" in first
    again = await answer(one, await begin(one, "secret_address"), {})
    assert again["reason"] == "secret_address"
    assert again["description_placeholders"]["secret_address"] != first


@pytest.mark.parametrize("text", ["good morning", "{}"])
async def test_what_nobody_knows_is_asked_for_again(one: Face, text: str) -> None:
    shown = await answer(one, await begin(one, "paste_alert"), {"alert": text})

    assert (shown["step_id"], shown["errors"]) == ("paste_alert", {"alert": "alert_refused"})
    assert shown["description_placeholders"]["problems"]
    assert (await change(one, "limits"))["reason"] == "reconfigure_successful"
