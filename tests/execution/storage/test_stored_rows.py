"""What a position's row on the disk holds while it lives, and what is shown of it all the same."""

from typing import Any

import pytest

from custom_components.tradehook.ledger.records import RECEIPT, Batch, PositionRecord
from tests.execution.house import BTC, House, Plan, house

EXITS: dict[str, Any] = {
    "stop_loss": {"stop_percentage": 3},
    "take_profit": [{"price_percentage": 2, "position_percentage": 100}],
}
OF_NOW = ("mark_price", "unrealized_profit", "profit_percentage", "roe_percentage", "duration")


async def record_of(home: House) -> PositionRecord:
    """Return the only position as the ledger has it."""
    (record,) = await home.ledger.positions()
    return record


async def opened(home: House) -> str:
    """Open a position and return the receipt of its signal."""
    await home.price(100)
    answer = await home.send(action="open", symbol=BTC, side="long", signal_id="a", **EXITS)
    await home.settle()
    return str(answer.body["receipt_id"])


async def test_the_public_row_is_written_when_the_position_is_over(home: House) -> None:
    receipt = await opened(home)
    assert (await record_of(home)).data == {RECEIPT: receipt}
    await home.price(103)
    record = await record_of(home)
    assert record.status == "closed"
    assert record.data == {**(await home.only()), RECEIPT: receipt}


async def test_a_live_position_is_shown_by_its_facts_where_memory_has_none(home: House) -> None:
    """As between the end of a position and its row, or before an account has looked."""
    await opened(home)
    shown = await home.only()
    cache = home.account._position_cache
    position, number = next(iter(cache.live.values())), cache.facts(shown["position_id"])  # type: ignore[arg-type]
    cache._live.clear()
    told = await home.only()
    cache.put(position, number)
    assert {key: value for key, value in told.items() if key not in OF_NOW} == {
        key: value for key, value in shown.items() if key not in OF_NOW
    }


async def test_a_row_of_before_says_nothing_of_a_live_position(home: House) -> None:
    """It was true once: later facts have not touched it."""
    await opened(home)
    shown = await home.only()
    record = await record_of(home)
    stale = {**record.data, **shown, "size": "77"}
    home.account._position_cache._live.clear()
    await home.ledger.commit(Batch(positions=(record_with(record, stale),)))
    assert (await home.only())["size"] == shown["size"]


def record_with(record: PositionRecord, data: dict[str, object]) -> PositionRecord:
    """Return a row with other data."""
    values = {name: getattr(record, name) for name in PositionRecord.__slots__}
    return PositionRecord(**values | {"data": data})


async def test_what_changes_nothing_of_a_position_leaves_its_row_alone(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[int, int]] = []
    commit = home.ledger.commit

    async def seen(batch: Batch) -> None:
        written.append((len(batch.facts), len(batch.positions)))
        await commit(batch)

    monkeypatch.setattr(home.ledger, "commit", seen)
    await opened(home)
    rows = [positions for facts, positions in written if facts]
    # The opening, and the fill that makes it a position with a result; neither intents nor exits.
    assert sum(rows) == 2
    assert len(rows) > 3


async def test_it_counts_once_although_its_row_is_written_seldom(plan: Plan) -> None:
    """Totals, results and the receipt of its signal are what they were, over a restart too."""
    async with house(plan) as home:
        receipt = await opened(home)
    async with house(plan) as home:
        (position_id,) = home.account._position_cache.live
        assert home.account._position_cache.receipts[position_id] == receipt
        await home.price(103)
        (totals,) = (await home.ledger.totals()).values()
        assert totals.closed == totals.wins == 1
        (result,) = await home.ledger.position_results()
        assert result.position_id == position_id
