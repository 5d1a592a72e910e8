"""What a position has come to: one name, one meaning, and nothing that is made up."""

from datetime import timedelta
from decimal import Decimal, localcontext

from custom_components.tradehook.trading.model.facts import CloseReason, PositionStatus
from custom_components.tradehook.trading.model.inputs import Close
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.position.performance import (
    duration,
    entry_cost,
    entry_price,
    exit_price,
    margin,
    profit_percentage,
    result,
    risk,
    roe_percentage,
    unrealized_profit,
)
from tests.trading.scene import START, Scene, dca, opened, percent, plan, stop, target

D = Decimal


def long_of_1000(**more: object) -> Scene:
    """Return ten coins that were bought at 100."""
    return opened(plan(**more))


def test_profit_percentage_is_the_result_of_the_cost_of_all_entries() -> None:
    """Half is sold at +10 %: what it had cost goes on to count."""
    scene = long_of_1000(take_profit=(target(percent(10), 50), target(percent(50), 50)))
    scene.move(110)
    assert scene.position.size == 5
    assert scene.position.realized_profit == 50
    assert entry_cost(scene.position) == 1000
    assert result(scene.position, D(120)) == 150
    assert profit_percentage(scene.position, D(120)) == 15


def test_profit_percentage_counts_dca_orders_and_increases_that_filled_later() -> None:
    """The cost is that of all entries, not the largest size at the first average."""
    scene = long_of_1000(dca_orders=(dca(percent(10)),))
    assert profit_percentage(scene.position, D(90)) == -10
    scene.move(90)
    assert entry_cost(scene.position) == 1900
    assert profit_percentage(scene.position, D(95)) == 0
    assert profit_percentage(scene.position, D("85.5")) == D("-10")


def test_profit_percentage_is_net_of_fees() -> None:
    """A round trip without any move costs both fees."""
    scene = opened(plan(), fee="0.001")
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert scene.status() is PositionStatus.CLOSED
    assert profit_percentage(scene.position, None) == D("-0.2")


def test_roe_percentage_counts_on_the_margin_of_all_entries() -> None:
    """With leverage 20 a move of 1 % is 20 %."""
    scene = long_of_1000(leverage=20)
    assert profit_percentage(scene.position, D(101)) == 1
    assert roe_percentage(scene.position, D(101)) == 20
    assert margin(scene.position) == 50
    assert roe_percentage(long_of_1000().position, D(101)) == 1


def test_results_without_a_price_are_unknown_and_not_zero() -> None:
    """Nothing that depends on a price is told without one, as long as something is held."""
    scene = long_of_1000()
    for number in (unrealized_profit, result, profit_percentage, roe_percentage):
        assert number(scene.position, None) is None
    scene.tell(Close(reason=CloseReason.SIGNAL))
    for number in (unrealized_profit, result, profit_percentage, roe_percentage):
        assert number(scene.position, None) == 0


def test_percentages_mean_nothing_before_the_first_fill() -> None:
    """Nothing was paid, so nothing is a share of it."""
    scene = Scene(plan(order_type=OrderType.LIMIT, signal_price=D(90)))
    scene.look()
    assert unrealized_profit(scene.position, None) == 0
    for number in (profit_percentage, roe_percentage):
        assert number(scene.position, D(100)) is None
    assert entry_price(scene.position) is None
    assert exit_price(scene.position) is None
    assert duration(scene.position, scene.now) is None


def test_risk_is_what_the_present_stop_would_lose() -> None:
    """It follows the stop; a stop in profit loses nothing, no stop is not no risk."""
    scene = long_of_1000(stop_loss=stop(percent(5)), dca_orders=(dca(percent(2)),))
    assert risk(scene.position) == 50
    scene.move(98)
    assert scene.position.stop_price == D("94.05")
    assert risk(scene.position) == 20 * (99 - D("94.05"))
    assert risk(long_of_1000().position) is None
    short = opened(plan(stop_loss=stop(percent(5))), side=Side.SHORT)
    assert risk(short.position) == 50


def test_risk_without_anything_held_is_unknown() -> None:
    """Neither before the first fill nor after the end is there anything to lose."""
    scene = Scene(plan(order_type=OrderType.LIMIT, signal_price=D(90), stop_loss=stop(percent(5))))
    scene.look()
    assert risk(scene.position) is None
    scene.move(90)
    assert risk(scene.position) == 45
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert risk(scene.position) is None


def test_emergency_stop_is_the_present_stop_where_there_is_no_other() -> None:
    """Only an emergency stop: it is what would be lost."""
    scene = long_of_1000(stop_loss=stop(None, emergency=percent(8)))
    assert risk(scene.position) == 80


def test_duration_counts_from_the_first_fill_to_the_end() -> None:
    """Waiting for the entry is not holding; after the end it stands still."""
    scene = Scene(plan(order_type=OrderType.LIMIT, signal_price=D(90)))
    scene.look()
    scene.now = START + timedelta(minutes=5)
    scene.move(90)
    assert duration(scene.position, START + timedelta(minutes=7)) == 120
    scene.now = START + timedelta(minutes=8)
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert duration(scene.position, START + timedelta(days=1)) == 180


def test_exit_price_is_the_average_of_what_was_sold() -> None:
    """Two targets of the same size."""
    scene = long_of_1000(take_profit=(target(percent(10), 50), target(percent(20), 50)))
    scene.move(120)
    assert exit_price(scene.position) == 115
    assert entry_price(scene.position) == 100


def test_open_result_adds_up_with_the_cash_to_the_last_digit() -> None:
    """An average that is no round number doesn't make the books a little wrong."""
    scene = opened(plan(base_amount=D("0.007"), dca_orders=(dca(percent("33.3"), 30),)), last=97)
    scene.move("60.7")
    position = scene.position
    with localcontext(prec=60):
        held = position.size * D("61.37")
        assert position.unrealized(D("61.37")) == held - position.cost
        assert result(position, D("61.37")) == scene.venue.cash + held
