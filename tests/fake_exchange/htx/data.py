"""HTX's public endpoints, and those of the account."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.market import Book, Kind
from ..spot import Desk
from ..wire import Call, Check, Route, Security, fixed, integer, places_of, plain, text
from .guard import refusal

ACCOUNT_ID = "100009"
SIZE = 10
SYMBOL: Mapping[str, Check] = {"symbol": text}


class HtxData:
    """Markets, prices and balances of HTX."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.desk = Desk(engine)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        return {
            ("GET", "/v1/common/timestamp"): Route(
                name="time", handler=lambda _: self.engine.clock.ms()
            ),
            ("GET", "/v1/common/symbols"): Route(name="markets", handler=self.markets),
            ("GET", "/market/tickers"): Route(name="ticker", handler=self.tickers),
            ("GET", "/market/detail/merged"): Route(
                name="ticker", handler=self.ticker, required=SYMBOL
            ),
            ("GET", "/market/depth"): Route(
                name="order_book",
                handler=self.depth,
                required=SYMBOL,
                optional={"type": text, "depth": integer},
            ),
            ("GET", "/v1/account/accounts"): Route(
                name="accounts", handler=self.accounts, security=signed
            ),
            ("GET", "/v1/account/accounts/{account_id}/balance"): Route(
                name="account", handler=self.balance, security=signed, required={"account_id": text}
            ),
            ("GET", "/v2/reference/transact-fee-rate"): Route(
                name="fees", handler=self.fees, security=signed, required={"symbols": text}
            ),
        }

    def markets(self, _call: Call) -> object:
        """List the markets."""
        return [self._market(book) for book in self.engine.books.values()]

    def _market(self, book: Book) -> dict[str, object]:
        market = book.market
        return {
            "base-currency": market.base.lower(),
            "quote-currency": market.quote.lower(),
            "price-precision": places_of(market.tick),
            "amount-precision": places_of(market.step),
            "symbol-partition": "main",
            "symbol": market.id,
            "state": "suspend" if book.halted else "online",
            "value-precision": 8,
            "min-order-amt": float(market.min_amount),
            "max-order-amt": float(market.max_amount),
            "min-order-value": float(market.min_cost),
            "limit-order-min-order-amt": float(market.min_amount),
            "limit-order-max-order-amt": float(market.max_amount),
            "sell-market-min-order-amt": float(market.min_amount),
            "sell-market-max-order-amt": float(market.max_amount),
            "buy-market-max-order-value": 1_000_000,
            "api-trading": "enabled",
            "tags": "",
        }

    def tickers(self, _call: Call) -> object:
        """List the prices of all markets."""
        return [_ticker(book) for book in self.engine.books.values()]

    def _book(self, call: Call) -> Book:
        market = self.desk.market(call.params["symbol"])
        if market is None:
            raise refusal("invalid-parameter", "invalid symbol")
        return self.engine.books[market.symbol]

    def ticker(self, call: Call) -> object:
        """Return the prices of a market."""
        told = _ticker(self._book(call))
        sizes = {"bid": [told["bid"], told["bidSize"]], "ask": [told["ask"], told["askSize"]]}
        return {"id": 1, "version": 1, **told, **sizes}

    def depth(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        ticker = _ticker(self._book(call))
        return {
            "bids": [[ticker["bid"], ticker["bidSize"]]],
            "asks": [[ticker["ask"], ticker["askSize"]]],
        }

    def accounts(self, _call: Call) -> object:
        """List the accounts: this one, and one for points."""
        return [
            {"id": int(ACCOUNT_ID), "type": "spot", "subtype": "", "state": "working"},
            {"id": 100010, "type": "point", "subtype": "", "state": "working"},
        ]

    def balance(self, call: Call) -> object:
        """Return the balances: two rows for each currency."""
        if call.params["account_id"] != ACCOUNT_ID:
            raise refusal("account-get-accounts-inexistent-error", "account doesn't exist")
        rows = []
        for name, one in self.engine.account.spot.items():
            for kind, amount in (("trade", one.free), ("frozen", one.locked)):
                rows.append(
                    {
                        "currency": name.lower(),
                        "type": kind,
                        "balance": plain(amount),
                        "seq-num": "477",
                    }
                )
        return {"id": int(ACCOUNT_ID), "type": "spot", "state": "working", "list": rows}

    def fees(self, call: Call) -> object:
        """Return what trading costs in some markets."""
        maker, taker = (plain(rate) for rate in self.engine.settlement.fees[Kind.SPOT])
        return [
            {
                "symbol": name,
                "makerFeeRate": maker,
                "takerFeeRate": taker,
                "actualMakerRate": maker,
                "actualTakerRate": taker,
            }
            for name in call.params["symbols"].split(",")
        ]


def _ticker(book: Book) -> dict[str, object]:
    return {
        "symbol": book.market.id,
        "open": float(book.last),
        "high": float(book.high),
        "low": float(book.low),
        "close": float(book.last),
        "amount": float(book.volume),
        "vol": float(fixed(book.volume * book.last)),
        "count": book.trades,
        "bid": float(book.bid),
        "bidSize": float(SIZE if book.bid_size is None else book.bid_size),
        "ask": float(book.ask),
        "askSize": float(SIZE if book.ask_size is None else book.ask_size),
    }
