"""Forgetting everything: one transaction, and what it leaves."""

from decimal import Decimal

import pytest

from custom_components.tradehook.ledger.errors import LedgerConflictError
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, PaperRecord

from .helpers import NOW, fact, fill, link, order, position, signal

PAST = Batch(
    signals=(
        signal("r1", digest="d"),
        signal("r2", command={"do": "it"}, executed=False),
        signal("r3", status="refused"),
    ),
    positions=(
        position("p1", status="closed", realized_profit=Decimal(5)),
        position("p2"),
    ),
    facts=(fact("p2", 0),),
    orders=(order("o1", position_id="p2"),),
    fills=(fill("t1", position_id="p2"),),
    links=(link("l1", position_id="p2"),),
    values={"kept": 1},
    books=(PaperRecord(kind="order", key="1", data={}),),
)


async def test_forgetting_leaves_log_slots_values_and_books(ledger: Ledger) -> None:
    """Everything that was traded is gone, claims and commands too."""
    await ledger.commit(PAST)
    slots = await ledger.slots()
    await ledger.commit(Batch(forget=True, books=(PaperRecord(kind="order", key="1", data=None),)))
    assert await ledger.positions() == []
    assert await ledger.live_positions() == []
    assert await ledger.fills() == []
    assert await ledger.order("o1") is None
    assert await ledger.links() == []
    assert await ledger.totals() == {}
    assert await ledger.books() == []
    assert await ledger.unexecuted_signals() == []
    assert await ledger.find_claim("bot", "s-r1") is None
    assert await ledger.recent_digests(NOW.replace(year=2000)) == {}
    assert len(await ledger.signals()) == 3
    assert await ledger.slots() == slots
    assert await ledger.values() == {"kept": 1}


async def test_new_rows_come_after_the_forgetting(ledger: Ledger) -> None:
    """The same ids may be used again, in the same batch."""
    await ledger.commit(PAST)
    await ledger.commit(Batch(forget=True, positions=(position("p2"),), facts=(fact("p2", 0),)))
    ((row, facts),) = await ledger.live_positions()
    assert (row.position_id, len(facts)) == ("p2", 1)


async def test_nothing_is_forgotten_when_the_rest_fails(ledger: Ledger) -> None:
    """All of a batch or nothing."""
    await ledger.commit(PAST)
    with pytest.raises(LedgerConflictError):
        await ledger.commit(Batch(forget=True, facts=(fact("nobody", 0),)))
    assert len(await ledger.positions()) == 2
    assert len(await ledger.fills()) == 1
    assert await ledger.find_claim("bot", "s-r1") is not None
