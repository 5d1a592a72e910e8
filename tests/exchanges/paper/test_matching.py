"""What fills on spot, at what price and fee, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    OrderNotFoundError,
    OrderRefusedError,
)
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.venue import BTC, Venue

D = Decimal
EVER = datetime(2020, 1, 1, tzinfo=UTC)


async def test_a_market_buy_pays_slippage_and_its_fee_in_base(costly: Venue) -> None:
    """Ask 100.01 + 0.05 % = 100.060005, up to the tick."""
    report = await costly.order("buy", "1")
    assert (report.state, report.filled) == (OrderState.FILLED, D(1))
    (fill,) = costly.told.fills
    assert (fill.price, fill.fee, fill.fee_currency) == (D("100.07"), D("0.001"), "BTC")
    assert await costly.free("BTC") == D("0.999")
    assert await costly.free() == D("9899.93")


async def test_a_market_sell_pays_slippage_and_its_fee_in_quote(costly: Venue) -> None:
    """Bid 99.99 - 0.05 % = 99.940005, down to the tick."""
    await costly.order("buy", "1")
    await costly.order("sell", "0.5")
    fill = costly.told.fills[-1]
    assert (fill.price, fill.fee, fill.fee_currency) == (D("99.94"), D("0.04997"), "USDT")
    assert await costly.free("BTC") == D("0.499")
    assert await costly.free() == D("9899.93") + D("49.97") - D("0.04997")


async def test_a_marketable_limit_takes_the_market_without_slippage(costly: Venue) -> None:
    """At the ask, which is better than its limit, for the taker fee; the difference is free."""
    report = await costly.order("buy", "1", "105")
    assert report.state is OrderState.FILLED
    (fill,) = costly.told.fills
    assert (fill.price, fill.fee) == (D("100.01"), D("0.001"))
    assert await costly.free() == D("9899.99")


async def test_a_resting_limit_fills_at_its_price_for_the_maker_fee(costly: Venue) -> None:
    """A buy when the ask comes down to it, however far the market jumps."""
    assert (await costly.order("buy", "1", "95")).state is OrderState.OPEN
    assert await costly.free() == D(9905)
    await costly.move("95")
    assert costly.told.fills == []
    await costly.move("94.99")
    (fill,) = costly.told.fills
    assert (fill.price, fill.fee) == (D(95), D("0.0005"))
    await costly.order("sell", "0.999", "110")
    await costly.move("200")
    fill = costly.told.fills[-1]
    assert (fill.price, fill.fee, fill.fee_currency) == (D(110), D("0.054945"), "USDT")


@pytest.mark.parametrize(("price", "filled"), [("105", False), ("105.01", True)])
async def test_a_sell_fills_when_the_bid_reaches_it(venue: Venue, price: str, filled: bool) -> None:
    """The mid alone is not enough."""
    await venue.order("buy", "1")
    order = await venue.order("sell", "1", "105")
    await venue.move(price)
    found = await venue.exchange.find_order(BTC, order.client_order_id)
    assert found is not None
    assert (found.state is OrderState.FILLED) is filled


async def test_in_a_jump_limits_fill_by_price_then_time_before_the_price_is_told(
    venue: Venue,
) -> None:
    """So that a stop, which follows the price, comes after them."""
    for name, price in (("late best", "90"), ("worst", "80"), ("best", "95"), ("same", "90")):
        await venue.order("buy", "1", price, client_order_id=name)
    venue.told.log.clear()
    await venue.move(70)
    assert venue.told.log == [
        "saved",  # the price
        "saved",  # the fills, in one commit
        "balances",
        "fill best 1 at 95",
        "fill late best 1 at 90",
        "fill same 1 at 90",
        "fill worst 1 at 80",
        "order best filled 1",
        "order late best filled 1",
        "order same filled 1",
        "order worst filled 1",
        "quote BTC/USDT 70.00",
    ]


async def test_what_is_placed_after_a_jump_gets_the_new_prices(costly: Venue) -> None:
    """A stop's market exit: the new bid less slippage."""
    await costly.order("buy", "1")
    await costly.move(50)
    await costly.order("sell", "0.999")
    assert costly.told.fills[-1].price == D("49.96")  # 49.99 - 0.05 % = 49.965005


async def test_max_fill_fills_each_order_a_little_per_tick(venue: Venue) -> None:
    """Also while the price is held: its ticks go on."""
    first = await venue.order("buy", "1", "95")
    second = await venue.order("buy", "0.5", "95")
    await venue.move(94, max_fill=D("0.4"))
    assert [fill.amount for fill in venue.told.fills] == [D("0.4"), D("0.4")]
    assert venue.told.orders[-2:] == [
        await venue.exchange.find_order(BTC, first.client_order_id),
        await venue.exchange.find_order(BTC, second.client_order_id),
    ]
    assert await venue.free() == 10000 - D("1.5") * 95
    await venue.clock.advance(2)
    fills = await venue.exchange.fetch_fills(BTC, first.client_order_id)
    assert [fill.amount for fill in fills] == [D("0.4"), D("0.4"), D("0.2")]
    assert {fill.price for fill in fills} == {D(95)}
    assert await venue.exchange.fetch_open_orders() == []


async def test_the_rest_of_a_market_order_fills_at_the_next_prices(venue: Venue) -> None:
    """And each part at its own."""
    await venue.move(100, max_fill=D("0.4"))
    order = await venue.order("buy", "1")
    assert (order.state, order.filled) == (OrderState.OPEN, D("0.4"))
    await venue.move(110, max_fill=D("0.4"))
    await venue.move(90)
    fills = await venue.exchange.fetch_fills(BTC, order.client_order_id)
    assert [(fill.amount, fill.price) for fill in fills] == [
        (D("0.4"), D("100.01")),
        (D("0.4"), D("110.01")),
        (D("0.2"), D("90.01")),
    ]


async def test_a_rest_that_cannot_be_paid_any_more_is_cancelled(venue: Venue) -> None:
    """What is affordable fills; balances never go below zero."""
    await venue.move(100, max_fill=D(50))
    order = await venue.order("buy", "99")
    await venue.move(1000)
    found = await venue.exchange.find_order(BTC, order.client_order_id)
    assert found is not None
    assert (found.state, found.code) == (OrderState.CANCELLED, "insufficient_funds")
    # 10000 - 50 x 100.01 = 4999.5; / 1000.01 = 4.99945, down to the step
    assert found.filled == 50 + D("4.999450")
    balance = venue.told.balances["USDT"]
    assert balance.used == 0
    assert 0 <= balance.free < D("0.01")


async def test_a_touched_limit_rests_with_its_remainder(venue: Venue) -> None:
    """The first part takes the market, the rest waits at the limit."""
    await venue.move(100, max_fill=D("0.4"))
    order = await venue.order("buy", "1", "101")
    await venue.clock.advance(1)
    fills = await venue.exchange.fetch_fills(BTC, order.client_order_id)
    assert [fill.price for fill in fills] == [D("100.01"), D(101)]


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (("buy", "0"), "amount_not_positive"),
        (("buy", "-1"), "amount_not_positive"),
        (("buy", "NaN"), "amount_not_positive"),
        (("buy", "0.0000001"), "amount_not_on_step"),
        (("buy", "0.000001"), "below_min_amount"),
        (("buy", "0.04"), "below_min_cost"),
        (("buy", "0.05", "99"), "below_min_cost"),
        (("buy", "1", "0"), "price_not_positive"),
        (("buy", "1", "-5"), "price_not_positive"),
        (("buy", "1", "Infinity"), "price_not_positive"),
        (("buy", "1", "99.999"), "price_not_on_tick"),
        (("buy", "100"), "insufficient_funds"),
        (("buy", "200", "50.01"), "insufficient_funds"),
        (("sell", "1"), "insufficient_funds"),
        (("sell", "1", "200"), "insufficient_funds"),
    ],
)
async def test_what_breaks_a_rule_is_refused_and_leaves_nothing(
    venue: Venue, order: tuple[str, ...], code: str
) -> None:
    """Definitely: the order does not exist, and no money is locked."""
    venue.told.log.clear()
    with pytest.raises(OrderRefusedError) as caught:
        await venue.exchange.create_order(venue.request(*order, client_order_id="bad"))
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert await venue.exchange.find_order(BTC, "bad") is None
    assert await venue.free() == 10000
    assert venue.told.log == []


async def test_an_unknown_market_is_refused(venue: Venue) -> None:
    """A perpetual is unknown on spot."""
    with pytest.raises(OrderRefusedError) as caught:
        await venue.exchange.create_order(venue.request("buy", "1", symbol="BTC/USDT:USDT"))
    assert caught.value.code == "unknown_symbol"


@pytest.mark.parametrize("name", ["", "x" * 65])
async def test_a_client_order_id_has_1_to_64_characters(venue: Venue, name: str) -> None:
    """As on a venue."""
    bad = replace(venue.request("buy", "1"), client_order_id=name)
    with pytest.raises(OrderRefusedError) as caught:
        await venue.exchange.create_order(bad)
    assert caught.value.code == "bad_client_order_id"


async def test_open_orders_lock_what_they_need(venue: Venue) -> None:
    """Two orders can't spend the same money; a cancel frees it."""
    order = await venue.order("buy", "60", "100")
    with pytest.raises(OrderRefusedError):
        await venue.order("buy", "50", "100")
    balance = (await venue.exchange.fetch_balances())["USDT"]
    assert (balance.free, balance.used) == (D(4000), D(6000))
    assert balance.total == 10000
    report = await venue.exchange.cancel_order(BTC, order.client_order_id, None)
    assert report.state is OrderState.CANCELLED
    assert venue.told.orders[-1] == report
    assert await venue.free() == 10000


async def test_cancelling_a_finished_order_tells_how_it_ended(venue: Venue) -> None:
    """It may have filled meanwhile."""
    order = await venue.order("buy", "1")
    report = await venue.exchange.cancel_order(BTC, order.client_order_id, order.venue_order_id)
    assert (report.state, report.filled) == (OrderState.FILLED, D(1))


async def test_a_cancel_keeps_what_has_filled(venue: Venue) -> None:
    """The report says how much."""
    order = await venue.order("buy", "1", "95")
    await venue.move(94, max_fill=D("0.3"))
    report = await venue.exchange.cancel_order(BTC, order.client_order_id, order.venue_order_id)
    assert (report.state, report.filled) == (OrderState.CANCELLED, D("0.3"))
    assert await venue.free() == 10000 - D("0.3") * 95


@pytest.mark.parametrize(
    ("symbol", "name", "number"),
    [(BTC, "other", None), ("ETH/USDT", "mine", None), (BTC, "mine", "999")],
)
async def test_cancelling_an_unknown_order_says_so(
    venue: Venue, symbol: str, name: str, number: str | None
) -> None:
    """Name, symbol and number must fit."""
    await venue.order("buy", "1", "95", client_order_id="mine")
    with pytest.raises(OrderNotFoundError):
        await venue.exchange.cancel_order(symbol, name, number)
    assert len(await venue.exchange.fetch_open_orders()) == 1


async def test_a_limit_order_needs_a_price(venue: Venue) -> None:
    """It is not taken for a market order."""
    request = replace(venue.request("buy", "1", "95"), price=None)
    with pytest.raises(OrderRefusedError) as caught:
        await venue.exchange.create_order(request)
    assert caught.value.code == "price_missing"


async def test_spot_has_no_positions(venue: Venue) -> None:
    """Coins are balances."""
    await venue.order("buy", "1")
    assert list(await venue.exchange.fetch_positions()) == []
    assert await venue.exchange.fetch_liquidations(BTC, EVER) == []
