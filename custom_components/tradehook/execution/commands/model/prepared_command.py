"""Commands between their reservation and their market: what is written with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ....ledger.records import NOTHING, Batch, BotRecord, SignalRecord
from ....trading.admission.model import BotState
from ....trading.common.changed_copies import replace
from ....trading.model.commands import ControlBot, PositionCommand, ReleasePosition
from ....trading.model.position import Position
from ...state.bot import Bot
from ...state.pending_reversals import PendingReversal
from .origin import Origin
from .stored_commands import commands_as_json, reversal_as_json


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
