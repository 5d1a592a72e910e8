"""What a position uses of an account's limits: what it is worth, and what its stop would lose."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from ...model.inputs import MarketContext
from ...model.market import Market
from ...model.position import ZERO, Position, is_unplaced
from ...model.price_math import PRECISE
from ...position.entry_ladder import Ladder, LadderStep, planned_ladder, planned_notional
from ...position.unfilled_entries import Addition, additions, planned_amount
from ..account_numbers import AddedSize, MarketUsage, PositionUsage
from ..sizing import loss_at_stop, present_plan

_SUMMED = Decimal("1e-18")
"""To what amounts are rounded, so that their sums are the same in whatever order they are made."""


def usage_in(market: MarketUsage, position: Position) -> PositionUsage | None:
    """Return what a position uses in its market; None if only a price can tell that."""
    return usage_of(position, market.market, market.taker_fee)


def usage_of(
    position: Position,
    market: Market | None,
    taker_fee: Decimal,
    mark_price: Decimal | None = None,
    added: Iterable[AddedSize] = (),
) -> PositionUsage | None:
    """Return what a position uses; None if it can't be known without a price.

    Where its market is not known, what it risks is what it is worth. A cool-down counts at its
    emergency stop.
    """
    with localcontext(PRECISE):
        more = [Addition(one.amount, one.price) for one in added]
        if not is_unplaced(position):
            more = [*additions(position), *more]
        if mark_price is None and any(row.price is None for row in more):
            return None
        steps = [(row.amount, row.price or mark_price or ZERO) for row in more]
        to_come = sum((amount * price for amount, price in steps), ZERO)
        if is_unplaced(position):
            to_come += planned_notional(position.plan, position.side)
        risk = None if market is None else _risk(position, market, taker_fee, steps)
        return PositionUsage(
            held=abs(position.size),
            to_come=_rounded(to_come),
            risk=None if risk is None else _rounded(risk),
        )


def _risk(
    position: Position, market: Market, taker_fee: Decimal, steps: list[tuple[Decimal, Decimal]]
) -> Decimal | None:
    """Return what its stop would lose of all that it holds and may still buy; None without one."""
    if position.size > 0 and position.average_entry is not None:
        ladder, amount = Ladder(position.side, position.average_entry), position.size
    elif is_unplaced(position):
        ladder, amount = planned_ladder(position.plan, position.side), planned_amount(position)
    elif steps:
        (amount, price), *steps = steps
        ladder = Ladder(position.side, price)
    else:
        return ZERO
    if amount <= 0:
        return ZERO
    rungs = tuple(LadderStep(price, part / amount) for part, price in steps)
    ladder = replace(ladder, dca=(*ladder.dca, *rungs))
    situation = MarketContext(market=market, quote=None, now=position.opened_at)
    loss = loss_at_stop(present_plan(position, situation), ladder, taker_fee, ZERO)
    return None if loss is None else max(loss * amount, ZERO)


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_SUMMED, rounding=ROUND_HALF_EVEN)
