"""Test the event entities of a bot."""

from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.tradehook.event import POSITION_EVENTS, SIGNAL_EVENTS
from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.execution.changes import SignalHappened
from tests.face import BOT, BTC, CLOSE_BUTTON, Face

SIGNAL = "event.trend_signal"
POSITION_EVENT = "event.trend_position"


@callback
def heard(hass: HomeAssistant, entity_id: str) -> list[str]:
    """Return a list that fills with the types of an entity's events."""
    types: list[str] = []

    @callback
    def on_change(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        assert state is not None
        types.append(state.attributes.get("event_type", state.state))

    async_track_state_change_event(hass, entity_id, on_change)
    return types


@pytest.mark.parametrize(
    ("entity_id", "types"), [(SIGNAL, SIGNAL_EVENTS), (POSITION_EVENT, POSITION_EVENTS)]
)
async def test_the_event_types_are_those_of_the_contract(
    face: Face, entity_id: str, types: list[str]
) -> None:
    """Test that an automation can be built before anything has happened."""
    assert face.state(entity_id).state == "unknown"
    assert face.state(entity_id).attributes["event_types"] == types


async def test_an_accepted_signal_is_an_event(face: Face) -> None:
    """Test that the event says which signal and which market."""
    answer = await face.open(signal_id="mine")

    attributes = face.state(SIGNAL).attributes
    assert attributes["event_type"] == "accepted"
    assert attributes["signal_id"] == "mine"
    assert attributes["symbol"] == BTC
    assert attributes["receipt_id"] == answer["receipt_id"]


async def test_a_refused_signal_is_an_event_with_its_code(face: Face) -> None:
    """Test that the reason stands in the event."""
    await face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await face.settle()

    attributes = face.state(SIGNAL).attributes
    assert attributes["event_type"] == "refused"
    assert attributes["code"] == "position_missing"


async def test_every_event_of_a_burst_is_a_state_of_its_own(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that nothing is swallowed when a lot happens at once."""
    types = heard(hass, POSITION_EVENT)

    await face.open(take_profit=[{"price_percentage": 1, "position_percentage": 50}])
    await face.price(66000)
    await face.press(CLOSE_BUTTON)

    assert types[:2] == ["pending", "opened"]
    assert "take_profit" in types
    assert types[-2:] == ["closing", "closed"]


async def test_a_position_event_carries_ids_prices_and_sizes(face: Face) -> None:
    """Test what an automation can use."""
    await face.open(signal_id="mine")
    (row,) = await face.account.positions()

    attributes = face.state(POSITION_EVENT).attributes
    assert attributes["event_type"] == "opened"
    assert attributes["position_id"] == row["position_id"]
    assert attributes["signal_id"] == "mine"
    assert attributes["symbol"] == BTC
    assert attributes["side"] == "long"
    assert attributes["size"] == row["size"]
    assert attributes["entry_price"] == row["entry_price"]


async def test_what_happens_before_the_entities_listen_is_told(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that an opening that expired while Home Assistant was down reaches an automation."""
    types = heard(hass, SIGNAL)
    start = Account.start

    async def start_and_find_expired(account: Account) -> None:
        await start(account)
        for code in ("one", "two"):
            account._publish(SignalHappened(BOT, "expired", {"code": code}))

    with patch.object(Account, "start", start_and_find_expired):
        await face.reload()

    assert types.count("expired") == 2
    assert face.state(SIGNAL).attributes["code"] == "two"
    await face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await face.settle()
    assert face.state(SIGNAL).attributes["event_type"] == "refused"


async def test_a_trailing_stop_is_told_of_every_five_minutes_at_most(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that its first move is told at once, and the last one before what follows."""
    trailing = {
        "stop_percentage": 3,
        "protection_type": "PRICE",
        "trailing_percentage": 0.5,
        "trailing_distance": 1,
    }
    await face.open(stop_loss=trailing)
    types = heard(hass, POSITION_EVENT)

    await face.price(66000)
    first = face.state(POSITION_EVENT).attributes["price"]
    for price in (66500, 67000, 67500):
        await face.price(price)
    assert types == ["stop_moved"]
    assert face.state(POSITION_EVENT).attributes["price"] == first

    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=301))
    await face.settle()
    assert types == ["stop_moved"] * 2
    assert Decimal(face.state(POSITION_EVENT).attributes["price"]) > Decimal(first) + 1000

    await face.price(68000)
    await face.press(CLOSE_BUTTON)
    assert types == [*["stop_moved"] * 3, "closing", "closed"]
