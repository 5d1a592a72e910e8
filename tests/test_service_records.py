"""Test the actions that read."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import probatio
import pytest

from tests.face import (
    BOT,
    BOT_SWITCH,
    BTC,
    KEY,
    POSITION,
    SECRET,
    Face,
    account_entry,
    bot_subentry,
    loaded,
)

OTHER = "01J0000000000000000000BOT2"

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
]


async def rows(face: Face, service: str, /, **data: object) -> list[dict[str, Any]]:
    """Call an action and return the rows of its answer."""
    answer = await face.call(service, data)
    json.dumps(answer)
    (name,) = answer
    assert service == f"get_{name}"
    found: list[dict[str, Any]] = answer[name]
    return found


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


async def test_pages_follow_each_other_newest_first(face: Face) -> None:
    """Test `limit` with `before` as an id and as a time."""
    for number in range(3):
        await face.open(signal_id=f"s{number}")

    first = await rows(face, "get_positions", limit=2)
    by_id = await rows(face, "get_positions", before=first[-1]["position_id"])
    by_time = await rows(face, "get_positions", before=first[-1]["opened_at"])

    assert [row["signal_id"] for row in first] == ["s2", "s1"]
    assert [row["signal_id"] for row in by_id] == ["s0"]
    assert [row["signal_id"] for row in by_time] == ["s0"]


@pytest.mark.parametrize("limit", [0, 1001, "many"])
async def test_a_page_has_at_most_a_thousand_rows(face: Face, limit: object) -> None:
    """Test the bounds of `limit`."""
    with pytest.raises(probatio.Invalid):
        await rows(face, "get_trades", limit=limit)


async def test_a_before_that_says_nothing_is_refused(face: Face) -> None:
    """Test a word that is neither an id nor a time."""
    with pytest.raises(ServiceValidationError, match="invalid_before"):
        await rows(face, "get_positions", before="yesterday")


@pytest.mark.parametrize(
    ("service", "status", "says"),
    [
        ("get_positions", "opened", "pending, open, closing, closed, cancelled, error."),
        ("get_signals", ["refused", "ok"], "accepted, refused, duplicate, test, failed, expired."),
    ],
)
async def test_a_misspelled_status_is_refused(
    face: Face, service: str, status: str | list[str], says: str
) -> None:
    """Test that nobody takes it for an empty answer."""
    with pytest.raises(ServiceValidationError, match="invalid_status") as refused:
        await rows(face, service, status=status)

    assert says in str(refused.value)


async def test_filters(face: Face) -> None:
    """Test each filter against two positions of which one is over."""
    await face.open(signal_id="over")
    await face.call("close_position", target=POSITION)
    middle = datetime.now(UTC).isoformat()
    await face.open(signal_id="live")

    async def found(**filters: object) -> list[str]:
        return [row["signal_id"] for row in await rows(face, "get_positions", **filters)]

    assert await found() == ["live", "over"]
    assert await found(status="open") == ["live"]
    assert await found(status=["open", "closed"]) == ["live", "over"]
    assert await found(symbol=BTC) == ["live", "over"]
    assert await found(symbol="ETH/USDT") == []
    assert await found(since=middle) == ["live"]
    assert await found(before=middle) == ["over"]
    assert await found(bot=BOT_SWITCH) == ["live", "over"]
    assert await found(account=face.entry.entry_id) == ["live", "over"]
    trades = await rows(face, "get_trades")
    assert [row["purpose"] for row in trades] == ["entry", "close", "entry"]
    one = await rows(face, "get_trades", position_id=trades[0]["position_id"])
    assert [row["purpose"] for row in one] == ["entry"]
    signals = await rows(face, "get_signals", status="accepted", action="open")
    assert [row["signal_id"] for row in signals] == ["live", "over"]
    assert await rows(face, "get_signals", status="refused") == []


@pytest.mark.usefixtures("config_folder")
async def test_all_accounts_or_one(hass: HomeAssistant) -> None:
    """Test rows of two accounts, merged by time, and each on its own."""
    spot = account_entry(title="Paper")
    async with (
        loaded(hass, spot) as first,
        loaded(
            hass,
            account_entry(title="Other", bots=(bot_subentry(OTHER, "Other bot"),)),
        ) as second,
    ):
        await first.open(signal_id="one")
        await second.open(bot_id=OTHER, signal_id="two")
        await first.open(signal_id="three")

        merged = await rows(first, "get_positions")
        assert [row["signal_id"] for row in merged] == ["three", "two", "one"]
        assert merged[1]["account"] == second.entry.entry_id
        alone = await rows(first, "get_positions", account=second.entry.entry_id)
        assert [row["signal_id"] for row in alone] == ["two"]
        by_bot = await rows(first, "get_positions", bot="switch.other_bot")
        assert [row["signal_id"] for row in by_bot] == ["two"]
        older = await rows(first, "get_positions", before=merged[0]["opened_at"], limit=1)
        assert [row["signal_id"] for row in older] == ["two"]

        with pytest.raises(ServiceValidationError, match="invalid_before"):
            await rows(first, "get_positions", before=merged[0]["position_id"])
        with pytest.raises(ServiceValidationError, match="wrong_account"):
            await rows(first, "get_positions", account=first.entry.entry_id, bot="switch.other_bot")


async def test_an_unknown_account_or_bot_is_refused(face: Face) -> None:
    """Test that a typing error is not an empty list."""
    with pytest.raises(ServiceValidationError, match=r"`nothing`.*\(account_missing\)"):
        await rows(face, "get_positions", account="nothing")
    with pytest.raises(ServiceValidationError, match="bot_missing"):
        await rows(face, "get_positions", bot="switch.nothing")


@pytest.mark.usefixtures("config_folder")
async def test_a_market_is_found_however_a_signal_may_spell_it(hass: HomeAssistant) -> None:
    """Test the spellings of an account of perpetuals; one that fits no market finds nothing."""
    async with loaded(hass, account_entry(market_type="linear")) as face:
        await face.open(symbol=BTC)

        for symbol in ("BTC/USDT:USDT", BTC, "btcusdt", "SIM_USDT_BTC", "SIM:BTCUSDT.P"):
            for service in ("get_positions", "get_signals", "get_trades"):
                assert len(await rows(face, service, symbol=symbol)) == 1, (service, symbol)
        for symbol in ("ETH/USDT", "NO/COIN", "BINA_USDT_BTC"):
            assert await rows(face, "get_positions", symbol=symbol) == []
