"""Coinbase's public endpoints, and those of the account."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..core.account import Holding
from ..core.engine import Engine
from ..core.market import Book, Kind
from ..wire import Call, Check, Route, Security, boolean, integer, one_of, plain, text
from . import format as write
from .guard import refusal

SIZE: Final = Decimal(10)
FIATS: Final = frozenset({"USD", "EUR", "GBP"})
MOST_ACCOUNTS: Final = 250
USUAL_ACCOUNTS: Final = 49
ALIASES: Final[Mapping[str, str]] = {"BTC-USDC": "BTC-USD"}
LISTED: Mapping[str, Check] = {
    "limit": integer,
    "offset": integer,
    "product_type": one_of("SPOT", "FUTURE"),
    "product_ids": text,
    "contract_expiry_type": one_of("PERPETUAL", "EXPIRING"),
    "expiring_contract_status": text,
    "get_all_products": boolean,
}


class CoinbaseData:
    """Products, prices and wallets of Coinbase."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints; `{id}` stands for a product or an order."""
        public, private, signed = "/api/v3/brokerage/market/", "/api/v3/brokerage/", Security.SIGNED
        private_list = {**LISTED, "get_tradability_status": boolean}
        return {
            ("GET", "/v2/time"): Route(name="time", handler=self.time),
            ("GET", f"{private}time"): Route(name="time", handler=self.time_v3),
            ("GET", f"{public}products"): Route(
                name="markets", handler=self.products, optional=LISTED
            ),
            ("GET", f"{private}products"): Route(
                name="markets", handler=self.products, security=signed, optional=private_list
            ),
            ("GET", f"{public}products/{{id}}/ticker"): Route(
                name="ticker",
                handler=self.ticker,
                required={"id": text},
                optional={"limit": integer, "start": text, "end": text},
            ),
            ("GET", f"{public}products/{{id}}/candles"): Route(
                name="candles",
                handler=self.candles,
                required={"id": text},
                optional={"start": text, "end": text, "granularity": text, "limit": integer},
            ),
            ("GET", f"{private}best_bid_ask"): Route(
                name="ticker", handler=self.best, security=signed, optional={"product_ids": text}
            ),
            ("GET", f"{private}accounts"): Route(
                name="account",
                handler=self.accounts,
                security=signed,
                optional={"limit": integer, "cursor": text},
            ),
            ("GET", f"{private}transaction_summary"): Route(
                name="fees",
                handler=self.summary,
                security=signed,
                optional={"product_type": text, "contract_expiry_type": text},
            ),
            ("GET", f"{private}key_permissions"): Route(
                name="key_permissions", handler=self.permissions, security=signed
            ),
        }

    def time(self, _call: Call) -> object:
        """Return the time, as the older interface does."""
        now = self.engine.clock.ms()
        return {"data": {"iso": write.iso(now), "epoch": now // 1000}}

    def time_v3(self, _call: Call) -> object:
        """Return the time."""
        now = self.engine.clock.ms()
        return {
            "iso": write.iso(now),
            "epochSeconds": str(now // 1000),
            "epochMillis": str(now),
        }

    def book(self, name: str) -> Book:
        """Return a market by Coinbase's name of it."""
        for book in self.engine.books.values():
            if book.market.id == name:
                return book
        raise refusal("NOT_FOUND", f"valid product_id is required: {name}", 404)

    def products(self, call: Call) -> object:
        """List the products: coins only."""
        wanted = call.params.get("product_ids")
        spot = call.params.get("product_type", "SPOT") == "SPOT"
        found = [
            self._product(book)
            for book in self.engine.books.values()
            if spot and (wanted is None or book.market.id in wanted.split(","))
        ]
        return {"products": found, "num_products": len(found)}

    def _product(self, book: Book) -> dict[str, object]:
        market = book.market
        alias = ALIASES.get(market.id, "")
        return {
            "product_id": market.id,
            "price": plain(book.last),
            "price_percentage_change_24h": "0",
            "volume_24h": plain(book.volume),
            "volume_percentage_change_24h": "0",
            "base_increment": plain(market.step),
            "quote_increment": plain(market.tick),
            "quote_min_size": plain(market.min_cost),
            "quote_max_size": "150000000",
            "base_min_size": plain(market.min_amount),
            "base_max_size": plain(market.max_amount),
            "base_name": market.base,
            "quote_name": market.quote,
            "watched": False,
            "is_disabled": False,
            "new": False,
            "status": "online",
            "cancel_only": book.halted,
            "limit_only": False,
            "post_only": False,
            "trading_disabled": book.halted,
            "auction_mode": False,
            "product_type": "SPOT",
            "quote_currency_id": market.quote,
            "base_currency_id": market.base,
            "fcm_trading_session_details": None,
            "mid_market_price": "",
            "alias": alias,
            "alias_to": [name for name, to in ALIASES.items() if to == market.id],
            "base_display_symbol": market.base,
            "quote_display_symbol": market.quote,
            "view_only": False,
            "price_increment": plain(market.tick),
            "display_name": market.id,
            "product_venue": "CBE",
            "approximate_quote_24h_volume": plain(book.volume * book.last),
        }

    def ticker(self, call: Call) -> object:
        """Return the last trade with the best prices."""
        book = self.book(call.params["id"])
        trade = {
            "trade_id": str(book.trades),
            "product_id": book.market.id,
            "price": plain(book.last),
            "size": "1",
            "time": write.iso(self.engine.clock.ms()),
            "side": "BUY",
            "bid": "",
            "ask": "",
        }
        return {
            "trades": [trade],
            "best_bid": plain(book.bid),
            "best_ask": plain(book.ask),
        }

    def candles(self, _call: Call) -> object:
        """Return no candles."""
        return {"candles": []}

    def best(self, call: Call) -> object:
        """Return the best prices of some products, or of all."""
        wanted = call.params.get("product_ids")
        return {
            "pricebooks": [
                {
                    "product_id": book.market.id,
                    "bids": [{"price": plain(book.bid), "size": plain(book.bid_size or SIZE)}],
                    "asks": [{"price": plain(book.ask), "size": plain(book.ask_size or SIZE)}],
                    "time": write.iso(self.engine.clock.ms()),
                }
                for book in self.engine.books.values()
                if wanted is None or book.market.id in wanted.split(",")
            ]
        }

    def accounts(self, call: Call) -> object:
        """List the wallets of the key's portfolio, in pages of at most 250."""
        limit = call.integer("limit") or USUAL_ACCOUNTS
        if limit > MOST_ACCOUNTS:
            raise refusal("INVALID_ARGUMENT", "limit must not exceed 250")
        first = int(call.params.get("cursor") or 0)
        wallets = list(self.engine.account.spot.items())
        page = wallets[first : first + limit]
        more = first + limit < len(wallets)
        return {
            "accounts": [_wallet(index, *one) for index, one in enumerate(page, first)],
            "has_next": more,
            "cursor": str(first + limit) if more else "",
            "size": len(page),
        }

    def summary(self, _call: Call) -> object:
        """Return what trading costs the account."""
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        return {
            "total_volume": 0,
            "total_fees": 0,
            "fee_tier": {
                "pricing_tier": "Advanced 1",
                "usd_from": "0",
                "usd_to": "1000",
                "taker_fee_rate": plain(taker),
                "maker_fee_rate": plain(maker),
            },
            "margin_rate": None,
            "goods_and_services_tax": None,
            "total_balance": "",
        }

    def permissions(self, call: Call) -> object:
        """Return what the key may do, and which portfolio it is of."""
        assert call.key is not None
        return {
            "can_view": True,
            "can_trade": call.key.trade,
            "can_transfer": call.key.withdraw,
            "portfolio_uuid": write.PORTFOLIO,
            "portfolio_type": "DEFAULT",
        }


def _wallet(index: int, asset: str, held: Holding) -> dict[str, object]:
    return {
        "uuid": f"00000000-0000-4000-a000-{index:012d}",
        "name": f"{asset} Wallet",
        "currency": asset,
        "available_balance": {"value": plain(held.free), "currency": asset},
        "default": True,
        "active": True,
        "created_at": "2023-01-04T06:20:06.456Z",
        "updated_at": "2023-01-04T06:20:07.181Z",
        "deleted_at": None,
        "type": "ACCOUNT_TYPE_FIAT" if asset in FIATS else "ACCOUNT_TYPE_CRYPTO",
        "ready": True,
        "hold": {"value": plain(held.locked), "currency": asset},
        "retail_portfolio_id": write.PORTFOLIO,
        "platform": "ACCOUNT_PLATFORM_CONSUMER",
    }
