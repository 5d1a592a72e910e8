"""Test the action that tells what was earned."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
import json
from typing import Any

from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.tradehook.ledger.records import Batch
from tests.face import BOT_SWITCH, BTC, CLOSE_BUTTON, Face


async def results(face: Face, **data: object) -> list[dict[str, Any]]:
    """Return the rows of the action's answer."""
    answer = await face.call("get_results", data)
    json.dumps(answer)
    assert answer["time_zone"] == str(dt_util.get_default_time_zone())
    found: list[dict[str, Any]] = answer["results"]
    return found


async def traded(face: Face) -> None:
    """Let one position win with a stop of 5 %, and one be held."""
    await face.open(signal_id="won", stop_loss={"stop_percentage": 5})
    await face.price(66000)
    await face.press(CLOSE_BUTTON)
    await face.open(signal_id="held")


async def test_the_profit_is_what_the_fills_have_booked(face: Face) -> None:
    """Test sums, groups, periods and the words of the field."""
    await traded(face)
    fills = await face.account.ledger.fills()
    booked = sum((fill.realized_profit for fill in fills), Decimal(0))

    (row,) = await results(face)

    assert (row["currency"], row["account_type"]) == ("USDT", "paper")
    assert row["accounts"] == [face.entry.entry_id]
    assert abs(Decimal(row["profit"]) - booked) < Decimal("1e-12")
    assert Decimal(row["fees"]) == pytest.approx(
        sum((fill.fee_value or Decimal(0) for fill in fills), Decimal(0))
    )
    assert (row["trades"], row["wins"], row["losses"]) == (1, 1, 0)
    assert (row["win_rate"], row["profit_factor"]) == ("100", None)
    assert row["best"]["symbol"] == BTC
    assert Decimal(row["best"]["profit"]) == pytest.approx(Decimal(row["expectancy"]))
    assert Decimal(row["expectancy_r"]) > 0
    assert [one["key"] for one in row["by_bot"]] == [BOT_SWITCH]
    for groups in ("by_bot", "by_market", "by_side", "by_tag", "periods", "by_hour", "by_weekday"):
        total = sum((Decimal(one["profit"]) for one in row[groups]), Decimal(0))
        assert total == pytest.approx(booked), groups
    assert Decimal(row["curve"][-1][1]) == pytest.approx(booked)
    assert 0 < Decimal(row["max_drawdown_percentage"]) < 1, "the fees of the entries"


async def test_a_span_has_what_was_booked_in_it(face: Face) -> None:
    """Test `since` and `until`, both sides of midnight."""
    await traded(face)
    fills = await face.account.ledger.fills(dust=False)
    old = replace(
        fills[0],
        trade_id="old",
        realized_profit=Decimal(-7),
        time=fills[0].time - timedelta(days=40),
    )
    await face.account.ledger.commit(Batch(fills=(old,)))
    limit = (dt_util.utcnow() - timedelta(days=1)).isoformat()

    (before,) = await results(face, until=limit, period="month")
    (after,) = await results(face, since=limit)
    (all_of_it,) = await results(face, period="month")

    assert before["profit"] == "-7"
    assert before["trades"] == 0
    assert Decimal(after["profit"]) - 7 == pytest.approx(Decimal(all_of_it["profit"]))
    assert all_of_it["periods"][0]["start"].endswith("-01")
    assert all_of_it["periods"][0]["profit"] == "-7"


async def test_currencies_are_not_added_up(face: Face) -> None:
    """Test that each has its own row, and that a share of the equity is known of one only."""
    await traded(face)
    fills = await face.account.ledger.fills(dust=False)
    other = replace(fills[0], symbol="ETH/BTC", trade_id="t", fee_value=None)
    await face.account.ledger.commit(Batch(fills=(other,)))

    bitcoin, dollars = await results(face)

    assert (bitcoin["currency"], dollars["currency"]) == ("BTC", "USDT")
    assert bitcoin["fees"] is None, "one fee's worth is not known"
    assert bitcoin["max_drawdown_percentage"] is None
    assert dollars["fees"] is not None


async def test_filters_narrow_the_results(face: Face) -> None:
    """Test side, market and tag."""
    await traded(face)

    assert await results(face, side="short") == []
    assert await results(face, tag="breakout") == []
    assert len(await results(face, symbol=BTC, bot=BOT_SWITCH, side="long")) == 1


async def test_a_span_that_ends_before_it_begins_is_refused(face: Face) -> None:
    """Test that nothing is answered for nothing."""
    with pytest.raises(ServiceValidationError, match="later than"):
        await face.call("get_results", {"since": "2026-11-02 00:00", "until": "2026-11-01 00:00"})
