"""Whether an opening can be paid for, and survives until its stop."""

from decimal import Decimal

from ...common.time_spans import is_older
from ...model.market import Bracket, MarginMode, Market, MarketType, Side
from ...model.plan import Plan
from ...model.position import ZERO, Position, is_unplaced
from ...model.sections import OrderType
from ...position.entry_ladder import Ladder, planned_ladder, planned_notional
from ...position.rules.stop_loss import planned_stop
from ...reasons.money import amount_of
from ...reasons.reasons import ReasonCode, Refused, refuse
from ..model import AdmissionContext
from .filters import MAX_BALANCE_AGE
from .liquidation_price import liquidation_at

_ONE = Decimal(1)


def pays_with(market: Market, side: Side) -> str:
    """Return the currency that an entry needs: a short on spot sells coins."""
    spot_short = market.market_type is MarketType.SPOT and side is Side.SHORT
    return market.base if spot_short else market.quote


def cost_of(
    context: AdmissionContext,
    market: Market,
    side: Side,
    *,
    notional: Decimal,
    base_amount: Decimal,
    leverage: int,
) -> Decimal:
    """Return what entries take of `pays_with`: coins, their price, or margin and fees."""
    if market.market_type is MarketType.SPOT:
        return base_amount if side is Side.SHORT else notional
    return notional / leverage + notional * context.taker_fee


def slipped(
    context: AdmissionContext, market: Market, side: Side, order_type: OrderType, price: Decimal
) -> Decimal:
    """Return how many times its price an order may have to pay: a market buy may slip."""
    if order_type is not OrderType.MARKET or side is not Side.LONG or not context.slippage:
        return _ONE
    return market.price_up(price * (_ONE + context.slippage)) / price


def fee_share(context: AdmissionContext, plan: Plan) -> Decimal:
    """Return the part of a size that is left for the order when its fee is taken out of it."""
    return _ONE / (_ONE + context.taker_fee) if plan.adjust_fee else _ONE


def affordable(
    context: AdmissionContext, market: Market, side: Side, plan: Plan, price: Decimal
) -> Decimal:
    """Return the largest size of an initial entry that the balance pays for, in `pays_with`."""
    available = available_balance(context, pays_with(market, side))
    factor = fee_share(context, plan)
    unit = cost_of(
        context,
        market,
        side,
        notional=factor * slipped(context, market, side, plan.order_type, price),
        base_amount=factor,
        leverage=plan.leverage,
    )
    return max(available, ZERO) / unit


def available_balance(context: AdmissionContext, currency: str) -> Decimal:
    """Return what is free and promised to nobody; raises Refused when balances are too old.

    On spot every position has its claim on what it will sell or buy back, as far as the venue
    has not locked it for its orders.
    """
    if is_older(context.balances_at, context.now, MAX_BALANCE_AGE):
        raise Refused(refuse(ReasonCode.MARKET_DATA_STALE, what="balance"))
    if (known := context.available.get(currency)) is None:
        known = context.available[currency] = _available(context, currency)
    return known


def _available(context: AdmissionContext, currency: str) -> Decimal:
    claims = ZERO
    if context.market_type is MarketType.SPOT:
        factor, markets = _ONE + context.taker_fee + 2 * context.slippage, context.markets
        for position in context.positions:
            other = markets.get(position.symbol)
            if other is None:
                continue
            claimed = other.base if position.side is Side.LONG else other.quote
            if claimed == currency and position.status.is_live:
                claims += exit_claim(position, other, currency, factor, _ONE - context.taker_fee)
    return context.free.get(currency, ZERO) - claims


def check_funds(context: AdmissionContext, market: Market, currency: str, cost: Decimal) -> None:
    """Refuse what can't be paid for with a currency of the market; raises Refused."""
    available = max(available_balance(context, currency), ZERO)
    if cost <= available:
        return
    needed, free = amount_of(cost, currency), amount_of(available, currency)
    if currency == market.base:
        raise Refused(
            refuse(ReasonCode.SHORT_NEEDS_BALANCE, base=currency, needed=needed, available=free)
        )
    raise Refused(
        refuse(
            ReasonCode.INSUFFICIENT_FUNDS,
            what="The entry with its DCA",
            needed=needed,
            available=free,
            missing=amount_of(cost - available, currency),
        )
    )


def check_liquidation(
    context: AdmissionContext,
    market: Market,
    plan: Plan,
    ladder: Ladder,
    stop: Decimal | None,
    notional: Decimal,
) -> None:
    """Refuse a stop that the venue's liquidation would come before; raises Refused."""
    if market.market_type is not MarketType.LINEAR or stop is None:
        return
    liquidation = liquidation_price(context, market, plan, ladder, notional)
    if liquidation is None:
        return
    if ladder.side.sign * (stop - liquidation) <= 0:
        raise Refused(
            refuse(
                ReasonCode.STOP_BEYOND_LIQUIDATION,
                stop=stop,
                liquidation=market.stop_price(ladder.side, liquidation),
            )
        )


def liquidation_price(
    context: AdmissionContext, market: Market, plan: Plan, ladder: Ladder, notional: Decimal
) -> Decimal | None:
    """Estimate where an opening is liquidated, after its whole ladder; None = nowhere above zero.

    `notional` is that of the initial entry. Isolated: the position's own margin is lost; cross:
    all that is free of the currency.
    """
    notional = ladder.notional(notional)
    margin = _ONE / plan.leverage
    if plan.margin_mode is MarginMode.CROSS:
        free = max(available_balance(context, market.quote), ZERO)
        margin = max(free / notional, margin) if notional else margin
    average = ladder.average()
    size = notional / average if notional else _ONE
    known = context.brackets(market.symbol) if context.brackets is not None else ()
    brackets = known or (Bracket(floor=ZERO, maintenance_margin=context.maintenance_margin),)
    return liquidation_at(ladder.side, size, average, size * average * margin, brackets)


def exit_claim(
    position: Position,
    market: Market,
    currency: str,
    factor: Decimal = _ONE,
    brings: Decimal = _ONE,
) -> Decimal:
    """Return what a spot position will sell or pay with, as far as its orders don't lock it.

    `factor` is how many times its price buying back at a stop may cost, `brings` what a sale
    leaves of its worth.
    """
    exits = [order for order in position.live_orders() if not order.purpose.adds]
    if position.side is Side.LONG and currency == market.base:
        return max(position.size - sum((o.remaining for o in exits), ZERO), ZERO)
    if position.side is Side.SHORT and currency == market.quote:
        locked = sum((o.remaining * (o.price or o.trigger or ZERO) for o in exits), ZERO)
        stops = (position.stop_price or ZERO, position.emergency_price or ZERO)
        worst = position.size * max(stops) * factor
        held = max(position.invested - locked, worst - locked, ZERO) if position.size > 0 else ZERO
        return held + _short_to_come(position, market, factor, brings)
    return ZERO


def _short_to_come(position: Position, market: Market, factor: Decimal, brings: Decimal) -> Decimal:
    """Return what a short on spot will need beyond its proceeds for what has not been sold yet."""
    plan = position.plan
    if plan.stop_loss is None or position.entries_cancelled or position.close_request:
        return ZERO
    ladder = planned_ladder(plan, position.side)
    if is_unplaced(position):
        notional = planned_notional(plan, position.side)
        base = notional / ladder.average()
    else:
        adding = [order for order in position.live_orders() if order.purpose.adds]
        base = sum((order.remaining for order in adding), ZERO)
        prices = position.anchor or plan.accepted_price
        notional = sum((order.remaining * (order.price or prices) for order in adding), ZERO)
        more = sum((r.amount for r in position.requests if r.amount > 0), position.entry_to_place)
        base, notional = base + more, notional + more * prices
    stop = planned_stop(plan.stop_loss, position.side, ladder.average(), market, peak=ladder.peak)
    worst = max(stop.stop or ZERO, stop.emergency or ZERO, position.stop_price or ZERO)
    return max(base * worst * factor - notional * brings, ZERO)
