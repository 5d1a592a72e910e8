"""How a fill moves money, as the matching sees it: one way for coins, another for perpetuals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from ...trading.model.market import Market, OrderSide
from ...trading.model.order import OrderState
from ..port.exchange import OrderRefusedError, OrderRequest, VenuePosition
from .order_checks import share
from .records import PaperOrder
from .state import VenueTransaction


class Shortfall(StrEnum):
    """Why an order fills less than the market would give it; the rest of it is cancelled."""

    FUNDS = "insufficient_funds"
    REDUCE_ONLY = "reduce_only"
    LIQUIDATION = "liquidation"

    @property
    def sentence(self) -> str:
        """Return it as a sentence."""
        return {
            Shortfall.FUNDS: "The rest of the order can't be paid at the current price.",
            Shortfall.REDUCE_ONLY: "Nothing is left that the order could reduce.",
            Shortfall.LIQUIDATION: "The position has been liquidated.",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a fill came to; `shortfall` says why when less than was wanted."""

    amount: Decimal
    price: Decimal
    fee: Decimal
    fee_currency: str
    shortfall: Shortfall | None = None


class Settlement(Protocol):
    """Moves the money of orders and fills within a draft."""

    def lock_currency(self, market: Market, request: OrderRequest) -> str:
        """Return the currency that an order holds back while it is open."""

    def admit(
        self, draft: VenueTransaction, market: Market, request: OrderRequest, price: Decimal
    ) -> Decimal:
        """Return what a new order must lock; raises OrderRefusedError."""

    def lock(
        self, draft: VenueTransaction, market: Market, order: PaperOrder, price: Decimal
    ) -> Decimal:
        """Return what the rest of an order must lock when it trades at `price`."""

    def settle(
        self,
        draft: VenueTransaction,
        market: Market,
        order: PaperOrder,
        wanted: Decimal,
        price: Decimal,
        fee_rate: Decimal,
        at: datetime,
    ) -> Settled:
        """Fill as much of `wanted` as funds and position allow, perhaps nothing.

        The order's own lock has been released before.
        """

    def free(self, draft: VenueTransaction, currency: str) -> Decimal:
        """Return what of a currency can be used for new orders."""

    def positions(self, draft: VenueTransaction) -> Sequence[VenuePosition]:
        """Return the open perpetual positions."""


def short_of(order: PaperOrder, shortfall: Shortfall, at: datetime) -> PaperOrder:
    """Return the order with its rest cancelled."""
    return replace(
        order,
        state=OrderState.CANCELLED,
        locked=Decimal(0),
        at=at,
        code=shortfall.value,
        message=shortfall.sentence,
    )


def refuse_without_funds(currency: str, needed: Decimal, free: Decimal) -> None:
    """Raise OrderRefusedError if an order needs more than is free."""
    if needed > free:
        raise OrderRefusedError(
            "insufficient_funds",
            f"The order needs {needed.normalize():f} {currency}, but only "
            f"{free.normalize():f} {currency} is free.",
        )


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
