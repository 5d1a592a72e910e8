"""Spot: a fill swaps one coin for another; a buy pays its fee in base, a sell in quote currency."""

from datetime import datetime
from decimal import Decimal

from ..trading.market import Market, OrderSide, Quote
from .api import OrderRequest
from .paper_records import PaperOrder
from .paper_rules import share
from .paper_settlement import Settled, free_of, refuse_without_funds
from .paper_state import Draft


class SpotSettlement:
    """Settles spot fills; a `Settlement`."""

    def lock_currency(self, market: Market, request: OrderRequest) -> str:
        """Return what the order pays with."""
        return market.quote if request.side is OrderSide.BUY else market.base

    def admit(self, draft: Draft, market: Market, request: OrderRequest, price: Decimal) -> Decimal:
        """Return what a new order must lock; raises OrderRefusedError."""
        needed = _payment(request.side, request.amount, price)
        currency = self.lock_currency(market, request)
        refuse_without_funds(currency, needed, free_of(draft, currency))
        return needed

    def lock(self, draft: Draft, market: Market, order: PaperOrder, price: Decimal) -> Decimal:
        """Return the rest's price, as far as it can be paid."""
        limit = order.request.price
        needed = _payment(order.request.side, order.remaining, price if limit is None else limit)
        return min(needed, self._funds(draft, market, order))

    def fillable(
        self, draft: Draft, market: Market, order: PaperOrder, amount: Decimal, price: Decimal
    ) -> Decimal:
        """Return how much of `amount` can be paid."""
        funds = self._funds(draft, market, order)
        if order.request.side is OrderSide.BUY:
            funds /= price
        return min(amount, market.amount_down(funds))

    def settle(
        self,
        draft: Draft,
        market: Market,
        order: PaperOrder,
        amount: Decimal,
        price: Decimal,
        fee_rate: Decimal,
        at: datetime,  # noqa: ARG002 - perpetuals need it
    ) -> Settled:
        """Swap the coins."""
        cost = amount * price
        if order.request.side is OrderSide.BUY:
            fee, fee_currency = share(amount, fee_rate), market.base
            draft.add(market.quote, -cost)
            draft.add(market.base, amount - fee)
        else:
            fee, fee_currency = share(cost, fee_rate), market.quote
            draft.add(market.base, -amount)
            draft.add(market.quote, cost - fee)
        return Settled(price=price, fee=fee, fee_currency=fee_currency)

    def mark(self, draft: Draft, market: Market, quote: Quote) -> None:
        """Do nothing: coins have no margin."""

    def _funds(self, draft: Draft, market: Market, order: PaperOrder) -> Decimal:
        currency = self.lock_currency(market, order.request)
        return free_of(draft, currency) + draft.order(order.number).locked


def _payment(side: OrderSide, amount: Decimal, price: Decimal) -> Decimal:
    return amount * price if side is OrderSide.BUY else amount
