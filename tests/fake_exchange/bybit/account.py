"""Bybit's endpoints for the account, its key and its positions."""

from collections.abc import Mapping

from ..core.account import Position
from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import Hand
from ..wire import Call, Check, Route, Security, integer, number, one_of, plain, text
from . import format as write
from .errors import refusal
from .guard import check_trading
from .lists import DAY_MS, cut, window
from .orders import CATEGORY

MODES = {"REGULAR_MARGIN": False, "ISOLATED_MARGIN": True}
LINEAR: Mapping[str, Check] = {"category": one_of("linear")}


class BybitAccount:
    """The unified account."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.account = engine.account

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        return {
            ("GET", "/v5/user/query-api"): Route(
                name="key_permissions", handler=self.key, security=signed
            ),
            ("GET", "/v5/account/info"): Route(name="settings", handler=self.info, security=signed),
            ("GET", "/v5/account/wallet-balance"): Route(
                name="account",
                handler=self.wallet,
                security=signed,
                required={"accountType": one_of("UNIFIED")},
                optional={"coin": text},
            ),
            ("GET", "/v5/account/transaction-log"): Route(
                name="transaction_log",
                handler=self.transactions,
                security=signed,
                optional={
                    "accountType": one_of("UNIFIED"),
                    "category": text,
                    "currency": text,
                    "baseCoin": text,
                    "type": text,
                    "startTime": integer,
                    "endTime": integer,
                    "limit": integer,
                    "cursor": text,
                },
            ),
            ("GET", "/v5/account/fee-rate"): Route(
                name="fees",
                handler=self.fees,
                security=signed,
                required=CATEGORY,
                optional={"symbol": text, "baseCoin": text},
            ),
            ("GET", "/v5/asset/coin/query-info"): Route(
                name="currencies",
                handler=lambda _: {"rows": []},
                security=signed,
                optional={"coin": text},
            ),
            ("POST", "/v5/account/set-margin-mode"): Route(
                name="set_margin_mode",
                handler=self.set_margin_mode,
                security=signed,
                required={"setMarginMode": one_of(*MODES, "PORTFOLIO_MARGIN")},
            ),
            ("GET", "/v5/position/list"): Route(
                name="positions",
                handler=self.positions,
                security=signed,
                required=LINEAR,
                optional={
                    "symbol": text,
                    "baseCoin": text,
                    "settleCoin": text,
                    "limit": integer,
                    "cursor": text,
                },
            ),
            ("POST", "/v5/position/set-leverage"): Route(
                name="set_leverage",
                handler=self.set_leverage,
                security=signed,
                required={**LINEAR, "symbol": text, "buyLeverage": number, "sellLeverage": number},
            ),
            ("POST", "/v5/position/switch-mode"): Route(
                name="set_position_mode",
                handler=self.switch_mode,
                security=signed,
                required={**LINEAR, "mode": one_of("0", "3")},
                optional={"symbol": text, "coin": text},
            ),
        }

    def _linear(self, call: Call) -> FakeMarket:
        market = write.by_category(self.engine, "linear").get(call.params["symbol"])
        if market is None:
            raise refusal(10001, "params error: symbol invalid")
        return market

    def key(self, call: Call) -> object:
        """Return what the key may do."""
        key = call.key
        assert key is not None
        return {
            "id": "13770661",
            "note": "tradehook",
            "apiKey": key.key,
            "readOnly": 0 if key.trade else 1,
            "secret": "",
            "permissions": {
                "ContractTrade": ["Order", "Position"] if key.trade else [],
                "Spot": ["SpotTrade"] if key.trade else [],
                "Wallet": ["AccountTransfer", "Withdraw"] if key.withdraw else [],
                "Options": [],
                "Derivatives": ["DerivativesTrade"] if key.trade else [],
                "CopyTrading": [],
                "BlockTrade": [],
                "Exchange": [],
                "NFT": [],
                "Affiliate": [],
                "Earn": [],
            },
            "ips": ["203.0.113.7"] if key.ip_restricted else ["*"],
            "type": 1,
            "deadlineDay": 83,
            "expiredAt": "2036-05-15T03:21:05Z",
            "createdAt": "2026-10-16T02:24:40Z",
            "unified": 0,
            "uta": 0 if self.account.kind == "classic" else 1,
            "userID": self.account.user_id,
            "inviterID": 0,
            "vipLevel": "No VIP",
            "mktMakerLevel": "0",
            "affiliateID": 0,
            "rsaPublicKey": "",
            "isMaster": True,
            "parentUid": "0",
            "kycLevel": "LEVEL_DEFAULT",
            "kycRegion": "",
        }

    def _margin_mode(self) -> str:
        if self.account.kind == "portfolio":
            return "PORTFOLIO_MARGIN"
        return "ISOLATED_MARGIN" if self.account.isolated else "REGULAR_MARGIN"

    def info(self, _call: Call) -> object:
        """Return what holds for the whole account."""
        return {
            "unifiedMarginStatus": 1 if self.account.kind == "classic" else 6,
            "marginMode": self._margin_mode(),
            "dcpStatus": "OFF",
            "timeWindow": 10,
            "smpGroup": 0,
            "isMasterTrader": False,
            "spotHedgingStatus": "OFF",
            "updatedTime": str(self.engine.clock.ms()),
        }

    def wallet(self, call: Call) -> object:
        """Return the balances."""
        only = frozenset(filter(None, call.params.get("coin", "").split(",")))
        return {"list": [write.wallet(self.engine, self.account, only)]}

    def transactions(self, call: Call) -> object:
        """List what has changed the wallet, newest first: of a day if it is not told which."""
        params = call.params
        since, until = window(call, self.engine.clock.ms(), usual=DAY_MS)
        wanted = params.get("type")
        found = [
            write.transaction(entry)
            for entry in reversed(self.engine.entries)
            if since <= entry.at <= until
            and wanted in {None, write.transaction_type(entry)}
            and params.get("currency") in {None, entry.asset}
            and (entry.market is not None or "category" not in params)
        ]
        chosen, cursor = cut(call, found, most=50, usual=20)
        return {"nextPageCursor": cursor, "list": chosen}

    def fees(self, call: Call) -> object:
        """Return the fees by market."""
        category = call.params["category"]
        maker, taker = self.engine.settlement.fees[Kind(category)]
        symbol = call.params.get("symbol")
        return {
            "category": "",
            "list": [
                {
                    "symbol": name,
                    "baseCoin": "",
                    "takerFeeRate": plain(taker),
                    "makerFeeRate": plain(maker),
                }
                for name in write.by_category(self.engine, category)
                if symbol in {None, name}
            ],
        }

    def positions(self, call: Call) -> object:
        """List the open positions; those of a named market also when flat."""
        params = call.params
        if "symbol" in params:
            market = self._linear(call)
            hedged = self.account.is_hedged(market)
            hands = (Hand.LONG, Hand.SHORT) if hedged else (Hand.BOTH,)
            found = [self.account.position(market, hand) for hand in hands]
        elif "settleCoin" in params or "baseCoin" in params:
            found = self.account.open_positions()
        else:
            raise refusal(10001, "params error: symbol or settleCoin is required")
        return {
            "nextPageCursor": "",
            "category": "linear",
            "list": [write.position(self.engine, one) for one in found],
        }

    def set_leverage(self, call: Call) -> object:
        """Set the leverage of a market."""
        check_trading(call)
        market = self._linear(call)
        buy, sell = call.decimal("buyLeverage"), call.decimal("sellLeverage")
        if buy != sell or buy is None:
            raise refusal(10001, "buy leverage not equal sell leverage")
        if not 1 <= buy <= market.max_leverage:
            raise refusal(110013, "cannot set leverage due to risk limit")
        if self.account.leverage(market) == buy:
            raise refusal(110043, "leverage not modified")
        self.account.leverages[market.symbol] = int(buy)
        for position in self._of(market):
            position.leverage = int(buy)
        return {}

    def set_margin_mode(self, call: Call) -> object:
        """Set the margin mode, of the whole account."""
        check_trading(call)
        isolated = MODES.get(call.params["setMarginMode"])
        if isolated is None:
            raise refusal(3400064, "Portfolio margin is not imitated.")
        if self.account.open_positions():
            raise refusal(110073, "Set margin mode failed")
        self.account.isolated = isolated
        for position in self.account.positions.values():
            position.isolated = isolated
        return {"reasons": []}

    def switch_mode(self, call: Call) -> object:
        """Set the position mode of a market, or of all that settle in a coin."""
        check_trading(call)
        hedged = call.params["mode"] == "3"
        if "symbol" in call.params:
            markets = [self._linear(call)]
        elif "coin" in call.params:
            markets = list(write.by_category(self.engine, "linear").values())
        else:
            raise refusal(10001, "params error: symbol or coin is required")
        if all(self.account.is_hedged(market) == hedged for market in markets):
            raise refusal(110025, "Position mode is not modified")
        for market in markets:
            if any(position.amount for position in self._of(market)):
                raise refusal(
                    110024, "You have an existing position, so position mode cannot be switched"
                )
            if self.engine.registry.open_in(market):
                raise refusal(110028, "Open orders exist, so you cannot change position mode")
        for market in markets:
            self.account.hedged_markets[market.symbol] = hedged
        return {}

    def _of(self, market: FakeMarket) -> list[Position]:
        return [one for one in self.account.positions.values() if one.market is market]
