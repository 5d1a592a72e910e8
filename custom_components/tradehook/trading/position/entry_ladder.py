"""An opening before its size is known: the prices of its entry and its DCA orders."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..model.market import Market, Quote, Side
from ..model.plan import Plan
from ..model.price_math import adverse, adverse_level, favourable, settled, tighter
from ..model.sections import OrderType, PriceLevel
from .entries.entry_rungs import price_of_entry
from .evolve.planned_entry import anchor_price, planned_price

_ZERO = Decimal(0)
_ONE = Decimal(1)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class LadderStep:
    """An entry order: its price, and its quantity as a multiple of the initial entry's."""

    price: Decimal
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Ladder:
    """The initial entry (of weight 1) and its DCA orders, in the plan's order."""

    side: Side
    entry: Decimal
    """What the initial entry is expected to trade at."""
    dca: tuple[LadderStep, ...] = ()

    @property
    def rungs(self) -> tuple[LadderStep, ...]:
        """Return all orders, the initial entry first."""
        return (LadderStep(self.entry, Decimal(1)), *self.dca)

    @property
    def weight(self) -> Decimal:
        """Return the quantity of all orders as a multiple of the initial entry's."""
        return sum((rung.weight for rung in self.dca), _ONE) if self.dca else _ONE

    def notional(self, entry_notional: Decimal) -> Decimal:
        """Return the worth of all orders, in quote, for a worth of the initial entry."""
        if not self.dca:
            return entry_notional + _ZERO
        return entry_notional + sum(
            (entry_notional * rung.weight * rung.price / self.entry for rung in self.dca), _ZERO
        )

    def average(self) -> Decimal:
        """Return the average price once all orders have filled."""
        return sum((rung.price * rung.weight for rung in self.rungs), Decimal(0)) / self.weight

    @property
    def peak(self) -> Decimal:
        """Return the price from which a stop trails that starts anew after each order."""
        prices = [rung.price for rung in self.rungs]
        return min(prices) if self.side is Side.LONG else max(prices)

    def left_at(self, stop: PriceLevel | None, trailing: Decimal | None) -> Decimal:
        """Return the tighter of a stop and what trails from the first fill, once all have filled.

        One of them is there.
        """
        price = None if stop is None else adverse_level(self.side, stop, self.average())
        if trailing is not None:
            price = tighter(self.side, price, adverse(self.side, self.peak, trailing))
        assert price is not None
        return price

    def until(
        self, stop: PriceLevel | None, trailing: Decimal | None = None
    ) -> tuple[Ladder, tuple[int, ...]]:
        """Return the orders that can fill before the stop, and the numbers of the other DCAs."""
        kept, beyond = Ladder(self.side, self.entry), []
        for index, rung in self._nearest_first():
            stop_price = kept.left_at(stop, trailing)
            if self.side.sign * (rung.price - stop_price) <= 0:
                beyond.append(index)
            else:
                kept = Ladder(self.side, self.entry, (*kept.dca, rung))
        return kept, tuple(sorted(beyond))

    def _nearest_first(self) -> Iterator[tuple[int, LadderStep]]:
        sign = self.side.sign
        yield from sorted(enumerate(self.dca), key=lambda item: -sign * item[1].price)


def expected_ladder(plan: Plan, side: Side, market: Market, quote: Quote) -> Ladder:
    """Return the prices at which a plan of any size would be placed now."""
    entry = price_of_entry(plan, side, market, quote)
    if not plan.dca_orders:
        return Ladder(side, entry)
    prices = _dca_prices(plan, side, anchor_price(plan, side, quote.last))
    rounded = [market.limit_price(side.entry, settled(price)) for price in prices]
    return _ladder(plan, side, entry, rounded)


def planned_limit_price(plan: Plan, side: Side) -> Decimal | None:
    """Return the price at which a limit entry waits once it is placed; None if nobody knows yet."""
    if plan.order_type is not OrderType.LIMIT or plan.signal_price is None:
        return None
    return settled(favourable(side, plan.signal_price, plan.entry_deviation))


def planned_ladder(plan: Plan, side: Side) -> Ladder:
    """Return the prices of an accepted plan that has not been placed yet, not rounded."""
    anchor = anchor_price(plan, side, plan.accepted_price)
    return _ladder(plan, side, planned_price(plan, side), _dca_prices(plan, side, anchor))


def planned_notional(plan: Plan, side: Side) -> Decimal:
    """Return what an accepted plan will invest with its whole ladder, in quote."""
    ladder = planned_ladder(plan, side)
    if plan.quote_amount is not None:
        return ladder.notional(plan.quote_amount)
    return ladder.notional((plan.base_amount or Decimal(0)) * ladder.entry)


def _dca_prices(plan: Plan, side: Side, anchor: Decimal) -> list[Decimal]:
    return [adverse_level(side, order.level, anchor) for order in plan.dca_orders]


def _ladder(plan: Plan, side: Side, entry: Decimal, dca_prices: list[Decimal]) -> Ladder:
    rungs = (
        LadderStep(price, order.quantity_percentage / _HUNDRED)
        for price, order in zip(dca_prices, plan.dca_orders, strict=True)
    )
    return Ladder(side, entry, tuple(rungs))
