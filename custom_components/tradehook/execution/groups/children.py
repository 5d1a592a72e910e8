"""What a group asks of its bots: each child is recorded by its bot once, however often it comes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from ...ledger.errors import LedgerError
from ...ledger.ledger import Ledger
from ...trading.reasons.reasons import ReasonCode, Refusal, refuse
from ...trading.signal.actions import action_row
from ...trading.signal.dialects import SenderMessage
from ...trading.signal.json_body import parse_object
from ...trading.signal.parse import action_of
from ...trading.time_spans import has_passed
from ..common.events import BOT_REMOVED
from ..signals import (
    InboundMessage,
    Inbox,
    SignalResponse,
    answer_of,
    refused,
    unavailable,
)
from ..state.bot import Bot
from ..state.bot_registry import BotRegistry


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChild:
    """One bot's part of a signal that came to a group."""

    receipt_id: str
    """Made of the group's receipt and the bot: the same whenever it is tried again."""
    bot_id: str
    at: datetime
    """When the group's signal came."""
    body: bytes
    """The message without credentials and exchange."""
    digest: str | None
    """Of the group's message: what the bot's duplicate window knows it by."""
    size_factor: Decimal
    remote: str | None = None
    opening_refused: Refusal | None = None
    """Why only the close gets through that the message contains."""


class GroupChildren:
    """Takes the children of groups for an account's bots."""

    def __init__(self, inbox: Inbox, bots: BotRegistry, ledger: Ledger) -> None:
        self._inbox = inbox
        self._bots = bots
        self._ledger = ledger

    async def receive(self, child: GroupChild) -> SignalResponse:
        """Record a child and answer it, or answer what is on record of it.

        Only an answer that is `recorded` is the last word; one of a bot that is gone is, too.
        """
        if not self._inbox.is_open:
            return unavailable(child.receipt_id)
        try:
            known = await self._ledger.signal(child.receipt_id)
        except LedgerError:
            return unavailable(child.receipt_id)
        if known is not None:
            return answer_of(known)
        bot = self._bots.get(child.bot_id) or self._bots.former.get(child.bot_id)
        if bot is None:
            refusal = refuse(ReasonCode.ADDRESS_RETIRED, why=BOT_REMOVED)
            return refused(child.receipt_id, refusal, None)
        inbound = self._inbound(bot, child)
        taking = self._inbox.take_child(inbound, self._expired(inbound))
        return await self._inbox.answered(inbound, taking)

    def _inbound(self, bot: Bot, child: GroupChild) -> InboundMessage:
        inbound = replace(
            self._inbox.inbound(bot, child.remote),
            receipt_id=child.receipt_id,
            at=child.at,
            size_factor=child.size_factor,
            opening_refused=child.opening_refused,
        )
        return inbound.saying(SenderMessage(body=parse_object(child.body)), child.digest)

    def _expired(self, inbound: InboundMessage) -> Refusal | None:
        """Return why new exposure comes too late; None while it does not, and of an exit."""
        action = action_of(inbound.message.fields)
        limit = inbound.bot.settings.time_limit
        exits = action is not None and action_row(action).is_exit
        if exits or not has_passed(inbound.at, timedelta(seconds=limit), self._inbox.now()):
            return None
        return refuse(ReasonCode.EXPIRED, seconds=limit)
