"""The second look at an opening whose condition holds, or whose exit is over."""

from collections.abc import Callable
from datetime import datetime

from ...trading.admission.checks.bot_state import check_bot, check_trading
from ...trading.admission.open_position import check_again
from ...trading.model.position import Position
from ...trading.reasons.reasons import ReasonCode, Refusal, Refused, refuse
from ...trading.signal.signal import Action
from ..commands.admission_context import AdmissionContextBuilder
from ..state.bot_registry import BotRegistry


class OpeningGuard:
    """Checks bot, filters, limits and funds again before a pending opening is placed."""

    def __init__(
        self,
        bots: BotRegistry,
        context_builder: AdmissionContextBuilder,
        now: Callable[[], datetime],
    ) -> None:
        self._bots = bots
        self._context_builder = context_builder
        self._now = now

    def may_open(self, position: Position) -> Refusal | None:
        """Return why a pending opening may not be placed; None when it may."""
        bot = self._bots.get(position.bot_id)
        if bot is None:
            return refuse(ReasonCode.BOT_STOPPED)
        context = self._context_builder.context(bot, self._now(), position.position_id)
        try:
            # A halt or a stop that is being written down has not cancelled it yet.
            check_bot(Action.OPEN, context)
            check_trading(context)
            check_again(position, context)
        except Refused as err:
            return err.refusal
        return None
