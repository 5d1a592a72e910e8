"""What this integration uses of ccxt: the only place that knows its shapes.

ccxt is not typed. Its objects are built in `ccxt_loading.py` and seen through this Protocol by
everyone else; with `number: str` in their configuration all numbers that it has parsed are texts.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Final, Protocol

from ...port.exchange import VenueError

type Row = Mapping[str, Any]
"""A parsed order, trade, ticker, market…; its `info` is what the venue itself said."""

type Fetch = Callable[[str, str, Any, Any], Awaitable[Any]]
"""Does one HTTP request: url, method, headers, body."""


UNREADABLE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading a row raises that is not what it should be."""


class UnreadableRowError(VenueError):
    """A row of the venue says nothing that could be understood, however often it is told."""


def reading[**P, T](what: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Have a function that reads a row raise UnreadableRowError where it can't be read."""

    def wrapped(read: Callable[P, T]) -> Callable[P, T]:
        @wraps(read)
        def guarded(*given: P.args, **named: P.kwargs) -> T:
            try:
                return read(*given, **named)
            except UNREADABLE as err:
                name = type(err).__name__
                raise UnreadableRowError(f"The exchange told {what} unreadably ({name}).") from None

        return guarded

    return wrapped


class CcxtClient(Protocol):
    """One instance of one of ccxt's exchange classes, with REST and streams."""

    id: str
    urls: dict[str, Any]
    timeframes: Mapping[str, Any] | None
    headers: dict[str, str]
    options: dict[str, Any]
    has: Mapping[str, Any]
    markets: dict[str, Any] | None
    markets_by_id: dict[str, Any] | None
    currencies: dict[str, Any] | None
    precisionMode: int  # noqa: N815  ccxt's name
    rateLimit: float  # noqa: N815
    timeout: int
    timeout_on_exit: int
    session: object
    enableLastHttpResponse: bool  # noqa: N815
    last_http_response: str | None
    last_response_headers: Mapping[str, str] | None
    # replaced on every instance: see session/transport.py
    fetch: Fetch
    throttle: Callable[..., Awaitable[None]]
    calculate_rate_limiter_cost: Callable[..., Any]
    on_json_response: Callable[[str], Any]
    handle_message: Callable[[Any, Any], None]
    parse_ticker: Callable[..., Any]
    nonce: Callable[[], int]
    delay: Callable[..., None]
    spawn: Callable[..., Any]
    # see session/stream_reading.py
    client: Callable[[str], Any]

    def set_sandbox_mode(self, enabled: bool, /) -> None:
        """Use the venue's test network."""

    def enable_demo_trading(self, enabled: bool, /) -> None:
        """Use the venue's demo accounts."""

    def set_markets(self, markets: Sequence[Row], currencies: Row | None = None, /) -> Any:
        """Index markets."""

    def set_markets_from_exchange(self, source: CcxtClient, /) -> Any:
        """Share another instance's markets and their indices."""

    def market(self, symbol: str, /) -> Row:
        """Return a market."""

    def milliseconds(self) -> int:
        """Return the time."""

    def sign(self, path: str, api: Any, method: str, params: Row, /) -> Row:
        """Return a request as it would be sent."""

    async def load_markets(self, reload: bool = False, /) -> Mapping[str, Row]:
        """Load the markets."""

    async def fetch_time(self) -> int | None:
        """Return the venue's time in milliseconds."""

    async def fetch_tickers(
        self, symbols: Sequence[str] | None = None, params: Row | None = None, /
    ) -> Mapping[str, Row]:
        """Return the tickers of many markets."""

    async def fetch_bids_asks(
        self, symbols: Sequence[str] | None = None, params: Row | None = None, /
    ) -> Mapping[str, Row]:
        """Return the best bids and asks of many markets."""

    async def fetch_ticker(self, symbol: str, /) -> Row:
        """Return one ticker."""

    async def fetch_ohlcv(
        self, symbol: str, timeframe: str, since: int | None = None, limit: int | None = None, /
    ) -> Sequence[Sequence[Any]]:
        """Return a market's candles: start in milliseconds, open, high, low, close, volume."""

    async def watch_tickers(self, symbols: Sequence[str], /) -> Mapping[str, Row]:
        """Wait for the next ticker of some markets."""

    async def watch_ticker(self, symbol: str, /) -> Row:
        """Wait for the next ticker of a market."""

    async def watch_mark_price(self, symbol: str, /) -> Row:
        """Wait for the next mark price of a market, as a ticker."""

    async def fetch_mark_price(self, symbol: str, /) -> Row:
        """Return a market's mark price, as a ticker."""

    async def watch_orders(self, symbol: str | None = None, /) -> Sequence[Row]:
        """Wait for the next change of our orders."""

    async def watch_my_trades(self, symbol: str | None = None, /) -> Sequence[Row]:
        """Wait for our next trade."""

    async def create_order(
        self,
        symbol: str,
        order_type: str,
        side: str,
        amount: Any,
        price: Any = None,
        params: Row | None = None,
        /,
    ) -> Row:
        """Place an order."""

    async def cancel_order(
        self, order_id: str | None, symbol: str | None = None, params: Row | None = None, /
    ) -> Row:
        """Cancel an order."""

    async def fetch_order(
        self, order_id: str | None, symbol: str | None = None, params: Row | None = None, /
    ) -> Row:
        """Return an order."""

    async def fetch_open_orders(
        self,
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Row | None = None,
        /,
    ) -> Sequence[Row]:
        """Return the open orders."""

    async def fetch_orders(self, symbol: str | None = None, /) -> Sequence[Row]:
        """Return the newest orders in any state."""

    async def fetch_my_trades(
        self,
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Row | None = None,
        /,
    ) -> Sequence[Row]:
        """Return our trades."""

    async def fetch_order_trades(
        self,
        order_id: str,
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Row | None = None,
        /,
    ) -> Sequence[Row]:
        """Return the trades of an order."""

    async def fetch_ledger(
        self,
        code: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Row | None = None,
        /,
    ) -> Sequence[Row]:
        """Return what has changed the balances."""

    async def fetch_funding_history(
        self,
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Row | None = None,
        /,
    ) -> Sequence[Row]:
        """Return what was received and paid for holding perpetual positions."""

    async def fetch_funding_rate(self, symbol: str, /) -> Row:
        """Return what longs pay to shorts at the next funding."""

    async def fetch_funding_rate_history(
        self, symbol: str, since: int | None = None, limit: int | None = None, /
    ) -> Sequence[Row]:
        """Return what longs have paid to shorts."""

    async def fetch_balance(self) -> Row:
        """Return the balances."""

    async def fetch_positions(
        self, symbols: Sequence[str] | None = None, params: Row | None = None, /
    ) -> Sequence[Row]:
        """Return the perpetual positions."""

    async def fetch_position_mode(self, symbol: str | None = None, /) -> Row:
        """Return whether long and short are kept apart."""

    async def fetch_leverage_tiers(
        self, symbols: Sequence[str] | None = None, /
    ) -> Mapping[str, Sequence[Row]]:
        """Return how much leverage which size may have."""

    async def load_leverage_brackets(self) -> Row:
        """Remember how much margin which size needs (Binance)."""

    async def set_leverage(
        self, leverage: int, symbol: str | None = None, params: Row | None = None, /
    ) -> Any:
        """Set a market's leverage."""

    async def set_margin_mode(
        self, margin_mode: str, symbol: str | None = None, params: Row | None = None, /
    ) -> Any:
        """Set a market's margin mode."""

    async def fetch_margin_mode(self, symbol: str, /) -> Row:
        """Return a market's margin mode."""

    async def privateGetV5AccountInfo(self, params: Row, /) -> Row:  # noqa: N802
        """Return Bybit's settings of an account."""

    async def close_ws_clients(self) -> None:
        """End all streams."""

    async def close(self) -> None:
        """End all streams and forget the session."""


type ClientFactory = Callable[[Mapping[str, Any]], CcxtClient]
"""Builds an instance from its configuration."""
