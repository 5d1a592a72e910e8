"""The price that liquidates: after the whole ladder, with the venue's maintenance margins."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.checks.liquidation_price import liquidation_at
from custom_components.tradehook.trading.admission.model import AdmissionContext
from custom_components.tradehook.trading.model.market import Bracket, Side
from tests.trading.admission_world import LINEAR, D, bot_with, opened, refused, world

STEEP = (
    Bracket(floor=D(0), maintenance_margin=D("0.005")),
    Bracket(floor=D(500), maintenance_margin=D("0.05")),
    Bracket(floor=D(1000), maintenance_margin=D("0.08")),
)


def kept(worth: Decimal, brackets: Sequence[Bracket]) -> Decimal:
    """Return the maintenance margin of a worth, part by part."""
    total, ends = D(0), [bracket.floor for bracket in brackets[1:]] + [D("Infinity")]
    for bracket, end in zip(brackets, ends, strict=True):
        total += max(min(worth, end) - bracket.floor, D(0)) * bracket.maintenance_margin
    return total


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("size", ["1", "4.9", "5.3", "7", "10.4", "11", "50"])
@pytest.mark.parametrize("brackets", [STEEP, STEEP[:1], STEEP[::-1]])
def test_at_the_liquidation_margin_and_loss_leave_the_maintenance_margin(
    side: Side, size: str, brackets: tuple[Bracket, ...]
) -> None:
    amount = D(size)
    margin = amount * 100 / 8
    price = liquidation_at(side, amount, D(100), margin, brackets)
    assert price is not None
    left = margin + side.sign * amount * (price - 100)
    ordered = sorted(brackets, key=lambda bracket: bracket.floor)
    assert left == pytest.approx(kept(amount * price, ordered), abs=D("1e-20"))


def test_what_margin_covers_to_zero_is_never_liquidated() -> None:
    assert liquidation_at(Side.LONG, D(1), D(100), D(100), STEEP) is None


def stopped_at(percentage: str, amount: int, **context: Any) -> tuple[AdmissionContext, Any]:
    """Return a world and an opening with leverage 8 and a ladder of the same size at 1 %."""
    known = {"free": {"USDT": D(100_000)}, **context}
    fields = {
        "order_type": "limit",
        "signal_price": 100,
        "quote_amount": amount,
        "leverage": 8,
        "stop_loss": {"stop_percentage": percentage},
        "dca_orders": [{"price_percentage": 1, "quantity_percentage": 100}],
    }
    return bot_with(world(LINEAR, **known), max_entry_size=D(100_000)), fields


@pytest.mark.parametrize(
    ("amount", "known", "accepted"),
    [
        (200, True, True),  # 398 in all: 0.5 %, as without brackets
        (400, True, False),  # 796 with the ladder, of which 0.5 and 5 % are kept
        (400, False, True),  # the estimate
    ],
)
def test_the_stop_is_compared_with_the_brackets_of_the_whole_ladder(
    amount: int, known: bool, accepted: bool
) -> None:
    brackets = {"brackets": lambda _symbol: STEEP if known else ()}
    context, fields = stopped_at("11", amount, **brackets)
    if accepted:
        assert opened(context, **fields)
    else:
        assert refused(context, **fields) == "stop_beyond_liquidation"


def test_an_emergency_stop_alone_lies_before_the_liquidation_too() -> None:
    context, fields = stopped_at("11", 200)
    later = {"protection_type": "PRICE", "trailing_percentage": 2, "trailing_distance": 1}
    far, near = (later | {"emergency_stop_percentage": percentage} for percentage in (20, 11))
    assert refused(context, **fields | {"stop_loss": far}) == "stop_beyond_liquidation"
    assert opened(context, **fields | {"stop_loss": near})
