"""Test the actions that read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import probatio
import pytest

from custom_components.tradehook.ledger.records import Batch
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


async def rows(face: Face, service: str, /, **data: object) -> list[dict[str, Any]]:
    """Call an action and return the rows of its answer."""
    answer = await face.call(service, data)
    json.dumps(answer)
    name, totals = answer
    assert totals == "totals"
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


async def test_what_was_closed_is_asked_for_by_its_end(face: Face) -> None:
    """Test that a trade opened before counts where it was closed."""
    await face.open(signal_id="early")
    noon = dt_util.utcnow().isoformat()
    await face.press(CLOSE_BUTTON)
    await face.open(signal_id="held")

    assert await ids(face, closed_since=noon) == ["early"]
    assert await ids(face, since=noon) == ["held"]
    assert await ids(face, closed_since=(dt_util.utcnow() + timedelta(hours=1)).isoformat()) == []


async def ids(face: Face, **data: object) -> list[str]:
    """Return the signal ids of the positions that fit."""
    return [row["signal_id"] for row in await rows(face, "get_positions", **data)]


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


async def test_totals_are_of_all_rows_that_fit_whatever_the_page_shows(face: Face) -> None:
    """Test sums of positions and trades, and counts of signals."""
    for number in range(3):
        await face.open(signal_id=f"s{number}")
    await face.price(66000)
    await face.press(CLOSE_BUTTON)
    await face.open(signal_id="held")
    everything = await rows(face, "get_positions")

    def sums(of: list[dict[str, Any]], name: str) -> Decimal:
        return sum((Decimal(row[name] or 0) for row in of), Decimal(0))

    answer = await face.call("get_positions", {"limit": 1})
    assert len(answer["positions"]) == 1
    totals = answer["totals"]
    assert totals["count"] == 4
    for name in ("invested", "realized_profit", "unrealized_profit", "fees", "funding"):
        assert abs(Decimal(totals[name]) - sums(everything, name)) < Decimal("1e-9"), name
    closed = (await face.call("get_positions", {"status": "closed"}))["totals"]
    assert (closed["count"], closed["invested"], closed["unrealized_profit"]) == (3, "0", "0")

    trades = await rows(face, "get_trades")
    totals = (await face.call("get_trades", {"limit": 1}))["totals"]
    assert totals["count"] == len(trades) == 7
    for name in ("cost", "fee_value", "profit"):
        assert abs(Decimal(totals[name]) - sums(trades, name)) < Decimal("1e-9"), name

    await face.account.send_signal(BOT, {"action": "open"})
    await face.settle()
    totals = (await face.call("get_signals", {"limit": 1}))["totals"]
    assert totals == {
        "accepted": 4,
        "refused": 1,
        "duplicate": 0,
        "test": 0,
        "failed": 0,
        "expired": 0,
    }


async def test_totals_of_several_currencies_stand_apart(face: Face) -> None:
    """Test that BTC are never added to USDT."""
    await face.open()
    await face.price(66000)
    await face.press(CLOSE_BUTTON)
    fills = await face.account.ledger.fills(dust=False)
    other = replace(fills[0], symbol="ETH/BTC", trade_id="t", fee_value=None, cost=Decimal(2))
    await face.account.ledger.commit(Batch(fills=(other,)))

    totals = (await face.call("get_trades"))["totals"]

    assert list(totals) == ["BTC", "USDT"]
    assert (totals["BTC"]["count"], totals["BTC"]["cost"]) == (1, "2")
    assert totals["BTC"]["fee_value"] is None, "one fee's worth is not known"
    assert totals["USDT"]["count"] == 2


async def test_totals_of_nothing_are_zero(face: Face) -> None:
    """Test that a template needs no second case."""
    assert (await face.call("get_positions"))["totals"] == {
        "count": 0,
        "invested": "0",
        "realized_profit": "0",
        "unrealized_profit": "0",
        "fees": "0",
        "funding": "0",
    }


@pytest.mark.parametrize(
    ("service", "data", "code"),
    [
        ("get_positions", {"status": "opne"}, "invalid_status"),
        ("get_signals", {"status": "acepted"}, "invalid_status"),
        ("get_signals", {"action": "opne"}, "invalid_action"),
        ("get_trades", {"position_id": "nobody"}, "position_missing"),
    ],
)
async def test_a_misspelled_filter_is_refused(
    face: Face, service: str, data: dict[str, object], code: str
) -> None:
    """Test that a typing error doesn't look like an empty log."""
    with pytest.raises(ServiceValidationError) as refused:
        await face.call(service, data)
    placeholders = refused.value.translation_placeholders
    assert placeholders is not None
    assert placeholders["code"] == code
