"""What admission comes to: the commands of an accepted signal, or that it is a duplicate."""

from dataclasses import dataclass, field
from decimal import Decimal

from ...common.changed_copies import replace
from ...model.commands import (
    ClosePositions,
    Command,
    ModifyExits,
    OpenPosition,
    ResizePositions,
    ReversePositions,
)
from ...model.market import Side
from ...model.position import Position
from ...reasons.reasons import ReasonCode, Refusal, warn
from ...signal.signal import Action, Signal
from ..account_numbers import AddedSize


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What is kept back for new exposure until the venue has locked it, or the positions know."""

    notional: Decimal
    """In quote, of an opening with its whole ladder: what counts against the bot's limits."""
    cost: Decimal
    """How much of `currency` is kept back."""
    currency: str
    added: tuple[AddedSize, ...] = ()
    """What an increase adds to which positions."""
    changing: tuple[Position, ...] = ()
    """What a change that may lose more makes of which positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedAlertReport:
    """A strategy alert was missed: what the strategy says it held, and what the bot holds."""

    symbol: str
    expected: str
    held: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """An accepted signal: its commands in order (none = there is nothing to do), and warnings."""

    action: Action
    """What is done; for a strategy alert what its comparison with the bot came to."""
    signal_id: str
    """Of the new position, or the one that the signal quoted, or a generated one."""
    symbol: str | None = None
    side: Side | None = None
    commands: tuple[Command[Signal], ...] = ()
    reservation: Reservation | None = None
    """Of its opening or increase."""
    warnings: tuple[str, ...] = ()
    missed_alert: MissedAlertReport | None = None
    opening_refused: Refusal | None = None
    """Why nothing is opened although what is on the other side is closed."""

    @property
    def opening(self) -> OpenPosition | None:
        """Return the position that is opened at once, if any."""
        for command in self.commands:
            if isinstance(command, OpenPosition):
                return command
        return None

    @property
    def position_ids(self) -> tuple[str, ...]:
        """Return the existing positions that are concerned."""
        found: dict[str, None] = {}
        for command in self.commands:
            match command:
                case ClosePositions() | ReversePositions():
                    found |= dict.fromkeys(command.position_ids)
                case ResizePositions():
                    found |= dict.fromkeys(position_id for position_id, _ in command.amounts)
                case ModifyExits():
                    found |= dict.fromkeys(position_id for position_id, _ in command.changes)
        return tuple(found)


def without_opening(admitted: Admitted, refusal: Refusal) -> Admitted:
    """Return an exit that is carried out although the opening behind it is refused."""
    warning = warn(ReasonCode.OPENING_REFUSED, reason=refusal.message)
    return replace(admitted, opening_refused=refusal, warnings=(*admitted.warnings, warning))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same signal again; nothing is done. `signal_id` is that of the accepted one."""

    signal_id: str
    by_id: bool = field(default=False, compare=False)
    """It quotes the id of an opening that is alive; it may say something else for all that."""
