"""What was asked of positions and has not been done yet counts for whoever comes next."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.account_numbers import AddedSize
from custom_components.tradehook.trading.admission.changes.asked import as_asked
from custom_components.tradehook.trading.model.facts import CloseReason
from custom_components.tradehook.trading.model.inputs import (
    CancelEntries,
    Close,
    Increase,
    Input,
    Modify,
    Reduce,
)
from custom_components.tradehook.trading.model.sections import OrderType, PriceLevel, StopLoss
from custom_components.tradehook.trading.position.unfilled_entries import after_market
from custom_components.tradehook.trading.settings.account_limits import LimitKind
from tests.trading.admission.account_limits.test_check import limited
from tests.trading.admission_world import D, admitted, bot_with, position, refused, world

HELD = position("p1", size="1")
CLOSE = Close(reason=CloseReason.SIGNAL)
ADD, TAKE = Increase(amount=D(1)), Reduce(amount=D("0.5"))
INCREASE = {"action": "increase", "increase_order": {"quantity_percentage": 100}}


def stop(percentage: int) -> Modify:
    """Return a change of the stop."""
    level = PriceLevel(percentage=D(percentage))
    return Modify(stop_loss=StopLoss(level=level), replace_stop_loss=True)


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ([], "1"),
        ([ADD], "2"),
        ([ADD, ADD], "3"),
        ([TAKE], "0.5"),
        ([ADD, TAKE], "1.5"),
        ([CLOSE], "1"),
        ([CLOSE, ADD], "1"),
        ([replace(TAKE, order_type=OrderType.LIMIT, price=D(110))], "1"),
        ([stop(5)], "1"),
    ],
)
def test_sizes_are_those_that_what_was_asked_leads_to(asked: list[Input], size: str) -> None:
    context = as_asked(world(positions=[HELD]), [("p1", event) for event in asked])
    (found,) = context.positions
    assert after_market(found) == D(size)
    assert found.size == 1  # nothing has filled


def test_the_last_change_of_a_stop_is_the_one_that_holds() -> None:
    held = replace(HELD, plan=replace(HELD.plan, stop_loss=stop(9).stop_loss), stop_price=D(91))
    context = as_asked(world(positions=[held]), [("p1", stop(5)), ("p1", stop(7))])
    assert context.positions[0].stop_price == D(93)
    change = {"action": "modify", "stop_loss": {"stop_percentage": 8}}
    assert refused(context, **change) == "would_loosen"
    admitted(context, **change | {"stop_loss": {"stop_percentage": 6}})


def test_what_is_closing_takes_no_increase() -> None:
    context = as_asked(world(positions=[HELD]), [("p1", CLOSE)])
    assert refused(context, **INCREASE) == "position_closing"


def test_limits_count_what_was_asked() -> None:
    context = bot_with(world(positions=[HELD]), max_position_size=D(3), max_invested=D(310))
    twice = as_asked(context, [("p1", ADD), ("p1", ADD)])
    assert refused(twice, **INCREASE) == "max_position_size_reached"
    wide = bot_with(twice, max_position_size=None)
    assert refused(wide, **INCREASE) == "max_invested_reached"
    admitted(as_asked(context, [("p1", ADD)]), **INCREASE)


def test_whoever_is_not_there_any_more_is_asked_nothing() -> None:
    context = world(positions=[HELD])
    cancel = CancelEntries(reason=CloseReason.SIGNAL)
    assert as_asked(context, [("p9", ADD), ("p9", cancel)]).positions == [HELD]


@pytest.mark.parametrize(("limit", "fits"), [(301, True), (299, False)])
def test_an_increase_counts_once_for_the_account(limit: int, fits: bool) -> None:
    """It is on its way to its position by what is reserved, and by what the position knows."""
    on_its_way = [AddedSize(position_id="p1", amount=D(1), price=D(100))]
    context = bot_with(world(positions=[HELD]), max_position_size=None)
    context = limited(context, LimitKind.EXPOSURE, limit, added=on_its_way)
    context = as_asked(context, [("p1", ADD)])
    opening: dict[str, Any] = {"quote_amount": 100}
    if fits:
        admitted(context, **opening)
    else:
        assert refused(context, **opening).startswith("account_")


def test_a_stop_that_is_about_to_be_tightened_counts_as_it_is_for_the_account() -> None:
    loose = replace(HELD, plan=replace(HELD.plan, stop_loss=stop(10).stop_loss), stop_price=D(90))
    context = limited(world(positions=[loose]), LimitKind.OPEN_RISK, 59)
    assert refused(as_asked(context, [("p1", stop(5))]), quote_amount=50).startswith("account_")
