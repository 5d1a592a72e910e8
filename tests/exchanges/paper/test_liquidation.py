"""What the paper exchange does to perpetuals by itself: liquidation and funding."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.market import MarginMode
from tests.exchanges.venue import PERP, Venue, only_position, open_linear

D = Decimal
EVER = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("side", "leverage", "safe", "liquidated"),
    # long: (100.1 - 10.01) / 0.995 = 90.54...; short: (99.9 + 9.99) / 1.005 = 109.34...
    [("buy", 10, "90.7", "90.5"), ("sell", 10, "109.2", "109.4")],
)
async def test_an_isolated_position_is_liquidated_at_its_price(
    linear: Venue, side: str, leverage: int, safe: str, liquidated: str
) -> None:
    """Before its margin is used up; the rest of the account is not touched."""
    await linear.order(side, "10", leverage=leverage)
    position = await only_position(linear)
    await linear.move(safe)
    assert await only_position(linear)
    await linear.order("buy", "1", "50", leverage=leverage, client_order_id="dca")
    margin = linear.told.balances["USDT"].used
    linear.told.log.clear()
    await linear.move(liquidated)
    fill = linear.told.fills[-1]
    assert fill.liquidation
    assert fill.client_order_id is None
    assert (fill.position_side, fill.amount) == (position.side, D(10))
    assert position.liquidation_price is not None
    assert min(D(safe), D(liquidated)) < position.liquidation_price < max(D(safe), D(liquidated))
    assert await linear.exchange.fetch_positions() == []
    assert await linear.exchange.fetch_open_orders() == []
    assert await linear.exchange.fetch_liquidations(PERP, EVER) == [fill]
    loss = 10000 - linear.told.balances["USDT"].total
    assert 0 < loss <= margin
    assert linear.told.log[-1].startswith("quote")
    await linear.restart()
    assert await linear.exchange.fetch_liquidations(PERP, EVER) == [fill]


async def test_a_gap_costs_an_isolated_position_its_margin_and_no_more() -> None:
    """Beyond the bankruptcy price the venue's insurance pays; the fill says that price."""
    venue = await open_linear(liquidation_fee=D("0.5"), taker_fee=D("0.1"))
    await venue.order("buy", "10", leverage=10)
    opened = venue.told.balances["USDT"]
    await venue.move(50)
    fill = venue.told.fills[-1]
    assert fill.price == D("90.1")  # 100.1 - 10.01 = 90.09, up to the tick
    assert fill.fee == D("0.1")  # what is left of the margin
    assert venue.told.balances["USDT"].total == opened.total - opened.used
    await venue.exchange.close()


async def test_liquidation_has_its_fee() -> None:
    """Of the position's value."""
    venue = await open_linear(liquidation_fee=D("0.3"))
    await venue.order("buy", "10", leverage=10)
    await venue.move("90.5")
    fill = venue.told.fills[-1]
    assert (fill.price, fill.fee) == (D("90.4"), D("2.712"))
    await venue.exchange.close()


async def test_in_a_jump_limits_fill_before_a_liquidation(linear: Venue) -> None:
    """An order on the way there is reached first."""
    await linear.order("buy", "10", leverage=10)
    await linear.order("sell", "10", "95", reduce_only=True, client_order_id="stop")
    assert linear.told.fills[-1].client_order_id == "stop"  # marketable: filled at the bid
    await linear.order("buy", "10", leverage=10)
    await linear.order("buy", "1", "95", leverage=10, client_order_id="dca")
    await linear.move(80)
    assert [fill.client_order_id for fill in linear.told.fills[-2:]] == ["dca", None]
    assert linear.told.fills[-1].amount == 11


async def test_a_cross_position_lives_as_long_as_the_whole_account(linear: Venue) -> None:
    """Its loss lowers what is free; its liquidation price counts everything."""
    await linear.order("buy", "100", leverage=10, margin_mode=MarginMode.CROSS)
    await linear.move(60)
    assert await linear.free() == 10000 - 1001 - D("40.1") * 100
    position = await only_position(linear)
    assert position.liquidation_price == D("0.2")  # (10010 - 10000) / 100 / 0.995, up
    await linear.order("sell", "100", reduce_only=True)
    assert await linear.free() == 10000 - D("40.2") * 100


async def test_cross_positions_are_liquidated_together_and_never_below_zero(linear: Venue) -> None:
    """Winners pay for losers; the account ends at nothing, not below."""
    await linear.order("buy", "500", leverage=10, margin_mode=MarginMode.CROSS)
    await linear.exchange.create_order(
        linear.request(
            "sell",
            "1",
            symbol="ETH/USDT:USDT",
            leverage=10,
            margin_mode=MarginMode.CROSS,
        )
    )
    await linear.move(3100, "ETH/USDT:USDT")
    await linear.move(50)
    assert [(f.symbol, f.liquidation) for f in linear.told.fills[-2:]] == [
        ("ETH/USDT:USDT", True),
        (PERP, True),
    ]
    balance = linear.told.balances["USDT"]
    assert 0 <= balance.total < 500 * D("0.1")
    assert await linear.exchange.fetch_positions() == []


async def test_cross_positions_are_valued_with_all_prices_after_a_restart(linear: Venue) -> None:
    """A winner in another market, whose price comes later, counts from the beginning."""
    eth = "ETH/USDT:USDT"
    await linear.move(3000, eth)
    await linear.exchange.create_order(
        linear.request("sell", "20", symbol=eth, leverage=10, margin_mode=MarginMode.CROSS)
    )
    await linear.order("buy", "300", leverage=10, margin_mode=MarginMode.CROSS)
    await linear.move(2000, eth)
    await linear.move(60)
    await linear.restart()
    assert len(await linear.exchange.fetch_positions()) == 2
    await linear.move(2990, eth)
    assert await linear.exchange.fetch_positions() == []


@pytest.mark.parametrize(("side", "sign"), [("buy", -1), ("sell", 1)])
async def test_funding_is_paid_every_eight_hours(side: str, sign: int) -> None:
    """By longs to shorts, on the value at the mark price; once for each full eighth hour."""
    venue = await open_linear(funding_rate=D("0.01"))
    venue.clock.skip(timedelta(hours=3))
    await venue.order(side, "10", leverage=1)
    before = venue.told.balances["USDT"].total
    await venue.clock.advance(2)
    assert venue.told.balances["USDT"].total == before
    venue.clock.skip(timedelta(hours=5))
    await venue.move(200 if side == "buy" else 50)
    value = 10 * (200 if side == "buy" else 50)
    assert venue.told.balances["USDT"].total == before + sign * value * D("0.0001")
    await venue.clock.advance(5)
    assert venue.told.balances["USDT"].total == before + sign * value * D("0.0001")
    venue.clock.skip(timedelta(hours=16))
    await venue.restart()
    assert venue.told.balances["USDT"].total == before + sign * value * D("0.0003")
    await venue.exchange.close()


async def test_funding_takes_the_margin_when_nothing_else_is_left() -> None:
    """And never more than there is."""
    venue = await open_linear(funding_rate=D(30))
    await venue.order("buy", "99", leverage=1)
    venue.clock.skip(timedelta(hours=8))
    await venue.move(100)
    balance = venue.told.balances["USDT"]
    assert balance.total == 10000 - 99 * 100 * D("0.3")
    assert balance.free == 0
    venue.clock.skip(timedelta(hours=24))
    await venue.move(100)
    assert venue.told.balances["USDT"].total >= 0
    assert await venue.exchange.fetch_positions() == []
    await venue.exchange.close()


async def test_no_close_costs_more_than_what_backs_the_position() -> None:
    """However deep a market order slips; and nothing is opened at the insurance's price."""
    venue = await open_linear(slippage=D(20))
    await venue.order("buy", "10", "101", leverage=10)
    margin = venue.told.balances["USDT"].used
    report = await venue.order("sell", "15", leverage=10)
    assert (report.filled, report.code) == (D(10), "insufficient_funds")
    assert venue.told.fills[-1].price == D("90.1")
    assert 0 < 10000 - venue.told.balances["USDT"].total <= margin
    assert await venue.exchange.fetch_positions() == []
    await venue.exchange.close()
