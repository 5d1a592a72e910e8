"""What a live account has gained or lost beside its own results: told, never spread over bots."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
import logging
from typing import Any

from ...exchanges.port.exchange import Exchange, Transfer, VenueError
from ...ledger.errors import LedgerWriteError
from ...ledger.ledger import Ledger
from ...ledger.records import Batch
from ...trading.common.time_spans import is_older
from ...trading.model.price_math import PRECISE
from ...trading.position.performance import known_total
from ..common.timing.timings import ReconciliationTimings
from ..state.portfolio import ForeignHoldings, Portfolio
from ..state.position_cache import PositionCache
from .position_reconciler import is_settled

_LOGGER = logging.getLogger(__name__)

ZERO = Decimal(0)
KEY = "everything_else"
TOLD_FROM = Decimal("0.01")
"""The part of the equity from which on a difference that nobody has explained is told."""
LATE = timedelta(days=3)
"""How long after its time a venue may list a transfer."""
WRITTEN_EVERY = timedelta(days=1)
"""How often it is written down that they were asked for, if there are none."""
REMEMBERED = timedelta(days=7)
"""How long the ids of transfers are kept: longer than they can be told again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityReading:
    """Wallet, positions and own results of one moment."""

    at: datetime
    own: object
    """What our own books said; equal as long as nothing has happened in them."""
    foreign: ForeignHoldings
    worth: Decimal
    """Equity less own results."""
    equity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is not explained: an amount in the account's currency, and in % of the equity."""

    amount: Decimal
    currency: str
    percentage: Decimal


@dataclass(slots=True, kw_only=True)
class KeptEquity:
    """What the ledger keeps: where an account began, and what came and went since."""

    first_at: datetime
    first_equity: Decimal
    first_worth: Decimal
    known: dict[str, Decimal] = field(default_factory=dict)
    """By currency, what was there beside our own results and is explained."""
    transfers: Decimal = ZERO
    """Deposits less withdrawals since, in the account's currency, as they came."""
    asked_at: datetime | None = None
    seen: dict[str, datetime] = field(default_factory=dict)
    """The time of each transfer that is counted, by the venue's id."""

    def as_data(self) -> dict[str, Any]:
        """Return it as the ledger keeps it."""
        return {
            "first_at": self.first_at.isoformat(),
            "first_equity": f"{self.first_equity:f}",
            "first_worth": f"{self.first_worth:f}",
            "known": {name: f"{amount:f}" for name, amount in self.known.items()},
            "transfers": f"{self.transfers:f}",
            "asked_at": self.asked_at.isoformat() if self.asked_at else None,
            "seen": {one: at.isoformat() for one, at in self.seen.items()},
        }

    @staticmethod
    def of(data: Mapping[str, Any]) -> KeptEquity:
        """Return what the ledger keeps."""
        asked_at = data["asked_at"]
        return KeptEquity(
            first_at=datetime.fromisoformat(data["first_at"]),
            first_equity=Decimal(data["first_equity"]),
            first_worth=Decimal(data["first_worth"]),
            known={name: Decimal(amount) for name, amount in data["known"].items()},
            transfers=Decimal(data["transfers"]),
            asked_at=datetime.fromisoformat(asked_at) if asked_at else None,
            seen={one: datetime.fromisoformat(at) for one, at in data["seen"].items()},
        )


class OtherChanges:
    """Compares a venue's equity with first equity, transfers and own results.

    A reading counts once the next look finds our own books as they were: a trade that the venue
    has booked and not told yet would look as if somebody else had gained or lost it.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        ledger: Ledger,
        position_cache: PositionCache,
        portfolio: Portfolio,
        changed: Callable[[], None],
        timings: ReconciliationTimings,
    ) -> None:
        """Take both sides of the comparison; `changed` hears when the numbers are new."""
        self._exchange = exchange
        self._timings = timings
        self._ledger = ledger
        self._position_cache = position_cache
        self._portfolio = portfolio
        self._changed = changed
        self._kept: KeptEquity | None = None
        self._unwritten = False
        self._tried_at: datetime | None = None
        self._candidate: EquityReading | None = None
        self._current: EquityReading | None = None
        self._counted = ZERO
        """The transfers that were known when the current reading was taken."""
        self.difference: Difference | None = None
        """What a person is told; None while it is explained, small, or not known yet."""

    def load(self, values: Mapping[str, Any]) -> None:
        """Know what the ledger knows."""
        data = values.get(KEY)
        self._kept = KeptEquity.of(data) if data is not None else None
        self._candidate = self._current = self.difference = self._tried_at = None

    @property
    def first_equity(self) -> Decimal | None:
        """Return what the account was worth when it was read first."""
        return self._kept.first_equity if self._kept else None

    @property
    def value(self) -> Decimal | None:
        """Return what equity has gained beside transfers and own results; None = not known."""
        reading, kept = self._current, self._kept
        if (
            reading is None
            or kept is None
            or is_older(reading.at, self._position_cache.now(), self._position_cache.price_age)
        ):
            return None
        return PRECISE.subtract(PRECISE.subtract(reading.worth, kept.first_worth), self._counted)

    def own_books(self) -> object | None:
        """Return what our own books say, to be compared; None while anything is under way."""
        live = self._position_cache.live.values()
        if self._position_cache.unreadable or not all(map(is_settled, live)):
            return None
        held = tuple((one.position_id, one.size, one.cost, one.realized_profit) for one in live)
        return held, tuple(sorted(self._portfolio.closed.items()))

    async def look(self, before: object | None) -> None:
        """Compare, on balances and positions that were asked for since `before` was the case."""
        own, candidate, self._candidate = self.own_books(), self._candidate, None
        if own is not None and own == before:
            self._candidate = self._read(own)
        if candidate is not None and before is not None and candidate.own == before:
            await self._take(candidate)
        await self._write()

    async def accept(self) -> None:
        """Accept the difference of now as explained; raises LedgerWriteError."""
        if self._kept is None or self._current is None:
            return
        self._kept.known = dict(self._current.foreign.amounts)
        self.difference = None
        self._unwritten = True
        await self._ledger.commit(Batch(values={KEY: self._kept.as_data()}))
        self._unwritten = False
        self._changed()

    def _read(self, own: object) -> EquityReading | None:
        foreign, equity = self._portfolio.foreign(), self._portfolio.venue_equity
        if foreign is None or equity is None:
            return None
        worth = known_total([foreign.open_result, *self._worths(foreign.amounts)])
        if worth is None:
            return None
        return EquityReading(
            at=self._position_cache.now(), own=own, foreign=foreign, worth=worth, equity=equity
        )

    def _worths(self, amounts: Mapping[str, Decimal]) -> list[Decimal | None]:
        worths: list[Decimal | None] = []
        for name, amount in amounts.items():
            price = self._portfolio.price(name) if amount else ZERO
            worths.append(None if price is None else PRECISE.multiply(amount, price))
        return worths

    async def _take(self, reading: EquityReading) -> None:
        kept = self._kept
        if kept is None:
            kept = self._kept = KeptEquity(
                first_at=reading.at,
                first_equity=reading.equity,
                first_worth=reading.worth,
                known=dict(reading.foreign.amounts),
                asked_at=reading.at,
            )
            self._unwritten = True
        difference = self._unexplained(reading, kept)
        if self._asks(difference) and await self._ask_for_transfers(kept):
            return  # this wallet may be older than they are
        # Both change at once: transfers that are counted later belong to a later wallet.
        self._current, self._counted = reading, kept.transfers
        self.difference = difference
        self._changed()

    def _unexplained(self, reading: EquityReading, kept: KeptEquity) -> Difference | None:
        """Return what came or went unexplained, at present prices, if it is worth telling."""
        amounts, known = reading.foreign.amounts, kept.known
        # Of hundreds of coins nearly all are as they were: they are kept once.
        known |= {name: amount for name, amount in amounts.items() if known.get(name) == amount}
        gained = {
            name: PRECISE.subtract(amounts.get(name, ZERO), known.get(name, ZERO))
            for name in amounts.keys() | known.keys()
            if amounts.get(name, ZERO) is not known.get(name, ZERO)
        }
        amount = known_total(self._worths(gained))
        if amount is None or abs(amount) <= reading.equity * TOLD_FROM or not amount:
            return None
        share = ZERO if reading.equity <= 0 else PRECISE.divide(100 * amount, reading.equity)
        return Difference(amount=amount, currency=self._portfolio.currency, percentage=share)

    def _asks(self, difference: Difference | None) -> bool:
        timings = self._timings
        every = timings.transfers_every if difference is None else timings.transfers_again
        return self._tried_at is None or self._position_cache.now() - self._tried_at >= every

    async def _ask_for_transfers(self, kept: KeptEquity) -> bool:
        """Count the transfers that are new; tell whether there were any."""
        self._tried_at = now = self._position_cache.now()
        asked_at = kept.asked_at or kept.first_at
        try:
            told = await self._exchange.fetch_transfers(max(kept.first_at, asked_at - LATE))
        except VenueError as err:
            # What can't be asked for is a part of everything else, and told as such.
            _LOGGER.debug("Transfers can't be asked for: %s", err)
            return False
        news = [one for one in told if one.at >= kept.first_at and one.transfer_id not in kept.seen]
        counted = [one for one in news if self._count(kept, one)]
        if counted or now - asked_at >= WRITTEN_EVERY:
            kept.asked_at = now
            kept.seen = {one: at for one, at in kept.seen.items() if now - at <= REMEMBERED}
            self._unwritten = True
        return bool(counted)

    def _count(self, kept: KeptEquity, transfer: Transfer) -> bool:
        """Count a transfer; tell whether its worth is known, and it is one of ours at all."""
        if not self._portfolio.counts(transfer.currency):
            return False
        (worth,) = self._worths({transfer.currency: transfer.amount})
        if worth is None:
            return False
        kept.transfers = PRECISE.add(kept.transfers, worth)
        before = kept.known.get(transfer.currency, ZERO)
        kept.known[transfer.currency] = PRECISE.add(before, transfer.amount)
        kept.seen[transfer.transfer_id] = transfer.at
        return True

    async def _write(self) -> None:
        """Write down what is new; what fails is written at the next look."""
        if not self._unwritten or self._kept is None:
            return
        try:
            await self._ledger.commit(Batch(values={KEY: self._kept.as_data()}))
        except LedgerWriteError as err:
            _LOGGER.debug("The account's first equity can't be written down yet: %s", err)
        else:
            self._unwritten = False
