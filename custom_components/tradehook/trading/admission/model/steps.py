"""What admission comes to: what an accepted signal is going to do, as data."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from ...model.facts import CloseReason
from ...model.market import Side
from ...model.plan import Plan
from ...model.sections import OrderType
from ...reasons.reasons import ReasonCode, Refusal, warn
from ...signal.signal import Action, Signal


class BotCommand(StrEnum):
    """What happens to the bot itself."""

    START = "start"
    STOP = "stop"
    """Stop, and cancel openings without a fill."""
    STOP_AND_CLOSE = "stop_and_close"
    """Stop, and close every position of the bot at market price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A position to open; `cost` is what to reserve of `currency` for it and its whole ladder."""

    symbol: str
    side: Side
    plan: Plan
    signal_id: str
    notional: Decimal
    """Of the entry and its ladder, in quote: what counts against the bot's limits."""
    cost: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Positions to close, or to cancel when nothing of them has filled."""

    symbol: str
    position_ids: tuple[str, ...]
    called_off: tuple[str, ...] = ()
    """Receipts of reverses that must not open any more what this close means as well."""
    reason: CloseReason = CloseReason.SIGNAL
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Increasing:
    """Base amounts to add to positions; `cost` is what to reserve of `currency`."""

    symbol: str
    steps: tuple[tuple[str, Decimal], ...]
    order_type: OrderType
    price: Decimal | None = None
    notional: Decimal
    cost: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reducing:
    """Base amounts to take off positions, at most their size."""

    symbol: str
    steps: tuple[tuple[str, Decimal], ...]
    cancelled: tuple[str, ...] = ()
    """Openings that wait behind an exit, and are not wanted any more."""
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversing:
    """Positions to close at market; once they are over, `admit_reversed(signal, …)` opens."""

    symbol: str
    position_ids: tuple[str, ...]
    called_off: tuple[str, ...] = ()
    """Receipts of earlier reverses of the market, which must not open any more."""
    side: Side
    signal_id: str
    """Of the new position."""
    signal: Signal


type Step = BotCommand | Opening | Closing | Increasing | Reducing | Reversing


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedAlertReport:
    """A strategy alert was missed: what the strategy says it held, and what the bot holds."""

    symbol: str
    expected: str
    held: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """An accepted signal: its steps in order (none = there is nothing to do), and warnings."""

    action: Action
    """What is done; for a strategy alert what its comparison with the bot came to."""
    signal_id: str
    """Of the new position, or the one that the signal quoted, or a generated one."""
    symbol: str | None = None
    side: Side | None = None
    steps: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()
    missed_alert: MissedAlertReport | None = None
    opening_refused: Refusal | None = None
    """Why nothing is opened although what is on the other side is closed."""

    @property
    def opening(self) -> Opening | None:
        """Return the position that is opened at once, if any."""
        return next((step for step in self.steps if isinstance(step, Opening)), None)

    @property
    def position_ids(self) -> tuple[str, ...]:
        """Return the existing positions that are concerned."""
        found: dict[str, None] = {}
        for step in self.steps:
            match step:
                case Closing() | Reversing():
                    found |= dict.fromkeys(step.position_ids)
                case Increasing() | Reducing():
                    found |= dict.fromkeys(position_id for position_id, _ in step.steps)
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
