"""Test the main job: an alert opens, manages and closes a position on the built-in market."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.e2e.demo import wait_for
from tests.e2e.trader import Json, Position, Trader, down, up

ETH = "ETH/USDT"
TICK = "0.01"
STEP = "0.00001"
FEE = Decimal("0.001")
EXITS: Json = {
    "take_profit": [
        {"price_percentage": 1, "position_percentage": 30},
        {"price_percentage": 2, "position_percentage": 30},
    ],
    "stop_loss": {"stop_percentage": 3},
}


@pytest.fixture
def opened(spot: Trader) -> Position:
    """Provide a long position of 100 USDT in ETH with two take profits, a runner and a stop."""
    spot.move(ETH, 3000)
    return spot.open_filled(ETH, quote_amount=100, **EXITS)


def test_alert_opens_a_position_that_everything_shows(spot: Trader) -> None:
    spot.move(ETH, 3000)

    body = spot.accepted(action="open", symbol=ETH, side="long", signal_id="shown", **EXITS)

    assert body["signal_id"] == "shown"
    assert body["receipt_id"]
    position = spot.until_status(spot.by_signal("shown").position_id, "open")
    sensor = wait_for(lambda: spot.demo.states().get(position.entity_id), lambda s: s is not None)
    assert sensor is not None
    spot.until_state(position.entity_id, "open")
    attributes = spot.demo.states()[position.entity_id]["attributes"]
    assert attributes["position_id"] == position.position_id
    for name in ("size", "entry_price"):
        assert attributes[name] == pytest.approx(float(position.row[name]), rel=1e-3)
    (row,) = [row for row in spot.rows("signals") if row["signal_id"] == "shown"]
    assert row["status"] == "accepted"
    assert row["position_id"] == position.position_id
    assert row["payload"]["api_secret"] == "***"


def test_size_and_levels_are_rounded_as_the_market_wants(spot: Trader, opened: Position) -> None:
    # 100 USDT at an ask of 3000.01; a market order may pay for slippage
    bought = down(100 / Decimal("3000.01"), STEP)
    entry = up(Decimal("3000.01") * (1 + spot.slippage), TICK)
    size = bought * (1 - FEE)  # spot buys pay their fee in the base currency
    first = down(size * 30 / 100, STEP)

    assert opened.entry_price == entry
    assert opened.size == size
    assert opened.realized_profit == -bought * FEE * entry
    assert opened.resting == [
        ("take_profit", up(entry * Decimal("1.01"), TICK), first),
        ("take_profit", up(entry * Decimal("1.02"), TICK), first),
    ]
    assert opened.stop == up(entry * Decimal("0.97"), TICK)


def test_take_profits_shrink_the_position_until_the_stop_ends_it(
    spot: Trader, opened: Position
) -> None:
    position_id = opened.position_id
    first, second = (target.price for target in opened.targets)
    assert first is not None
    assert second is not None
    assert opened.stop is not None
    first_amount = down(opened.size * 30 / 100, STEP)

    spot.move(ETH, first + 2 * Decimal(TICK))
    after_first = spot.until(position_id, lambda p: p.size == opened.size - first_amount)
    # What is left is shared out anew between the second target (30) and the runner (40)
    second_amount = down(after_first.size * 30 / 70, STEP)
    spot.until_resting(position_id, ("take_profit", second, second_amount))

    spot.move(ETH, second + 2 * Decimal(TICK))
    after_second = spot.until(position_id, lambda p: p.size == after_first.size - second_amount)
    spot.until_resting(position_id)
    assert after_second.stop == opened.stop

    spot.move(ETH, opened.stop - 2 * Decimal(TICK))
    closed = spot.until_status(position_id, "closed")
    assert closed.size == 0
    assert closed.close_reason == "stop_loss"
    spot.until_state(closed.entity_id, "flat")

    buy, *sells = spot.trades(position_id)
    purposes = [trade["purpose"] for trade in sells]
    assert purposes == ["take_profit", "take_profit", "stop_loss"]
    assert [Decimal(trade["price"]) for trade in sells[:2]] == [first, second]
    gained = sum(
        (Decimal(trade["price"]) - opened.entry_price) * Decimal(trade["amount"]) for trade in sells
    )
    # What is less than a step can't be sold: booked as if it had been, without a fee
    dust = Decimal(buy["amount"]) - Decimal(buy["fee"])
    dust -= sum(Decimal(trade["amount"]) for trade in sells)
    assert 0 <= dust < Decimal(STEP)
    gained += (Decimal(sells[-1]["price"]) - opened.entry_price) * dust
    fees = sum(Decimal(trade["fee"]) for trade in sells)
    paid = Decimal(buy["fee"]) * Decimal(buy["price"])
    assert buy["fee_currency"] == "ETH"
    assert closed.realized_profit == gained - fees - paid
    assert closed.realized_profit < 0


def test_same_signal_again_is_a_duplicate(spot: Trader) -> None:
    spot.move(ETH, 3000)
    first = spot.accepted(action="open", symbol=ETH, side="long", signal_id="once")
    position = spot.until_status(spot.by_signal("once").position_id, "open")

    again = spot.send(action="open", symbol=ETH, side="long", signal_id="once")
    other_body = spot.send(action="open", symbol=ETH, side="long", signal_id="once", base_amount=1)

    for answer in (again, other_body):
        assert answer.status_code == 200
        assert answer.json()["status"] == "duplicate"
        assert answer.json()["signal_id"] == "once"
        assert answer.json()["receipt_id"] != first["receipt_id"]
    spot.settle()
    assert len(spot.live()) == 1
    assert len(spot.trades(position.position_id)) == 1


def test_same_body_without_an_id_is_a_duplicate(spot: Trader) -> None:
    spot.move(ETH, 3000)
    body = {"symbol": ETH, "side": "long", "timestamp": datetime.now(UTC).isoformat()}
    first = spot.accepted(**body)

    again = spot.send(**body)

    assert first["signal_id"].startswith("g-")
    assert (again.status_code, again.json()["signal_id"]) == (200, first["signal_id"])
    spot.settle()
    assert len(spot.live()) == 1


def test_jump_fills_resting_orders_at_their_limits_then_the_stop_at_the_market(
    spot: Trader,
) -> None:
    spot.move(ETH, 3000)
    opened = spot.open_filled(
        ETH,
        dca_orders=[{"price_percentage": 2, "quantity_percentage": 100}],
        stop_loss={"stop_percentage": 5},
    )

    spot.move(ETH, 2000)

    closed = spot.until_status(opened.position_id, "closed")
    entry, dca, *stops = spot.trades(closed.position_id)
    assert [entry["purpose"], dca["purpose"]] == ["entry", "dca"]
    assert Decimal(dca["price"]) == 2940
    # Where a stop rests on the exchange it sells the entry; what the DCA order bought follows
    assert {stop["purpose"] for stop in stops} == {"stop_loss"}
    assert {Decimal(stop["price"]) for stop in stops} == {
        down(Decimal("1999.99") * (1 - spot.slippage), TICK)
    }
    assert sum(Decimal(stop["amount"]) for stop in stops) == down(opened.size * 2, STEP)


def test_order_fills_in_parts_when_the_market_is_thin(spot: Trader) -> None:
    spot.move(ETH, 3000)
    position_id = spot.open(ETH, order_type="limit", signal_price=2900, **EXITS)
    spot.until(position_id, lambda p: len(p.resting) == 1)

    spot.move(ETH, 2899, max_fill="0.01")
    partly = spot.until(position_id, lambda p: p.size > 0)
    spot.move(ETH, 2910)

    assert partly.stop == 2813
    partly = spot.until(position_id, lambda p: len(p.resting_as("take_profit")) == 2)
    (entry,) = [order for order in partly.orders if order.purpose == "entry"]
    assert 0 < entry.filled < entry.amount
    assert partly.size == entry.filled * (1 - FEE)
    assert partly.resting_as("entry") == [(Decimal(2900), entry.amount - entry.filled)]

    assert partly.targets[0].price is not None
    spot.move(ETH, partly.targets[0].price + 2 * Decimal(TICK))
    after_target = spot.until(position_id, lambda p: p.targets[0].done)
    assert spot.until(position_id, lambda p: not p.resting_as("entry")).size == after_target.size


def test_close_signal_ends_what_it_names(spot: Trader) -> None:
    spot.move(ETH, 3000)
    kept = spot.open_filled(ETH, signal_id="kept")
    named = spot.open_filled(ETH, signal_id="named")

    assert spot.refused(action="close", symbol=ETH, side="short") == (409, "position_missing")
    spot.accepted(action="close", symbol=ETH, signal_id="named")
    assert spot.until_status(named.position_id, "closed").close_reason == "signal"
    spot.stays(kept.position_id)

    # A stop must work whatever else a message carries
    body = spot.accepted(action="close", symbol=ETH, leverage=5, typo=1, timestamp="2020-01-01")
    assert len(body["warnings"]) == 2
    spot.until_status(kept.position_id, "closed")
    assert spot.refused(action="close", symbol=ETH) == (409, "position_missing")


def test_limit_close_waits_for_its_price_and_keeps_the_stop(spot: Trader) -> None:
    spot.move(ETH, 3000)
    opened = spot.open_filled(ETH, **EXITS)

    spot.accepted(action="close", symbol=ETH, order_type="limit", price=3010)
    all_of_it = down(opened.size, STEP)
    closing = spot.until_resting(opened.position_id, ("close", 3010, all_of_it))
    assert closing.status == "closing"
    assert closing.stop == opened.stop
    spot.until_state(opened.entity_id, "closing")

    spot.accepted(action="close", symbol=ETH, order_type="limit", price=3005)
    spot.until_resting(opened.position_id, ("close", 3005, all_of_it))
    spot.move(ETH, "3005.02")
    spot.until_status(opened.position_id, "closed")


def test_message_that_asks_for_a_plan_changes_nothing(spot: Trader) -> None:
    spot.move(ETH, 3000)

    answer = spot.send(
        symbol=ETH,
        side="long",
        signal_id="planned",
        order_type="limit",
        signal_price=2900,
        dca_orders=[{"price_percentage": 1, "quantity_percentage": 50}],
        test=True,
        **EXITS,
    )

    assert answer.status_code == 200
    body = answer.json()
    assert body["status"] == "test"
    plan = [
        (order["purpose"], order["order_type"], order["price"], order["amount"])
        for order in body["plan"]["orders"]
    ]
    assert plan == [
        ("entry", "limit", "2900", "0.03448"),
        ("dca", "limit", "2871", "0.01724"),
        ("take_profit", "limit", "2929", "0.01033"),
        ("take_profit", "limit", "2958", "0.01033"),
        ("stop_loss", "market", "2813", "0.03444"),
    ]
    assert spot.live() == []
    # It has not claimed its id
    spot.open(ETH, signal_id="planned")
