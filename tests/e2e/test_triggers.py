"""Test the triggers and conditions in the Home Assistant of today, as an automation has them."""

from collections.abc import Iterator

import pytest

from tests.e2e.demo import wait_for
from tests.e2e.trader import Json, Trader

AUTOMATION = "/api/config/automation/config/closes_what_opens"


@pytest.fixture
def closing(spot: Trader) -> Iterator[Trader]:
    """Provide a house in which an automation closes what opens long."""
    bot = {"entity_id": spot.bot.switch_entity_id}
    config: Json = {
        "alias": "Closes what opens",
        "triggers": [{"trigger": "tradehook.position_opened", "target": bot}],
        "conditions": [
            {"condition": "tradehook.bot_is_running", "target": bot},
            {"condition": "tradehook.holds_position", "target": bot, "options": {"side": "long"}},
        ],
        "actions": [
            {
                "action": "tradehook.close_position",
                "data": {"position_id": "{{ trigger.to_state.attributes.position_id }}"},
            }
        ],
    }
    spot.demo.request("POST", AUTOMATION, config).raise_for_status()
    wait_for(lambda: spot.demo.state("automation.closes_what_opens"), lambda state: state == "on")
    yield spot
    spot.demo.request("DELETE", AUTOMATION).raise_for_status()


def test_automation_closes_what_opens(closing: Trader) -> None:
    """Test that Home Assistant finds trigger and conditions, and that they see what has opened."""
    position_id = closing.open("BTC/USDT")

    assert closing.until_status(position_id, "closed").close_reason == "manual"
