"""A number of which a part is missing, or was not received for a minute, is unknown: never 0."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import cast

from custom_components.tradehook.exchanges.port.exchange import Balance, Exchange
from custom_components.tradehook.execution.common.events import (
    AccountChanged,
    BotChanged,
    SlotChanged,
)
from custom_components.tradehook.execution.common.slots import SlotKey
from custom_components.tradehook.execution.common.timing.timings import Timings
from custom_components.tradehook.execution.state.portfolio import Portfolio
from custom_components.tradehook.execution.state.position_cache import PositionCache
from custom_components.tradehook.trading.model.market import MarketType, Quote, Side
from tests.execution.house import BOT, BTC, House, Plan, house

D = Decimal
NOW = datetime(2026, 1, 1, tzinfo=UTC)
KEY = SlotKey(BOT, BTC, Side.LONG)


async def test_numbers_of_a_market_that_tells_no_price_become_unknown_and_known_again(
    plan: Plan,
) -> None:
    """`stale` cuts the line to a market: after a minute nothing that depends on it is told."""
    async with house(plan) as home:
        await home.price(60_000)
        await home.send(symbol="BTCUSDT", side="long", quote_amount=100, signal_id="1")
        await home.settle()
        account, bot = home.account, home.account.bots[BOT]
        assert account.equity is not None
        await account.set_simulated_price(BTC, stale=True)
        await told(home)
        assert account.equity is not None, "a price of just now is still one"

        plan.clock.ahead = timedelta(seconds=61)
        account.on_balances(await home.exchange.fetch_balances())
        assert account.free_balance is not None
        unknown = (account.equity, account.unrealized_profit, bot.unrealized_profit)
        assert unknown == (None, None, None)
        assert account.slot_profit(KEY) is None
        assert account.invested == bot.invested is not None
        row = await home.only()
        for name in ("mark_price", "unrealized_profit", "profit_percentage"):
            assert row[name] is None, name
        changes = await told(home)
        for change in (AccountChanged(), BotChanged(BOT), SlotChanged(KEY)):
            assert change in changes, "nobody would show it"

        await home.price(61_000)
        assert account.equity is not None
        assert (account.slot_profit(KEY) or 0) > 1


async def told(home: House) -> list[object]:
    """Return what is told within two looks at what is known."""
    home.changes.clear()
    for _ in range(2):
        home.account._reconciliation_loop._known_prices.look()
        await home.settle()
    return list(home.changes)


async def test_market_stays_without_price_over_a_restart(plan: Plan) -> None:
    """The venue goes on from its price, but tells none: what is held has no worth that is known."""
    async with house(plan) as home:
        await home.price(60_000)
        await home.send(symbol="BTCUSDT", side="long", quote_amount=100, signal_id="1")
        await home.settle()
        await home.account.set_simulated_price(BTC, stale=True)
    async with house(plan) as again:
        await again.settle()
        assert again.account.last_price(BTC) is None
        assert again.account.equity is None
        assert again.account.unrealized_profit is None
        await again.price(60_000)
        assert again.account.equity is not None


def numbers_of(balances: dict[str, Balance], quotes: dict[str, Quote]) -> Portfolio:
    """Return the numbers of a live account in bitcoin that holds these balances."""

    class Venue:
        market_type = MarketType.SPOT
        resettable = None

    book = PositionCache(quotes, lambda: NOW, Timings().price_age)
    numbers = Portfolio("BTC", cast(Exchange, Venue()), book)
    numbers.take(balances)
    return numbers


def quote(last: int, age: int = 0) -> Quote:
    """Return a price of some seconds ago."""
    return Quote(last=D(last), bid=D(last), ask=D(last), at=NOW - timedelta(seconds=age))


HOLDINGS = {
    "BTC": Balance(free=D(1), used=D(0)),
    "USDT": Balance(free=D(600), used=D(0)),
}


def test_inverse_market_is_turned_round() -> None:
    """K12: an account in bitcoin that holds dollars, where only BTC/USDT exists."""
    assert numbers_of(HOLDINGS, {"BTC/USDT": quote(60_000)}).equity == D("1.01")


def test_equity_with_a_price_that_was_not_received_for_a_minute_is_unknown() -> None:
    """Nor is one without any price; what isn't held needs none."""
    assert numbers_of(HOLDINGS, {"BTC/USDT": quote(60_000, age=59)}).equity is not None
    assert numbers_of(HOLDINGS, {"BTC/USDT": quote(60_000, age=61)}).equity is None
    assert numbers_of(HOLDINGS, {}).equity is None
    assert numbers_of({"BTC": HOLDINGS["BTC"]}, {}).equity == 1
