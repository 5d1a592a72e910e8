"""Test the event entities of a bot."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
import json
from typing import Any
from unittest.mock import patch

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.tradehook.exchanges.paper import PaperExchange
from custom_components.tradehook.exchanges.port.exchange import OrderRefusedError
from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.execution.common.events import (
    PositionEventType,
    SignalEventType,
    SignalOutcome,
)
from tests.face import BOT, BOT_SWITCH, BTC, CLOSE_BUTTON, POSITION, Face

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
    ("entity_id", "types"), [(SIGNAL, SignalEventType), (POSITION_EVENT, PositionEventType)]
)
async def test_the_event_types_are_those_of_the_contract(
    face: Face, entity_id: str, types: type[StrEnum]
) -> None:
    """Test that an automation can be built before anything has happened."""
    assert face.state(entity_id).state == "unknown"
    assert face.state(entity_id).attributes["event_types"] == [one.value for one in types]


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
    (trade,) = await face.account.trades()
    assert attributes["price"] == float(str(trade["price"]))
    assert attributes["size"] == attributes["amount"] == float(str(trade["amount"]))
    assert attributes["entry_price"] == pytest.approx(float(str(row["entry_price"])), abs=0.01)
    result = Decimal(str(row["realized_profit"])) + Decimal(str(row["unrealized_profit"]))
    assert attributes["profit"] == pytest.approx(float(result))
    assert (attributes["bot"], attributes["account"]) == (BOT_SWITCH, face.entry.entry_id)
    assert attributes["entity_id"] == POSITION


async def test_what_was_just_begun_is_told_before_an_unload(
    hass: HomeAssistant, face: Face, caplog: pytest.LogCaptureFixture
) -> None:
    """Test that no event is lost, and that the entities of the new market come with the load."""
    await face.price(65000)
    signals, positions = heard(hass, SIGNAL), heard(hass, POSITION_EVENT)
    message = {"action": "open", "symbol": BTC, "side": "long"}
    assert (await face.account.send_signal(BOT, message)).status == 202
    while not face.account._position_cache.live:  # noqa: ASYNC110  it tells nobody
        await asyncio.sleep(0)
    await hass.config_entries.async_unload(face.entry.entry_id)
    assert signals[0] == "accepted"
    assert positions[0] == "pending"
    await hass.config_entries.async_setup(face.entry.entry_id)
    await face.settle()
    assert face.state(POSITION).state == "open"
    assert "does not generate unique IDs" not in caplog.text


async def test_what_happens_before_the_entities_listen_is_told(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that an opening that expired while Home Assistant was down reaches an automation."""
    types = heard(hass, SIGNAL)
    start = Account.start

    async def start_and_find_expired(account: Account) -> None:
        await start(account)
        for code in ("one", "two"):
            account._publish(SignalOutcome(BOT, "expired", {"code": code}))

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
    assert face.state(POSITION_EVENT).attributes["price"] > first + 1000

    await face.price(68000)
    await face.press(CLOSE_BUTTON)
    assert types == [*["stop_moved"] * 3, "closing", "closed"]


SIGNAL_FIELDS = {
    *("receipt_id", "signal_id", "action", "symbol", "side", "status", "code", "message"),
    *("position_ids", "position_id", "bot", "remote"),
}
POSITION_FIELDS = {
    *("position_id", "entity_id", "bot", "account", "symbol", "side", "signal_id"),
    *("price", "size", "profit", "reason"),
}


def fields(face: Face, entity_id: str) -> dict[str, Any]:
    """Return what the newest event says, without what every event entity has."""
    attributes = dict(face.state(entity_id).attributes)
    return {
        name: value
        for name, value in attributes.items()
        if name not in {"event_types", "event_type", "friendly_name"}
    }


async def test_a_signal_event_has_the_same_fields_whatever_became_of_it(face: Face) -> None:
    """Test what applies is there and what doesn't is null; `expired` has a test with the house."""
    told: dict[str, dict[str, Any]] = {}
    message = {"action": "open", "symbol": BTC, "side": "long", "signal_id": "s1"}

    async def send(**changed: Any) -> None:
        await face.account.send_signal(BOT, message | changed)
        await face.settle()
        told[face.state(SIGNAL).attributes["event_type"]] = fields(face, SIGNAL)

    await face.price(65000)
    await send(test=True)
    await send()
    await send()
    await send(action="reduce", signal_id="s9")
    refused = OrderRefusedError("too_risky", "the venue does not want it")
    with patch.object(PaperExchange, "create_order", side_effect=refused):
        await send(signal_id="s2")

    assert {kind: set(data) for kind, data in told.items()} == dict.fromkeys(
        ("test", "accepted", "duplicate", "refused", "failed"), SIGNAL_FIELDS
    )
    for kind, data in told.items():
        assert (data["status"], data["symbol"], data["side"]) == (kind, BTC, "long")
        assert data["action"] == ("reduce" if kind == "refused" else "open")
        assert (data["bot"], data["remote"]) == (BOT_SWITCH, None)
        assert data["receipt_id"]
    for kind in ("accepted", "failed"):
        assert [told[kind]["position_id"]] == told[kind]["position_ids"]
    for kind in ("test", "duplicate", "refused"):
        assert (told[kind]["position_id"], told[kind]["position_ids"]) == (None, [])
    assert (told["failed"]["code"], told["failed"]["signal_id"]) == ("exchange_refused", "s2")
    assert "does not want it" in told["failed"]["message"]
    assert (told["accepted"]["code"], told["accepted"]["message"]) == (None, None)


async def test_one_signal_about_several_positions_names_them_all(face: Face) -> None:
    """Test that `position_id` is null unless there is only one."""
    ids = [(await face.open(signal_id=name))["position_ids"][0] for name in ("one", "two")]  # type: ignore[index]
    await face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await face.settle()

    told = fields(face, SIGNAL)
    assert told["status"] == "accepted"
    assert sorted(told["position_ids"]) == sorted(ids)
    assert told["position_id"] is None


async def test_a_stranger_writes_nothing_into_the_event(face: Face) -> None:
    """Test that without valid credentials nothing of the message is told, not even its action."""
    words = {"symbol": "Account locked! http://evil.example", "action": "open<script>"}
    for body in (json.dumps({"api_key": "x", **words}), '{"symbol": "http://evil.example'):
        await face.account.receive(BOT, body.encode(), "192.0.2.7")
        await face.settle()

        told = fields(face, SIGNAL)
        assert {name: value for name, value in told.items() if value} == {
            "status": "refused",
            "code": "unauthorized",
            "bot": BOT_SWITCH,
            "remote": "192.0.2.7",
        }
        assert "evil" not in str(face.state(SIGNAL).as_dict())
        assert "evil" not in str(face.state("sensor.trend_last_refused_request").as_dict())


async def test_every_position_event_leads_to_its_entity_with_numbers(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that each event names sensor, bot and account, from the first one on."""
    told: list[dict[str, Any]] = []

    @callback
    def on_change(event: Event[EventStateChangedData]) -> None:
        told.append(dict(event.data["new_state"].attributes))  # type: ignore[union-attr]

    async_track_state_change_event(hass, POSITION_EVENT, on_change)
    await face.open(
        take_profit=[{"price_percentage": 1, "position_percentage": 50}],
        stop_loss={"stop_percentage": 5},
    )
    await face.price(66000)
    await face.press(CLOSE_BUTTON)

    kinds = [data["event_type"] for data in told]
    assert kinds == ["pending", "opened", "take_profit", "closing", "closed"]
    for data in told:
        assert set(data) >= POSITION_FIELDS
        assert (data["entity_id"], data["bot"]) == (POSITION, BOT_SWITCH)
        assert (data["account"], data["symbol"], data["side"]) == (
            face.entry.entry_id,
            BTC,
            "long",
        )
        for name in ("size", "profit", "stop_price", "realized_profit", "entry_price", "price"):
            assert isinstance(data[name], float | None), (data["event_type"], name)
    pending, opened, target, closing, closed = told
    assert (pending["price"], pending["size"], pending["profit"]) == (None, 0.0, 0.0)
    assert opened["price"] == opened["entry_price"]
    assert target["price"] == pytest.approx(opened["price"] * 1.01, abs=0.01)
    assert target["size"] == target["amount"] < opened["size"]
    assert (closing["reason"], closed["reason"]) == ("manual", "manual")
    assert closed["size"] == 0.0
    assert closed["profit"] == closed["realized_profit"] > 0
