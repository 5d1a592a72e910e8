"""Commands: what a signal, a person or the account itself wants done, as data."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .facts import CloseReason
from .inputs import Modify
from .market import Side
from .plan import Plan
from .sections import OrderType


class ControlBot(StrEnum):
    """Change the state of the bot itself."""

    START = "start"
    STOP = "stop"
    """Stop, and cancel openings without a fill."""
    STOP_AND_CLOSE = "stop_and_close"
    """Stop, and close every position of the bot at market price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPosition:
    """Open a position by a plan."""

    symbol: str
    side: Side
    plan: Plan
    signal_id: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptPosition:
    """Manage from now on what somebody else bought; the plan has its exits."""

    symbol: str
    side: Side
    plan: Plan
    signal_id: str
    amount: Decimal
    price: Decimal
    """The market's."""
    entry_price: Decimal | None = None
    """At which it was bought, as far as its owner says."""
    replaces: tuple[str, ...] = ()
    """The orders of others that are cancelled for it, by the venue's ids."""


class Extent(StrEnum):
    """How much of a position is to end."""

    WHOLE = "whole"
    """All that is held, and all that rests."""
    UNFILLED = "unfilled"
    """What is open of the initial entry; what has filled stays."""
    OPENING = "opening"
    """An opening of which nothing has filled."""
    ENTRIES = "entries"
    """Such an opening, resting entries and DCA orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePositions:
    """Close positions of a market, or cancel them when nothing of them has filled."""

    symbol: str
    position_ids: tuple[str, ...]
    called_off: tuple[str, ...] = ()
    """Receipts of reverses that must not open any more what this close means as well."""
    extent: Extent = Extent.WHOLE
    reason: CloseReason = CloseReason.SIGNAL
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None

    @property
    def closes_at_market(self) -> bool:
        """Return whether all of the positions is closed, and waits for no price."""
        return self.extent is Extent.WHOLE and self.order_type is OrderType.MARKET


class Resize(StrEnum):
    """Direction in which the size of positions is changed."""

    INCREASE = "increase"
    REDUCE = "reduce"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResizePositions:
    """Add base amounts to positions of a market, or take them off: then at most their size."""

    symbol: str
    direction: Resize
    amounts: tuple[tuple[str, Decimal], ...]
    """By position."""
    cancelled: tuple[str, ...] = ()
    """Openings that wait behind an exit, and are not wanted any more."""
    called_off: tuple[str, ...] = ()
    """Receipts of reverses that must not open any more."""
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversePositions[OpeningSignal]:
    """Close positions of a market at market price; once they are over, its signal may open.

    Generic over the signal: the model knows commands, not what is sent to a bot.
    """

    symbol: str
    position_ids: tuple[str, ...]
    called_off: tuple[str, ...] = ()
    """Receipts of earlier reverses of the market, which must not open any more."""
    side: Side
    signal_id: str
    """Of the new position."""
    signal: OpeningSignal


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyExits:
    """Change the exits of positions of a market."""

    symbol: str
    changes: tuple[tuple[str, Modify], ...]
    """By position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePosition:
    """Cancel what rests of a position and manage it no more; nothing is sold."""

    symbol: str
    position_id: str


type PositionCommand = ClosePositions | ResizePositions | ModifyExits
"""A command to positions that exist."""

type Command[OpeningSignal] = (
    ControlBot | OpenPosition | PositionCommand | ReversePositions[OpeningSignal]
)
"""What a signal leads to."""

type AnyCommand[OpeningSignal] = Command[OpeningSignal] | AdoptPosition | ReleasePosition
"""What people ask for as well."""
