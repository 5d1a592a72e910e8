"""Kraken over the wire: growing nonces, ids that only lists know, trades asked for by id."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    VenueError,
)
from custom_components.tradehook.exchanges.port.timings import OrderTimings
from custom_components.tradehook.exchanges.rate_limit import Priority, RateLimit
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import Live, World, live, until, waits
from tests.fake_exchange.kraken import FakeKraken
from tests.fake_exchange.venue import FakeVenue

D = Decimal
BTC = "BTC/USD"
PLENTY = 1e9
"""Kraken allows one private request in three seconds: not what is tested here."""


@pytest.fixture
def code() -> str:
    """Return the venue's code."""
    return "KRKN"


@pytest.fixture
def kraken(venue: FakeVenue) -> FakeKraken:
    """Return its imitation."""
    assert isinstance(venue, FakeKraken)
    return venue


@pytest.fixture
async def account(world: World) -> AsyncIterator[Live]:
    """Return an open account, in which absence is proven after 0.3 s."""
    async with live(world, "KRKN", absence_after=0.3, burst=PLENTY) as account:
        yield account


def ended(account: Live) -> bool:
    return bool(account.ear.orders) and account.ear.orders[-1].state.is_final


async def test_it_knows_markets_prices_and_balances_once_open(account: Live) -> None:
    market = account.exchange.markets[BTC]
    assert (market.base, market.quote, market.price_tick) == ("BTC", "USD", D("0.1"))
    assert account.ear.quotes[BTC][0].bid == 60_000
    assert account.ear.balances["USD"].free == 10_000
    assert account.exchange.hedge_mode is False


async def test_market_order_is_told_with_its_trades(account: Live, kraken: FakeKraken) -> None:
    report = await account.order("buy", "0.01", symbol=BTC)
    assert (report.state, report.filled) == (OrderState.OPEN, 0)

    await until(lambda: ended(account))

    told = account.ear.orders[-1]
    assert (told.state, told.filled) == (OrderState.FILLED, D("0.01"))
    (fill,) = account.ear.fills.values()
    assert (fill.amount, fill.fee, fill.fee_currency) == (D("0.01"), D("2.4"), "USD")
    assert len(kraken.sent("create_order")) == 1


async def test_limit_order_rests_fills_in_parts_and_is_told(
    account: Live, kraken: FakeKraken
) -> None:
    report = await account.order("buy", "0.01", "50000", symbol=BTC)
    kraken.fill(report.client_order_id, "0.004")
    await until(lambda: len(account.ear.fills) == 1)
    kraken.fill(report.client_order_id, "0.006")
    await until(lambda: ended(account))
    assert sum(fill.amount for fill in account.ear.fills.values()) == D("0.01")


async def test_cancel_says_how_the_order_ended(account: Live, kraken: FakeKraken) -> None:
    report = await account.order("buy", "0.01", "50000", symbol=BTC)
    kraken.fill(report.client_order_id, "0.004")
    over = await account.exchange.cancel_order(BTC, report.client_order_id, None)
    assert (over.state, over.filled) == (OrderState.CANCELLED, D("0.004"))


async def test_cancel_of_what_is_over_is_looked_up(account: Live) -> None:
    report = await account.order("buy", "0.01", symbol=BTC)
    await until(lambda: ended(account))
    with pytest.raises(OrderNotFoundError):
        await account.exchange.cancel_order(BTC, report.client_order_id, None)


async def test_order_is_found_by_an_account_that_was_started_anew(
    world: World, account: Live, kraken: FakeKraken
) -> None:
    """With nothing but its id: Kraken can't be asked for that, only its lists show it."""
    report = await account.order("buy", "0.01", "50000", symbol=BTC)
    kraken.fill(report.client_order_id, "0.01")
    await account.exchange.close()
    async with live(world, "KRKN", burst=PLENTY) as again:
        found = await again.exchange.find_order(BTC, report.client_order_id)
        assert found is not None
        assert (found.state, found.filled) == (OrderState.FILLED, D("0.01"))
        fills = await again.exchange.fetch_fills(BTC, report.client_order_id)
        assert sum(fill.amount for fill in fills) == D("0.01")


async def test_id_that_is_taken_means_that_the_order_exists(
    account: Live, kraken: FakeKraken
) -> None:
    placed = await account.order("buy", "0.01", "50000", symbol=BTC)
    again = account.request(
        "buy", "0.01", "50000", symbol=BTC, client_order_id=placed.client_order_id
    )
    with pytest.raises(VenueError) as caught:
        await account.exchange.create_order(again)
    assert not isinstance(caught.value, OrderRefusedError | NotSentError)
    assert len(kraken.orders) == 1


@pytest.mark.parametrize(
    ("amount", "reason"), [("1", "insufficient_funds"), ("0.00001", "invalid_order")]
)
async def test_refusal_says_why(
    account: Live, kraken: FakeKraken, amount: str, reason: str
) -> None:
    with pytest.raises(OrderRefusedError) as caught:
        await account.order("buy", amount, symbol=BTC)
    assert caught.value.code == reason
    assert kraken.orders == []


async def test_market_that_takes_no_orders_refuses(account: Live, kraken: FakeKraken) -> None:
    kraken.books[BTC].halted = True
    with pytest.raises(OrderRefusedError):
        await account.order("buy", "0.01", symbol=BTC)


async def test_nonces_grow_whoever_asks(account: Live, kraken: FakeKraken) -> None:
    """All clients of a key share them; many at once would overtake each other."""
    client_order_id = (await account.order("buy", "0.01", "50000", symbol=BTC)).client_order_id
    await asyncio.gather(
        *(account.exchange.find_order(BTC, client_order_id) for _ in range(10)),
        *(account.exchange.fetch_balances() for _ in range(10)),
    )
    refused = [one for one in kraken.requests if "nonce" in str(one.answer)]
    assert not refused


async def test_nonce_that_the_venue_refuses_was_not_executed(
    account: Live, kraken: FakeKraken
) -> None:
    kraken.guard.nonces = dict.fromkeys(kraken.guard.nonces, 10**15)
    with pytest.raises(NotSentError):
        await account.order("buy", "0.01", symbol=BTC)
    assert kraken.orders == []


async def test_prices_are_streamed(account: Live, kraken: FakeKraken) -> None:
    account.exchange.watch_prices([BTC])
    await kraken.streams.subscribed(f"ticker {BTC}")
    kraken.set_price(BTC, 61_234)
    await until(lambda: account.ear.quotes[BTC][-1].bid == 61_234)


async def test_open_orders_are_those_of_the_account(account: Live) -> None:
    placed = await account.order("buy", "0.01", "50000", symbol=BTC)
    (found,) = await account.exchange.fetch_open_orders()
    assert (found.client_order_id, found.symbol) == (placed.client_order_id, BTC)


# Fifteen questions, and one more every three seconds; orders count towards no limit

QUICK = OrderTimings(ask_again=(0.05,) * 5)
"""All questions about an order, within a moment."""


@waits(orders=QUICK)
async def test_orders_that_rest_are_asked_for_twice_at_most(
    account: Live, kraken: FakeKraken
) -> None:
    """Its stream calls them open several times: that ate all questions of half a minute."""
    for number in range(5):
        await account.order("buy", "0.001", str(50_000 + number), symbol=BTC)

    await asyncio.sleep(1)

    assert len(account.ear.orders) == 5
    assert 5 <= len(kraken.sent("query_order")) <= 10


@waits(orders=QUICK)
async def test_what_has_filled_is_asked_for_until_it_is_told_and_no_longer(
    account: Live, kraken: FakeKraken
) -> None:
    report = await account.order("buy", "0.01", "50000", symbol=BTC)
    await asyncio.sleep(0.5)
    before = len(kraken.sent("query_order"))

    kraken.fill(report.client_order_id, "0.004")
    await until(lambda: account.ear.fills)
    await asyncio.sleep(0.5)

    assert account.ear.orders[-1].filled == D("0.004")
    assert len(kraken.sent("query_order")) - before <= 2


async def test_exit_waits_for_no_question(world: World, kraken: FakeKraken) -> None:
    kraken.set_balance("BTC", 1)
    async with live(world, "KRKN") as account:
        limit = whole(account)
        limit._tokens = 0.0
        questions = [
            asyncio.create_task(limit.take(3_000.0, Priority.EXIT_QUESTION)) for _ in range(4)
        ]
        await asyncio.sleep(0)

        async with asyncio.timeout(2):
            await account.order("sell", "0.01", symbol=BTC, is_exit=True)

        assert kraken.sent("create_order")
        for question in questions:
            question.cancel()
        await asyncio.gather(*questions, return_exceptions=True)


async def test_fill_hurries_a_question_that_waits_for_its_turn(
    world: World, kraken: FakeKraken
) -> None:
    """What was bought needs its stop, and must not wait behind less urgent questions."""
    async with live(world, "KRKN") as account:
        limit, tracker = whole(account), account.exchange._parts.order_tracker  # type: ignore[union-attr]
        report = await account.order("buy", "0.01", "50000", symbol=BTC)
        await asyncio.sleep(0.5)
        limit._tokens = -100.0
        tracker.hint(report.client_order_id)
        await asyncio.sleep(0.1)
        assert waiting(limit) == {Priority.LOOK_UP}

        kraken.fill(report.client_order_id, "0.004")
        await asyncio.sleep(0.3)

        assert waiting(limit) == {Priority.EXIT_QUESTION}


def whole(account: Live) -> RateLimit:
    """Return what the account may ask its venue."""
    parts = account.exchange._parts
    assert parts is not None
    return parts.client_pool.transport._limits._whole


def waiting(limit: RateLimit) -> set[Priority]:
    """Return as what requests wait that cost as much as a question for an order."""
    return {
        wanted
        for _, _, wanted, cost, future in limit._waiting
        if cost == 3_000 and not future.done() and wanted is not Priority.POLL
    }
