"""Who watches the shares of targets: each sells its part of what was held, whatever fills when."""

from collections import Counter
from decimal import Decimal

from custom_components.tradehook.trading.model.facts import (
    ExternalChange,
    Fact,
    Filled,
    OrderIntended,
    PlanChanged,
    SizeRequested,
)
from custom_components.tradehook.trading.model.market import Market
from custom_components.tradehook.trading.model.order import Order, Purpose
from custom_components.tradehook.trading.model.position import Position

ZERO = Decimal(0)
WHOLE = Decimal("99.9")


class ShareWitness:
    """Works out anew, from the plan and the fills alone, what a target's order may be."""

    def __init__(self, market: Market, counts: Counter[str]) -> None:
        """Begin with nothing sold."""
        self.market = market
        self.counts = counts
        self.sold: Counter[int] = Counter()
        self.fills = 0
        self.disturbed = False
        """Something beside entries and targets has changed the size: shares say no more."""

    def saw(self, fact: Fact, before: Position, after: Position) -> list[str]:
        """Take a fact; return what is wrong with the target's order that it asks for."""
        if isinstance(fact, (ExternalChange, SizeRequested)) or (
            isinstance(fact, PlanChanged) and fact.replace_take_profit
        ):
            self.disturbed = True
        elif isinstance(fact, Filled):
            # A target that rests may fill as it is before it is placed for more.
            self.disturbed |= bool(before.live_orders(Purpose.TAKE_PROFIT)) and (
                after.orders[fact.client_order_id].purpose is Purpose.ENTRY
            )
            self._filled(fact, after.orders[fact.client_order_id])
        elif isinstance(fact, OrderIntended):
            order = fact.order
            targets = order.purpose is Purpose.TAKE_PROFIT and not order.is_market_exit
            if targets and before.close_request is None and not self.disturbed:
                return self._compare(order, before)
        return []

    def _filled(self, fact: Filled, order: Order) -> None:
        self.fills += 1
        if order.purpose is Purpose.TAKE_PROFIT:
            self.sold[order.leg] += fact.amount  # type: ignore[assignment]
        elif order.purpose is not Purpose.ENTRY or self.sold:
            self.disturbed = True

    def _compare(self, order: Order, position: Position) -> list[str]:
        """Compare an order with the share of the position as it was planned that is its own."""
        self.counts["share of a target compared"] += 1
        sold = sum(self.sold.values(), ZERO)
        whole = position.size + sold
        shares = [row.position_percentage for row in position.plan.take_profit]
        given = sum(shares, ZERO)
        weight = given if given >= WHOLE else Decimal(100)
        own = sum((shares[leg] for leg in (*order.merged, order.leg)), ZERO)
        gone = sum((self.sold[leg] for leg in (*order.merged, order.leg)), ZERO)
        wanted = whole * own / weight - gone
        # Those that rest as one sell what they would each alone: each is rounded.
        slack = self.market.amount_step * (2 + self.fills + len(order.merged))
        last = all(row.done for row in position.targets[order.leg + 1 :])
        crumbs = max(self.market.min_amount, self.market.min_cost / (order.price or wanted))
        most = wanted + slack + (crumbs if last else ZERO)
        if wanted - slack <= order.amount <= most:
            return []
        told = f"target {order.leg} (with {order.merged}) sells {order.amount} of {whole}"
        return [f"{told}: its share is {own} % of {weight} %, of which {gone} are sold"]
