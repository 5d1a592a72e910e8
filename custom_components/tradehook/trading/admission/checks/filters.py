"""A bot's filters: which markets, sides and prices it takes."""

from decimal import Decimal

from ...common.time_spans import is_older
from ...model.market import Market, Quote, Side
from ...model.sections import StopLoss, TakeProfit
from ...reasons.reasons import ReasonCode, Refused, refuse
from ...settings.settings import BotSettings
from ...signal.fields.sections import too_few_targets
from ...signal.signal import Signal
from ..model import AdmissionContext

MAX_PRICE_AGE = 5
"""Seconds; on older prices no exposure is added."""
MAX_BALANCE_AGE = 60
"""Seconds; likewise for balances."""
_HUNDRED = Decimal(100)
_SHOWN = Decimal("0.0001")
_LARGE = Decimal(10) ** 20


def fresh_quote(context: AdmissionContext, market: Market) -> Quote:
    """Return the market's prices; raises Refused when they are missing or too old."""
    quote = context.quotes.get(market.symbol)
    if quote is None or is_older(quote.at, context.now, MAX_PRICE_AGE):
        raise Refused(refuse(ReasonCode.MARKET_DATA_STALE, what="price"))
    return quote


def check_status(context: AdmissionContext, market: Market) -> None:
    """Refuse more exposure in a market that is halted, or whose end is known; raises Refused."""
    status = context.market_states.get(market.symbol)
    if status is None:
        return
    if status.delisting is not None:
        date = f"{status.delisting:%Y-%m-%d %H:%M} UTC"
        raise Refused(refuse(ReasonCode.MARKET_DELISTING, symbol=market.symbol, date=date))
    if status.halted:
        raise Refused(refuse(ReasonCode.MARKET_HALTED, symbol=market.symbol))


def check_age(context: AdmissionContext, signal: Signal) -> None:
    """Refuse a signal that was old when it came; one without a timestamp has no age.

    The signal's own limit tightens the bot's and never loosens it.
    """
    limits = [one for one in (context.settings.max_signal_age, signal.max_age) if one is not None]
    timestamp = signal.timestamp
    if not limits or timestamp is None:
        return
    limit = min(limits)
    age = (context.came_at - timestamp).total_seconds()
    if age > limit:
        raise Refused(refuse(ReasonCode.SIGNAL_TOO_OLD, age=round(age), limit=limit))


def check_market_filters(
    context: AdmissionContext,
    market: Market,
    side: Side,
    quote: Quote,
    signal_price: Decimal | None,
) -> None:
    """Refuse a side, currency, price, volume, distance or spread that the bot does not take."""
    settings = context.settings
    if side not in settings.sides:
        raise Refused(refuse(ReasonCode.SIDE_NOT_ALLOWED, side=side))
    if settings.allowed_bases or settings.blocked_bases:
        _check_base(settings, market.base)
    if settings.min_price is not None or settings.max_price is not None:
        _check_price(settings, quote.last)
    if settings.min_quote_volume is not None:
        volume = context.quote_volumes.get(market.symbol)
        _check_volume(settings.min_quote_volume, volume)
    if settings.max_price_distance is not None and signal_price is not None:
        _check_distance(settings.max_price_distance, quote.last, signal_price)
    if settings.max_spread is not None:
        _check_spread(settings.max_spread, quote)


def check_exits(
    settings: BotSettings, take_profit: tuple[TakeProfit, ...], stop_loss: StopLoss | None
) -> None:
    """Refuse an opening without the stop that the bot requires, or the targets it needs."""
    stops = stop_loss is not None and (stop_loss.level is not None or stop_loss.trails_at_once)
    if settings.require_stop_loss and not stops:
        raise Refused(refuse(ReasonCode.STOP_LOSS_REQUIRED))
    error = None if stop_loss is None else too_few_targets(stop_loss, len(take_profit))
    if error is not None:
        summary = f"{error.path} {error.message}"
        raise Refused(refuse(ReasonCode.PROTECTION_NEEDS_TARGETS, error, summary=summary))


def _check_base(settings: BotSettings, base: str) -> None:
    name = base.upper()
    if settings.allowed_bases and name not in {word.upper() for word in settings.allowed_bases}:
        raise Refused(refuse(ReasonCode.BASE_NOT_ALLOWED, base=base))
    if name in {word.upper() for word in settings.blocked_bases}:
        raise Refused(refuse(ReasonCode.BASE_BLOCKED, base=base))


def _check_price(settings: BotSettings, price: Decimal) -> None:
    if settings.min_price is not None and price < settings.min_price:
        raise Refused(refuse(ReasonCode.PRICE_TOO_LOW, price=price, limit=settings.min_price))
    if settings.max_price is not None and price > settings.max_price:
        raise Refused(refuse(ReasonCode.PRICE_TOO_HIGH, price=price, limit=settings.max_price))


def _check_volume(limit: Decimal, volume: Decimal | None) -> None:
    if volume is None:
        raise Refused(refuse(ReasonCode.VOLUME_UNKNOWN))
    if volume < limit:
        raise Refused(refuse(ReasonCode.VOLUME_TOO_LOW, volume=volume, limit=limit))


def _check_distance(limit: Decimal, last: Decimal, signal_price: Decimal) -> None:
    distance = _HUNDRED * abs(signal_price - last) / last
    if distance > limit:
        raise Refused(refuse(ReasonCode.PRICE_TOO_FAR, distance=_shown(distance), limit=limit))


def _check_spread(limit: Decimal, quote: Quote) -> None:
    spread = _HUNDRED * (quote.ask - quote.bid) / ((quote.ask + quote.bid) / 2)
    if spread > limit:
        raise Refused(refuse(ReasonCode.SPREAD_TOO_WIDE, spread=_shown(spread), limit=limit))


def _shown(percentage: Decimal) -> Decimal:
    return percentage.quantize(_SHOWN) if percentage < _LARGE else percentage.to_integral_value()
