"""The fold: what contradicts a history is refused, everything else has one meaning."""

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest

from custom_components.tradehook.trading.model.facts import (
    CancelIntended,
    CloseReason,
    Ended,
    Fact,
    Filled,
    OrderChanged,
    OrderIntended,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import Close, FillReported
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import (
    TRANSITIONS,
    OrderState,
    Purpose,
    client_order_id,
)
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.position.evolve.apply import InvalidFactError, apply, fold
from tests.trading.scene import LINEAR, SPOT, START, Scene, dca, opened, percent, plan, target

SIDES = pytest.mark.parametrize("side", list(Side))


def filled(order_id: str, trade_id: str = "t", amount: int = 1) -> Filled:
    return Filled(
        at=START,
        client_order_id=order_id,
        trade_id=trade_id,
        venue_order_id="v",
        price=Decimal(100),
        amount=Decimal(amount),
        fee=Decimal(0),
        fee_currency="USDT",
        fee_in_base=Decimal(0),
        fee_in_quote=Decimal(0),
    )


def pending() -> Scene:
    scene = Scene(plan(order_type=OrderType.LIMIT, signal_price=Decimal(90)))
    scene.hold = True
    scene.look()
    return scene


@pytest.mark.parametrize("before", list(OrderState))
@pytest.mark.parametrize("after", list(OrderState))
def test_only_allowed_transitions_are_folded(before: OrderState, after: OrderState) -> None:
    position = pending().position
    (order,) = position.orders.values()
    position = replace(position, orders={order.client_order_id: replace(order, state=before)})
    fact = OrderChanged(at=START, client_order_id=order.client_order_id, state=after)
    if after in TRANSITIONS[before]:
        assert apply(position, fact).orders[order.client_order_id].state is after
    else:
        with pytest.raises(InvalidFactError, match=f"can't become {after}: it is {before}"):
            apply(position, fact)


def test_a_trade_is_folded_once() -> None:
    position = pending().position
    (order_id,) = position.orders
    position = apply(position, filled(order_id))
    with pytest.raises(InvalidFactError, match="Trade t was recorded before"):
        apply(position, filled(order_id))


@pytest.mark.parametrize(
    "fact",
    [
        filled("stranger"),
        CancelIntended(at=START, client_order_id="stranger"),
        OrderChanged(at=START, client_order_id="stranger", state=OrderState.OPEN),
    ],
)
def test_facts_about_unknown_orders_are_refused(fact: Fact) -> None:
    with pytest.raises(InvalidFactError, match="stranger is not this position's"):
        apply(pending().position, fact)


def test_an_order_is_intended_once() -> None:
    scene = pending()
    (fact,) = scene.happened(OrderIntended)
    with pytest.raises(InvalidFactError, match="was intended before"):
        apply(scene.position, fact)


@pytest.mark.parametrize("purpose", [Purpose.INCREASE, Purpose.REDUCE])
def test_a_change_of_size_needs_a_request(purpose: Purpose) -> None:
    scene = opened(plan())
    order = replace(scene.order(Purpose.ENTRY), client_order_id="x", purpose=purpose)
    with pytest.raises(InvalidFactError, match="Nobody asked for order x"):
        apply(scene.position, OrderIntended(at=START, order=order))


def test_what_is_over_is_not_cancelled() -> None:
    scene = opened(plan())
    fact = CancelIntended(at=START, client_order_id=scene.order(Purpose.ENTRY).client_order_id)
    with pytest.raises(InvalidFactError, match="is over and can't be cancelled"):
        apply(scene.position, fact)


def test_a_history_begins_with_its_opening() -> None:
    with pytest.raises(InvalidFactError, match="A history without facts"):
        fold([])
    with pytest.raises(InvalidFactError, match="begins with Opened"):
        fold([filled("x")])
    with pytest.raises(InvalidFactError, match="can't happen to a position"):
        fold([pending().facts[0]] * 2)


def test_the_callers_decimal_context_does_not_matter() -> None:
    scene = opened(plan(dca_orders=(dca(percent(7)),), take_profit=(target(percent(3), 33),)))
    scene.move("93")
    with localcontext() as context:
        context.prec = 5
        assert fold(scene.facts) == scene.position


def test_client_order_ids_are_ours_unique_and_repeatable() -> None:
    ids = {client_order_id(position, number) for position in ("a", "b") for number in range(50)}
    assert len(ids) == 100
    for one in ids:
        assert len(one) == 32
        assert one.startswith("7468")
        assert set(one) <= set("0123456789abcdef")
    assert client_order_id("a", 0) == client_order_id("a", 0)


# money


@SIDES
def test_a_single_fill_gives_its_price_whatever_the_fee(side: Side) -> None:
    for venue_market in (SPOT, LINEAR):
        scene = opened(plan(), side=side, market=venue_market, fee="0.00123")
        assert scene.position.average_entry == 100


def test_the_average_entry_weighs_what_is_held() -> None:
    scene = opened(plan(dca_orders=(dca(percent(10), 300),)))
    scene.move(90)
    assert scene.position.average_entry == Decimal("92.5")
    assert scene.position.invested == 3700
    assert scene.position.unrealized(Decimal(100)) == 300


def test_selling_a_part_leaves_the_average_entry() -> None:
    scene = opened(plan(take_profit=(target(percent(10), 50),)))
    scene.move(110)
    assert scene.position.average_entry == 100
    assert scene.position.realized_profit == 50
    assert scene.position.max_size == 10


@pytest.mark.parametrize(
    ("venue_market", "side", "profit", "fees"),
    [
        # entry 10 at 100, exit at 110; the fee is 1 %
        (LINEAR, Side.LONG, "79", "21"),
        (LINEAR, Side.SHORT, "-121", "21"),
        # 9.9 coins are left: 0.1 at 100 is the fee of the entry, 10.89 the exit's
        (SPOT, Side.LONG, "78.11", "20.89"),
    ],
)
def test_profit_is_net_of_all_fees(
    venue_market: Market, side: Side, profit: str, fees: str
) -> None:
    scene = opened(plan(), side=side, market=venue_market, fee="0.01")
    scene.move(110)
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert scene.position.realized_profit == Decimal(profit)
    assert scene.position.fees == Decimal(fees)


def test_a_fee_in_a_third_currency_is_recorded_only() -> None:
    scene = pending()
    (order,) = scene.orders()
    scene.tell(
        FillReported(
            client_order_id=order.client_order_id,
            trade_id="t",
            venue_order_id="v",
            price=Decimal(90),
            amount=Decimal(10),
            fee=Decimal("0.01"),
            fee_currency="BNB",
            at=START,
        )
    )
    (fact,) = scene.happened(Filled)
    assert (fact.fee, fact.fee_in_base, fact.fee_in_quote) == (Decimal("0.01"), 0, 0)
    assert scene.position.size == 10
    assert scene.position.fees == 0


@SIDES
@pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
def test_cash_cost_and_profit_add_up_to_the_last_digit(side: Side, venue_market: Market) -> None:
    scene = opened(
        plan(
            base_amount=Decimal(7),
            dca_orders=(dca(percent(3), 33), dca(percent(7), 77)),
            take_profit=tuple(target(percent(number), "14.3") for number in range(1, 8)),
        ),
        side=side,
        market=venue_market,
        fee="0.00077",
    )
    for step in ("1.5", "-3.3", "-8", "2.7", "4.9", "6"):
        scene.favour(step)
        books = scene.venue.cash + side.sign * scene.position.cost
        assert books == scene.position.realized_profit


def test_more_sold_than_held_is_counted_and_not_hidden() -> None:
    scene = opened(plan())
    (entry,) = scene.position.orders.values()
    order = replace(
        entry,
        client_order_id="x",
        purpose=Purpose.CLOSE,
        state=OrderState.OPEN,
        side=Side.LONG.exit,
    )
    position = apply(scene.position, OrderIntended(at=START, order=order))
    position = apply(position, filled("x", amount=12))
    assert (position.size, position.cost) == (-2, -200)
    assert position.realized_profit == 0
    position = apply(position, filled("x", trade_id="u", amount=1))
    assert (position.size, position.cost) == (-3, -300)


def test_a_position_without_anything_is_worth_nothing() -> None:
    position = pending().position
    assert position.invested == 0
    assert position.unrealized(Decimal(100)) == 0
    assert list(position.live_orders(Purpose.DCA)) == []


def test_the_end_keeps_the_last_message() -> None:
    position = replace(pending().position, message="why")
    ended = Ended(at=START, status=PositionStatus.CANCELLED, reason=CloseReason.EXPIRED)
    assert apply(position, ended).message == "why"
    told = replace(ended, message="because")
    assert apply(position, told).message == "because"
    assert not apply(position, told).is_live
