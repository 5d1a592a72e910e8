"""Calls of addresses that were a bot's: what a removed bot left behind can still be left."""

from collections.abc import Mapping

from ...trading.reasons.reasons import ReasonCode, refuse
from ..state.bot_registry import Bots
from .inbound_message import Arrival, new_id
from .inbox import Inbox
from .responses import Answer, unavailable
from .sender_gate import leaves


class RetiredCalls:
    """Answers for an account what comes to its retired addresses."""

    def __init__(self, inbox: Inbox, bots: Bots) -> None:
        """Take where signals go that may leave, and the bots with the former ones."""
        self._inbox = inbox
        self._bots = bots

    async def receive(
        self,
        bot_id: str,
        body: bytes,
        message: Mapping[str, object],
        remote: str | None,
        why: str,
    ) -> Answer:
        """Answer a call: what leaves a removed bot's positions is taken, all else refused.

        `message` is what the body says, nothing if it can't be read.
        """
        inbox, former = self._inbox, self._bots.former.get(bot_id)
        bot = former or self._bots.get(bot_id)
        if not inbox.is_open or bot is None:
            return unavailable(new_id())
        arrival = inbox.arrival(bot, remote)
        if former is not None and former.open_positions and leaves(message):
            return await inbox.answered(arrival, inbox.take_call(arrival, body))
        return await inbox.answered(arrival, self._refuse(arrival, message, why))

    async def _refuse(self, arrival: Arrival, message: Mapping[str, object], why: str) -> None:
        refusal = refuse(ReasonCode.ADDRESS_RETIRED, why=why)
        self._inbox.turn_away(arrival, message, refusal)
