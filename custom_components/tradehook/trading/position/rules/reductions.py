"""Reductions: how what is held is shared out to them, and what becomes of one that is too large."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ...model.facts import CloseReason, CloseRequested, Fact, ReductionCut, SizeRequested
from ...model.inputs import MarketContext
from ...model.market import Market, Quote
from ...model.order import Order, Purpose
from ...model.position import ZERO, Position
from ...model.sections import OrderType
from ..order_drafts import OrderDraft, cancels, intended, may_try


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What a reduction was asked to take, and what of it there is to take."""

    source: Order | SizeRequested
    asked: Decimal
    kept: Decimal


def leaves_enough(position: Position, amount: Decimal, market: Market, quote: Quote | None) -> bool:
    """Return whether what a reduction leaves is a position that could still be sold as usual.

    What rests to be reduced is still held; only what is being sold at market counts as gone, and
    what is being bought at market as held.
    """
    price = quote.last if quote is not None else position.average_entry
    assert price is not None
    left = position.size + at_market(position) - amount
    return market.tradable(market.amount_down(left), price)


def at_market(position: Position) -> Decimal:
    """Return by how much what is under way at market changes the size, the initial entry aside."""
    return _being_bought(position) - _being_sold(position)


def _being_sold(position: Position) -> Decimal:
    orders = position.live_orders(Purpose.REDUCE, Purpose.TAKE_PROFIT)
    sold = (order.remaining for order in orders if order.is_market_exit)
    asked = (-row.amount for row in _pending(position) if row.order_type is OrderType.MARKET)
    return sum(sold, ZERO) + sum(asked, ZERO)


def _being_bought(position: Position) -> Decimal:
    orders = position.live_orders(Purpose.INCREASE)
    bought = (order.remaining for order in orders if order.order_type is OrderType.MARKET)
    asked = (
        row.amount
        for row in position.requests
        if row.amount > 0 and row.order_type is OrderType.MARKET
    )
    return sum(bought, ZERO) + sum(asked, ZERO)


def _pending(position: Position) -> list[SizeRequested]:
    """Return the reductions that have no order yet, oldest first."""
    return [request for request in position.requests if request.amount < 0]


def _parts(position: Position, market: Market) -> Iterator[_Part]:
    """Share out what is held: first to what sells at market, then to what was asked for last."""
    sources: list[Order | SizeRequested] = [
        *position.live_orders(Purpose.REDUCE),
        *_pending(position),
    ]
    moved = {
        (order.created_at, order.price)
        for order in position.orders.values()
        if order.purpose is Purpose.REDUCE and order.cancel_requested and not order.is_live
    }

    def age(item: tuple[int, Order | SizeRequested]) -> tuple[bool, datetime, int]:
        """Return what sorts reductions: what has made room already stays behind all others."""
        index, source = item
        if isinstance(source, Order):
            return True, source.created_at, index
        return (source.at, source.price) not in moved, source.at, index

    newest = sorted(enumerate(sources), key=age, reverse=True)
    ordered = sorted(newest, key=lambda item: item[1].order_type is OrderType.LIMIT)
    room = market.amount_down(max(position.size, ZERO))
    for _, source in ordered:
        asked = source.remaining if isinstance(source, Order) else -source.amount
        kept = min(asked, room)
        room -= kept
        yield _Part(source=source, asked=asked, kept=kept)


def cut(position: Position, situation: MarketContext) -> list[Fact]:
    """Cut the reductions that rest, or shall rest, to what is left for them."""
    if position.size <= 0 or (position.close_request and not position.closes_by_limit):
        return []
    facts: list[Fact] = []
    for part in _parts(position, situation.market):
        source = part.source
        if part.kept >= part.asked or source.order_type is not OrderType.LIMIT:
            continue
        if isinstance(source, Order):
            facts += cancels(position, situation.now, source)
            continue
        assert source.price is not None
        takes = situation.market.takes_exit(part.kept, source.price)
        facts.append(
            ReductionCut(
                at=situation.now,
                requested_at=source.at,
                asked=part.asked,
                amount=part.kept if takes else ZERO,
            )
        )
    return facts


def reduced(position: Position, situation: MarketContext) -> list[Fact]:
    """Place the reductions that were asked for, as soon as others have made room."""
    if position.size <= 0 or (position.close_request and not position.closes_by_limit):
        return []
    request = next(
        (part.source for part in _parts(position, situation.market) if _is_asked(part)), None
    )
    if not isinstance(request, SizeRequested):
        return []
    amount, market = -request.amount, situation.market
    if amount >= position.size and _being_bought(position) > 0:
        return []  # it is of what an increase under way leads to
    if amount < position.size or request.order_type is OrderType.LIMIT:
        if amount > position.free_size:
            return []
        if not may_try(position, Purpose.REDUCE, 0, situation.now):
            return []
    is_market = request.order_type is OrderType.MARKET
    if is_market and not leaves_enough(position, ZERO, market, situation.quote):
        return [CloseRequested(at=situation.now, reason=CloseReason.REDUCED)]
    draft = OrderDraft(
        purpose=Purpose.REDUCE, order_type=request.order_type, amount=amount, price=request.price
    )
    return [*intended(position, situation, draft)]


def _is_asked(part: _Part) -> bool:
    return isinstance(part.source, SizeRequested)
