"""Test the panel's commands: their schemas, who may use them, and what they do."""

import json
from pathlib import Path
import re
from typing import Any

import pytest
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from custom_components.tradehook.panel.api import PROTOCOL
from custom_components.tradehook.panel.bot_details import settings_schema
from tests.face import BOT, KEY, SECRET, Face

ROOT = Path(__file__).parents[2]
INVALID: list[tuple[str, dict[str, Any]]] = [
    ("connect", {}),
    ("connect", {"protocol": "1"}),
    ("connect", {"protocol": 0}),
    ("subscribe_positions", {"poll": True}),
    ("subscribe_market", {"account": "a", "symbol": "b", "interval": 7}),
    ("subscribe_market", {"account": "a", "interval": 60}),
    ("close_position", {"position_id": "x"}),
    ("close_position", {"account": "a", "position_id": 5}),
    ("close_position", {"account": "a", "position_id": "x", "order_type": "stop"}),
    ("close_position", {"account": "a", "position_id": "x", "price": "-1"}),
    ("close_positions", {"account": "a", "position_ids": []}),
    ("keep_positions", {"account": "a", "position_ids": "x"}),
    ("modify_position", {"account": "a", "position_id": "x"}),
    ("check_changes", {"account": "a", "position_id": "x"}),
    ("create_link", {"account": "a", "position_id": "x", "mode": "open"}),
    ("set_bot", {"account": "a", "bot_id": "x", "on": "yes"}),
    ("send_signal", {"account": "a", "bot_id": "x", "signal": "buy"}),
    ("trades", {"account": "a", "limit": 0}),
    ("trades", {"account": "a", "limit": 1001}),
]


@pytest.fixture
async def browser(face: Face, hass_ws_client: WebSocketGenerator) -> MockHAClientWebSocket:
    """Provide the connection of an administrator's browser to a loaded account."""
    return await hass_ws_client(face.hass)


def only_position(face: Face) -> str:
    """Return the id of the account's only position."""
    [position] = [p for slot in face.account.slots for p in face.account.slot_positions(slot)]
    return position.position_id


async def opened(face: Face) -> str:
    """Open a position and return its id."""
    await face.open()
    return only_position(face)


async def ask(browser: MockHAClientWebSocket, name: str, **fields: Any) -> dict[str, Any]:
    """Send a command and return its answer."""
    await browser.send_json_auto_id({"type": f"tradehook/{name}", **fields})
    answer: dict[str, Any] = await browser.receive_json()
    return answer


async def result(face: Face, browser: MockHAClientWebSocket, name: str, **fields: Any) -> Any:
    """Send a command of the account that has to succeed, and return its result."""
    answer = await ask(browser, name, account=face.entry.entry_id, **fields)
    assert answer["success"], answer
    await face.settle()
    return answer["result"]


@pytest.mark.parametrize(("name", "fields"), INVALID)
async def test_a_message_that_does_not_fit_is_refused(
    browser: MockHAClientWebSocket, name: str, fields: dict[str, Any]
) -> None:
    answer = await ask(browser, name, **fields)

    assert answer["error"]["code"] == "invalid_format"


async def test_the_table_of_settings_is_sent(browser: MockHAClientWebSocket) -> None:
    assert (await ask(browser, "schema"))["result"] == settings_schema()


async def test_the_handshake_tells_an_outdated_panel(browser: MockHAClientWebSocket) -> None:
    fits = (await ask(browser, "connect", protocol=PROTOCOL))["result"]
    outdated = (await ask(browser, "connect", protocol=PROTOCOL + 1))["result"]

    version = json.loads((ROOT / "custom_components/tradehook/manifest.json").read_text())[
        "version"
    ]
    assert fits == {"protocol": PROTOCOL, "compatible": True, "version": version}
    assert outdated["compatible"] is False


def test_both_sides_speak_the_same_protocol() -> None:
    source = (ROOT / "frontend" / "src" / "api.ts").read_text()

    found = re.search(r"PROTOCOL = (\d+)", source)
    assert found is not None
    assert int(found[1]) == PROTOCOL


async def test_a_position_is_closed(face: Face, browser: MockHAClientWebSocket) -> None:
    position_id = await opened(face)

    done = await result(face, browser, "close_position", position_id=position_id)

    assert done["done"] == "closed"
    assert face.account.open_positions == 0
    shown = await result(face, browser, "position", position_id=position_id)
    assert shown["position"]["status"] == "closed"
    assert {fill["purpose"] for fill in shown["fills"]} == {"entry", "close"}
    [over] = await result(face, browser, "history")
    assert over["position_id"] == position_id
    assert len(await result(face, browser, "trades")) == 2


async def test_the_worst_loss_after_a_change_is_told_and_nothing_is_changed(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    position_id = await opened(face)
    before = face.account.position_row(position_id)

    present = await result(face, browser, "check_changes", position_id=position_id, changes={})
    near = {"stop_loss": {"stop_price": "64000"}}
    told = await result(face, browser, "check_changes", position_id=position_id, changes=near)

    assert present["now"] == present["after"] == told["now"]
    assert 0 < float(told["after"]) < float(told["now"])
    assert face.account.position_row(position_id) == before


async def test_several_positions_are_closed_at_once(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    """Test that what is over already is left out, and that an entry without a fill is cancelled."""
    for number in range(2):
        await face.open(signal_id=f"filled {number}")
    filled = [str(row["position_id"]) for row in await face.account.positions()][::-1]
    await face.open_limit(signal_id="third")
    waiting = next(row["position_id"] for row in await face.account.positions(statuses=["pending"]))
    await result(face, browser, "close_position", position_id=filled[0])

    done = await result(face, browser, "close_positions", position_ids=[*filled, waiting])

    assert [(row["position_id"], row["done"]) for row in done] == [
        (filled[1], "closed"),
        (waiting, "cancelled"),
    ]
    assert face.account.open_positions == 0


async def test_several_positions_are_kept_at_once(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    filled = await opened(face)
    await face.open_limit(signal_id="second")
    waiting = next(row["position_id"] for row in await face.account.positions(statuses=["pending"]))

    done = await result(face, browser, "keep_positions", position_ids=[filled, waiting])

    assert [row["done"] for row in done] == ["kept", "cancelled"]
    assert face.account.open_positions == 1


async def test_positions_that_are_over_come_in_pages(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    over = []
    for _ in range(3):
        over.append(await opened(face))
        await result(face, browser, "close_position", position_id=over[-1])

    newest = await result(face, browser, "history", limit=2)
    older = await result(face, browser, "history", limit=2, before=newest[-1]["position_id"])

    assert [row["position_id"] for row in [*newest, *older]] == over[::-1]


async def test_a_position_is_closed_with_a_limit_order(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    position_id = await opened(face)

    done = await result(
        face,
        browser,
        "close_position",
        position_id=position_id,
        order_type="limit",
        price="66000.5",
    )

    assert (done["done"], done["price"]) == ("ordered", "66000.5")
    await face.price(66001)
    assert face.account.open_positions == 0


async def test_a_limit_order_needs_a_price(face: Face, browser: MockHAClientWebSocket) -> None:
    where = {"account": face.entry.entry_id, "position_id": await opened(face)}

    answer = await ask(browser, "close_position", **where, order_type="limit")

    assert answer["error"]["code"] == "invalid_price"
    assert face.account.open_positions == 1


async def test_the_exits_of_a_position_are_changed(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    position_id = await opened(face)

    plan = await result(
        face,
        browser,
        "modify_position",
        position_id=position_id,
        changes={"stop_loss": {"stop_price": 64000.5}, "auto_close": 3600},
    )

    assert plan["stop_loss"]["stop_price"] == "64000.5"
    shown = await result(face, browser, "position", position_id=position_id)
    assert plan.pop("warnings") == []
    assert shown["plan"] == plan
    assert shown["position"]["stop_loss"]["stop_price"] == "64000.5"
    assert [row["event"] for row in shown["story"]][-2:] == ["auto_close_changed", "stop_set"]


async def test_a_change_says_what_has_to_be_known_about_it(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    dca = [{"price_percentage": 1.5, "quantity_percentage": 100}]
    await face.open(stop_loss={"stop_percentage": 3}, dca_orders=dca)
    position_id = only_position(face)

    changed = await result(
        face,
        browser,
        "modify_position",
        position_id=position_id,
        changes={"stop_loss": {"stop_percentage": 1}},
    )

    [warning] = changed["warnings"]
    assert warning.startswith("dca_beyond_stop: `dca_orders[0]`")


@pytest.mark.parametrize(
    ("ids", "done"),
    [(("one", "two"), "accepted"), (("one", "one"), "duplicate")],
    ids=["asked for twice", "asked for again"],
)
async def test_a_reduction_by_hand_is_done_once_for_each_id(
    face: Face, browser: MockHAClientWebSocket, ids: tuple[str, ...], done: str
) -> None:
    await opened(face)
    reduce: dict[str, Any] = {
        "action": "reduce",
        "symbol": "BTC/USDT",
        "side": "long",
        "order_type": "market",
    }
    reduce["reduce_order"] = {"quantity_percentage": 25}

    said = [
        await result(face, browser, "send_signal", bot_id=BOT, signal=reduce | {"request_id": own})
        for own in ids
    ]

    assert [one["body"]["status"] for one in said] == ["accepted", done]


async def test_a_change_that_does_not_fit_names_its_fields(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    position_id = await opened(face)
    changes = {"stop_loss": {"stop_price": 70000}}

    answer = await ask(
        browser,
        "modify_position",
        account=face.entry.entry_id,
        position_id=position_id,
        changes=changes,
    )

    assert answer["error"]["code"] == "exits_already_passed"
    assert "stop_loss.stop_price" in answer["error"]["message"]


async def test_an_unfilled_entry_is_not_kept(face: Face, browser: MockHAClientWebSocket) -> None:
    await face.open_limit()
    position_id = only_position(face)

    done = await result(face, browser, "keep_position", position_id=position_id)

    assert done["done"] == "cancelled"
    assert face.account.open_positions == 0


async def test_a_refusal_says_code_and_sentence(face: Face, browser: MockHAClientWebSocket) -> None:
    answer = await ask(browser, "close_position", account=face.entry.entry_id, position_id="gone")

    assert answer["error"]["code"] == "position_missing"
    assert "position_missing" in answer["error"]["message"]


async def test_an_account_that_is_not_there_is_named(browser: MockHAClientWebSocket) -> None:
    answer = await ask(browser, "history", account="nobody")

    assert not answer["success"]
    assert answer["error"]["message"]


async def test_a_link_is_made_listed_and_revoked(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    position_id = await opened(face)

    link = await result(face, browser, "create_link", position_id=position_id, mode="close")
    assert link["mode"] == "close"
    assert link["question"] is False
    assert "/api/tradehook/link/" in link["url"]
    assert await result(face, browser, "links", position_id=position_id) == [link]
    await result(face, browser, "revoke_link", link_id=link["link_id"])

    assert await result(face, browser, "links", position_id=position_id) == []
    asking = await result(
        face, browser, "create_link", position_id=position_id, mode="keep", question=True
    )
    assert asking["question"] is True


async def test_a_bot_and_the_trading_are_switched(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    await result(face, browser, "set_bot", bot_id=BOT, on=False)
    await result(face, browser, "set_trading", on=False)
    assert not face.account.bots[BOT].is_on
    assert not face.account.trading_enabled

    await result(face, browser, "set_bot", bot_id=BOT, on=True)
    await result(face, browser, "set_trading", on=True)
    assert face.account.bots[BOT].is_on
    assert face.account.trading_enabled


async def test_an_unknown_bot_is_refused(face: Face, browser: MockHAClientWebSocket) -> None:
    answer = await ask(browser, "set_bot", account=face.entry.entry_id, bot_id="gone", on=True)

    assert answer["error"]["code"] == "bot_missing"


async def test_a_signal_is_tested_without_doing_anything(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    await face.price(65000)
    signal = {"action": "open", "symbol": "BTC/USDT", "side": "long", "test": True}

    answer = await result(face, browser, "send_signal", bot_id=BOT, signal=signal)

    assert answer["status"] == 200
    assert answer["body"]["status"] == "test"
    assert face.account.open_positions == 0


async def test_a_wrong_signal_is_answered_with_its_errors(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    signal = {"action": "open", "symbol": "BTC/USDT", "side": "up", "test": True}

    answer = await result(face, browser, "send_signal", bot_id=BOT, signal=signal)

    assert answer["status"] == 422
    assert [error["path"] for error in answer["body"]["errors"]] == ["side"]


async def test_the_webhook_is_told_without_its_secret(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    hook = await result(face, browser, "bot_webhook", bot_id=BOT)

    assert hook["api_key"] == KEY
    assert hook["exchange"] == "SIM"
    assert "SIM_USDT_BTC" in hook["symbols"]
    assert "/api/webhook/" in hook["url"]
    assert SECRET not in json.dumps(hook)
