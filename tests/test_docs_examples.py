"""Test that the examples of README, docs/actions.md and docs/entities.md run."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
import re
from textwrap import dedent
from typing import Any, Final

from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.script import Script, async_validate_actions_config
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service
import yaml

from tests.documented_fields import check, documented
from tests.face import BOT, BTC, SETTINGS, Face, account_entry, bot_subentry, loaded

ROOT = Path(__file__).parent.parent
DOMAIN = "tradehook."
POSITION = "sensor.demo_bot_btc_usdt_long_position"
SWITCH = "switch.demo_bot"
ACCOUNT = "01JC0FFEE0000000000000TEA1"
"""The id of the account in the examples."""
STOP: Final[dict[str, Any]] = {"stop_loss": {"stop_percentage": 5}}


def examples(page: str) -> list[dict[str, Any]]:
    """Return the automations of a page."""
    text = (ROOT / page).read_text()
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    return [yaml.safe_load(dedent(block)) for block in blocks]


async def held(face: Face) -> None:
    """Hold a position with a stop, in profit."""
    state = face.hass.states.get(POSITION)
    if state is None or state.state != "open":
        await face.open(**STOP)
        await face.price(66000)


async def pending(face: Face) -> None:
    """Wait for an entry."""
    await face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await face.settle()
    await face.open_limit()


async def unmanaged(face: Face) -> None:
    """Hold coins that nobody manages."""
    await face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await face.settle()
    await face.open(quote_amount=4000)
    await face.call("release_position", target=POSITION)


async def linked(face: Face) -> None:
    """Have a link to a position of the bot."""
    await held(face)
    await face.call("create_position_link", {"mode": "keep"}, target=POSITION)


async def nothing(face: Face) -> None:
    """Leave things as they are."""


BEFORE: Mapping[str, Callable[[Face], Awaitable[None]]] = {
    "close_position": held,
    "keep_position": pending,
    "modify_position": held,
    "adopt_position": unmanaged,
    "release_position": held,
    "create_position_link": held,
    "list_position_links": linked,
    "revoke_position_link": linked,
    "set_position_note": held,
}
"""What there is before an example runs, by its first action of ours."""
PATHS: Mapping[str, Callable[[Mapping[str, Any]], list[Any]]] = {
    "send_signal": lambda answer: [answer["answers"][SWITCH]],
    "get_positions": lambda answer: answer["positions"],
    "get_signals": lambda answer: answer["signals"],
    "get_trades": lambda answer: answer["trades"],
    "get_results": lambda answer: answer["results"],
    **dict.fromkeys(
        (
            *("close_position", "keep_position", "modify_position", "release_position"),
            "create_position_link",
        ),
        lambda answer: [answer[POSITION]],
    ),
}
"""Where in an answer the fields of the table are; without a row, the answer itself."""


def whole(answer: Mapping[str, Any]) -> list[Any]:
    """Return an answer as the only row."""
    return [answer]


@pytest.fixture
async def face(hass: HomeAssistant, config_folder: Path) -> AsyncIterator[Face]:  # noqa: ARG001
    """Provide the account of the examples."""
    await async_process_ha_core_config(hass, {"internal_url": "http://in.example:8123"})
    settings = replace(SETTINGS, name="Demo bot", max_entry_size=Decimal(50000))
    bots = (bot_subentry(title="Demo bot", settings=settings),)
    made = account_entry(title="Paper spot account", bots=bots)
    entry = MockConfigEntry(
        **{
            **{name: getattr(made, name) for name in ("domain", "version", "minor_version")},
            **{name: dict(getattr(made, name)) for name in ("data", "options")},
            "title": made.title,
            "subentries_data": bots,
            "entry_id": ACCOUNT,
        }
    )
    async with loaded(hass, entry) as face:
        await face.price(65000)
        yield face


@pytest.fixture
def told(hass: HomeAssistant) -> list[ServiceCall]:
    """Collect what is told, by whatever it is told."""
    calls = async_mock_service(hass, "notify", "notify")
    async_mock_service(hass, "notify", "mobile_app_phone")
    return calls


def our_steps(actions: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the steps of an example that call an action of ours."""
    return (step for step in actions if step.get("action", "").startswith(DOMAIN))


async def run(hass: HomeAssistant, actions: list[dict[str, Any]]) -> Mapping[str, Any]:
    """Run the steps of an automation as they stand, and return the answers by action."""
    kept = deepcopy(actions)
    for step in our_steps(kept):
        step.setdefault("response_variable", "told")
    steps = await async_validate_actions_config(hass, cv.SCRIPT_SCHEMA(kept))
    script = Script(hass, steps, "example", "script")
    result = await script.async_run(context=Context())
    assert result is not None
    return {
        step["action"].removeprefix(DOMAIN): result.variables[step["response_variable"]]
        for step in our_steps(kept)
    }


async def test_each_example_of_an_action_runs_and_its_answer_is_the_table(
    face: Face, told: list[ServiceCall]
) -> None:
    """Test the examples in their order: none fails, and each answer has the fields described."""
    seen: set[str] = set()
    readme = [{"actions": [step]} for step in examples("README.md")]
    for automation in [*examples("docs/actions.md"), *readme]:
        (step,) = our_steps(automation["actions"])
        name = step["action"].removeprefix(DOMAIN)
        await BEFORE.get(name, nothing)(face)

        answers = await run(face.hass, automation["actions"])
        await face.settle()

        if name == "get_results":  # the seven days of the example end before today
            answers = {name: await face.call(name)}

        fields = documented("actions.md", f"answer of {name}")
        rows = PATHS.get(name, whole)(answers[name])
        assert rows, name
        for row in rows:
            totals = {field for field in fields if field.startswith("totals.")}
            check(row, {field: fields[field] for field in fields if field not in totals})
        if totals:
            named = {field.removeprefix("totals."): fields[field] for field in totals}
            check(answers[name]["totals"], named)
        seen.add(name)
    assert {f"{DOMAIN}{name}" for name in seen} == {
        f"{DOMAIN}{name}" for name in face.hass.services.async_services()["tradehook"]
    }
    assert told


def check_units(hass: HomeAssistant) -> None:
    """Check that each entity of the page is there, with its unit."""
    page = (ROOT / "docs" / "entities.md").read_text()
    rows = re.findall(r"^\| ([^|`]+) \| (\w+) \| ([^|]*) \|", page, re.MULTILINE)
    units = {"account currency": "USDT", "quote currency": "USDT", "": None}
    told = {
        (name.replace("{market}", BTC), kind, units.get(unit.strip(), unit.strip()))
        for name, kind, unit in rows
        if kind != "kind"
    }
    registered = {
        (entry.original_name or "the bot's name", entry.domain, entry.unit_of_measurement)
        for entry in er.async_get(hass).entities.values()
        if entry.platform == "tradehook"
    }
    assert registered <= told
    # Of a long on a paper account there is no short, no funding, and nothing else on the exchange
    missing = {name for name, _, _ in told - registered}
    assert {name for name in missing if "short" not in name} == {
        "Everything else",
        f"{BTC} funding rate",
    }


async def test_each_automation_of_the_entities_page_acts(
    face: Face, told: list[ServiceCall]
) -> None:
    """Test a close, a refusal and a profit, and the attributes and events on the way."""
    hass = face.hass
    automations = [
        {"alias": f"Example {number}", **one}
        for number, one in enumerate(examples("docs/entities.md"))
    ]
    assert await async_setup_component(hass, "automation", {"automation": automations})
    await hass.async_block_till_done()
    assert len(hass.states.async_entity_ids("automation")) == len(automations)

    await face.open(take_profit=[{"price_percentage": 1, "position_percentage": 50}], **STOP)
    shown = {"device_class", "friendly_name", "icon", "options", "event_type", "event_types"}
    for entity_id, name in (
        (POSITION, "position attributes"),
        ("event.demo_bot_position", "position event"),
        ("event.demo_bot_signal", "signal event"),
    ):
        attributes = face.state(entity_id).attributes
        row = {field: value for field, value in attributes.items() if field not in shown}
        fields = documented("entities.md", name)
        absent = {field: f"{kind}, or absent" for field, kind in fields.items() if name != POSITION}
        check(row, fields if name == "position attributes" else absent)

    await face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await face.settle()
    (call,) = told
    assert call.data["title"] == "BTC/USDT long"
    assert float(call.data["message"]) < 0
    told.clear()
    check_units(hass)

    for amount in (100_000, 20_000):  # more than the largest entry, and more than there is
        message = {"symbol": BTC, "side": "long", "quote_amount": amount}
        await face.account.send_signal(BOT, message)
        await face.settle()
    (call,) = told
    assert "is missing" in call.data["message"]

    hass.states.async_set("sensor.paper_spot_account_realized_profit_today", "101")
    await hass.async_block_till_done()
    await face.settle()
    assert face.state(SWITCH).state == "off"
