"""Whether a bot in its state, and an account with its Trading switch, take an action."""

from typing import Final

from ...reasons.reasons import ReasonCode, Refused, refuse
from ...settings.account_limits import LimitKind
from ...signal.actions import action_row
from ...signal.signal import Action
from ..model import AdmissionContext, BotState
from .limits import HaltReason, halt_reason

LOCKED: Final = {
    LimitKind.DAILY_LOSS: ReasonCode.ACCOUNT_DAILY_LOSS,
    LimitKind.DRAWDOWN: ReasonCode.ACCOUNT_DRAWDOWN,
}
"""What says that a limit on the account's results is reached."""


def check_bot(action: Action, context: AdmissionContext) -> None:
    """Refuse new exposure of a stopped or halted bot; raises Refused."""
    row = action_row(action)
    starts = row.starts_bot
    if not starts:
        if context.state is BotState.CLOSED:
            raise Refused(refuse(ReasonCode.BOT_STOPPED))
        if context.state is BotState.STOPPED and not row.while_stopped:
            raise Refused(refuse(ReasonCode.BOT_STOPPED))
    reason = _halts_opening(context) if starts else halted_by(context)
    if reason is not None:
        raise Refused(refuse(ReasonCode.BOT_HALTED, reason=reason.sentence))


def check_trading(context: AdmissionContext) -> None:
    """Refuse new exposure while the Trading switch is off or locked; raises Refused."""
    if not context.trading_enabled:
        raise Refused(refuse(ReasonCode.TRADING_OFF))
    check_lock(context)


def check_lock(context: AdmissionContext) -> None:
    """Refuse new exposure while a limit of the account has locked it; raises Refused."""
    lock = context.account.lock if context.account is not None else None
    if lock is not None:
        raise Refused(refuse(LOCKED[lock]))


def halted_by(context: AdmissionContext) -> HaltReason | None:
    """Return what halts the bot: what it was halted for, or losses that do it now."""
    if context.state is BotState.HALTED:
        try:
            return HaltReason(context.reason or "")
        except ValueError:
            return HaltReason.CONSECUTIVE_LOSSES
    losses = context.consecutive_losses if context.state is BotState.RUNNING else 0
    return halt_reason(context.settings, context.realized_today, losses)


def _halts_opening(context: AdmissionContext) -> HaltReason | None:
    """Return the halt that a `start_and_open` leaves as it is, also of a bot stopped meanwhile."""
    if context.state is BotState.HALTED:
        return halted_by(context)
    return halt_reason(context.settings, context.realized_today, context.consecutive_losses)


def survives_start(context: AdmissionContext) -> HaltReason | None:
    """Return what would halt the bot again at once: starting it ends a row of losses only."""
    return halt_reason(context.settings, context.realized_today, 0)
