"""Binance's endpoints for the spot account and its key."""

from ..core.engine import Engine
from ..core.market import Kind
from ..wire import Call, Route, Security, fixed, plain, text
from .errors import refusal

BASIS_POINTS = 10_000


class SpotAccount:
    """The spot account, its fees and what the key may do."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        return {
            ("GET", "/api/v3/account"): Route(
                name="account",
                handler=self.account,
                security=signed,
                optional={"omitZeroBalances": text},
                weight=20,
            ),
            ("GET", "/sapi/v1/system/status"): Route(
                name="status", handler=lambda _: {"status": 0, "msg": "normal"}
            ),
            ("GET", "/sapi/v1/account/apiRestrictions"): Route(
                name="key_permissions", handler=self.restrictions, security=signed
            ),
            ("GET", "/sapi/v1/account/info"): Route(
                name="account_info", handler=self.info, security=signed
            ),
            ("GET", "/sapi/v1/capital/config/getall"): Route(
                name="currencies", handler=self.currencies, security=signed, weight=10
            ),
            ("GET", "/sapi/v1/margin/allPairs"): Route(
                name="margin_pairs", handler=lambda _: [], security=signed
            ),
            ("GET", "/sapi/v1/margin/isolated/allPairs"): Route(
                name="margin_pairs", handler=lambda _: [], security=signed
            ),
            ("GET", "/sapi/v1/asset/tradeFee"): Route(
                name="fees",
                handler=self.fees,
                security=signed,
                optional={"symbol": text},
            ),
        }

    def info(self, _call: Call) -> object:
        """Return what the whole account has opened."""
        return {
            "vipLevel": 0,
            "isMarginEnabled": False,
            "isFutureEnabled": True,
            "isOptionsEnabled": False,
            "isPortfolioMarginRetailEnabled": self.engine.account.kind == "portfolio",
        }

    def account(self, call: Call) -> object:
        """Return the balances."""
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        leave_out = call.params.get("omitZeroBalances", "").lower() == "true"
        return {
            "makerCommission": int(maker * BASIS_POINTS),
            "takerCommission": int(taker * BASIS_POINTS),
            "buyerCommission": 0,
            "sellerCommission": 0,
            "commissionRates": {
                "maker": fixed(maker),
                "taker": fixed(taker),
                "buyer": "0.00000000",
                "seller": "0.00000000",
            },
            "canTrade": True,
            "canWithdraw": True,
            "canDeposit": True,
            "brokered": False,
            "requireSelfTradePrevention": False,
            "preventSor": False,
            "updateTime": self.engine.clock.ms(),
            "accountType": "SPOT",
            "balances": [
                {"asset": asset, "free": fixed(one.free), "locked": fixed(one.locked)}
                for asset, one in self.engine.account.spot.items()
                if one.total or not leave_out
            ],
            "permissions": ["SPOT"],
            "uid": 354937868,
        }

    def restrictions(self, call: Call) -> object:
        """Return what the key may do."""
        key = call.key
        assert key is not None
        return {
            "ipRestrict": key.ip_restricted,
            "createTime": 1_698_645_219_000,
            "enableReading": True,
            "enableWithdrawals": key.withdraw,
            "enableInternalTransfer": False,
            "enableMargin": False,
            "enableFutures": key.trade,
            "permitsUniversalTransfer": False,
            "enableVanillaOptions": False,
            "enableFixApiTrade": False,
            "enableFixReadOnly": False,
            "enableSpotAndMarginTrading": key.trade,
            "enablePortfolioMarginTrading": False,
        }

    def currencies(self, _call: Call) -> object:
        """List the assets."""
        return [
            {
                "coin": asset,
                "depositAllEnable": True,
                "withdrawAllEnable": True,
                "name": asset,
                "free": plain(one.free),
                "locked": plain(one.locked),
                "freeze": "0",
                "withdrawing": "0",
                "ipoing": "0",
                "ipoable": "0",
                "storage": "0",
                "isLegalMoney": False,
                "trading": True,
                "networkList": [],
            }
            for asset, one in self.engine.account.spot.items()
        ]

    def fees(self, call: Call) -> object:
        """List the fees by market."""
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        symbol = call.params.get("symbol")
        found = [
            {
                "symbol": book.market.id,
                "makerCommission": plain(maker),
                "takerCommission": plain(taker),
            }
            for book in self.engine.books.values()
            if book.market.kind is Kind.SPOT and symbol in {None, book.market.id}
        ]
        if not found:
            raise refusal(-1121, "Invalid symbol.")
        return found
