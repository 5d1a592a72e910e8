"""Binance spot's order lists: pairs of which one order ends the other (OCO)."""

from collections.abc import Mapping
from decimal import Decimal
import secrets

from ..core.errors import Reason, RefusedError
from ..core.orders import Force, Order, Side, Trigger
from ..core.pairs import Pair, place_pair
from ..wire import Call, Check, Route, Security, integer, number, one_of, text
from . import spot_format as write
from .errors import missing, not_required, refusal, spot_refusal
from .guard import check_trading
from .spot_orders import CLIENT_ID, SpotOrders

ABOVE = ("STOP_LOSS_LIMIT", "STOP_LOSS", "LIMIT_MAKER", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT")
BELOW = ("STOP_LOSS_LIMIT", "STOP_LOSS", "LIMIT_MAKER", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT")
LEG: Mapping[str, Check] = {
    "ClientOrderId": CLIENT_ID,
    "IcebergQty": integer,
    "Price": number,
    "StopPrice": number,
    "TrailingDelta": integer,
    "TimeInForce": one_of("GTC", "IOC", "FOK"),
    "StrategyId": integer,
    "StrategyType": integer,
    "PegPriceType": text,
    "PegOffsetType": text,
    "PegOffsetValue": integer,
}
NOT_IMITATED = ("IcebergQty", "TrailingDelta", "PegPriceType", "PegOffsetType", "PegOffsetValue")
WRONG_PRICES = "The relationship of the prices for the orders is not correct."


class SpotLists:
    """Places, tells and cancels pairs of orders of Binance spot."""

    def __init__(self, orders: SpotOrders) -> None:
        self.orders = orders
        self.engine = orders.engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        path, signed = "/api/v3/orderList", Security.SIGNED
        legs = {f"{leg}{name}": check for leg in ("above", "below") for name, check in LEG.items()}
        return {
            ("POST", f"{path}/oco"): Route(
                name="create_pair",
                handler=self.create,
                security=signed,
                required={
                    "symbol": text,
                    "side": one_of("BUY", "SELL"),
                    "quantity": number,
                    "aboveType": one_of(*ABOVE),
                    "belowType": one_of(*BELOW),
                },
                optional={
                    **legs,
                    "listClientOrderId": CLIENT_ID,
                    "newOrderRespType": one_of("ACK", "RESULT", "FULL"),
                    "selfTradePreventionMode": text,
                },
            ),
            ("DELETE", path): Route(
                name="cancel_pair",
                handler=self.cancel,
                security=signed,
                required={"symbol": text},
                optional={
                    "orderListId": integer,
                    "listClientOrderId": CLIENT_ID,
                    "newClientOrderId": CLIENT_ID,
                },
            ),
        }

    def create(self, call: Call) -> object:
        """Place a pair."""
        check_trading(call)
        market = self.orders.market(call)
        side = Side(call.params["side"])
        above, below = self._leg(call, "above"), self._leg(call, "below")
        self._check_kinds(side, above, below)
        self.orders.check_count(market)
        limit = above if above.trigger is None else below
        stop = below if limit is above else above
        last = self.engine.books[market.symbol].last
        assert stop.trigger is not None
        assert limit.price is not None
        low, high = sorted((limit.price, stop.trigger.price))
        if not low < last < high or (limit.price > last) is not (side is Side.SELL):
            raise refusal(-2010, WRONG_PRICES)
        name = call.params.get("listClientOrderId") or secrets.token_hex(11)
        try:
            pair = place_pair(self.engine, limit, stop, name)
        except RefusedError as err:
            if err.reason in {Reason.WOULD_TRIGGER, Reason.WOULD_TAKE}:
                raise refusal(-2010, WRONG_PRICES) from err
            raise spot_refusal(err) from err
        kind = call.params.get("newOrderRespType", "ACK")
        rows = [write.created(order, kind) for order in (stop, limit)]
        return write.pair(pair, rows, self.engine.clock.ms())

    def _leg(self, call: Call, name: str) -> Order:
        kind, params = call.params[f"{name}Type"], call.params
        if any(f"{name}{word}" in params for word in NOT_IMITATED):
            raise refusal(-2010, "This order is not supported for this symbol.")
        price, stop = call.decimal(f"{name}Price"), call.decimal(f"{name}StopPrice")
        limited = kind in {"STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"}
        for word, wanted in (
            ("Price", limited or kind == "LIMIT_MAKER"),
            ("StopPrice", kind != "LIMIT_MAKER"),
            ("TimeInForce", limited),
        ):
            if wanted and f"{name}{word}" not in params:
                raise missing(f"{name}{word}")
            if not wanted and f"{name}{word}" in params:
                raise not_required(f"{name}{word}")
        side = Side(params["side"])
        trigger = None
        if stop is not None:
            rises = (side is Side.BUY) == kind.startswith("STOP_LOSS")
            trigger = Trigger(price=stop, rises=rises)
        return Order(
            market=self.orders.market(call),
            side=side,
            client_id=params.get(f"{name}ClientOrderId") or secrets.token_hex(11),
            amount=call.decimal("quantity") or Decimal(0),
            price=price,
            force=Force.POST_ONLY if kind == "LIMIT_MAKER" else Force.GTC,
            trigger=trigger,
            wire_type=kind,
        )

    def _check_kinds(self, side: Side, above: Order, below: Order) -> None:
        """Refuse legs that do not belong where they are."""
        kinds = above.wire_type, below.wire_type
        stops = [kind.startswith("STOP_LOSS") for kind in kinds]
        if "LIMIT_MAKER" not in kinds:
            raise refusal(-1158, "Order type not supported in OCO.")
        if kinds == ("LIMIT_MAKER", "LIMIT_MAKER"):
            raise refusal(-1168, "At least one OCO order must be contingent.")
        if sum(stops) != 1:
            raise refusal(-1158, "Order type not supported in OCO.")
        if side is Side.SELL and stops[0]:
            raise refusal(-1166, "A limit order in a sell OCO must be above.")
        if side is Side.BUY and stops[1]:
            raise refusal(-1165, "A limit order in a buy OCO must be below.")

    def cancel(self, call: Call) -> object:
        """Cancel a pair."""
        check_trading(call)
        market, params = self.orders.market(call), call.params
        number_, name = call.integer("orderListId"), params.get("listClientOrderId")
        if number_ is None and name is None:
            raise missing("orderListId")
        found = [
            order
            for order in self.engine.registry.open_in(market)
            if order.pair is not None
            and (number_ is None or order.pair.number == number_)
            and (name is None or order.pair.name == name)
        ]
        if not found or found[0].pair is None:
            raise refusal(-2011, "Unknown order sent.")
        pair = found[0].pair
        named = params.get("newClientOrderId") or secrets.token_hex(11)
        self._end(pair, named)
        rows = [write.canceled(order, named) for order in pair.orders]
        return write.pair(pair, rows, self.engine.clock.ms())

    def _end(self, pair: Pair, cancel_id: str) -> None:
        for order in pair.orders:
            order.cancel_client_id = cancel_id
        self.engine.cancel(next(order for order in pair.orders if order.status.open))
