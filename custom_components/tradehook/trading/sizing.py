"""How large an initial entry is."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from .codes import ReasonCode, Refused, refuse
from .context import AdmissionContext
from .funds import affordable, available_balance, pays_with
from .ladder import Ladder
from .levels import adverse_level, settled
from .market import Market
from .plan import Plan
from .settings import SizeType
from .signal_types import Signal

_HUNDRED = Decimal(100)
_CENT = Decimal("1e-8")
_TIMES = 5
"""The largest entry is so many times the bot's own size, unless the bot says otherwise."""


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


def loss_at_stop(plan: Plan, ladder: Ladder, taker_fee: Decimal) -> Decimal | None:
    """Return the loss at the stop, with fees, for each unit of the initial entry.

    All DCA orders that can fill before the stop have filled; None = there is no stop.
    """
    level = plan.stop_loss.level if plan.stop_loss else None
    if level is None:
        return None
    filled, _ = ladder.until(level)
    average = filled.average()
    stop = adverse_level(ladder.side, level, average)
    loss = ladder.side.sign * (average - stop) + taker_fee * (average + stop)
    return loss * filled.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """What a size is found from."""

    context: AdmissionContext
    market: Market
    ladder: Ladder
    plan: Plan

    def of(self, signal: Signal) -> Size:
        """Return the signal's size, else the bot's; raises Refused."""
        if signal.base_amount is not None:
            return Size(base_amount=signal.base_amount)
        if signal.quote_amount is not None:
            return Size(quote_amount=signal.quote_amount)
        return self.own()

    def own(self) -> Size:
        """Return the bot's own size; raises Refused."""
        settings = self.context.settings
        match settings.size_type:
            case SizeType.QUOTE_AMOUNT:
                return Size(quote_amount=settings.size)
            case SizeType.BALANCE_PERCENTAGE:
                return self._of_balance(settings.size)
            case SizeType.RISK_PERCENTAGE:
                return self._of_risk(settings.size)

    def largest(self) -> Decimal:
        """Return the largest notional of an entry that the bot allows; raises Refused."""
        settings = self.context.settings
        if settings.max_entry_size is not None:
            return settings.max_entry_size
        if settings.size_type is SizeType.RISK_PERCENTAGE and self._loss_at_stop() is None:
            # Without a stop everything is at risk: what the bot risks is what it buys.
            return _TIMES * self._risk(settings.size)
        return _TIMES * self.own().notional(self.ladder.entry)

    def _of_balance(self, percentage: Decimal) -> Size:
        side = self.ladder.side
        currency = pays_with(self.market, side)
        available = max(available_balance(self.context, currency), Decimal(0))
        # All of the balance can't be spent where slippage and fees come on top.
        most = affordable(self.context, self.market, side, self.plan, self.ladder.entry)
        amount = min(available * percentage / _HUNDRED, most)
        if currency == self.market.base:
            return Size(base_amount=self.market.amount_down(amount))
        return Size(quote_amount=amount.quantize(_CENT, rounding=ROUND_FLOOR))

    def _of_risk(self, percentage: Decimal) -> Size:
        loss = self._loss_at_stop()
        if loss is None or loss <= 0:
            raise Refused(refuse(ReasonCode.RISK_NEEDS_STOP))
        return Size(base_amount=self.market.amount_down(settled(self._risk(percentage) / loss)))

    def _loss_at_stop(self) -> Decimal | None:
        return loss_at_stop(self.plan, self.ladder, self.context.taker_fee)

    def _risk(self, percentage: Decimal) -> Decimal:
        if self.context.equity is None:
            raise Refused(refuse(ReasonCode.MARKET_DATA_STALE, what="equity"))
        return self.context.equity * percentage / _HUNDRED
