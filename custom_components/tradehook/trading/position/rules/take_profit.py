"""Take profits: their prices, and how what is held is split over them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from ...common.time_spans import has_passed
from ...model.facts import (
    BestPrice,
    CloseReason,
    CloseRequested,
    Fact,
    TargetsPriced,
    TrailingHit,
    TrailingStarted,
)
from ...model.inputs import MarketContext
from ...model.market import Market, MarketType, Side
from ...model.order import Order, Purpose
from ...model.position import ZERO, Position, Target, runner_of
from ...model.price_math import (
    adverse,
    favourable_level,
    has_reached,
    is_beyond,
    next_best,
    settled,
)
from ...model.sections import OrderType, TakeProfit
from ..order_drafts import OrderDraft, cancels, intended, may_rest, may_try
from .stop_loss import standing_stop

_AT_ONCE = 5
"""So many orders of a target follow an entry that goes on filling at once."""

PACE = timedelta(seconds=2)
"""How soon the next one may."""

_SLOWER = 20
"""After so many orders of a target its next ones wait for one more PACE."""

_SLOWEST = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSlice:
    """The part of a position that one take profit sells, with those merged into it."""

    leg: int
    merged: tuple[int, ...] = ()
    price: Decimal
    amount: Decimal
    share: Decimal


def target_price(
    take_profit: TakeProfit, side: Side, average_entry: Decimal, market: Market
) -> Decimal:
    """Return a take profit's price, rounded as the limit order that it is."""
    price = favourable_level(side, take_profit.level, average_entry)
    return market.limit_price(side.exit, settled(price))


def slices(
    targets: Sequence[Target],
    size: Decimal,
    market: Market,
    resting: Mapping[int, Decimal] | None = None,
    sold: Decimal = ZERO,
    stops: Mapping[int, Decimal] | None = None,
) -> tuple[TargetSlice, ...]:
    """Split what is held over the open targets; what is too small merges into the next one.

    `resting` names amounts by leg that lie on the venue already, where nothing is too small; `sold`
    is the share that targets have sold which are no more. With some legs rests a stop: at
    its price, in `stops`, they must not be too small either.
    """
    rows = [target for target in targets if not target.done]
    runner = runner_of([target.share for target in targets], sold)
    weight = runner + sum([target.left for target in rows], ZERO)
    if not rows or size <= 0 or weight <= 0:
        return ()
    parts: list[TargetSlice] = []
    carried, legs = ZERO, []
    for target in rows:
        assert target.price is not None
        share = target.left + carried
        amount = _amount(parts, share, weight, size, market, rest=not runner and target is rows[-1])
        fits = (resting or {}).get(target.leg) == amount or (
            target.price > 0
            and not target.too_small
            and market.tradable(amount, _least(target.price, target.leg, stops))
        )
        if not fits:
            carried = share
            legs.append(target.leg)
            continue
        parts.append(
            TargetSlice(
                leg=target.leg,
                merged=tuple(legs),
                price=target.price,
                amount=amount,
                share=share,
            )
        )
        carried, legs = ZERO, []
    if legs and parts:
        last = parts.pop()
        share = last.share + carried
        amount = _amount(parts, share, weight, size, market, rest=not runner)
        parts.append(replace(last, merged=(*last.merged, *legs), amount=amount, share=share))
    return tuple(_with_small_rest(parts, size, market, stops))


def _least(price: Decimal, leg: int, stops: Mapping[int, Decimal] | None) -> Decimal:
    return min(price, (stops or {}).get(leg, price))


def _with_small_rest(
    parts: list[TargetSlice],
    size: Decimal,
    market: Market,
    stops: Mapping[int, Decimal] | None,
) -> list[TargetSlice]:
    """Let the last level take what its fill would leave, where that is less than the minimum."""
    if not parts:
        return parts
    *others, last = parts
    left = market.amount_down(size - sum([part.amount for part in parts], ZERO))
    if left <= 0 or market.takes_exit(left, _least(last.price, last.leg, stops)):
        return parts
    return [*others, replace(last, amount=last.amount + left)]


def _amount(
    parts: Iterable[TargetSlice],
    share: Decimal,
    weight: Decimal,
    size: Decimal,
    market: Market,
    *,
    rest: bool,
) -> Decimal:
    if rest:
        return market.amount_down(size - sum([part.amount for part in parts], ZERO))
    return market.amount_down(settled(size * share / weight))


def priced(position: Position, situation: MarketContext) -> list[Fact]:
    """Let the open targets follow the average entry."""
    average = position.average_entry
    if average is None or not position.targets or position.size <= 0:
        return []
    prices = [
        row.price
        if row.price is not None and (row.done or row.trailing)
        else target_price(take_profit, position.side, average, situation.market)
        for row, take_profit in zip(position.targets, position.plan.take_profit, strict=True)
    ]
    if [row.price for row in position.targets] == prices:
        return []
    return [TargetsPriced(at=situation.now, prices=tuple(prices))]


def _resting_amounts(position: Position) -> dict[int, Decimal]:
    return {
        order.leg: order.remaining
        for order in position.live_orders(Purpose.TAKE_PROFIT)
        if order.client_order_id not in position.unwanted
    }


def wanted_slices(position: Position, market: Market) -> tuple[TargetSlice, ...]:
    """Return what the targets shall sell of what is held now, reductions taken off."""
    size = position.size - position.to_reduce
    resting = _resting_amounts(position)
    return slices(position.targets, size, market, resting, position.sold_share)


def trails(position: Position, leg: int) -> bool:
    """Return whether a target is followed instead of resting on the venue."""
    return position.plan.take_profit[leg].trailing_distance is not None


def trailing_exit(position: Position, target: Target, market: Market) -> Decimal:
    """Return the price at which a target that is followed is sold."""
    distance = position.plan.take_profit[target.leg].trailing_distance
    assert distance is not None
    assert target.best is not None
    return market.stop_price(position.side, settled(adverse(position.side, target.best, distance)))


def rest_with_stop(position: Position, situation: MarketContext) -> bool:
    """Return whether targets rest as one with a stop each, so that neither is placed alone.

    Of a short on spot it is not known what such a pair locks.
    """
    if (
        not situation.market.exit_pairs
        or situation.market.market_type is not MarketType.SPOT
        or not situation.holds_stops
        or position.side is not Side.LONG
        or position.size <= 0
        or position.close_request is not None
        or standing_stop(position) is None
    ):
        return False
    for target in position.targets:
        if not target.done and not trails(position, target.leg):
            return True
    return any(order.partner for order in position.live_orders())


def followed(position: Position, situation: MarketContext) -> list[Fact]:
    """Follow the last target once it is reached, and sell when the price comes back."""
    quote = situation.judgeable
    if not position.targets or quote is None or position.size <= 0 or position.close_request:
        return []
    target, last, side = position.targets[-1], quote.last, position.side
    if target.done or target.fired or target.price is None or not trails(position, target.leg):
        return []
    now, market = situation.now, situation.market
    if not target.trailing:
        if not has_reached(side, last, target.price):
            return []
        return [TrailingStarted(at=now, leg=target.leg, price=last)]
    assert target.best is not None
    if has_reached(side, last, next_best(side, target.best, market)):
        return [BestPrice(at=now, price=last, leg=target.leg)]
    if not is_beyond(side, last, trailing_exit(position, target, market)):
        return []
    if _takes_everything(position, target):
        return [CloseRequested(at=now, reason=CloseReason.TAKE_PROFIT)]
    return [TrailingHit(at=now, leg=target.leg, price=last)]


def _takes_everything(position: Position, target: Target) -> bool:
    """Return whether all that is left belongs to a level: to the last one that is open."""
    others = (row for row in position.targets if row is not target)
    return not position.runner and not position.to_reduce and all(row.done for row in others)


def placed(position: Position, situation: MarketContext) -> list[Fact]:
    """Make the orders that rest on the venue what the targets say, without needless churn.

    Where they rest together with the stop, `exit_pairs.kept` sees to both.
    """
    if position.size <= 0 or position.close_request or rest_with_stop(position, situation):
        return []
    if position.is_filling and not position.to_reduce:
        return []
    now = situation.now
    parts = {part.leg: part for part in wanted_slices(position, situation.market)}
    live = position.live_orders(Purpose.TAKE_PROFIT)
    unfit = [order for order in live if not _fits(position, order, parts)]
    due = [order for order in unfit if not _waits(position, order, parts.get(order.leg), now)]
    facts: list[Fact] = [*cancels(position, now, *due)]
    taken = {order.leg for order in live}
    free = position.free_size
    drafts = []
    for part in parts.values():
        target = position.targets[part.leg]
        may = may_try if target.fired else may_rest
        if part.leg in taken or not may(position, Purpose.TAKE_PROFIT, part.leg, now):
            continue
        if part.amount > free or (trails(position, part.leg) and not target.fired):
            continue
        free -= part.amount
        drafts.append(
            OrderDraft(
                purpose=Purpose.TAKE_PROFIT,
                leg=part.leg,
                order_type=OrderType.MARKET if target.fired else OrderType.LIMIT,
                amount=part.amount,
                price=None if target.fired else part.price,
                merged=part.merged,
            )
        )
    return [*facts, *intended(position, situation, *drafts)]


def may_grow_at(position: Position, order: Order) -> datetime | None:
    """Return from when on a resting target follows an entry that is filling; None = at once.

    What fills in hundreds of pieces must flood neither the venue nor the position's history.
    """
    adding = (row for row in position.live_orders() if row.purpose.adds)
    if not any(row.filled and row.remaining > 0 for row in adding):
        return None
    placed_before = sum(
        row.purpose is Purpose.TAKE_PROFIT and row.leg == order.leg
        for row in position.orders.values()
    )
    if placed_before < _AT_ONCE:
        return None
    return order.created_at + min(PACE * (1 + placed_before // _SLOWER), _SLOWEST)


def _waits(position: Position, order: Order, part: TargetSlice | None, now: datetime) -> bool:
    """Return whether an order that sells no more than it should is replaced a moment later."""
    if part is None or order.client_order_id in position.unwanted:
        return False
    if order.remaining > part.amount:
        return False
    at = may_grow_at(position, order)
    return at is not None and not has_passed(order.created_at, at - order.created_at, now)


def _fits(position: Position, order: Order, parts: Mapping[int, TargetSlice]) -> bool:
    return order.is_market_exit or sells(position, order, parts.get(order.leg))


def sells(position: Position, order: Order, part: TargetSlice | None) -> bool:
    """Return whether an order that rests is the one for a part of the position."""
    return (
        part is not None
        and order.client_order_id not in position.unwanted
        and part.price == order.price
        and part.amount == order.remaining
        and part.merged == order.merged
    )
