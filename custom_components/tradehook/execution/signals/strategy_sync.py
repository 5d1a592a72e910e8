"""Whether a bot is in step with its strategy: what an alert says of before, and what was held."""

from decimal import localcontext

from ...trading.admission.meaning import missed_alert, target_side
from ...trading.admission.model import AdmissionContext, Admitted, Duplicate
from ...trading.admission.selection import find_exit_market
from ...trading.model.price_math import PRECISE
from ...trading.reasons.reasons import Refusal, Refused
from ...trading.signal.signal import Signal
from ..common.events import AlertMissed, StrategyInSync

FLAT = "flat"


def compared(
    signal: Signal, context: AdmissionContext, outcome: Admitted | Duplicate | Refusal
) -> AlertMissed | StrategyInSync | None:
    """Return what a judged alert tells of the ones before it; None for other signals and tests.

    `context` is the world in which it was judged: an accepted alert changes it.
    """
    state = signal.strategy
    if state is None or signal.test or isinstance(outcome, Duplicate):
        return None
    try:
        with localcontext(PRECISE):
            market = find_exit_market(signal, context)
            missed = missed_alert(state, context, market, signal.size_factor)
            side = target_side(state, context, market)
    except Refused:
        return None  # no market of this account: there is nothing to compare
    if missed is None:
        return StrategyInSync(context.bot_id, market.symbol)
    followed = isinstance(outcome, Admitted) and outcome.opening_refused is None
    return AlertMissed(
        bot_id=context.bot_id,
        symbol=market.symbol,
        expected=missed.expected,
        held=missed.held,
        target=side.value if side is not None else FLAT,
        followed=followed,
    )
