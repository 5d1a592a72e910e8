"""The paper exchange with linear perpetuals: margin, leverage, reduce-only and liquidation."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.api import OrderRefusedError, VenuePosition
from custom_components.tradehook.exchanges.paper_rules import PaperTerms
from custom_components.tradehook.trading.market import MarginMode, MarketType, Side
from custom_components.tradehook.trading.order import OrderState

from .venue import PERP, Venue

D = Decimal
FREE = {"maker_fee": D(0), "taker_fee": D(0), "slippage": D(0), "liquidation_fee": D(0)}


async def _open(**terms: Any) -> Venue:
    venue = Venue(market_type=MarketType.LINEAR, terms=PaperTerms(**{**FREE, **terms}))
    await venue.open()
    await venue.move(100)
    return venue


@pytest.fixture(name="venue")
async def fixture_venue() -> AsyncIterator[Venue]:
    """Return a venue that costs nothing, with 10,000 USDT and BTC held at 100."""
    venue = await _open()
    yield venue
    await venue.exchange.close()


@pytest.fixture(name="hedge")
async def fixture_hedge() -> AsyncIterator[Venue]:
    """Return the same in hedge mode."""
    venue = await _open(hedge_mode=True)
    yield venue
    await venue.exchange.close()


async def _position(venue: Venue) -> VenuePosition:
    (position,) = await venue.exchange.fetch_positions()
    return position


@pytest.mark.parametrize(
    ("side", "entry", "position_side", "exit_side", "exit_price", "profit"),
    [
        ("buy", "100.1", Side.LONG, "sell", "110", "98"),
        ("sell", "99.9", Side.SHORT, "buy", "90", "98"),
    ],
)
async def test_a_position_opens_and_closes_with_its_profit(
    venue: Venue,
    side: str,
    entry: str,
    position_side: Side,
    exit_side: str,
    exit_price: str,
    profit: str,
) -> None:
    """Long and short; bid and ask lie 0.1 around the mid."""
    await venue.order(side, "10", leverage=5)
    position = await _position(venue)
    assert (position.side, position.size, position.leverage) == (position_side, D(10), 5)
    assert (position.entry_price, position.mark_price) == (D(entry), D(100))
    assert await venue.free() == 10000 - D(entry) * 10 / 5
    await venue.move(exit_price)
    assert venue.told.balances["USDT"].total == 10000
    await venue.order(exit_side, "10", reduce_only=True)
    assert await venue.exchange.fetch_positions() == []
    balance = venue.told.balances["USDT"]
    assert (balance.free, balance.used) == (10000 + D(profit), D(0))


async def test_fees_are_paid_in_quote() -> None:
    """On both sides, of the notional and not of the margin."""
    venue = await _open(maker_fee=D("0.02"), taker_fee=D("0.05"))
    await venue.order("buy", "10", leverage=10)
    await venue.order("sell", "10", "110", reduce_only=True)
    await venue.move(111)
    assert [(fill.fee, fill.fee_currency) for fill in venue.told.fills] == [
        (D("0.5005"), "USDT"),
        (D("0.22"), "USDT"),
    ]
    assert await venue.free() == 10000 + 99 - D("0.5005") - D("0.22")
    await venue.exchange.close()


async def test_orders_of_a_symbol_share_one_net_position(venue: Venue) -> None:
    """One-way mode: the average entry, and an opposite order closes and then flips it."""
    await venue.order("buy", "1", leverage=2)
    await venue.move(120)
    await venue.order("buy", "3", leverage=2)
    position = await _position(venue)
    assert (position.size, position.entry_price) == (D(4), D("115.1"))
    await venue.order("sell", "5", leverage=2)
    position = await _position(venue)
    assert (position.side, position.size) == (Side.SHORT, D(1))
    assert position.entry_price == D("119.9")
    assert venue.told.balances["USDT"].total == 10000 + 4 * (D("119.9") - D("115.1"))
    assert venue.told.balances["USDT"].used == D("119.9") / 2


async def test_reducing_keeps_the_entry_price(venue: Venue) -> None:
    """And releases the margin in proportion."""
    await venue.order("buy", "3", leverage=3)
    await venue.order("sell", "1", reduce_only=True)
    position = await _position(venue)
    assert (position.size, position.entry_price) == (D(2), D("100.1"))
    assert venue.told.balances["USDT"].used.quantize(D("1e-9")) == D("66.733333333")


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"side": "buy", "amount": "1", "leverage": 101}, "leverage_out_of_range"),
        ({"side": "buy", "amount": "1", "leverage": 0}, "leverage_out_of_range"),
        ({"side": "buy", "amount": "1000", "leverage": 10}, "insufficient_funds"),
        ({"side": "buy", "amount": "1010", "price": "99", "leverage": 9}, "insufficient_funds"),
        ({"side": "sell", "amount": "1", "reduce_only": True}, "reduce_only"),
        ({"side": "buy", "amount": "0.01"}, "below_min_cost"),
    ],
)
async def test_what_breaks_the_terms_is_refused(
    venue: Venue, order: dict[str, Any], code: str
) -> None:
    """And leaves nothing."""
    with pytest.raises(OrderRefusedError) as caught:
        await venue.order(**order)
    assert caught.value.code == code
    assert await venue.free() == 10000


async def test_the_accounts_own_cap_limits_leverage() -> None:
    """Below the market's."""
    venue = await _open(max_leverage=3)
    with pytest.raises(OrderRefusedError, match="between 1 and 3"):
        await venue.order("buy", "1", leverage=4)
    await venue.order("buy", "1", leverage=3)
    await venue.exchange.close()


async def test_spot_takes_no_leverage() -> None:
    """It says so instead of ignoring it."""
    venue = Venue()
    await venue.open()
    with pytest.raises(OrderRefusedError) as caught:
        await venue.order("buy", "0.01", leverage=2)
    assert caught.value.code == "leverage_not_supported"
    await venue.exchange.close()


@pytest.mark.parametrize("other", [{"leverage": 3}, {"margin_mode": MarginMode.CROSS}])
async def test_a_position_has_one_leverage_and_margin_mode(
    venue: Venue, other: dict[str, Any]
) -> None:
    """An order can't change them."""
    await venue.order("buy", "1", leverage=2)
    with pytest.raises(OrderRefusedError) as caught:
        await venue.order("buy", "1", **{"leverage": 2, **other})
    assert caught.value.code == "leverage_conflict"


async def test_a_reduce_only_order_never_flips_a_position(venue: Venue) -> None:
    """Two take profits for the whole position: the second finds less, its rest is cancelled."""
    await venue.order("buy", "3", leverage=5)
    first = await venue.order("sell", "2", "110", reduce_only=True)
    second = await venue.order("sell", "2", "111", reduce_only=True)
    await venue.move(120)
    reports = [
        await venue.exchange.find_order(PERP, order.client_order_id) for order in (first, second)
    ]
    assert [(r.state, r.filled, r.code) for r in reports if r] == [
        (OrderState.FILLED, D(2), None),
        (OrderState.CANCELLED, D(1), "reduce_only"),
    ]
    assert await venue.exchange.fetch_positions() == []


async def test_a_closed_position_takes_its_reduce_only_orders_along(venue: Venue) -> None:
    """They must not wait for the next position."""
    await venue.order("buy", "1", leverage=5)
    await venue.order("sell", "1", "110", reduce_only=True)
    entry = await venue.order("buy", "1", "90", leverage=5)
    await venue.order("sell", "1", reduce_only=True)
    assert await venue.exchange.fetch_open_orders() == [entry]


async def test_a_reduce_only_order_that_became_too_big_closes_what_is_left(venue: Venue) -> None:
    """It is looked at again at each fill."""
    await venue.order("buy", "3", leverage=5)
    await venue.order("sell", "3", "110", reduce_only=True, client_order_id="all")
    await venue.order("sell", "2", reduce_only=True)
    await venue.move(111, max_fill=D("0.4"))
    await venue.clock.advance(5)
    fills = await venue.exchange.fetch_fills(PERP, "all")
    assert [fill.amount for fill in fills] == [D("0.4"), D("0.4"), D("0.2")]
    assert await venue.exchange.fetch_positions() == []
    assert await venue.exchange.fetch_open_orders() == []


async def test_hedge_mode_holds_both_sides(hedge: Venue) -> None:
    """Each with its own entry, and an exit never opens the other side."""
    await hedge.order("buy", "2", position_side=Side.LONG, leverage=4)
    await hedge.order("sell", "1", position_side=Side.SHORT, leverage=2)
    sizes = {p.side: p.size for p in await hedge.exchange.fetch_positions()}
    assert sizes == {Side.LONG: 2, Side.SHORT: 1}
    report = await hedge.order("sell", "3", position_side=Side.LONG)
    assert (report.state, report.filled, report.code) == (
        OrderState.CANCELLED,
        D(2),
        "reduce_only",
    )
    assert (await _position(hedge)).side is Side.SHORT
    assert {fill.position_side for fill in hedge.told.fills} == {Side.LONG, Side.SHORT}
    await hedge.restart()
    assert (await _position(hedge)).side is Side.SHORT
    with pytest.raises(OrderRefusedError) as caught:
        await hedge.order("buy", "1")
    assert caught.value.code == "position_side_missing"


@pytest.mark.parametrize(
    ("side", "leverage", "safe", "liquidated"),
    # long: (100.1 - 10.01) / 0.995 = 90.54...; short: (99.9 + 9.99) / 1.005 = 109.34...
    [("buy", 10, "90.7", "90.5"), ("sell", 10, "109.2", "109.4")],
)
async def test_an_isolated_position_is_liquidated_at_its_price(
    venue: Venue, side: str, leverage: int, safe: str, liquidated: str
) -> None:
    """Before its margin is used up; the rest of the account is not touched."""
    await venue.order(side, "10", leverage=leverage)
    position = await _position(venue)
    await venue.move(safe)
    assert await _position(venue)
    await venue.order("buy", "1", "50", leverage=leverage, client_order_id="dca")
    margin = venue.told.balances["USDT"].used
    venue.told.log.clear()
    await venue.move(liquidated)
    fill = venue.told.fills[-1]
    assert fill.liquidation
    assert fill.client_order_id is None
    assert (fill.position_side, fill.amount) == (position.side, D(10))
    assert position.liquidation_price is not None
    assert min(D(safe), D(liquidated)) < position.liquidation_price < max(D(safe), D(liquidated))
    assert await venue.exchange.fetch_positions() == []
    assert await venue.exchange.fetch_open_orders() == []
    assert await venue.exchange.fetch_liquidations(PERP) == [fill]
    loss = 10000 - venue.told.balances["USDT"].total
    assert 0 < loss <= margin
    assert venue.told.log[-1].startswith("quote")
    await venue.restart()
    assert await venue.exchange.fetch_liquidations(PERP) == [fill]


async def test_a_gap_costs_an_isolated_position_its_margin_and_no_more() -> None:
    """Beyond the bankruptcy price the venue's insurance pays; the fill says that price."""
    venue = await _open(liquidation_fee=D("0.5"), taker_fee=D("0.1"))
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
    venue = await _open(liquidation_fee=D("0.3"))
    await venue.order("buy", "10", leverage=10)
    await venue.move("90.5")
    fill = venue.told.fills[-1]
    assert (fill.price, fill.fee) == (D("90.4"), D("2.712"))
    await venue.exchange.close()


async def test_in_a_jump_limits_fill_before_a_liquidation(venue: Venue) -> None:
    """An order on the way there is reached first."""
    await venue.order("buy", "10", leverage=10)
    await venue.order("sell", "10", "95", reduce_only=True, client_order_id="stop")
    assert venue.told.fills[-1].client_order_id == "stop"  # marketable: filled at the bid
    await venue.order("buy", "10", leverage=10)
    await venue.order("buy", "1", "95", leverage=10, client_order_id="dca")
    await venue.move(80)
    assert [fill.client_order_id for fill in venue.told.fills[-2:]] == ["dca", None]
    assert venue.told.fills[-1].amount == 11


async def test_a_cross_position_lives_as_long_as_the_whole_account(venue: Venue) -> None:
    """Its loss lowers what is free; its liquidation price counts everything."""
    await venue.order("buy", "100", leverage=10, margin_mode=MarginMode.CROSS)
    await venue.move(60)
    assert await venue.free() == 10000 - 1001 - D("40.1") * 100
    position = await _position(venue)
    assert position.liquidation_price == D("0.2")  # (10010 - 10000) / 100 / 0.995, up
    await venue.order("sell", "100", reduce_only=True)
    assert await venue.free() == 10000 - D("40.2") * 100


async def test_cross_positions_are_liquidated_together_and_never_below_zero(venue: Venue) -> None:
    """Winners pay for losers; the account ends at nothing, not below."""
    await venue.order("buy", "500", leverage=10, margin_mode=MarginMode.CROSS)
    await venue.exchange.create_order(
        venue.request(
            "sell",
            "1",
            symbol="ETH/USDT:USDT",
            leverage=10,
            margin_mode=MarginMode.CROSS,
        )
    )
    await venue.move(3100, "ETH/USDT:USDT")
    await venue.move(50)
    assert [(f.symbol, f.liquidation) for f in venue.told.fills[-2:]] == [
        ("ETH/USDT:USDT", True),
        (PERP, True),
    ]
    balance = venue.told.balances["USDT"]
    assert 0 <= balance.total < 500 * D("0.1")
    assert await venue.exchange.fetch_positions() == []


async def test_cross_positions_are_valued_with_all_prices_after_a_restart(venue: Venue) -> None:
    """A winner in another market, whose price comes later, counts from the beginning."""
    eth = "ETH/USDT:USDT"
    await venue.move(3000, eth)
    await venue.exchange.create_order(
        venue.request("sell", "20", symbol=eth, leverage=10, margin_mode=MarginMode.CROSS)
    )
    await venue.order("buy", "300", leverage=10, margin_mode=MarginMode.CROSS)
    await venue.move(2000, eth)
    await venue.move(60)
    await venue.restart()
    assert len(await venue.exchange.fetch_positions()) == 2
    await venue.move(2990, eth)
    assert await venue.exchange.fetch_positions() == []


@pytest.mark.parametrize(("side", "sign"), [("buy", -1), ("sell", 1)])
async def test_funding_is_paid_every_eight_hours(side: str, sign: int) -> None:
    """By longs to shorts, on the value at the mark price; once for each full eighth hour."""
    venue = await _open(funding_rate=D("0.01"))
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
    venue = await _open(funding_rate=D(30))
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


@pytest.mark.parametrize("crash", [False, True])
async def test_positions_survive_a_restart(venue: Venue, crash: bool) -> None:
    """To the last digit."""
    await venue.order("buy", "0.12345", leverage=7)
    await venue.move(101)
    await venue.order("buy", "0.1", leverage=7)
    await venue.order("sell", "0.05", "130", reduce_only=True)
    before = (
        await venue.exchange.fetch_positions(),
        await venue.exchange.fetch_balances(),
        await venue.exchange.fetch_open_orders(),
    )
    await venue.restart(crash=crash)
    assert before == (
        await venue.exchange.fetch_positions(),
        await venue.exchange.fetch_balances(),
        await venue.exchange.fetch_open_orders(),
    )


async def test_a_rest_that_cannot_be_margined_any_more_is_cancelled(venue: Venue) -> None:
    """What is affordable fills."""
    await venue.move(100, max_fill=D(50))
    order = await venue.order("buy", "90", leverage=1)
    await venue.move(200)
    report = await venue.exchange.find_order(PERP, order.client_order_id)
    assert report is not None
    assert (report.state, report.code) == (OrderState.CANCELLED, "insufficient_funds")
    # 10000 - 50 x 100.1 = 4995; / 200.1 = 24.96251..., down to the step
    assert report.filled == 50 + D("24.96251")
    assert 0 <= await venue.free() < D("0.01")


async def test_no_close_costs_more_than_what_backs_the_position() -> None:
    """However deep a market order slips; and nothing is opened at the insurance's price."""
    venue = await _open(slippage=D(20))
    await venue.order("buy", "10", "101", leverage=10)
    margin = venue.told.balances["USDT"].used
    report = await venue.order("sell", "15", leverage=10)
    assert (report.filled, report.code) == (D(10), "insufficient_funds")
    assert venue.told.fills[-1].price == D("90.1")
    assert 0 < 10000 - venue.told.balances["USDT"].total <= margin
    assert await venue.exchange.fetch_positions() == []
    await venue.exchange.close()


async def test_a_leverage_left_out_is_the_positions(venue: Venue) -> None:
    """And 1 without one."""
    await venue.order("buy", "1")
    assert (await _position(venue)).leverage == 1
    await venue.order("sell", "1", reduce_only=True)
    await venue.order("buy", "1", leverage=20)
    await venue.order("buy", "1")
    position = await _position(venue)
    assert (position.leverage, position.margin_mode) == (20, MarginMode.ISOLATED)
    assert venue.told.balances["USDT"].used == D("100.1") * 2 / 20
