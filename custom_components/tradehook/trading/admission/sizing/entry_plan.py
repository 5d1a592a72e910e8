"""Which of a signal's and a bot's fields make the plan of an opening."""

from datetime import timedelta
from decimal import Decimal

from ...model.market import Market, MarketType
from ...model.plan import Plan
from ...model.price_math import settled
from ...model.sections import OrderType
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse, warn
from ...reasons.text import plain
from ...settings.settings import Source
from ...signal.signal import Signal
from ..model import AdmissionContext


def unsized_plan(
    signal: Signal,
    context: AdmissionContext,
    market: Market,
    price: Decimal,
    warnings: list[str],
) -> Plan:
    """Return the plan of an opening, still without a size; raises Refused for its leverage.

    A section of the signal replaces the bot's whole section, unless the bot keeps it to itself.
    """
    settings = context.settings

    def ours(name: str, source: Source) -> bool:
        """Return whether a section that the signal gives comes from the bot all the same."""
        if source is Source.BOT:
            warnings.append(warn(ReasonCode.SECTION_FROM_BOT, path=name))
        return source is Source.BOT

    linear = market.market_type is MarketType.LINEAR
    given = signal.given
    keeps_dca = "dca_orders" not in given or ours("dca_orders", settings.dca_source)
    keeps_targets = "take_profit" not in given or ours("take_profit", settings.take_profit_source)
    keeps_stop = "stop_loss" not in given or ours("stop_loss", settings.stop_loss_source)
    adjust_fee, fixed = signal.adjust_fee, settings.break_even_offset
    expires = "entry_expiration" in given
    offset = signal.price_offset
    if offset is not None:
        _check_offset(offset, settings.entry_deviation)
    order_type = signal.order_type or settings.order_type
    return Plan(
        order_type=order_type if offset is None else OrderType.LIMIT,
        signal_price=signal.signal_price,
        entry_offset=offset,
        entry_deviation=settings.entry_deviation,
        adjust_fee=settings.adjust_fee if adjust_fee is None else adjust_fee,
        leverage=_leverage(signal, context, market, warnings) if linear or signal.leverage else 1,
        margin_mode=settings.margin_mode if linear else None,
        condition=signal.entry_condition,
        expiration=signal.entry_expiration if expires else settings.entry_expiration,
        dca_orders=settings.dca_orders if keeps_dca else signal.dca_orders,
        take_profit=settings.take_profit if keeps_targets else signal.take_profit,
        stop_loss=settings.stop_loss if keeps_stop else signal.stop_loss,
        auto_close=settings.auto_close,
        break_even_offset=fixed if isinstance(fixed, Decimal) else _break_even_offset(context),
        limit_stop_timeout=settings.limit_stop_timeout,
        stop_on_mark=settings.stop_on_mark,
        accepted_at=context.now,
        accepted_price=price,
        send_until=context.came_at + timedelta(seconds=settings.time_limit),
    )


def _check_offset(offset: Decimal, deviation: Decimal) -> None:
    """Refuse an entry further through the market than the bot's deviation; raises Refused."""
    if offset >= -deviation:
        return
    message = (
        f"goes through the market by more than the bot's entry deviation of {plain(deviation)} %"
    )
    error = FieldError("price_offset_percentage", message)
    summary = f"{error.path} {error.message}"
    raise Refused(refuse(ReasonCode.INVALID_SIGNAL, error, summary=summary))


def _break_even_offset(context: AdmissionContext) -> Decimal:
    """Return how far in profit break even lies, in percent, where the bot doesn't say it.

    The fees of both sides are those of the account, the exit's slippage too.
    """
    fee, slippage = context.taker_fee, context.slippage
    return settled(100 * ((1 + fee) / ((1 - fee) * (1 - slippage)) - 1))


def _leverage(
    signal: Signal, context: AdmissionContext, market: Market, warnings: list[str]
) -> int:
    if market.market_type is not MarketType.LINEAR:
        if signal.leverage not in (None, 1):
            reason = "a spot market has no leverage"
            warnings.append(warn(ReasonCode.FIELD_IGNORED, path="leverage", reason=reason))
        return 1
    leverage = signal.leverage or context.settings.leverage
    limit, owner = market.max_leverage, "The market"
    if context.max_leverage is not None:
        limit, owner = min((limit, owner), (context.max_leverage, "The account"))
    if leverage > limit:
        raise Refused(refuse(ReasonCode.LEVERAGE_TOO_HIGH, owner=owner, limit=limit))
    return leverage
