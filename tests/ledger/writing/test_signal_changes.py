"""Changes of signals that come into their table together."""

import pytest

from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, SignalUpdate
from custom_components.tradehook.ledger.writes import Prepared, prepare

from ..helpers import on_writer, signal


@pytest.mark.parametrize("text", ["plain", "with \x00 in it", "😀 é", ""])
async def test_changes_of_signals_at_once_are_the_last_of_each(ledger: Ledger, text: str) -> None:
    """What one changes and the next doesn't name stays."""
    await ledger.commit(Batch(signals=(signal("r1"), signal("r2"), signal("r3"))))
    await ledger.signals(limit=1)
    changes = [
        SignalUpdate(receipt_id="r1", code="first", message="first"),
        SignalUpdate(receipt_id="r2", message=text, executed=False),
        SignalUpdate(receipt_id="r1", code=None),
        SignalUpdate(receipt_id="r1", message=text),
        SignalUpdate(receipt_id="r3", position_ids=("p1", "p2")),
        SignalUpdate(receipt_id="gone", message=text),
    ]
    joined = Prepared.joined([prepare(Batch(signal_updates=(change,))) for change in changes])
    assert joined is not None
    await on_writer(ledger, joined.__call__)
    rows = await ledger.signals(limit=10)
    assert {
        row.receipt_id: (row.code, row.message, row.executed, row.position_ids) for row in rows
    } == {
        "r1": (None, text, True, ()),
        "r2": (None, text, False, ()),
        "r3": (None, None, True, ("p1", "p2")),
    }
