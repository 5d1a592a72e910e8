"""A paper account on a market that stands still unless a test moves it."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from itertools import count
from typing import Any

from custom_components.tradehook.exchanges.paper import PaperExchange, PaperTerms
from custom_components.tradehook.exchanges.port.exchange import (
    Balance,
    FillReport,
    OrderReport,
    OrderRequest,
    VenuePosition,
)
from custom_components.tradehook.exchanges.simulated_market import SimulatedMarket
from custom_components.tradehook.trading.model.market import (
    MarginMode,
    MarketType,
    MarkPrice,
    OrderSide,
    Quote,
    Side,
)
from custom_components.tradehook.trading.model.sections import OrderType

from .memory_store import MemoryPaperStore
from .virtual_clock import VirtualClock

BTC = "BTC/USDT"
PERP = "BTC/USDT:USDT"
D = Decimal


class Recorder:
    """A listener that writes down what it is told, in order."""

    def __init__(self, log: list[str] | None = None) -> None:
        """Start with nothing; `log` may be shared with the books."""
        self.log = [] if log is None else log
        self.quotes: dict[str, Quote] = {}
        self.marks: dict[str, MarkPrice] = {}
        self.orders: list[OrderReport] = []
        self.fills: list[FillReport] = []
        self.balances: Mapping[str, Balance] = {}
        self.connected: bool | None = None

    def on_quote(self, symbol: str, quote: Quote) -> None:
        """Note a price."""
        self.quotes[symbol] = quote
        self.log.append(f"quote {symbol} {quote.last}")

    def on_mark(self, symbol: str, mark: MarkPrice) -> None:
        """Note a mark price; it comes with every price."""
        self.marks[symbol] = mark

    def on_order(self, report: OrderReport) -> None:
        """Note an order."""
        self.orders.append(report)
        self.log.append(f"order {report.client_order_id} {report.state} {report.filled}")

    def is_busy(self) -> bool:
        """Return that nothing is under way."""
        return False

    def on_fill(self, fill: FillReport) -> None:
        """Note a fill."""
        self.fills.append(fill)
        self.log.append(f"fill {fill.client_order_id} {fill.amount} at {fill.price}")

    def on_balances(self, balances: Mapping[str, Balance]) -> None:
        """Note the balances."""
        self.balances = balances
        self.log.append("balances")

    def on_connected(self, connected: bool) -> None:
        """Note whether the venue can be reached."""
        self.connected = connected
        self.log.append(f"connected {connected}")


class Venue:
    """A paper exchange with everything around it; may be restarted on the same books."""

    def __init__(
        self,
        *,
        market_type: MarketType = MarketType.SPOT,
        terms: PaperTerms | None = None,
        balances: Mapping[str, Decimal] | None = None,
        latency: float = 0.0,
    ) -> None:
        """Prepare a venue; without `terms` nothing costs anything."""
        free = PaperTerms(maker_fee=D(0), taker_fee=D(0), slippage=D(0))
        self.terms = terms or free
        self.market_type = market_type
        self.symbol = BTC if market_type is MarketType.SPOT else PERP
        self.start_balances = {"USDT": D(10000)} if balances is None else balances
        self.latency = latency
        self.store = MemoryPaperStore()
        self.clock = VirtualClock()
        self._ids = count(1)
        self._build()

    def _build(self) -> None:
        self.market = SimulatedMarket(
            self.store,
            seed=1,
            market_type=self.market_type,
            now=self.clock.now,
            sleep=self.clock.sleep,
            noise=lambda _symbol, _number: 0.0,
        )
        self.exchange = PaperExchange(
            self.market,
            self.store,
            starting_balances=self.start_balances,
            terms=self.terms,
            latency=self.latency,
            now=self.clock.now,
            sleep=self.clock.sleep,
        )
        self.told = Recorder(self.store.log)

    async def open(self) -> None:
        """Open the venue with BTC held at 100, bid 99.99 and ask 100.01."""
        await self.exchange.open(self.told)

    async def crash(self) -> None:
        """Lose the process: what is not in the books is gone."""
        for task in (self.exchange._worker.task, self.market._clock, self.market._saver):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def restart(self, *, crash: bool = False) -> None:
        """Stop or crash, and start again on the same books."""
        if crash:
            await self.crash()
        else:
            await self.exchange.close()
        self._build()
        await self.open()

    async def move(
        self,
        price: Decimal | str | int,
        symbol: str | None = None,
        max_fill: Decimal | None = None,
    ) -> None:
        """Hold a market at a price and wait until the venue has worked it off."""
        symbol = symbol or self.symbol
        await self.market.set_price(symbol, price=D(price), hold=True, max_fill=max_fill)
        await self.flush()

    async def flush(self) -> None:
        """Wait until everything that has arrived is done."""
        await self.exchange.find_order(BTC, "no such order")

    def request(
        self,
        side: str,
        amount: Decimal | str,
        price: Decimal | str | None = None,
        *,
        client_order_id: str | None = None,
        symbol: str | None = None,
        reduce_only: bool = False,
        position_side: Side | None = None,
        leverage: int | None = None,
        margin_mode: MarginMode | None = None,
    ) -> OrderRequest:
        """Return an order; a limit order if it has a price."""
        return OrderRequest(
            client_order_id=client_order_id or f"o{next(self._ids)}",
            symbol=symbol or self.symbol,
            side=OrderSide(side),
            order_type=OrderType.MARKET if price is None else OrderType.LIMIT,
            amount=D(amount),
            price=None if price is None else D(price),
            reduce_only=reduce_only,
            position_side=position_side,
            leverage=leverage,
            margin_mode=margin_mode,
        )

    async def order(
        self,
        side: str,
        amount: Decimal | str,
        price: Decimal | str | None = None,
        **options: Any,
    ) -> OrderReport:
        """Place an order."""
        return await self.exchange.create_order(self.request(side, amount, price, **options))

    async def free(self, currency: str = "USDT") -> Decimal:
        """Return a free balance."""
        return (await self.exchange.fetch_balances())[currency].free


async def open_linear(**terms: Any) -> Venue:
    """Return a venue for perpetuals that costs nothing but these terms, with BTC held at 100."""
    nothing = {"maker_fee": D(0), "taker_fee": D(0), "slippage": D(0), "liquidation_fee": D(0)}
    venue = Venue(market_type=MarketType.LINEAR, terms=PaperTerms(**{**nothing, **terms}))
    await venue.open()
    await venue.move(100)
    return venue


async def only_position(venue: Venue) -> VenuePosition:
    """Return the one position that there is."""
    (position,) = await venue.exchange.fetch_positions()
    return position
