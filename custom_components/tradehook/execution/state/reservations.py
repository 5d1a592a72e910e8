"""Funds that are kept back for new exposure that the venue has not locked yet."""

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext

from ...trading.admission.checks.funds import pays_with
from ...trading.admission.checks.limits import committed
from ...trading.model.market import Market, MarketType, OrderSide
from ...trading.model.order import Order, OrderState
from ...trading.model.position import Position, is_unplaced
from ...trading.model.price_math import PRECISE
from ..common.runtime import TradingTerms
from .market_cache import MarketCache
from .portfolio import Portfolio
from .position_cache import PositionCache

ZERO = Decimal(0)
_EXACT = Context(prec=500)
"""Nothing is rounded: what was added is all gone once it is taken away again."""
ON_THEIR_WAY = frozenset({OrderState.INTENDED, OrderState.UNKNOWN})


class Reservations:
    """Knows what accepted openings and increases are still going to need."""

    def __init__(
        self,
        *,
        position_cache: PositionCache,
        markets: MarketCache,
        portfolio: Portfolio,
        terms: TradingTerms,
    ) -> None:
        self._position_cache = position_cache
        self._markets = markets
        self._portfolio = portfolio
        self._terms = terms
        self._reserved: dict[str, tuple[str, Decimal]] = {}
        """What is going to be needed, by position or receipt: currency and amount."""
        self._totals: dict[str, Decimal] = {}
        """Of that, by currency."""
        self._looks: dict[str, _Look] = {}
        """The live positions that are going to need something: most need nothing more."""
        self._again: set[str] = set()
        """What has to be looked at when it is asked for the next time."""

    def reserve(self, key: str, currency: str, amount: Decimal) -> None:
        """Keep funds back for an accepted signal."""
        self._keep(key, currency, amount)
        self._again.add(key)

    def release(self, key: str) -> None:
        """Keep nothing back any more: the venue has locked it, or it is not needed."""
        if (kept := self._reserved.pop(key, None)) is not None:
            currency, amount = kept
            self._totals[currency] = _EXACT.subtract(self._totals[currency], amount)

    def clear(self) -> None:
        """Keep nothing back for anything."""
        self._reserved.clear()
        self._totals.clear()

    def free(self, judged: str | None = None) -> Mapping[str, Decimal]:
        """Return the free balances without what is on its way to the venue.

        What is kept back for the position or receipt that is judged counts as free.
        """
        free = {currency: b.free for currency, b in self._portfolio.balances.items()}
        for currency, amount in self._needed():
            free[currency] = PRECISE.subtract(free.get(currency, ZERO), amount)
        if judged is not None and (kept := self._reserved.get(judged)) is not None:
            free[kept[0]] = PRECISE.add(free.get(kept[0], ZERO), kept[1])
        return free

    def _keep(self, key: str, currency: str, amount: Decimal) -> None:
        self.release(key)
        self._reserved[key] = (currency, amount)
        self._totals[currency] = _EXACT.add(self._totals.get(currency, ZERO), amount)

    def _needed(self) -> list[tuple[str, Decimal]]:
        markets = self._markets.now
        if self._again or self._position_cache.moved:
            self._look_again(markets)
        if not self._looks:
            return list(self._totals.items())
        on_their_way = []
        with localcontext(PRECISE):
            for position_id, look in self._looks.items():
                position = look.position
                if position.symbol not in markets:
                    continue
                if look.unplaced and position_id not in self._reserved:
                    self._keep(position_id, *self._planned(position))
                on_their_way += [self._need(position, order) for order in look.adding]
        return [*self._totals.items(), *on_their_way]

    def _look_again(self, markets: Mapping[str, Market]) -> None:
        """Look at the positions that have changed, and at those whose market was not known yet."""
        moved = self._position_cache.moved
        again, self._again = self._again | moved, set()
        moved.clear()
        live = self._position_cache.live
        for key in again:
            self._looks.pop(key, None)
            position = live.get(key)
            if position is None:
                continue
            if position.symbol not in markets:
                self._again.add(key)
                continue
            look = _Look(position)
            if not look.unplaced or position.entry_amount is not None:
                self.release(key)  # the venue has locked it, or it is planned anew
            if look.unplaced or look.adding:
                self._looks[key] = look

    def _planned(self, position: Position) -> tuple[str, Decimal]:
        """Return what an opening needs that was accepted before a restart."""
        market = self._markets.now[position.symbol]
        notional = committed(position)
        currency = pays_with(market, position.side)
        if currency != market.quote:
            return currency, notional / position.plan.accepted_price
        fees = 1 + self._terms.taker_fee + self._terms.slippage
        return currency, notional * fees / position.plan.leverage

    def _need(self, position: Position, order: Order) -> tuple[str, Decimal]:
        market = self._markets.now[position.symbol]
        if market.market_type is MarketType.SPOT and position.side.entry is OrderSide.SELL:
            return market.base, order.amount
        price = order.price or self._position_cache.last_price(position.symbol) or ZERO
        return market.quote, order.amount * price / position.plan.leverage


class _Look:
    """What of a position matters to the funds of others."""

    __slots__ = ("adding", "position", "unplaced")

    def __init__(self, position: Position) -> None:
        self.position = position
        self.unplaced = is_unplaced(position)
        self.adding = tuple(
            order
            for order in position.orders.values()
            if order.state in ON_THEIR_WAY and order.purpose.adds
        )
