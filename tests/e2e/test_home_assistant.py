"""Test Home Assistant's side: entities, buttons and actions, and what they say when they refuse."""

from datetime import datetime
from decimal import Decimal

import pytest

from tests.e2e.demo import wait_for
from tests.e2e.trader import Json, Position, Trader

ETH = "ETH/USDT"
POSITION_FIELDS = {
    *("position_id", "entity_id", "bot", "account", "symbol", "side", "status", "size"),
    *("entry_price", "mark_price", "invested", "realized_profit", "unrealized_profit"),
    *("profit_percentage", "leverage", "signal_id", "opened_at", "closed_at", "close_reason"),
    *("take_profit", "stop_loss", "orders"),
    *("stop_price", "no_stop", "next_target_price", "liquidation_price", "margin"),
    *("roe_percentage", "fees", "funding", "exit_price", "duration", "tags", "risk", "waiting"),
    *("r_multiple", "profit_before_adoption", "note"),
}
SIGNAL_FIELDS = {
    *("signal_id", "bot", "received_at", "action", "symbol", "side", "status", "code"),
    *("message", "payload", "position_id", "position_ids", "remote", "receipt_id"),
}
TRADE_FIELDS = {
    *("trade_id", "order_id", "client_order_id", "position_id", "symbol", "side", "price"),
    *("amount", "cost", "fee", "fee_currency", "purpose", "time"),
    *("bot", "account", "entity_id", "fee_value", "profit"),
}


@pytest.fixture
def filled(spot: Trader) -> Position:
    """Provide a filled position."""
    spot.move(ETH, 3000)
    return spot.open_filled(ETH, stop_loss={"stop_percentage": 3})


def button(position: Position, what: str) -> str:
    """Return a position's button."""
    slug = position.row["symbol"].lower().replace("/", "_")
    return f"button.demo_bot_{what}_{slug}_{position.row['side']}"


def press(trader: Trader, entity_id: str) -> None:
    """Press a button."""
    trader.demo.call_service("button", "press", {"entity_id": entity_id})


# Buttons and sensors


def test_close_and_keep_buttons(spot: Trader, filled: Position) -> None:
    press(spot, button(filled, "keep"))
    assert spot.stays(filled.position_id).size == filled.size

    press(spot, button(filled, "close"))
    assert spot.until_status(filled.position_id, "closed").close_reason == "manual"

    answer = spot.demo.request(
        "POST", "/api/services/button/press", {"entity_id": button(filled, "close")}
    )
    assert answer.status_code == 400
    assert "(position_missing)" in answer.json()["message"]


def test_keep_button_cancels_what_has_not_filled(spot: Trader, filled: Position) -> None:
    spot.accepted(action="close", symbol=ETH)
    position_id = spot.open(ETH, order_type="limit", signal_price=2900)
    spot.until_state(filled.entity_id, "pending")

    press(spot, button(filled, "keep"))

    spot.until_status(position_id, "cancelled")


def test_stop_and_close_button(spot: Trader, filled: Position) -> None:
    press(spot, "button.demo_bot_stop_and_close")

    assert spot.until_status(filled.position_id, "closed").close_reason == "stop_and_close"
    spot.until_state(spot.bot.switch_entity_id, "off")


def test_sensors_count(spot: Trader, filled: Position) -> None:
    spot.until_state("sensor.demo_bot_open_positions", "1")
    spot.until_state("sensor.paper_spot_account_open_positions", "1")
    assert Decimal(spot.state("sensor.demo_bot_invested") or 0) == pytest.approx(
        100, abs=Decimal(1)
    )
    profit = filled.entity_id.removesuffix("_position") + "_profit"
    assert float(spot.state(profit) or 0) < 0

    spot.accepted(action="close", symbol=ETH)
    spot.until_status(filled.position_id, "closed")

    spot.until_state(profit, "unknown")
    spot.until_state("sensor.demo_bot_open_positions", "0")


def test_several_positions_share_a_sensor(spot: Trader, filled: Position) -> None:
    other = spot.open_filled(ETH)

    assert other.entity_id == filled.entity_id
    attributes = wait_for(
        lambda: spot.demo.states()[filled.entity_id]["attributes"],
        lambda shown: len(shown.get("positions", ())) == 2,
    )
    assert {row["position_id"] for row in attributes["positions"]} == {
        filled.position_id,
        other.position_id,
    }
    assert attributes["size"] == pytest.approx(float(filled.size + other.size), rel=1e-3)

    spot.act("close_position", filled.entity_id, position_id=other.position_id)
    spot.until_status(other.position_id, "closed")
    spot.stays(filled.position_id)
    spot.until_state(filled.entity_id, "open")


def test_events_tell_the_story(spot: Trader, filled: Position) -> None:
    story = wait_for(
        lambda: spot.demo.states()["event.demo_bot_position"]["attributes"],
        lambda shown: shown["position_id"] == filled.position_id,
    )
    assert story["event_type"] == "opened"
    assert (story["symbol"], story["entity_id"]) == (ETH, filled.entity_id)
    (fill,) = spot.trades(filled.position_id)
    assert (story["price"], story["size"]) == (float(fill["price"]), float(fill["amount"]))

    assert spot.refused(symbol=ETH, side="long", quote_amount=1) == (409, "below_minimum")
    signal = wait_for(
        lambda: spot.demo.states()["event.demo_bot_signal"]["attributes"],
        lambda shown: shown["event_type"] == "refused",
    )
    assert signal["code"] == "below_minimum"


# Actions


def test_send_signal_answers_as_the_webhook_does(spot: Trader) -> None:
    spot.move(ETH, 3000)
    fields = {"symbol": ETH, "side": "long", "signal_id": "by-action", "quote_amount": 20.5}

    accepted = spot.act("send_signal", spot.bot.switch_entity_id, **fields)
    duplicate = spot.act("send_signal", spot.bot.switch_entity_id, **fields)
    plan = spot.act("send_signal", spot.bot.switch_entity_id, symbol=ETH, side="long", test=True)

    assert (accepted["status"], accepted["signal_id"]) == ("accepted", "by-action")
    assert (duplicate["status"], duplicate["signal_id"]) == ("duplicate", "by-action")
    assert plan["plan"]["orders"][0]["purpose"] == "entry"
    spot.until_status(spot.by_signal("by-action").position_id, "open")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"side": "up", "symbol": ETH}, ["side: ", "(invalid_signal)"]),
        ({"symbol": ETH, "side": "long", "typo": 1}, ["typo: ", "(invalid_signal)"]),
        ({"symbol": "ETH/USDC", "side": "long"}, ["USDT", "(wrong_quote)"]),
        ({"action": "close", "symbol": ETH}, ["(position_missing)"]),
        ({"entity_id": "switch.nobody", "symbol": ETH}, ["switch.nobody", "(bot_missing)"]),
    ],
    ids=str,
)
def test_send_signal_says_why_not(spot: Trader, fields: Json, says: list[str]) -> None:
    fields = {"entity_id": spot.bot.switch_entity_id} | fields

    message = spot.act_refused("send_signal", **fields)

    assert all(text in message for text in says), message


def test_position_actions_say_why_not(spot: Trader, filled: Position) -> None:
    entity_id = filled.entity_id

    assert "(invalid_price)" in spot.act_refused(
        "close_position", entity_id=entity_id, order_type="limit"
    )
    for which in (
        {"entity_id": entity_id, "position_id": "other"},
        {"entity_id": entity_id, "signal_id": "other"},
        {"entity_id": "sensor.nobody"},
        {"entity_id": spot.bot.switch_entity_id},
    ):
        for service in ("close_position", "keep_position"):
            assert "(position_missing)" in spot.act_refused(service, **which)
    spot.stays(filled.position_id)

    done = spot.act("close_position", entity_id, signal_id=filled.row["signal_id"])
    assert [row["position_id"] for row in done["positions"]] == [filled.position_id]
    spot.until_status(filled.position_id, "closed")


def test_rows_have_their_fields(spot: Trader, filled: Position) -> None:
    assert filled.row.keys() == POSITION_FIELDS
    assert filled.row["bot"] == spot.bot.switch_entity_id
    assert filled.row["account"] == spot.bot.config_entry_id
    (signal,) = spot.rows("signals", limit=1)
    assert signal.keys() == SIGNAL_FIELDS
    assert signal["remote"] == "127.0.0.1"
    (trade,) = spot.trades(filled.position_id)
    assert trade.keys() == TRADE_FIELDS
    assert (trade["bot"], trade["account"]) == (filled.row["bot"], filled.row["account"])
    assert trade["entity_id"] == filled.entity_id
    for row, names in (
        (filled.row, ["size", "entry_price", "invested", "realized_profit", "margin", "fees"]),
        (filled.row, ["funding", "risk", "stop_price", "roe_percentage"]),
        (trade, ["price", "amount", "cost", "fee", "fee_value"]),
    ):
        for name in names:
            assert isinstance(row[name], str)
            Decimal(row[name])
    for text in (filled.row["opened_at"], signal["received_at"], trade["time"]):
        assert datetime.fromisoformat(text).utcoffset() is not None


def test_rows_come_in_pages(spot: Trader, filled: Position) -> None:
    for quote_amount in (1, 2, 3):
        spot.refused(symbol=ETH, side="long", quote_amount=quote_amount)

    newest = spot.rows("signals", limit=2)
    older = spot.rows("signals", limit=2, before=newest[-1]["receipt_id"])
    same = spot.rows("signals", limit=2, before=newest[-1]["received_at"])

    assert [row["payload"]["quote_amount"] for row in newest] == ["3", "2"]
    assert older == same
    assert older[0]["payload"]["quote_amount"] == "1"
    assert older[1]["position_id"] == filled.position_id
    assert [row["code"] for row in spot.rows("signals", status="refused", limit=1)] == [
        "below_minimum"
    ]
    since = spot.rows("signals", since=older[0]["received_at"])
    assert [row["payload"]["quote_amount"] for row in since] == ["3", "2", "1"]
    assert spot.rows("positions", symbol="BTC/USDT", status="open") == []
    assert [row["position_id"] for row in spot.rows("positions", status=["open"])] == [
        filled.position_id
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"symbol": "NOPE", "price": 1}, "invalid_symbol"),
        ({"symbol": ETH}, "invalid_price"),
        ({"symbol": ETH, "price": "0.001"}, "invalid_price"),
        ({"symbol": ETH, "change_percentage": -100}, "invalid_change_percentage"),
        ({"symbol": ETH, "price": 3000, "max_fill": "0.0000001"}, "invalid_max_fill"),
    ],
    ids=str,
)
def test_set_simulated_price_says_why_not(spot: Trader, fields: Json, code: str) -> None:
    spot.move(ETH, 3000)

    message = spot.act_refused("set_simulated_price", account=spot.bot.config_entry_id, **fields)

    assert f"({code})" in message


def test_set_simulated_price_moves_by_a_percentage(spot: Trader) -> None:
    spot.move(ETH, 3000)

    answer = spot.demo.call_service(
        "tradehook",
        "set_simulated_price",
        {"symbol": ETH, "change_percentage": -5, "account": spot.bot.config_entry_id},
        return_response=True,
    )

    assert answer["symbol"] == ETH
    assert Decimal(answer["price"]) == 2850
