"""An increase: new exposure for positions that are there, or whose entry has not filled yet."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ..model.commands import Resize, ResizePositions
from ..model.market import Market, Quote, Side
from ..model.position import ZERO, Position
from ..model.price_math import is_beyond
from ..model.sections import OrderType
from ..position.entries.passed_exits import exits_already_passed
from ..position.entry_ladder import Ladder
from ..position.unfilled_entries import entry_price, in_all, initial_amount
from ..reasons.reasons import ReasonCode, Refused, refuse
from ..signal.signal import Signal, SizeChange
from .account_limits.check import check_account
from .account_numbers import AddedSize
from .checks.behind_exit import as_if_left
from .checks.filters import check_market_filters, fresh_quote
from .checks.funds import check_funds, cost_of, pays_with, slipped
from .checks.limits import check_entry_size, check_invested, check_position_size, check_readable
from .checks.minimums import below_minimum
from .checks.netting import check_foreign
from .checks.short_reserve import check_added
from .model import AdmissionContext, Reservation
from .selection import enlarged
from .sizing import Sizing, left_out, scaled, split


def admit_increase(
    signal: Signal, context: AdmissionContext, market: Market, warnings: list[str]
) -> tuple[ResizePositions, Reservation]:
    """Return what to add to which positions, and its funds; the checks are those of exposure."""
    check_readable(context, market.symbol)
    positions = enlarged(signal, context, market.symbol)
    if any(position.waits_for_exit for position in positions):
        context = as_if_left(context, market, context.leaving_positions(market.symbol))
    quote = fresh_quote(context, market)
    change = scaled(signal.increase_order or SizeChange(), signal.size_factor)
    order_type, price = _terms(signal, change, context, quote)
    sides = sorted({position.side for position in positions})
    for side in sides:
        check_market_filters(context, market, side, quote, price)
        check_foreign(context, market, side)
    currency = _currency(market, sides, positions)
    worth = _price(quote, sides[0]) if price is None else price
    for position in positions:
        _check_stop_ahead(position, quote, price)
    parts = split(
        change,
        positions,
        market,
        price=worth,
        whole=initial_amount,
        size=in_all,
        takes=lambda _, amount: market.tradable(amount, worth),
    )
    steps = _tradable(parts, market, worth, warnings)
    for position, amount in steps:
        at = _pays(position, worth)
        _check_size(context, market, position, amount * at, at)
        check_position_size(context, market, position, amount)
    notional = sum((amount * _pays(position, worth) for position, amount in steps), ZERO)
    check_invested(context, market, notional)
    added = tuple(
        AddedSize(position_id=p.position_id, amount=amount, price=_pays(p, worth))
        for p, amount in steps
    )
    check_account(context, market.symbol, warnings, added=added)
    cost = _cost(context, market, steps, worth, order_type)
    check_funds(context, market, pays_with(market, sides[0]), cost)
    for position, amount in steps:
        check_added(context, market, position, amount, _pays(position, worth))
    command = ResizePositions(
        symbol=market.symbol,
        direction=Resize.INCREASE,
        amounts=tuple((position.position_id, amount) for position, amount in steps),
        order_type=order_type,
        price=price,
    )
    return command, Reservation(notional=notional, cost=cost, currency=currency, added=added)


def _terms(
    signal: Signal, change: SizeChange, context: AdmissionContext, quote: Quote
) -> tuple[OrderType, Decimal | None]:
    """Return order type and limit price: a price of its own means a limit order."""
    order_type = signal.order_type
    if order_type is None:
        order_type = context.settings.order_type if change.price is None else OrderType.LIMIT
    if order_type is OrderType.MARKET:
        return order_type, None
    return order_type, change.price or signal.signal_price or quote.last


def _check_stop_ahead(position: Position, quote: Quote, limit: Decimal | None) -> None:
    """Refuse what the position's own stop would sell as soon as it is bought; raises Refused."""
    side, stop = position.side, position.stop_price
    price = quote.last
    if limit is not None and side.sign * (limit - _price(quote, side)) < 0:
        price = limit  # it rests there
    if stop is not None and is_beyond(side, price, stop):
        raise Refused(exits_already_passed("the position's stop", stop, price))


def _price(quote: Quote, side: Side) -> Decimal:
    return quote.ask if side is Side.LONG else quote.bid


def _pays(position: Position, price: Decimal) -> Decimal:
    """Return what is reckoned for an addition: an entry that rests keeps its limit."""
    return price if position.size > 0 else max(price, entry_price(position))


def _currency(market: Market, sides: list[Side], positions: Sequence[Position]) -> str:
    currencies = {pays_with(market, side) for side in sides}
    if len(currencies) > 1:
        # Coins for one side and money for the other: one signal means one of them.
        names = ", ".join(position.signal_id for position in positions)
        raise Refused(refuse(ReasonCode.POSITION_AMBIGUOUS, positions=names))
    return currencies.pop()


def _tradable(
    parts: list[tuple[Position, Decimal]], market: Market, price: Decimal, warnings: list[str]
) -> list[tuple[Position, Decimal]]:
    """Leave out what is too small; raises Refused when that is everything."""
    steps = [(p, amount) for p, amount in parts if market.tradable(amount, price)]
    if not steps:
        raise below_minimum(market, "increase", max(amount for _, amount in parts), price)
    warnings += left_out(parts, steps, "increase_order")
    return steps


def _check_size(
    context: AdmissionContext, market: Market, position: Position, notional: Decimal, price: Decimal
) -> None:
    sizing = Sizing(
        context=context,
        market=market,
        ladder=Ladder(position.side, price),
        plan=replace(position.plan, dca_orders=()),
    )
    check_entry_size(market, notional, sizing.largest())


def _cost(
    context: AdmissionContext,
    market: Market,
    steps: list[tuple[Position, Decimal]],
    price: Decimal,
    order_type: OrderType,
) -> Decimal:
    return sum(
        (
            cost_of(
                context,
                market,
                position.side,
                notional=amount
                * _pays(position, price)
                * slipped(context, market, position.side, order_type, price),
                base_amount=amount,
                leverage=position.plan.leverage,
            )
            for position, amount in steps
        ),
        ZERO,
    )
