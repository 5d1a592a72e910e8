"""Pairs of a stop and a take profit: placed, moved one after the other, and made room with."""

from datetime import datetime, timedelta
from decimal import Decimal

from ...common.time_spans import is_future
from ...model.facts import Fact
from ...model.inputs import MarketContext
from ...model.market import Market, Side
from ...model.order import PAIRED_STOP_LEG, OrderState, Purpose
from ...model.position import ZERO, Position, RetryState
from ...model.price_math import tighter
from ...model.sections import OrderType
from ..evolve.backoff import LONGEST, refusal_key
from ..order_drafts import OrderDraft, cancels, intended, may_rest, may_try
from ..rules.closing import is_over
from ..rules.resting_stop import may_follow
from ..rules.stop_loss import standing_stop
from ..rules.take_profit import TargetSlice, rest_with_stop, sells
from .pieces import Piece, Resting, is_settled, resting, to_sell, wanted

REFUSED_FOR = timedelta(minutes=10)
"""How long targets rest alone after the venue has refused to hold them with a stop twice."""


def kept(position: Position, situation: MarketContext) -> list[Fact]:
    """Have stop and targets rest together, each part of the position behind its own pair.

    What has no target rests behind a stop alone. What is to change is replaced one after the
    other, the nearest target last, so that all but one part stay protected. For what sells at
    market as many are cancelled as it needs coins.
    """
    if not rest_with_stop(position, situation) or is_over(position, situation):
        return []
    if position.is_filling and not position.to_reduce:
        return []
    rows, at_market = resting(position), to_sell(position, situation)
    needed = position.to_offer + sum((part.amount for part in at_market), ZERO)
    if needed > position.free_size:
        return _room(position, situation, rows, needed)
    if needed > 0:
        return _sold(position, situation, at_market)
    pieces = wanted(position, situation)
    return _placed(position, situation, pieces, rows) or _changed(position, situation, pieces, rows)


def _room(
    position: Position, situation: MarketContext, rows: list[Resting], needed: Decimal
) -> list[Fact]:
    """Cancel what rests farthest away until enough is free."""
    going = (row.amount for row in rows if any(order.cancel_requested for order in row.orders))
    missing = needed - position.free_size - sum(going, ZERO)
    facts: list[Fact] = []
    for row in sorted(rows, key=lambda row: _distance(position, row), reverse=True):
        if missing <= 0:
            break
        asked = cancels(position, situation.now, *row.orders)
        missing -= row.amount if asked else ZERO
        facts += asked
    return facts


def _sold(position: Position, situation: MarketContext, at_market: list[TargetSlice]) -> list[Fact]:
    drafts = [
        OrderDraft(
            purpose=Purpose.TAKE_PROFIT, leg=part.leg, amount=part.amount, merged=part.merged
        )
        for part in at_market
        if may_try(position, Purpose.TAKE_PROFIT, part.leg, situation.now)
    ]
    return [*intended(position, situation, *drafts)]


def _placed(
    position: Position, situation: MarketContext, pieces: list[Piece], rows: list[Resting]
) -> list[Fact]:
    """Place what is missing, as far as there are coins and the market takes more stops."""
    taken, free = {row.leg for row in rows}, position.free_size
    room = situation.market.exit_pairs - sum(row.stop is not None for row in rows)
    drafts: list[OrderDraft] = []
    for piece in pieces:
        if piece.leg in taken or piece.amount > free:
            continue
        orders = _drafts(position, situation, piece)
        room -= any(order.trigger is not None for order in orders)
        if room < 0:
            break
        drafts += orders
        free -= piece.amount if orders else ZERO
    return [*intended(position, situation, *drafts)]


def _drafts(position: Position, situation: MarketContext, piece: Piece) -> list[OrderDraft]:
    """Return the orders of a part: both as one, or what of them the venue takes at present."""
    part, now = piece.part, situation.now
    stop = OrderDraft(
        purpose=Purpose.STOP_LOSS,
        leg=piece.stop_leg,
        amount=piece.amount,
        trigger=piece.trigger,
        partner=0 if part is None else -1,
    )
    if part is None:
        return [stop] if may_rest(position, stop.purpose, stop.leg, now) else []
    if not may_rest(position, Purpose.TAKE_PROFIT, part.leg, now):
        return []
    paired = _may_pair(position, situation, piece)
    target = OrderDraft(
        purpose=Purpose.TAKE_PROFIT,
        leg=part.leg,
        order_type=OrderType.LIMIT,
        amount=piece.amount,
        price=part.price,
        merged=part.merged,
        partner=1 if paired else 0,
    )
    return [target, stop] if paired else [target]


def _changed(
    position: Position, situation: MarketContext, pieces: list[Piece], rows: list[Resting]
) -> list[Fact]:
    """Cancel one of those that don't fit: bare ones first, then what frees coins, nearest last."""
    if not all(is_settled(position, row) for row in rows):
        return []
    by_leg = {piece.leg: piece for piece in pieces}

    def urgency(row: Resting) -> tuple[bool, bool, Decimal]:
        """Return what sorts those that don't fit."""
        piece = by_leg.get(row.leg)
        grows = piece is not None and piece.amount > row.amount
        return row.stop is not None, grows, -_distance(position, row)

    unfit = [row for row in rows if not _fits(position, situation, row, by_leg.get(row.leg))]
    for row in sorted(unfit, key=urgency):
        if facts := cancels(position, situation.now, *row.orders):
            return [*facts]
    return []


def _fits(position: Position, situation: MarketContext, row: Resting, piece: Piece | None) -> bool:
    if piece is None:
        return False
    stop, target = row.stop, row.target
    if piece.part is not None and (target is None or not sells(position, target, piece.part)):
        return False
    if stop is None:
        return not _may_pair(position, situation, piece)
    if piece.trigger is None or stop.remaining != piece.amount:
        return False
    if not may_follow(position, stop, piece.trigger, situation.now):
        return True
    assert stop.trigger is not None
    loose = tighter(position.side, stop.trigger, piece.trigger) == piece.trigger
    return loose and piece.part is not None and not _may_pair(position, situation, piece)


def _may_pair(position: Position, situation: MarketContext, piece: Piece) -> bool:
    """Return whether the venue takes both as one: the price must lie between the two."""
    part, quote, now = piece.part, situation.quote, situation.now
    if piece.trigger is None or part is None or not _is_taken(position, piece, situation):
        return False
    between = quote is None or quote.last <= _pairs_from(part.price, situation.market)
    return between and may_rest(position, Purpose.STOP_LOSS, piece.stop_leg, now)


def _is_taken(position: Position, piece: Piece, situation: MarketContext) -> bool:
    refusal = position.refusals.get(refusal_key(Purpose.STOP_LOSS, piece.stop_leg))
    if refusal is None or (again := pairs_again(refusal)) is None:
        return True
    return situation.now >= again or is_future(refusal.retry_at, situation.now + LONGEST)


def pairs_again(refusal: RetryState) -> datetime | None:
    """Return when a pair is tried again that was refused more than once."""
    return refusal.retry_at + REFUSED_FOR if refusal.count > 1 else None


def _pairs_from(price: Decimal, market: Market) -> Decimal:
    return price - market.price_tick


def _distance(position: Position, row: Resting) -> Decimal:
    """Return how far a part's target is: that of none is the farthest."""
    if row.target is None or row.target.price is None:
        return Decimal("Infinity")
    return position.side.sign * row.target.price


def pairing_prices(position: Position, market: Market) -> list[tuple[Side, Decimal]]:
    """Return to where the price must fall so that targets can be paired anew, and which way."""
    standing = standing_stop(position)
    if not market.exit_pairs or standing is None or position.side is not Side.LONG:
        return []
    return [
        (Side.SHORT, _pairs_from(row.target.price, market))
        for row in resting(position)
        if row.target is not None
        and row.target.price is not None
        and row.target.state is OrderState.OPEN
        and (row.stop is None or row.stop.trigger != standing[0])
    ]


def is_paired_stop(key: str) -> bool:
    """Return whether a refusal is that of a stop which was to rest with a target."""
    purpose, _, leg = key.partition(":")
    return purpose == Purpose.STOP_LOSS and int(leg) >= PAIRED_STOP_LEG
