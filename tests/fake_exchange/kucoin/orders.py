"""KuCoin's endpoints that place and cancel spot orders; they only acknowledge."""

from collections.abc import Callable, Mapping

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Force, Order, Side
from ..wire import Call, Check, Route, Security, boolean, integer, number, one_of, pattern, text
from . import format as write, ids
from .account import Kinds
from .errors import SPOT, UNKNOWN_ORDER, bad, from_engine, refusal
from .guard import check_trading

CLIENT_ID = pattern(r"[A-Za-z0-9_\-]{1,40}")
FORCES = {"GTC": Force.GTC, "GTT": Force.GTC, "IOC": Force.IOC, "FOK": Force.FOK}
NEW: Mapping[str, Check] = {
    "side": one_of("buy", "sell"),
    "symbol": text,
    "type": one_of("limit", "market"),
}
MORE: Mapping[str, Check] = {
    "clientOid": CLIENT_ID,
    "price": number,
    "size": number,
    "funds": number,
    "timeInForce": one_of(*FORCES),
    "postOnly": boolean,
    "stp": one_of("DC", "CO", "CN", "CB"),
    "hidden": one_of("false"),
    "iceberg": one_of("false"),
    "remark": text,
    "tags": text,
}
HF, OLD = "/api/v1/hf/", "/api/v1/"


class SpotOrders:
    """Placing and cancelling on spot, the same for both kinds of account under two addresses."""

    def __init__(self, engine: Engine, kind: Kinds) -> None:
        self.engine = engine
        self.kind = kind

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {**self._routes(HF), **self._routes(OLD)}

    def _routes(self, base: str) -> dict[tuple[str, str], Route]:
        signed, hf = Security.SIGNED, base == HF
        named: Mapping[str, Check] = {"symbol": text} if hf else {}
        by_client = f"{base}orders/client-order" if hf else f"{base}order/client-order"
        return {
            ("POST", f"{base}orders"): Route(
                name="create_order",
                handler=self._of(base, self.create),
                security=signed,
                required=NEW if hf else {**NEW, "clientOid": CLIENT_ID},
                optional={**MORE, "cancelAfter": integer},
            ),
            ("DELETE", f"{base}orders/{{orderId}}"): Route(
                name="cancel_order",
                handler=self._of(base, self.cancel),
                security=signed,
                required={"orderId": text, **named},
            ),
            ("DELETE", f"{by_client}/{{clientOid}}"): Route(
                name="cancel_order",
                handler=self._of(base, self.cancel),
                security=signed,
                required={"clientOid": text, **named},
            ),
            ("DELETE", f"{base}orders"): Route(
                name="cancel_all",
                handler=self._of(base, self.cancel_all),
                security=signed,
                required=named,
                optional={"symbol": text, "tradeType": text},
            ),
        }

    def _of(self, base: str, handler: Callable[[Call], object]) -> Callable[[Call], object]:
        """Return a handler that only accounts of its kind may use."""

        def checked(call: Call) -> object:
            check_kind(base, high_frequency=self.kind.high_frequency)
            return handler(call)

        return checked

    def market(self, call: Call) -> FakeMarket:
        """Return the market that a request names."""
        market = write.by_id(self.engine, Kind.SPOT).get(call.params["symbol"])
        if market is None:
            raise refusal("900001", "Symbol not exists")
        return market

    def create(self, call: Call) -> object:
        """Place an order; whether it filled, only the lists tell."""
        check_trading(call)
        order = self._described(call)
        try:
            self.engine.place(order)
        except RefusedError as err:
            if err.reason is Reason.LOT_SIZE and order.amount % order.market.step:
                raise refusal("600100", "Order size increment invalid.") from err
            raise from_engine(err, Kind.SPOT) from err
        return {
            "orderId": ids.written(order.order_id, order.market),
            "clientOid": order.client_id,
        }

    def _described(self, call: Call) -> Order:
        params, market = call.params, self.market(call)
        limit = params["type"] == "limit"
        size, funds = call.decimal("size"), call.decimal("funds")
        price = call.decimal("price") if limit else None
        if limit and not price:
            raise bad("price", "is required")
        if (size is None) == (funds is None) or (limit and funds is not None):
            raise bad("size", "or funds is needed")
        force = FORCES[params.get("timeInForce", "GTC")]
        if params.get("postOnly") == "true":
            force = Force.POST_ONLY
        if funds is not None and funds < market.min_cost:
            raise refusal(*SPOT[Reason.MIN_COST])
        return Order(
            market=market,
            side=Side(params["side"].upper()),
            client_id=params.get("clientOid", ""),
            amount=size or ZERO,
            cost_wanted=funds,
            price=price,
            force=force if limit else Force.IOC,
        )

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        check_trading(call)
        order = self.found(call)
        if order is None:
            raise refusal(*UNKNOWN_ORDER)
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise refusal(*UNKNOWN_ORDER) from err
        written = ids.written(order.order_id, order.market)
        if not call.path.startswith(HF):
            if "clientOid" in call.params:
                return {"cancelledOrderId": written, "clientOid": order.client_id}
            return {"cancelledOrderIds": [written]}
        if "clientOid" in call.params:
            return {"clientOid": order.client_id}
        return {"orderId": written}

    def found(self, call: Call) -> Order | None:
        """Return the order that a request names."""
        params = call.params
        markets = [self.market(call)] if "symbol" in params else None
        number_ = ids.read(params["orderId"], Kind.SPOT) if "orderId" in params else None
        for market in markets or write.by_id(self.engine, Kind.SPOT).values():
            found = self.engine.registry.find(market, number_, params.get("clientOid"))
            if found is not None:
                return found
        return None

    def cancel_all(self, call: Call) -> object:
        """Cancel all open orders of a market."""
        check_trading(call)
        named = "symbol" in call.params
        every = list(write.by_id(self.engine, Kind.SPOT).values())
        cancelled = [
            self.engine.cancel(order)
            for market in ([self.market(call)] if named else every)
            for order in self.engine.registry.open_in(market)
        ]
        if call.path.startswith(HF):
            return "success"
        written = [ids.written(one.order_id, one.market) for one in cancelled]
        return {"cancelledOrderIds": written}


def check_kind(base: str, *, high_frequency: bool) -> None:
    """Refuse the address of the other kind of account."""
    if high_frequency and base == OLD:
        raise refusal("401000", "The interface has been deprecated")
    if not high_frequency and base == HF:
        raise refusal("126001", "Users currently do not support high frequency")
