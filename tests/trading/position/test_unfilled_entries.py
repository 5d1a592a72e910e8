"""An entry that has not filled: what reduces makes it smaller, what adds to it larger."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.checks.limits import committed
from custom_components.tradehook.trading.admission.model import AdmissionContext
from custom_components.tradehook.trading.model.commands import (
    ClosePositions,
    Resize,
    ResizePositions,
)
from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    EntryResized,
    IncreaseExpired,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    NOT_SENT,
    VANISHED,
    CancelEntries,
    Close,
    Increase,
    Reduce,
)
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.sections import (
    EntryCondition,
    EntryExpiration,
    OrderType,
)
from custom_components.tradehook.trading.position.unfilled_entries import initial_amount
from tests.trading.admission_world import (
    D,
    admitted,
    bot_with,
    kind_of,
    opened as opening,
    pending,
    refused,
    world,
)
from tests.trading.scene import LINEAR, SPOT, Scene, dca, opened, percent, plan, stop

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])


PARTS = ("position_id", "bot_id", "signal_id", "symbol", "side", "plan", "opened_at")
ENDS = [Close(reason=CloseReason.SIGNAL), CancelEntries(reason=CloseReason.SIGNAL)]


def limit(side: Side = Side.LONG, **more: object) -> Plan:
    """Return the plan of ten coins by a limit order, 2 % on the adverse side of 100."""
    at = Decimal(100) - 2 * side.sign
    changes = {"order_type": OrderType.LIMIT, "signal_price": at, "stop_loss": stop(percent(9))}
    return plan(**(changes | more))


def resting(scene: Scene) -> list[tuple[str, str]]:
    return scene.ladder(Purpose.ENTRY)


def increase(amount: str) -> Increase:
    return Increase(amount=Decimal(amount), receipt_id="r-2")


def reduce(amount: str) -> Reduce:
    return Reduce(amount=Decimal(amount))


@SIDES
@MARKETS
def test_what_adds_enlarges_an_entry_that_has_not_filled(side: Side, venue_market: Market) -> None:
    """The old order ends first; then one for the new total rests at the same price."""
    scene = opened(limit(side, dca_orders=(dca(percent(5)),)), side=side, market=venue_market)
    ladder = scene.ladder(Purpose.DCA)
    scene.hold = True
    scene.tell(increase("10"))
    assert resting(scene) == [(f"{scene.at(-2)}", "10")]
    assert not scene.sent  # its end is not confirmed
    assert len(scene.cancels) == 1
    scene.release()
    assert resting(scene) == [(f"{scene.at(-2)}", "20")]
    assert scene.status() is PositionStatus.PENDING
    assert scene.position.entry_amount == 10  # what was planned, whatever it has grown to
    assert scene.position.resize is None
    assert scene.ladder(Purpose.DCA) == ladder
    scene.favour(-2)
    assert scene.position.size == 20


@SIDES
@MARKETS
def test_what_reduces_makes_an_entry_smaller_that_has_not_filled(
    side: Side, venue_market: Market
) -> None:
    scene = opened(limit(side), side=side, market=venue_market)
    scene.wait(3600)  # long after the time limit of its first order
    scene.tell(reduce("4"))
    assert resting(scene) == [(f"{scene.at(-2)}", "6")]
    scene.favour(-2)
    assert scene.position.size == 6
    assert scene.status() is PositionStatus.OPEN


@SIDES
def test_a_reduction_of_all_or_nearly_all_of_an_unfilled_entry_cancels_it(side: Side) -> None:
    for amount in ("10", "12", "9.999"):
        scene = opened(limit(side), side=side, market=SPOT)
        scene.tell(reduce(amount))
        assert scene.status() is PositionStatus.CANCELLED
        assert scene.position.close_reason is CloseReason.REDUCED


@SIDES
@MARKETS
def test_what_filled_before_the_cancel_counts_as_part_of_the_new_total(
    side: Side, venue_market: Market
) -> None:
    """Twice as much is asked for; all of the old order fills before it can be cancelled."""
    scene = opened(limit(side), side=side, market=venue_market)
    scene.hold = True
    scene.tell(increase("10"))
    scene.favour(-2)
    assert scene.position.size == 10
    scene.release()
    scene.favour(-2)
    assert scene.position.size == 20
    assert scene.position.resize is None


@SIDES
@MARKETS
def test_what_filled_beyond_a_smaller_total_is_sold(side: Side, venue_market: Market) -> None:
    scene = opened(limit(side), side=side, market=venue_market)
    scene.hold = True
    scene.tell(reduce("4"))
    scene.favour(-2)
    scene.release()
    assert scene.position.size == 6
    assert scene.status() is PositionStatus.OPEN
    assert not resting(scene)
    assert scene.order(Purpose.REDUCE).filled == 4


@SIDES
def test_a_partly_filled_entry_is_reduced_by_what_has_not_filled_first(side: Side) -> None:
    scene = opened(limit(side), side=side)
    scene.venue.portion = lambda amount: min(amount, Decimal(3))
    scene.favour(-2)
    scene.favour(-1)
    assert scene.position.size == 3
    scene.tell(reduce("2"))
    assert resting(scene) == [(f"{scene.at(-2)}", "5")]
    assert scene.position.size == 3
    scene.tell(reduce("6"))  # all that has not filled, and one of the three
    assert not resting(scene)
    assert scene.position.size == 2


def test_nothing_is_placed_as_long_as_the_end_of_the_old_order_is_unknown() -> None:
    scene = opened(limit())
    scene.hold = True
    scene.tell(increase("10"))
    (order,) = scene.orders(Purpose.ENTRY)
    scene.update(order, OrderState.UNKNOWN, VANISHED)
    scene.wait(3600)
    assert not scene.sent
    assert scene.position.resize is not None
    scene.update(order, OrderState.CANCELLED)
    # Too late for more: what rested before rests again.
    assert [row.amount for row in scene.sent] == [10]
    (late,) = scene.happened(IncreaseExpired)
    assert late.receipt_id == "r-2"
    assert scene.position.entry_amount == 10


def test_a_resized_entry_that_never_left_is_placed_again() -> None:
    scene = opened(limit())
    scene.wait(3600)
    scene.hold = True
    scene.tell(reduce("4"))
    scene.cancel_next()
    (order,) = scene.orders(Purpose.ENTRY)
    scene.sent.clear()
    scene.update(order, OrderState.REJECTED, NOT_SENT)
    scene.wait(60)
    assert [row.amount for row in scene.sent] == [6]
    assert scene.status() is PositionStatus.PENDING


def test_a_resized_entry_that_somebody_cancels_is_given_up() -> None:
    scene = opened(limit())
    scene.tell(increase("10"))
    (order,) = scene.orders(Purpose.ENTRY)
    scene.update(order, OrderState.CANCELLED)
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.CHANGED_OUTSIDE


def test_a_resized_entry_that_is_refused_ends_like_any_other() -> None:
    scene = opened(limit())
    scene.hold = True
    scene.tell(increase("10"))
    scene.cancel_next()
    (order,) = scene.orders(Purpose.ENTRY)
    scene.sent.clear()
    scene.update(order, OrderState.REJECTED, "insufficient_funds")
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.ENTRY_REJECTED


@pytest.mark.parametrize("event", ENDS)
def test_a_close_ends_an_entry_that_is_being_resized(event: Close | CancelEntries) -> None:
    scene = opened(limit())
    scene.hold = True
    scene.tell(increase("10"))
    scene.tell(event)
    scene.release()
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.entry_to_place == 0


def test_the_newest_size_of_an_entry_counts() -> None:
    scene = opened(limit())
    scene.hold = True
    scene.tell(increase("10"))
    scene.tell(reduce("5"))
    scene.tell(increase("1"))
    scene.release()
    assert resting(scene) == [("98", "16")]
    assert [fact.amount for fact in scene.happened(EntryResized)] == [20, 15, 16]


def test_an_enlarged_entry_expires_like_the_one_before() -> None:
    scene = opened(limit(expiration=EntryExpiration(time=Decimal(10))))
    scene.wait(300)
    scene.tell(increase("10"))
    scene.wait(301)
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.ENTRY_EXPIRED


def test_an_entry_that_waits_for_its_condition_is_planned_anew() -> None:
    scene = opened(plan(condition=EntryCondition(price=Decimal(105))))
    scene.tell(increase("10"))
    scene.tell(reduce("5"))
    assert not scene.sent
    scene.move(106)
    scene.look()
    assert scene.position.size == 15
    assert scene.position.entry_amount == 10


def test_an_entry_that_is_planned_anew_larger_leaves_its_dca_orders_as_large_as_they_were() -> None:
    """As those stay that rest; where it becomes smaller, so do they."""
    ladder = (dca(percent(5)), dca(percent(8), 150))
    scene = opened(plan(condition=EntryCondition(time=D(1)), dca_orders=ladder))
    scene.tell(increase("5"))
    scene.tell(increase("5"))
    assert committed(scene.position) == 20 * 100 + 10 * 95 + 15 * 92
    scene.tell(reduce("10"))
    assert committed(scene.position) == 10 * 100 + 5 * 95 + D("7.5") * 92
    scene.tell(increase("5"))
    scene.wait(61)
    assert [order.amount for order in scene.orders(Purpose.DCA)] == [5, D("7.5")]
    assert scene.position.size == 15


@pytest.mark.parametrize("waits", [{}, {"condition": EntryCondition(price=D(105))}])
def test_the_initial_entry_stays_what_was_planned(waits: dict[str, Any]) -> None:
    """Its size is what percentages of an increase and the cap count from."""
    scene = opened(limit(**waits))
    for change in (increase("10"), reduce("15"), increase("30")):
        scene.tell(change)
        assert initial_amount(scene.position) == 10


def test_an_enlargement_counts_as_invested_before_it_is_placed() -> None:
    scene = opened(limit())
    scene.hold = True
    before = committed(scene.position)
    scene.tell(increase("10"))
    assert committed(scene.position) == 2 * before
    scene.release()
    assert committed(scene.position) == 2 * before


def unfilled() -> tuple[AdmissionContext, Position]:
    """Return a bot with a limit entry of two coins that rests at 98."""
    context = world()
    found = pending(opening(context, order_type="limit", signal_price=98, base_amount=2), "p1")
    scene = opened(limit(base_amount=D(2)), market=SPOT)
    placed = scene.position
    found = Position(
        **{
            name: getattr(found, name)
            for name in [
                "position_id",
                "bot_id",
                "signal_id",
                "symbol",
                "side",
                "plan",
                "opened_at",
            ]
        },
        anchor=placed.anchor,
        entry_amount=placed.entry_amount,
        orders=placed.orders,
    )
    return world(positions=[found]), found


def test_an_increase_and_a_reduction_find_an_entry_that_has_not_filled() -> None:
    context, _ = unfilled()
    (step,) = admitted(context, action="increase", increase_order={"base_amount": 2}).commands
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.INCREASE
    assert step.amounts == (("p1", D(2)),)
    (step,) = admitted(context, action="reduce", reduce_order={"quantity_percentage": 25}).commands
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.REDUCE
    assert step.amounts == (("p1", D("0.5")),)
    (step,) = admitted(context, action="reduce", reduce_order={"base_amount": 2}).commands
    assert isinstance(step, ClosePositions)


def test_an_enlargement_is_new_exposure() -> None:
    context, _ = unfilled()
    change = {"action": "increase", "increase_order": {"base_amount": 2}}
    limited = bot_with(context, max_invested=D(300))
    assert refused(limited, **change) == "max_invested_reached"
    assert refused(bot_with(context, max_entry_size=D(150)), **change) == "max_entry_size_exceeded"


@pytest.mark.parametrize(
    ("before", "now", "order", "kind", "amount"),
    [("1", "2", "buy", Resize.INCREASE, "2"), ("2", "1", "sell", Resize.REDUCE, "1")],
)
def test_a_strategy_that_grows_or_shrinks_while_its_entry_rests(
    before: str, now: str, order: str, kind: Resize, amount: str
) -> None:
    context, _ = unfilled()
    strategy = {
        "market_position": "long",
        "prev_market_position": "long",
        "market_position_size": now,
        "prev_market_position_size": before,
        "order_action": order,
    }
    (step,) = admitted(context, strategy=strategy).commands
    assert isinstance(step, ResizePositions)
    assert kind_of(step) is kind
    assert step.amounts == (("p1", D(amount)),)
