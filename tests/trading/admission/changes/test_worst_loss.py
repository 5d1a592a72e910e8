"""The worst loss of a position, as the preview of its signal told it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.admission.changes.modify_exits import read_changes
from custom_components.tradehook.trading.admission.changes.worst_loss import worst_loss
from custom_components.tradehook.trading.admission.sizing import loss_at_stop
from custom_components.tradehook.trading.model.inputs import Modify, Reduce
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import EntryCondition
from custom_components.tradehook.trading.position.entry_ladder import expected_ladder
from tests.trading.scene import LINEAR, SPOT, Scene, dca, opened, percent, plan, stop

SIDES = pytest.mark.parametrize("side", list(Side))
LADDER = (dca(percent(5)), dca(percent(8), 200))


def loss(scene: Scene) -> Decimal:
    """Return the worst loss, to eight digits."""
    found = worst_loss(scene.position, scene.situation())
    assert found is not None
    return found.quantize(Decimal("1e-8"))


@SIDES
@pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
def test_it_is_what_the_preview_told(side: Side, venue_market: Market) -> None:
    opening = plan(dca_orders=LADDER, stop_loss=stop(percent(10)))
    scene = opened(opening, side=side, market=venue_market, fee="0")
    situation = scene.situation()
    assert situation.quote is not None
    ladder = expected_ladder(opening, side, situation.market, situation.quote)
    told = loss_at_stop(opening, ladder, Decimal(0), Decimal(0))
    assert told is not None
    amount = scene.order(Purpose.ENTRY).amount
    assert loss(scene) == (told * amount).quantize(Decimal("1e-8"))


def test_a_nearer_stop_loses_less_and_one_in_profit_nothing() -> None:
    scene = opened(plan(stop_loss=stop(percent(10))), market=LINEAR)
    size = scene.position.size
    assert loss(scene) == 10 * size
    scene.favour(20)
    for price, lost in (("95", 5), ("110", -10)):
        event = read_changes(
            {"stop_loss": {"stop_price": price}}, scene.position, scene.situation()
        )
        scene.tell(event)
        assert loss(scene) == lost * size


def test_what_is_realised_already_counts() -> None:
    scene = opened(plan(stop_loss=stop(percent(10))), market=LINEAR)
    size = scene.position.size
    scene.favour(10)
    scene.tell(Reduce(amount=size / 2))
    assert loss(scene) == 5 * size - 5 * size


def test_fees_are_counted_once() -> None:
    scene = opened(plan(stop_loss=stop(percent(10))), market=LINEAR, fee="0.001")
    size = scene.position.size
    assert loss(scene) == size * (10 + Decimal("0.001") * (100 + 90))


def test_without_a_stop_it_is_all_that_is_paid_or_nobody_knows() -> None:
    long = opened(plan(), market=SPOT)
    assert loss(long) == long.position.size * 100
    short = opened(plan(), market=SPOT, side=Side.SHORT)
    assert worst_loss(short.position, short.situation()) is None


@SIDES
def test_what_can_neither_be_held_nor_fill_loses_nothing(side: Side) -> None:
    """Not even without a stop."""
    scene = opened(plan(condition=EntryCondition(time=Decimal(9))), side=side, market=SPOT)
    assert worst_loss(scene.position, scene.situation()) != 0
    scene.tell(Modify(cancel_entries=True))
    assert worst_loss(scene.position, scene.situation()) == 0


def test_a_moved_order_counts_at_its_new_price() -> None:
    scene = opened(plan(dca_orders=(dca(percent(5)),), stop_loss=stop(percent(10))), market=LINEAR)
    [order] = scene.orders(Purpose.DCA)
    before = loss(scene)
    position = replace(scene.position, moves={order.client_order_id: Decimal(99)})
    after = worst_loss(position, scene.situation())
    assert after is not None
    assert after != before
