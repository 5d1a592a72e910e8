"""When an entry waits, and when it has waited too long."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    ConditionMet,
    OrderIntended,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import CancelEntries
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import (
    ConditionOperator,
    EntryCondition,
    EntryExpiration,
    OrderType,
)
from tests.trading.scene import START, Scene, dca, opened, percent, plan, target

SIDES = pytest.mark.parametrize("side", list(Side))
LIMIT = OrderType.LIMIT


def condition(
    at: str | None = None, minutes: str | None = None, operator: str = "OR"
) -> EntryCondition:
    return EntryCondition(
        price=None if at is None else Decimal(at),
        time=None if minutes is None else Decimal(minutes),
        operator=ConditionOperator(operator),
    )


# conditions


@pytest.mark.parametrize(
    ("accepted", "wanted", "quiet", "reached"),
    [
        ("100", "105", "104.99", "105"),  # it must rise to it
        ("100", "95", "95.01", "95"),  # it must fall to it
        ("100", "105", "90", "110"),  # further is as good
    ],
)
@SIDES
def test_a_price_condition_is_reached_from_where_the_price_was_at_acceptance(
    accepted: str, wanted: str, quiet: str, reached: str, side: Side
) -> None:
    scene = Scene(plan(condition=condition(at=wanted)), side=side, last=accepted)
    scene.look()
    scene.move(quiet)
    assert not scene.position.orders
    assert scene.status() is PositionStatus.PENDING
    scene.move(reached)
    assert scene.happened(ConditionMet)
    scene.look()
    assert scene.status() is PositionStatus.OPEN


def test_a_price_that_is_there_already_holds_at_once_even_without_a_quote() -> None:
    scene = Scene(plan(condition=condition(at="100")))
    scene.last = None
    scene.look()
    assert scene.happened(ConditionMet)


def test_a_time_condition_counts_from_acceptance() -> None:
    scene = Scene(plan(condition=condition(minutes="1.5")))
    scene.look()
    scene.wait(89.9)
    assert not scene.happened(ConditionMet)
    scene.wait(1.2)
    assert [fact.at for fact in scene.happened(ConditionMet)] == [START + timedelta(seconds=90)]
    assert scene.status() is PositionStatus.OPEN


def test_or_takes_whichever_comes_first() -> None:
    scene = Scene(plan(condition=condition(at="105", minutes="1")))
    scene.look()
    scene.move(106)
    assert scene.happened(ConditionMet)
    scene = Scene(plan(condition=condition(at="105", minutes="1")))
    scene.look()
    scene.wait(61)
    assert scene.happened(ConditionMet)


def test_and_needs_both_at_the_same_moment() -> None:
    scene = Scene(plan(condition=condition(at="105", minutes="1", operator="AND")))
    scene.look()
    scene.move(106)
    scene.move(104)
    scene.wait(120)
    assert not scene.happened(ConditionMet)
    scene.move(105)
    assert scene.happened(ConditionMet)


def test_the_entry_goes_out_with_the_decision_after_the_condition_held() -> None:
    # Between the two, filters, limits and funds are checked again.
    scene = Scene(plan(condition=condition(minutes="1")))
    scene.now = START + timedelta(minutes=1)
    assert [type(fact) for fact in scene.look()] == [ConditionMet]
    why = "The bot does not trade COIN."
    refused = scene.tell(CancelEntries(reason=CloseReason.OPENING_REFUSED, message=why))
    assert scene.position.message == why
    assert scene.position.close_reason is CloseReason.OPENING_REFUSED
    assert not any(isinstance(fact, OrderIntended) for fact in refused)


def test_the_time_limit_counts_from_when_the_condition_held() -> None:
    scene = Scene(plan(condition=condition(minutes="10")))
    scene.look()
    scene.last = None
    scene.wait(600 + 60)
    assert scene.status() is PositionStatus.PENDING
    scene.wait(2)
    assert scene.position.close_reason is CloseReason.EXPIRED


# expiration


def test_an_unfilled_entry_is_cancelled_when_its_time_is_over() -> None:
    scene = opened(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(90),
            dca_orders=(dca(percent(5)),),
            expiration=EntryExpiration(time=Decimal("0.5")),
        )
    )
    scene.wait(29.9)
    assert len(scene.orders()) == 2
    scene.wait(1)
    assert scene.position.close_reason is CloseReason.ENTRY_EXPIRED
    assert not scene.venue.open_lots()


@SIDES
def test_an_unfilled_entry_is_cancelled_when_the_price_runs_away_in_profit(side: Side) -> None:
    limit = 100 - side.sign * 10
    scene = Scene(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(limit),
            expiration=EntryExpiration(price=Decimal(100 + side.sign * 5)),
        ),
        side=side,
    )
    scene.look()
    scene.favour("4.99")
    assert scene.orders()
    scene.favour(5)
    assert scene.position.close_reason is CloseReason.ENTRY_EXPIRED


def test_a_waiting_entry_expires_too() -> None:
    scene = Scene(
        plan(condition=condition(at="50"), expiration=EntryExpiration(price=Decimal(110)))
    )
    scene.look()
    scene.move(110)
    assert scene.position.close_reason is CloseReason.ENTRY_EXPIRED


def test_a_partial_fill_disarms_the_expiration() -> None:
    scene = opened(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(90),
            expiration=EntryExpiration(time=Decimal(1), price=Decimal(110)),
        )
    )
    scene.venue.portion = lambda _: Decimal(4)
    scene.move(90)
    scene.venue.portion = lambda amount: amount
    scene.wait(120)
    scene.move(120)
    assert scene.ladder(Purpose.ENTRY) == [("90", "6")]
    assert scene.status() is PositionStatus.OPEN


def test_a_fill_that_crosses_the_expiration_is_kept() -> None:
    scene = opened(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(90),
            take_profit=(target(percent(10)),),
            expiration=EntryExpiration(time=Decimal(1)),
        )
    )
    scene.hold = True
    scene.wait(61)
    scene.venue.portion = lambda _: Decimal(4)
    scene.move(90)
    scene.release()
    assert scene.status() is PositionStatus.OPEN
    assert scene.position.size == 4
    assert scene.ladder() == [("99", "4")]
