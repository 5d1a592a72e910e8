"""Whether new exposure stays within the account's own limits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from ...model.position import Position
from ...reasons.money import amount_of
from ...reasons.reasons import ReasonCode, Refusal, Refused, refuse
from ...reasons.text import plain
from ...settings.account_limits import IN_MONEY, ON_RESULTS, AccountLimit, LimitKind, LimitUnit
from ..account_numbers import AccountNumbers, AddedSize
from ..checks.bot_state import LOCKED
from ..model import AdmissionContext
from .exposure import AccountHoldings, AccountUsage

MINUTE = timedelta(minutes=1)
_HUNDRED = Decimal(100)
_REACHED = {
    LimitKind.EXPOSURE: ReasonCode.ACCOUNT_EXPOSURE_REACHED,
    LimitKind.BASE_EXPOSURE: ReasonCode.ACCOUNT_BASE_EXPOSURE_REACHED,
    LimitKind.OPEN_RISK: ReasonCode.ACCOUNT_OPEN_RISK_REACHED,
}
_NAMES = {
    LimitKind.EXPOSURE: "the account's exposure",
    LimitKind.BASE_EXPOSURE: "the account's exposure in one currency",
    LimitKind.OPEN_RISK: "the account's open risk",
    LimitKind.DAILY_LOSS: "the account's result of today",
    LimitKind.DRAWDOWN: "the account's drawdown",
}


def has_limits(context: AdmissionContext) -> bool:
    """Return whether the account has limits of its own."""
    return context.account is not None and bool(context.account.limits)


def check_account(
    context: AdmissionContext,
    symbol: str,
    warnings: list[str],
    opening: Position | None = None,
    *,
    added: Sequence[AddedSize] = (),
    again: bool = False,
) -> None:
    """Judge an opening as it will be, or increases, by the account's limits; raises Refused.

    A limit that only warns adds to `warnings`. What is judged `again` has had its turn among
    the openings of a minute. `context.positions` must be without the opening.
    """
    numbers = context.account
    if numbers is None or not numbers.limits:
        return
    numbers = replace(numbers, added=[*numbers.added, *added])
    base = symbol.partition("/")[0]
    used = AccountUsage(AccountHoldings.of(context, opening), numbers)
    counts = (opening is not None, opening is not None and not again)
    for limit, refusal in _found(context, numbers, used, base, counts):
        if limit.blocks:
            raise Refused(refusal)
        warnings.append(f"{refusal.code.value}: {refusal.message}")


def _found(
    context: AdmissionContext,
    numbers: AccountNumbers,
    used: AccountUsage,
    base: str,
    counts: tuple[bool, bool],
) -> Iterator[tuple[AccountLimit, Refusal]]:
    """Yield each limit that the new exposure would break, and what says so."""
    one_more, in_rate = counts
    for kind, limit in numbers.limits.items():
        if kind in _REACHED:
            amount = _used(kind, used, base)
            refusal = _in_money(kind, limit, amount, base, context, numbers)
        elif kind in ON_RESULTS:
            refusal = _of_results(kind, limit, numbers, context.equity)
        elif kind is LimitKind.OPEN_POSITIONS:
            over = one_more and used.open_positions > limit.value
            code = ReasonCode.ACCOUNT_POSITIONS_REACHED
            refusal = refuse(code, limit=plain(limit.value)) if over else None
        else:
            recent = sum(at > context.now - MINUTE for at in numbers.openings)
            over = in_rate and recent >= limit.value
            code = ReasonCode.ACCOUNT_OPENINGS_REACHED
            refusal = refuse(code, limit=plain(limit.value)) if over else None
        if refusal is not None:
            yield limit, refusal


def _used(kind: LimitKind, used: AccountUsage, base: str) -> Decimal | None:
    if kind is LimitKind.OPEN_RISK:
        return used.open_risk
    return used.exposure(base if kind is LimitKind.BASE_EXPOSURE else None)


def _of_results(
    kind: LimitKind, limit: AccountLimit, numbers: AccountNumbers, equity: Decimal | None
) -> Refusal | None:
    """Return why results speak against it: what blocks has locked the account already."""
    if kind in numbers.reached:
        return refuse(LOCKED[kind])
    uncounted = kind is LimitKind.DRAWDOWN and not numbers.counts_drawdown
    known = numbers.own_result() is not None and amount_allowed(kind, limit, equity) is not None
    return _unknown(kind) if uncounted or not known else None


def _in_money(
    kind: LimitKind,
    limit: AccountLimit,
    used: Decimal | None,
    base: str,
    context: AdmissionContext,
    numbers: AccountNumbers,
) -> Refusal | None:
    most = amount_allowed(kind, limit, context.equity)
    if used is None or most is None:
        return _unknown(kind)
    if used <= most:
        return None
    values = {
        "amount": amount_of(used, numbers.currency),
        "limit": amount_of(most, numbers.currency),
    }
    if kind is LimitKind.BASE_EXPOSURE:
        values["base"] = base
    return refuse(_REACHED[kind], **values)


def amount_allowed(kind: LimitKind, limit: AccountLimit, equity: Decimal | None) -> Decimal | None:
    """Return a limit on money as an amount; None while the equity that it is of is not known."""
    if kind not in IN_MONEY or limit.unit is LimitUnit.AMOUNT:
        return limit.value
    return None if equity is None else limit.value * equity / _HUNDRED


def _unknown(kind: LimitKind) -> Refusal:
    return refuse(ReasonCode.ACCOUNT_NUMBERS_UNKNOWN, what=_NAMES[kind])
