"""KuCoin's endpoints for the futures account: its money, positions and modes."""

from ..core.account import Position
from ..core.engine import Engine
from ..core.market import Kind
from ..core.orders import ZERO
from ..wire import Call, Route, Security, one_of, pattern, text
from . import futures_format as write
from .account import Tokens
from .errors import refusal
from .futures_data import SYMBOL, FuturesData
from .guard import check_trading

IN_USE = ("330003", "There are open orders or positions, the mode cannot be switched.")


class FuturesAccount:
    """The futures account."""

    def __init__(self, engine: Engine, data: FuturesData, tokens: Tokens) -> None:
        self.engine = engine
        self.account = engine.account
        self.data = data
        self.tokens = tokens

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        modes = one_of("ISOLATED", "CROSS")
        return {
            ("GET", "/api/v1/account-overview"): Route(
                name="account", handler=self.overview, security=signed, optional={"currency": text}
            ),
            ("GET", "/api/v1/positions"): Route(
                name="positions",
                handler=self.positions,
                security=signed,
                optional={"currency": text},
            ),
            ("GET", "/api/v2/position/getMarginMode"): Route(
                name="settings", handler=self.margin_mode, security=signed, required=SYMBOL
            ),
            ("POST", "/api/v2/position/changeMarginMode"): Route(
                name="set_margin_mode",
                handler=self.set_margin_mode,
                security=signed,
                required={**SYMBOL, "marginMode": modes},
            ),
            ("GET", "/api/v2/position/getPositionMode"): Route(
                name="settings", handler=self.position_mode, security=signed
            ),
            ("POST", "/api/v2/position/switchPositionMode"): Route(
                name="set_position_mode",
                handler=self.set_position_mode,
                security=signed,
                required={"positionMode": one_of("0", "1")},
            ),
            ("GET", "/api/v2/getCrossUserLeverage"): Route(
                name="settings", handler=self.leverage, security=signed, required=SYMBOL
            ),
            ("POST", "/api/v2/changeCrossUserLeverage"): Route(
                name="set_leverage",
                handler=self.set_leverage,
                security=signed,
                required={**SYMBOL, "leverage": pattern(r"\d+(\.\d+)?")},
            ),
            ("POST", "/api/v1/bullet-public"): Route(
                name="token", handler=lambda call: self.tokens.public(call, Kind.LINEAR)
            ),
            ("POST", "/api/v1/bullet-private"): Route(
                name="token",
                handler=lambda call: self.tokens.private(call, Kind.LINEAR),
                security=signed,
            ),
        }

    def overview(self, call: Call) -> object:
        """Return what there is of a currency; without one, of bitcoin."""
        return self.money(call.params.get("currency", "XBT"))

    def money(self, currency: str) -> dict[str, object]:
        """Return what there is of a currency."""
        if currency != "USDT":
            # Nothing that is traded here settles in it.
            held = float(self.account.holding(Kind.LINEAR, currency).total)
            whole = ("accountEquity", "marginBalance", "availableBalance", "maxWithdrawAmount")
            none = ("unrealisedPNL", "positionMargin", "orderMargin", "frozenFunds", "riskRatio")
            parts = dict.fromkeys(whole, held) | dict.fromkeys(none, 0)
            return {**parts, "currency": currency}
        settlement = self.engine.settlement
        total = self.account.holding(Kind.LINEAR, "USDT").total
        positions = self.account.open_positions()
        profit = sum((one.profit(settlement.mark(one.market)) for one in positions), ZERO)
        free = settlement.free(Kind.LINEAR, "USDT")
        return {
            "accountEquity": float(total + profit),
            "unrealisedPNL": float(profit),
            "marginBalance": float(total),
            "positionMargin": float(settlement.margin_used()),
            "orderMargin": float(settlement.order_margin()),
            "frozenFunds": 0,
            "availableBalance": float(free),
            "currency": "USDT",
            "riskRatio": 0,
            "maxWithdrawAmount": float(free),
        }

    def positions(self, call: Call) -> object:
        """List the open positions."""
        wanted = call.params.get("currency")
        found = self.account.open_positions()
        return [
            write.position(self.engine, one) for one in found if wanted in {None, one.market.quote}
        ]

    def margin_mode(self, call: Call) -> object:
        """Return the margin mode of a market."""
        market = self.data.market(call)
        return {"symbol": market.id, "marginMode": write.mode(self.account.is_isolated(market))}

    def set_margin_mode(self, call: Call) -> object:
        """Set the margin mode of a market in which there is nothing."""
        check_trading(call)
        market, isolated = self.data.market(call), call.params["marginMode"] == "ISOLATED"
        if isolated != self.account.is_isolated(market):
            held = [one for one in self._of(call) if one.amount]
            if held or self.engine.registry.open_in(market):
                raise refusal(*IN_USE)
            self.account.margin_modes[market.symbol] = isolated
            for position in self._of(call):
                position.isolated = isolated
        return {"symbol": market.id, "marginMode": write.mode(isolated)}

    def _of(self, call: Call) -> list[Position]:
        market = self.data.market(call)
        return [one for one in self.account.positions.values() if one.market is market]

    def position_mode(self, _call: Call) -> object:
        """Return whether long and short are kept apart."""
        return {"positionMode": 1 if self.account.hedge else 0}

    def set_position_mode(self, call: Call) -> object:
        """Keep long and short apart, or not, when there is nothing."""
        check_trading(call)
        hedge = call.params["positionMode"] == "1"
        if hedge != self.account.hedge and self.account.open_positions():
            raise refusal(*IN_USE)
        self.account.hedge = hedge
        return {"positionMode": 1 if hedge else 0}

    def leverage(self, call: Call) -> object:
        """Return the leverage of a market's cross positions."""
        market = self.data.market(call)
        return {"symbol": market.id, "leverage": str(self.account.leverage(market))}

    def set_leverage(self, call: Call) -> object:
        """Set the leverage of a market's cross positions."""
        check_trading(call)
        market, leverage = self.data.market(call), call.decimal("leverage")
        if leverage is None or not 1 <= leverage <= market.max_leverage:
            raise refusal("300016", "Leverage cannot be greater than the limit.")
        self.account.leverages[market.symbol] = int(leverage)
        for position in self._of(call):
            if not position.isolated:
                position.leverage = int(leverage)
        return True
