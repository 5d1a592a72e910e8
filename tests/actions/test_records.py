"""Test the actions that read."""

from datetime import datetime, timedelta
from decimal import Decimal
import json
from pathlib import Path

from homeassistant.core import HomeAssistant

from tests.face import (
    BOT,
    BOT_SWITCH,
    BTC,
    CLOSE_BUTTON,
    KEY,
    POSITION,
    SECRET,
    Face,
    account_entry,
    loaded,
)

from .records import rows

POSITION_KEYS = [
    "position_id",
    "entity_id",
    "bot",
    "account",
    "symbol",
    "side",
    "status",
    "size",
    "entry_price",
    "mark_price",
    "invested",
    "realized_profit",
    "unrealized_profit",
    "profit_percentage",
    "leverage",
    "signal_id",
    "opened_at",
    "closed_at",
    "close_reason",
    "take_profit",
    "stop_loss",
    "orders",
    "stop_price",
    "no_stop",
    "next_target_price",
    "liquidation_price",
    "margin",
    "roe_percentage",
    "fees",
    "funding",
    "exit_price",
    "duration",
    "tags",
    "risk",
    "waiting",
    "r_multiple",
    "profit_before_adoption",
    "note",
]
SIGNAL_KEYS = [
    "receipt_id",
    "signal_id",
    "bot",
    "received_at",
    "action",
    "symbol",
    "side",
    "status",
    "code",
    "message",
    "payload",
    "position_ids",
    "position_id",
    "remote",
]
TRADE_KEYS = [
    "trade_id",
    "order_id",
    "client_order_id",
    "position_id",
    "symbol",
    "side",
    "price",
    "amount",
    "cost",
    "fee",
    "fee_currency",
    "purpose",
    "time",
    "bot",
    "account",
    "entity_id",
    "fee_value",
    "profit",
]


async def test_a_position_row(face: Face) -> None:
    """Test the names of a row, its texts for money and times, and whom it belongs to."""
    await face.open(signal_id="mine", quote_amount=100)

    (row,) = await rows(face, "get_positions")

    assert list(row) == POSITION_KEYS
    assert row["entity_id"] == POSITION
    assert row["bot"] == BOT_SWITCH
    assert row["account"] == face.entry.entry_id
    assert row["symbol"] == BTC
    assert row["side"] == "long"
    assert row["status"] == "open"
    assert row["signal_id"] == "mine"
    assert isinstance(row["size"], str)
    assert isinstance(row["entry_price"], str)
    assert datetime.fromisoformat(row["opened_at"]).utcoffset() == timedelta(0)
    assert row["closed_at"] is None


async def test_a_signal_row_shows_no_secret(face: Face) -> None:
    """Test the names of a row, and that key and secret are masked."""
    message = {
        "api_key": KEY,
        "api_secret": SECRET,
        "exchange": "SIM",
        "action": "open",
        "symbol": BTC,
        "side": "long",
    }
    await face.price(65000)
    await face.account.receive(BOT, json.dumps(message).encode(), "192.0.2.7")
    await face.settle()

    (row,) = await rows(face, "get_signals")

    assert list(row) == SIGNAL_KEYS
    assert row["bot"] == BOT_SWITCH
    assert row["status"] == "accepted"
    assert row["action"] == "open"
    assert row["remote"] == "192.0.2.7"
    assert SECRET not in json.dumps(row)
    (position,) = await rows(face, "get_positions")
    assert row["position_id"] == position["position_id"]


async def test_a_trade_row(face: Face) -> None:
    """Test the names of a fill's row."""
    await face.open()
    (position,) = await rows(face, "get_positions")

    (row,) = await rows(face, "get_trades")

    assert list(row) == TRADE_KEYS
    assert row["position_id"] == position["position_id"]
    assert row["purpose"] == "entry"
    assert row["side"] == "buy"
    assert isinstance(row["amount"], str)


async def test_a_row_says_what_a_position_has_come_to(face: Face) -> None:
    """Test the numbers of a position with a stop and two targets, held and over."""
    await face.open(
        stop_loss={"stop_percentage": 5},
        take_profit=[
            {"price_percentage": 2, "position_percentage": 50},
            {"price_percentage": 1, "position_percentage": 50},
        ],
    )
    (row,) = await rows(face, "get_positions")
    entry, invested = Decimal(row["entry_price"]), Decimal(row["invested"])
    assert row["no_stop"] is False
    assert Decimal(row["stop_price"]) == Decimal(row["stop_loss"]["stop_price"])
    assert Decimal(row["next_target_price"]) == min(
        Decimal(target["price"]) for target in row["take_profit"]
    )
    assert Decimal(row["margin"]) == invested
    lost = invested * (entry - Decimal(row["stop_price"])) / entry
    assert abs(Decimal(row["risk"]) - lost) < Decimal("1e-6")
    assert Decimal(row["roe_percentage"]) == Decimal(row["profit_percentage"])
    assert (row["exit_price"], row["liquidation_price"], row["waiting"]) == (None, None, None)
    assert (row["funding"], row["tags"]) == ("0", [])
    assert 0 <= row["duration"] < 600

    await face.press(CLOSE_BUTTON)
    (row,) = await rows(face, "get_positions")
    assert Decimal(row["exit_price"]) > 0
    assert (row["risk"], row["next_target_price"], row["mark_price"]) == (None, None, None)


async def test_a_perpetual_names_the_price_that_liquidates(
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
) -> None:
    """Test what only the venue knows, and the margin with leverage."""
    async with loaded(hass, account_entry(market_type="linear")) as face:
        await face.open(leverage=10)
        (row,) = await rows(face, "get_positions")

        assert 0 < Decimal(row["liquidation_price"]) < Decimal(row["entry_price"])
        assert Decimal(row["margin"]) == Decimal(row["invested"]) / 10
        assert row["no_stop"] is True
        assert row["risk"] is None


async def test_a_trade_is_valued_in_quote_and_knows_whose_it_is(face: Face) -> None:
    """Test a buy that pays in the coin, and the profit of what closes."""
    await face.open()
    await face.price(66000)
    await face.press(CLOSE_BUTTON)

    sold, bought = await rows(face, "get_trades")
    assert (bought["fee_currency"], sold["fee_currency"]) == ("BTC", "USDT")
    assert Decimal(bought["fee_value"]) == Decimal(bought["fee"]) * Decimal(bought["price"])
    assert sold["fee_value"] == sold["fee"]
    assert bought["profit"] is None
    gained = (Decimal(sold["price"]) - Decimal(bought["price"])) * Decimal(sold["amount"])
    assert abs(Decimal(sold["profit"]) - gained + Decimal(sold["fee"])) < Decimal("1e-6")
    for row in (sold, bought):
        assert (row["bot"], row["entity_id"]) == (BOT_SWITCH, POSITION)
        assert row["account"] == face.entry.entry_id


async def test_a_position_that_is_on_record_has_its_entity(face: Face) -> None:
    """Test that whoever asks before it is told of hears what stands for it all the same."""
    await face.price(65000)
    answer = await face.account.send_signal(BOT, {"action": "open", "symbol": BTC, "side": "long"})
    assert answer.status == 202

    (position,) = await rows(face, "get_positions")

    assert position["entity_id"] == POSITION
    await face.settle()
