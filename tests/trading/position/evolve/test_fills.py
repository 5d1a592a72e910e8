"""Fills are folded in the order in which they happened, whatever they are learnt in."""

from datetime import timedelta
from decimal import Decimal
from functools import reduce
from itertools import permutations
from random import Random

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.tradehook.trading.model.facts import (
    ExternalChange,
    Fact,
    Filled,
    Opened,
    OrderIntended,
)
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.order import Order, Purpose
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.position.evolve.apply import InvalidFactError, apply, fold
from tests.trading.scene import LINEAR, START, plan

type Happened = tuple[Purpose, str, str]
"""A trade: what for, how much, at which price."""


def filled(
    side: Side,
    number: int,
    trade: Happened,
    trade_id: str | None = None,
    seconds: int | None = None,
) -> list[Fact]:
    """Return an order and its fill, `number` seconds after the start."""
    purpose, amount, price = trade
    at = START + timedelta(seconds=number if seconds is None else seconds)
    order_side = side.entry if purpose.adds else side.exit
    order = Order(
        client_order_id=f"order {number}",
        purpose=purpose,
        leg=0,
        side=order_side,
        order_type=OrderType.MARKET,
        amount=Decimal(amount),
        created_at=START,
        updated_at=START,
    )
    quantity = Decimal(amount)
    fill = Filled(
        at=at,
        client_order_id=order.client_order_id,
        trade_id=str(number) if trade_id is None else trade_id,
        venue_order_id=str(number),
        price=Decimal(price),
        amount=quantity,
        fee=Decimal("0.01"),
        fee_currency="USDT",
        fee_in_base=Decimal(0),
        fee_in_quote=Decimal("0.01"),
    )
    return [OrderIntended(at=START, order=order), fill]


def position(side: Side, trades: list[Happened], order: tuple[int, ...]) -> Position:
    """Return the position that learns trades in some order."""
    first = Opened(
        at=START,
        position_id="position",
        bot_id="bot",
        signal_id="signal",
        symbol=LINEAR.symbol,
        side=side,
        plan=plan(),
    )
    rows = [filled(side, number, trade) for number, trade in enumerate(trades)]
    orders = [row[0] for row in rows]
    return fold([first, *orders, *(rows[number][1] for number in order)])


def apply_all(one: Position, facts: list[Fact]) -> Position:
    return reduce(apply, facts, one)


def numbers(one: Position) -> tuple[object, ...]:
    """Return everything that a person is told of a position's money."""
    return (
        one.size,
        one.cost,
        one.average_entry if one.size > 0 else None,
        one.realized_profit,
        one.fees,
        one.max_size,
        one.filled_at,
        one.trades,
    )


MISSED_INCREASE: list[Happened] = [
    (Purpose.ENTRY, "10", "100"),
    (Purpose.DCA, "10", "110"),
    (Purpose.CLOSE, "5", "120"),
    (Purpose.CLOSE, "5", "121"),
    (Purpose.STOP_LOSS, "10", "103"),
]


@pytest.mark.parametrize("side", list(Side))
def test_every_order_of_learning_gives_the_same_numbers(side: Side) -> None:
    true = numbers(position(side, MISSED_INCREASE, (0, 1, 2, 3, 4)))
    for order in permutations(range(5)):
        assert numbers(position(side, MISSED_INCREASE, order)) == true


@pytest.mark.parametrize("side", list(Side))
def test_position_that_trades_with_itself_adds_first_whatever_is_learnt_first(side: Side) -> None:
    """Test that both sides count, which have one id and one moment."""
    entry = filled(side, 0, (Purpose.ENTRY, "10", "100"))
    added = filled(side, 1, (Purpose.DCA, "5", "110"), trade_id="of both", seconds=1)
    taken = filled(side, 2, (Purpose.CLOSE, "5", "110"), trade_id="of both", seconds=1)
    begun = position(side, [], ())
    told = [
        apply_all(begun, [*entry, *first, *second])
        for first, second in ((added, taken), (taken, added))
    ]
    assert numbers(told[0]) == numbers(told[1])
    assert told[0].size == 10
    for fact in (added[1], taken[1]):
        with pytest.raises(InvalidFactError, match="recorded before"):
            apply(told[0], fact)


def test_an_increase_that_is_learnt_behind_the_exits_changes_their_profit() -> None:
    """Test the case from the wire: the stop of the old size, the targets, and then the increase."""
    late = position(Side.LONG, MISSED_INCREASE, (0, 4, 2, 3, 1))
    assert late.size == 0
    assert late.realized_profit == Decimal(5 * 15 + 5 * 16 - 10 * 2) - Decimal("0.05")


def test_what_exceeds_the_size_counts_once_it_is_covered() -> None:
    trades: list[Happened] = [
        (Purpose.ENTRY, "10", "100"),
        (Purpose.STOP_LOSS, "15", "90"),
        (Purpose.DCA, "8", "80"),
    ]
    sold = position(Side.LONG, trades[:2], (0, 1))
    assert (sold.size, sold.realized_profit) == (-5, Decimal("-100.02"))
    covered = position(Side.LONG, trades, (0, 1, 2))
    assert (covered.size, covered.average_entry) == (3, 80)
    assert covered.realized_profit == Decimal(-100 + 50) - Decimal("0.03")


def test_what_somebody_else_took_stays_behind_the_trades_that_were_known() -> None:
    trades = MISSED_INCREASE[:2]
    one = position(Side.LONG, trades, (0,))
    first = position(Side.LONG, trades, ())
    facts: list[Fact] = [
        Opened(
            at=START,
            position_id="position",
            bot_id="bot",
            signal_id="signal",
            symbol=LINEAR.symbol,
            side=Side.LONG,
            plan=plan(),
        ),
        *filled(Side.LONG, 0, trades[0]),
        ExternalChange(at=START + timedelta(hours=1), amount=Decimal(4), price=Decimal(105)),
        *filled(Side.LONG, 1, trades[1]),
    ]
    taken = fold(facts)
    assert (one.size, first.size) == (10, 0)
    assert (taken.size, taken.cost) == (16, 600 + 1100)
    assert taken.realized_profit == 20 - Decimal("0.02")


amounts = st.integers(1, 1000)
prices = st.integers(1, 100_000)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), amounts, prices), min_size=1, max_size=9),
    st.sampled_from(list(Side)),
    st.randoms(use_true_random=False),
)
def test_any_permutation_of_learning_gives_the_same_numbers(
    drawn: list[tuple[bool, int, int]], side: Side, random: Random
) -> None:
    trades: list[Happened] = [
        (Purpose.DCA if adds else Purpose.CLOSE, f"{amount / 100}", f"{price / 100}")
        for adds, amount, price in drawn
    ]
    trades.insert(0, (Purpose.ENTRY, "1", "100"))
    order = list(range(len(trades)))
    true = numbers(position(side, trades, tuple(order)))
    random.shuffle(order)
    assert numbers(position(side, trades, tuple(order))) == true
