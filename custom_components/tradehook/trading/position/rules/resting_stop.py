"""The stop that rests on the venue: one order, kept in step with the stop that is watched here."""

from datetime import datetime, timedelta
from decimal import Decimal

from ...common.time_spans import has_passed
from ...model.facts import CloseReason, CloseRequested, Fact, Filled, OrderChanged
from ...model.inputs import MarketContext
from ...model.market import MarketType
from ...model.order import RESTING_STOP_LEG, Order, OrderState, Purpose
from ...model.position import ZERO, Position
from ...model.price_math import tighter
from ..evolve.apply import apply_fact
from ..order_drafts import OrderDraft, cancels, intended, may_rest
from .closing import is_over
from .stop_loss import armed, standing_stop
from .take_profit import rest_with_stop, trails

PACE = timedelta(seconds=5)
"""How soon a resting stop may follow a stop that only became tighter, to begin with."""

_SLOWER = 20
"""After so many resting stops a position's next ones wait for one more PACE."""


def fired(position: Position, situation: MarketContext) -> list[Fact]:
    """Close what is left once the venue has begun to carry out the stop."""
    if position.closes_at_market or position.filled_at is None:
        return []
    if not any(order.is_resting_stop and order.filled for order in position.orders.values()):
        return []
    standing = standing_stop(position)
    reason = CloseReason.STOP_LOSS if standing is None else standing[1]
    return [CloseRequested(at=situation.now, reason=reason)]


def kept(position: Position, situation: MarketContext) -> list[Fact]:
    """Have the stop rest on the venue that belongs there, and no other.

    On perpetuals a new one is placed before the old one is cancelled. On spot it locks what it
    sells, so the old one goes first; what rests as one with targets `exit_pairs` sees to. It goes
    first, too, where another position is part of the same one of the venue: a price that passes
    both would sell of that one as well.
    `exits.closed` sees to it once all is sold at market.
    """
    if position.closes_at_market or is_over(position, situation):
        return []
    if rest_with_stop(position, situation):
        return []
    position = _with_executed(position, situation)
    now = situation.now
    live = [row for row in position.resting_stops if not _is_of_earlier_life(row, situation)]
    wanted = _wanted(position, situation)
    if wanted is None:
        return [*cancels(position, now, *live)]
    resting = [row for row in live if row.state is OrderState.OPEN and not row.cancel_requested]
    fitting = [row for row in resting if _fits(row, wanted)]
    candidates = fitting or resting
    standing = candidates[-1] if candidates else None
    others = [row for row in live if row is not standing]
    alone = position.side in situation.shared_sides
    waits = len(live) > 1 or any(
        alone or row.offers or row.state is not OrderState.OPEN for row in others
    )
    if fitting or waits:
        return [*cancels(position, now, *others)]
    if position.is_filling or not may_rest(position, wanted.purpose, wanted.leg, now):
        return []
    if standing is not None and not _is_due(position, standing, wanted, now):
        return []
    if standing is not None and (alone or standing.offers):
        return [*cancels(position, now, standing)]
    return [*intended(position, situation, wanted)]


def _is_of_earlier_life(stop: Order, situation: MarketContext) -> bool:
    """Return whether a stop was being placed when the process before this one died.

    To prove that it does not exist takes time, in which the position must not be bare. Both only
    reduce, so a second one does no harm; what turns out to rest is cancelled as one too many.
    By a clock that was set back to before this life nothing can be told.
    """
    return (
        stop.state in {OrderState.INTENDED, OrderState.UNKNOWN}
        and stop.reduce_only
        and situation.awake_since is not None
        and stop.created_at < situation.awake_since <= situation.now
    )


def _with_executed(position: Position, situation: MarketContext) -> Position:
    """Return the position as it is by the venue's own answers: its stop waits for no trades.

    They may be told seconds later. Only on perpetuals, whose fees take nothing off the amount.
    """
    if situation.market.market_type is not MarketType.LINEAR:
        return position
    told = [
        (order, situation.executed[order.client_order_id])
        for order in position.live_orders(Purpose.ENTRY, Purpose.INCREASE)
        if order.client_order_id in situation.executed
    ]
    for order, executed in told:
        missing = executed.amount - order.filled
        if missing <= 0:
            continue
        cost = executed.amount * executed.average - order.cost
        fact = Filled(
            at=situation.now,
            client_order_id=order.client_order_id,
            trade_id=f"executed:{order.client_order_id}",
            venue_order_id=order.venue_order_id or "",
            price=cost / missing,
            amount=missing,
            fee=ZERO,
            fee_currency=situation.market.quote,
            fee_in_base=ZERO,
            fee_in_quote=ZERO,
        )
        position = apply_fact(position, fact)
        over = OrderChanged(
            at=situation.now, client_order_id=order.client_order_id, state=OrderState.FILLED
        )
        position = apply_fact(position, over)
    if told:
        for moved in armed(position, situation):
            position = apply_fact(position, moved)
    return position


def _fits(resting: Order, wanted: OrderDraft) -> bool:
    return (resting.trigger, resting.remaining) == (wanted.trigger, wanted.amount)


def due_at(position: Position, resting: Order) -> datetime:
    """Return from when on a resting stop may be replaced by one that is only tighter.

    A stop that trails for days must flood neither the venue nor the position's history.
    """
    stops = sum(
        order.is_resting_stop and order.leg == resting.leg for order in position.orders.values()
    )
    return resting.created_at + PACE * (1 + stops // _SLOWER)


def _is_due(position: Position, resting: Order, wanted: OrderDraft, now: datetime) -> bool:
    assert wanted.trigger is not None
    return resting.remaining != wanted.amount or may_follow(position, resting, wanted.trigger, now)


def may_follow(position: Position, resting: Order, trigger: Decimal, now: datetime) -> bool:
    """Return whether a resting stop is to be replaced by one at another price now."""
    assert resting.trigger is not None
    if resting.trigger == trigger:
        return False
    if tighter(position.side, resting.trigger, trigger) == resting.trigger:
        return True  # it must not sell where nobody wants it any more
    at = due_at(position, resting)
    return has_passed(resting.created_at, at - resting.created_at, now)


def _wanted(position: Position, situation: MarketContext) -> OrderDraft | None:
    standing, market = standing_stop(position), situation.market
    if standing is None or not situation.holds_stops:
        return None
    trigger, _ = standing
    amount = market.amount_down(position.size)
    if situation.most_at_market is not None:
        # The rest is sold once this one has begun to fill.
        amount = min(amount, market.amount_down(situation.most_at_market))
    if amount <= 0 or amount < market.min_amount:
        return None
    if market.market_type is MarketType.SPOT and (
        amount * trigger < market.min_cost or _needs_coins(position)
    ):
        return None
    return OrderDraft(
        purpose=Purpose.STOP_LOSS, leg=RESTING_STOP_LEG, amount=amount, trigger=trigger
    )


def _needs_coins(position: Position) -> bool:
    """Return whether other exits need what a resting stop would lock."""
    return (
        position.close_request is not None
        or position.to_reduce > 0
        or any(not row.is_resting_stop and row.offers for row in position.live_orders())
        or any(
            not target.done and (target.fired or not trails(position, target.leg))
            for target in position.targets
        )
    )
