"""Who is no administrator sees the panel and can't act: every command of it is in one table."""

from typing import Any

from homeassistant.components.websocket_api.const import DOMAIN as WEBSOCKET
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from tests.face import BOT, BTC, Face
from tests.panel.test_api import ask, opened

SEEN: dict[str, dict[str, Any]] = {
    "connect": {"protocol": 1},
    "subscribe_accounts": {},
    "subscribe_positions": {},
    "subscribe_market": {"symbol": BTC, "interval": 60},
    "older_candles": {"symbol": BTC, "interval": 60, "before": 1_800_000_000},
    "position": {"position_id": "held"},
    "history": {},
    "trades": {},
    "bot_record": {"bot_id": BOT},
    "results": {},
    "closed_positions": {},
    "record_filters": {},
    "fill_totals": {},
}
"""What shows what the entities show as well."""
GUARDED: dict[str, dict[str, Any]] = {
    "adopt_position": {"symbol": BTC, "side": "long"},
    "bot_changes": {"bot_id": BOT},
    "bot_markets": {"bot_id": BOT},
    "bot_settings": {"bot_id": BOT},
    "bot_webhook": {"bot_id": BOT},
    "check_changes": {"position_id": "held", "changes": {}},
    "check_signal": {"bot_id": BOT, "signal": {"action": "stop_bot"}},
    "close_position": {"position_id": "held"},
    "close_positions": {"position_ids": ["held"]},
    "create_link": {"position_id": "held", "mode": "close"},
    "keep_position": {"position_id": "held"},
    "keep_positions": {"position_ids": ["held"]},
    "end_secret_address": {"bot_id": BOT},
    "forget_alerts": {"bot_id": BOT, "system": "okx"},
    "links": {"position_id": "held"},
    "modify_position": {"position_id": "held", "changes": {"stop_loss": None}},
    "other_senders": {"bot_id": BOT},
    "release_position": {"position_id": "held"},
    "revoke_link": {"link_id": "x"},
    "schema": {},
    "send_signal": {"bot_id": BOT, "signal": {"action": "stop_bot"}},
    "set_bot": {"bot_id": BOT, "on": False},
    "set_note": {"position_id": "held", "note": "n", "tags": []},
    "set_trading": {"on": False},
    "signals": {},
    "stop_and_close": {"bot_id": BOT},
    "subscribe_groups": {},
    "subscribe_signals": {},
    "unowned": {},
}
"""What moves money, changes something, or shows signals, settings or secrets."""
OF_THE_HOUSE = {
    "connect",
    "subscribe_accounts",
    "subscribe_groups",
    "subscribe_positions",
    "subscribe_signals",
    "schema",
    "results",
    "closed_positions",
    "record_filters",
    "fill_totals",
}
"""The commands that name no account."""


def message(face: Face, name: str, fields: dict[str, Any], held: str) -> dict[str, Any]:
    """Return a command's fields, with the account and the position that is held."""
    asked: dict[str, Any] = {} if name in OF_THE_HOUSE else {"account": face.entry.entry_id}
    for field, value in fields.items():
        asked[field] = {"held": held}.get(value, value) if isinstance(value, str) else value
        if field == "position_ids":
            asked[field] = [held]
    return asked


def stands(face: Face, position_id: str) -> dict[str, Any]:
    """Return what somebody could have changed of a position; prices move by themselves."""
    row = face.account.position_row(position_id)
    assert row is not None
    return {name: row.get(name) for name in ("status", "size", "stop_loss", "take_profit", "note")}


@pytest.mark.parametrize("only_admins", [True, False])
async def test_household_reads_and_never_acts(
    face: Face,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_access_token: str,
    only_admins: bool,
) -> None:
    """Test all commands there are, whatever the account's option says of switches and actions."""
    options = {**face.entry.options, "only_admins_trade": only_admins}
    face.hass.config_entries.async_update_entry(face.entry, options=options)
    await face.hass.async_block_till_done()
    held = await opened(face)
    before = stands(face, held)
    browser = await hass_ws_client(face.hass, hass_read_only_access_token)
    registered = {name for name in face.hass.data[WEBSOCKET] if name.startswith("tradehook/")}
    assert registered == {f"tradehook/{name}" for name in SEEN.keys() | GUARDED.keys()}

    for name, fields in GUARDED.items():
        answer = await ask(browser, name, **message(face, name, fields, held))
        assert not answer["success"], name
        assert answer["error"]["code"] == "unauthorized", name
    for name, fields in SEEN.items():
        if not name.startswith("subscribe"):  # pictures of what is followed come as events
            answer = await ask(browser, name, **message(face, name, fields, held))
            assert answer["success"], (name, answer)

    await face.settle()
    assert face.account.bots[BOT].is_on
    assert face.account.trading_enabled
    assert stands(face, held) == before
