"""The classic interface (v2): balances of two accounts, the key, positions and settings."""

from collections.abc import Mapping

from ..core.market import Kind
from ..wire import Call, Check, Route, Security, number, one_of, text
from . import format as write
from .classic_orders import LINEAR
from .data import BitgetData
from .desk import Desk
from .errors import refusal
from .guard import check_trading

MARKET: Mapping[str, Check] = {**LINEAR, "symbol": text, "marginCoin": text}


class ClassicAccount:
    """What is not an order."""

    def __init__(self, desk: Desk, data: BitgetData) -> None:
        self.desk = desk
        self.data = data
        self.engine = desk.engine
        self.account = desk.account

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        return {
            ("GET", "/api/v2/spot/account/info"): Route(
                name="key_permissions", handler=self.key, security=signed
            ),
            ("GET", "/api/v2/spot/account/assets"): Route(
                name="account",
                handler=self.spot_assets,
                security=signed,
                optional={"coin": text, "assetType": one_of("hold_only", "all")},
            ),
            ("GET", "/api/v2/mix/account/accounts"): Route(
                name="account",
                handler=lambda _: [write.mix_account(self.engine)],
                security=signed,
                required=LINEAR,
            ),
            ("GET", "/api/v2/mix/account/account"): Route(
                name="settings", handler=self.settings, security=signed, required=MARKET
            ),
            ("GET", "/api/v2/mix/position/all-position"): Route(
                name="positions",
                handler=self.positions,
                security=signed,
                required=LINEAR,
                optional={"marginCoin": text},
            ),
            ("POST", "/api/v2/mix/account/set-leverage"): Route(
                name="set_leverage",
                handler=self.set_leverage,
                security=signed,
                required={**MARKET, "leverage": number},
                optional={
                    "holdSide": one_of("long", "short"),
                    "longLeverage": number,
                    "shortLeverage": number,
                },
            ),
            ("POST", "/api/v2/mix/account/set-margin-mode"): Route(
                name="set_margin_mode",
                handler=self.set_margin_mode,
                security=signed,
                required={**MARKET, "marginMode": one_of("isolated", "crossed")},
            ),
            ("POST", "/api/v2/mix/account/set-position-mode"): Route(
                name="set_position_mode",
                handler=self.set_position_mode,
                security=signed,
                required={**LINEAR, "posMode": one_of("one_way_mode", "hedge_mode")},
            ),
        }

    def key(self, call: Call) -> object:
        """Return what the key may do."""
        key = call.key
        assert key is not None
        granted = ["coor", "cpor", "stor"]
        granted += ["coow", "cpow", "stow"] if key.trade else []
        granted += ["wwow"] if key.withdraw else []
        return {
            "userId": "1234567890",
            "inviterId": "",
            "ips": "203.0.113.7" if key.ip_restricted else "",
            "authorities": granted,
            "parentId": "0",
            "traderType": "",
            "channelCode": "",
            "channel": "",
            "regisTime": "1700000000000",
        }

    def spot_assets(self, call: Call) -> object:
        """List what there is of coins."""
        only = call.params.get("coin")
        return [
            write.spot_asset(self.engine, asset)
            for asset, holding in self.account.spot.items()
            if holding.total and only in {None, asset}
        ]

    def settings(self, call: Call) -> object:
        """Return the futures account and how it keeps a market."""
        market = self.data.market(Kind.LINEAR, call.params["symbol"])
        leverage = self.account.leverage(market)
        hedged = self.account.is_hedged(market)
        return {
            **write.mix_account(self.engine),
            "crossedMarginLeverage": leverage,
            "isolatedLongLever": leverage,
            "isolatedShortLever": leverage,
            "marginMode": "isolated" if self.account.is_isolated(market) else "crossed",
            "posMode": "hedge_mode" if hedged else "one_way_mode",
        }

    def positions(self, _call: Call) -> object:
        """List the open positions."""
        return [write.position(self.engine, one) for one in self.account.open_positions()]

    def set_leverage(self, call: Call) -> object:
        """Set the leverage of a market."""
        check_trading(call)
        market = self.data.market(Kind.LINEAR, call.params["symbol"])
        isolated = self.account.is_isolated(market)
        self.desk.check_both_sides(market, call.params, isolated=isolated)
        self.desk.set_leverage(market, int(call.decimal("leverage") or 0))
        return self._set(call)

    def set_margin_mode(self, call: Call) -> object:
        """Set the margin mode of a market."""
        check_trading(call)
        market = self.data.market(Kind.LINEAR, call.params["symbol"])
        self.desk.set_margin(market, isolated=call.params["marginMode"] == "isolated")
        return self._set(call)

    def _set(self, call: Call) -> object:
        market = self.data.market(Kind.LINEAR, call.params["symbol"])
        leverage = str(self.account.leverage(market))
        return {
            "symbol": market.id,
            "marginCoin": "USDT",
            "longLeverage": leverage,
            "shortLeverage": leverage,
            "crossMarginLeverage": leverage,
            "marginMode": "isolated" if self.account.is_isolated(market) else "crossed",
        }

    def set_position_mode(self, call: Call) -> object:
        """Set the position mode of all perpetuals."""
        check_trading(call)
        if self.account.open_positions():
            raise refusal(40920, "Position or order exists, the position mode cannot be switched")
        self.account.hedge = call.params["posMode"] == "hedge_mode"
        return {"posMode": call.params["posMode"]}
