"""Test positions from their opening to their end, step by step, on the futures account."""

from decimal import Decimal
from itertools import pairwise
import time

import pytest

from tests.e2e.demo import wait_for
from tests.e2e.trader import Json, Position, Trader, down, up

BTC = "BTC/USDT:USDT"
TICK = Decimal("0.1")
STEP = "0.00001"
LADDER: Json = {
    "dca_orders": [
        {"price_percentage": 1, "quantity_percentage": 100},
        {"price_percentage": 2, "quantity_percentage": 200},
    ],
    "take_profit": [
        {"price_percentage": 1, "position_percentage": 30},
        {"price_percentage": 2, "position_percentage": 30},
        {"price_percentage": 3, "position_percentage": 40},
    ],
    "stop_loss": {
        "stop_percentage": 5,
        "cool_down_amount": 1,
        "cool_down_time_frame": "hour",
        "emergency_stop_percentage": 8,
        "protection_type": "FOLLOW_TAKE_PROFIT",
    },
}


@pytest.fixture(autouse=True)
def _at_60000(futures: Trader) -> None:
    futures.move(BTC, 60000)


def of(average: Decimal, percentage: str) -> Decimal:
    """Return an average entry with a percentage added."""
    return average * (100 + Decimal(percentage)) / 100


def shares(size: Decimal, *percentages: int) -> list[Decimal]:
    """Return the amounts of take profits; the last takes everything that is left."""
    amounts = [down(size * part / sum(percentages), STEP) for part in percentages[:-1]]
    return [*amounts, size - sum(amounts)]


class TestLadder:
    """A long position with DCA, three targets that pull the stop, and an emergency stop."""

    @pytest.fixture
    def opened(self, futures: Trader) -> Position:
        """Provide the position right after its entry."""
        return futures.open_filled(BTC, **LADDER)

    @pytest.fixture
    def averaged(self, futures: Trader, opened: Position) -> Position:
        """Provide the position after its first DCA order has filled."""
        futures.move(BTC, 59300)
        size = opened.size * 2
        average = (opened.entry_price + 59400) / 2
        return futures.until_resting(
            opened.position_id,
            ("dca", 58800, opened.size * 2),
            *zip(
                ["take_profit"] * 3,
                [up(of(average, gain), "0.1") for gain in "123"],
                shares(size, 30, 30, 40),
                strict=True,
            ),
        )

    def test_everything_is_placed_with_the_entry(self, futures: Trader, opened: Position) -> None:
        average = up(Decimal("60000.1") * (1 + futures.slippage), "0.1")
        assert opened.entry_price == average
        assert opened.size == down(100 / Decimal("60000.1"), STEP)
        # The anchor of the ladder is the price when the entry was placed
        assert opened.resting_as("dca") == [
            (Decimal(59400), opened.size),
            (Decimal(58800), opened.size * 2),
        ]
        assert opened.resting_as("take_profit") == list(
            zip(
                [up(of(average, gain), "0.1") for gain in "123"],
                shares(opened.size, 30, 30, 40),
                strict=True,
            )
        )
        assert opened.stop == up(of(average, "-5"), "0.1")
        assert opened.emergency_stop == up(of(average, "-8"), "0.1")

    def test_stops_follow_the_average_entry(self, opened: Position, averaged: Position) -> None:
        assert averaged.entry_price == (opened.entry_price + 59400) / 2
        assert averaged.stop == up(of(averaged.entry_price, "-5"), "0.1")
        assert averaged.emergency_stop == up(of(averaged.entry_price, "-8"), "0.1")
        assert not averaged.protected

    def test_each_take_profit_pulls_the_stop(self, futures: Trader, averaged: Position) -> None:
        position_id = averaged.position_id
        first, second, third = (target.price for target in averaged.targets)
        assert first is not None
        assert second is not None
        assert third is not None
        amounts = shares(averaged.size, 30, 30, 40)

        # The first arms the protection: the stop at the average entry, no more DCA
        futures.move(BTC, first + 2 * TICK)
        left = averaged.size - amounts[0]
        second_amount, third_amount = shares(left, 30, 40)
        after_first = futures.until_resting(
            position_id,
            ("take_profit", second, second_amount),
            ("take_profit", third, third_amount),
        )
        assert after_first.size == left
        # Only a price that is newer than the fill moves the stop
        after_first = futures.until(position_id, lambda position: position.protected)
        assert after_first.stop == up(averaged.entry_price, "0.1")
        assert after_first.emergency_stop == averaged.emergency_stop

        futures.move(BTC, second + 2 * TICK)
        futures.until_resting(position_id, ("take_profit", third, left - second_amount))
        futures.until(position_id, lambda position: position.stop == first)

        futures.move(BTC, third + 2 * TICK)
        closed = futures.until_status(position_id, "closed")
        assert closed.close_reason == "take_profit"
        assert closed.size == 0
        assert closed.realized_profit > 0

    def test_stop_that_was_pulled_waits_for_its_cool_down(
        self, futures: Trader, opened: Position
    ) -> None:
        first, second, _ = (target.price for target in opened.targets)
        assert first is not None
        assert second is not None
        futures.move(BTC, second + 2 * TICK)  # through two targets at once
        futures.until(opened.position_id, lambda position: position.stop == first)

        futures.move(BTC, first - TICK)

        cooling = futures.until(opened.position_id, lambda position: position.cools_down)
        assert cooling.status == "open"
        futures.stays(opened.position_id)

    def test_emergency_stop_does_not_wait(self, futures: Trader, averaged: Position) -> None:
        position_id = averaged.position_id
        futures.move(BTC, 58799)  # fills the second DCA order
        size = averaged.size * 2
        lowest = futures.until(position_id, lambda position: position.size == size)
        lowest = futures.until(position_id, lambda p: p.stop != averaged.stop)
        assert lowest.stop is not None
        assert lowest.emergency_stop is not None

        futures.move(BTC, lowest.stop - TICK)
        futures.until(position_id, lambda position: position.cools_down)
        futures.move(BTC, lowest.emergency_stop + TICK)
        futures.stays(position_id)
        futures.move(BTC, lowest.emergency_stop)

        closed = futures.until_status(position_id, "closed")
        assert closed.close_reason == "emergency_stop"
        assert closed.resting == []
        sold = Decimal(futures.trades(position_id)[-1]["price"])
        assert sold == down((lowest.emergency_stop - TICK) * (1 - futures.slippage), "0.1")


class TestTrailing:
    """Short positions whose exit follows the price."""

    def test_stop_arms_at_a_profit_and_then_follows_the_best_price(self, futures: Trader) -> None:
        opened = futures.open_filled(
            BTC,
            "short",
            dca_orders=[{"price_percentage": 2, "quantity_percentage": 100}],
            stop_loss={
                "stop_percentage": 5,
                "protection_type": "PRICE",
                "trailing_percentage": 1,
                "trailing_distance": "0.5",
            },
        )
        position_id, entry = opened.position_id, opened.entry_price
        assert entry == down(Decimal("59999.9") * (1 - futures.slippage), "0.1")
        assert opened.stop == down(of(entry, "5"), "0.1")
        assert opened.resting_as("dca") == [(Decimal(61200), opened.size)]

        arms_at = down(of(entry, "-1"), "0.1")
        futures.move(BTC, arms_at + TICK)
        assert futures.stays(position_id).stop == opened.stop
        futures.move(BTC, arms_at)
        armed = futures.until(position_id, lambda position: position.protected)
        assert armed.stop == down(of(arms_at, "0.5"), "0.1")
        futures.until_resting(position_id)

        futures.move(BTC, 58000)
        futures.until(position_id, lambda position: position.stop == 58290)
        futures.move(BTC, "58289.9")
        assert futures.stays(position_id).stop == 58290
        futures.move(BTC, 58290)

        closed = futures.until_status(position_id, "closed")
        assert closed.close_reason == "trailing_stop"
        (bought,) = [t for t in futures.trades(position_id) if t["purpose"] == "stop_loss"]
        assert Decimal(bought["price"]) == up(Decimal("58290.1") * (1 + futures.slippage), "0.1")
        assert closed.realized_profit == (entry - Decimal(bought["price"])) * opened.size - sum(
            Decimal(trade["fee"]) for trade in futures.trades(position_id)
        )

    def test_last_take_profit_follows_the_best_price(self, futures: Trader) -> None:
        opened = futures.open_filled(
            BTC,
            "short",
            take_profit=[
                {"price_percentage": 1, "position_percentage": 50},
                {"price_percentage": 2, "position_percentage": 50, "trailing_distance": 1},
            ],
        )
        first, second = (target.price for target in opened.targets)
        assert first == down(of(opened.entry_price, "-1"), "0.1")
        assert second == down(of(opened.entry_price, "-2"), "0.1")
        assert opened.resting == [("take_profit", first, opened.size / 2)]

        futures.move(BTC, second)
        futures.until(opened.position_id, lambda position: position.targets[1].trailing)
        futures.move(BTC, 58000)
        futures.stays(opened.position_id)
        futures.move(BTC, "58579.9")
        assert futures.stays(opened.position_id).size == opened.size / 2
        futures.move(BTC, 58580)  # 1 % behind 58000

        closed = futures.until_status(opened.position_id, "closed")
        assert closed.close_reason == "take_profit"
        assert closed.realized_profit > 0


class TestReverse:
    """A position that turns round."""

    def test_new_side_opens_once_the_old_one_is_flat(self, futures: Trader) -> None:
        long = futures.open_filled(BTC, stop_loss={"stop_percentage": 3})

        assert futures.refused(symbol=BTC, side="short") == (409, "opposite_position")
        assert futures.refused(action="reverse", symbol=BTC, side="long") == (
            409,
            "already_on_side",
        )
        futures.accepted(
            action="reverse",
            symbol=BTC,
            side="short",
            signal_id="turned",
            stop_loss={"stop_percentage": 2},
        )

        closed = futures.until_status(long.position_id, "closed")
        assert closed.close_reason == "reverse"
        (short,) = wait_for(futures.live, bool)
        assert short.row["signal_id"] == "turned"
        assert short.row["side"] == "short"
        short = futures.until(short.position_id, lambda position: position.stop is not None)
        assert short.stop == down(of(short.entry_price, "2"), "0.1")
        times = [
            trade["time"]
            for position in (closed, short)
            for trade in futures.trades(position.position_id)
        ]
        assert all(earlier <= later for earlier, later in pairwise(times))
        futures.until_state(closed.entity_id, "flat")
        futures.until_state(short.entity_id, "open")

    def test_opening_that_is_refused_leaves_the_account_flat(self, futures: Trader) -> None:
        short = futures.open_filled(BTC, "short")

        futures.accepted(
            action="reverse", symbol=BTC, side="long", quote_amount=1, signal_id="too-small"
        )

        futures.until_status(short.position_id, "closed")
        futures.settle()
        assert futures.live() == []
        (row,) = [row for row in futures.rows("signals") if row["signal_id"] == "too-small"]
        assert (row["status"], row["code"]) == ("failed", "opening_refused")
        assert "minimum" in row["message"]

    def test_with_nothing_to_close_it_opens(self, futures: Trader) -> None:
        position_id = futures.open(BTC, "short", action="reverse")

        futures.until_status(position_id, "open")


class TestCandleClose:
    """A stop that only counts what is left when a candle closes."""

    SECONDS = 8

    def wait_for_candle(self, after: float) -> None:
        """Wait until a new candle has been going on for some time."""
        time.sleep((after - time.time()) % self.SECONDS)

    def test_stop_waits_for_the_close(self, futures: Trader) -> None:
        opened = futures.open_filled(
            BTC,
            stop_loss={
                "stop_percentage": 1,
                "cool_down_type": "candle_close",
                "cool_down_amount": self.SECONDS,
                "cool_down_time_frame": "second",
                "emergency_stop_percentage": 3,
            },
        )
        position_id, stop = opened.position_id, opened.stop
        assert stop == up(of(opened.entry_price, "-1"), "0.1")

        # Beyond the stop within a candle, but not at its end
        self.wait_for_candle(0.3)
        futures.move(BTC, stop - 100)
        futures.stays(position_id)
        futures.move(BTC, stop + TICK)
        self.wait_for_candle(0.3)
        futures.stays(position_id)

        # At its end
        before = time.time()
        futures.move(BTC, stop)
        futures.stays(position_id)
        closed = futures.until_status(position_id, "closed", 2 * self.SECONDS)
        assert closed.close_reason == "stop_loss"
        assert time.time() // self.SECONDS == before // self.SECONDS + 1

    def test_emergency_stop_does_not_wait(self, futures: Trader) -> None:
        opened = futures.open_filled(
            BTC,
            stop_loss={
                "stop_percentage": 1,
                "cool_down_type": "candle_close",
                "cool_down_amount": 1,
                "cool_down_time_frame": "hour",
                "emergency_stop_percentage": 3,
            },
        )
        assert opened.stop is not None
        assert opened.emergency_stop is not None

        futures.move(BTC, opened.stop - 100)
        futures.stays(opened.position_id)
        futures.move(BTC, opened.emergency_stop)

        closed = futures.until_status(opened.position_id, "closed")
        assert closed.close_reason == "emergency_stop"


def test_increase_and_reduce_share_out_the_targets_anew(futures: Trader) -> None:
    opened = futures.open_filled(
        BTC,
        take_profit=[
            {"price_percentage": 1, "position_percentage": 50},
            {"price_percentage": 2, "position_percentage": 50},
        ],
    )
    position_id, entry = opened.position_id, opened.entry_price
    targets = [up(of(entry, "1"), "0.1"), up(of(entry, "2"), "0.1")]

    futures.accepted(action="increase", symbol=BTC, increase_order={"quantity_percentage": 100})
    # Same price, same average entry: only the amounts are others
    futures.until_resting(
        position_id,
        ("take_profit", targets[0], opened.size),
        ("take_profit", targets[1], opened.size),
    )

    futures.accepted(action="reduce", symbol=BTC, reduce_order={"quantity_percentage": 50})
    amounts = shares(opened.size, 50, 50)
    futures.until_resting(
        position_id,
        ("take_profit", targets[0], amounts[0]),
        ("take_profit", targets[1], amounts[1]),
    )

    futures.accepted(action="reduce", symbol=BTC, reduce_order={"base_amount": 1})
    assert futures.until_status(position_id, "closed").size == 0


def test_entry_waits_for_its_condition_and_expires(futures: Trader) -> None:
    met = futures.open(BTC, entry_condition={"price": 59900}, signal_id="met")
    missed = futures.open(BTC, entry_condition={"price": 59000}, entry_expiration={"price": 60500})
    for position_id in (met, missed):
        assert futures.stays(position_id, "pending").resting == []

    futures.move(BTC, 59900)
    futures.until_status(met, "open")
    futures.stays(missed, "pending")
    futures.move(BTC, 60500)
    assert futures.until_status(missed, "cancelled").close_reason == "entry_expired"
