"""Test the totals of the actions that read."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from custom_components.tradehook.ledger.records import Batch
from tests.face import (
    BOT,
    CLOSE_BUTTON,
    Face,
)

from .records import rows


async def test_totals_are_of_all_rows_that_fit_whatever_the_page_shows(face: Face) -> None:
    """Test sums of positions and trades, and counts of signals."""
    for number in range(3):
        await face.open(signal_id=f"s{number}")
    await face.price(66000)
    await face.press(CLOSE_BUTTON)
    await face.open(signal_id="held")
    everything = await rows(face, "get_positions")

    def sums(of: list[dict[str, Any]], name: str) -> Decimal:
        return sum((Decimal(row[name] or 0) for row in of), Decimal(0))

    answer = await face.call("get_positions", {"limit": 1})
    assert len(answer["positions"]) == 1
    totals = answer["totals"]
    assert totals["count"] == 4
    for name in ("invested", "realized_profit", "unrealized_profit", "fees", "funding"):
        assert abs(Decimal(totals[name]) - sums(everything, name)) < Decimal("1e-9"), name
    closed = (await face.call("get_positions", {"status": "closed"}))["totals"]
    assert (closed["count"], closed["invested"], closed["unrealized_profit"]) == (3, "0", "0")

    trades = await rows(face, "get_trades")
    totals = (await face.call("get_trades", {"limit": 1}))["totals"]
    assert totals["count"] == len(trades) == 7
    for name in ("cost", "fee_value", "profit"):
        assert abs(Decimal(totals[name]) - sums(trades, name)) < Decimal("1e-9"), name

    await face.account.send_signal(BOT, {"action": "open"})
    await face.settle()
    totals = (await face.call("get_signals", {"limit": 1}))["totals"]
    assert totals == {
        "accepted": 4,
        "refused": 1,
        "duplicate": 0,
        "test": 0,
        "failed": 0,
        "expired": 0,
    }


async def test_totals_of_several_currencies_stand_apart(face: Face) -> None:
    """Test that BTC are never added to USDT."""
    await face.open()
    await face.price(66000)
    await face.press(CLOSE_BUTTON)
    fills = await face.account.ledger.fills(dust=False)
    other = replace(fills[0], symbol="ETH/BTC", trade_id="t", fee_value=None, cost=Decimal(2))
    await face.account.ledger.commit(Batch(fills=(other,)))

    totals = (await face.call("get_trades"))["totals"]

    assert list(totals) == ["BTC", "USDT"]
    assert (totals["BTC"]["count"], totals["BTC"]["cost"]) == (1, "2")
    assert totals["BTC"]["fee_value"] is None, "one fee's worth is not known"
    assert totals["USDT"]["count"] == 2


async def test_totals_of_nothing_are_zero(face: Face) -> None:
    """Test that a template needs no second case."""
    assert (await face.call("get_positions"))["totals"] == {
        "count": 0,
        "invested": "0",
        "realized_profit": "0",
        "unrealized_profit": "0",
        "fees": "0",
        "funding": "0",
    }
