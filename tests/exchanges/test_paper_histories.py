"""Random histories of a spot account: whatever happens, no money and no order gets lost."""

import asyncio
from collections import defaultdict
from decimal import Decimal
from typing import Any

from hypothesis import given, settings, strategies as st

from custom_components.tradehook.exchanges.api import (
    OrderNotFoundError,
    OrderReport,
    VenueError,
)
from custom_components.tradehook.exchanges.paper_rules import PaperTerms
from custom_components.tradehook.trading.market import OrderSide

from .venue import BTC, Venue

D = Decimal
START = {"USDT": D(10000), "BTC": D(20)}
TERMS = PaperTerms(maker_fee=D("0.0375"), taker_fee=D("0.1"), slippage=D("0.3"))

PRICES = st.integers(8000, 12500).map(lambda cents: D(cents) / 100)
AMOUNTS = st.integers(50_000, 25_000_000).map(lambda steps: D(steps).scaleb(-6))
ORDERS = st.tuples(st.just("order"), st.sampled_from(OrderSide), AMOUNTS, st.none() | PRICES)
MOVES = st.tuples(st.just("move"), PRICES, st.none() | AMOUNTS)
STEPS = st.one_of(
    ORDERS,
    ORDERS,
    ORDERS,
    MOVES,
    MOVES,
    st.tuples(st.just("wait"), st.integers(1, 3)),
    st.tuples(st.just("cancel"), st.integers(0, 50)),
    st.tuples(st.just("restart"), st.booleans()),
    st.tuples(st.just("fail"), st.integers(1, 3)),
    st.tuples(
        st.just("crash while placing"),
        st.sampled_from(["before", "after"]),
        st.sampled_from(OrderSide),
        AMOUNTS,
        st.none() | PRICES,
    ),
    st.tuples(st.just("crash while moving"), st.sampled_from(["before", "after"]), PRICES),
)


class History:
    """Plays steps on a venue and remembers what it was promised."""

    def __init__(self) -> None:
        """Begin with coins and money."""
        self.venue = Venue(terms=TERMS, balances=START)
        self.accepted: dict[str, OrderReport] = {}
        self.limits: dict[str, tuple[OrderSide, Decimal]] = {}
        self.absent: set[str] = set()

    async def play(self, steps: list[tuple[Any, ...]]) -> None:
        """Take every step and check the books after each."""
        await self.venue.open()
        await self.venue.move(100)
        for kind, *values in steps:
            await getattr(self, kind.replace(" ", "_"))(*values)
            await self.check()
        await self.venue.exchange.close()

    async def order(self, side: OrderSide, amount: Decimal, price: Decimal | None) -> None:
        """Place an order, which may be refused."""
        request = self.venue.request(side, amount, price)
        name = request.client_order_id
        try:
            self.accepted[name] = await self.venue.exchange.create_order(request)
        except VenueError:
            self.absent.add(name)
            return
        if price is not None:
            self.limits[name] = (side, price)

    async def move(self, price: Decimal, max_fill: Decimal | None) -> None:
        """Move the market, if its books let it."""
        try:
            await self.venue.move(price, max_fill=max_fill)
        except OSError:
            await self.venue.flush()

    async def wait(self, seconds: int) -> None:
        """Let held prices tick on."""
        await self.venue.clock.advance(seconds)
        await self.venue.flush()

    async def cancel(self, index: int) -> None:
        """Cancel one of the orders, perhaps one that has ended."""
        if not self.accepted:
            return
        name = list(self.accepted)[index % len(self.accepted)]
        try:
            report = await self.venue.exchange.cancel_order(BTC, name, None)
        except OrderNotFoundError:
            raise
        except VenueError:
            return
        assert report.state.is_final

    async def restart(self, crash: bool) -> None:
        """Stop or crash and start again."""
        self.venue.books.failures = 0
        await self.venue.restart(crash=crash)

    async def fail(self, saves: int) -> None:
        """Let the next saves fail."""
        self.venue.books.failures = saves

    async def crash_while_placing(
        self, moment: str, side: OrderSide, amount: Decimal, price: Decimal | None
    ) -> None:
        """Crash before or after an order is in the books, but before anybody is told."""
        self.venue.books.failures = 0
        self.venue.books.hang = moment
        request = self.venue.request(side, amount, price)
        name = request.client_order_id
        task = asyncio.create_task(self.venue.exchange.create_order(request))
        await self.venue.clock.advance(0)
        refused = task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        self.venue.books.hang = None
        await self.venue.restart(crash=True)
        found = await self.venue.exchange.find_order(BTC, name)
        assert (found is None) is (refused or moment == "before")
        if found is None:
            self.absent.add(name)
        else:
            self.accepted[name] = found
            if price is not None:
                self.limits[name] = (side, price)

    async def crash_while_moving(self, moment: str, price: Decimal) -> None:
        """Crash while a price or its fills are being booked."""
        self.venue.books.failures = 0
        await self.venue.market.set_price(BTC, price=price, hold=True)
        self.venue.books.hang = moment
        await self.venue.clock.advance(0)
        self.venue.books.hang = None
        await self.venue.restart(crash=True)

    async def check(self) -> None:
        """Compare everything that the venue says with what its fills imply."""
        exchange = self.venue.exchange
        totals = defaultdict(Decimal, START)
        locked: dict[str, Decimal] = defaultdict(Decimal)
        is_open = {order.client_order_id for order in await exchange.fetch_open_orders()}
        for name, before in self.accepted.items():
            report = await exchange.find_order(BTC, name)
            assert report is not None, "an order was lost"
            if before.state.is_final:
                assert report == before, "an order that was over has changed"
            assert report.filled >= before.filled
            assert (name in is_open) is not report.state.is_final
            self.accepted[name] = report
            fills = await exchange.fetch_fills(BTC, name)
            assert sum(fill.amount for fill in fills) == report.filled
            for fill in fills:
                cost = fill.amount * fill.price
                sign = 1 if fill.side is OrderSide.BUY else -1
                totals["BTC"] += sign * fill.amount
                totals["USDT"] -= sign * cost
                totals[fill.fee_currency] -= fill.fee
                if name in self.limits:
                    side, limit = self.limits[name]
                    assert fill.price <= limit if side is OrderSide.BUY else fill.price >= limit
        for name in self.absent:
            assert await exchange.find_order(BTC, name) is None, "a refused order exists"
        for record in self.venue.books.of_kind("paper_order").values():
            locked[record["lock_currency"]] += D(record["locked"])
            if record["client_order_id"] not in is_open:
                assert D(record["locked"]) == 0
        for currency, balance in (await exchange.fetch_balances()).items():
            assert balance.free >= 0
            assert balance.used == locked[currency] >= 0
            assert balance.total == totals[currency], "money was lost or made"


@settings(max_examples=100, deadline=None)
@given(st.lists(STEPS, min_size=15, max_size=50))
def test_no_history_loses_money_or_orders(steps: list[tuple[Any, ...]]) -> None:
    """Cash, coins and fees add up to the last digit; over failing books and crashes too."""
    asyncio.run(History().play(steps))
