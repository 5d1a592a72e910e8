"""What the venue holds beyond our positions, and how much of it nobody else has locked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...model.market import MarginMode, Market, MarketType, Side
from ...model.order import ForeignOrder
from ...model.position import Position

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueHolding:
    """What the venue holds in a market and side; on spot of a coin, whatever it was paid with."""

    market: Market
    side: Side
    size: Decimal
    locked: Decimal | None = None
    """What all orders lock, ours and others; None where the venue locks nothing by it."""
    entry_price: Decimal | None = None
    leverage: int = 1
    margin_mode: MarginMode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unowned:
    """What of a holding belongs to nobody here."""

    holding: VenueHolding
    size: Decimal
    locked: Decimal
    """What orders of others would sell, or keep from being sold."""

    @property
    def available(self) -> Decimal:
        """Return what can be adopted as long as the orders of others stay."""
        return self.holding.market.amount_down(max(self.size - self.locked, ZERO))

    def without(self, orders: Sequence[ForeignOrder]) -> Unowned:
        """Return it as it is once some orders of others have gone."""
        freed: dict[str, Decimal] = {}
        for order in orders:
            # Two of which one ends the other have locked the same coins
            key = (
                f"pair {order.pair}"
                if order.pair
                else f"{order.in_trigger_list} {order.venue_order_id}"
            )
            freed[key] = max(freed.get(key, ZERO), order.remaining or self.size)
        return replace(self, locked=max(self.locked - sum(freed.values(), ZERO), ZERO))


def unowned(
    holding: VenueHolding, ours: Sequence[Position], foreign: Sequence[ForeignOrder]
) -> Unowned | None:
    """Return what of a holding is not ours; None if that is less than the market trades.

    `ours` are the live positions of the market and side, on spot all of the coin.
    """
    market = holding.market
    # What a short on spot owes has been sold: it is not there.
    held = sum((p.size for p in ours if p.side is holding.side), ZERO)
    size = market.amount_down(holding.size - held)
    if size <= 0 or size < market.min_amount:
        return None
    if holding.locked is None:
        exits = (order for order in foreign if order.side is holding.side.exit)
        # One without an amount closes all that is there.
        locked = sum((order.remaining or size for order in exits), ZERO)
    else:
        own = (order.remaining for p in ours for order in p.live_orders() if order.offers)
        locked = max(holding.locked - sum(own, ZERO), ZERO)
    return Unowned(holding=holding, size=size, locked=min(locked, size))


def shares(position: Position, market: Market, side: Side, base: str) -> bool:
    """Return whether a position of ours is a part of what the venue holds of a market and side.

    `base` is the coin of the position's own market.
    """
    if market.market_type is MarketType.SPOT:
        return base == market.base
    return position.symbol == market.symbol and position.side is side
