"""Crypto.com's public endpoints, and those of the account."""

from ..core.engine import Engine
from ..core.market import Book
from ..wire import Call, Route, Security, integer, places_of, plain, text
from . import format as write
from .guard import refusal


class CryptocomData:
    """Instruments, prices and balances of Crypto.com."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        path = "/exchange/v1/"
        candles = {"timeframe": text, "count": integer, "start_ts": integer, "end_ts": integer}
        return {
            ("GET", f"{path}public/get-instruments"): Route(
                name="markets", handler=self.instruments
            ),
            ("GET", f"{path}public/get-tickers"): Route(
                name="ticker", handler=self.tickers, optional={"instrument_name": text}
            ),
            ("GET", f"{path}public/get-candlestick"): Route(
                name="candles",
                handler=self.candles,
                required={"instrument_name": text},
                optional=candles,
            ),
            ("POST", f"{path}private/user-balance"): Route(
                name="account", handler=self.balance, security=Security.SIGNED
            ),
        }

    def book(self, call: Call, name: str) -> Book:
        """Return a market by Crypto.com's name of it."""
        for book in self.engine.books.values():
            if book.market.id == name:
                return book
        raise refusal(call, 209, "INVALID_INSTRUMENT")

    def instruments(self, _call: Call) -> object:
        """List the instruments: pairs of coins only."""
        return {"data": [self._instrument(book) for book in self.engine.books.values()]}

    def _instrument(self, book: Book) -> dict[str, object]:
        market = book.market
        return {
            "symbol": market.id,
            "inst_type": "CCY_PAIR",
            "display_name": f"{market.base}/{market.quote}",
            "base_ccy": market.base,
            "quote_ccy": market.quote,
            "quote_decimals": places_of(market.tick),
            "quantity_decimals": places_of(market.step),
            "price_tick_size": plain(market.tick),
            "qty_tick_size": plain(market.step),
            "max_leverage": "50",
            "tradable": not book.halted,
            "expiry_timestamp_ms": 0,
            "beta_product": False,
            "margin_buy_enabled": False,
            "margin_sell_enabled": False,
        }

    def tickers(self, call: Call) -> object:
        """Return the prices of one market, or of all."""
        now, wanted = self.engine.clock.ms(), call.params.get("instrument_name")
        books = [self.book(call, wanted)] if wanted else list(self.engine.books.values())
        return {"data": [write.ticker(book, now) for book in books]}

    def candles(self, call: Call) -> object:
        """Return no candles."""
        return {"interval": call.params.get("timeframe", "1m"), "data": []}

    def balance(self, _call: Call) -> object:
        """Return the balances in all coins, valued in dollars."""
        rows = [
            {
                "instrument_name": asset,
                "quantity": plain(held.total),
                "market_value": "0",
                "collateral_eligible": True,
                "haircut": "0",
                "collateral_amount": "0",
                "max_withdrawal_balance": plain(held.free),
                "reserved_qty": plain(held.locked),
            }
            for asset, held in self.engine.account.spot.items()
            if held.total
        ]
        return {
            "data": [
                {
                    "instrument_name": "USD",
                    "total_available_balance": "0",
                    "total_margin_balance": "0",
                    "total_cash_balance": "0",
                    "is_liquidating": False,
                    "position_balances": rows,
                }
            ]
        }
