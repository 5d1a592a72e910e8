"""Test how the actions are registered, described and guarded."""

import json
from pathlib import Path
from typing import Any

from homeassistant.core import Context, HomeAssistant, SupportsResponse
from homeassistant.exceptions import Unauthorized
import pytest
import yaml

from custom_components.tradehook.const import DOMAIN
from custom_components.tradehook.exchanges.simulated_listings import listings
from custom_components.tradehook.trading.model.market import MarketType
from tests.face import BOT_SWITCH, POSITION, Face

ROOT = Path(__file__).parents[1] / "custom_components" / "tradehook"
DESCRIBED: dict[str, Any] = yaml.safe_load((ROOT / "services.yaml").read_text())
TEXTS: dict[str, Any] = json.loads((ROOT / "translations" / "en.json").read_text())
ICONS: dict[str, Any] = json.loads((ROOT / "icons.json").read_text())

ACTIONS = {
    "send_signal": SupportsResponse.OPTIONAL,
    "open_position": SupportsResponse.OPTIONAL,
    "close_position": SupportsResponse.OPTIONAL,
    "keep_position": SupportsResponse.OPTIONAL,
    "modify_position": SupportsResponse.OPTIONAL,
    "adopt_position": SupportsResponse.OPTIONAL,
    "release_position": SupportsResponse.OPTIONAL,
    "create_position_link": SupportsResponse.OPTIONAL,
    "list_position_links": SupportsResponse.ONLY,
    "revoke_position_link": SupportsResponse.OPTIONAL,
    "get_positions": SupportsResponse.ONLY,
    "get_signals": SupportsResponse.ONLY,
    "get_results": SupportsResponse.ONLY,
    "get_spoken_answer": SupportsResponse.ONLY,
    "get_trades": SupportsResponse.ONLY,
    "set_position_note": SupportsResponse.OPTIONAL,
    "set_simulated_price": SupportsResponse.OPTIONAL,
    "reset_paper_account": SupportsResponse.OPTIONAL,
}
GUARDED: list[tuple[str, dict[str, Any], str | None]] = [
    ("send_signal", {"action": "stop_bot"}, BOT_SWITCH),
    ("open_position", {"account": "any", "symbol": "BTC/USDT", "side": "long"}, None),
    ("close_position", {}, POSITION),
    ("keep_position", {}, POSITION),
    ("modify_position", {"stop_loss": None}, POSITION),
    ("adopt_position", {"account": "any", "symbol": "BTC/USDT"}, None),
    ("release_position", {}, POSITION),
    ("create_position_link", {"mode": "close"}, POSITION),
    ("list_position_links", {}, None),
    ("revoke_position_link", {"link_id": "x"}, None),
    ("get_signals", {}, None),
    ("set_position_note", {"position_id": "x", "note": "n"}, None),
    ("set_simulated_price", {"symbol": "BTC/USDT", "price": 1000}, None),
    ("reset_paper_account", {"account": "any", "confirm": True}, None),
]
OPEN_TO_ALL: list[tuple[str, dict[str, Any]]] = [
    ("get_positions", {}),
    ("get_results", {}),
    ("get_spoken_answer", {"question": "positions"}),
    ("get_trades", {}),
]


def fields_of(description: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an action, those in sections too."""
    fields: dict[str, Any] = {}
    for name, field in description["fields"].items():
        fields |= field.get("fields", {name: field})
    return fields


async def test_the_actions_are_those_of_the_contract(hass: HomeAssistant, face: Face) -> None:
    """Test names and responses, and that they outlive the account."""
    await hass.config_entries.async_unload(face.entry.entry_id)

    registered = hass.services.async_services_for_domain(DOMAIN)

    assert {name: action.supports_response for name, action in registered.items()} == ACTIONS
    await hass.config_entries.async_setup(face.entry.entry_id)


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_every_action_is_described(action: str) -> None:
    """Test that each action and field has a selector, a name, a sentence, and an icon."""
    texts = TEXTS["services"][action]
    assert texts["name"]
    assert texts["description"]
    assert ICONS["services"][action]["service"].startswith("mdi:")
    fields = fields_of(DESCRIBED[action])
    assert fields.keys() == texts["fields"].keys()
    for name, field in fields.items():
        assert field["selector"], name
        assert texts["fields"][name]["name"]
        assert texts["fields"][name]["description"]


def test_the_market_that_moves_is_chosen_from_what_is_simulated() -> None:
    selector = DESCRIBED["set_simulated_price"]["fields"]["symbol"]["selector"]["select"]
    listed = {symbol.partition(":")[0] for kind in MarketType for symbol in listings(kind)}

    assert set(selector["options"]) == listed
    assert selector["custom_value"]


def test_every_option_of_a_selector_has_a_name() -> None:
    """Test that no raw word is shown in a list of choices; a market is called as it is."""
    for description in DESCRIBED.values():
        for field in fields_of(description).values():
            select = field["selector"].get("select")
            if select and not all("/" in option for option in select["options"]):
                options = TEXTS["selector"][select["translation_key"]]["options"]
                assert set(select["options"]) <= options.keys()


@pytest.mark.parametrize(("action", "data", "target"), GUARDED)
async def test_only_administrators_move_money_or_see_signals(
    face: Face, action: str, data: dict[str, Any], target: str | None
) -> None:
    """Test that a person who may control every entity still may not."""
    await face.open()

    with pytest.raises(Unauthorized):
        await face.call(action, data, target=target, context=face.person(admin=False))

    assert face.state(POSITION).state == "open"
    assert face.state(BOT_SWITCH).state == "on"


@pytest.mark.parametrize(("action", "data"), OPEN_TO_ALL)
async def test_everybody_may_see_what_the_states_show_anyway(
    face: Face, action: str, data: dict[str, Any]
) -> None:
    """Test that reading positions and trades needs no administrator."""
    await face.open()

    answer = await face.call(action, data, context=face.person(admin=False))

    (told, *_) = answer.values()
    assert told.startswith("One position") if isinstance(told, str) else len(told) == 1


async def test_an_administrator_and_an_automation_may(face: Face) -> None:
    """Test that a call without a user, or with an administrator, gets through."""
    await face.open()

    await face.call("close_position", target=POSITION, context=Context())
    assert face.state(POSITION).state == "flat"

    answer = await face.call("get_signals", context=face.person(admin=True))
    assert len(answer["signals"]) == 1
