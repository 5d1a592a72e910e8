"""Kraken Futures' endpoints for balances, positions, trades and leverage."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.market import Kind
from ..wire import Call, Check, Route, Security, number, text
from . import format as write
from .data import KrakenFuturesData
from .guard import check_trading, refusal
from .markets import QUOTE

PAGE = 100


class KrakenFuturesAccount:
    """The wallet of several kinds of collateral, called flex."""

    def __init__(self, engine: Engine, data: KrakenFuturesData) -> None:
        self.engine = engine
        self.account = engine.account
        self.data = data

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        api, signed = "/derivatives/api/v3", Security.SIGNED
        named: Mapping[str, Check] = {"symbol": text}
        return {
            ("GET", f"{api}/accounts"): Route(
                name="account", handler=self.accounts, security=signed
            ),
            ("GET", f"{api}/openpositions"): Route(
                name="positions", handler=self.positions, security=signed
            ),
            ("GET", f"{api}/fills"): Route(
                name="my_trades",
                handler=self.fills,
                security=signed,
                optional={"lastFillTime": text},
            ),
            ("GET", f"{api}/leveragepreferences"): Route(
                name="leverage", handler=self.leverages, security=signed, optional=named
            ),
            ("PUT", f"{api}/leveragepreferences"): Route(
                name="set_leverage",
                handler=self.set_leverage,
                security=signed,
                required=named,
                optional={"maxLeverage": number},
            ),
        }

    def accounts(self, _call: Call) -> object:
        """Return the balances."""
        settlement = self.engine.settlement
        rows = {}
        for asset, holding in self.account.linear.items():
            free = settlement.free(Kind.LINEAR, asset)
            rows[asset] = {
                "quantity": write.number(holding.total),
                "value": write.number(holding.total),
                "collateral": write.number(holding.total),
                "available": write.number(min(free, holding.total)),
            }
        profit = settlement.profit()
        total = self.account.holding(Kind.LINEAR, QUOTE).total
        flex = {
            "type": "multiCollateralMarginAccount",
            "currencies": rows,
            "initialMargin": write.number(settlement.margin_used()),
            "initialMarginWithOrders": write.number(
                settlement.margin_used() + settlement.order_margin()
            ),
            "maintenanceMargin": write.number(settlement.margin_used() / 2),
            "balanceValue": write.number(total),
            "portfolioValue": write.number(total + profit),
            "collateralValue": write.number(total),
            "pnl": write.number(profit),
            "availableMargin": write.number(settlement.free(Kind.LINEAR, QUOTE)),
            "marginEquity": write.number(total + profit),
        }
        cash = {"type": "cashAccount", "balances": {"usd": 0.0, "xbt": 0.0}}
        return {"accounts": {"cash": cash, "flex": flex}}

    def positions(self, _call: Call) -> object:
        """List the open positions."""
        at = write.moment(self.engine.clock.ms())
        return {"openPositions": [write.position(one, at) for one in self.account.open_positions()]}

    def fills(self, call: Call) -> object:
        """List the newest trades, or those before a moment: no more than a page of them."""
        registry, last = self.engine.registry, call.params.get("lastFillTime")
        shown: dict[int, bool] = {}
        found = []
        for one in registry.fills:
            order = registry.orders[one.order_id]
            if one.order_id not in shown:
                shown[one.order_id] = registry.seen(order)
            if shown[one.order_id] and (last is None or write.moment(one.at) < last):
                found.append(write.fill(one, order.client_id))
        return {"fills": found[: -PAGE - 1 : -1]}

    def leverages(self, call: Call) -> object:
        """List the markets with a leverage of their own: they are isolated."""
        wanted = call.params.get("symbol", "").upper()
        rows = [
            {"symbol": book.market.id, "maxLeverage": float(self.account.leverage(book.market))}
            for book in self.engine.books.values()
            if self.account.is_isolated(book.market) and wanted in {"", book.market.id}
        ]
        return {"leveragePreferences": rows}

    def set_leverage(self, call: Call) -> object:
        """Isolate a market with a leverage; without one it shares its margin."""
        check_trading(call)
        book, most = self.data.book(call.params["symbol"]), call.decimal("maxLeverage")
        if book is None:
            raise refusal("invalidArgument: symbol")
        market = book.market
        held = [one for one in self.account.positions.values() if one.market is market]
        isolated = most is not None
        if most is not None and not 1 <= most <= market.max_leverage:
            raise refusal("invalidArgument: maxLeverage")
        if any(one.amount and one.isolated != isolated for one in held):
            raise refusal("wouldCauseLiquidation")
        self.account.margin_modes[market.symbol] = isolated
        leverage = int(most or market.max_leverage)
        self.account.leverages[market.symbol] = leverage
        for one in held:
            one.leverage, one.isolated = leverage, isolated
        return {}
