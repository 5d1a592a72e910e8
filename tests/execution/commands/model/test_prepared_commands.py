"""What is written with a signal: all that its commands have prepared, in one batch."""

from datetime import UTC, datetime
from itertools import product

from custom_components.tradehook.execution.commands.model.origin import PERSON
from custom_components.tradehook.execution.commands.model.prepared_command import PreparedCommand
from custom_components.tradehook.ledger.records import (
    NOTHING,
    Batch,
    BotRecord,
    NoteRecord,
    SignalRecord,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ROW = SignalRecord(
    receipt_id="r",
    bot_id="bot",
    received_at=NOW,
    action="open",
    symbol="BTC/USDT",
    signal_id="s",
    status="accepted",
    executed=True,
)
BOTS = [
    BotRecord(bot_id="bot", state=state, reason=None, changed_at=NOW, stats={})
    for state in ("running", "stopped")
]
NOTE = NoteRecord(position_id="p", note="", tags=("a",), changed_at=NOW)
PARTS = [
    [],
    [NOTHING],
    [Batch(notes=(NOTE,))],
    [Batch(notes=(NOTE,)), NOTHING],
    [Batch(notes=(NOTE,)), Batch(values={"market.BTC/USDT": {}})],
    [Batch(bots=(BOTS[0],))],
    [Batch(signals=(ROW,))],
]


def test_row_and_bot_are_written_with_whatever_was_prepared() -> None:
    """However many parts there are, it is what all of them are together, in their order."""
    for parts, bot, extra in product(PARTS, (None, BOTS[1]), (NOTHING, Batch(bots=(BOTS[0],)))):
        prepared = PreparedCommand(origin=PERSON, at=NOW, parts=list(parts), bot_row=bot)
        last = NOTHING if bot is None else Batch(bots=(bot,))
        expected = Batch.merge(extra, Batch(signals=(ROW,)), *parts, last)
        assert prepared.recorded_with(ROW, extra) == expected
        assert prepared.parts == parts
