"""What somebody else does in the exchange's app: a position takes note of it and fights nothing."""

from decimal import Decimal

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    ExternalChange,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    Close,
    Modify,
    PositionDrift,
    RestoredFromBackup,
)
from custom_components.tradehook.trading.model.market import MarketType, Side
from custom_components.tradehook.trading.model.order import (
    LOST_AT_MOST,
    OrderState,
    Purpose,
    client_order_id,
)
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.position.evolve.apply import InvalidFactError, apply
from custom_components.tradehook.trading.position.order_drafts import may_be_of
from tests.trading.scene import (
    HUNDRED,
    LINEAR,
    SPOT,
    Scene,
    dca,
    opened,
    percent,
    plan,
    price,
    stop,
    target,
)

TP = Purpose.TAKE_PROFIT
ZERO = Decimal(0)


def taken(scene: Scene, amount: str | int | Decimal) -> None:
    """Let somebody else trade an amount of what is held, as the venue's app does it."""
    gone, venue = Decimal(amount), scene.venue
    assert scene.last is not None
    venue.base -= scene.side.sign * gone
    venue.cash += scene.side.sign * gone * scene.last
    was = scene.position.size
    scene.tell(PositionDrift(was=was, size=was - gone))


def books_agree(scene: Scene) -> None:
    """Check that the venue's coins and cash are ours, to the last digit."""
    position, venue = scene.position, scene.venue
    assert venue.position == position.size + position.dust
    assert venue.cash + scene.side.sign * position.cost == position.realized_profit


@pytest.mark.parametrize("side", list(Side))
def test_half_sold_outside_shrinks_the_position_at_the_mark_price(side: Side) -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 50), target(percent(20), 50))), side=side, fee="0"
    )
    scene.favour(5)
    taken(scene, 4)
    assert scene.happened(ExternalChange)[0].amount == 4
    assert (scene.position.size, scene.position.average_entry) == (6, 100)
    assert scene.position.realized_profit == 4 * 5
    assert [amount for _, amount in scene.ladder(TP)] == ["3", "3"]
    assert scene.status() is PositionStatus.OPEN
    books_agree(scene)


def test_all_sold_outside_ends_the_position_and_what_rests() -> None:
    scene = opened(
        plan(
            dca_orders=(dca(percent(10)),),
            take_profit=(target(percent(10)),),
            stop_loss=stop(percent(20)),
        )
    )
    sent = len(scene.position.orders)
    taken(scene, 10)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.CHANGED_OUTSIDE
    assert not scene.venue.open_lots()
    assert len(scene.position.orders) == sent  # nothing is bought back, nothing else is sold
    books_agree(scene)


def test_rest_that_can_not_be_sold_ends_the_position_as_dust() -> None:
    scene = opened(plan(stop_loss=stop(percent(20))), market=SPOT)
    taken(scene, "9.98")
    assert scene.position.close_reason is CloseReason.CHANGED_OUTSIDE
    assert scene.position.dust == Decimal("0.02")
    books_agree(scene)


def test_position_that_is_being_closed_may_vanish_outside_too() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    scene.tell(Close(reason=CloseReason.MANUAL, order_type=OrderType.LIMIT, price=Decimal(105)))
    taken(scene, 10)
    assert scene.position.close_reason is CloseReason.CHANGED_OUTSIDE
    assert not scene.venue.open_lots()


@pytest.mark.parametrize(("was", "size"), [(9, 4), (10, 10), (10, 11), (10, -1)])
def test_look_that_is_out_of_date_or_shows_no_less_says_nothing(was: int, size: int) -> None:
    scene = opened(plan())
    assert scene.tell(PositionDrift(was=Decimal(was), size=Decimal(size))) == ()


def test_pending_opening_has_nothing_that_could_be_taken() -> None:
    scene = opened(plan(order_type=OrderType.LIMIT, signal_price=Decimal(90)))
    assert scene.tell(PositionDrift(was=ZERO, size=ZERO)) == ()


@pytest.mark.parametrize("amount", [0, -1, 11])
def test_more_than_is_held_was_never_taken(amount: int) -> None:
    scene = opened(plan())
    fact = ExternalChange(at=scene.now, amount=Decimal(amount), price=HUNDRED)
    with pytest.raises(InvalidFactError, match="Nobody can take"):
        apply(scene.position, fact)


def test_without_a_price_the_average_entry_values_it() -> None:
    scene = opened(plan())
    scene.last = None
    scene.tell(PositionDrift(was=Decimal(10), size=Decimal(5)))
    assert (scene.position.size, scene.position.realized_profit) == (5, 0)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(list(Side)),
    st.sampled_from(list(MarketType)),
    st.lists(
        st.tuples(st.integers(80, 119), st.decimals("0", "4", places=5, allow_nan=False)),
        min_size=1,
        max_size=8,
    ),
)
def test_books_stay_exact_whatever_is_taken(
    side: Side, market_type: MarketType, steps: list[tuple[int, Decimal]]
) -> None:
    scene = opened(
        plan(dca_orders=(dca(percent(10)),), take_profit=(target(percent(20), 70),)),
        side=side,
        market=SPOT if market_type is MarketType.SPOT else LINEAR,
        fee="0.001",
    )
    for last, amount in steps:
        scene.move(last)
        if scene.position.is_live and amount < scene.venue.position:
            taken(scene, amount)
        books_agree(scene)
    assert scene.position.size >= 0


# cancelled orders


def cancelled(scene: Scene) -> None:
    """Let somebody else cancel the take profit that rests."""
    (order,) = scene.orders(TP)
    scene.venue.cancel(order.client_order_id)
    scene.venue.told.clear()
    scene.update(order, OrderState.CANCELLED)


def test_target_cancelled_outside_comes_back_once_and_is_not_fought_for() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),), stop_loss=stop(percent(20))))
    waits = []
    for _ in range(3):
        cancelled(scene)
        before = scene.now
        while not scene.orders(TP):
            scene.wait(1)
        waits.append((scene.orders(TP)[0].created_at - before).total_seconds())
        scene.wait(60)
    assert waits == [1, 3_600, 86_400]
    cancelled(scene)
    assert scene.position.given_up(scene.now) == ("take_profit:0",)
    scene.wait(86_400)
    assert scene.position.given_up(scene.now) == ()


def test_target_left_alone_for_long_counts_anew() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    for _ in range(3):
        cancelled(scene)
        scene.wait(1)
        assert scene.ladder(TP) == [("110", "10")]
        assert scene.position.given_up(scene.now) == ()
        scene.wait(4_000)


def test_new_exits_are_placed_whatever_was_cancelled_before() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    cancelled(scene)
    scene.wait(1)
    cancelled(scene)
    scene.wait(1)
    assert not scene.orders(TP)
    scene.tell(Modify(take_profit=(target(price(115)),), replace_take_profit=True))
    assert scene.ladder(TP) == [("115", "10")]
    assert scene.position.given_up(scene.now) == ()


def test_limit_close_that_is_not_fought_for_leaves_the_stop_free() -> None:
    scene = opened(plan(stop_loss=stop(percent(20))))
    scene.tell(Close(reason=CloseReason.MANUAL, order_type=OrderType.LIMIT, price=Decimal(105)))
    for _ in range(2):
        (order,) = scene.orders(Purpose.CLOSE)
        scene.venue.cancel(order.client_order_id)
        scene.venue.told.clear()
        scene.update(order, OrderState.CANCELLED)
        scene.wait(1)
    assert not scene.orders()
    scene.move(79)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_limit_entry_cancelled_outside_ends_its_opening() -> None:
    scene = opened(
        plan(order_type=OrderType.LIMIT, signal_price=Decimal(90), dca_orders=(dca(percent(10)),))
    )
    (entry,) = scene.orders(Purpose.ENTRY)
    scene.update(entry, OrderState.CANCELLED)
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.CHANGED_OUTSIDE


def test_market_exit_that_ended_early_goes_on_at_once_however_often() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(Close(reason=CloseReason.MANUAL))
    for _ in range(4):
        scene.update(scene.orders(Purpose.CLOSE)[0], OrderState.CANCELLED)
        before = scene.now
        while not scene.orders(Purpose.CLOSE):
            scene.wait(1)
        assert (scene.now - before).total_seconds() <= 30


# records from a backup


def test_restored_position_uses_no_id_that_it_may_have_used_before() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    lost = {client_order_id("position", number) for number in range(len(scene.position.orders), 50)}
    scene.tell(RestoredFromBackup())
    scene.tell(RestoredFromBackup())  # a crash in the middle of the start
    scene.tell(Modify(take_profit=(target(price(115)),), replace_take_profit=True))
    (order,) = scene.orders(TP)
    assert order.client_order_id not in lost
    assert order.client_order_id == client_order_id("position", 2 + 2 * LOST_AT_MOST)


@pytest.mark.parametrize(("number", "ours"), [(1, False), (2, True), (1_001, True), (5_000, False)])
def test_lost_order_is_known_by_its_id(number: int, ours: bool) -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    assert may_be_of(client_order_id("position", number), scene.position) is ours
    assert not may_be_of(client_order_id("another", number), scene.position)
