"""Test that the automations of docs/automations.md do what the page says, in one Home Assistant."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
import re
from typing import Any, Final

from freezegun import freeze_time
from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.helpers import template
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    async_fire_time_changed,
    async_mock_service,
)
import yaml

from tests.face import BOT, BTC, SETTINGS, Face, account_entry, bot_subentry, loaded

PAGE = (Path(__file__).parent.parent / "docs" / "automations.md").read_text()
TEXTS: Final[list[str]] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
TEMPLATE: Final[list[str]] = re.findall(r"```jinja\n(.*?)```", PAGE, re.DOTALL)
AUTOMATIONS: Final[list[dict[str, Any]]] = [yaml.safe_load(text) for text in TEXTS]
SWITCH = "switch.demo_bot"
TRADING = "switch.paper_spot_account_trading"
EQUITY = "sensor.paper_spot_account_equity"
HIGHEST = "input_number.highest_equity"
HEIGHT = {"highest_equity": {"name": "Highest equity", "min": 0, "max": 1_000_000}}


@dataclass(kw_only=True)
class House:
    """The account, and what the phone was told."""

    face: Face
    told: list[ServiceCall] = field(default_factory=list)

    async def put(self, entity_id: str, state: str) -> None:
        """Set the state of something in the house."""
        self.face.hass.states.async_set(entity_id, state)
        await self.rest()

    async def rest(self) -> None:
        """Let automations run, and the account follow."""
        await self.face.hass.async_block_till_done()
        await self.face.settle()

    async def at(self, moment: datetime) -> None:
        """Let it become a moment, for Home Assistant's clock."""
        with freeze_time(moment, tick=True):
            async_fire_time_changed(self.face.hass, moment)
            await self.rest()

    async def turn_off(self, *automations: str) -> None:
        """Turn automations off."""
        off = {"entity_id": automations}
        await self.face.hass.services.async_call("automation", "turn_off", off, blocking=True)

    def message(self) -> str:
        """Return the only thing that the phone was told since it was asked last."""
        (call,) = self.told
        self.told.clear()
        return str(call.data["message"])


async def phone_button(house: House) -> None:
    """Test that the button closes its position, and that those of other apps do nothing."""
    await house.face.open()
    (call,) = house.told
    assert house.message() == "BTC/USDT long is open"
    (button,) = call.data["data"]["actions"]
    for action, left in (("OPEN_GATE", 1), (button["action"], 0)):
        house.face.hass.bus.async_fire("mobile_app_notification_action", {"action": action})
        await house.rest()
        assert house.face.account.open_positions == left


async def trading_hours(house: House) -> None:
    """Test both ends of a working day, and that nothing begins on a Sunday."""
    monday = dt_util.start_of_local_day() + timedelta(days=7 - dt_util.now().weekday())
    for hours, state in ((22, "off"), (32, "on"), (22 + 6 * 24, "off"), (32 + 5 * 24, "off")):
        await house.at(monday + timedelta(hours=hours, seconds=1))
        assert house.face.state(SWITCH).state == state, hours
    await house.face.turn(SWITCH, True)


async def daily_summary(house: House) -> None:
    """Test that the fee of a purchase, paid in bitcoin, is told in dollars."""
    await house.face.open(quote_amount=500)
    await house.face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await house.rest()
    rows = await house.face.account.trades()
    assert {row["fee_currency"] for row in rows} == {"BTC", "USDT"}
    house.told.clear()

    await house.at(dt_util.start_of_local_day() + timedelta(hours=23, minutes=59, seconds=1))

    positions = await house.face.account.positions(statuses=["closed"])
    fees = sum(float(str(row["fee_value"])) for row in rows)
    profit = sum(float(str(row["realized_profit"])) for row in positions)
    assert fees > 1
    assert house.message() == (
        f"{len(positions)} positions ended: {round(profit, 2)} USDT. "
        f"{len(rows)} fills, fees {round(fees, 2)} USDT."
    )


async def drawdown(house: House) -> None:
    """Test that a tenth below the highest equity Trading goes off once, and stays on afterwards."""
    for equity in ("20000", "unknown", "unavailable", "18100"):
        await house.put(EQUITY, equity)
    assert house.face.state(HIGHEST).state == "20000.0"
    assert house.face.state(TRADING).state == "on"

    await house.put(EQUITY, "17900")
    assert house.face.state(TRADING).state == "off"
    assert house.message() == "Trading is off: 17900.0 is 10 % below 20000.0."

    await house.face.turn(TRADING, True)
    await house.put(EQUITY, "17800")
    assert house.face.state(TRADING).state == "on"
    await house.turn_off("automation.stop_at_a_drawdown")  # the account's own equity is less


async def price_moves(house: House) -> None:
    """Test that a fall opens once in an hour, with target and stop."""
    await house.face.price(60000)
    for price in ("60500", "59500", "60500", "59500"):
        await house.put("sensor.paper_spot_account_btc_usdt_price", price)

    (row,) = await house.face.account.positions(statuses=["open"])
    assert float(str(row["invested"])) == pytest.approx(50, abs=1)
    assert row["stop_price"] is not None
    assert len(row["take_profit"]) == 1
    signals = await house.face.account.signals()
    assert [signal["status"] for signal in signals[:2]] == ["duplicate", "accepted"]
    house.told.clear()


async def attributes(house: House) -> None:
    """Test that the stop at the entry is told once, and what the stops would lose before it."""
    (row,) = await house.face.account.positions(statuses=["open"])
    risk = template.Template(TEMPLATE[0], house.face.hass).async_render()
    assert risk == pytest.approx(float(str(row["risk"])), abs=0.01)
    assert risk > 0

    await house.face.price(61000)
    for _ in range(2):
        change = {"stop_loss": {"stop_price": "60900"}}
        await house.face.account.modify_position(str(row["position_id"]), change)
        await house.rest()

    assert house.message() == "The stop of BTC stands at 60900.0."


async def refusals(house: House) -> None:
    """Test that a refusal is told with code and sentence, and a stranger's is not."""
    await house.face.account.receive(BOT, b'{"api_key": "x", "symbol": "evil"}', "192.0.2.7")
    await house.rest()
    await house.face.account.send_signal(BOT, {"symbol": "NOPE/USDT", "side": "long"})
    await house.rest()

    (call,) = house.told
    assert call.data["title"] == "NOPE/USDT: refused"
    assert house.message().endswith("(unknown_symbol)")


async def by_voice(house: House) -> None:
    """Test the assistant's answers to both sentences, with a position and without one."""

    async def ask(words: str) -> str:
        result = await conversation.async_converse(house.face.hass, words, None, Context())
        return str(result.response.speech["plain"]["speech"])

    assert (await ask("How are my positions?")).startswith("BTC long: 1.")
    await house.face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await house.rest()
    assert await ask("what do my bots currently hold") == "Nothing is held."


STORIES: dict[str, Callable[[House], Awaitable[None]]] = {
    "Close by a button on the phone": phone_button,
    "Stop at a drawdown": drawdown,
    "Buy a fall": price_moves,
    "Nothing to lose": attributes,
    "Ask by voice": by_voice,
    "Tell a refusal with its reason": refusals,
    "Daily summary": daily_summary,
    "Trading hours": trading_hours,
}
"""Those that turn the clock come last: what was heard before is old to the account then."""


@pytest.fixture
async def house(hass: HomeAssistant, config_folder: Path) -> AsyncIterator[House]:  # noqa: ARG001
    """Provide the account of the page, with all its automations."""
    bot = bot_subentry(title="Demo bot", settings=replace(SETTINGS, name="Demo bot"))
    told = async_mock_service(hass, "notify", "mobile_app_phone")
    hass.states.async_set("sensor.paper_spot_account_btc_usdt_price", "61000")
    for component in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, component, {})
    assert await async_setup_component(hass, "input_number", {"input_number": HEIGHT})
    async with loaded(hass, account_entry(title="Paper spot account", bots=(bot,))) as face:
        assert await async_setup_component(hass, "automation", {"automation": AUTOMATIONS})
        await hass.async_block_till_done()
        house = House(face=face, told=told)
        yield house
        await house.turn_off(*hass.states.async_entity_ids("automation"))


def test_each_automation_is_short_and_has_a_story() -> None:
    """Test that nobody has to read more than 25 lines, and that none is left out here."""
    assert {one["alias"] for one in AUTOMATIONS} == set(STORIES)
    assert len(AUTOMATIONS) == 8
    assert [text for text in TEXTS if len(text.splitlines()) >= 25] == []


async def test_each_automation_does_what_the_page_says(house: House) -> None:
    """Test them one after the other, all of them running."""
    hass = house.face.hass
    assert len(hass.states.async_entity_ids("automation")) == len(STORIES)
    for entity_id in hass.states.async_entity_ids("automation"):
        assert hass.states.get(entity_id).state == "on", entity_id  # type: ignore[union-attr]
    for story in STORIES.values():
        await story(house)
        house.told.clear()
