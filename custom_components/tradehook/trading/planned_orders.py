"""What an opening would place, before anything is placed: by the same rules that place it."""

from dataclasses import dataclass
from decimal import Decimal, localcontext

from .model.inputs import MarketContext
from .model.market import Market, MarketType, OrderSide, Side
from .model.order import Purpose
from .model.plan import Plan
from .model.position import targets_of
from .model.price_math import PRECISE, settled
from .model.sections import OrderType
from .position.entries.entry_rungs import EntryOrder, dca_rungs, entry_rung
from .position.evolve.planned_entry import anchor_price
from .position.rules.stop_loss import planned_stop
from .position.rules.take_profit import TargetSlice, slices, target_price


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOrder:
    """An order that an opening would lead to.

    `price` is its limit, else what it is expected to pay or fetch; `trigger` the price that makes
    it be sent, None when it is sent at once. Amounts in base, `cost` (the notional) in quote.
    """

    purpose: Purpose
    leg: int
    order_type: OrderType
    price: Decimal
    amount: Decimal
    cost: Decimal
    trigger: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedExits:
    """What an initial entry leads to."""

    size: Decimal
    """What is held."""
    prices: list[Decimal]
    """Those of all targets, in the plan's order."""
    targets: list[PlannedOrder]
    """Without those that are too small."""
    stops: list[PlannedOrder]


def plan_orders(plan: Plan, side: Side, situation: MarketContext) -> tuple[PlannedOrder, ...]:
    """Return every order that the opening would place now, its targets and its stops.

    Targets and stops are those of the initial entry alone, filled at its price; a spot purchase
    pays its fee out of what it buys. Raises ValueError without a price to plan with.
    """
    with localcontext(PRECISE):
        rungs = _rungs(plan, side, situation)
        entry = rungs[0]
        trigger = plan.condition.price if plan.condition is not None else None
        rows = [_planned(rung, trigger) for rung in rungs]
        exits = exits_of(entry, plan, side, situation)
        return (*rows, *exits.targets, *exits.stops)


def exits_of(entry: EntryOrder, plan: Plan, side: Side, situation: MarketContext) -> PlannedExits:
    """Return what is held once the initial entry has filled, and what would sell that."""
    size, market = _held(entry.amount, side, situation), situation.market
    prices = [target_price(row, side, entry.price, market) for row in plan.take_profit]
    return PlannedExits(
        size=size,
        prices=prices,
        targets=_planned_targets(plan, market, prices, size),
        stops=_planned_stops(plan, side, situation, entry.price, size),
    )


def _held(amount: Decimal, side: Side, situation: MarketContext) -> Decimal:
    spot = situation.market.market_type is MarketType.SPOT
    pays_in_base = spot and side.entry is OrderSide.BUY
    return amount - amount * situation.spot_fee if pays_in_base else amount


def _rungs(plan: Plan, side: Side, situation: MarketContext) -> list[EntryOrder]:
    market, quote = situation.market, situation.quote
    if quote is None:
        raise ValueError(f"There is no price of {market.symbol} to plan with")
    entry = entry_rung(plan, side, market, quote, situation.spot_fee)
    anchor = anchor_price(plan, side, quote.last)
    return [entry, *dca_rungs(plan, side, market, anchor, entry.amount)]


def _planned(rung: EntryOrder, trigger: Decimal | None) -> PlannedOrder:
    return PlannedOrder(
        purpose=rung.purpose,
        leg=rung.leg,
        order_type=rung.order_type,
        price=rung.price,
        amount=rung.amount,
        cost=rung.amount * rung.price,
        trigger=trigger,
    )


def _planned_targets(
    plan: Plan, market: Market, prices: list[Decimal], size: Decimal
) -> list[PlannedOrder]:
    if not prices:
        return []
    targets = targets_of(plan.take_profit, prices)
    return [_planned_target(plan, part) for part in slices(targets, size, market)]


def _planned_target(plan: Plan, part: TargetSlice) -> PlannedOrder:
    follows = plan.take_profit[part.leg].trailing_distance is not None
    return PlannedOrder(
        purpose=Purpose.TAKE_PROFIT,
        leg=part.leg,
        order_type=OrderType.MARKET if follows else OrderType.LIMIT,
        price=part.price,
        amount=part.amount,
        cost=part.amount * part.price,
        trigger=part.price if follows else None,
    )


def _planned_stops(
    plan: Plan, side: Side, situation: MarketContext, average_entry: Decimal, size: Decimal
) -> list[PlannedOrder]:
    if plan.stop_loss is None:
        return []
    prices = planned_stop(plan.stop_loss, side, average_entry, situation.market)
    amount = situation.market.amount_down(settled(size))
    rows = []
    for leg, (trigger, limit) in enumerate(((prices.stop, prices.limit), (prices.emergency, None))):
        if trigger is None:
            continue
        price = trigger if limit is None else limit
        rows.append(
            PlannedOrder(
                purpose=Purpose.STOP_LOSS,
                leg=leg,
                order_type=OrderType.MARKET if limit is None else OrderType.LIMIT,
                price=price,
                amount=amount,
                cost=amount * price,
                trigger=trigger,
            )
        )
    return rows
