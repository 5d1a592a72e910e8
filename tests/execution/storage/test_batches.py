"""Nothing is done that could not be recorded."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from custom_components.tradehook.execution.common.timing.timings import RecordingTimings
from custom_components.tradehook.ledger.errors import LedgerConflictError, LedgerWriteError
from custom_components.tradehook.ledger.records import Batch
from tests.execution.commands.test_openings import open_long
from tests.execution.house import BOT, House, waits


@contextmanager
def full_disk(home: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every commit of the account fail; the venue's own books are another machine's."""
    write = home.ledger.commit

    async def commit(batch: Batch) -> None:
        if not batch.books:
            raise LedgerWriteError("disk full")
        await write(batch)

    with monkeypatch.context() as patch:
        patch.setattr(home.ledger, "commit", commit)
        yield


async def test_signal_that_could_not_be_recorded_did_not_happen(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503, and slot, id and body are free again for the sender's next try."""
    with full_disk(home, monkeypatch):
        for fields in (
            {"symbol": "BTCUSDT", "side": "long", "signal_id": "a"},
            {"action": "stop_bot"},
            {"symbol": "NOPE"},
            {"symbol": "BTCUSDT", "side": "long", "test": True},
        ):
            answer = await home.send(**fields)
            assert (answer.status, answer.body["code"]) == (503, "not_recorded")
    assert home.account.bots[BOT].is_on
    assert home.account.open_positions == 0
    row = await open_long(home, signal_id="a")
    assert row["status"] == "open"


@waits(recording=RecordingTimings(retry=0.01))
async def test_stop_waits_for_the_ledger_and_then_acts(
    home: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No order leaves before its intent is written; it is said once, and once when it is over."""
    await open_long(home)
    sent = len(home.exchange.line.sent)
    with full_disk(home, monkeypatch):
        await home.market.set_price("BTC/USDT", price=Decimal(58_000), hold=True)
        await asyncio.sleep(0.1)
        assert len(home.exchange.line.sent) == sent
        assert (await home.only())["status"] == "open"
    await home.settle()
    assert (await home.only())["close_reason"] == "stop_loss"
    said = [record.message for record in caplog.records if "ledger can" in record.message]
    assert said == [
        "The ledger can't be written, trading waits for it",
        "The ledger can be written again",
    ]


async def test_step_that_fails_does_not_end_its_market(
    home: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever goes wrong in one step, the next ones are taken: stops go on."""
    await open_long(home)
    write = home.ledger.commit
    failures = iter([LedgerConflictError("doubled"), RuntimeError("bug")])

    async def commit(batch: Batch) -> None:
        if batch.facts and (error := next(failures, None)):
            raise error
        await write(batch)

    with monkeypatch.context() as patch:
        patch.setattr(home.ledger, "commit", commit)
        await home.price(58_000)
        await home.price(57_900)
        await home.price(57_800)
    await home.settle()
    assert (await home.only())["status"] == "closed"
    assert any("failed" in record.message for record in caplog.records)
