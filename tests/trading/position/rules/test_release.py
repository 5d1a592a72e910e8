"""Release: everything is cancelled, the stop last; nothing is sold, and the books say so."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    Ended,
    PositionStatus,
    Released,
)
from custom_components.tradehook.trading.model.inputs import Close, Release
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from tests.trading.scene import (
    LINEAR,
    SPOT,
    Scene,
    dca,
    opened,
    percent,
    plain,
    plan,
    price,
    stop,
    target,
)

SIDES = pytest.mark.parametrize("side", list(Side))


def full(side: Side = Side.LONG, market: Market = LINEAR) -> Scene:
    """A position with a stop on the venue, a target and a DCA order."""
    return opened(
        plan(
            stop_loss=stop(percent(5)),
            take_profit=(target(percent(10)),),
            dca_orders=(dca(percent(3)),),
        ),
        side=side,
        market=market,
        holds_stops=True,
    )


@SIDES
def test_nothing_is_sold_and_nothing_rests(side: Side) -> None:
    scene = full(side)
    held = scene.venue.position
    scene.favour(2)

    scene.tell(Release())

    assert scene.venue.position == held
    assert scene.orders() == []
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.RELEASED
    assert [fact.amount for fact in scene.happened(Released)] == [held]
    assert scene.position.size == scene.position.dust == 0


@SIDES
def test_what_is_released_counts_at_the_price_of_then(side: Side) -> None:
    scene = full(side)
    scene.favour(2)

    scene.tell(Release())

    assert scene.position.realized_profit == Decimal(20)


def test_the_stop_goes_last_and_the_end_waits_for_its_cancel() -> None:
    scene = full()
    scene.hold = True
    scene.tell(Release())
    first = {scene.position.orders[key].purpose for key in scene.cancels}
    assert first == {Purpose.DCA, Purpose.TAKE_PROFIT}

    scene.cancel_next()
    scene.cancel_next()
    assert {scene.position.orders[key].purpose for key in scene.cancels} == {Purpose.STOP_LOSS}
    scene.wait(60)
    assert scene.happened(Ended) == []
    assert scene.status() is PositionStatus.CLOSING

    scene.cancel_next()
    assert scene.position.close_reason is CloseReason.RELEASED


def test_no_stop_is_hit_while_the_cancels_are_awaited() -> None:
    scene = full()
    scene.hold = True
    scene.tell(Release())
    sold = len(scene.sent)

    scene.last = Decimal(94)
    scene.look()
    scene.wait(60)

    assert len(scene.sent) == sold


def test_a_stop_that_works_meanwhile_is_what_ended_it() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))), market=LINEAR, holds_stops=True)
    scene.hold = True
    scene.tell(Release())

    scene.move(94)
    scene.release()
    scene.look()

    assert scene.venue.position == 0
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    assert scene.happened(Released) == []


def test_an_exit_gets_through_a_release() -> None:
    scene = full()
    scene.hold = True
    scene.tell(Release())

    scene.tell(Close(reason=CloseReason.MANUAL))
    scene.release()
    scene.look()

    assert scene.venue.position == 0
    assert scene.position.close_reason is CloseReason.MANUAL


def test_what_is_being_sold_is_not_released() -> None:
    scene = full()
    scene.hold = True
    scene.tell(Close(reason=CloseReason.MANUAL))

    assert scene.tell(Release()) == ()


def test_a_limit_close_is_taken_back() -> None:
    scene = full()
    held = scene.venue.position
    scene.tell(Close(reason=CloseReason.MANUAL, order_type=OrderType.LIMIT, price=Decimal(105)))

    scene.tell(Release())

    assert scene.venue.position == held
    assert scene.orders() == []
    assert scene.position.close_reason is CloseReason.RELEASED


def test_an_entry_that_has_not_filled_is_cancelled() -> None:
    scene = opened(plan(order_type=OrderType.LIMIT, signal_price=Decimal(90)))

    scene.tell(Release())

    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.RELEASED


def test_spot_keeps_its_coins() -> None:
    scene = full(market=SPOT)
    held = scene.venue.position

    scene.tell(Release())

    assert scene.venue.position == held
    assert scene.orders() == []


def test_a_cancel_that_failed_is_tried_again() -> None:
    scene = full()
    scene.hold = True
    scene.tell(Release())
    scene.cancels.clear()
    for order in scene.orders(Purpose.TAKE_PROFIT):
        scene.update(order, OrderState.OPEN, "cancel_failed")

    scene.wait(60)

    assert scene.cancels
    assert scene.happened(Ended) == []


# On spot a target and a stop may rest as one: the cancel of either takes both


@pytest.mark.parametrize(
    ("targets", "pairs", "begin", "first", "last"),
    [
        ([100], 5, None, ["dca 97"], ["take_profit 110", "stop_loss 90"]),
        (
            [50, 50],
            5,
            None,
            ["dca 97"],
            ["take_profit 110", "stop_loss 90", "take_profit 120", "stop_loss 90"],
        ),
        ([40], 5, None, ["dca 97"], ["take_profit 110", "stop_loss 90", "stop_loss 90"]),
        ([100], 0, None, ["dca 97", "take_profit 110"], []),
        # The market stands at the target, which has begun to sell: its stop has ended
        ([100], 5, "110", ["dca 97", "take_profit 110"], []),
    ],
    ids=["one pair", "two pairs", "a pair and a stop alone", "no pairs held", "a pair broken"],
)
def test_what_holds_a_stop_goes_last(
    targets: list[int], pairs: int, begin: str | None, first: list[str], last: list[str]
) -> None:
    scene = opened(
        plan(
            stop_loss=stop(price(90)),
            take_profit=[target(price(110 + 10 * leg), n) for leg, n in enumerate(targets)],
            dca_orders=(dca(percent(3)),),
        ),
        market=replace(SPOT, exit_pairs=pairs),
        holds_stops=True,
    )
    if begin is not None:
        (ended,) = scene.orders(Purpose.STOP_LOSS)
        scene.hold = True
        scene.last = Decimal(begin)
        scene.update(ended, OrderState.CANCELLED)
    scene.hold = True
    held = scene.position.size
    scene.cancels.clear()

    scene.tell(Release())
    assert _cancelled(scene) == first
    for _ in first:
        scene.cancel_next()
    assert _cancelled(scene) == last
    assert bool(last) is (scene.happened(Ended) == [])
    scene.wait(60)
    scene.release()
    scene.look()

    assert scene.position.close_reason is CloseReason.RELEASED
    assert [fact.amount for fact in scene.happened(Released)] == [held]
    assert scene.orders() == []


def _cancelled(scene: Scene) -> list[str]:
    """Return purpose and price of what is being cancelled."""
    asked = [scene.position.orders[key] for key in scene.cancels]
    return [f"{row.purpose.value} {plain(row.trigger or row.price or Decimal(0))}" for row in asked]
