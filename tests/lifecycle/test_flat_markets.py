"""Test that entities of markets that were left are offered for removal, and come back."""

from datetime import timedelta

from homeassistant.components.repairs.issue_handler import RepairsFlowManager
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.accounts.timings import InterfaceTimings
from custom_components.tradehook.lifecycle.flat_markets import EVERY
from tests.face import BTC, CLOSE_BUTTON, DOMAIN, ETH, KEEP_BUTTON, POSITION, PROFIT, Face

HELD = "sensor.trend_eth_usdt_long_position"


def found(face: Face) -> ir.IssueEntry | None:
    """Return the repair, if it is there."""
    return ir.async_get(face.hass).async_get_issue(DOMAIN, f"flat_markets_{face.entry.entry_id}")


def of_btc(face: Face) -> set[str]:
    """Return the entities of the market that was left."""
    registry = er.async_get(face.hass)
    return {one.entity_id for one in registry.entities.values() if BTC in one.unique_id}


async def look(face: Face, flat_for: float) -> None:
    """Let Home Assistant look as it does each day, with so many seconds instead of 30 days."""
    async_tradehook_data(face.hass).interface_timings = InterfaceTimings(flat_for=flat_for)
    async_fire_time_changed(face.hass, dt_util.utcnow() + EVERY)
    await face.hass.async_block_till_done()
    await face.settle()


async def test_entities_of_a_market_that_was_left_go_and_come_back(
    face: Face,
) -> None:
    """Test the time, the list, the removal, a restart, and the next position there."""
    await face.open()
    await face.open(symbol=ETH)
    await face.call("close_position", target=POSITION)
    await face.settle()
    entities = of_btc(face)
    assert {POSITION, PROFIT, CLOSE_BUTTON, KEEP_BUTTON} <= entities

    assert InterfaceTimings().flat_for == timedelta(days=30).total_seconds()
    await look(face, 60)
    assert found(face) is None
    await look(face, 0)
    issue = found(face)
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["markets"] == BTC, "what is held is not meant"
    assert issue.translation_placeholders["count"] == str(len(entities))

    assert await async_setup_component(face.hass, "repairs", {})
    manager: RepairsFlowManager = face.hass.data["repairs"]["flow_manager"]
    asked = await manager.async_init(DOMAIN, data={"issue_id": issue.issue_id})
    assert of_btc(face) == entities, "the question alone removes nothing"
    done = await manager.async_configure(asked["flow_id"], {})
    await face.settle()
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert of_btc(face) == set()
    assert face.hass.states.get(POSITION) is None
    assert found(face) is None

    await face.reload()
    assert of_btc(face) == set(), "a restart does not bring them back"
    assert face.state(HELD).state == "open"

    await face.open()
    assert of_btc(face) == entities
    assert face.state(POSITION).state == "open"
