"""The interface of unified accounts (v3): orders, strategies, lists, balances and settings."""

from collections.abc import Callable, Iterable, Mapping

from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Fill, Force, Hand, Order, Side, TriggerBy
from ..wire import Call, Check, Route, Security, integer, number, one_of, pattern, text
from . import ids, unified_format as write
from .classic_orders import FORCES
from .data import BitgetData
from .desk import Desk, stop_at
from .errors import bad, refusal
from .guard import check_trading

DAY_MS = 86_400_000
REMEMBERED_MS = 90 * DAY_MS
AT_ONCE_MS = 30 * DAY_MS
MOST = 100
KINDS = {"SPOT": Kind.SPOT, "USDT-FUTURES": Kind.LINEAR}
BY = {"market": TriggerBy.LAST, "mark": TriggerBy.MARK}
CATEGORY: Mapping[str, Check] = {"category": one_of("SPOT", "USDT-FUTURES")}
LINEAR: Mapping[str, Check] = {"category": one_of("USDT-FUTURES")}
CLIENT_ID = pattern(r"[\.A-Z\:/a-z0-9_\-]{1,32}")
SIDE: Mapping[str, Check] = {"side": one_of("buy", "sell"), "posSide": one_of("long", "short")}
WHICH: Mapping[str, Check] = {"orderId": text, "clientOid": text}
PAGE: Mapping[str, Check] = {
    "startTime": integer,
    "endTime": integer,
    "limit": integer,
    "cursor": text,
}


class Unified:
    """What a unified account can be asked for and told."""

    def __init__(self, desk: Desk, data: BitgetData) -> None:
        self.desk = desk
        self.data = data
        self.engine: Engine = desk.engine
        self.account = desk.account

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        margin: Mapping[str, Check] = {"marginMode": one_of("crossed", "isolated")}
        return {
            ("POST", "/api/v3/trade/place-order"): Route(
                name="create_order",
                handler=self.place,
                security=signed,
                required={
                    **CATEGORY,
                    "symbol": text,
                    "qty": number,
                    "side": SIDE["side"],
                    "orderType": one_of("limit", "market"),
                },
                optional={
                    **margin,
                    "price": number,
                    "timeInForce": one_of(*FORCES),
                    "posSide": SIDE["posSide"],
                    "clientOid": CLIENT_ID,
                    "reduceOnly": one_of("yes", "no"),
                },
            ),
            ("POST", "/api/v3/trade/cancel-order"): Route(
                name="cancel_order",
                handler=self.cancel,
                security=signed,
                optional={**WHICH, **CATEGORY, "symbol": text},
            ),
            ("POST", "/api/v3/trade/place-strategy-order"): Route(
                name="create_algo_order",
                handler=self.place_strategy,
                security=signed,
                required={**LINEAR, "symbol": text, "posSide": SIDE["posSide"], "qty": number},
                optional={
                    "clientOid": CLIENT_ID,
                    "type": one_of("tpsl"),
                    "tpslMode": one_of("full", "partial"),
                    "side": SIDE["side"],
                    "slTriggerBy": one_of(*BY),
                    "stopLoss": number,
                    "slOrderType": one_of("market"),
                },
            ),
            ("POST", "/api/v3/trade/cancel-strategy-order"): Route(
                name="cancel_algo_order",
                handler=self.cancel_strategy,
                security=signed,
                optional={**WHICH, "symbol": text},  # overlooked
            ),
            ("GET", "/api/v3/trade/order-info"): Route(
                name="query_order", handler=self.order, security=signed, optional=WHICH
            ),
            ("GET", "/api/v3/trade/unfilled-orders"): Route(
                name="open_orders",
                handler=self.open_orders,
                security=signed,
                optional={**CATEGORY, **PAGE, "symbol": text},
            ),
            ("GET", "/api/v3/trade/history-orders"): Route(
                name="all_orders",
                handler=self.history,
                security=signed,
                required=CATEGORY,
                optional={**PAGE, "symbol": text},
            ),
            ("GET", "/api/v3/trade/fills"): Route(
                name="my_trades",
                handler=self.fills,
                security=signed,
                optional={**CATEGORY, **PAGE, "orderId": text},
            ),
            ("GET", "/api/v3/trade/unfilled-strategy-orders"): Route(
                name="open_algo_orders",
                handler=self.strategies,
                security=signed,
                required=LINEAR,
                optional={"type": one_of("tpsl", "trigger"), "symbol": text},  # overlooked
            ),
            ("GET", "/api/v3/trade/history-strategy-orders"): Route(
                name="all_algo_orders",
                handler=self.strategies_over,
                security=signed,
                required=LINEAR,
                optional={**PAGE, "type": one_of("tpsl", "trigger")},
            ),
            ("GET", "/api/v3/trade/strategy-sub-orders"): Route(
                name="algo_children",
                handler=self.children,
                security=signed,
                optional={**WHICH, "limit": integer, "cursor": text},
            ),
            ("GET", "/api/v3/account/assets"): Route(
                name="account", handler=lambda _: write.assets(self.engine), security=signed
            ),
            ("GET", "/api/v3/account/info"): Route(
                name="key_permissions", handler=self.key, security=signed
            ),
            ("GET", "/api/v3/account/settings"): Route(
                name="settings", handler=self.settings, security=signed
            ),
            ("GET", "/api/v3/position/current-position"): Route(
                name="positions",
                handler=self.positions,
                security=signed,
                required=LINEAR,
                optional={"symbol": text, "posSide": text},
            ),
            ("POST", "/api/v3/account/set-leverage"): Route(
                name="set_leverage",
                handler=self.set_leverage,
                security=signed,
                required={**LINEAR, "leverage": number},
                optional={
                    **margin,
                    "symbol": text,
                    "coin": text,
                    "posSide": SIDE["posSide"],
                    "longLeverage": number,
                    "shortLeverage": number,
                },
            ),
            ("POST", "/api/v3/account/set-hold-mode"): Route(
                name="set_position_mode",
                handler=self.set_hold_mode,
                security=signed,
                required={"holdMode": one_of("one_way_mode", "hedge_mode")},
            ),
        }

    def _market(self, call: Call) -> FakeMarket:
        return self.data.market(KINDS[call.params["category"]], call.params["symbol"])

    # orders

    def place(self, call: Call) -> object:
        """Place an order; a spot market buy says what to spend."""
        check_trading(call)
        market, params = self._market(call), call.params
        limit, selling = params["orderType"] == "limit", params["side"] == "sell"
        if limit and not params.get("price"):
            raise bad("price", "can not be empty")
        linear = market.kind is Kind.LINEAR
        told = params.get("posSide") if linear else None
        order = Order(
            market=market,
            side=Side.SELL if selling else Side.BUY,
            client_id=params.get("clientOid", ""),
            amount=call.decimal("qty") or ZERO,
            price=call.decimal("price") if limit else None,
            force=FORCES[params.get("timeInForce", "gtc")] if limit else Force.IOC,
            hand=Hand[told.upper()] if told else Hand.BOTH,
            reduce_only=linear and not told and params.get("reduceOnly") == "yes",
        )
        if not linear and not limit and not selling:
            order.cost_wanted, order.amount = order.amount, ZERO
        isolated = params.get("marginMode", "crossed") == "isolated" if linear else None
        told_id = self.desk.place(order, isolated=isolated)
        return _acknowledged(order, told=told_id)

    def _named(self, call: Call, *, algo: bool = False) -> Order | None:
        """Return an order by either id, in whatever market it is."""
        number_, link = call.params.get("orderId"), call.params.get("clientOid")
        if not number_ and not link:
            raise refusal(40019, "Parameter orderId cannot be empty")
        which = ids.read(number_) if number_ else None
        for book in self.engine.books.values():
            found = self.engine.registry.find(book.market, which, link, algo=algo)
            if found is not None:
                return found
        return None

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        check_trading(call)
        return self._cancelled(self._named(call))

    def _cancelled(self, order: Order | None) -> object:
        self.desk.cancel(order, order.market if order else self._any_market())
        assert order is not None
        return _acknowledged(order)

    def _any_market(self) -> FakeMarket:
        return next(iter(self.engine.books.values())).market

    def place_strategy(self, call: Call) -> object:
        """Have a stop-loss of a part of a position wait."""
        check_trading(call)
        market, params = self._market(call), call.params
        if params.get("tpslMode", "full") != "partial":
            raise refusal(25650, "Only a part of a position is protected by this imitation")
        if "stopLoss" not in params:
            raise bad("stopLoss", "can not be empty")
        selling = params["posSide"] == "long"
        hedged = self.account.is_hedged(market)
        order = Order(
            market=market,
            side=Side.SELL if selling else Side.BUY,
            client_id=params.get("clientOid", ""),
            amount=call.decimal("qty") or ZERO,
            hand=Hand[params["posSide"].upper()] if hedged else Hand.BOTH,
            wire_type="tpsl",
        )
        by = BY[params.get("slTriggerBy", "market")]
        self.desk.place_stop(order, stop_at(params["stopLoss"], selling=selling, by=by))
        return _acknowledged(order)

    def cancel_strategy(self, call: Call) -> object:
        """Cancel a stop: nothing is said of it."""
        check_trading(call)
        self._cancelled(self._named(call, algo=True))
        return None

    # lists

    def order(self, call: Call) -> object:
        """Return an order by either id."""
        found = self._named(call)
        if found is None or found.updated_at < self.engine.clock.ms() - REMEMBERED_MS:
            raise refusal(25204, "Order does not exist")
        return write.order(self.engine, found)

    def _orders(self, call: Call, *, is_open: bool, algo: bool = False) -> list[Order]:
        """Return orders, newest first."""
        kind, name = call.params.get("category"), call.params.get("symbol")
        registry = self.engine.registry
        found = [
            order
            for order in registry.orders.values()
            if order.algo == algo
            and order.status.open == is_open
            and (kind is None or KINDS[kind] is order.market.kind)
            and name in {None, order.market.id}
        ]
        return sorted(found, key=lambda one: one.order_id, reverse=True)

    def _page[T: (Order, Fill)](
        self, call: Call, rows: Iterable[T], key: Callable[[T], int], at: Callable[[T], int]
    ) -> tuple[list[T], str | None]:
        now, cursor = self.engine.clock.ms(), call.params.get("cursor")
        since, until = call.integer("startTime"), call.integer("endTime")
        if since is not None and (until or now) - since > AT_ONCE_MS:
            raise refusal(25200, "The time range cannot exceed 30 days")
        oldest = max(since or 0, now - REMEMBERED_MS)
        chosen = [
            row
            for row in rows
            if oldest <= at(row) <= (until or now) and (not cursor or key(row) < ids.read(cursor))
        ][: min(call.integer("limit") or MOST, MOST)]
        return chosen, ids.written(key(chosen[-1])) if chosen else None

    def _listed(self, call: Call, *, is_open: bool) -> object:
        found = self._orders(call, is_open=is_open)
        page, cursor = self._page(call, found, _number, _created)
        shown = self.engine.registry.visible(page)
        rows = [write.order(self.engine, one) for one in shown]
        return {"list": rows or None, "cursor": cursor}

    def open_orders(self, call: Call) -> object:
        """List open orders."""
        return self._listed(call, is_open=True)

    def history(self, call: Call) -> object:
        """List orders that are over."""
        return self._listed(call, is_open=False)

    def strategies(self, call: Call) -> object:
        """List stops that wait, all of them."""
        found = self.engine.registry.visible(self._orders(call, is_open=True, algo=True))
        return [write.strategy(one) for one in found]

    def strategies_over(self, call: Call) -> object:
        """List stops that are over."""
        found = self._orders(call, is_open=False, algo=True)
        page, cursor = self._page(call, found, _number, _created)
        shown = self.engine.registry.visible(page)
        return {"list": [write.strategy(one) for one in shown], "cursor": cursor}

    def children(self, call: Call) -> object:
        """List what a stop has become."""
        found = self._named(call, algo=True)
        if found is None:
            raise refusal(25204, "Order does not exist")
        child = self.engine.registry.orders.get(found.child)
        rows = (
            [
                {
                    "subOrderId": ids.written(child.order_id),
                    "subClientOid": child.client_id,
                    "orderId": ids.written(found.order_id),
                    "clientOid": found.client_id,
                    "symbol": child.market.id,
                }
            ]
            if child
            else []
        )
        return {"list": rows, "cursor": None}

    def fills(self, call: Call) -> object:
        """List trades, of all markets if none is named."""
        kind, number_ = call.params.get("category"), call.params.get("orderId")
        registry = self.engine.registry
        found = [
            fill
            for book in self.engine.books.values()
            if kind is None or KINDS[kind] is book.market.kind
            for fill in registry.visible_fills(book.market)
            if not number_ or fill.order_id == ids.read(number_)
        ]
        found.sort(key=lambda one: one.trade_id, reverse=True)
        page, cursor = self._page(call, found, lambda one: one.trade_id, lambda one: one.at)
        rows = [write.fill(one, registry.orders[one.order_id]) for one in page]
        return {"list": rows or None, "cursor": cursor}

    # the account

    def key(self, call: Call) -> object:
        """Return what the key may do."""
        key = call.key
        assert key is not None
        granted = ["uta_mgt", "uta_trade"] if key.trade else ["uta_mgt"]
        return {
            "userId": "1234567890",
            "inviterId": "",
            "parentId": "",
            "channelCode": "",
            "channel": "",
            "ips": "203.0.113.7" if key.ip_restricted else "",
            "permType": "read_and_write" if key.trade else "read_only",
            "permissions": [*granted, "withdraw"] if key.withdraw else granted,
            "regisTime": "1700000000000",
        }

    def settings(self, _call: Call) -> object:
        """Return how the account keeps its positions."""
        linear = [book.market for book in self.engine.books.values() if ":" in book.market.symbol]
        return {
            "uid": "1234567890",
            "accountMode": "unified",
            "assetMode": "multi_assets",
            "accountLevel": "advanced",
            "holdMode": "hedge_mode" if self.account.hedge else "one_way_mode",
            "stpMode": "none",
            "symbolConfigList": [
                {
                    "category": "USDT-FUTURES",
                    "symbol": market.id,
                    "marginMode": "isolated" if self.account.is_isolated(market) else "crossed",
                    "leverage": str(self.account.leverage(market)),
                }
                for market in linear
            ],
            "coinConfigList": [],
        }

    def positions(self, call: Call) -> object:
        """List the open positions."""
        name = call.params.get("symbol")
        found = [
            write.position(self.engine, one)
            for one in self.account.open_positions()
            if name in {None, one.market.id}
        ]
        return {"list": found or None}

    def set_leverage(self, call: Call) -> object:
        """Set the leverage of a market in a margin mode."""
        check_trading(call)
        market = self._market(call)
        isolated = call.params.get("marginMode", "crossed") == "isolated"
        self.desk.check_both_sides(market, call.params, isolated=isolated)
        self.desk.set_margin(market, isolated=isolated)
        self.desk.set_leverage(market, int(call.decimal("leverage") or 0))
        return "success"

    def set_hold_mode(self, call: Call) -> object:
        """Set the position mode."""
        check_trading(call)
        if self.account.open_positions():
            raise refusal(25234, "There are positions, the holding mode can't be changed")
        self.account.hedge = call.params["holdMode"] == "hedge_mode"
        return "success"


def _acknowledged(order: Order, *, told: bool = True) -> dict[str, object]:
    number_ = ids.written(order.order_id) if told else None
    return {"orderId": number_, "clientOid": order.client_id}


def _number(order: Order) -> int:
    return order.order_id


def _created(order: Order) -> int:
    return order.created_at
