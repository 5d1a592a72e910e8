"""Amounts that don't go through as they are: coins that others hold, orders that are too large."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from custom_components.tradehook.trading.position.evolve import backoff
from tests.fake_exchange.core.orders import Force, Hand, Side
from tests.fake_exchange.venue import FakeVenue
from tests.walk.row import walk_rows
from tests.walk.stage import Stage, staged

D = Decimal
ROWS = {row.name: row for row in walk_rows()}
STOP = {"stop_percentage": 3}
TARGET = [{"price_percentage": 2, "position_percentage": 100}]
SPOT = pytest.mark.parametrize("name", ["BINA", "BYBI", "KRKN", "OKEX"])
LARGEST = D("0.01")


@pytest.fixture(autouse=True)
def retried_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let positions try again what was refused after a tenth of their waits: that is a rule."""
    delays = tuple(delay / 10 for delay in backoff.RETRY_SECONDS)
    monkeypatch.setattr(backoff, "RETRY_SECONDS", delays)


@pytest.fixture
async def stage(name: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Return an account whose market takes only so much at once of an order at market."""
    row = ROWS[name]

    def prepare(venue: FakeVenue) -> None:
        venue.set_market(row.symbol, max_market_amount=LARGEST)

    async with staged(row, tmp_path / "account.db", prepare) as stage:
        yield stage


@SPOT
async def test_stop_sells_what_is_free_and_then_what_gets_free(stage: Stage) -> None:
    """Somebody else's order locks a part of the coins."""
    await stage.open()
    symbol, venue = stage.row.symbol, stage.venue
    order = venue.outside_order(symbol, D("-0.004"), Hand.BOTH, reduce_only=False)
    order.price, order.wire_type, order.force = D(70_000), "LIMIT", Force.GTC
    venue.engine.place(order)
    (row,) = await stage.rows()
    position_id = str(row["position_id"])
    await stage.account.modify_position(position_id, {"stop_loss": {"stop_price": 59_000}})
    stage.price(58_000)
    step = venue.books[symbol].market.step
    await stage.until(lambda: stage.held() - D("0.004") < step)
    assert (await stage.rows())[0]["status"] == "closing"
    venue.engine.cancel(order)
    (row,) = await stage.judge()
    assert row["close_reason"] == "stop_loss"


@SPOT
async def test_target_rests_although_less_than_a_step_of_the_coins_is_gone(stage: Stage) -> None:
    """Another bot has paid a fee with it."""
    await stage.open()
    market = stage.venue.books[stage.row.symbol].market
    (row,) = await stage.rows()
    left = market.amount_down(D(row["size"])) - market.step / 2
    stage.venue.set_balance(stage.base, left)
    position_id = str(row["position_id"])
    await stage.account.modify_position(position_id, {"take_profit": TARGET})
    await stage.until(stage.resting)
    stage.price(61_500)
    (row,) = await stage.becomes(lambda rows: rows[0]["status"] == "closed")
    assert row["close_reason"] == "take_profit"
    assert stage.held() < market.step


@pytest.mark.parametrize("name", ["BINA", "BIFU", "BIFU-hedge", "BYBIF", "OKEXF"])
async def test_more_than_one_order_may_sell_is_sold_in_parts(stage: Stage) -> None:
    row = await stage.open(stop_loss=STOP)
    await stage.accepted(action="increase", increase_order={"quantity_percentage": 100})
    await stage.doubles(row)
    await stage.until(lambda: stage.protected(stage.hand("long")) == LARGEST)
    await stage.accepted(action="close")
    await stage.judge()
    first, _second = stage.traded(Side.SELL)
    assert first.amount == LARGEST


@pytest.mark.parametrize("name", ["BIFU", "BYBIF", "OKEXF"])
async def test_stop_that_rests_for_a_part_sells_the_rest_too(stage: Stage) -> None:
    row = await stage.open(stop_loss=STOP)
    await stage.accepted(action="increase", increase_order={"quantity_percentage": 100})
    await stage.doubles(row)
    await stage.until(lambda: stage.protected(stage.hand("long")) == LARGEST)
    stage.price(57_000)
    (row,) = await stage.judge()
    assert row["close_reason"] == "stop_loss"
