"""What a person has to look after, as it stands: it comes and goes by itself."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
import logging

from ...exchanges.port.exchange import Exchange, MoneyKind
from ...ledger.ledger import Ledger
from ...trading.admission.checks.short_reserve import is_spot_short
from ...trading.model.order import RESTING_STOP_LEG, Purpose
from ...trading.model.position import Position
from ...trading.reasons.money import amount_of, money
from ...trading.settings.account_limits import LimitKind
from ..common.events import AccountEvent, HealthChanged
from ..common.timing.timings import HealthTimings
from ..engine import Engine
from ..state.limits.account_limits import AccountLimitsState
from .other_changes import Difference

_LOGGER = logging.getLogger(__name__)

SKEW_LIMIT = 1.0
"""Seconds that the clock may be wrong."""
LEAST_SPACE = 200_000_000
"""How many bytes have to be free for the ledger, or a person is told."""
EXITS_REFUSED = 5
"""After how many refusals in a row an exit needs help."""


EXITS = frozenset({Purpose.STOP_LOSS, Purpose.CLOSE, Purpose.TAKE_PROFIT})


class HealthIssueKind(StrEnum):
    """What is wrong."""

    UNPROTECTED = "unprotected_position"
    NOT_WATCHED = "not_watched"
    FAILING = "failing_position"
    EXIT_REFUSED = "exit_refused"
    ORDER_GIVEN_UP = "order_given_up"
    CLOCK_SKEW = "clock_skew"
    UNREADABLE = "unreadable_position"
    RESERVE_SPENT = "short_reserve_spent"
    UNWRITABLE = "ledger_not_writable"
    MARKET_HALTED = "market_halted"
    MARKET_DELISTING = "market_delisting"
    DISK_FULL = "disk_nearly_full"
    UNEXPLAINED = "unexplained_difference"
    ABSENT = "absent_too_long"
    FEE_DOUBTED = "fee_not_believed"
    BALANCE_DOUBTED = "balance_not_believed"
    POSITION_DOUBTED = "position_not_believed"
    DAILY_LOSS = "account_daily_loss"
    DRAWDOWN = "account_drawdown"
    DAILY_LOSS_WARNING = "account_daily_loss_warning"
    DRAWDOWN_WARNING = "account_drawdown_warning"


_DOUBTED = {
    MoneyKind.FEE: HealthIssueKind.FEE_DOUBTED,
    MoneyKind.BALANCE: HealthIssueKind.BALANCE_DOUBTED,
    MoneyKind.POSITION: HealthIssueKind.POSITION_DOUBTED,
}

_LIMITS = {
    (LimitKind.DAILY_LOSS, True): HealthIssueKind.DAILY_LOSS,
    (LimitKind.DRAWDOWN, True): HealthIssueKind.DRAWDOWN,
    (LimitKind.DAILY_LOSS, False): HealthIssueKind.DAILY_LOSS_WARNING,
    (LimitKind.DRAWDOWN, False): HealthIssueKind.DRAWDOWN_WARNING,
}
"""What is said of a limit that is reached, whether it locks the account or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthIssue:
    """Something that is wrong now; `about` is a position's id, or empty for the account."""

    kind: HealthIssueKind
    about: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    """What the sentence about it names."""


def _named(key: str) -> str:
    """Return `take_profit 1` for the first take profit."""
    purpose, _, leg = key.partition(":")
    return f"{purpose} {int(leg) + 1}" if purpose == Purpose.TAKE_PROFIT else purpose


def is_exit(key: str) -> bool:
    """Return whether refusals are those of an exit; a stop that can't rest is watched here."""
    purpose, _, leg = key.partition(":")
    rests = purpose == Purpose.STOP_LOSS and int(leg) >= RESTING_STOP_LEG
    return purpose in EXITS and not rests


class HealthMonitor:
    """Looks from time to time whether positions are protected and the account is well."""

    def __init__(
        self,
        *,
        exchange: Exchange,
        ledger: Ledger | None = None,
        engine: Engine,
        publish: Callable[[AccountEvent], None],
        now: Callable[[], datetime],
        timings: HealthTimings,
        limits: AccountLimitsState | None = None,
    ) -> None:
        self._exchange = exchange
        self._ledger = ledger
        self.difference: Difference | None = None
        """What of the account's equity nobody has explained."""
        self.free_space: int | None = None
        """The bytes that are free where the ledger lies, as they were last seen."""
        self._engine = engine
        self._publish = publish
        self._now = now
        self._timings = timings
        self._limits = limits
        self._skewed_since: datetime | None = None
        self.health_issues: tuple[HealthIssue, ...] = ()

    async def run(self) -> None:
        """Look for ever, and at once when what is watched has changed."""
        changed = self._engine.price_judge.unwatched_changed
        while True:
            changed.clear()
            try:
                self.check()
            except Exception:
                # Whatever it was, it must not be the last look.
                _LOGGER.exception("The account's health could not be looked at")
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timings.every):
                    await changed.wait()

    def check(self) -> None:
        """Look once, and say so when it is not as before."""
        found = (*self._of_account(), *self._of_positions())
        if found != self.health_issues:
            self.health_issues = found
            self._publish(HealthChanged())

    def _of_account(self) -> Iterator[HealthIssue]:
        if self._ledger is not None and self._ledger.is_unwritable:
            yield HealthIssue(kind=HealthIssueKind.UNWRITABLE)
        if self.free_space is not None and self.free_space < LEAST_SPACE:
            free = f"{self.free_space // 1_000_000}"
            yield HealthIssue(kind=HealthIssueKind.DISK_FULL, said={"free": free})
        if (difference := self.difference) is not None:
            said = {
                "difference": amount_of(difference.amount, difference.currency),
                "percentage": f"{difference.percentage:+.1f}",
            }
            yield HealthIssue(kind=HealthIssueKind.UNEXPLAINED, said=said)
        for doubt in self._exchange.money_doubts:
            yield HealthIssue(kind=_DOUBTED[doubt.kind], said=doubt.said)
        kept = self._limits.own_result if self._limits is not None else None
        for kind in sorted(kept.reached) if kept is not None else ():
            locked = kept is not None and kind in kept.locks
            yield HealthIssue(kind=_LIMITS[kind, locked])
        skew, now = self._exchange.clock_skew, self._now()
        if skew is None or abs(skew) <= SKEW_LIMIT:
            self._skewed_since = None
            return
        self._skewed_since = self._skewed_since or now
        if now - self._skewed_since >= self._timings.skew_lasts:
            yield HealthIssue(kind=HealthIssueKind.CLOCK_SKEW, said={"seconds": f"{skew:+.1f}"})

    def _of_positions(self) -> Iterator[HealthIssue]:
        for one in self._engine.position_cache.unreadable.values():
            said = {
                "position": one.position_id,
                "symbol": one.symbol,
                "side": one.side,
                "why": one.why,
            }
            yield HealthIssue(kind=HealthIssueKind.UNREADABLE, about=one.position_id, said=said)
        for position in self._engine.position_cache.live.values():
            said = {
                "symbol": position.symbol,
                "side": position.side.value,
                "size": money(position.size) or "0",
            }
            for kind, more in self._of_position(position):
                yield HealthIssue(kind=kind, about=position.position_id, said=said | more)

    def _of_position(self, position: Position) -> Iterator[tuple[HealthIssueKind, dict[str, str]]]:
        yield from self._of_deciding(position)
        if position.size <= 0:
            return
        status = self._exchange.market_states.get(position.symbol)
        if status is not None and status.delisting is not None:
            yield (
                HealthIssueKind.MARKET_DELISTING,
                {"date": f"{status.delisting:%Y-%m-%d %H:%M} UTC"},
            )
        elif status is not None and status.halted:
            yield HealthIssueKind.MARKET_HALTED, {}
        stop = position.stop_price or position.emergency_price
        if stop is not None and position.resting_stop is None and self._is_blind(position.symbol):
            yield HealthIssueKind.UNPROTECTED, {"stop": money(stop) or "-"}
        elif position.position_id in self._engine.price_judge.unwatched:
            yield HealthIssueKind.NOT_WATCHED, {}
        if (missing := self._missing_reserve(position)) is not None:
            yield HealthIssueKind.RESERVE_SPENT, {"missing": missing}
        refusals = [r.count for key, r in position.refusals.items() if is_exit(key)]
        if position.close_request is not None and max(refusals, default=0) >= EXITS_REFUSED:
            yield HealthIssueKind.EXIT_REFUSED, {"reason": position.message or "-"}

    def _of_deciding(self, position: Position) -> Iterator[tuple[HealthIssueKind, dict[str, str]]]:
        if position.position_id in self._engine.held_back:
            yield HealthIssueKind.ABSENT, {"exchange": self._exchange.name}
        if position.position_id in self._engine.failing:
            yield HealthIssueKind.FAILING, {}
        if given_up := position.given_up(self._now()):
            yield HealthIssueKind.ORDER_GIVEN_UP, {"orders": ", ".join(map(_named, given_up))}

    def _missing_reserve(self, position: Position) -> str | None:
        """Return what is missing to buy a live account's shorts on spot back at their stops."""
        market = self._exchange.markets.get(position.symbol)
        if market is None or not is_spot_short(market, position.side):
            return None
        free = self._engine.free(market.quote)
        if free is None or self._exchange.is_simulated:
            return None
        missing = self._engine.needed_for_shorts(market.quote) - free
        return amount_of(missing, market.quote) if missing > 0 else None

    def _is_blind(self, symbol: str) -> bool:
        quote = self._engine.prices.quotes.get(symbol)
        return quote is None or self._now() - quote.at > self._timings.price_missing
