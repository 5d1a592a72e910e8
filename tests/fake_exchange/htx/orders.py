"""HTX's endpoints for orders and trades."""

from collections.abc import Callable, Mapping

from ..core.engine import Engine
from ..core.errors import Reason
from ..core.market import FakeMarket
from ..core.orders import ZERO, Fill, Force, Order, Side, Status
from ..spot import HOUR_MS, Desk
from ..wire import (
    Call,
    Check,
    RefusalError,
    Route,
    Security,
    fixed,
    integer,
    number,
    one_of,
    pattern,
    plain,
    text,
)
from .data import ACCOUNT_ID
from .guard import refusal

KINDS = ("market", "limit", "ioc", "limit-maker", "limit-fok")
FORCES = {"ioc": Force.IOC, "limit-maker": Force.POST_ONLY, "limit-fok": Force.FOK}
STATES = ("submitted", "partial-filled", "filled", "partial-canceled", "canceled")
PLACE: Mapping[str, Check] = {
    "account-id": text,
    "symbol": text,
    "type": one_of(*(f"{side}-{kind}" for side in ("buy", "sell") for kind in KINDS)),
    "amount": number,
}
MORE: Mapping[str, Check] = {
    "price": number,
    "source": text,
    "client-order-id": pattern(r"[A-Za-z0-9_-]{1,64}"),
}
BY_ID: Mapping[str, Check] = {"order_id": text}
PERIOD: Mapping[str, Check] = {
    "start-time": integer,
    "end-time": integer,
    "size": integer,
    "from": text,
    "direct": text,
    "types": text,
}
MOST = 100
ENDED_BY_CLIENT_ID_MS, BY_CLIENT_ID_MS = 2 * HOUR_MS, 8 * HOUR_MS
CANCELED_MS = 2 * HOUR_MS
LISTED_MS = 48 * HOUR_MS
NOT_FOUND, LONG_OVER = 0, -1
OVER = {"partial-canceled": 5, "filled": 6, "canceled": 7}
type Handler = Callable[[Call], object]


class HtxOrders:
    """Orders and trades of HTX."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.desk = Desk(engine)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""

        def signed(
            name: str,
            handler: Handler,
            required: Mapping[str, Check],
            optional: Mapping[str, Check] | None = None,
        ) -> Route:
            return Route(
                name=name,
                handler=handler,
                security=Security.SIGNED,
                required=required,
                optional=optional or {},
            )

        path = "/v1/order/"
        return {
            ("POST", f"{path}orders/place"): signed("create_order", self.place, PLACE, MORE),
            ("POST", f"{path}orders/submitCancelClientOrder"): signed(
                "cancel_order", self.cancel_by_client_id, {"client-order-id": text}
            ),
            ("POST", f"{path}orders/{{order_id}}/submitcancel"): signed(
                "cancel_order", self.cancel, BY_ID, {"order-id": text, "symbol": text}
            ),
            ("GET", f"{path}openOrders"): signed(
                "open_orders",
                self.open_orders,
                {"account-id": text},
                {"symbol": text, "size": integer},
            ),
            ("GET", f"{path}orders"): signed(
                "all_orders", self.orders, {"symbol": text, "states": text}, PERIOD
            ),
            ("GET", f"{path}orders/getClientOrder"): signed(
                "query_order", self.query_by_client_id, {"clientOrderId": text}
            ),
            ("GET", f"{path}orders/{{order_id}}"): signed("query_order", self.query, BY_ID),
            ("GET", f"{path}orders/{{order_id}}/matchresults"): signed(
                "my_trades", self.trades_of_order, BY_ID
            ),
            ("GET", f"{path}matchresults"): signed(
                "my_trades", self.trades, {}, {**PERIOD, "symbol": text}
            ),
        }

    def _market(self, call: Call) -> FakeMarket:
        market = self.desk.market(call.params["symbol"])
        if market is None:
            raise refusal("base-symbol-error", "The symbol is invalid")
        return market

    def place(self, call: Call) -> object:
        """Place an order; its client order id is not compared with those of others."""
        side, _, kind = call.params["type"].partition("-")
        amount = call.decimal("amount") or ZERO
        price = None if kind == "market" else call.decimal("price")
        if kind != "market" and price is None:
            raise refusal("validation-constraints-required", "Field is missing: price.")
        if call.params["account-id"] != ACCOUNT_ID:
            raise refusal("account-get-accounts-inexistent-error", "account doesn't exist")
        by_cost = call.params["type"] == "buy-market"
        client_id = call.params.get("client-order-id", "")
        order = Order(
            market=self._market(call),
            side=Side(side.upper()),
            client_id="",
            amount=ZERO if by_cost else amount,
            cost_wanted=amount if by_cost else None,
            price=price,
            force=FORCES.get(kind, Force.GTC),
            wire_type=call.params["type"],
        )
        order.client_id = client_id if not self._rests(client_id) else ""
        self.desk.place(order, lambda reason: _refused(reason, order))
        order.client_id = client_id
        return str(order.order_id)

    def _rests(self, client_id: str) -> bool:
        return any(one.client_id == client_id for one in self.desk.orders(None, opened=True))

    def _by_id(self, call: Call) -> Order | None:
        order = self.desk.by_id(call.params["order_id"])
        if order is None or self._is_forgotten(order):
            return None
        return order

    def _is_forgotten(self, order: Order) -> bool:
        over = not order.status.open and not order.filled
        return over and self.engine.clock.ms() - order.updated_at > CANCELED_MS

    def _by_client_id(self, client_id: str) -> Order | None:
        order = self.desk.by_client_id(client_id)
        if order is None:
            return None
        lasts = BY_CLIENT_ID_MS if order.status.open else ENDED_BY_CLIENT_ID_MS
        return order if self.desk.age(order) <= lasts else None

    def cancel(self, call: Call) -> object:
        """Cancel an order by HTX's id."""
        order = self._by_id(call)
        if order is None:
            raise refusal("base-record-invalid", "record invalid")
        if not order.status.open:
            state = OVER[_state(order)]
            raise refusal(
                "order-orderstate-error", "Incorrect order state", **{"order-state": state}
            )
        self.engine.cancel(order)
        return str(order.order_id)

    def cancel_by_client_id(self, call: Call) -> object:
        """Cancel an order by the client's id; the answer is a number, and never an error."""
        order = self._by_client_id(call.params["client-order-id"])
        if order is None:
            return NOT_FOUND
        if not order.status.open:
            return OVER[_state(order)]
        self.engine.cancel(order)
        return 10

    def query(self, call: Call) -> object:
        """Look an order up by HTX's id."""
        order = self._by_id(call)
        if order is None:
            raise refusal("base-record-invalid", "record invalid")
        return _order(order, "field")

    def query_by_client_id(self, call: Call) -> object:
        """Look an order up by the client's id, which is forgotten within hours."""
        order = self._by_client_id(call.params["clientOrderId"])
        if order is None:
            raise refusal("base-record-invalid", "record invalid")
        return _order(order, "field")

    def open_orders(self, call: Call) -> object:
        """List the open orders, newest first."""
        market = self._market(call) if "symbol" in call.params else None
        most = call.integer("size") or MOST
        found = self.desk.orders(market, opened=True)
        return [_order(order, "filled") for order in found][:most]

    def orders(self, call: Call) -> object:
        """List the orders of a period of 48 hours at most, newest first."""
        states = call.params["states"].split(",")
        since, until = self._period(call)
        found = self.desk.orders(self._market(call), since=since)
        return [
            _order(order, "field")
            for order in found
            if _state(order) in states
            and order.created_at <= until
            and not self._is_forgotten(order)
        ][: call.integer("size") or MOST]

    def _period(self, call: Call) -> tuple[int, int]:
        now = self.engine.clock.ms()
        since, until = call.integer("start-time"), call.integer("end-time")
        if since is None:
            since = (until or now) - LISTED_MS
        until = since + LISTED_MS if until is None else until
        if until - since > LISTED_MS:
            raise refusal("invalid-interval", "The query window is longer than 48 hours")
        return since, until

    def trades_of_order(self, call: Call) -> object:
        """List the trades of an order."""
        order = self._by_id(call)
        if order is None:
            raise refusal("base-record-invalid", "record invalid")
        return [_trade(fill, order) for fill in order.fills]

    def trades(self, call: Call) -> object:
        """List the trades of a period of 48 hours at most, newest first."""
        since, until = self._period(call)
        market = self._market(call) if "symbol" in call.params else None
        found = [fill for fill in self.desk.fills(market, since=since) if fill.at <= until]
        orders = self.engine.registry.orders
        return [_trade(fill, orders[fill.order_id]) for fill in found][
            : call.integer("size") or MOST
        ]


def _refused(reason: Reason, order: Order) -> RefusalError:
    market = order.market
    kind = "marketorder" if order.price is None else "limitorder"
    match reason:
        case Reason.BALANCE:
            words = "trade account balance is not enough, left: `0`"
            return refusal("account-frozen-balance-insufficient-error", words)
        case Reason.LOT_SIZE if order.amount >= market.min_amount:
            return refusal("order-orderamount-precision-error", "order amount precision error")
        case Reason.LOT_SIZE:
            words = f"{kind} amount error, min: `{plain(market.min_amount)}`"
            return refusal(f"order-{kind}-amount-min-error", words)
        case Reason.MARKET_LOT_SIZE:
            return refusal(f"order-{kind}-amount-max-error", f"{kind} amount error")
        case Reason.PRICE_FILTER:
            return refusal("order-orderprice-precision-error", "order price precision error")
        case Reason.PERCENT_PRICE:
            return refusal("order-limitorder-price-max-error", "limit order price error")
        case Reason.MIN_COST:
            words = f"Order total cannot be lower than: {plain(market.min_cost)} USDT"
            return refusal("order-value-min-error", words)
        case _:
            return refusal("base-symbol-trade-disabled", "Trading is disabled for this symbol")


def _state(order: Order) -> str:
    match order.status:
        case Status.NEW:
            return "submitted"
        case Status.PARTIALLY_FILLED:
            return "partial-filled"
        case Status.FILLED:
            return "filled"
        case _:
            return "partial-canceled" if order.filled else "canceled"


def _order(order: Order, prefix: str) -> dict[str, object]:
    """Return an order; some answers say `field` where others say `filled`."""
    fees = sum((fill.fee for fill in order.fills), ZERO)
    state = _state(order)
    canceled = state in {"canceled", "partial-canceled"}
    return {
        "id": order.order_id,
        "symbol": order.market.id,
        "account-id": int(ACCOUNT_ID),
        "client-order-id": order.client_id,
        "amount": fixed(order.amount if order.cost_wanted is None else order.cost_wanted, 18),
        "price": fixed(order.price or ZERO, 18),
        "created-at": order.created_at,
        "type": order.wire_type if "-" in order.wire_type else f"{order.side.lower()}-market",
        f"{prefix}-amount": fixed(order.filled, 18),
        f"{prefix}-cash-amount": fixed(order.cost, 18),
        f"{prefix}-fees": fixed(fees, 18),
        "finished-at": 0 if order.status.open else order.updated_at,
        "updated-at": order.updated_at,
        "source": "spot-api",
        "state": state,
        "canceled-at": order.updated_at if canceled else 0,
    }


def _trade(fill: Fill, order: Order) -> dict[str, object]:
    market = fill.market
    own = market.base if fill.side is Side.BUY else market.quote
    deducted = fill.fee_asset not in {market.base, market.quote}
    return {
        "id": fill.trade_id * 1000,
        "symbol": market.id,
        "order-id": fill.order_id,
        "match-id": fill.trade_id * 10,
        "trade-id": fill.trade_id,
        "type": order.wire_type if "-" in order.wire_type else f"{order.side.lower()}-market",
        "source": "spot-api",
        "role": "maker" if fill.maker else "taker",
        "price": plain(fill.price),
        "filled-amount": plain(fill.amount),
        "filled-fees": "0" if deducted else plain(fill.fee),
        "fee-currency": own.lower(),
        "filled-points": plain(fill.fee) if deducted else "0.0",
        "fee-deduct-currency": fill.fee_asset.lower() if deducted else "",
        "fee-deduct-state": "done",
        "created-at": fill.at,
    }
