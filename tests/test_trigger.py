"""Tests of the triggers, each executed by the real automation engine."""

from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

from homeassistant.components.websocket_api.automation import (
    async_get_conditions_for_target,
    async_get_triggers_for_target,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    label_registry as lr,
)
from homeassistant.helpers.trigger import async_validate_trigger_config
from homeassistant.setup import async_setup_component
import probatio
import pytest

from custom_components.tradehook.condition import CONDITIONS
from custom_components.tradehook.entities.automations.target import meant_by
from custom_components.tradehook.execution.account import BotStatus
from custom_components.tradehook.execution.common.events import (
    BotChanged,
    PositionEvent,
    SignalOutcome,
)
from custom_components.tradehook.trigger import TRIGGERS
from tests.face import BOT, BOT_SWITCH, BTC, DOMAIN, ETH, POSITION, Face

OURS = {f"{DOMAIN}.{key}" for key in TRIGGERS}
STOP: dict[str, Any] = {"stop_loss": {"stop_percentage": 2}}
TARGET: dict[str, Any] = {"take_profit": [{"price_percentage": 1, "position_percentage": 50}]}
POSITION_EVENT = "event.trend_position"


def bot_device(hass: HomeAssistant) -> str:
    """Return the id of the bot's device."""
    entry = er.async_get(hass).async_get(BOT_SWITCH)
    assert entry is not None
    assert entry.device_id is not None
    return entry.device_id


async def listen(hass: HomeAssistant, *triggers: Mapping[str, Any]) -> list[str]:
    """Set up an automation with triggers, and collect the ids of those that fire, with markets."""
    fired: list[str] = []

    @callback
    def on_fired(event: Event) -> None:
        fired.append(str(event.data["what"]))

    hass.bus.async_listen("told", on_fired)
    told = "{{ trigger.id ~ ' ' ~ trigger.to_state.attributes.get('symbol', '') }}"
    config = {
        "alias": "listens",
        "mode": "queued",
        "max": 100,
        "triggers": list(triggers),
        "actions": [{"event": "told", "event_data": {"what": told}}],
    }
    assert await async_setup_component(hass, "automation", {"automation": config})
    await hass.async_block_till_done()
    state = hass.states.get("automation.listens")
    assert state is not None
    assert state.state == "on"
    return fired


def every_trigger(**target: Any) -> list[dict[str, Any]]:
    """Return each of the triggers with one target."""
    return [{"trigger": f"{DOMAIN}.{key}", "id": key, "target": target} for key in TRIGGERS]


async def test_what_happens_to_a_position_triggers(face: Face) -> None:
    """Test the triggers of an account's device: entry, target, stop, refusal, halt, each once."""
    hass = face.hass
    fired = await listen(hass, *every_trigger(device_id=bot_device(hass)))

    await face.open(**TARGET, **STOP)
    await face.price(65700)
    await face.price(63000)
    refused = {"action": "open", "symbol": "NOPE/USDT", "side": "long"}
    await face.account.send_signal(BOT, refused)
    await face.settle()

    assert sorted(fired) == sorted(
        [
            f"signal_accepted {BTC}",
            f"position_opened {BTC}",
            f"target_hit {BTC}",
            f"stop_hit {BTC}",
            f"position_closed {BTC}",
            "signal_refused NOPE/USDT",
        ]
    )


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("dca_filled", {}, ["position_increased"]),
        ("increased", {}, ["position_increased"]),
        ("reduced", {}, ["position_reduced"]),
        ("liquidated", {}, ["position_closed", "position_liquidated"]),
        ("changed_outside", {}, ["position_changed_outside"]),
        ("stop_moved", {"reason": "manual"}, ["stop_moved"]),
        ("pending", {}, []),
        ("cancelled", {}, []),
    ],
)
async def test_each_event_has_its_trigger(
    face: Face, kind: str, data: dict[str, Any], expected: list[str]
) -> None:
    fired = await listen(face.hass, *every_trigger(entity_id=BOT_SWITCH))
    told = {"position_id": "one", "symbol": BTC, "side": "long", "reason": None, **data}
    face.account._publish(PositionEvent(BOT, kind, told))
    await face.settle()

    assert sorted(fired) == [f"{one} {BTC}" for one in expected]


async def test_a_position_triggers_for_its_market_and_side_alone(face: Face) -> None:
    """Test a target that is a position's sensor, and options that name a market not yet traded."""
    hass = face.hass
    await face.open()
    opened = {"trigger": f"{DOMAIN}.position_opened"}
    bot = {"target": {"entity_id": POSITION_EVENT}}
    fired = await listen(
        hass,
        {**opened, "id": "sensor", "target": {"entity_id": POSITION}},
        {**opened, "id": "market", **bot, "options": {"symbol": "eth/usdt", "side": "long"}},
        {**opened, "id": "short", **bot, "options": {"side": "short"}},
        {**opened, "id": "both", "target": {"entity_id": [POSITION, BOT_SWITCH]}},
    )

    await face.open(symbol=ETH)
    assert fired == [f"market {ETH}", f"both {ETH}"]
    fired.clear()
    await face.open()
    assert fired == [f"sensor {BTC}", f"both {BTC}"]


async def test_a_target_can_be_an_area_or_a_label(face: Face) -> None:
    """Test both, and that they follow what people change."""
    hass = face.hass
    await face.open()
    area = ar.async_get(hass).async_create("Desk")
    label = lr.async_get(hass).async_create("Trades")
    dr.async_get(hass).async_update_device(bot_device(hass), area_id=area.id)
    fired = await listen(
        hass,
        {"trigger": f"{DOMAIN}.position_opened", "id": "area", "target": {"area_id": area.id}},
        {"trigger": f"{DOMAIN}.position_opened", "id": "label", "target": {"label_id": "trades"}},
    )
    await face.open()
    assert fired == [f"area {BTC}"]
    fired.clear()
    er.async_get(hass).async_update_entity(POSITION, labels={label.label_id})
    await face.open()
    assert sorted(fired) == [f"area {BTC}", f"label {BTC}"]


async def test_refusals_are_chosen_by_reason_and_strangers_only_on_request(face: Face) -> None:
    refused = {"trigger": f"{DOMAIN}.signal_refused", "target": {"entity_id": BOT_SWITCH}}
    fired = await listen(
        face.hass,
        {**refused, "id": "all"},
        {**refused, "id": "funds", "options": {"code": "insufficient_funds"}},
        {**refused, "id": "too many", "options": {"code": ["max_positions_reached"]}},
        {**refused, "id": "strangers", "options": {"strangers": True}},
    )
    for receipt_id, code in (("one", "max_positions_reached"), (None, "unauthorized")):
        data = {"receipt_id": receipt_id, "code": code, "symbol": None, "side": None}
        face.account._publish(SignalOutcome(BOT, "refused", data))
        await face.settle()

    assert fired == ["all None", "too many None", "strangers None", "strangers None"]


async def test_nothing_triggers_that_has_happened_before(face: Face) -> None:
    """Test that a reload and a new name of the entity are no event, and a halt is told once."""
    hass = face.hass
    await face.open()
    fired = await listen(hass, *every_trigger(entity_id=BOT_SWITCH))
    bot = face.account.bots[BOT]
    with patch.object(type(bot), "status", BotStatus.HALTED):
        face.account._publish(BotChanged(BOT))
        await face.settle()
        er.async_get(hass).async_update_entity(POSITION_EVENT, name="Renamed")
        await hass.async_block_till_done()
        await face.reload()

    assert fired == ["bot_halted"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"symbol": "BTCUSDT"}, "expected a market such as BTC/USDT, got 'BTCUSDT'"),
        ({"code": "no_such_code"}, "expected a reason code such as max_positions_reached"),
        ({"side": "up"}, "side"),
        ({"market": "BTC/USDT"}, "market"),
    ],
)
async def test_an_option_that_means_nothing_is_told(
    hass: HomeAssistant, options: dict[str, Any], words: str
) -> None:
    trigger = {
        "platform": f"{DOMAIN}.signal_refused",
        "target": {"entity_id": BOT_SWITCH},
        "options": options,
    }
    with pytest.raises(probatio.Invalid, match=words):
        await async_validate_trigger_config(hass, [trigger])


async def test_the_editor_offers_them_for_what_they_are_about(face: Face) -> None:
    """Test the bot's device, a position and the bot's switch; nothing for the account."""
    hass = face.hass
    await face.open()
    conditions = {f"{DOMAIN}.{key}" for key in CONDITIONS}
    for target in (
        {"device_id": [bot_device(hass)]},
        {"entity_id": [POSITION]},
        {"entity_id": [BOT_SWITCH]},
        {"entity_id": [POSITION_EVENT]},
    ):
        assert await async_get_triggers_for_target(hass, target, True) >= OURS, target
        assert await async_get_conditions_for_target(hass, target, True) >= conditions, target
    sensor = {"entity_id": ["sensor.paper_equity"]}
    assert not await async_get_triggers_for_target(hass, sensor, True) & OURS


async def test_the_first_position_by_hand_triggers(face: Face) -> None:
    """Test that the account's own bot is listened to before it has any event entity."""
    fired = await listen(face.hass, *every_trigger(entity_id="switch.paper_manual"))
    await face.price(65000)
    opening = {"account": face.entry.entry_id, "symbol": BTC, "side": "long", "quote_amount": 100}
    await face.call("open_position", opening)

    assert fired == [f"signal_accepted {BTC}", f"position_opened {BTC}"]


async def test_a_market_can_be_left_out(face: Face) -> None:
    """Test what a target of 2026.11 and later excludes."""
    await face.open()
    await face.open(symbol=ETH)

    meant = meant_by(face.hass, [BOT_SWITCH], {"exclude": {"entity_id": [POSITION]}})

    assert [slot.symbol for slot in meant.slot_entities(face.hass, "position").values()] == [ETH]
    assert [meant.includes(BOT, one, "long") for one in (BTC, ETH)] == [False, True]
