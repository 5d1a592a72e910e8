"""A bot as it runs: its settings, its state and its record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from ...trading.admission.model import AlertTimestamps, BotState
from ...trading.common.time_spans import has_passed
from ...trading.credentials import NO_OTHERS, OtherCredentials
from ...trading.model.price_math import PRECISE
from ...trading.position.performance import total
from ...trading.settings.settings import BotSettings

if TYPE_CHECKING:
    from .position_cache import PositionCache

ZERO = Decimal(0)
FORGIVEN = "forgiven"
"""Key of what a person has let the bot off, when, and in which currency."""
STAMPS = "stamps"
"""Key of the newest timestamps by market: of an exit, and of a strategy's alert."""
LAST_SIGNAL = "last_signal_at"
"""Key of the time of the last signal among what the ledger keeps of a bot."""


class BotStatus(StrEnum):
    """What a bot's status sensor says."""

    RUNNING = "running"
    COOLING_DOWN = "cooling_down"
    STOPPED = "stopped"
    HALTED = "halted"


@dataclass(slots=True, kw_only=True)
class Bot:
    """One bot; its numbers come from the account's book of positions."""

    bot_id: str
    settings: BotSettings
    api_key: str
    secret_digest: str
    others: OtherCredentials = NO_OTHERS
    position_cache: PositionCache
    state: BotState = BotState.RUNNING
    reason: str | None = None
    changed_at: datetime
    last_signal_at: datetime | None = None
    trades: int = 0
    wins: int = 0
    closed_profit: Decimal = ZERO
    consecutive_losses: int = 0
    forgiven: Decimal = ZERO
    """What a person has let it off of today's result: it doesn't count towards a halt again."""
    forgiven_at: datetime | None = None
    last_entries: dict[str, datetime] = field(default_factory=dict)
    """When the last opening of a market was accepted: what the cooldown counts from."""
    stamps: dict[str, AlertTimestamps] = field(default_factory=dict)
    """The newest timestamps that were heard of a market."""

    @property
    def is_on(self) -> bool:
        """Return whether the bot's switch is on: a halted bot is like a stopped one."""
        return self.state is BotState.RUNNING

    def cools_down(self, now: datetime) -> bool:
        """Return whether any market of the bot waits for its next entry."""
        wait = timedelta(seconds=self.settings.cooldown)
        return bool(wait) and not all(
            has_passed(at, wait, now) for at in self.last_entries.values()
        )

    def status_at(self, now: datetime) -> BotStatus:
        """Return what the bot's status is at a moment."""
        if self.state is BotState.HALTED:
            return BotStatus.HALTED
        if not self.is_on:
            return BotStatus.STOPPED
        return BotStatus.COOLING_DOWN if self.cools_down(now) else BotStatus.RUNNING

    @property
    def status(self) -> BotStatus:
        """Return the bot's status now."""
        return self.status_at(self.position_cache.now())

    @property
    def open_positions(self) -> int:
        """Return how many positions of the bot are not over."""
        return len(self.position_cache.of_bot(self.bot_id))

    @property
    def invested(self) -> Decimal | None:
        """Return the cost of what the bot's positions hold, in quote; None if it isn't known."""
        if self._has_unreadable:
            return None
        return total(p.invested for p in self.position_cache.of_bot(self.bot_id))

    @property
    def unrealized_profit(self) -> Decimal | None:
        """Return the profit of what is held at the present prices, in quote; None without one."""
        if self._has_unreadable:
            return None
        return self.position_cache.unrealized(self.position_cache.of_bot(self.bot_id))

    @property
    def realized_profit(self) -> Decimal:
        """Return the profit of all fills so far, net of fees and funding, in quote."""
        live = (p.realized_profit for p in self.position_cache.of_bot(self.bot_id))
        return PRECISE.add(self.closed_profit, total(live))

    @property
    def _has_unreadable(self) -> bool:
        unreadable = self.position_cache.unreadable
        return bool(unreadable) and any(one.bot_id == self.bot_id for one in unreadable.values())

    @property
    def win_rate(self) -> Decimal | None:
        """Return the share of closed positions with a profit, in percent."""
        return Decimal(100 * self.wins) / self.trades if self.trades else None

    def stats(self) -> Mapping[str, object]:
        """Return what the ledger keeps of the bot besides its state."""
        return {
            "consecutive_losses": self.consecutive_losses,
            "last_entries": {key: at.isoformat() for key, at in self.last_entries.items()},
            FORGIVEN: [
                str(self.forgiven),
                self.forgiven_at and self.forgiven_at.isoformat(),
                self.settings.quote,
            ],
            STAMPS: {
                key: [_iso(stamps.exit), _iso(stamps.strategy)]
                for key, stamps in self.stamps.items()
            },
            LAST_SIGNAL: self.last_signal_at and self.last_signal_at.isoformat(),
        }

    def restore(self, stats: Mapping[str, object]) -> None:
        """Take back what `stats` returned before a restart."""
        losses, entries, signal = (
            stats.get("consecutive_losses"),
            stats.get("last_entries"),
            stats.get(LAST_SIGNAL),
        )
        if isinstance(kept := stats.get(STAMPS), Mapping):
            self.stamps = {
                key: AlertTimestamps(exit=_moment(exited), strategy=_moment(strategy))
                for key, (exited, strategy) in kept.items()
            }
        if isinstance(let_off := stats.get(FORGIVEN), list):
            amount, at, *quote = let_off
            if not quote or quote == [self.settings.quote]:
                self.forgiven, self.forgiven_at = Decimal(amount), _moment(at)
        if isinstance(losses, int):
            self.consecutive_losses = losses
        if isinstance(entries, Mapping):
            self.last_entries = {k: datetime.fromisoformat(v) for k, v in entries.items()}
        if isinstance(signal, str):
            self.last_signal_at = datetime.fromisoformat(signal)


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
