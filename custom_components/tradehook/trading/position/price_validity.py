"""Which prices may judge a position: none that is older than what is known of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import localcontext

from ..model.facts import CloseRequested, Fact, Filled, OrderChanged, TrailingHit
from ..model.inputs import MarketContext
from ..model.market import MarkPrice, Quote, Side
from ..model.order import Order
from ..model.position import Position
from ..model.price_math import PRECISE, is_beyond
from ..model.sections import OrderType
from .rules.stop_loss import triggered
from .rules.take_profit import followed, trails


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something was learnt: by this machine's steady clock, and by the venue's own.

    The two are never compared with each other.
    """

    heard: float
    stamp: datetime | None = None

    def latest(self, other: Moment | None) -> Moment:
        """Return the later of two moments, by each clock for itself."""
        if other is None:
            return self
        stamps = [stamp for stamp in (self.stamp, other.stamp) if stamp is not None]
        return Moment(heard=max(self.heard, other.heard), stamp=max(stamps, default=None))


def is_older(quote: Quote | MarkPrice, known: Moment) -> bool:
    """Return whether a price was received, or stamped by the venue, before something was known."""
    if quote.heard < known.heard:
        return True
    return quote.stamp is not None and known.stamp is not None and quote.stamp < known.stamp


def matters(facts: tuple[Fact, ...]) -> bool:
    """Return whether a report changed what a judgement rests on; that an order rests does not."""
    for fact in facts:
        if isinstance(fact, Filled) or (isinstance(fact, OrderChanged) and fact.state.is_final):
            return True
    return False


def is_watching(position: Position) -> bool:
    """Return whether a position that is held waits for a price here: a stop, a trailing rule."""
    if position.size <= 0 or position.closes_at_market:
        return False
    if position.plan.stop_loss is not None:
        return True
    return bool(position.targets) and trails(position, position.targets[-1].leg)


def inflight_orders(position: Position, situation: MarketContext) -> tuple[Order, ...]:
    """Return own orders whose fills may be on their way while a price would end the position.

    These are the ones that rest between the stop and the price, and those that fill at once: with
    their fills the stop may lie elsewhere.
    """
    quote = situation.judgeable
    if quote is None or position.size <= 0 or position.close_request is not None:
        return ()
    orders = tuple(_reached(position, quote))
    if not orders:
        return ()
    with localcontext(PRECISE):
        facts = [*triggered(position, situation), *followed(position, situation)]
    return orders if any(isinstance(fact, CloseRequested | TrailingHit) for fact in facts) else ()


def _reached(position: Position, quote: Quote) -> Iterator[Order]:
    """Return the orders that add and rest beyond a price, or never rest."""
    side = position.side
    best = min(quote.last, quote.ask) if side is Side.LONG else max(quote.last, quote.bid)
    for order in position.orders.values():
        if not order.is_live or not order.purpose.adds:
            continue
        limit = order.price if order.order_type is OrderType.LIMIT else None
        if limit is None or is_beyond(side, best, limit):
            yield order
