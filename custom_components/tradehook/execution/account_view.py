"""What an account shows of itself: its money, and what its bots hold where."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Unpack

from ..exchanges.port.exchange import Exchange
from ..ledger.ledger import Ledger
from ..ledger.reading.filters import FillsAsked, PositionsAsked, SignalsAsked
from ..ledger.reading.pagination import Before
from ..ledger.records import LinkRecord
from ..trading.model.position import Position
from ..trading.settings.account_limits import LimitKind
from .commands.position_control import PositionControl
from .commands.position_links import PositionLinks
from .common.rows import (
    FillRow,
    FullPositionRow,
    PositionDetailsRow,
    PositionRow,
    SignalRow,
)
from .common.slots import SlotKey
from .projections.account_usage import AccountUsageReader
from .projections.position_notes import PositionNotes
from .projections.queries import LedgerQueries
from .reconciliation import HealthIssue, ReconciliationLoop
from .signals import ExternalAlert, ExternalAlerts
from .state.account_state import AccountState
from .state.portfolio import Portfolio
from .state.position_cache import PositionCache


class AccountView:
    """The readable side of an account; nothing here changes anything."""

    exchange: Exchange
    ledger: Ledger
    portfolio: Portfolio
    _state: AccountState
    _position_cache: PositionCache
    _reconciliation_loop: ReconciliationLoop
    _external_alerts: ExternalAlerts
    account_usage: AccountUsageReader
    notes: PositionNotes
    _links: PositionLinks
    _queries: LedgerQueries
    _position_control: PositionControl

    @property
    def clock_skew(self) -> Decimal | None:
        """Return by how many seconds the clock here is ahead of the venue's."""
        return _rounded(self.exchange.clock_skew, 1)

    @property
    def latency(self) -> Decimal | None:
        """Return how many milliseconds the venue takes to answer."""
        return _rounded(self.exchange.latency, 1000)

    @property
    def health_issues(self) -> tuple[HealthIssue, ...]:
        """Return what a person has to look after now."""
        return self._reconciliation_loop.health.health_issues

    @property
    def last_outside(self) -> ExternalAlert | None:
        """Return the newest alert that came from outside the house."""
        return self._external_alerts.last

    @property
    def reconciled_at(self) -> datetime | None:
        """Return when ledger and venue were last compared, orders included."""
        return self._reconciliation_loop.reconciled_at

    @property
    def can_record(self) -> bool:
        """Return whether the ledger can be written."""
        return not self.ledger.is_unwritable

    @property
    def trading_enabled(self) -> bool:
        """Return whether the Trading switch is on, and no limit of the account locks it."""
        return self._state.may_open

    @property
    def trading_lock(self) -> LimitKind | None:
        """Return the limit on the account's results that keeps it from new exposure."""
        return self._state.account_limits.lock

    @property
    def equity(self) -> Decimal | None:
        """Return the worth of the account in its currency."""
        return self.portfolio.equity

    @property
    def free_balance(self) -> Decimal | None:
        """Return what is free to use of the account's currency."""
        return self.portfolio.free_balance

    @property
    def reserved_balance(self) -> Decimal | None:
        """Return what of the account's currency orders hold, and on perpetuals the margin."""
        return self.portfolio.reserved_balance

    @property
    def invested(self) -> Decimal | None:
        """Return the cost of what all positions hold."""
        return self.portfolio.invested

    @property
    def unrealized_profit(self) -> Decimal | None:
        """Return the profit of what is held at the present prices."""
        return self.portfolio.unrealized_profit

    @property
    def realized_profit(self) -> Decimal | None:
        """Return the profit of all fills ever, net of fees and funding."""
        return self.portfolio.realized_profit

    @property
    def realized_profit_today(self) -> Decimal | None:
        """Return the profit of the fills since midnight, net of fees and funding."""
        return self.portfolio.realized_profit_today

    @property
    def everything_else(self) -> Decimal | None:
        """Return what a live account has gained beside transfers and its own results."""
        return self._reconciliation_loop.everything_else.value

    @property
    def first_equity(self) -> Decimal | None:
        """Return what a live account was worth when it was read first."""
        return self._reconciliation_loop.everything_else.first_equity

    @property
    def day(self) -> datetime | None:
        """Return the midnight from which on today's profit counts."""
        return self.portfolio.day

    @property
    def reset_at(self) -> datetime | None:
        """Return when a paper account was last reset; None = never."""
        return self.portfolio.reset_at

    @property
    def open_positions(self) -> int:
        """Return how many positions are not over."""
        return len(self._position_cache.live) + len(self._position_cache.unreadable)

    @property
    def slots(self) -> Collection[SlotKey]:
        """Return every slot that ever held a position."""
        return self._position_cache.slots.keys()

    def last_price(self, symbol: str) -> Decimal | None:
        """Return the present price of a market; None while none is received."""
        return self._position_cache.mark_price(symbol)

    def slot_positions(self, key: SlotKey) -> list[Position]:
        """Return the live positions of a slot, oldest first."""
        return self._position_cache.of_slot(key)

    def slot_state(self, key: SlotKey) -> str | None:
        """Return `flat`, `pending`, `open` or `closing`; None when it can't be known."""
        return self._position_cache.state_of(key)

    def slot_profit(self, key: SlotKey) -> Decimal | None:
        """Return the profit of a slot in % of what was invested; None when flat."""
        return self.portfolio.slot_profit(key)

    # On record

    async def position(self, position_id: str) -> PositionDetailsRow | None:
        """Return one position, live or over, with its `plan` and its `story`."""
        return await self._queries.position(position_id)

    async def positions(
        self, *, before: Before = None, limit: int = 100, **asked: Unpack[PositionsAsked]
    ) -> list[FullPositionRow]:
        """Return positions, live and over."""
        return await self._queries.positions(before=before, limit=limit, **asked)

    async def positions_by_id(self, position_ids: Sequence[str]) -> list[FullPositionRow]:
        """Return positions in the order of their ids; one that is gone is left out."""
        return await self._queries.positions_by_id(position_ids)

    async def signals(
        self, *, before: Before = None, limit: int = 100, **asked: Unpack[SignalsAsked]
    ) -> list[SignalRow]:
        """Return rows of the signal log."""
        return await self._queries.signals(before=before, limit=limit, **asked)

    async def trades(
        self,
        *,
        before: Before = None,
        limit: int = 100,
        dust: bool = False,
        **asked: Unpack[FillsAsked],
    ) -> list[FillRow]:
        """Return fills; with `dust`, also what left the books without one."""
        return await self._queries.trades(before=before, limit=limit, dust=dust, **asked)

    def position_row(self, position_id: str) -> PositionRow | None:
        """Return a live position as the actions show it."""
        row = self._position_control.position_row(position_id)
        return None if row is None else self.notes.on(row)

    def live_position(self, position_id: str) -> Position | None:
        """Return a position that is not over."""
        return self._position_cache.live.get(position_id)

    def full_position_row(self, position_id: str) -> FullPositionRow | None:
        """Return a live position with what depends on the venue and on the time too."""
        return self._queries.live_position(position_id)

    async def links(
        self,
        *,
        bot_id: str | None = None,
        position_id: str | None = None,
        link_id: str | None = None,
    ) -> Sequence[LinkRecord]:
        """Return the links that fit, ended and revoked ones too."""
        return await self._links.find(bot_id=bot_id, position_id=position_id, link_id=link_id)


def _rounded(seconds: float | None, factor: int) -> Decimal | None:
    return None if seconds is None else Decimal(f"{seconds * factor:.3f}")
