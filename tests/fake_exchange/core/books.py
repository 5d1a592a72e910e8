"""What changes a wallet without a trade: transfers, and funding of what is held."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .market import FakeMarket, Kind
from .orders import ZERO


class EntryKind(StrEnum):
    """Why a wallet has changed."""

    TRANSFER = "transfer"
    FUNDING = "funding"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One change of a wallet; below 0 it was paid."""

    number: int
    kind: EntryKind
    wallet: Kind
    asset: str
    amount: Decimal
    after: Decimal
    at: int
    market: FakeMarket | None = None
    size: Decimal = ZERO
    """What was held, below 0 for a short."""
    price: Decimal = ZERO
    rate: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRate:
    """What a market's longs have paid to its shorts, per notional."""

    market: FakeMarket
    rate: Decimal
    mark: Decimal
    at: int
