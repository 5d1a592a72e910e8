"""Bybit v5 over the wire: answers that are only an id, one account for spot and perpetuals."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
import time

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    VenueError,
)
from custom_components.tradehook.exchanges.rate_limit import Priority, WindowLimit
from custom_components.tradehook.trading.model.market import MarginMode, Side as PositionSide
from custom_components.tradehook.trading.model.order import OrderState, client_order_id
from tests.exchanges.live import BTC, Live, World, live, until
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.core.orders import Hand, Order, Side
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue

D = Decimal
EVER = datetime(2020, 1, 1, tzinfo=UTC)
PERPETUAL = "BTC/USDT:USDT"


@pytest.fixture
def code() -> str:
    """Return the venue's code."""
    return "BYBI"


@pytest.fixture
def bybit(venue: FakeVenue) -> FakeBybit:
    """Return its imitation."""
    assert isinstance(venue, FakeBybit)
    return venue


@pytest.fixture
async def spot(world: World) -> AsyncIterator[Live]:
    """Return an open account on its spot markets, in which absence is proven after 0.3 s."""
    async with live(world, "BYBI", absence_after=0.3) as account:
        yield account


@pytest.fixture
async def linear(world: World) -> AsyncIterator[Live]:
    """Return an open account on its perpetuals."""
    async with live(world, "BYBIF", absence_after=0.3) as account:
        yield account


@pytest.fixture(params=["spot", "linear"])
def both(request: pytest.FixtureRequest) -> Live:
    """Return an open account on one of them, then on the other."""
    account: Live = request.getfixturevalue(request.param)
    return account


def symbol_of(account: Live) -> str:
    """Return the market of bitcoin."""
    return BTC if BTC in account.exchange.markets else PERPETUAL


def ended(account: Live) -> bool:
    return bool(account.ear.orders) and account.ear.orders[-1].state.is_final


async def test_it_knows_markets_prices_and_balances_once_open(both: Live) -> None:
    market = both.exchange.markets[symbol_of(both)]
    assert market.amount_step > 0
    assert both.ear.quotes[market.symbol][0].bid > 0
    assert both.ear.balances["USDT"].free == 10_000
    assert both.exchange.hedge_mode is False


async def test_perpetual_tells_its_maximum_leverage(linear: Live) -> None:
    assert linear.exchange.markets[PERPETUAL].max_leverage == 100


async def test_markets_tell_the_least_that_an_order_may_be_worth(both: Live) -> None:
    """What is too small is refused here, before anything that it belongs to is done."""
    assert both.exchange.markets[symbol_of(both)].min_cost == 5


async def test_answer_without_a_state_is_asked_after(both: Live, bybit: FakeBybit) -> None:
    symbol = symbol_of(both)
    report = await both.order("buy", "0.01", symbol=symbol)
    assert (report.state, report.filled) == (OrderState.OPEN, 0)

    await until(lambda: ended(both))

    told = both.ear.orders[-1]
    assert (told.state, told.filled) == (OrderState.FILLED, D("0.01"))
    assert sum(fill.amount for fill in both.ear.fills.values()) == D("0.01")
    assert bybit.order(report.client_order_id)


async def test_limit_order_rests_fills_in_parts_and_is_told(both: Live, bybit: FakeBybit) -> None:
    symbol = symbol_of(both)
    report = await both.order("buy", "0.01", "50000", symbol=symbol)
    bybit.fill(report.client_order_id, "0.004")
    await until(lambda: len(both.ear.fills) == 1)
    bybit.fill(report.client_order_id, "0.006")
    await until(lambda: ended(both))
    assert sum(fill.amount for fill in both.ear.fills.values()) == D("0.01")


async def test_cancel_says_how_the_order_ended(both: Live, bybit: FakeBybit) -> None:
    symbol = symbol_of(both)
    report = await both.order("buy", "0.01", "50000", symbol=symbol)
    bybit.fill(report.client_order_id, "0.004")

    ended = await both.exchange.cancel_order(symbol, report.client_order_id, None)

    assert (ended.state, ended.filled) == (OrderState.CANCELLED, D("0.004"))


async def test_cancel_of_what_is_over_is_looked_up(both: Live) -> None:
    symbol = symbol_of(both)
    report = await both.order("buy", "0.01", symbol=symbol)
    await until(lambda: ended(both))
    with pytest.raises(OrderNotFoundError):
        await both.exchange.cancel_order(symbol, report.client_order_id, None)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(effect=Effect.DROP),
        Fault(effect=Effect.GATEWAY, status=502),
        Fault(effect=Effect.GATEWAY, status=504),
        Fault(effect=Effect.TRUNCATE),
        Fault(effect=Effect.EMPTY),
        Fault(effect=Effect.HTML),
        Fault(effect=Effect.UNKNOWN_OUTCOME),
    ],
    ids=lambda fault: f"{fault.effect} {fault.status}",
)
async def test_order_that_was_placed_is_found(both: Live, bybit: FakeBybit, fault: Fault) -> None:
    fault.route = "create_order"
    bybit.faults.append(fault)
    symbol = symbol_of(both)
    request = both.request("buy", "0.01", "50000", symbol=symbol)

    with pytest.raises(VenueError) as caught:
        await both.exchange.create_order(request)

    assert not isinstance(caught.value, OrderRefusedError | NotSentError)
    found = await both.exchange.find_order(symbol, request.client_order_id)
    assert found is not None
    assert found.state is OrderState.OPEN
    assert len(bybit.sent("create_order")) == 1


async def test_order_that_was_not_placed_is_proven_absent(both: Live, bybit: FakeBybit) -> None:
    bybit.faults.append(Fault(effect=Effect.DROP, route="create_order", processed=False))
    symbol = symbol_of(both)
    request = both.request("buy", "0.01", "50000", symbol=symbol)
    with pytest.raises(VenueError):
        await both.exchange.create_order(request)

    misses = 0
    while True:
        try:
            found = await both.exchange.find_order(symbol, request.client_order_id)
        except VenueError:
            misses += 1
        else:
            break
    assert found is None
    assert misses >= 2


async def test_id_that_is_taken_means_that_the_order_exists(both: Live, bybit: FakeBybit) -> None:
    symbol = symbol_of(both)
    placed = await both.order("buy", "0.01", "50000", symbol=symbol)
    again = both.request(
        "buy", "0.01", "50000", symbol=symbol, client_order_id=placed.client_order_id
    )
    with pytest.raises(VenueError) as caught:
        await both.exchange.create_order(again)
    assert not isinstance(caught.value, OrderRefusedError | NotSentError)
    assert len(bybit.orders) == 1


async def test_refusal_says_why(both: Live, bybit: FakeBybit) -> None:
    with pytest.raises(OrderRefusedError) as caught:
        await both.order("buy", "100", symbol=symbol_of(both))
    assert caught.value.code == "insufficient_funds"
    assert bybit.orders == []


async def test_open_orders_are_those_of_the_account(both: Live) -> None:
    symbol = symbol_of(both)
    placed = await both.order("buy", "0.01", "50000", symbol=symbol)
    (found,) = await both.exchange.fetch_open_orders()
    assert (found.client_order_id, found.symbol) == (placed.client_order_id, symbol)


async def test_orders_of_the_other_account_lead_to_no_question(
    spot: Live, linear: Live, bybit: FakeBybit
) -> None:
    """One key, one stream for both: each would ask forever for what it can't find."""
    await asyncio.sleep(0.3)
    asked: dict[str, set[str]] = {}
    for kind, account in (("spot", spot), ("linear", linear)):
        for number, price in enumerate((None, "50000")):
            named = client_order_id(f"a {kind} position", number)
            asked[named] = {kind}
            await account.order(
                "buy", "0.01", price, symbol=symbol_of(account), client_order_id=named
            )
    await until(lambda: ended(spot) and ended(linear))
    await asyncio.sleep(0.3)

    for request in bybit.requests:
        if (owner := request.params.get("orderLinkId")) is not None:
            asked[owner].add(request.params["category"])

    assert list(asked.values()) == [{"spot"}, {"spot"}, {"linear"}, {"linear"}]


async def test_open_orders_are_all_told_although_they_come_in_pages(
    both: Live, bybit: FakeBybit
) -> None:
    market = bybit.books[symbol_of(both)].market
    ids = {client_order_id("a position", number) for number in range(100, 160)}
    for client_id in ids:
        bybit.engine.place(
            Order(
                market=market,
                side=Side.BUY,
                client_id=client_id,
                amount=D("0.001"),
                price=D(50_000),
            )
        )
    found = await both.exchange.fetch_open_orders()
    assert {one.client_order_id for one in found} == ids


async def test_leverage_is_set_before_the_first_order(linear: Live, bybit: FakeBybit) -> None:
    for _ in range(2):
        await linear.order("buy", "0.01", symbol=PERPETUAL, leverage=7)
    await until(lambda: len(linear.ear.fills) == 2)

    (position,) = await linear.exchange.fetch_positions()

    assert (position.side, position.size, position.leverage) == (PositionSide.LONG, D("0.02"), 7)
    assert len(bybit.sent("set_leverage")) == 1


async def test_leverage_that_is_set_already_is_fine(linear: Live) -> None:
    await linear.order("buy", "0.01", symbol=PERPETUAL, leverage=10)
    await until(lambda: ended(linear))
    assert linear.ear.orders[-1].state is OrderState.FILLED


async def test_margin_mode_of_the_account_is_never_changed(linear: Live, bybit: FakeBybit) -> None:
    """It is one for all markets; so an order that wants another one is refused."""
    with pytest.raises(OrderRefusedError) as caught:
        await linear.order(
            "buy", "0.01", symbol=PERPETUAL, leverage=5, margin_mode=MarginMode.ISOLATED
        )
    assert caught.value.code == "margin_mode_differs"
    assert not bybit.sent("create_order")


async def test_exit_never_opens_anything(linear: Live, bybit: FakeBybit) -> None:
    await linear.order("buy", "0.01", symbol=PERPETUAL)
    await until(lambda: ended(linear))
    await linear.order("sell", "0.05", symbol=PERPETUAL, reduce_only=True)
    await until(lambda: bybit.position(PERPETUAL) == 0)
    assert await linear.exchange.fetch_positions() == []


async def test_hedge_mode_is_read_and_kept(world: World, bybit: FakeBybit) -> None:
    bybit.account.hedge = True
    async with live(world, "BYBIF") as linear:
        assert linear.exchange.hedge_mode is True
        await linear.order("buy", "0.02", symbol=PERPETUAL, position_side=PositionSide.LONG)
        await linear.order("sell", "0.01", symbol=PERPETUAL, position_side=PositionSide.SHORT)
        await linear.order(
            "sell", "0.005", symbol=PERPETUAL, position_side=PositionSide.LONG, reduce_only=True
        )
        await until(lambda: bybit.position(PERPETUAL, Hand.LONG) == D("0.015"))
        held = {row.side: row.size for row in await linear.exchange.fetch_positions()}
    assert held == {PositionSide.LONG: D("0.015"), PositionSide.SHORT: D("0.01")}


async def test_order_with_many_trades_is_told_whole(both: Live, bybit: FakeBybit) -> None:
    """The venue gives them out in pages."""
    symbol = symbol_of(both)
    report = await both.order("buy", "0.2", "50000", symbol=symbol)
    for _ in range(120):
        bybit.fill(report.client_order_id, "0.001")
    fills = await both.exchange.fetch_fills(symbol, report.client_order_id)
    assert sum(fill.amount for fill in fills) == D("0.12")


async def test_liquidation_is_told_and_can_be_fetched(linear: Live, bybit: FakeBybit) -> None:
    await linear.order("buy", "0.01", symbol=PERPETUAL)
    await until(lambda: ended(linear))
    await asyncio.sleep(0.3)
    bybit.liquidate(PERPETUAL)

    await until(lambda: any(fill.liquidation for fill in linear.ear.fills.values()))

    (told,) = [fill for fill in linear.ear.fills.values() if fill.liquidation]
    assert (told.client_order_id, told.amount) == (None, D("0.01"))
    assert list(await linear.exchange.fetch_liquidations(PERPETUAL, EVER)) == [told]


async def test_each_endpoint_is_asked_as_often_as_it_allows_and_no_more(
    both: Live, bybit: FakeBybit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten a second on perpetuals, twenty on spot: one more, and everything had to keep quiet."""
    symbol = symbol_of(both)
    left: list[float] = []
    pay = WindowLimit._pay

    def noted(limit: WindowLimit, cost: float, wanted: Priority) -> bool:
        paid = pay(limit, cost, wanted)
        if paid and wanted is Priority.ENTRY:
            left.append(time.monotonic())
        return paid

    monkeypatch.setattr(WindowLimit, "_pay", noted)
    orders = [both.order("buy", "0.001", "50000", symbol=symbol) for _ in range(25)]
    await asyncio.gather(*orders)

    moments = [request.at for request in bybit.sent("create_order")]
    allowed, seconds = (20, 1) if symbol == BTC else (10, 2)
    assert len(left) == len(moments) == 25
    assert max(sum(at <= other < at + 1 for other in left) for at in left) <= allowed
    assert max(sum(at <= other < at + 0.5 for other in left) for at in left) > 5
    assert max(moments) - min(moments) > seconds - 0.5


async def test_questions_about_orders_do_not_hold_up_others(both: Live) -> None:
    symbol = symbol_of(both)
    report = await both.order("buy", "0.001", "50000", symbol=symbol)
    questions = [
        asyncio.create_task(both.exchange.find_order(symbol, report.client_order_id))
        for _ in range(30)
    ]
    await asyncio.sleep(0.1)

    await both.exchange.fetch_balances()

    assert not all(task.done() for task in questions)
    await asyncio.gather(*questions)


async def test_too_many_requests_hold_up_an_exit_for_no_longer_than_bybit_says(
    both: Live, bybit: FakeBybit
) -> None:
    """Another program of the user's may use the limits up; a stop can't wait for ten seconds."""
    symbol = symbol_of(both)
    await both.order("buy", "0.01", symbol=symbol)
    await until(lambda: ended(both))
    bybit.faults.append(Fault(effect=Effect.RATE_LIMIT, route="open_orders"))
    with pytest.raises(VenueError):
        await both.exchange.fetch_open_orders()
    turned_away_at = asyncio.get_running_loop().time()

    await both.order("sell", "0.005", symbol=symbol, is_exit=True)

    assert 0.5 < asyncio.get_running_loop().time() - turned_away_at < 3
