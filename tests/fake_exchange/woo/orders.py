"""WOO X's endpoints for orders and trades."""

from collections.abc import Callable, Mapping

from ..core.engine import Engine
from ..core.errors import Reason
from ..core.market import FakeMarket
from ..core.orders import ZERO, Fill, Force, Order, Side, Status
from ..spot import Desk
from ..wire import Call, Check, Route, Security, boolean, integer, number, one_of, plain, text
from .guard import bad, missing, refusal

FORCES = {"IOC": Force.IOC, "FOK": Force.FOK, "POST_ONLY": Force.POST_ONLY}
ERRORS: Mapping[Reason, tuple[int, str]] = {
    Reason.BALANCE: (-1012, "Insufficient balance. Please enable margin trading for leverage"),
    Reason.DUPLICATE_ID: (-1007, "The data is already exists or your request is duplicated."),
    Reason.PRICE_FILTER: (-1103, "The order price is not following the tick size rule."),
    Reason.LOT_SIZE: (-1104, "The order quantity is not following the step size rule."),
    Reason.MARKET_LOT_SIZE: (-1104, "The order quantity is not following the step size rule."),
    Reason.PERCENT_PRICE: (-1105, "Price is too high or too low from the mid price."),
    Reason.MIN_COST: (-1102, "The order value (price * size) is too small."),
    Reason.HALTED: (-1012, "The symbol is suspended."),
}
STATES = {
    Status.NEW: "NEW",
    Status.PARTIALLY_FILLED: "PARTIAL_FILLED",
    Status.FILLED: "FILLED",
    Status.REJECTED: "REJECTED",
}
LARGEST_ID = 2**63 - 1


def client_id(value: str) -> bool:
    """Accept numbers of 63 bits."""
    return value.isdecimal() and int(value) <= LARGEST_ID


NEW: Mapping[str, Check] = {
    "symbol": text,
    "side": one_of("BUY", "SELL"),
    "type": one_of("LIMIT", "MARKET", *FORCES),
}
MORE: Mapping[str, Check] = {
    "clientOrderId": client_id,
    "price": number,
    "quantity": number,
    "amount": number,
    "reduceOnly": boolean,
    "broker_id": text,
}
PERIOD: Mapping[str, Check] = {"symbol": text, "startTime": integer, "endTime": integer}
LISTED: Mapping[str, Check] = {**PERIOD, "status": text, "page": integer, "size": integer}
BY_ID: Mapping[str, Check] = {"orderId": integer, "clientOrderId": client_id}
USUAL, MOST = 25, 500


class WooOrders:
    """Orders and trades of WOO X."""

    def __init__(self, engine: Engine, said: Callable[[object], dict[str, object]]) -> None:
        self.engine = engine
        self.desk = Desk(engine)
        self._said = said

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""

        def signed(
            name: str,
            handler: Callable[[Call], object],
            required: Mapping[str, Check],
            optional: Mapping[str, Check],
        ) -> Route:
            return Route(
                name=name,
                handler=handler,
                security=Security.SIGNED,
                required=required,
                optional=optional,
            )

        path = "/v3/trade/"
        return {
            ("POST", f"{path}order"): signed("create_order", self.add, NEW, MORE),
            ("GET", f"{path}order"): signed("query_order", self.query, {}, BY_ID),
            ("DELETE", f"{path}order"): signed(
                "cancel_order", self.cancel, {"symbol": text}, BY_ID
            ),
            ("GET", f"{path}orders"): signed("all_orders", self.list, {}, LISTED),
            ("GET", f"{path}transactionHistory"): signed(
                "my_trades", self.trades, {}, {**PERIOD, "fromId": integer, "limit": integer}
            ),
            ("GET", "/v1/order/{oid}/trades"): signed(
                "my_trades", self.trades_of_order, {"oid": integer}, {}
            ),
        }

    def _market(self, call: Call) -> FakeMarket | None:
        if "symbol" not in call.params:
            return None
        market = self.desk.market(call.params["symbol"])
        if market is None:
            raise refusal(-1005, "The symbol is not supported")
        return market

    def add(self, call: Call) -> object:
        """Place an order; a market buy without margin says what to spend."""
        kind, market = call.params["type"], self._market(call)
        assert market is not None
        price, amount, cost = (call.decimal(name) for name in ("price", "quantity", "amount"))
        side = Side(call.params["side"])
        if kind != "MARKET" and price is None:
            raise bad("price")
        if kind == "MARKET" and side is Side.BUY and cost is None:
            words = "Amount is required for buy market orders when margin disabled."
            raise refusal(-1012, words)
        if (amount is None) == (cost is None) or (cost is not None and kind != "MARKET"):
            raise bad("quantity")
        order = Order(
            market=market,
            side=side,
            client_id=call.params.get("clientOrderId", "0"),
            amount=amount or ZERO,
            cost_wanted=cost,
            price=None if kind == "MARKET" else price,
            force=FORCES.get(kind, Force.GTC),
            wire_type=kind,
        )
        self._place(order)
        told = _order(order)
        names = ("orderId", "clientOrderId", "type", "price", "quantity", "amount")
        return self._said({name: told[name] for name in names} | {"bidAskLevel": None})

    def _place(self, order: Order) -> None:
        unnamed = order.client_id == "0"
        if unnamed:
            order.client_id = ""
        self.desk.place(
            order,
            lambda reason: refusal(*ERRORS.get(reason, (-1012, "The order is rejected."))),
        )
        if unnamed:
            order.client_id = "0"

    def _find(self, call: Call) -> Order:
        if "orderId" in call.params:
            order = self.desk.by_id(call.params["orderId"])
        elif call.params.get("clientOrderId", "0") != "0":
            order = self.desk.by_client_id(call.params["clientOrderId"])
        else:
            raise bad("orderId")
        if order is None or self._market(call) not in {None, order.market}:
            raise missing()
        return order

    def query(self, call: Call) -> object:
        """Look an order up."""
        return self._said(_order(self._find(call)))

    def cancel(self, call: Call) -> object:
        """Take on a cancel: its answer says no more than that."""
        order = self._find(call)
        if not order.status.open:
            raise missing()
        self.engine.cancel(order)
        return self._said({"status": "CANCEL_SENT"})

    def list(self, call: Call) -> object:
        """List orders, newest first."""
        wanted = call.params.get("status")
        bundles = {"INCOMPLETE": True, "COMPLETED": False}
        opened = bundles.get(wanted) if wanted else None
        until = call.integer("endTime")
        found = [
            one
            for one in self.desk.orders(
                self._market(call), opened=opened, since=call.integer("startTime") or 0
            )
            if until is None or one.created_at <= until
        ]
        size, page = min(call.integer("size") or USUAL, MOST), call.integer("page") or 1
        rows = [_order(one) for one in found[(page - 1) * size : page * size]]
        meta = {"total": len(found), "recordsPerPage": size, "currentPage": page}
        return self._said({"rows": rows, "meta": meta})

    def trades(self, call: Call) -> object:
        """List trades, newest first."""
        until = call.integer("endTime")
        found = [
            fill
            for fill in self.desk.fills(self._market(call), since=call.integer("startTime") or 0)
            if until is None or fill.at <= until
        ]
        size = min(call.integer("limit") or USUAL, MOST)
        meta = {"total": len(found), "recordsPerPage": size, "currentPage": 1}
        return self._said({"rows": [_trade(fill) for fill in found[:size]], "meta": meta})

    def trades_of_order(self, call: Call) -> object:
        """List the trades of an order, in the words of the first version."""
        order = self.desk.by_id(call.params["oid"])
        rows = self.desk.fills(order.market) if order else []
        return {
            "success": True,
            "rows": [
                {
                    "id": fill.trade_id,
                    "symbol": fill.market.id,
                    "order_id": fill.order_id,
                    "order_tag": "default",
                    "executed_price": float(fill.price),
                    "executed_quantity": float(fill.amount),
                    "is_maker": int(fill.maker),
                    "side": fill.side.value,
                    "fee": float(fill.fee),
                    "fee_asset": fill.fee_asset,
                    "executed_timestamp": f"{fill.at / 1000:.3f}",
                }
                for fill in rows
                if order and fill.order_id == order.order_id
            ],
        }


def _order(order: Order) -> dict[str, object]:
    by_cost = order.cost_wanted
    return {
        "orderId": order.order_id,
        "clientOrderId": int(order.client_id or 0),
        "symbol": order.market.id,
        "status": STATES.get(order.status, "CANCELLED"),
        "side": order.side.value,
        "positionSide": "BOTH",
        "createdTime": order.created_at,
        "updatedTime": order.updated_at,
        "orderTag": "default",
        "price": plain(order.price) if order.price else None,
        "type": order.wire_type,
        "quantity": None if by_cost else plain(order.amount),
        "amount": plain(by_cost) if by_cost else None,
        "visible": plain(order.amount),
        "executed": plain(order.filled),
        "totalFee": plain(sum((fill.fee for fill in order.fills), ZERO)),
        "feeAsset": order.fills[0].fee_asset if order.fills else None,
        "totalRebate": 0,
        "rebateCurrency": None,
        "reduceOnly": False,
        "averageExecutedPrice": plain(order.average),
    }


def _trade(fill: Fill) -> dict[str, object]:
    return {
        "id": fill.trade_id,
        "symbol": fill.market.id,
        "orderId": fill.order_id,
        "orderTag": "default",
        "executedPrice": plain(fill.price),
        "executedQuantity": plain(fill.amount),
        "isMaker": int(fill.maker),
        "side": fill.side.value,
        "fee": plain(fill.fee),
        "feeAsset": fill.fee_asset,
        "realizedPnl": None,
        "executedTimestamp": fill.at,
    }
