"""Markets and their prices."""

from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What is traded: coins, or perpetuals settled in the quote currency."""

    SPOT = "spot"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeMarket:
    """A market with its filters; amounts are in base currency."""

    symbol: str
    """ccxt's unified name, such as `BTC/USDT:USDT`: what tests say."""
    id: str
    """The venue's name, such as `BTCUSDT`."""
    kind: Kind
    base: str
    quote: str
    tick: Decimal
    step: Decimal
    min_amount: Decimal
    max_amount: Decimal = Decimal(9000)
    max_market_amount: Decimal = Decimal(100)
    min_cost: Decimal = Decimal(5)
    max_leverage: int = 100
    maintenance_rate: Decimal = Decimal("0.005")
    brackets: tuple[tuple[int, Decimal], ...] = ()
    """From which worth on which maintenance margin holds; empty = the same for all."""

    def amount_down(self, amount: Decimal) -> Decimal:
        """Round an amount down to the step."""
        return (amount / self.step).to_integral_value(ROUND_FLOOR) * self.step


@dataclass(slots=True, kw_only=True)
class Book:
    """The top of a market's book; a size of None is endless."""

    market: FakeMarket
    bid: Decimal
    ask: Decimal
    last: Decimal
    mark: Decimal
    bid_size: Decimal | None = None
    ask_size: Decimal | None = None
    updates: int = 1
    trades: int = 1
    high: Decimal = field(default=Decimal(0))
    low: Decimal = field(default=Decimal(0))
    volume: Decimal = field(default=Decimal(1000))
    halted: bool = False
    ends_at: int | None = None
    """When the market is delisted, in milliseconds."""
    past: list[tuple[int, Decimal]] = field(default_factory=list)
    """When it was traded at which price, in milliseconds, oldest first."""

    def set(
        self,
        bid: Decimal,
        ask: Decimal,
        *,
        last: Decimal | None = None,
        mark: Decimal | None = None,
        bid_size: Decimal | None = None,
        ask_size: Decimal | None = None,
    ) -> None:
        """Take the prices of the next tick."""
        if not 0 < bid <= ask:
            raise ValueError(f"no market: bid {bid}, ask {ask}")
        middle = (bid + ask) / 2
        tick = self.market.tick
        self.bid, self.ask, self.bid_size, self.ask_size = bid, ask, bid_size, ask_size
        self.last = last or (middle / tick).to_integral_value(ROUND_FLOOR) * tick
        self.mark = mark or middle
        self.high, self.low = max(self.high, self.last), min(self.low or self.last, self.last)
        self.updates += 1
        self.trades += 1

    def available(self, *, buying: bool) -> Decimal | None:
        """Return what is left of this tick's size on the side that would be taken."""
        return self.ask_size if buying else self.bid_size

    def take(self, amount: Decimal, *, buying: bool) -> None:
        """Use up a part of this tick's size."""
        if buying and self.ask_size is not None:
            self.ask_size -= amount
        elif not buying and self.bid_size is not None:
            self.bid_size -= amount


def new_book(market: FakeMarket, price: Decimal) -> Book:
    """Return a book around a price, one tick wide."""
    book = Book(market=market, bid=price, ask=price + market.tick, last=price, mark=price)
    book.high = book.low = price
    return book
