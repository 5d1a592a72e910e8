"""Kraken's public endpoints, and those of the account."""

from collections.abc import Mapping
from decimal import Decimal
import secrets

from ..core.engine import Engine
from ..core.market import Book, Kind
from ..wire import Call, Check, Route, Security, fixed, integer, places_of, plain, text
from . import format as write, names
from .guard import refusal
from .orders import KrakenOrders

SIZE = Decimal(10)
PAIR: Mapping[str, Check] = {"pair": text}
TOKEN_SECONDS = 900


class KrakenData:
    """Markets, prices and balances of Kraken."""

    def __init__(self, engine: Engine, orders: KrakenOrders) -> None:
        self.engine = engine
        self.orders = orders
        self.tokens: set[str] = set()

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        public, private, signed = "/0/public/", "/0/private/", Security.SIGNED
        return {
            ("GET", f"{public}Time"): Route(name="time", handler=self.time),
            ("GET", f"{public}SystemStatus"): Route(name="status", handler=self.status),
            ("GET", f"{public}Assets"): Route(
                name="currencies", handler=self.assets, optional={"asset": text, "aclass": text}
            ),
            ("GET", f"{public}AssetPairs"): Route(
                name="markets", handler=self.pairs, optional={**PAIR, "info": text}
            ),
            ("GET", f"{public}Ticker"): Route(name="ticker", handler=self.ticker, optional=PAIR),
            ("GET", f"{public}Depth"): Route(
                name="order_book", handler=self.depth, required=PAIR, optional={"count": integer}
            ),
            ("POST", f"{private}BalanceEx"): Route(
                name="account", handler=self.balance_ex, security=signed
            ),
            ("POST", f"{private}Balance"): Route(
                name="account", handler=self.balance, security=signed
            ),
            ("POST", f"{private}TradeVolume"): Route(
                name="fees",
                handler=self.volume,
                security=signed,
                optional={**PAIR, "fee-info": text},
            ),
            ("POST", f"{private}GetWebSocketsToken"): Route(
                name="token", handler=self.token, security=signed
            ),
            ("POST", f"{private}GetApiKeyInfo"): Route(
                name="key_permissions", handler=self.key, security=signed
            ),
        }

    def time(self, _call: Call) -> object:
        """Return the time."""
        now = self.engine.clock.ms()
        return {"unixtime": now // 1000, "rfc1123": names.iso(now)}

    def status(self, _call: Call) -> object:
        """Return that everything works."""
        return {"status": "online", "timestamp": names.iso(self.engine.clock.ms())}

    def assets(self, _call: Call) -> object:
        """List the assets."""
        return {
            name: {
                "aclass": "currency",
                "altname": names.short(code),
                "decimals": 10,
                "display_decimals": 5,
                "status": "enabled",
            }
            for code, name in names.ASSETS.items()
        }

    def _chosen(self, call: Call) -> list[Book]:
        wanted = call.params.get("pair")
        if wanted is None:
            return list(self.engine.books.values())
        return [self.engine.books[self.orders.market(one).symbol] for one in wanted.split(",")]

    def pairs(self, call: Call) -> object:
        """List the markets."""
        return {book.market.id: self._pair(book) for book in self._chosen(call)}

    def _pair(self, book: Book) -> dict[str, object]:
        market = book.market
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        return {
            "altname": names.alt_name(market),
            "wsname": names.ws_name(market),
            "aclass_base": "currency",
            "base": names.asset(market.base),
            "aclass_quote": "currency",
            "quote": names.asset(market.quote),
            "lot": "unit",
            "cost_decimals": 5,
            "pair_decimals": places_of(market.tick),
            "lot_decimals": places_of(market.step),
            "lot_multiplier": 1,
            "leverage_buy": [],
            "leverage_sell": [],
            "fees": [[0, float(taker * 100)]],
            "fees_maker": [[0, float(maker * 100)]],
            "fee_volume_currency": "ZUSD",
            "margin_call": 80,
            "margin_stop": 40,
            "ordermin": plain(market.min_amount),
            "costmin": plain(market.min_cost),
            "tick_size": plain(market.tick),
            "status": "cancel_only" if book.halted else "online",
        }

    def ticker(self, call: Call) -> object:
        """List the prices."""
        return {book.market.id: _ticker(book) for book in self._chosen(call)}

    def depth(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        (book,) = self._chosen(call)
        now = self.engine.clock.ms() // 1000
        bid = fixed(SIZE if book.bid_size is None else book.bid_size, 3)
        ask = fixed(SIZE if book.ask_size is None else book.ask_size, 3)
        return {
            book.market.id: {
                "bids": [[fixed(book.bid, 5), bid, now]],
                "asks": [[fixed(book.ask, 5), ask, now]],
            }
        }

    def balance_ex(self, _call: Call) -> object:
        """Return the balances with what orders hold."""
        return {
            names.asset(code): {
                "balance": write.amount(one.total),
                "hold_trade": write.amount(one.locked),
            }
            for code, one in self.engine.account.spot.items()
        }

    def balance(self, _call: Call) -> object:
        """Return the balances."""
        return {
            names.asset(code): write.amount(one.total)
            for code, one in self.engine.account.spot.items()
        }

    def volume(self, call: Call) -> object:
        """Return the fees of markets."""
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        books = self._chosen(call) if "pair" in call.params else []
        return {
            "currency": "ZUSD",
            "volume": "0.0000",
            "fees": {book.market.id: _fee(taker) for book in books},
            "fees_maker": {book.market.id: _fee(maker) for book in books},
        }

    def token(self, _call: Call) -> object:
        """Return what opens the private streams."""
        token = secrets.token_urlsafe(32)
        self.tokens.add(token)
        return {"token": token, "expires": TOKEN_SECONDS}

    def key(self, call: Call) -> object:
        """Return what the key may do."""
        key = call.key
        if key is None:
            raise refusal("EAPI:Invalid key")
        trading = ["modify-trades", "close-trades"] if key.trade else []
        return {
            "apiKeyName": "tradehook",
            "apiKey": key.key,
            "nonce": "0",
            "nonceWindow": 0,
            "permissions": [
                "query-funds",
                "query-open-trades",
                "query-closed-trades",
                *trading,
                *(["withdraw-funds"] if key.withdraw else []),
            ],
            "iban": "AA11 N84G ABCD EFGH",
            "validUntil": "0",
            "queryFrom": "0",
            "queryTo": "0",
            "createdTime": "1772000000",
            "modifiedTime": "1772000000",
            "ipAllowlist": ["203.0.113.7"] if key.ip_restricted else [],
            "lastUsed": str(self.engine.clock.ms() // 1000),
        }


def _fee(rate: Decimal) -> dict[str, object]:
    percent = fixed(rate * 100, 4)
    return {
        "fee": percent,
        "minfee": percent,
        "maxfee": percent,
        "nextfee": None,
        "nextvolume": None,
        "tiervolume": "0.0000",
    }


def _ticker(book: Book) -> dict[str, object]:
    bid = fixed(SIZE if book.bid_size is None else book.bid_size, 3)
    ask = fixed(SIZE if book.ask_size is None else book.ask_size, 3)
    last, volume = fixed(book.last, 5), fixed(book.volume)
    return {
        "a": [fixed(book.ask, 5), "1", ask],
        "b": [fixed(book.bid, 5), "1", bid],
        "c": [last, "0.10000000"],
        "v": [volume, volume],
        "p": [last, last],
        "t": [book.trades, book.trades],
        "l": [fixed(book.low, 5), fixed(book.low, 5)],
        "h": [fixed(book.high, 5), fixed(book.high, 5)],
        "o": last,
    }
