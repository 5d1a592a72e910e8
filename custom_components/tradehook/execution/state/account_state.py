"""All that an account keeps in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .bot_registry import BotRegistry
from .limits.account_limits import AccountLimitsState
from .limits.kept_usage import KeptUsage
from .market_cache import MarketCache
from .pending_reversals import PendingReversals
from .portfolio import Portfolio
from .position_cache import PositionCache
from .reservations import Reservations
from .venue_positions import VenuePositions

TRADING = "trading_enabled"
"""Key of the switch in the ledger."""


class TradingSwitch:
    """Whether people let the account open anything."""

    def __init__(self) -> None:
        """Start switched on."""
        self.is_on = True

    def load(self, values: Mapping[str, Any]) -> None:
        """Take what the ledger knows."""
        self.is_on = values.get(TRADING, True) is not False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """What an account knows of its positions, bots and money: the ledger can tell it again."""

    position_cache: PositionCache
    bots: BotRegistry
    portfolio: Portfolio
    markets: MarketCache
    venue: VenuePositions
    reservations: Reservations
    pending_reversals: PendingReversals
    trading_switch: TradingSwitch
    account_limits: AccountLimitsState
    usage: KeptUsage

    @property
    def may_open(self) -> bool:
        """Return whether the account may open anything: switched on, and locked by no limit."""
        return self.trading_switch.is_on and self.account_limits.lock is None
