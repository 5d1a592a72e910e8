"""How a fill moves money, as the matching sees it: one way for coins, another for perpetuals."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from ..trading.market import Market, Quote
from .api import OrderRefusedError, OrderRequest
from .paper_records import PaperOrder
from .paper_state import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a fill came to."""

    price: Decimal
    fee: Decimal
    fee_currency: str


class Settlement(Protocol):
    """Moves the money of orders and fills within a draft."""

    def lock_currency(self, market: Market, request: OrderRequest) -> str:
        """Return the currency that an order holds back while it is open."""

    def admit(self, draft: Draft, market: Market, request: OrderRequest, price: Decimal) -> Decimal:
        """Return what a new order must lock; raises OrderRefusedError."""

    def lock(self, draft: Draft, market: Market, order: PaperOrder, price: Decimal) -> Decimal:
        """Return what the rest of an order must lock when it trades at `price`."""

    def fillable(
        self, draft: Draft, market: Market, order: PaperOrder, amount: Decimal, price: Decimal
    ) -> Decimal:
        """Return how much of `amount` funds and position allow, on the step."""

    def settle(
        self,
        draft: Draft,
        market: Market,
        order: PaperOrder,
        amount: Decimal,
        price: Decimal,
        fee_rate: Decimal,
        at: datetime,
    ) -> Settled:
        """Move the money of a fill; the order's own lock has been released before."""

    def mark(self, draft: Draft, market: Market, quote: Quote) -> None:
        """Do what new prices do by themselves: funding and liquidations."""


def free_of(draft: Draft, currency: str) -> Decimal:
    """Return what of a currency no order holds back."""
    return draft.total(currency) - draft.locked(currency)


def refuse_without_funds(currency: str, needed: Decimal, free: Decimal) -> None:
    """Raise OrderRefusedError if an order needs more than is free."""
    if needed > free:
        raise OrderRefusedError(
            "insufficient_funds",
            f"The order needs {needed.normalize():f} {currency}, but only "
            f"{free.normalize():f} {currency} is free.",
        )
