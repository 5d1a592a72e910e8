"""Spot: a fill swaps one coin for another; a buy pays its fee in base, a sell in quote currency."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from ...trading.model.market import Market, OrderSide
from ..port.exchange import OrderRefusedError, OrderRequest, VenuePosition
from .order_checks import share
from .records import PaperOrder
from .settlement import Settled, Shortfall, refuse_without_funds
from .state import VenueTransaction


class SpotSettlement:
    """Settles spot fills; a `Settlement`."""

    def lock_currency(self, market: Market, request: OrderRequest) -> str:
        """Return what the order pays with."""
        return market.quote if request.side is OrderSide.BUY else market.base

    def admit(
        self, draft: VenueTransaction, market: Market, request: OrderRequest, price: Decimal
    ) -> Decimal:
        """Return what a new order must lock; raises OrderRefusedError."""
        if request.leverage not in (None, 1):
            raise OrderRefusedError(
                "leverage_not_supported", "Spot has no leverage; leave it out or give 1."
            )
        needed = _payment(request.side, request.amount, price)
        currency = self.lock_currency(market, request)
        refuse_without_funds(currency, needed, self.free(draft, currency))
        return needed

    def lock(
        self, draft: VenueTransaction, market: Market, order: PaperOrder, price: Decimal
    ) -> Decimal:
        """Return the rest's price, as far as it can be paid."""
        limit = order.request.price
        needed = _payment(order.request.side, order.remaining, price if limit is None else limit)
        return min(needed, self.free(draft, self.lock_currency(market, order.request)))

    def settle(
        self,
        draft: VenueTransaction,
        market: Market,
        order: PaperOrder,
        wanted: Decimal,
        price: Decimal,
        fee_rate: Decimal,
        at: datetime,  # noqa: ARG002 - perpetuals need it
    ) -> Settled:
        """Swap the coins."""
        funds = self.free(draft, self.lock_currency(market, order.request))
        if order.request.side is OrderSide.BUY:
            funds /= price
        amount = min(wanted, market.amount_down(funds))
        cost = amount * price
        if order.request.side is OrderSide.BUY:
            fee, fee_currency = share(amount, fee_rate), market.base
            draft.add(market.quote, -cost)
            draft.add(market.base, amount - fee)
        else:
            fee, fee_currency = share(cost, fee_rate), market.quote
            draft.add(market.base, -amount)
            draft.add(market.quote, cost - fee)
        return Settled(
            amount=amount,
            price=price,
            fee=fee,
            fee_currency=fee_currency,
            shortfall=None if amount == wanted else Shortfall.FUNDS,
        )

    def free(self, draft: VenueTransaction, currency: str) -> Decimal:
        """Return what no order holds back."""
        return draft.total(currency) - draft.locked(currency)

    def positions(self, draft: VenueTransaction) -> Sequence[VenuePosition]:  # noqa: ARG002
        """Return nothing: coins are balances."""
        return ()


def _payment(side: OrderSide, amount: Decimal, price: Decimal) -> Decimal:
    return amount * price if side is OrderSide.BUY else amount
