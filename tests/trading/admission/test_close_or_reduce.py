"""Closes and reductions: they get through as long as there is something to close."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings as hypothesis_settings, strategies as st
import pytest

from custom_components.tradehook.trading.admission.model import AdmissionContext, Admitted
from custom_components.tradehook.trading.model.commands import (
    ClosePositions,
    Resize,
    ResizePositions,
)
from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    CloseRequested,
    PositionStatus,
    SizeRequested,
)
from custom_components.tradehook.trading.model.market import OrderSide
from custom_components.tradehook.trading.model.order import Order, Purpose
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.signal.signal import Signal
from tests.trading.admission_world import (
    LINEAR,
    LONG,
    NOW,
    SHORT,
    D,
    admitted,
    judge,
    kind_of,
    opened,
    pending,
    position,
    quote,
    refused,
    signal,
    world,
)

ONE = position("p1", size="1")
THREE = position("p2", size="3")


def close(context: AdmissionContext, **fields: Any) -> ClosePositions:
    (step,) = admitted(context, action="close", **fields).commands
    assert isinstance(step, ClosePositions)
    return step


def reduce(
    context: AdmissionContext, change: dict[str, Any], **fields: Any
) -> ClosePositions | ResizePositions:
    (step,) = admitted(context, action="reduce", reduce_order=change, **fields).commands
    assert isinstance(step, ClosePositions | ResizePositions)
    return step


@pytest.mark.parametrize(
    ("fields", "order_type", "price"),
    [
        ({}, "market", None),
        ({"order_type": "market", "price": 90}, "market", None),
        ({"order_type": "limit", "price": 110}, "limit", "110"),
        ({"order_type": "limit", "signal_price": 111}, "limit", "111"),
        ({"order_type": "limit", "price": 110, "signal_price": 111}, "limit", "110"),
    ],
)
def test_close_is_a_market_order_unless_it_says_limit(
    fields: dict[str, Any], order_type: str, price: str | None
) -> None:
    step = close(world(positions=[ONE]), **fields)
    assert step.order_type == order_type
    assert step.price == (None if price is None else D(price))


def test_superfluous_price_of_a_market_close_is_a_warning() -> None:
    result = admitted(world(positions=[ONE]), action="close", price=90)
    assert any("price" in warning for warning in result.warnings)


def test_unfilled_and_closing_positions_are_closed_too() -> None:
    waiting = pending(opened(world()), "p3")
    closing = replace(
        THREE,
        status=PositionStatus.CLOSING,
        close_request=CloseRequested(at=NOW, reason=CloseReason.SIGNAL),
    )
    assert close(world(positions=[waiting, closing])).position_ids == ("p3", "p2")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, ("p1", "p2")),
        ({"side": "long"}, ("p1",)),
        ({"side": "short"}, ("p2",)),
        ({"signal_id": "s-p2"}, ("p2",)),
        ({"signal_id": "s-p2", "side": "long"}, ()),
        ({"signal_id": "s-p9"}, ()),
        ({"symbol": "SIM_USDT_ETH"}, ()),
    ],
)
def test_side_and_signal_id_pick_positions(fields: dict[str, Any], found: tuple[str, ...]) -> None:
    held = [ONE, replace(THREE, side=SHORT), position("p4", bot_id="other")]
    context = world(positions=held)
    if found:
        assert close(context, **fields).position_ids == found
    else:
        assert refused(context, action="close", **fields) == "position_missing"


@pytest.mark.parametrize(
    ("change", "steps"),
    [
        ({"quantity_percentage": 50}, [("p1", "0.5"), ("p2", "1.5")]),
        ({"quantity_percentage": "33.333"}, [("p1", "0.3333"), ("p2", "0.9999")]),
        ({"base_amount": 2}, [("p1", "0.5"), ("p2", "1.5")]),
        ({"quote_amount": "199.98"}, [("p1", "0.5"), ("p2", "1.5")]),  # at the bid of 99.99
        ({"base_amount": "0.1003"}, [("p2", "0.1003")]),  # a quarter of it is too small
        ({"base_amount": "3.99"}, [("p1", "0.9975"), ("p2", "2.9925")]),
    ],
)
def test_percentage_is_of_the_current_size_and_an_amount_is_split_by_it(
    change: dict[str, Any], steps: list[tuple[str, str]]
) -> None:
    step = reduce(world(positions=[ONE, THREE]), change)
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.REDUCE
    assert step.amounts == tuple((position_id, D(amount)) for position_id, amount in steps)


@pytest.mark.parametrize(
    "change",
    [
        {"quantity_percentage": 100},
        {"quantity_percentage": 150},
        {"base_amount": 4},
        {"base_amount": 40},
        {"quote_amount": 100_000},
    ],
)
def test_what_exceeds_the_size_closes(change: dict[str, Any]) -> None:
    step = reduce(world(positions=[ONE, THREE]), change)
    assert step == ClosePositions(symbol="BTC/USDT", position_ids=("p1", "p2"))


def test_all_of_one_and_part_of_another_stays_a_reduction() -> None:
    odd = position("p1", size="0.05005")  # not on the step: a fee was taken from it
    step = reduce(world(positions=[odd]), {"quantity_percentage": 100})
    assert isinstance(step, ClosePositions)


@pytest.mark.parametrize(
    ("fields", "order_type", "price"),
    [
        ({}, "market", None),
        ({"order_type": "limit", "signal_price": 105}, "limit", "105"),
    ],
)
def test_reduction_is_a_market_order_unless_it_says_limit(
    fields: dict[str, Any], order_type: str, price: str | None
) -> None:
    step = reduce(world(positions=[ONE]), {"quantity_percentage": 50}, **fields)
    assert step.order_type == order_type
    assert step.price == (None if price is None else D(price))


def test_limit_reduction_counts_money_at_its_own_price() -> None:
    change = {"quote_amount": 110, "price": 220}
    step = reduce(world(positions=[ONE]), change, order_type="limit")
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.REDUCE
    assert step.amounts == (("p1", D("0.5")),)


@pytest.mark.parametrize("quotes", [{}, {"BTC/USDT": quote(at=NOW - timedelta(days=1))}])
def test_reduction_needs_no_fresh_price(quotes: dict[str, Any]) -> None:
    step = reduce(world(positions=[ONE], quotes=quotes), {"quote_amount": 50})
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.REDUCE
    assert D("0.49") < step.amounts[0][1] < D("0.51")


def test_short_is_reduced_at_the_ask() -> None:
    step = reduce(world(positions=[replace(ONE, side=SHORT)]), {"quote_amount": "50.005"})
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.REDUCE
    assert step.amounts == (("p1", D("0.5")),)


def test_reduction_that_is_too_small_to_be_sold_is_refused() -> None:
    change = {"quantity_percentage": 1}
    assert refused(world(positions=[ONE]), action="reduce", reduce_order=change) == (
        "below_minimum"
    )
    # perpetuals waive the minimum cost of exits, not the smallest amount
    held = position(symbol="BTC/USDT:USDT", size="1")
    context = world(LINEAR, positions=[held])
    assert kind_of(reduce(context, change)) is Resize.REDUCE
    tiny = {"quantity_percentage": "0.001"}
    assert refused(context, action="reduce", reduce_order=tiny) == "below_minimum"


def test_reduction_that_leaves_too_little_gets_through_and_closes() -> None:
    small = position("p1", size="0.051")  # worth 5.1, of at least 5
    step = reduce(world(positions=[small]), {"quantity_percentage": 10})
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.REDUCE
    assert step.amounts == (("p1", D("0.0051")),)


def test_position_whose_part_is_too_small_is_left_out_with_a_warning() -> None:
    small = position("p3", size="0.2")
    context = world(positions=[small, THREE])
    result = admitted(context, action="reduce", reduce_order={"quantity_percentage": 10})
    (step,) = result.commands
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.REDUCE
    assert step.amounts == (("p2", D("0.3")),)
    assert "s-p3" in result.warnings[0]


@pytest.mark.parametrize(
    "held",
    [
        [],
        [position("p1", bot_id="other")],
        [position("p1", status=PositionStatus.PENDING, size="0")],
    ],
)
def test_reduction_of_nothing_is_missing(held: list[Any]) -> None:
    change = {"quantity_percentage": 50}
    assert refused(world(positions=held), action="reduce", reduce_order=change) == (
        "position_missing"
    )


@given(
    sizes=st.lists(st.decimals("0.1", 50, places=4), min_size=1, max_size=4),
    percentage=st.decimals(10, 200, places=2),
    amount=st.decimals("0.06", 300, places=5),
    by=st.sampled_from(["quantity_percentage", "base_amount", "quote_amount"]),
    side=st.sampled_from([LONG, SHORT]),
)
@hypothesis_settings(deadline=None, max_examples=200)
def test_a_reduction_takes_what_it_says_and_never_more_than_is_held(
    sizes: list[Any], percentage: Any, amount: Any, by: str, side: Any
) -> None:
    held = [position(f"p{n}", size=str(size), side=side) for n, size in enumerate(sizes)]
    context = world(positions=held)
    value = {"quantity_percentage": percentage, "base_amount": amount, "quote_amount": amount * 90}
    result = judge(context, action="reduce", reduce_order={by: str(value[by])})
    if not isinstance(result, Admitted):
        return
    (step,) = result.commands
    if isinstance(step, ClosePositions):
        return
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.REDUCE
    by_id = {row.position_id: row.size for row in held}
    market = context.markets["BTC/USDT"]
    for position_id, taken in step.amounts:
        assert 0 < taken <= by_id[position_id]
        assert taken in (market.amount_down(taken), by_id[position_id])
    if by == "base_amount":
        total = sum(taken for _, taken in step.amounts)
        assert amount - D("0.0001") < total <= amount


def test_reduction_of_what_is_being_closed_says_that_it_does_nothing() -> None:
    """A limit close may rest for long, and something is still there to be reduced."""
    change = {"quantity_percentage": 50}
    at_market = CloseRequested(at=NOW, reason=CloseReason.SIGNAL)
    at_limit = replace(at_market, order_type=OrderType.LIMIT, price=D(110))
    for request, told in ((at_market, ["nothing_to_do"]), (at_limit, [])):
        closing = replace(ONE, status=PositionStatus.CLOSING, close_request=request)
        result = admitted(world(positions=[closing]), action="reduce", reduce_order=change)
        assert [warning.split(":")[0] for warning in result.warnings] == told


def under_way(amount: str, **changes: Any) -> Order:
    """Return an order at market that is out; below zero it takes something off."""
    values: dict[str, Any] = {
        "client_order_id": f"p1-{amount}",
        "purpose": Purpose.INCREASE if D(amount) > 0 else Purpose.REDUCE,
        "leg": 0,
        "side": OrderSide.BUY if D(amount) > 0 else OrderSide.SELL,
        "order_type": OrderType.MARKET,
        "amount": abs(D(amount)),
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Order(**values | changes)


def asked(amount: str, price: str | None = None) -> SizeRequested:
    """Return a change of size that has no order yet."""
    order_type = OrderType.MARKET if price is None else OrderType.LIMIT
    limit = None if price is None else D(price)
    return SizeRequested(at=NOW, amount=D(amount), order_type=order_type, price=limit)


@pytest.mark.parametrize(
    ("changes", "amount"),
    [
        ({"orders": [under_way("-0.5")]}, "0.25"),
        ({"orders": [under_way("-0.5", filled=D("0.1"))], "size": D("0.9")}, "0.25"),
        ({"orders": [under_way("-0.5", purpose=Purpose.TAKE_PROFIT)]}, "0.25"),
        ({"requests": (asked("-0.5"),)}, "0.25"),
        ({"orders": [under_way("-0.4")], "requests": (asked("-0.2"),)}, "0.2"),
        ({"orders": [under_way("1")]}, "1"),
        ({"requests": (asked("1"),)}, "1"),
        # what rests is still held, or to be held
        ({"orders": [under_way("-0.5", order_type=OrderType.LIMIT, price=D(110))]}, "0.5"),
        ({"requests": (asked("-0.5", "110"),)}, "0.5"),
        ({"orders": [under_way("-1", purpose=Purpose.STOP_LOSS, trigger=D(90))]}, "0.5"),
        ({"requests": (asked("1", "90"),)}, "1"),
    ],
)
def test_a_percentage_is_of_what_is_left_once_orders_at_market_have_filled(
    changes: dict[str, Any], amount: str
) -> None:
    orders = {order.client_order_id: order for order in changes.get("orders", ())}
    held = replace(ONE, **changes | {"orders": orders})
    step = reduce(world(positions=[held]), {"quantity_percentage": 50})
    assert isinstance(step, ResizePositions)
    assert step.amounts == (("p1", D(amount)),)


def test_the_rest_of_what_is_being_sold_is_closed() -> None:
    held = replace(ONE, requests=(asked("-0.6"),))
    for change in ({"quantity_percentage": 100}, {"base_amount": "0.4"}):
        assert isinstance(reduce(world(positions=[held]), change), ClosePositions)


PERP = "BTC/USDT:USDT"
GOING = position("p1", symbol=PERP)


@dataclass(frozen=True)
class Turning:
    """A reverse of that long to a short which has not opened yet."""

    receipt_id: str = "receipt-r"
    symbol: str = PERP
    position_ids: tuple[str, ...] = ("p1",)
    signal: Signal = field(
        default_factory=lambda: signal(action="reverse", side="short", signal_id="r")
    )


def turning(held: Position = GOING) -> AdmissionContext:
    """Return a world in which a long is being reversed to a short."""
    return world(LINEAR, positions=[held], reverses=[Turning()])


@pytest.mark.parametrize("fields", [{}, {"side": "short"}, {"signal_id": "r"}])
def test_a_reduction_calls_off_what_a_reverse_is_going_to_open(fields: dict[str, Any]) -> None:
    request = CloseRequested(at=NOW, reason=CloseReason.REVERSE)
    closing = replace(GOING, status=PositionStatus.CLOSING, close_request=request)
    for held in (GOING, closing):
        step = reduce(turning(held), {"quantity_percentage": 50}, **fields)
        assert step.called_off == ("receipt-r",)


def test_a_reduction_of_the_side_that_is_left_calls_nothing_off() -> None:
    step = reduce(turning(), {"quantity_percentage": 50}, side="long")
    assert step.called_off == ()


def test_a_reduction_that_only_calls_off_says_so() -> None:
    """What is held is being closed anyhow: nothing is taken off, but the opening is cancelled."""
    request = CloseRequested(at=NOW, reason=CloseReason.REVERSE)
    closing = replace(GOING, status=PositionStatus.CLOSING, close_request=request)
    change = {"quantity_percentage": 1}  # too little for an order
    result = admitted(turning(closing), action="reduce", reduce_order=change)
    (warning,) = result.warnings
    assert warning.startswith("field_ignored: ")
    assert "called off" in warning
