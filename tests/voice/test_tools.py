"""Test the tools of language models: who is given which, and what they answer."""

from typing import Any

from homeassistant.components import llm as llm_component
from homeassistant.core import Context
from homeassistant.helpers import llm
import probatio
from pytest_homeassistant_custom_component.common import MockUser

from tests.entities.test_read_policy import may_read
from tests.face import BOT, BOT_SWITCH, CLOSE_BUTTON, KEEP_BUTTON, POSITION

from .conftest import ASSISTANT, House

READS = [f"tradehook__get_{what}" for what in ("positions", "results", "refused_signals", "bots")]


def context(user: MockUser | None = None, assistant: str = ASSISTANT) -> llm.LLMContext:
    """Return who speaks to a model."""
    return llm.LLMContext(
        platform="test",
        context=Context(user_id=user.id) if user else Context(),
        language="en",
        assistant=assistant,
        device_id=None,
    )


async def tools(house: House, asks: llm.LLMContext, api: str = "assist") -> dict[str, llm.Tool]:
    """Return what a model is given of ours."""
    found = await llm_component.async_get_tools(house.hass, asks, api)
    return {tool.name: tool for tool in found.tools if tool.name.startswith("tradehook__")}


async def use(house: House, name: str, user: MockUser | None = None, **asked: Any) -> Any:
    """Use a tool, and return what it answers."""
    asks = context(user)
    tool = (await tools(house, asks))[f"tradehook__{name}"]
    result = await tool.async_call(house.hass, llm.ToolInput(tool.name, asked), asks)
    assert isinstance(result, llm.ToolResult)
    await house.face.settle()
    assert result.error is ("error" in result.data)
    return result.data


async def test_only_what_may_use_assist_is_given_tools(house: House) -> None:
    assert [*await tools(house, context())] == READS
    assert await tools(house, context(), "homeassistant") == {}


async def test_orders_are_given_for_what_is_exposed(house: House) -> None:
    await house.face.open()
    for exposed, names in (
        (BOT_SWITCH, ["tradehook__stop_bot"]),
        (CLOSE_BUTTON, ["tradehook__close_position"]),
        (KEEP_BUTTON, ["tradehook__keep_position"]),
        (POSITION, ["tradehook__close_position", "tradehook__keep_position"]),
        ("switch.paper_trading", []),
    ):
        house.expose(exposed)
        assert [*await tools(house, context())] == READS + names
        assert [*await tools(house, context(assistant="cloud.alexa"))] == READS
        house.expose(exposed, yes=False)


async def test_every_tool_says_what_it_does_and_takes(house: House) -> None:
    await house.face.open()
    house.expose(BOT_SWITCH, POSITION)
    for name, tool in (await tools(house, context())).items():
        assert tool.integration == "tradehook"
        assert tool.description
        assert tool.annotations.read_only is (name in READS)
        assert tool.annotations.destructive is (name not in READS)
        told = probatio.to_openapi(tool.parameters, custom_serializer=llm.selector_serializer)
        assert all(field["description"] for field in told["properties"].values())


async def test_questions_are_answered_with_data(house: House) -> None:
    await house.face.open()
    await house.face.account.send_signal(BOT, {"action": "open", "symbol": "X/Y", "side": "long"})

    (position,) = (await use(house, "get_positions", market="bitcoin"))["positions"]
    assert position["bot"] == "Trend"
    assert position["account"] == "Paper"
    assert position["no_stop"] is True
    assert position["stop_price"] is None
    (result,) = (await use(house, "get_results", span="this_month"))["results"]
    assert (result["paper"], result["currency"], result["trades"]) == (True, "USDT", 0)
    since = await use(house, "get_results", since="2020-01-01T00:00:00")
    assert since["results"] == [result]
    (signal,) = (await use(house, "get_refused_signals", limit=1))["signals"]
    assert (signal["code"], signal["market"]) == ("unknown_symbol", "X/Y")
    trend = next(bot for bot in (await use(house, "get_bots"))["bots"] if bot["bot"] == "Trend")
    assert (trend["state"], trend["positions"]) == ("running", 1)
    assert (await use(house, "get_results", since="soon"))["code"] == "invalid"
    assert (await use(house, "get_bots", bot="none"))["code"] == "unknown_bot"


async def test_a_model_reads_no_more_than_who_speaks_to_it(house: House) -> None:
    await house.face.open()
    user = MockUser().add_to_hass(house.hass)
    may_read(user, {})

    assert (await use(house, "get_positions", user))["code"] == "nothing_readable"
    may_read(user, {"entity_ids": {"sensor.paper_equity": True}})
    assert (await use(house, "get_bots", user))["code"] == "nothing_readable"


async def test_orders_are_carried_out_for_what_is_exposed_only(house: House) -> None:
    await house.face.open()
    house.expose(CLOSE_BUTTON, BOT_SWITCH)

    closed = await use(house, "close_position", market="BTC/USDT")
    assert (closed["done"], closed["bot"]) == (["closed"], "Trend")
    assert house.state(POSITION) == "flat"
    flat = await use(house, "close_position", market="BTC/USDT")
    assert flat == {
        "error": "Trend holds nothing long in BTC/USDT.",
        "code": "nothing_held_long",
    }
    stopped = await use(house, "stop_bot", bot="trend")
    assert stopped["done"] == "stopped"
    house.expose(BOT_SWITCH, yes=False)
    # What was taken from the assistant while the model still had the tool
    asks = context()
    tool = next(
        one for one in (await tools(house, asks)).values() if one.name.endswith("close_position")
    )
    house.expose(CLOSE_BUTTON, yes=False)
    await house.face.turn(BOT_SWITCH, on=True)
    await house.face.open()
    result = await tool.async_call(
        house.hass, llm.ToolInput(tool.name, {"market": "BTC/USDT"}), asks
    )
    assert isinstance(result, llm.ToolResult)
    assert result.data["code"] == "position_not_exposed"
    assert house.state(POSITION) == "open"
