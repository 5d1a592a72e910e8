"""All that an account keeps in memory."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...trading.admission.account_limits.check import MINUTE
from ...trading.admission.account_limits.losses import OwnResult
from ...trading.admission.account_numbers import AddedSize
from ...trading.settings.account_limits import AccountLimits, LimitKind
from .bot_registry import BotRegistry
from .market_cache import MarketCache
from .pending_reversals import PendingReversals
from .portfolio import Portfolio
from .position_cache import PositionCache
from .reservations import Reservations
from .venue_positions import VenuePositions

TRADING = "trading_enabled"
"""Key of the switch in the ledger."""
OWN_RESULT = "own_result"
"""Key in the ledger of what losses are counted from, and what is locked."""


class TradingSwitch:
    """Whether people let the account open anything."""

    def __init__(self) -> None:
        """Start switched on."""
        self.is_on = True

    def load(self, values: Mapping[str, Any]) -> None:
        """Take what the ledger knows."""
        self.is_on = values.get(TRADING, True) is not False


class AccountLimitsState:
    """What of an account's limits is kept in memory; the ledger can tell it again."""

    def __init__(self) -> None:
        """Start without limits."""
        self.limits: AccountLimits = {}
        self.own_result: OwnResult | None = None
        self._openings: deque[datetime] = deque()
        self._added: dict[str, tuple[AddedSize, ...]] = {}
        """Increases by receipt, until their position knows of them."""

    def load(self, values: Mapping[str, Any], openings: Iterable[datetime]) -> None:
        """Take what the ledger knows, and when positions were opened within the last minute."""
        data = values.get(OWN_RESULT)
        self.own_result = None if data is None else OwnResult.of(data)
        self._openings = deque(sorted(openings))
        self._added.clear()

    def keep(self, own_result: OwnResult) -> None:
        """Count losses from there, and hold what they have locked."""
        self.own_result = own_result

    def opened(self, at: datetime) -> None:
        """Count an accepted opening."""
        while self._openings and self._openings[0] <= at - MINUTE:
            self._openings.popleft()
        self._openings.append(at)

    def not_opened(self, at: datetime) -> None:
        """Count it no more: it could not be recorded."""
        if at in self._openings:
            self._openings.remove(at)

    def add(self, receipt_id: str, added: tuple[AddedSize, ...]) -> None:
        """Count an accepted increase."""
        if added:
            self._added[receipt_id] = added

    def release(self, receipt_id: str) -> None:
        """Count it no more: its positions know of it, or it came to nothing."""
        self._added.pop(receipt_id, None)

    def openings(self) -> tuple[datetime, ...]:
        """Return when the newest positions were opened."""
        return tuple(self._openings)

    def added(self) -> tuple[AddedSize, ...]:
        """Return the increases that are on their way to their positions."""
        return tuple(one for added in self._added.values() for one in added)

    @property
    def lock(self) -> LimitKind | None:
        """Return which limit on results keeps the account from new exposure."""
        return self.own_result.lock if self.own_result is not None else None


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

    @property
    def may_open(self) -> bool:
        """Return whether the account may open anything: switched on, and locked by no limit."""
        return self.trading_switch.is_on and self.account_limits.lock is None
