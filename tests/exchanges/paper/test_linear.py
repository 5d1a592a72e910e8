"""Perpetuals on paper: positions, margin, leverage, reduce-only and hedge mode."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.exchange import OrderRefusedError
from custom_components.tradehook.trading.model.market import MarginMode, Side
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.venue import PERP, Venue, only_position, open_linear

D = Decimal


@pytest.mark.parametrize(
    ("side", "entry", "position_side", "exit_side", "exit_price", "profit"),
    [
        ("buy", "100.1", Side.LONG, "sell", "110", "98"),
        ("sell", "99.9", Side.SHORT, "buy", "90", "98"),
    ],
)
async def test_a_position_opens_and_closes_with_its_profit(
    linear: Venue,
    side: str,
    entry: str,
    position_side: Side,
    exit_side: str,
    exit_price: str,
    profit: str,
) -> None:
    """Long and short; bid and ask lie 0.1 around the mid."""
    await linear.order(side, "10", leverage=5)
    position = await only_position(linear)
    assert (position.side, position.size, position.leverage) == (position_side, D(10), 5)
    assert (position.entry_price, position.mark_price) == (D(entry), D(100))
    assert await linear.free() == 10000 - D(entry) * 10 / 5
    await linear.move(exit_price)
    assert linear.told.balances["USDT"].total == 10000
    await linear.order(exit_side, "10", reduce_only=True)
    assert await linear.exchange.fetch_positions() == []
    balance = linear.told.balances["USDT"]
    assert (balance.free, balance.used) == (10000 + D(profit), D(0))


async def test_fees_are_paid_in_quote() -> None:
    """On both sides, of the notional and not of the margin."""
    venue = await open_linear(maker_fee=D("0.02"), taker_fee=D("0.05"))
    await venue.order("buy", "10", leverage=10)
    await venue.order("sell", "10", "110", reduce_only=True)
    await venue.move(111)
    assert [(fill.fee, fill.fee_currency) for fill in venue.told.fills] == [
        (D("0.5005"), "USDT"),
        (D("0.22"), "USDT"),
    ]
    assert await venue.free() == 10000 + 99 - D("0.5005") - D("0.22")
    await venue.exchange.close()


async def test_orders_of_a_symbol_share_one_net_position(linear: Venue) -> None:
    """One-way mode: the average entry, and an opposite order closes and then flips it."""
    await linear.order("buy", "1", leverage=2)
    await linear.move(120)
    await linear.order("buy", "3", leverage=2)
    position = await only_position(linear)
    assert (position.size, position.entry_price) == (D(4), D("115.1"))
    await linear.order("sell", "5", leverage=2)
    position = await only_position(linear)
    assert (position.side, position.size) == (Side.SHORT, D(1))
    assert position.entry_price == D("119.9")
    assert linear.told.balances["USDT"].total == 10000 + 4 * (D("119.9") - D("115.1"))
    assert linear.told.balances["USDT"].used == D("119.9") / 2


async def test_reducing_keeps_the_entry_price(linear: Venue) -> None:
    """And releases the margin in proportion."""
    await linear.order("buy", "3", leverage=3)
    await linear.order("sell", "1", reduce_only=True)
    position = await only_position(linear)
    assert (position.size, position.entry_price) == (D(2), D("100.1"))
    assert linear.told.balances["USDT"].used.quantize(D("1e-9")) == D("66.733333333")


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
    linear: Venue, order: dict[str, Any], code: str
) -> None:
    """And leaves nothing."""
    with pytest.raises(OrderRefusedError) as caught:
        await linear.order(**order)
    assert caught.value.code == code
    assert await linear.free() == 10000


async def test_the_accounts_own_cap_limits_leverage() -> None:
    """Below the market's."""
    venue = await open_linear(max_leverage=3)
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
    linear: Venue, other: dict[str, Any]
) -> None:
    """An order can't change them."""
    await linear.order("buy", "1", leverage=2)
    with pytest.raises(OrderRefusedError) as caught:
        await linear.order("buy", "1", **{"leverage": 2, **other})
    assert caught.value.code == "leverage_conflict"


async def test_a_reduce_only_order_never_flips_a_position(linear: Venue) -> None:
    """Two take profits for the whole position: the second finds less, its rest is cancelled."""
    await linear.order("buy", "3", leverage=5)
    first = await linear.order("sell", "2", "110", reduce_only=True)
    second = await linear.order("sell", "2", "111", reduce_only=True)
    await linear.move(120)
    reports = [
        await linear.exchange.find_order(PERP, order.client_order_id) for order in (first, second)
    ]
    assert [(r.state, r.filled, r.code) for r in reports if r] == [
        (OrderState.FILLED, D(2), None),
        (OrderState.CANCELLED, D(1), "reduce_only"),
    ]
    assert await linear.exchange.fetch_positions() == []


async def test_a_closed_position_takes_its_reduce_only_orders_along(linear: Venue) -> None:
    """They must not wait for the next position."""
    await linear.order("buy", "1", leverage=5)
    await linear.order("sell", "1", "110", reduce_only=True)
    entry = await linear.order("buy", "1", "90", leverage=5)
    await linear.order("sell", "1", reduce_only=True)
    assert await linear.exchange.fetch_open_orders() == [entry]


async def test_a_reduce_only_order_that_became_too_big_closes_what_is_left(linear: Venue) -> None:
    """It is looked at again at each fill."""
    await linear.order("buy", "3", leverage=5)
    await linear.order("sell", "3", "110", reduce_only=True, client_order_id="all")
    await linear.order("sell", "2", reduce_only=True)
    await linear.move(111, max_fill=D("0.4"))
    await linear.clock.advance(5)
    fills = await linear.exchange.fetch_fills(PERP, "all")
    assert [fill.amount for fill in fills] == [D("0.4"), D("0.4"), D("0.2")]
    assert await linear.exchange.fetch_positions() == []
    assert await linear.exchange.fetch_open_orders() == []


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
    assert (await only_position(hedge)).side is Side.SHORT
    assert {fill.position_side for fill in hedge.told.fills} == {Side.LONG, Side.SHORT}
    await hedge.restart()
    assert (await only_position(hedge)).side is Side.SHORT
    with pytest.raises(OrderRefusedError) as caught:
        await hedge.order("buy", "1")
    assert caught.value.code == "position_side_missing"


@pytest.mark.parametrize("crash", [False, True])
async def test_positions_survive_a_restart(linear: Venue, crash: bool) -> None:
    """To the last digit."""
    await linear.order("buy", "0.12345", leverage=7)
    await linear.move(101)
    await linear.order("buy", "0.1", leverage=7)
    await linear.order("sell", "0.05", "130", reduce_only=True)
    before = (
        await linear.exchange.fetch_positions(),
        await linear.exchange.fetch_balances(),
        await linear.exchange.fetch_open_orders(),
    )
    await linear.restart(crash=crash)
    assert before == (
        await linear.exchange.fetch_positions(),
        await linear.exchange.fetch_balances(),
        await linear.exchange.fetch_open_orders(),
    )


async def test_a_rest_that_cannot_be_margined_any_more_is_cancelled(linear: Venue) -> None:
    """What is affordable fills."""
    await linear.move(100, max_fill=D(50))
    order = await linear.order("buy", "90", leverage=1)
    await linear.move(200)
    report = await linear.exchange.find_order(PERP, order.client_order_id)
    assert report is not None
    assert (report.state, report.code) == (OrderState.CANCELLED, "insufficient_funds")
    # 10000 - 50 x 100.1 = 4995; / 200.1 = 24.96251..., down to the step
    assert report.filled == 50 + D("24.96251")
    assert 0 <= await linear.free() < D("0.01")


async def test_a_leverage_left_out_is_the_positions(linear: Venue) -> None:
    """And 1 without one."""
    await linear.order("buy", "1")
    assert (await only_position(linear)).leverage == 1
    await linear.order("sell", "1", reduce_only=True)
    await linear.order("buy", "1", leverage=20)
    await linear.order("buy", "1")
    position = await only_position(linear)
    assert (position.leverage, position.margin_mode) == (20, MarginMode.ISOLATED)
    assert linear.told.balances["USDT"].used == D("100.1") * 2 / 20
