"""What of a position is to rest behind which exits, and what rests already."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from ...model.inputs import MarketContext
from ...model.market import Market
from ...model.order import PAIRED_STOP_LEG, RESTING_STOP_LEG, Order, OrderState, Purpose
from ...model.position import ZERO, Position
from ..rules.stop_loss import standing_stop
from ..rules.take_profit import TargetSlice, slices, trails, wanted_slices


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a position that shall rest: behind a target and a stop, or behind a stop alone."""

    part: TargetSlice | None
    trigger: Decimal | None
    """None: it is too small for a stop."""
    rest: Decimal = ZERO
    """What a stop alone sells."""

    @property
    def amount(self) -> Decimal:
        """Return how much it is."""
        return self.rest if self.part is None else self.part.amount

    @property
    def leg(self) -> int | None:
        """Return its target; None = it has none."""
        return None if self.part is None else self.part.leg

    @property
    def stop_leg(self) -> int:
        """Return the leg of its stop."""
        return RESTING_STOP_LEG if self.part is None else PAIRED_STOP_LEG + self.part.leg


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """The orders that stand for a part of a position: a target, a stop, or both as one."""

    target: Order | None
    stop: Order | None

    @property
    def orders(self) -> tuple[Order, ...]:
        """Return them."""
        return tuple(order for order in (self.target, self.stop) if order is not None)

    @property
    def leg(self) -> int | None:
        """Return the target that they belong to; None = the part without one."""
        if self.target is not None:
            return self.target.leg
        assert self.stop is not None
        own = self.stop.leg - PAIRED_STOP_LEG
        return own if own >= 0 else None

    @property
    def amount(self) -> Decimal:
        """Return what they sell."""
        return self.orders[0].remaining


def resting(position: Position) -> list[Resting]:
    """Return what rests on the venue, or may, that a stop or a target has placed."""
    targets = [
        Resting(target=order, stop=_live_partner(position, order))
        for order in position.live_orders(Purpose.TAKE_PROFIT)
        if not order.is_market_exit
    ]
    stops = [order for order in position.resting_stops if not _live_partner(position, order)]
    return [*targets, *(Resting(target=None, stop=order) for order in stops)]


def _live_partner(position: Position, order: Order) -> Order | None:
    partner = position.partner(order)
    return partner if partner is not None and partner.is_live else None


def is_settled(position: Position, row: Resting) -> bool:
    """Return whether it is known for certain how orders stand, and nothing is under way with them.

    Of a pair of which one has begun to fill, the other is about to end.
    """
    for order in row.orders:
        if order.state is not OrderState.OPEN or order.cancel_requested:
            return False
        partner = position.partner(order)
        both = partner is not None and partner.is_live
        if both and order.filled:
            return False
        if order.is_resting_stop and partner is not None and not both and partner.filled:
            return False
    return True


def wanted(position: Position, situation: MarketContext) -> list[Piece]:
    """Return what shall rest: the nearest target first, what has none last.

    What is too small at its target's or at the stop's price, or would be one stop more than the
    market takes, is sold with another part. Where all is too small for a stop, targets rest alone.
    """
    market, parts = situation.market, _parts(position, situation)
    trigger = _trigger(position)
    size = position.size - position.to_reduce
    apart = [part for part in parts if trails(position, part.leg)]
    rows = [part for part in parts if part not in apart]
    lone = [part for part in wanted_slices(position, market) if not trails(position, part.leg)]
    if not rows and (together := _fitting_together(lone, market, trigger)):
        rows = together
    paired = bool(rows) or not lone
    rows = rows if paired else lone
    sold = sum((part.amount for part in apart if position.targets[part.leg].fired), ZERO)
    rest = market.amount_down(size - sold - sum((part.amount for part in rows), ZERO))
    alone = market.tradable(rest, trigger)
    rows = _at_most(max(market.exit_pairs - alone, 1), rows)
    if rest > 0 and not alone and rows and paired and not apart:
        rows[-1] = replace(rows[-1], amount=rows[-1].amount + rest)
    pieces = [Piece(part=part, trigger=trigger if paired else None) for part in rows]
    return [*pieces, Piece(part=None, trigger=trigger, rest=rest)] if alone else pieces


def to_sell(position: Position, situation: MarketContext) -> list[TargetSlice]:
    """Return what a target that was followed is to sell at market and has not ordered yet."""
    taken = {row.leg for row in position.live_orders(Purpose.TAKE_PROFIT)}
    return [
        part
        for part in _parts(position, situation)
        if position.targets[part.leg].fired and part.leg not in taken
    ]


def _trigger(position: Position) -> Decimal:
    standing = standing_stop(position)
    assert standing is not None
    return standing[0]


def _parts(position: Position, situation: MarketContext) -> tuple[TargetSlice, ...]:
    """Return what the targets shall sell, none of those that rest too small for the stop."""
    trigger = _trigger(position)
    rest = (target.leg for target in position.targets if not trails(position, target.leg))
    return slices(
        position.targets,
        position.size - position.to_reduce,
        situation.market,
        _protected(position),
        position.sold_share,
        dict.fromkeys(rest, trigger),
    )


def _protected(position: Position) -> dict[int, Decimal]:
    """Return amounts by leg that rest with a stop: there nothing is too small."""
    return {
        row.target.leg: row.amount
        for row in resting(position)
        if row.target is not None
        and row.stop is not None
        and row.target.client_order_id not in position.unwanted
    }


def _fitting_together(
    lone: Iterable[TargetSlice], market: Market, trigger: Decimal
) -> list[TargetSlice]:
    """Return targets as one, where only with the small rest that the last takes a stop fits."""
    rows = _at_most(1, lone)
    return [row for row in rows if market.tradable(row.amount, trigger)]


def _at_most(count: int, parts: Iterable[TargetSlice]) -> list[TargetSlice]:
    """Have the farthest parts sell together what would be one part too many."""
    rows = list(parts)
    while len(rows) > count:
        *rows, before, last = rows
        rows.append(
            replace(
                last,
                merged=(*before.merged, before.leg, *last.merged),
                amount=before.amount + last.amount,
                share=before.share + last.share,
            )
        )
    return rows
