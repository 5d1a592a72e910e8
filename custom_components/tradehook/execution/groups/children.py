"""What a group asks of its bots: each child is recorded by its bot once, however often it comes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from ...ledger.errors import LedgerError
from ...ledger.ledger import Ledger
from ...trading.common.time_spans import has_passed
from ...trading.reasons.reasons import ReasonCode, Refusal, refuse
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
from .message_text import kept_message


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChild:
    """One bot's part of a signal that came to a group."""

    receipt_id: str
    """Made of the group's receipt and the bot: the same whenever it is tried again."""
    bot_id: str
    at: datetime
    """When the group's signal came."""
    text: str
    """The message without credentials and exchange."""
    digest: str | None
    """Of the group's message: what the bot's duplicate window knows it by."""
    size_factor: Decimal
    token: str | None = None
    """The digest of another system's token by which the group knows the sender."""
    remote: str | None = None
    opening_refused: Refusal | None = None
    """Why only the close gets through that the message contains."""
    called_off: bool = False
    """A later exit has ended what it was to open."""


class GroupChildren:
    """Takes the children of groups for an account's bots."""

    def __init__(self, inbox: Inbox, bots: BotRegistry, ledger: Ledger) -> None:
        self._inbox = inbox
        self._bots = bots
        self._ledger = ledger

    async def receive(self, children: Sequence[GroupChild]) -> Sequence[SignalResponse]:
        """Record a bot's children of one message and answer each, or what is on record of them.

        Only answers that are `recorded` are the last word; those of a bot that is gone are, too.
        """
        nothing = [unavailable(child.receipt_id) for child in children]
        if not self._inbox.is_open:
            return nothing
        try:
            known = [await self._ledger.signal(child.receipt_id) for child in children]
        except LedgerError:
            return nothing
        rows = [row for row in known if row is not None]
        if len(rows) == len(children):
            return [answer_of(row) for row in rows]
        bot_id = children[0].bot_id
        bot = self._bots.get(bot_id) or self._bots.former.get(bot_id)
        if bot is None:
            refusal = refuse(ReasonCode.ADDRESS_RETIRED, why=BOT_REMOVED)
            return [refused(child.receipt_id, refusal, None) for child in children]
        signals = [self._inbound(bot, child) for child in children]
        late = [self._late(bot, child) for child in children]
        taking = self._inbox.take_children(signals, late)
        answer = await self._inbox.answered(signals[0], taking)
        if not answer.recorded:
            return nothing
        return [answer] if answer.parts is None else answer.parts

    def _inbound(self, bot: Bot, child: GroupChild) -> InboundMessage:
        inbound = replace(
            self._inbox.inbound(bot, child.remote),
            receipt_id=child.receipt_id,
            at=child.at,
            size_factor=child.size_factor,
            token=child.token,
            opening_refused=child.opening_refused,
        )
        return inbound.saying(kept_message(child.text), child.digest)

    def _late(self, bot: Bot, child: GroupChild) -> Refusal | None:
        """Return why new exposure comes too late; None while it does not."""
        limit = bot.settings.time_limit
        if has_passed(child.at, timedelta(seconds=limit), self._inbox.now()):
            return refuse(ReasonCode.EXPIRED, seconds=limit)
        return refuse(ReasonCode.CALLED_OFF) if child.called_off else None
