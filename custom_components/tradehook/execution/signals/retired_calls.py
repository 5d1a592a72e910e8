"""Calls of addresses that were a bot's: what a removed bot left behind can still be left."""

from collections.abc import Sequence

from ...trading.reasons.reasons import ReasonCode, refuse
from ...trading.signal.dialects import SenderMessage
from ..common.new_ids import new_id
from ..state.bot_registry import BotRegistry
from .inbound_message import InboundMessage
from .inbox import Inbox
from .reading.bot_reading import may_leave
from .responses import SignalResponse, unavailable


class RetiredCalls:
    """Answers for an account what comes to its retired addresses."""

    def __init__(self, inbox: Inbox, bots: BotRegistry) -> None:
        self._inbox = inbox
        self._bots = bots

    async def receive(
        self,
        bot_id: str,
        body: bytes,
        messages: Sequence[SenderMessage],
        remote: str | None,
        why: str,
        *,
        secretly: bool = False,
    ) -> SignalResponse:
        """Answer a call: what leaves a removed bot's positions is taken, all else refused.

        `messages` are what the body says, an empty one if it can't be read; `secretly` = it came
        to the secret address that the bot had.
        """
        inbox, former = self._inbox, self._bots.former.get(bot_id)
        bot = former or self._bots.get(bot_id)
        if not inbox.is_open or bot is None:
            return unavailable(new_id())
        inbound = inbox.inbound(bot, remote)
        if (
            former is not None
            and former.open_positions
            and any(may_leave(one, former.settings) for one in messages)
        ):
            return await inbox.answered(inbound, inbox.take_call(inbound, body, secretly=secretly))
        return await inbox.answered(inbound, self._refuse(inbound, messages[0], why))

    async def _refuse(self, inbound: InboundMessage, message: SenderMessage, why: str) -> None:
        refusal = refuse(ReasonCode.ADDRESS_RETIRED, why=why)
        self._inbox.turn_away(inbound, message, refusal)
