"""How large an initial entry is."""

from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property

from ...model.market import Market, Side
from ...model.plan import Plan
from ...model.price_math import settled
from ...model.sections import OrderType, PriceLevel
from ...position.entry_ladder import Ladder
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse
from ...settings.settings import LARGEST_TIMES, SizeType
from ...signal.signal import EntrySize, Signal, SizeUnit
from ..checks.funds import affordable, available_balance, pays_with
from ..model import AdmissionContext

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_CENT = Decimal("1e-8")


@dataclass(frozen=True, slots=True)
class Size:
    """The size of an initial entry; exactly one of the two is set."""

    quote_amount: Decimal | None = None
    base_amount: Decimal | None = None

    def notional(self, price: Decimal) -> Decimal:
        """Return its worth in quote."""
        if self.quote_amount is not None:
            return self.quote_amount
        return (self.base_amount or Decimal(0)) * price


def loss_at_stop(
    plan: Plan, ladder: Ladder, taker_fee: Decimal, slippage: Decimal
) -> Decimal | None:
    """Return the loss at the stop for each unit of the initial entry; None = there is no stop.

    Fees and the slippage of market orders are in it, and all DCA orders are filled: those beyond
    the stop rest, too, and in a jump they fill before anything is sold.
    """
    ends = _protecting(plan)
    if ends == (None, None):
        return None
    side = ladder.side
    if plan.order_type is OrderType.MARKET:
        ladder = replace(ladder, entry=ladder.entry * (1 + side.sign * slippage))
    reached, beyond = ladder.until(*ends)
    at_stop = _loss(reached, reached.left_at(*ends), taker_fee, slippage)
    if not beyond:
        return at_stop
    lowest = [ladder.dca[leg].price for leg in beyond]
    lowest.append(ladder.left_at(*ends))
    left_at = min(lowest) if side is Side.LONG else max(lowest)
    return max(at_stop, _loss(ladder, left_at, taker_fee, slippage))


def _protecting(plan: Plan) -> tuple[PriceLevel | None, Decimal | None]:
    """Return the level, and what trails, by which a position is left for certain.

    No cool-down holds them up.
    """
    stop = plan.stop_loss
    if stop is None:
        return None, None
    if stop.cool_down_seconds and stop.emergency is not None:
        return stop.emergency, None
    return stop.level, stop.trailing_distance if stop.trails_at_once else None


def _loss(filled: Ladder, left_at: Decimal, taker_fee: Decimal, slippage: Decimal) -> Decimal:
    sign, average = filled.side.sign, filled.average()
    price = left_at * (1 - sign * slippage)
    return (sign * (average - price) + taker_fee * (average + price)) * filled.weight


@dataclass(frozen=True, kw_only=True)
class Sizing:
    """What a size is found from; what the largest one needs as well is worked out once."""

    context: AdmissionContext
    market: Market
    ladder: Ladder
    plan: Plan

    def of(self, signal: Signal) -> Size:
        """Return the signal's size, else the bot's; raises Refused."""
        factor = signal.size_factor
        if signal.base_amount is not None:
            return Size(base_amount=signal.base_amount * factor)
        if signal.quote_amount is not None:
            return Size(quote_amount=signal.quote_amount * factor)
        if signal.entry_size is None:
            return self._own if factor.compare_total(_ONE) == 0 else self.own(factor)
        asked = signal.entry_size
        return self._asked(replace(asked, value=asked.value * factor))

    @cached_property
    def _own(self) -> Size:
        return self.own()

    def own(self, factor: Decimal = _ONE) -> Size:
        """Return so many times the bot's own size; raises Refused."""
        settings = self.context.settings
        size = settings.size * factor
        match settings.size_type:
            case SizeType.QUOTE_AMOUNT:
                return Size(quote_amount=size)
            case SizeType.BALANCE_PERCENTAGE:
                return self._of_balance(size)
            case SizeType.RISK_PERCENTAGE:
                return self._of_risk(size)

    def largest(self) -> Decimal:
        """Return the largest notional of an entry that the bot allows; raises Refused."""
        settings = self.context.settings
        if settings.max_entry_size is not None:
            return settings.max_entry_size
        if settings.size_type is SizeType.QUOTE_AMOUNT:
            return LARGEST_TIMES * settings.size
        if settings.size_type is SizeType.RISK_PERCENTAGE and self._loss is None:
            # Without a stop everything is at risk: what the bot risks is what it buys.
            return LARGEST_TIMES * self._of_equity(settings.size)
        return LARGEST_TIMES * self._own.notional(self.ladder.entry)

    def _asked(self, size: EntrySize) -> Size:
        """Return a size that a signal asks for; only all of the balance is cut, for its costs."""
        unit, value, leverage = size.unit, size.value, self.plan.leverage
        match unit:
            case SizeUnit.BALANCE_PERCENTAGE:
                return self._of_balance(value, cut=value == _HUNDRED)
            case SizeUnit.MARGIN_PERCENTAGE:
                return self._of_balance(value * leverage, cut=value == _HUNDRED)
            case SizeUnit.EQUITY_PERCENTAGE:
                return _in_quote(self._of_equity(value))
            case SizeUnit.MARGIN_AMOUNT:
                return _in_quote(value * leverage)
            case SizeUnit.RISK_PERCENTAGE | SizeUnit.RISK_AMOUNT:
                return self._at_risk(unit, value)

    def _at_risk(self, unit: SizeUnit, value: Decimal) -> Size:
        """Return what loses so much at its stop; nothing but a certain stop bounds a loss."""
        stop = self.plan.stop_loss
        certain = stop is not None and not (stop.cool_down_seconds and stop.emergency is None)
        loss = self._loss if certain else None
        if loss is None or loss <= 0:
            what = "an emergency stop beside the cool-down" if stop else "a `stop_loss`"
            error = FieldError(unit.value, f"needs {what}", ReasonCode.RISK_NEEDS_STOP)
            raise Refused(replace(refuse(ReasonCode.RISK_NEEDS_STOP, error), http_status=422))
        risk = value if unit is SizeUnit.RISK_AMOUNT else self._of_equity(value)
        return Size(base_amount=self.market.amount_down(settled(risk / loss)))

    def _of_balance(self, percentage: Decimal, *, cut: bool = True) -> Size:
        side = self.ladder.side
        currency = pays_with(self.market, side)
        available = max(available_balance(self.context, currency), Decimal(0))
        amount = available * percentage / _HUNDRED
        if cut:
            # All of the balance can't be spent where slippage and fees come on top.
            most = affordable(self.context, self.market, side, self.plan, self.ladder.entry)
            amount = min(amount, most)
        if currency == self.market.base:
            return Size(base_amount=self.market.amount_down(amount))
        return _in_quote(amount)

    def _of_risk(self, percentage: Decimal) -> Size:
        loss = self._loss
        if loss is None or loss <= 0:
            raise Refused(refuse(ReasonCode.RISK_NEEDS_STOP))
        return Size(
            base_amount=self.market.amount_down(settled(self._of_equity(percentage) / loss))
        )

    @cached_property
    def _loss(self) -> Decimal | None:
        """Return what each unit of the initial entry loses at the stop."""
        return loss_at_stop(self.plan, self.ladder, self.context.taker_fee, self.context.slippage)

    def _of_equity(self, percentage: Decimal) -> Decimal:
        if self.context.equity is None:
            raise Refused(refuse(ReasonCode.MARKET_DATA_STALE, what="equity"))
        return self.context.equity * percentage / _HUNDRED


def _in_quote(amount: Decimal) -> Size:
    return Size(quote_amount=amount.quantize(_CENT, rounding=ROUND_FLOOR))
