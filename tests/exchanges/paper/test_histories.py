"""Random histories of a spot account: whatever happens, no money and no order gets lost."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hypothesis import given, settings, strategies as st

from custom_components.tradehook.exchanges.paper.order_checks import PaperTerms
from custom_components.tradehook.exchanges.port.exchange import (
    OrderNotFoundError,
    OrderReport,
    VenueError,
)
from custom_components.tradehook.trading.model.market import MarginMode, MarketType, OrderSide, Side
from tests.exchanges.venue import Venue
from tests.sampling import LONG

D = Decimal
TERMS = PaperTerms(
    maker_fee=D("0.0375"),
    taker_fee=D("0.1"),
    slippage=D("0.3"),
    liquidation_fee=D("0.4"),
)


USUALLY_NOT = st.sampled_from([False, False, False, True])
PERPETUAL = st.fixed_dictionaries(
    {
        "reduce_only": USUALLY_NOT,
        "leverage": USUALLY_NOT.map(lambda low: 2 if low else 20),
        "margin_mode": USUALLY_NOT.map(lambda cross: [*MarginMode][cross]),
        "position_side": st.sampled_from(Side),
    }
)


def steps(options: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    """Return lists of steps whose orders have these options."""
    prices = st.integers(800, 1250).map(lambda number: D(number) / 10)
    amounts = st.integers(5_000, 2_500_000).map(lambda number: D(number).scaleb(-5))
    moments = st.sampled_from(["before", "after"])
    order = (st.sampled_from(OrderSide), amounts, st.none() | prices, options)
    placing = st.tuples(st.just("order"), *order)
    moving = st.tuples(st.just("move"), prices, st.none() | amounts)
    return st.lists(
        st.one_of(
            placing,
            placing,
            placing,
            moving,
            moving,
            st.tuples(st.just("wait"), st.integers(1, 3)),
            st.tuples(st.just("cancel"), st.integers(0, 50)),
            st.tuples(st.just("restart"), st.booleans()),
            st.tuples(st.just("fail"), st.integers(1, 3)),
            st.tuples(st.just("crash while placing"), moments, *order),
            st.tuples(st.just("crash while moving"), moments, prices),
        ),
        min_size=15,
        max_size=50,
    )


class History:
    """Plays steps on a venue and remembers what it was promised."""

    start: Mapping[str, Decimal] = MappingProxyType({"USDT": D(10000), "BTC": D(20)})
    market_type = MarketType.SPOT

    def __init__(self, terms: PaperTerms = TERMS) -> None:
        """Begin with coins and money."""
        self.venue = Venue(market_type=self.market_type, terms=terms, balances=self.start)
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

    async def order(
        self, side: OrderSide, amount: Decimal, price: Decimal | None, options: dict[str, Any]
    ) -> None:
        """Place an order, which may be refused."""
        request = self.venue.request(side, amount, price, **options)
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
            report = await self.venue.exchange.cancel_order(self.venue.symbol, name, None)
        except OrderNotFoundError:
            raise
        except VenueError:
            return
        assert report.state.is_final

    async def restart(self, crash: bool) -> None:
        """Stop or crash and start again."""
        self.venue.store.failures = 0
        await self.venue.restart(crash=crash)

    async def fail(self, saves: int) -> None:
        """Let the next saves fail."""
        self.venue.store.failures = saves

    async def crash_while_placing(
        self,
        moment: str,
        side: OrderSide,
        amount: Decimal,
        price: Decimal | None,
        options: dict[str, Any],
    ) -> None:
        """Crash before or after an order is in the books, but before anybody is told."""
        self.venue.store.failures = 0
        self.venue.store.hang = moment
        request = self.venue.request(side, amount, price, **options)
        name = request.client_order_id
        task = asyncio.create_task(self.venue.exchange.create_order(request))
        await self.venue.clock.advance(0)
        refused = task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        self.venue.store.hang = None
        await self.venue.restart(crash=True)
        found = await self.venue.exchange.find_order(self.venue.symbol, name)
        assert (found is None) is (refused or moment == "before")
        if found is None:
            self.absent.add(name)
        else:
            self.accepted[name] = found
            if price is not None:
                self.limits[name] = (side, price)

    async def crash_while_moving(self, moment: str, price: Decimal) -> None:
        """Crash while a price or its fills are being booked."""
        self.venue.store.failures = 0
        await self.venue.market.set_price(self.venue.symbol, price=price, hold=True)
        self.venue.store.hang = moment
        await self.venue.clock.advance(0)
        self.venue.store.hang = None
        await self.venue.restart(crash=True)

    async def check(self) -> None:
        """Compare everything that the venue says with what it has said before."""
        exchange, symbol = self.venue.exchange, self.venue.symbol
        is_open = {order.client_order_id for order in await exchange.fetch_open_orders()}
        for name, before in self.accepted.items():
            report = await exchange.find_order(symbol, name)
            assert report is not None, "an order was lost"
            if before.state.is_final:
                assert report == before, "an order that was over has changed"
            assert report.filled >= before.filled
            assert (name in is_open) is not report.state.is_final
            self.accepted[name] = report
            fills = await exchange.fetch_fills(symbol, name)
            assert sum(fill.amount for fill in fills) == report.filled
            for fill in fills:
                if name in self.limits:
                    side, limit = self.limits[name]
                    assert fill.price <= limit if side is OrderSide.BUY else fill.price >= limit
        for name in self.absent:
            assert await exchange.find_order(symbol, name) is None, "a refused order exists"
        for record in self.venue.store.of_kind("paper_order").values():
            assert D(record["locked"]) == 0 or record["client_order_id"] in is_open
        totals = self.totals()
        for currency, balance in (await exchange.fetch_balances()).items():
            assert balance.free >= 0
            assert balance.used >= 0
            assert balance.total == totals[currency], "money was lost or made"

    def fills(self) -> list[dict[str, Any]]:
        """Return all fills in the books, oldest first."""
        kept = self.venue.store.of_kind("paper_fill")
        return [kept[key] for key in sorted(kept, key=int)]

    def totals(self) -> dict[str, Decimal]:
        """Return what the fills have made of the starting balances."""
        totals = defaultdict(Decimal, self.start)
        for fill in self.fills():
            sign = 1 if fill["side"] == "buy" else -1
            totals["BTC"] += sign * D(fill["amount"])
            totals["USDT"] -= sign * D(fill["amount"]) * D(fill["price"])
            totals[fill["fee_currency"]] -= D(fill["fee"])
        return totals


class LinearHistory(History):
    """The same with perpetuals: positions and margin instead of coins."""

    start = MappingProxyType({"USDT": D(2000)})
    market_type = MarketType.LINEAR

    def totals(self) -> dict[str, Decimal]:
        """Return what is realised: what the fills paid and got, with open positions at cost."""
        totals = super().totals()
        net: dict[str | None, Decimal] = defaultdict(Decimal)
        reduces = {
            record["client_order_id"]: record["reduce_only"]
            for record in self.venue.store.of_kind("paper_order").values()
        }
        for fill in self.fills():
            side = fill["position_side"] if self.venue.terms.hedge_mode else None
            before = net[side]
            net[side] += D(fill["amount"]) * (1 if fill["side"] == "buy" else -1)
            if fill["liquidation"]:
                assert net[side] == 0, "a liquidation closes the whole position"
            elif reduces[fill["client_order_id"]]:
                assert before * net[side] >= 0, "a reduce-only order flipped a position"
                assert abs(net[side]) < abs(before), "a reduce-only order opened a position"
            if side is not None:
                assert net[side] * Side(side).sign >= 0, "an exit opened the other side"
        held: dict[str | None, Decimal] = {}
        for position in self.venue.store.of_kind("paper_position").values():
            side = Side(position["side"])
            held[side if self.venue.terms.hedge_mode else None] = side.sign * D(position["size"])
            totals["USDT"] += side.sign * D(position["cost"])
            assert D(position["size"]) > 0
            assert D(position["margin"]) > 0
        assert held == {side: size for side, size in net.items() if size}
        return totals


@settings(max_examples=100 if LONG else 50, deadline=None)
@given(steps(st.just({})))
def test_no_history_loses_money_or_orders(history: list[tuple[Any, ...]]) -> None:
    """Cash, coins and fees add up to the last digit; over failing books and crashes too."""
    asyncio.run(History().play(history))


@settings(max_examples=100 if LONG else 50, deadline=None)
@given(steps(PERPETUAL), st.booleans())
def test_no_history_of_perpetuals_loses_money_or_orders(
    history: list[tuple[Any, ...]], hedge_mode: bool
) -> None:
    """Nor does a reduce-only order ever open, or a liquidation cost more than there is."""
    asyncio.run(LinearHistory(replace(TERMS, hedge_mode=hedge_mode)).play(history))
