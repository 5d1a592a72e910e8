"""What is kept, and for how long."""

from datetime import timedelta

import pytest

from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch

from .helpers import NOW, after, position, signal

AGES = timedelta(days=5000)
ROOM = 10**9


async def ids(ledger: Ledger) -> set[str]:
    """Return what the log still has."""
    return {row.receipt_id for row in await ledger.signals(limit=1000)}


async def test_signals_of_a_position_stay_as_long_as_the_position(ledger: Ledger) -> None:
    """What only named it, without changing it, doesn't."""
    mine = ("p1",)
    rows = (
        signal("opened", position_ids=mine),
        signal("ended_badly", action="increase", status="failed", position_ids=("gone", "p1")),
        signal("late", action="increase", status="expired", position_ids=mine),
        signal("closed", action="close", position_ids=mine),
        signal("other", position_ids=("gone",)),
        signal("nothing"),
        signal("again", status="duplicate", position_ids=mine),
        signal("no", status="refused", position_ids=mine, code="position_exists"),
    )
    closed = position(status="closed", closed_at=after(5))
    await ledger.commit(Batch(positions=(closed,), signals=rows))
    assert await ledger.prune(NOW + AGES, most_bytes=0) == 4
    assert await ids(ledger) == {"opened", "ended_badly", "late", "closed"}

    await ledger.commit(Batch(forget=True))
    await ledger.prune(NOW + AGES, most_bytes=ROOM)
    assert await ids(ledger) == set()


@pytest.mark.parametrize(
    "code", ["unauthorized", "locked_out", "malformed_json", "too_large", "address_retired"]
)
async def test_messages_without_credentials_are_kept_ninety_days(ledger: Ledger, code: str) -> None:
    """A refusal of somebody who may speak is kept as long as everything else."""
    rows = (
        signal("stranger", status="refused", code=code),
        signal("known", status="refused", code="rate_limited"),
    )
    await ledger.commit(Batch(signals=rows))
    assert await ledger.prune(NOW + timedelta(days=90), ROOM) == 0
    assert await ledger.prune(NOW + timedelta(days=90, microseconds=1), ROOM) == 1
    assert await ids(ledger) == {"known"}


async def test_a_ledger_that_is_too_large_loses_its_oldest_refusals_first(ledger: Ledger) -> None:
    """As many as are needed to come below the limit, and not all."""
    big = {"text": "x" * 10_000}
    rows = [
        signal(f"r{n:04}", status="refused", code="bot_stopped", received_at=after(n), payload=big)
        for n in range(1000)
    ]
    taken = signal("taken", received_at=after(-5))
    await ledger.commit(Batch(signals=(*reversed(rows), taken)))
    large = 7_000_000

    assert await ledger.prune(NOW + timedelta(days=2), large) == 500
    kept = await ids(ledger)
    assert len(kept) == 501
    assert "taken" in kept
    assert "r0499" not in kept
    assert "r0500" in kept
    assert await ledger.prune(NOW + timedelta(days=2), large) == 0


async def test_too_large_a_ledger_keeps_positions_and_the_signals_of_a_day(ledger: Ledger) -> None:
    """Windows of duplicates look at young signals; what is to be executed must be executed."""
    rows = (
        signal("opened", position_ids=("p1",)),
        signal("old"),
        signal("waiting", executed=False),
        signal("young", received_at=after(86_400)),
        signal("refused_just_now", status="refused", code="bot_stopped", received_at=after(86_400)),
    )
    await ledger.commit(Batch(positions=(position(),), signals=rows))
    assert await ledger.prune(after(86_410), most_bytes=0) == 2
    assert await ids(ledger) == {"opened", "waiting", "young"}
