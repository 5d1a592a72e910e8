"""Test that what is not explained and what was moved in and out are told of one moment."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from custom_components.tradehook.exchanges.port.exchange import Transfer
from custom_components.tradehook.execution.common.timing.timings import ReconciliationTimings
from custom_components.tradehook.execution.reconciliation.other_changes import OtherChanges
from custom_components.tradehook.execution.state.portfolio import ForeignHoldings

D = Decimal
START = datetime(2026, 11, 30, 7, tzinfo=UTC)


class Venue:
    """A wallet of dollars, and what was moved into it and out of it."""

    def __init__(self) -> None:
        self.now, self.wallet = START, D(10_000)
        self.moved: list[Transfer] = []

    def move(self, amount: int) -> None:
        """Pay in, or out."""
        self.wallet += amount
        name = str(len(self.moved))
        self.moved.append(
            Transfer(transfer_id=name, currency="USDC", amount=D(amount), at=self.now)
        )

    async def fetch_transfers(self, _since: datetime) -> Sequence[Transfer]:
        return self.moved


class Holdings:
    """What of the wallet is not ours: all of it."""

    closed: Mapping[str, Decimal] = {}
    currency = "USDC"

    def __init__(self, venue: Venue) -> None:
        self._venue = venue

    @property
    def venue_equity(self) -> Decimal:
        return self._venue.wallet

    def foreign(self) -> ForeignHoldings:
        return ForeignHoldings(amounts={"USDC": self._venue.wallet}, open_result=D(0))

    def counts(self, _currency: str) -> bool:
        return True

    def price(self, _currency: str) -> Decimal:
        return D(1)


async def written(*_: object, **__: object) -> None:
    """Take what is to be written down."""


async def look(changes: OtherChanges, venue: Venue) -> tuple[Decimal | None, Decimal | None]:
    """Look once more, a second later; return everything else, and what of it is told."""
    venue.now += timedelta(seconds=1)
    await changes.look(changes.own_books())
    return changes.value, changes.difference.amount if changes.difference else None


async def test_transfer_that_is_counted_changes_what_is_told_with_it() -> None:
    venue = Venue()
    cache = SimpleNamespace(live={}, unreadable=False, now=lambda: venue.now, price_age=60)
    changes = OtherChanges(
        exchange=cast(Any, venue),
        ledger=cast(Any, SimpleNamespace(commit=written)),
        position_cache=cast(Any, cache),
        portfolio=cast(Any, Holdings(venue)),
        changed=lambda: None,
        timings=ReconciliationTimings(transfers_again=timedelta(seconds=4)),
    )

    for _ in range(3):
        told = await look(changes, venue)
    assert told == (0, None)

    venue.move(3_000)
    seen = [await look(changes, venue) for _ in range(8)]

    assert seen[-1] == (0, None)
    for value, difference in seen:
        assert (value, difference) in {(0, None), (3_000, 3_000)}, seen
