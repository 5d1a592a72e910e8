"""A group in a Home Assistant: added, changed and removed, and what comes to its address."""

import asyncio
from collections.abc import AsyncIterator
import json
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.tradehook.diagnostics import async_get_config_entry_diagnostics
from custom_components.tradehook.system_health import async_system_health_info
from custom_components.tradehook.trading.credentials import token_digest
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.signal.alert_systems import AlertSystem
from custom_components.tradehook.web.ways_in import async_learn
from tests.face import BOT, BTC, Face, account_entry, bot_subentry, loaded
from tests.patience import PATIENCE
from tests.posting import post

pytestmark = pytest.mark.usefixtures("config_folder")
OTHER = "01J0000000000000000000BOT2"


@pytest.fixture
async def face(hass: HomeAssistant) -> AsyncIterator[Face]:
    """Return a running account with two bots, whose bitcoin stands still."""
    bots = (bot_subentry(), bot_subentry(OTHER, "Second"))
    async with loaded(hass, account_entry(bots=bots)) as built:
        await built.price(65_000)
        yield built


async def answered(hass: HomeAssistant, result: Any, data: dict[str, Any]) -> Any:
    """Answer a step of a flow."""
    got = await hass.config_entries.flow.async_configure(result["flow_id"], data)
    await hass.async_block_till_done()
    return got


async def begun(hass: HomeAssistant, entry: MockConfigEntry | None = None) -> Any:
    """Begin to add a group, or to change one."""
    context: Any = {"source": SOURCE_USER}
    if entry is not None:
        context = {"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    result: Any = await hass.config_entries.flow.async_init("tradehook", context=context)
    return await answered(hass, result, {"next_step_id": "group"}) if entry is None else result


def bots(face: Face, *members: tuple[str, object]) -> list[dict[str, object]]:
    """Return the rows of bots as the form sends them."""
    return [
        {"bot": f"{face.entry.entry_id}/{bot_id}", "size_factor": factor}
        for bot_id, factor in members
    ]


def form(face: Face, *members: tuple[str, object], **changes: Any) -> dict[str, Any]:
    """Return the answers to the form of a group."""
    senders = {"only_tradingview": False, "allowed_networks": [], "rate_limit": 600}
    chosen = members or ((BOT, 1), (OTHER, 0.5))
    return {"name": "All", "members": bots(face, *chosen), "security": senders | changes}


@pytest.fixture
async def made(hass: HomeAssistant, face: Face) -> Any:
    """Return the end of the flow that has added a group of both bots."""
    result = await answered(hass, await begun(hass), form(face))
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    return result


@pytest.fixture
async def client(hass_client_no_auth: ClientSessionGenerator) -> TestClient[Any, Any]:
    """Return somebody on the internet."""
    return await hass_client_no_auth()


def alert(made: Any, **fields: Any) -> dict[str, Any]:
    """Return a message with the group's credentials."""
    said = made["description_placeholders"]
    return {"api_key": said["api_key"], "api_secret": said["api_secret"], **fields}


def url(made: Any) -> str:
    """Return where the group is reached."""
    return f"/api/webhook/{made['result'].data['webhook_id']}"


async def test_one_alert_from_outside_trades_in_both_bots_and_everybody_is_told(
    hass: HomeAssistant,
    face: Face,
    made: Any,
    client: TestClient[Any, Any],
    hass_ws_client: WebSocketGenerator,
) -> None:
    browser = await hass_ws_client(hass)
    await browser.send_json_auto_id({"type": "tradehook/subscribe_groups"})
    await browser.receive_json()
    first = (await browser.receive_json())["event"]["groups"]
    assert [bot["name"] for bot in first[0]["bots"]] == ["Trend", "Second"]
    assert first[0]["signals"] == []

    message = json.loads(made["description_placeholders"]["message"])
    message |= {"timestamp": None, "test": True}
    status, body = await post(client, message, url=url(made))
    assert (status, body["status"]) == (200, "test"), body
    assert set(body["bots"]) == {"Trend", "Second"}

    sent = alert(made, symbol="BYBIT:BTCUSD.P", side="long", quote_amount=100)
    status, body = await post(client, sent, url=url(made))
    await face.settle()

    assert (status, body["status"]) == (202, "accepted")
    rows = await face.account.positions()
    assert {str(row["bot_id"]): round(float(row["invested"])) for row in rows} == {
        BOT: 100,
        OTHER: 50,
    }
    state = hass.states.get("event.all_signal")
    assert state is not None
    assert state.attributes["event_type"] == "accepted"
    assert state.attributes["bots"] == {"Trend": "accepted", "Second": "accepted"}
    assert sent["api_secret"] not in str(state.attributes)
    told = [await browser.receive_json()]
    while len(told[-1]["event"]["groups"][0]["signals"]) < 2:
        told.append(await browser.receive_json())
    newest = told[-1]["event"]["groups"][0]["signals"][0]
    assert [bot["name"] for bot in newest["bots"]] == ["Trend", "Second"]
    assert sent["api_secret"] not in str(told)

    told_of = await async_get_config_entry_diagnostics(hass, made["result"])
    assert told_of["group"]["bots"] == 2
    assert sent["api_key"] not in str(told_of)
    assert "Trend" not in str(told_of)
    health = await async_system_health_info(hass)
    assert (health["accounts"], health["groups"], health["bots"]) == (1, 1, 2)


@pytest.mark.parametrize(
    ("members", "changes", "errors"),
    [
        ([], {}, {"members": "group_bots_missing"}),
        ([(BOT, 1), (BOT, 2)], {}, {"members": "group_bot_twice"}),
        ([(BOT, 0)], {}, {"members": "group_factor_out_of_range"}),
        ([(BOT, 101)], {}, {"members": "group_factor_out_of_range"}),
        ([(BOT, 1)], {"allowed_networks": ["home"]}, {"security": "group_senders_invalid"}),
    ],
    ids=str,
)
async def test_wrong_answers_are_told_and_nothing_is_made(
    hass: HomeAssistant, face: Face, members: Any, changes: Any, errors: dict[str, str]
) -> None:
    answers = form(face, *members, **changes)
    if not members:
        answers["members"] = []

    result = await answered(hass, await begun(hass), answers)

    assert (result["type"], result["errors"]) == (FlowResultType.FORM, errors)
    assert len(hass.config_entries.async_entries("tradehook")) == 1
    right = await answered(hass, result, form(face))
    assert right["type"] is FlowResultType.CREATE_ENTRY


async def test_a_group_is_changed_and_its_old_address_and_secret_end(
    hass: HomeAssistant, face: Face, made: Any, client: TestClient[Any, Any]
) -> None:
    entry = made["result"]
    before, close = url(made), alert(made, action="close", symbol=BTC)
    menu = await begun(hass, entry)
    shown = await answered(hass, menu, {"next_step_id": "group_bots"})
    done = await answered(hass, shown, form(face, (OTHER, 2)) | {"name": "One"})
    assert done["reason"] == "reconfigure_successful"
    assert entry.title == "One"
    assert [one.size_factor for one in entry.runtime_data.terms.members] == [2]

    confirm = await answered(hass, await begun(hass, entry), {"next_step_id": "group_secret"})
    rotated = await answered(hass, confirm, {})
    assert (await post(client, close, url=before))[0] == 401

    close["api_secret"] = rotated["description_placeholders"]["api_secret"]
    assert (await post(client, close, url=before))[0] == 409
    confirm = await answered(hass, await begun(hass, entry), {"next_step_id": "group_url"})
    await answered(hass, confirm, {})
    assert (await post(client, close, url=before))[0] == 410
    assert (await post(client, close, url=url(made)))[0] == 409
    message = await answered(hass, await begun(hass, entry), {"next_step_id": "group_message"})
    assert entry.data["webhook_id"] in message["description_placeholders"]["webhook_url"]


async def test_a_form_of_before_takes_nothing_back_that_was_changed_of_a_group(
    hass: HomeAssistant, face: Face, made: Any
) -> None:
    entry = made["result"]
    old = await answered(hass, await begun(hass, entry), {"next_step_id": "group_bots"})
    new = await answered(hass, await begun(hass, entry), {"next_step_id": "group_bots"})
    await answered(hass, new, form(face, (OTHER, 2)) | {"name": entry.title})

    await answered(hass, old, form(face) | {"name": "One"})

    assert entry.title == "One"
    assert [one["bot"] for one in entry.data["members"]] == [OTHER]


async def test_a_removed_bot_is_told_and_a_removed_group_leaves_no_silent_address(
    hass: HomeAssistant, face: Face, made: Any, client: TestClient[Any, Any]
) -> None:
    entry = made["result"]
    hass.config_entries.async_remove_subentry(face.entry, OTHER)
    await face.settle()

    issues = ir.async_get(hass)
    issue = issues.async_get_issue("tradehook", f"group_bots_removed_{entry.entry_id}")
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["missing"] == "1"
    close = alert(made, action="close", symbol=BTC)
    status, body = await post(client, close, url=url(made))
    assert (status, set(body["bots"])) == (409, {"Trend"})

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()

    assert issues.async_get_issue("tradehook", f"group_bots_removed_{entry.entry_id}") is None
    assert (await post(client, close, url=url(made)))[1]["code"] == "address_retired"


async def test_a_group_whose_account_is_away_keeps_its_exits_for_it(
    hass: HomeAssistant, face: Face, made: Any, client: TestClient[Any, Any]
) -> None:
    opening = alert(made, symbol=BTC, side="long", quote_amount=100)
    assert (await post(client, opening, url=url(made)))[0] == 202
    await hass.config_entries.async_unload(face.entry.entry_id)

    status, body = await post(client, alert(made, action="close", symbol=BTC), url=url(made))
    assert (status, body["bots"]["Trend"]["status"]) == (202, "queued")

    await hass.config_entries.async_setup(face.entry.entry_id)
    await face.settle()
    async with asyncio.timeout(PATIENCE):
        while made["result"].runtime_data.waiting:  # noqa: ASYNC110  it tells nobody
            await asyncio.sleep(0.01)
    await face.settle()
    assert {row["status"] for row in await face.account.positions()} == {"closed"}


async def test_what_a_bot_has_learned_its_group_knows_and_several_signals_are_a_list(
    hass: HomeAssistant, face: Face, made: Any, client: TestClient[Any, Any]
) -> None:
    """The bot that has not learned the token does nothing, and nobody is told the token."""
    token = "own-value-of-a-token"
    deal = {"message_type": "bot", "bot_id": 7, "email_token": token, "delay_seconds": 0}
    buy = deal | {"pair": "USDT_BTC"}
    status, body = await post(client, buy, url=url(made))
    assert (status, body["code"]) == (401, "dialect_token_unknown")

    system = AlertSystem.THREE_COMMAS_DCA
    learned = token_digest(system, f"{token}\n7")
    bot = face.entry.subentries[BOT]
    async_learn(hass, face.entry, bot, system, learned, {"sides": frozenset({Side.LONG})})
    await face.settle()
    status, body = await post(client, buy, url=url(made))
    await face.settle()
    assert (status, body["status"]) == (202, "accepted"), body
    assert body["bots"]["Second"]["code"] == "dialect_token_unknown"
    (position,) = await face.account.positions()
    assert position["bot_id"] == BOT
    state = hass.states.get("event.all_signal")
    assert state is not None
    told = str(state.attributes) + str(await made["result"].runtime_data.signals())
    assert token not in told + str(body)

    stop = alert(made, action="stop_bot", signal_id=position["signal_id"])
    response = await client.post(url(made), json=[stop, {"action": "close_all"}])
    answers = await response.json()
    assert [set(one["bots"]) for one in answers] == [{"Trend", "Second"}] * 2
    assert answers[1]["bots"]["Trend"]["status"] == "accepted"
    async with asyncio.timeout(PATIENCE):
        while [one["status"] for one in await face.account.positions()] != ["closed"]:
            await face.settle()
