"""A venue whose line fails in ways that a test chooses."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from custom_components.tradehook.exchanges.paper import PaperExchange
from custom_components.tradehook.exchanges.paper.step_worker import StepWorker
from custom_components.tradehook.exchanges.port.exchange import (
    Balance,
    NotSentError,
    OrderRefusedError,
    OrderReport,
    OrderRequest,
    VenueError,
    VenueListener,
    VenuePosition,
)
from custom_components.tradehook.exchanges.port.price_source import Tick
from custom_components.tradehook.trading.model.market import MarginMode, Market, Quote, Side


class Fault(StrEnum):
    """What goes wrong with a call."""

    REFUSED = "refused"
    NOT_SENT = "not sent"
    LOST_REQUEST = "lost request"
    LOST_ANSWER = "lost answer"
    BROKEN_ANSWER = "broken answer"


@dataclass
class Line:
    """The faults of the next calls, by method; used up one by one."""

    open: list[Fault] = field(default_factory=list)
    balances: list[Fault] = field(default_factory=list)
    create: list[Fault] = field(default_factory=list)
    cancel: list[Fault] = field(default_factory=list)
    find: list[Fault] = field(default_factory=list)
    quote: list[Fault] = field(default_factory=list)
    sent: list[OrderRequest] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)
    """The markets whose prices were asked for."""
    unsent_since: list[datetime | None] = field(default_factory=list)
    """What look-ups were told of when an order can last have left."""
    silent: bool = False
    """Prices are told to those who ask for them, and to nobody else."""
    opening: asyncio.Event | None = None
    """As long as it is not set, the venue does not get to open."""
    event_bus: asyncio.Event | None = None
    """As long as it is not set, the venue does not tell its balances."""
    held_by_others: dict[str, Decimal] = field(default_factory=dict)
    """Long perpetuals by market that are not ours."""


class FaultyVenue(PaperExchange):
    """The paper exchange at the end of a bad line."""

    line: Line

    @property
    def busy(self) -> bool:
        """Return whether a price or a request is still to be dealt with."""
        return self._worker.busy

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets, which a real venue has to tell anew after each start."""
        return super().markets if self._worker.task is not None else {}

    async def open(self, listener: VenueListener) -> None:
        """Open, or not."""
        if self.line.opening is not None:
            await self.line.opening.wait()
        self._worker.publish_price = self._publish_price  # type: ignore[method-assign]
        await self._call(self.line.open, lambda: super(FaultyVenue, self).open(listener))

    async def fetch_balances(self) -> Mapping[str, Balance]:
        """Return the balances, or not."""
        if self.line.event_bus is not None:
            await self.line.event_bus.wait()
        return await self._call(
            self.line.balances, lambda: super(FaultyVenue, self).fetch_balances()
        )

    async def fetch_positions(self) -> Sequence[VenuePosition]:
        """Return the positions with those of others, in markets where we have none."""
        others = [
            VenuePosition(
                symbol=symbol,
                side=Side.LONG,
                size=size,
                entry_price=Decimal(60_000),
                mark_price=Decimal(60_000),
                leverage=1,
                margin_mode=MarginMode.CROSS,
                liquidation_price=None,
            )
            for symbol, size in self.line.held_by_others.items()
        ]
        return [*await super().fetch_positions(), *others]

    async def create_order(self, request: OrderRequest) -> OrderReport:
        """Place an order, or not."""
        self.line.sent.append(request)
        return await self._call(
            self.line.create, lambda: super(FaultyVenue, self).create_order(request)
        )

    async def cancel_order(
        self, symbol: str, client_order_id: str, venue_order_id: str | None
    ) -> OrderReport:
        """Cancel an order, or not."""
        return await self._call(
            self.line.cancel,
            lambda: super(FaultyVenue, self).cancel_order(symbol, client_order_id, venue_order_id),
        )

    async def find_order(
        self, symbol: str, client_order_id: str, unsent_since: datetime | None = None
    ) -> OrderReport | None:
        """Look an order up, or not."""
        self.line.unsent_since.append(unsent_since)
        return await self._call(
            self.line.find, lambda: super(FaultyVenue, self).find_order(symbol, client_order_id)
        )

    async def fetch_quote(self, symbol: str) -> Quote:
        """Ask for a price, or not."""
        self.line.asked_for.append(symbol)
        quote = await self._call(
            self.line.quote, lambda: super(FaultyVenue, self).fetch_quote(symbol)
        )
        if self.line.silent:
            for listener in self._worker._listeners:
                listener.on_quote(symbol, quote)
        return quote

    def _publish_price(self, tick: Tick) -> None:
        if self.line.silent:
            self._worker.ticks[tick.symbol] = tick
        else:
            StepWorker.publish_price(self._worker, tick)

    async def _call[T](self, faults: list[Fault], call: Callable[[], Awaitable[T]]) -> T:
        fault = faults.pop(0) if faults else None
        match fault:
            case Fault.REFUSED:
                raise OrderRefusedError("no_thanks", "The venue does not want it.")
            case Fault.NOT_SENT:
                raise NotSentError("no route")
            case Fault.LOST_REQUEST:
                raise VenueError("timeout")
            case Fault.LOST_ANSWER:
                await call()
                raise VenueError("timeout")
            case Fault.BROKEN_ANSWER:
                await call()
                raise KeyError("orderId")
            case None:
                return await call()
