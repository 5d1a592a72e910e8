"""Commands on their way: where they come from, what is reserved for them and written with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from ...ledger.records import LEAVE, NOTHING, Batch, BotRecord, Leave, SignalRecord, SignalUpdate
from ...trading.admission.model import BotState
from ...trading.common.changed_copies import replace
from ...trading.model.commands import ClosePositions, ControlBot, PositionCommand, ReleasePosition
from ...trading.model.position import Position
from ..state.bot import Bot
from ..state.pending_reversals import PendingReversal
from .stored_commands import commands_as_json, reversal_as_json


class OriginKind(StrEnum):
    """Who wants a command done."""

    SIGNAL = "signal"
    PERSON = "person"
    """At a button, in an action or in the panel."""
    LINK = "link"
    SWITCH = "switch"
    ACCOUNT = "account"
    """The account itself: a halt, a bot that was removed, what a restart asks for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where commands come from, and what is recorded together with what they lead to."""

    kind: OriginKind
    receipt_id: str | None = None
    """Of a signal."""
    position_ids: tuple[str, ...] | Leave = LEAVE
    """The positions that the signal's row names once its commands are carried out."""
    extra: Batch = NOTHING

    def executed(self) -> SignalUpdate:
        """Return what the row of a signal says whose commands are carried out."""
        return SignalUpdate(
            receipt_id=str(self.receipt_id),
            executed=True,
            command=None,
            position_ids=self.position_ids,
        )


PERSON = Origin(kind=OriginKind.PERSON)
SWITCH = Origin(kind=OriginKind.SWITCH)
ACCOUNT = Origin(kind=OriginKind.ACCOUNT)


@dataclass(slots=True, kw_only=True)
class PreparedCommand:
    """Commands on their way: what was reserved for them, and what is written with them."""

    origin: Origin
    at: datetime
    bot: Bot | None = None
    parts: list[Batch] = field(default_factory=list)
    bot_row: BotRecord | None = None
    """The bot as the last of its changes has left it."""
    opened: Position | None = None
    to_positions: list[PositionCommand | ReleasePosition] = field(default_factory=list)
    reversal: PendingReversal | None = None
    called_off: list[PendingReversal] = field(default_factory=list)
    """Earlier reverses that don't open any more."""
    to_bot: list[ControlBot] = field(default_factory=list)
    before: tuple[BotState, str | None, datetime, int] | None = None
    """The state of the bot before it."""
    entered: str | None = None
    """The market whose cooldown it starts."""
    last_entry: datetime | None = None
    """When that market was entered before it."""

    @property
    def left(self) -> frozenset[str]:
        """Return the positions that it closes at market price."""
        found = set(self.reversal.position_ids) if self.reversal is not None else set[str]()
        for command in self.to_positions:
            found |= closed_at_market(command)
        return frozenset(found)

    @property
    def tells_nothing(self) -> bool:
        """Return whether it tells nothing as it is dispatched, but of an opening."""
        return not (self.called_off or self.to_bot or self.reversal)

    @property
    def stored(self) -> Mapping[str, Any] | None:
        """Return what a restart has to do again; an opening is found by its position."""
        if self.reversal is not None:
            return reversal_as_json(self.reversal)
        lasting = [
            command for command in self.to_positions if not isinstance(command, ReleasePosition)
        ]
        return commands_as_json(lasting) if lasting else None

    @property
    def batch(self) -> Batch:
        """Return what must be on record before the commands are carried out."""
        return Batch.merge(*self._written)

    def recorded_with(self, row: SignalRecord, extra: Batch) -> Batch:
        """Return the signal's own commit: outcome, reservations and the bot's state.

        `extra` goes before all of it.
        """
        parts = [one for one in self.parts if one is not NOTHING]
        if len(parts) == 1 and extra is NOTHING and not parts[0].signals and not parts[0].bots:
            bots = () if self.bot_row is None else (self.bot_row,)
            return replace(parts[0], signals=(row,), bots=bots)
        return Batch.merge(extra, Batch(signals=(row,)), *self._written)

    @property
    def _written(self) -> Sequence[Batch]:
        bot = self.bot_row
        return self.parts if bot is None else (*self.parts, Batch(bots=(bot,)))


def closed_at_market(command: PositionCommand | ReleasePosition) -> frozenset[str]:
    """Return the positions that a command closes at market price."""
    if isinstance(command, ClosePositions) and command.closes_at_market:
        return frozenset(command.position_ids)
    return frozenset()
