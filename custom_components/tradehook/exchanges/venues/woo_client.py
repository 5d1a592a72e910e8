"""What ccxt's client of WOO X does wrong on spot, or can't do."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from .client_errors import error_class
from .model.traffic import Correction
from .pagination import Page, Row, whole

type _Row = dict[str, Any]

PAGE = 500
"""How many orders an answer has at most; it has 25 where nothing else is said."""
MARKETS_A_POLL = 10
"""How many markets' prices are asked for at once, as each one takes a request."""
POLLED_MS = 2000
"""How old a price may be that waited for the others of its poll."""
FRESH_MS = 5000
"""For how long what one stream said is taken together with what another one says."""


def prices_are_those_of_order_books(client: Any) -> None:
    """Tell prices by the best bid and ask of order books.

    The client has no tickers of spot because WOO X has no endpoint of them: one market is asked for
    at a time, and of all markets the next few at each call.
    """
    turns: dict[str, None] = {}

    async def ticker(symbol: str, _params: Any = None) -> _Row:
        book = await client.fetch_order_book(symbol, 1)
        bid, ask = (next(iter(book[side]), [None, None])[0] for side in ("bids", "asks"))
        told = {"symbol": symbol, "timestamp": book["timestamp"], "bid": bid, "ask": ask}
        found: _Row = client.safe_ticker({**told, "info": {}}, client.market(symbol))
        return found

    async def tickers(
        symbols: Sequence[str] | None = None, _params: Any = None
    ) -> Mapping[str, _Row]:
        wanted = symbols
        if wanted is None:
            known = [name for name, one in client.markets.items() if one["spot"] and one["active"]]
            for name in [name for name in turns if name not in known]:
                del turns[name]
            turns.update((name, None) for name in known if name not in turns)
            wanted = list(turns)[:MARKETS_A_POLL]
            for name in wanted:
                turns[name] = turns.pop(name)
        rows: dict[str, tuple[int, _Row]] = {}

        async def answer(name: str) -> None:
            told = await ticker(name)
            rows[name] = client.milliseconds(), told

        ends = await asyncio.gather(*(answer(name) for name in wanted), return_exceptions=True)
        now = client.milliseconds()
        found = {name: row for name, (at, row) in rows.items() if now - at <= POLLED_MS}
        if wanted and not found:
            failed = next((one for one in ends if one is not None), None)
            raise failed or error_class(client, "RequestTimeout")("woo: the prices came too late")
        return found

    client.fetch_ticker, client.fetch_tickers = ticker, tickers


def price_streams_tell_all(client: Any) -> None:
    """Tell last price, bid and ask of a market together.

    WOO X pushes the last price in one stream, and the best bids and asks of all markets in another.
    """
    watch_last, watch_best = client.watch_ticker, client.watch_bids_asks

    def is_fresh(told: object) -> bool:
        return told is not None and abs(int(client.milliseconds()) - int(str(told))) < FRESH_MS

    async def ticker(symbol: str, params: Any = None) -> _Row:
        told: _Row = await watch_last(symbol, params or {})
        best = client.bidsasks.get(symbol)
        if best is None or not is_fresh(best["timestamp"]):
            return told
        return {**told, "bid": best["bid"], "ask": best["ask"]}

    async def bids_asks(
        symbols: Sequence[str] | None = None, params: Any = None
    ) -> Mapping[str, _Row]:
        rows: Mapping[str, _Row] = await watch_best(symbols, params or {})
        return {symbol: {**row, "last": last_of(symbol)} for symbol, row in rows.items()}

    def last_of(symbol: str) -> Any:
        told = client.tickers.get(symbol) or {}
        return told["last"] if told and is_fresh(told["info"].get("date")) else None

    client.watch_ticker, client.watch_bids_asks = ticker, bids_asks


def cancel_that_was_sent_is_no_end(client: Any) -> None:
    """Call an order open whose cancel WOO X has only taken on.

    The client calls it cancelled, although it may fill until the cancel is done.
    """
    known = client.parse_order_status

    def status(word: str | None) -> str | None:
        return "open" if word in {"CANCEL_SENT", "CANCEL_ALL_SENT"} else known(word)

    client.parse_order_status = status


def lists_are_read_to_their_end(client: Any) -> None:
    """Read all pages of a list of orders, where the client reads the first 25 of them."""
    ask = client.fetch_orders

    async def orders(
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Sequence[_Row]:
        del limit

        async def page(named: Row) -> Page:
            found = await ask(symbol, since, PAGE, {**(params or {}), **named})
            return found, None if len(found) < PAGE else {"page": named["page"] + 1}

        return await whole(page, {"page": 1}, key=lambda row: row["id"])

    client.fetch_orders = orders


CORRECTIONS = (
    Correction(prices_are_those_of_order_books),
    Correction(price_streams_tell_all),
    Correction(cancel_that_was_sent_is_no_end),
    Correction(lists_are_read_to_their_end),
)
