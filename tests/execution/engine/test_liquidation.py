"""A paper perpetual that the venue liquidates: everything ends with it, nothing is left."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.paper import PaperTerms
from custom_components.tradehook.exchanges.paper.state import VenueTransaction
from custom_components.tradehook.trading.model.market import MarginMode, MarketType
from tests.execution.commands.test_openings import number
from tests.execution.house import House, Plan, house

PERP = "BTC/USDT:USDT"
EVER = datetime(2020, 1, 1, tzinfo=UTC)
START = Decimal(60_000)
FAR_STOP = {"stop_percentage": 4}
RUIN = {"long": Decimal(51_000), "short": Decimal(69_000)}
"""Where nothing of the margin is left, isolated or cross."""


@pytest.fixture
def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals that may bet all it has."""
    settings = replace(plan.settings, max_entry_size=Decimal(1_000_000), leverage=20)
    return replace(plan, market_type=MarketType.LINEAR, settings=settings)


@pytest.fixture
async def perps(linear: Plan) -> AsyncIterator[House]:
    """Return a running house for perpetuals."""
    async with house(linear) as built:
        await built.price(START, PERP)
        yield built


async def bet(home: House, side: str = "long", amount: int = 90_000, **fields: object) -> None:
    """Open a position with a target that rests."""
    message: dict[str, Any] = {
        "symbol": "SIM_USDT_BTC",
        "side": side,
        "quote_amount": amount,
        "take_profit": [{"price_percentage": 30, "position_percentage": 100}],
        **fields,
    }
    answer = await home.send(**message)
    assert answer.status == 202, answer.body
    await home.settle()


def deaf(home: House) -> None:
    """Let the account hear of no more orders and trades, as if it crashed before they came."""

    def publish(_draft: VenueTransaction) -> None:
        """Tell nobody."""

    home.exchange._worker._publish = publish  # type: ignore[method-assign, assignment]


async def check_liquidated(home: House, count: int = 1) -> None:
    """Check that all ended by liquidation, and that their losses are what the balance lost."""
    rows = await home.positions()
    assert [(row["status"], row["close_reason"]) for row in rows] == [
        ("closed", "liquidation")
    ] * count
    assert await home.exchange.fetch_open_orders() == []
    assert await home.exchange.fetch_positions() == []
    balance = (await home.exchange.fetch_balances())["USDT"]
    assert balance.used == 0
    lost = sum((number(row["realized_profit"]) for row in rows), Decimal(0))
    assert lost < 0
    assert balance.total - 10_000 == lost
    assert home.account.realized_profit == lost
    assert home.account.equity == home.account.free_balance == balance.total
    assert home.told().count("liquidated") == count
    purposes = [trade["purpose"] for trade in await home.account.trades()]
    assert purposes.count("liquidation") == count


@pytest.mark.parametrize("side", ["long", "short"])
@pytest.mark.parametrize("mode", list(MarginMode))
async def test_position_without_margin_is_closed_by_the_venue(
    linear: Plan, side: str, mode: MarginMode
) -> None:
    """Isolated margin is lost alone, cross takes all there is; orders go with the position."""
    async with house(linear.but(margin_mode=mode)) as home:
        await home.price(START, PERP)
        await bet(home, side, 90_000)
        await home.price(RUIN[side], PERP)
        await check_liquidated(home)
        left = home.account.free_balance
        assert left is not None
        assert (left < 1_000) is (mode is MarginMode.CROSS)


async def test_other_side_of_a_hedge_goes_on(linear: Plan) -> None:
    """In hedge mode the venue has a position for each side."""
    async with house(replace(linear, terms=PaperTerms(hedge_mode=True))) as home:
        await home.price(START, PERP)
        await bet(home, "long", 30_000)
        await bet(home, "short", 20_000)
        await home.price(RUIN["long"], PERP)
        short, long = await home.positions()
        assert (long["side"], long["close_reason"]) == ("long", "liquidation")
        assert (short["side"], short["status"]) == ("short", "open")
        (held,) = await home.exchange.fetch_positions()
        assert held.size == number(short["size"])
        resting = [order.client_order_id for order in await home.exchange.fetch_open_orders()]
        orders: Any = short["orders"]
        assert resting == [o["client_order_id"] for o in orders if o["status"] == "open"]


async def test_what_was_bought_before_the_clock_was_set_back_is_liquidated_too(
    linear: Plan,
) -> None:
    """By the clock of now it was bought later; for all that it was there."""
    async with house(linear) as home:
        await home.price(START, PERP)
        await bet(home)
        linear.clock.ahead -= timedelta(hours=2)
        await home.price(RUIN["long"], PERP)
        await check_liquidated(home)


async def test_account_goes_on_after_a_liquidation(perps: House) -> None:
    """The market is free again."""
    await bet(perps)
    await perps.price(RUIN["long"], PERP)
    await check_liquidated(perps)
    await bet(perps, amount=1_000)
    assert (await perps.positions())[0]["status"] == "open"


async def test_two_positions_of_one_venue_position_end_together(perps: House) -> None:
    """The venue's one trade is split by size, its fee to the last digit."""
    await bet(perps, amount=50_000)
    await bet(perps, amount=33_333)
    (held,) = await perps.exchange.fetch_positions()
    sizes = [number(row["size"]) for row in await perps.positions()]
    assert held.size == sum(sizes)
    await perps.price(RUIN["long"], PERP)
    await check_liquidated(perps, 2)
    trades = [t for t in await perps.account.trades() if t["purpose"] == "liquidation"]
    assert sorted(number(trade["amount"]) for trade in trades) == sorted(sizes)
    (venue,) = await perps.exchange.fetch_liquidations(PERP, EVER)
    assert sum(number(trade["fee"]) for trade in trades) == venue.fee


async def test_dca_that_fills_in_the_same_jump_is_liquidated_too(perps: House) -> None:
    """Resting limits fill first in a jump, then the venue looks at the margin."""
    await bet(
        perps, amount=40_000, dca_orders=[{"price_percentage": 2, "quantity_percentage": 100}]
    )
    await perps.price(RUIN["long"], PERP)
    await check_liquidated(perps)
    assert [trade["purpose"] for trade in await perps.account.trades()] == [
        "liquidation",
        "dca",
        "entry",
    ]


@pytest.mark.parametrize("side", ["long", "short"])
@pytest.mark.parametrize("mode", list(MarginMode))
async def test_liquidation_that_nobody_heard_of_is_found_at_the_start(
    linear: Plan, side: str, mode: MarginMode
) -> None:
    """A crash between the venue's commit and its push."""
    plan = linear.but(margin_mode=mode)
    async with house(plan) as home:
        await home.price(START, PERP)
        await bet(home, side)
        deaf(home)
        await home.price(RUIN[side], PERP)
        assert (await home.only())["status"] == "open"
        assert await home.exchange.fetch_positions() == []
    plan.line.sent.clear()
    async with house(plan) as home:
        await home.settle()
        await check_liquidated(home)
        assert plan.line.sent == []
    async with house(plan) as home:
        assert "liquidated" not in home.told()
        assert (await home.only())["close_reason"] == "liquidation"


async def test_jump_that_nobody_heard_of_is_found_with_its_fills(linear: Plan) -> None:
    """A DCA order filled and two positions were liquidated in one step of the venue."""
    async with house(linear) as home:
        await home.price(START, PERP)
        ladder = [{"price_percentage": 2, "quantity_percentage": 100}]
        await bet(home, amount=30_000, dca_orders=ladder)
        await bet(home, amount=20_000)
        deaf(home)
        await home.price(RUIN["long"], PERP)
    async with house(linear) as home:
        await home.settle()
        await check_liquidated(home, 2)


async def test_old_liquidation_does_not_touch_a_new_position(linear: Plan) -> None:
    """Neither at once nor after a restart."""
    async with house(linear) as home:
        await home.price(START, PERP)
        await bet(home)
        await home.price(RUIN["long"], PERP)
        await home.price(START, PERP)
        await bet(home, amount=1_000)
    async with house(linear) as home:
        await home.settle()
        new, old = await home.positions()
        assert (new["status"], old["status"]) == ("open", "closed")


async def test_pending_position_of_the_market_loses_its_order(perps: House) -> None:
    """The venue cancels what rests there; the opening ends without a fill."""
    await bet(perps)
    await bet(perps, amount=1_000, order_type="limit", signal_price=50_500)
    await perps.price(RUIN["long"], PERP)
    pending, held = await perps.positions()
    assert (pending["status"], pending["close_reason"]) == ("cancelled", "changed_outside")
    assert held["close_reason"] == "liquidation"
    assert await perps.exchange.fetch_open_orders() == []


async def test_stop_closes_before_the_liquidation(perps: House) -> None:
    """What comes in small steps is stopped in time."""
    await bet(perps, stop_loss=FAR_STOP)
    await perps.price(57_500, PERP)
    assert (await perps.only())["close_reason"] == "stop_loss"
    assert "liquidated" not in perps.told()
