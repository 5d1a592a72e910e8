"""Tests of what Home Assistant shows of a live account's health, on imitated venues."""

import asyncio
from datetime import timedelta

from homeassistant.components.repairs.issue_handler import RepairsFlowManager
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.const import DOMAIN
from custom_components.tradehook.diagnostics import async_get_config_entry_diagnostics
from custom_components.tradehook.exchanges.port.timings import PriceTimings, VenueTimings
from custom_components.tradehook.execution.common.timing.timings import (
    HealthTimings,
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.panel.serializers import account_row
from tests.exchanges.live import until
from tests.face import BOT, Face, account_entry, live_entry, loaded
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.server import FakeServer

pytestmark = pytest.mark.usefixtures("config_folder")
BTC = "BTC/USDT"
WATCHED: dict[str, object] = {"cool_down_amount": 1, "cool_down_time_frame": "hour"}
"""A stop with a cool-down can't rest on the exchange."""
ELSE = "sensor.live_everything_else"
CONNECTED = "binary_sensor.live_exchange_connection"


@pytest.fixture(autouse=True)
def often(hass: HomeAssistant) -> None:
    """Let what takes half a minute take a second or two."""
    async_tradehook_data(hass).timings = Timings(
        reconciliation=ReconciliationTimings(every=0.5),
        health=HealthTimings(every=0.1, price_missing=timedelta(seconds=3)),
    )
    quick = VenueTimings(prices=PriceTimings(stale=2.0))
    async_tradehook_data(hass).venue_timings = quick


def unprotected(hass: HomeAssistant) -> bool:
    """Return whether the repair of a position without protection is there."""
    found = ir.async_get(hass).issues.values()
    return any(issue.translation_key == "unprotected_position" for issue in found)


async def opened(
    face: Face, binance: FakeBinance, symbol: str, resting: int, **stop: object
) -> None:
    """Open a position with a target and a stop."""
    message = {
        "symbol": symbol,
        "side": "long",
        "base_amount": "0.008",
        "take_profit": [{"price_percentage": 5, "position_percentage": 100}],
        "stop_loss": {"stop_percentage": 4, **stop},
    }
    answer = await face.account.send_signal(BOT, message)
    assert answer.status == 202, answer.body
    await until(lambda: len(binance.open_orders) == resting)


@pytest.mark.parametrize(
    ("code", "market_type", "resting", "stop", "told"),
    [
        ("BINA", "spot", 1, WATCHED, True),
        ("BINA", "spot", 2, {}, False),
        ("BIFU", "linear", 2, {}, False),
    ],
)
async def test_cut_network_is_shown_and_what_it_leaves_without_protection(
    hass: HomeAssistant,
    server: FakeServer,
    binance: FakeBinance,
    code: str,
    market_type: str,
    resting: int,
    stop: dict[str, object],
    told: bool,
) -> None:
    """Test that a stop that rests on the exchange is protection enough, and that it all heals."""
    symbol = BTC if market_type == "spot" else f"{BTC}:USDT"
    async with loaded(hass, live_entry(code, market_type=market_type)) as face:
        await opened(face, binance, symbol, resting, **stop)
        await until(lambda: face.state(CONNECTED).state == STATE_ON)
        assert not unprotected(hass)
        before = face.account.reconciled_at
        await server.cut()
        await until(lambda: face.state(CONNECTED).state == STATE_OFF)
        if told:
            await until(lambda: unprotected(hass))
        else:
            await asyncio.sleep(4)
            assert not unprotected(hass)
        await server.restore()
        await until(lambda: face.state(CONNECTED).state == STATE_ON)
        await until(lambda: not unprotected(hass))
        await until(lambda: face.account.reconciled_at != before)


@pytest.mark.usefixtures("server")
async def test_latency_clock_and_the_last_comparison_are_known(hass: HomeAssistant) -> None:
    """Test the numbers that diagnostics show."""
    async with loaded(hass, live_entry("BINA")) as face:
        found = await async_get_config_entry_diagnostics(hass, face.entry)
        assert 0 < found["account"]["latency"] < 5_000
        assert abs(found["account"]["clock_skew"]) < 1
        assert found["account"]["reconciled_at"] is not None
        assert found["account"]["concerns"] == {}


async def _is(face: Face, state: str) -> None:
    """Wait until everything else has a state, whatever else becomes of it."""
    await until(lambda: face.hass.states.get(ELSE) and face.state(ELSE).state == state)


def unexplained(hass: HomeAssistant) -> list[ir.IssueEntry]:
    """Return the repairs of a difference that nobody has explained."""
    found = ir.async_get(hass).issues.values()
    return [one for one in found if one.translation_key == "unexplained_difference"]


@pytest.mark.usefixtures("server")
async def test_everything_else_of_a_live_account_is_shown(
    hass: HomeAssistant, binance: FakeBinance
) -> None:
    """Test the sensor and what the page of accounts is told; a paper account has neither."""
    async with loaded(hass, live_entry("BIFU", market_type="linear")) as face:
        await _is(face, "0")
        binance.set_balance("USDT", 9_950, Kind.LINEAR)
        await _is(face, "-50")
        assert account_row(hass, face.entry, face.account)["everything_else"] == "-50"
        assert unexplained(hass) == []
    async with loaded(hass, account_entry()):
        assert hass.states.get("sensor.paper_everything_else") is None


@pytest.mark.usefixtures("server")
async def test_a_person_takes_an_unexplained_difference_for_known(
    hass: HomeAssistant, binance: FakeBinance
) -> None:
    """Test the repair, its question, and that the difference stays what it is."""
    assert await async_setup_component(hass, "repairs", {})
    async with loaded(hass, live_entry("BIFU", market_type="linear")) as face:
        await _is(face, "0")
        binance.set_balance("USDT", 9_600, Kind.LINEAR)
        await until(lambda: unexplained(hass))
        (issue,) = unexplained(hass)
        assert issue.is_fixable
        assert issue.translation_placeholders == {
            "account": "Live",
            "difference": "-400 USDT",
            "percentage": "-4.2",
        }
        manager: RepairsFlowManager = hass.data["repairs"]["flow_manager"]
        asked = await manager.async_init(DOMAIN, data={"issue_id": issue.issue_id})
        assert asked["type"] is FlowResultType.FORM
        assert asked["description_placeholders"] == issue.translation_placeholders

        done = await manager.async_configure(asked["flow_id"], {})

        assert done["type"] is FlowResultType.CREATE_ENTRY
        assert unexplained(hass) == []
        await asyncio.sleep(1)
        assert unexplained(hass) == []
        await _is(face, "-400")
