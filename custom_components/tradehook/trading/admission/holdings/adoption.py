"""What somebody else bought becomes a position: its exits are judged as those of an opening."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from ...model.commands import AdoptPosition
from ...model.market import Market, Side
from ...model.plan import Plan
from ...model.price_math import PRECISE, has_reached, is_beyond
from ...position.entries.passed_exits import exits_already_passed
from ...position.rules.stop_loss import planned_stop
from ...position.rules.take_profit import target_price
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse
from ...reasons.text import plain
from ...signal.parse import InvalidSignal
from ...signal.price_checks import check_prices
from ...signal.signal import Signal
from ..checks.filters import fresh_quote
from ..checks.limits import check_readable
from ..model import AdmissionContext
from ..sizing import unsized_plan
from .unowned import Unowned


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What is asked for; `size` None = all that can be had."""

    size: Decimal | None
    entry_price: Decimal | None


def admit_adoption(
    signal: Signal, asked: Adoption, found: Unowned | None, context: AdmissionContext
) -> AdoptPosition:
    """Return the command that adopts a holding with the exits of a signal; raises Refused.

    What the signal leaves out is the bot's. Fixed exits are compared with the market, distances of
    the stop count from the entry price that was told.
    """
    if found is None:
        raise Refused(refuse(ReasonCode.NOTHING_TO_ADOPT, symbol=signal.symbol, side=signal.side))
    market, side = found.holding.market, found.holding.side
    with localcontext(PRECISE):
        check_readable(context, market.symbol)
        quote = fresh_quote(context, market)
        amount = _amount(asked, found, market)
        plan = replace(
            unsized_plan(signal, context, market, quote.last, []),
            signal_price=None,
            condition=None,
            expiration=None,
            dca_orders=(),
            base_amount=amount,
            leverage=found.holding.leverage,
            margin_mode=found.holding.margin_mode,
        )
        _check_exits(plan, side, market, quote.last, asked.entry_price)
    return AdoptPosition(
        symbol=market.symbol,
        side=side,
        plan=plan,
        signal_id=context.new_signal_id,
        amount=amount,
        price=quote.last,
        entry_price=asked.entry_price,
    )


def _amount(asked: Adoption, found: Unowned, market: Market) -> Decimal:
    available = found.available
    amount = available if asked.size is None else market.amount_down(asked.size)
    if amount > available:
        raise Refused(
            refuse(
                ReasonCode.ADOPTION_TOO_LARGE,
                size=plain(amount),
                available=plain(available),
                locked=plain(found.locked),
            )
        )
    if amount <= 0 or amount < market.min_amount:
        raise Refused(
            refuse(ReasonCode.NOTHING_TO_ADOPT, symbol=market.symbol, side=found.holding.side)
        )
    return amount


def _check_exits(
    plan: Plan, side: Side, market: Market, last: Decimal, entry_price: Decimal | None
) -> None:
    """Refuse exits that are wrong, or that would close it at once; raises Refused."""
    wrong = check_prices(side, last, take_profit=plan.take_profit, stop_loss=plan.stop_loss)
    if entry_price is not None:
        # Right against the entry, and passed by the market since: that is told with both prices.
        told = check_prices(
            side, entry_price, take_profit=plan.take_profit, stop_loss=plan.stop_loss
        )
        paths = {error.path for error in told}
        wrong = tuple(
            error
            for error in wrong
            if error.code is not ReasonCode.WRONG_SIDE or error.path in paths
        )
    if wrong:
        raise InvalidSignal(wrong)
    basis = last if entry_price is None else entry_price
    for path, price, protects in _exits(plan, side, market, last, basis):
        if price <= 0:
            message = "leads to a price of zero or less: choose another"
            raise InvalidSignal((FieldError(path, message, ReasonCode.PRICE_NOT_POSITIVE),))
        acts = is_beyond if protects else has_reached
        if acts(side, last, price):
            raise Refused(exits_already_passed(path, price, last))


def _exits(
    plan: Plan, side: Side, market: Market, last: Decimal, basis: Decimal
) -> Iterator[tuple[str, Decimal, bool]]:
    """Yield path and price of each exit, and whether it is a stop."""
    stop_loss = plan.stop_loss
    if stop_loss is not None:
        prices = planned_stop(stop_loss, side, basis, market)
        for name, level, price in (
            ("stop", stop_loss.level, prices.stop),
            ("emergency_stop", stop_loss.emergency, prices.emergency),
        ):
            if level is not None and price is not None:
                kind = "price" if level.price is not None else "percentage"
                yield f"stop_loss.{name}_{kind}", price, True
    for leg, target in enumerate(plan.take_profit):
        kind = "price" if target.level.price is not None else "price_percentage"
        yield f"take_profit[{leg}].{kind}", target_price(target, side, last, market), False
