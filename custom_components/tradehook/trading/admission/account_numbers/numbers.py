"""What admission knows of the whole account, to judge its limits."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from ...model.market import MarginMode, Side
from ...model.position import Position
from ...settings.account_limits import AccountLimits, LimitKind
from .usage import MarketUsage


class HeldPosition(Protocol):
    """A perpetual position as the venue sees it."""

    @property
    def symbol(self) -> str:
        """Return the market."""

    @property
    def side(self) -> Side:
        """Return the side."""

    @property
    def size(self) -> Decimal:
        """Return the size in base."""

    @property
    def liquidation_price(self) -> Decimal | None:
        """Return where the venue liquidates it, as far as it tells that."""

    @property
    def mark_price(self) -> Decimal | None:
        """Return the venue's mark price, as old as the look at it."""

    @property
    def leverage(self) -> int:
        """Return the leverage."""

    @property
    def margin_mode(self) -> MarginMode:
        """Return the margin mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedSize:
    """An increase that is accepted, and that the position does not know of yet."""

    position_id: str
    amount: Decimal
    """In base."""
    price: Decimal | None
    """What it was sized with; None = nobody knows any more, it counts at the price of now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBeside:
    """What the venue holds of a market beyond our own positions."""

    symbol: str
    size: Decimal
    """In base."""
    mark_price: Decimal | None
    """The venue's, as old as the look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNumbers:
    """What an account's limits are judged by; callables return None for what is not known now."""

    limits: AccountLimits
    currency: str
    price_of: Callable[[str], Decimal | None]
    """The price of a currency in the account's own."""
    mark_price: Callable[[str], Decimal | None]
    """The present price of a market."""
    own_result: Callable[[], Decimal | None]
    """What all positions have come to, open results in it, in the account's currency."""
    venue_known: bool = True
    """Whether the venue has told of its positions lately."""
    beside: Sequence[HeldBeside] = ()
    positions: Sequence[Position] = ()
    """The live positions of which `kept` knows what they use."""
    kept: Mapping[str, MarketUsage] = field(default_factory=lambda: MappingProxyType({}))
    """What the positions of each market use; of those that are not in there it is worked out."""
    openings: Sequence[datetime] = ()
    """When openings of the last minute were accepted."""
    added: Sequence[AddedSize] = ()
    changing: Sequence[Position] = ()
    """Positions as accepted changes will leave them that they do not know of yet."""
    counts_drawdown: bool = True
    """Whether the equity is known that drawdown counts from."""
    reached: Collection[LimitKind] = ()
    """The limits on results that are reached."""
    lock: LimitKind | None = None
    """The one that keeps the account from new exposure until somebody, or midnight, lifts that."""
