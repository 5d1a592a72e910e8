"""Whether a position may be opened now, and what it takes."""

from collections.abc import Callable
import dataclasses
from decimal import Decimal, localcontext
from functools import partial

from ..common.changed_copies import replace
from ..model.commands import OpenPosition
from ..model.facts import Opened
from ..model.inputs import MarketContext
from ..model.market import Market, MarketType, Quote, Side
from ..model.plan import Plan
from ..model.position import ZERO, Position
from ..model.price_math import PRECISE, favourable_level, settled
from ..model.sections import TakeProfit
from ..position.entries.entry_rungs import EntryOrder, entry_rung, traded_at
from ..position.entries.passed_exits import has_fixed_exit, passed_exit
from ..position.entry_ladder import expected_ladder
from ..position.evolve.planned_entry import anchor_price
from ..position.rules.stop_loss import planned_stop
from ..position.rules.take_profit import target_price
from ..reasons.reasons import FieldError, ReasonCode, Refused, warn
from ..signal.parse import InvalidSignal
from ..signal.price_checks import check_prices
from ..signal.signal import Signal
from .account_limits.check import check_account, has_limits
from .checks.behind_exit import as_if_left
from .checks.filters import check_exits, check_market_filters, check_status, fresh_quote
from .checks.funds import check_funds, check_liquidation, cost_of, fee_share, pays_with, slipped
from .checks.limits import (
    check_cooldown,
    check_entry_size,
    check_invested,
    check_position_limits,
    check_readable,
)
from .checks.minimums import check_minimum
from .checks.netting import check_sharing
from .checks.short_reserve import check_reserve
from .model import AdmissionContext, Reservation
from .open_warnings import opening_warnings
from .sizing import Sizing, unsized_plan

_ONE = Decimal(1)


class _Entry:
    """An opening under examination; what several checks ask of it is worked out once."""

    __slots__ = ("context", "ladder", "market", "plan", "quote", "side")

    def __init__(
        self, context: AdmissionContext, market: Market, quote: Quote, side: Side, plan: Plan
    ) -> None:
        self.context = context
        self.market = market
        self.quote = quote
        self.side = side
        self.plan = plan
        self.ladder = expected_ladder(plan, side, market, quote)
        """Its prices, which don't depend on its size."""

    @property
    def anchor(self) -> Decimal:
        """Return the price that entry, DCA and exit distances count from."""
        return anchor_price(self.plan, self.side, self.quote.last)

    @property
    def situation(self) -> MarketContext:
        """Return the world in which its exits are planned."""
        context = self.context
        return MarketContext(
            market=self.market,
            quote=self.quote,
            now=context.now,
            hedge_mode=context.hedge_mode,
            spot_fee=context.taker_fee,
        )


def admit_opening(
    signal: Signal, side: Side, context: AdmissionContext, market: Market, warnings: list[str]
) -> tuple[OpenPosition, Reservation]:
    """Return the position that a signal opens and its funds, and add warnings; raises Refused."""
    if context.unreadable:
        check_readable(context, market.symbol)
    quote = fresh_quote(context, market)
    leaving = context.leaving_positions(market.symbol) if context.own_positions else []
    plan = unsized_plan(signal, context, market, quote.last, warnings)
    if leaving:
        context = as_if_left(context, market, leaving)
        plan = replace(plan, waits_for=tuple(position.position_id for position in leaving))
        warnings.append(warn(ReasonCode.WAITS_FOR_EXIT))
    entry = _Entry(context, market, quote, side, plan)
    if errors := _wrong_prices(entry):
        raise InvalidSignal(tuple(_with_origin(error, signal) for error in errors))
    exits = bool(plan.take_profit) or plan.stop_loss is not None
    if exits and plan.condition is None and not leaving:
        _check_exits_ahead(entry)
    _check_filters(entry)
    if plan.stop_loss is not None or context.settings.require_stop_loss:
        check_exits(context.settings, plan.take_profit, plan.stop_loss)
    if market.market_type is MarketType.LINEAR:
        check_sharing(context, market, side, plan.leverage, plan.margin_mode)
    check_position_limits(context, market.symbol)
    check_cooldown(signal.action, context, market.symbol)
    ladder = entry.ladder
    sizing = Sizing(context=context, market=market, ladder=ladder, plan=plan)
    size = sizing.of(signal)
    check_entry_size(market, size.notional(ladder.entry), sizing.largest())
    sized = replace(plan, quote_amount=size.quote_amount, base_amount=size.base_amount)
    order = entry_rung(sized, side, market, quote, context.taker_fee)
    within = partial(_check_account, entry, sized, warnings) if has_limits(context) else None
    reservation = _check_affordable(entry, sized, order, within)
    if exits or plan.dca_orders:
        warnings += opening_warnings(sized, side, entry.situation, quote, ladder, order)
    opening = OpenPosition(
        symbol=market.symbol,
        side=side,
        plan=sized,
        signal_id=signal.signal_id or context.new_signal_id,
        tags=signal.tags,
    )
    return opening, reservation


def check_again(position: Position, context: AdmissionContext) -> None:
    """Check prices, filters, limits and funds of an opening whose condition holds; raises Refused.

    A fixed stop that the price has passed meanwhile would sell at once. The opening has its
    slot already; `context.free` must count what was kept back for it as free.
    """
    with localcontext(PRECISE):
        market = context.markets[position.symbol]
        check_readable(context, market.symbol)
        plan, side = position.plan, position.side
        others = [p for p in context.positions if p.position_id != position.position_id]
        context = dataclasses.replace(context, positions=others)
        check_status(context, market)
        quote = fresh_quote(context, market)
        entry = _Entry(context, market, quote, side, plan)
        if errors := tuple(_not_positive(entry)):
            raise InvalidSignal(errors)
        _check_exits_ahead(entry)
        _check_filters(entry)
        check_sharing(context, market, side, plan.leverage, plan.margin_mode)
        check_position_limits(context, market.symbol)
        _check_affordable(
            entry,
            plan,
            entry_rung(plan, side, market, quote, context.taker_fee),
            lambda: check_account(context, market.symbol, [], position, again=True),
        )


def _check_account(entry: _Entry, sized: Plan, warnings: list[str]) -> None:
    """Judge an opening by the account's limits; raises Refused.

    It is the position that it would be: what it takes is what it counts for then.
    """
    context = entry.context
    opened = Position.opened(
        Opened(
            at=context.now,
            position_id=context.new_signal_id,
            bot_id=context.bot_id,
            signal_id=context.new_signal_id,
            symbol=entry.market.symbol,
            side=entry.side,
            plan=sized,
        )
    )
    check_account(context, entry.market.symbol, warnings, opened)


def _check_filters(entry: _Entry) -> None:
    plan = entry.plan
    price = plan.signal_price if plan.entry_offset is None else entry.anchor
    check_market_filters(entry.context, entry.market, entry.side, entry.quote, price)


def _check_affordable(
    entry: _Entry, plan: Plan, initial: EntryOrder, within_account: Callable[[], None] | None
) -> Reservation:
    """Return the funds for the whole ladder of a plan that has its size; raises Refused.

    `within_account` judges the account's own limits: after the bot's, before funds.
    """
    context, market, ladder = entry.context, entry.market, entry.ladder
    check_minimum(market, "entry", initial.amount, ladder.entry)
    for leg, rung in enumerate(ladder.dca):
        amount = market.amount_down(settled(initial.amount * rung.weight))
        check_minimum(market, f"DCA order {leg + 1}", amount, rung.price, f"dca_orders[{leg}]")
    factor = fee_share(context, plan) if plan.adjust_fee else _ONE
    if plan.base_amount is not None:
        base_amount = plan.base_amount * factor
        worth = base_amount * ladder.entry
    else:
        worth = (plan.quote_amount or ZERO) * factor
        base_amount = worth / ladder.entry
    notional, weight = ladder.notional(worth), ladder.weight if ladder.dca else _ONE
    if context.settings.max_invested is not None:
        check_invested(context, market, notional)
    if within_account is not None:
        within_account()
    slippage = slipped(context, market, entry.side, plan.order_type, ladder.entry) - 1
    cost = cost_of(
        context,
        market,
        entry.side,
        notional=notional + worth * slippage,
        base_amount=base_amount * weight,
        leverage=plan.leverage,
    )
    currency = pays_with(market, entry.side)
    check_funds(context, market, currency, cost)
    if currency == market.base:
        check_reserve(context, market, plan, ladder, base_amount * weight, notional)
    if plan.stop_loss is not None and market.market_type is MarketType.LINEAR:
        prices = planned_stop(
            plan.stop_loss, entry.side, ladder.average(), market, peak=ladder.peak
        )
        stop = prices.emergency if prices.stop is None else prices.stop
        check_liquidation(context, market, plan, ladder, stop, worth)
    return Reservation(notional=notional, cost=cost, currency=currency)


def _wrong_prices(entry: _Entry) -> tuple[FieldError, ...]:
    """Return the prices on the wrong side of the signal's price, else of the market's."""
    plan, side = entry.plan, entry.side
    found: tuple[FieldError, ...] = ()
    if plan.dca_orders or plan.take_profit or plan.stop_loss is not None:
        found = check_prices(
            side,
            entry.anchor,
            dca_orders=plan.dca_orders,
            take_profit=plan.take_profit,
            stop_loss=plan.stop_loss,
        )
    if plan.expiration is not None:
        # Whatever the signal's price is, an entry that the present price would cancel is none.
        found += check_prices(side, entry.quote.last, entry_expiration=plan.expiration)
    return found or tuple(_not_positive(entry))


def _check_exits_ahead(entry: _Entry) -> None:
    """Refuse what would be sold as soon as it is bought; raises Refused."""
    if not has_fixed_exit(entry.plan):
        return
    price = traded_at(entry.plan, entry.side, entry.market, entry.quote)
    refusal = passed_exit(entry.plan, entry.side, price)
    if refusal is not None:
        raise Refused(refusal)


def _not_positive(entry: _Entry) -> list[FieldError]:
    """Return what only rounding to the market's ticks, or a deviation, brings down to zero."""
    ladder = entry.ladder
    paths = [] if ladder.entry > 0 else ["signal_price"]
    paths += [f"dca_orders[{leg}]" for leg, rung in enumerate(ladder.dca) if rung.price <= 0]
    paths += [
        f"take_profit[{leg}]"
        for leg, target in enumerate(entry.plan.take_profit)
        if not _is_positive(target, entry)
    ]
    message = "leads to a price of zero or less: choose another"
    return [FieldError(path, message, ReasonCode.PRICE_NOT_POSITIVE) for path in paths]


def _is_positive(target: TakeProfit, entry: _Entry) -> bool:
    """Return whether a target lies above zero: a long's is rounded up, a short's down."""
    if entry.side is Side.LONG:
        return favourable_level(entry.side, target.level, entry.anchor) > 0
    return target_price(target, entry.side, entry.anchor, entry.market) > 0


def _with_origin(error: FieldError, signal: Signal) -> FieldError:
    """Say when the bot's settings are what is wrong."""
    section = error.path.split("[")[0].split(".")[0]
    if section in signal.given or section == "signal_price":
        return error
    return replace(error, message=f"{error.message} (it comes from the bot's settings)")
