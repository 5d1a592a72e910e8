"""More is held than the market takes in one order."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import CloseReason, PositionStatus
from custom_components.tradehook.trading.model.inputs import Close
from custom_components.tradehook.trading.model.market import Market
from tests.trading.scene import LINEAR, SPOT, Scene, opened, percent, plan, stop

MARKETS = pytest.mark.parametrize("market", [SPOT, LINEAR], ids=["spot", "linear"])


def sold(scene: Scene) -> list[Decimal]:
    """Return what each exit has sold."""
    return [row.filled for row in scene.position.orders.values() if not row.purpose.adds]


@MARKETS
@pytest.mark.parametrize(
    ("most", "parts"),
    [("4", ["4", "4", "2"]), ("10", ["10"]), ("11", ["10"]), ("5", ["5", "5"])],
)
def test_a_close_sells_as_much_at_once_as_is_taken(
    market: Market, most: str, parts: list[str]
) -> None:
    scene = opened(plan(), market=market)
    scene.venue.most_at_market = Decimal(most)
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert scene.status() is PositionStatus.CLOSED
    assert sold(scene) == list(map(Decimal, parts))


@pytest.mark.parametrize(("market", "most"), [(SPOT, "9.96"), (LINEAR, "9.9999")])
def test_no_part_is_too_small_for_an_order_of_its_own(market: Market, most: str) -> None:
    scene = opened(plan(), market=replace(market, min_amount=Decimal("0.01")))
    scene.venue.most_at_market = Decimal(most)
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert scene.status() is PositionStatus.CLOSED
    assert sold(scene) == [5, 5]


@MARKETS
def test_a_stop_rests_for_as_much_as_is_taken_and_the_rest_follows(market: Market) -> None:
    scene = Scene(plan(stop_loss=stop(percent(2))), market=market, holds_stops=True)
    scene.look()
    scene.venue.most_at_market = Decimal(6)
    scene.look()
    resting = scene.position.resting_stop
    assert resting is not None
    assert resting.amount == 6
    scene.move(97)
    scene.wait(10)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    assert sum(sold(scene)) == 10
