"""The orders of an opening as they would be placed now: at which price, and of which size."""

from dataclasses import dataclass
from decimal import Decimal

from ...model.market import Market, OrderSide, Quote, Side
from ...model.order import Purpose
from ...model.plan import Plan
from ...model.price_math import adverse_level, settled
from ...model.sections import OrderType
from ..evolve.planned_entry import limit_at
from ..order_drafts import OrderDraft
from .passed_exits import trades_at

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOrder:
    """An order of the opening: `price` is its limit, or what a market order will pay."""

    purpose: Purpose
    leg: int
    order_type: OrderType
    amount: Decimal
    price: Decimal

    @property
    def draft(self) -> OrderDraft:
        """Return the order that it becomes."""
        return OrderDraft(
            purpose=self.purpose,
            leg=self.leg,
            order_type=self.order_type,
            amount=self.amount,
            price=self.price if self.order_type is OrderType.LIMIT else None,
        )


def traded_at(plan: Plan, side: Side, market: Market, quote: Quote) -> Decimal:
    """Return the price of the market at which the entry trades: its limit where it rests."""
    limited = plan.order_type is OrderType.LIMIT
    return trades_at(price_of_entry(plan, side, market, quote) if limited else None, side, quote)


def entry_rung(
    plan: Plan, side: Side, market: Market, quote: Quote, spot_fee: Decimal
) -> EntryOrder:
    """Return the initial entry as it would be placed now.

    The entry deviation makes a limit worse for the trader, so that it fills although the price
    has moved on: higher for a long, lower for a short.
    """
    price = price_of_entry(plan, side, market, quote)
    amount = plan.base_amount
    if amount is None:
        assert plan.quote_amount is not None
        amount = plan.quote_amount / price if price > 0 else Decimal(0)
    if plan.adjust_fee:
        amount /= 1 + spot_fee
    return EntryOrder(
        purpose=Purpose.ENTRY,
        leg=0,
        order_type=plan.order_type,
        amount=market.amount_down(settled(amount)),
        price=price,
    )


def price_of_entry(plan: Plan, side: Side, market: Market, quote: Quote) -> Decimal:
    """Return the price of the initial entry as it would be placed now, whatever its size is."""
    if plan.order_type is OrderType.MARKET:
        return quote.ask if side.entry is OrderSide.BUY else quote.bid
    return market.limit_price(side.entry, limit_at(plan, side, quote.last))


def dca_rungs(
    plan: Plan, side: Side, market: Market, anchor: Decimal, base_amount: Decimal
) -> list[EntryOrder]:
    """Return the DCA orders of an opening, without those below the market's minimum."""
    rungs = []
    for leg, dca in enumerate(plan.dca_orders):
        price = market.limit_price(side.entry, settled(adverse_level(side, dca.level, anchor)))
        amount = market.amount_down(settled(base_amount * dca.quantity_percentage / _HUNDRED))
        if price > 0 and market.tradable(amount, price):
            rungs.append(
                EntryOrder(
                    purpose=Purpose.DCA,
                    leg=leg,
                    order_type=OrderType.LIMIT,
                    amount=amount,
                    price=price,
                )
            )
    return rungs
