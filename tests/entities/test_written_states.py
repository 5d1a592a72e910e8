"""Test that no state is written that is there already."""

from typing import Any

from homeassistant.const import EVENT_STATE_CHANGED, EVENT_STATE_REPORTED
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.util.event_type import EventType

from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.execution.common.events import AccountChanged, BotChanged
from tests.face import BOT, BOT_SWITCH, BTC, Face


@callback
def _listen(hass: HomeAssistant, event_type: EventType[Any]) -> list[str]:
    """Return a list that fills with the entities whose state is written."""
    written: list[str] = []

    @callback
    def on_state(event: Event[Any]) -> None:
        written.append(event.data["entity_id"])

    hass.bus.async_listen(event_type, on_state, event_filter=callback(lambda _: True))
    return written


async def test_what_is_there_is_not_written_again(hass: HomeAssistant, face: Face) -> None:
    """Test an opening and a close; what is hidden and shown is written by Home Assistant itself."""
    reported = _listen(hass, EVENT_STATE_REPORTED)
    await face.open()
    await face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await face.settle()
    assert [one for one in reported if not one.startswith("button.")] == []


async def test_a_change_that_shows_nothing_new_writes_nothing(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that being told to look is not yet a state."""
    await face.open()
    _look(face.account)
    reported, changed = _listen(hass, EVENT_STATE_REPORTED), _listen(hass, EVENT_STATE_CHANGED)
    _look(face.account)
    assert reported == changed == []


async def test_a_state_that_somebody_else_has_written_is_put_right(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that what counts is the state that is there, and its attributes."""
    status = "sensor.trend_status"
    right = {one: face.state(one) for one in (BOT_SWITCH, status)}
    hass.states.async_set(BOT_SWITCH, "off", right[BOT_SWITCH].attributes)
    hass.states.async_set(status, right[status].state, {"reason": "another"})
    _look(face.account)
    for entity_id, state in right.items():
        assert face.state(entity_id).state == state.state
        assert face.state(entity_id).attributes == state.attributes


def _look(account: Account) -> None:
    account._publish(BotChanged(BOT))
    account._publish(AccountChanged())
