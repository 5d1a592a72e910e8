"""What waits in a market shares a commit, and a bad one of them fails alone."""

import asyncio
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock

import pytest

from custom_components.tradehook.ledger.errors import LedgerConflictError, LedgerWriteError
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch
from tests.exchanges.live import until
from tests.execution.house import Plan, house

MANY = {"max_positions": 50, "max_positions_per_market": 50}


def opening(number: int) -> dict[str, Any]:
    """Return an opening of its own."""
    return {
        "action": "open",
        "symbol": "BTC/USDT",
        "side": "long",
        "signal_id": f"signal-{number}",
        "quote_amount": 20,
    }


async def test_openings_of_one_market_share_the_commit_of_their_intents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(Plan(path=tmp_path / "ledger.db").but(**MANY)) as home:
        await home.price(100)
        commit = Ledger.commit
        intents: list[int] = []

        async def noted(ledger: Ledger, batch: Batch) -> None:
            if batch.orders:
                intents.append(len(batch.orders))
            await commit(ledger, batch)

        monkeypatch.setattr(Ledger, "commit", noted)
        answers = await asyncio.gather(*(home.send(**opening(number)) for number in range(20)))
        assert {answer.status for answer in answers} == {202}
        await home.settle()
        assert [row["status"] for row in await home.positions()] == ["open"] * 20
        assert sum(intents) == 20
        assert len(intents) <= 5


async def test_what_can_not_be_recorded_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(Plan(path=tmp_path / "ledger.db").but(**MANY)) as home:
        await home.price(100)
        commit = Ledger.commit
        cursed: set[str] = set()

        async def strict(ledger: Ledger, batch: Batch) -> None:
            cursed.update(r.position_id for r in batch.positions if r.signal_id == "signal-1")
            if cursed & {row.position_id for row in batch.orders}:
                raise LedgerConflictError("Not written: this position is cursed")
            await commit(ledger, batch)

        monkeypatch.setattr(Ledger, "commit", strict)
        await asyncio.gather(*(home.send(**opening(number)) for number in range(3)))
        await home.settle()
        statuses = {row["signal_id"]: row["status"] for row in await home.positions()}
        assert statuses == {"signal-0": "open", "signal-1": "pending", "signal-2": "open"}


@pytest.mark.parametrize("hangs", [False, True])
async def test_an_opening_waits_a_moment_for_others_of_its_market_that_are_being_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hangs: bool
) -> None:
    """They are one decision and one commit then; a record that hangs holds nobody up."""
    async with house(Plan(path=tmp_path / "ledger.db").but(**MANY)) as home:
        await home.price(100)
        commit, go_on = Ledger.commit, asyncio.Event()
        intents: list[int] = []

        async def slow(ledger: Ledger, batch: Batch) -> None:
            if any(row.signal_id == "signal-1" for row in batch.positions):
                await go_on.wait()
            if batch.orders:
                intents.append(len(batch.orders))
            await commit(ledger, batch)

        monkeypatch.setattr(Ledger, "commit", slow)
        late = asyncio.create_task(home.send(**opening(1)))
        await asyncio.sleep(0)
        assert (await home.send(**opening(0))).status == 202
        if hangs:
            await until(lambda: home.exchange.line.sent)
        go_on.set()
        assert (await late).status == 202
        await home.settle()
        assert [row["status"] for row in await home.positions()] == ["open"] * 2
        assert intents[0] == (1 if hangs else 2)
        assert sum(intents) == 2


async def test_what_could_not_be_recorded_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(Plan(path=tmp_path / "ledger.db").but(**MANY)) as home:
        await home.price(100)
        with monkeypatch.context() as broken:
            fails = AsyncMock(side_effect=LedgerWriteError("disk full"))
            broken.setattr(home.ledger, "commit", fails)
            assert (await home.send(**opening(1))).status == 503
        assert not home.account._activity.openings
