"""Coinbase's endpoints for orders and fills."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import ROUND_DOWN, Decimal, InvalidOperation
import json
from typing import Any

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.market import Kind
from ..core.orders import ZERO, Fill, Force, Order, Side
from ..wire import Call, Check, RefusalError, Reply, Route, Security, integer, one_of, pattern, text
from . import format as write
from .data import CoinbaseData
from .guard import check_trading, refusal

REASONS: Mapping[Reason, tuple[str, str]] = {
    Reason.BALANCE: ("INSUFFICIENT_FUND", "Insufficient balance in source account"),
    Reason.LOT_SIZE: ("INVALID_SIZE_PRECISION", "Invalid size"),
    Reason.MARKET_LOT_SIZE: ("INVALID_SIZE_PRECISION", "Invalid size"),
    Reason.PRICE_FILTER: ("INVALID_PRICE_PRECISION", "Too many decimals in order price"),
    Reason.PERCENT_PRICE: ("INVALID_LIMIT_PRICE", "Limit price is too far from the market"),
    Reason.MIN_COST: ("UNKNOWN_FAILURE_REASON", ""),
    Reason.WOULD_TAKE: ("INVALID_LIMIT_PRICE_POST_ONLY", "Post only would take"),
    Reason.HALTED: ("ORDER_ENTRY_DISABLED", "Trading is disabled"),
}
PREVIEWS: Mapping[Reason, str] = {
    Reason.BALANCE: "PREVIEW_INSUFFICIENT_FUND",
    Reason.LOT_SIZE: "PREVIEW_INVALID_BASE_SIZE_TOO_SMALL",
    Reason.PRICE_FILTER: "PREVIEW_INVALID_PRICE_PRECISION",
    Reason.MIN_COST: "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL",
    Reason.WOULD_TAKE: "PREVIEW_INVALID_LIMIT_PRICE_POST_ONLY",
}
CONFIGURATIONS: Mapping[str, frozenset[str]] = {
    "market_market_ioc": frozenset({"quote_size", "base_size", "rfq_disabled"}),
    "limit_limit_gtc": frozenset({"base_size", "limit_price", "post_only", "quote_size"}),
    "sor_limit_ioc": frozenset({"base_size", "limit_price", "quote_size"}),
    "limit_limit_fok": frozenset({"base_size", "limit_price", "quote_size"}),
}
FINEST = Decimal("0.00000001")
"""What is bought for so much money is rounded to this, whatever step a market has."""
MOST = 1000
USUAL = 100
ID = pattern(r"[0-9A-Za-z-]{1,128}")
LISTED: Mapping[str, Check] = {
    "order_ids": text,
    "product_ids": text,
    "product_id": text,  # once documented; does not narrow the answer
    "product_type": one_of("SPOT", "FUTURE"),
    "order_status": text,
    "time_in_forces": text,
    "order_types": text,
    "order_side": one_of("BUY", "SELL"),
    "start_date": text,
    "end_date": text,
    "limit": integer,
    "cursor": text,
    "sort_by": text,
    "retail_portfolio_id": text,
    "user_native_currency": text,
}
FILLS: Mapping[str, Check] = {
    "order_ids": text,
    "trade_ids": text,
    "product_ids": text,
    "product_id": text,
    "start_sequence_timestamp": text,
    "end_sequence_timestamp": text,
    "retail_portfolio_id": text,
    "limit": integer,
    "cursor": text,
    "sort_by": text,
}
NEW: Mapping[str, Check] = {
    "client_order_id": ID,
    "product_id": text,
    "side": one_of("BUY", "SELL"),
    "order_configuration": text,
}
MORE: Mapping[str, Check] = {
    "leverage": text,
    "margin_type": text,
    "retail_portfolio_id": text,
    "preview_id": text,
    "self_trade_prevention_id": text,
    "attached_order_configuration": text,
}
type Handler = Callable[[Call], object]


class CoinbaseOrders:
    """Orders and fills of Coinbase."""

    def __init__(self, engine: Engine, data: CoinbaseData) -> None:
        self.engine = engine
        self.data = data
        self.cancel_reason = "UNKNOWN_CANCEL_ORDER"
        """What is said of the cancel of an order that is over."""

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""

        def private(
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

        orders = "/api/v3/brokerage/orders"
        return {
            ("POST", orders): private("create_order", self.create, NEW, MORE),
            ("POST", f"{orders}/batch_cancel"): private(
                "cancel_order", self.cancel, {"order_ids": text}
            ),
            ("GET", f"{orders}/historical/batch"): private("all_orders", self.listed, {}, LISTED),
            ("GET", f"{orders}/historical/fills"): private("my_trades", self.fills, {}, FILLS),
            ("GET", f"{orders}/historical/{{id}}"): private(
                "query_order", self.query, {"id": text}, {"client_order_id": text}
            ),
        }

    def create(self, call: Call) -> object:
        """Place an order; one with a client id that is known is only told again."""
        check_trading(call)
        known = self._of_client(call.params["client_order_id"])
        if known is not None:
            return _placed(known)
        order = self._described(call)
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise self._refused(call, err.reason) from err
        return _placed(order)

    def _refused(self, call: Call, reason: Reason) -> RefusalError:
        code, message = REASONS[reason]
        error = {
            "error": code,
            "message": message,
            "error_details": "",
            "preview_failure_reason": PREVIEWS.get(reason, "UNKNOWN_PREVIEW_FAILURE_REASON"),
            "new_order_failure_reason": code,
        }
        return RefusalError(
            Reply(
                {
                    "success": False,
                    "failure_reason": "UNKNOWN_FAILURE_REASON",
                    "order_id": "",
                    "error_response": error,
                    "order_configuration": json.loads(call.params["order_configuration"]),
                }
            )
        )

    def _of_client(self, client_id: str) -> Order | None:
        for order in self.engine.registry.orders.values():
            if order.client_id == client_id:
                return order
        return None

    def _described(self, call: Call) -> Order:
        book = self.data.book(call.params["product_id"])
        side = Side(call.params["side"])
        ((kind, given),) = json.loads(call.params["order_configuration"]).items()
        known = CONFIGURATIONS.get(kind)
        if known is None:
            raise refusal("INVALID_ARGUMENT", f"unsupported order configuration {kind}")
        if not isinstance(given, Mapping) or set(given) - known:
            raise refusal("INVALID_ARGUMENT", f"unknown field in {kind}")
        amount, price = _number(given, "base_size"), _number(given, "limit_price")
        market = kind == "market_market_ioc"
        if market == (price is not None):
            raise refusal("INVALID_ARGUMENT", "limit_price")
        if (cost := _number(given, "quote_size")) is not None:
            if not market or side is Side.SELL or amount is not None:
                raise refusal("INVALID_ARGUMENT", "quote_size")
            if cost % book.market.tick:
                raise self._refused(call, Reason.PRICE_FILTER)
            # What is spent includes the fee.
            taker = self.engine.settlement.fees[Kind.SPOT][1]
            amount = (cost / (1 + taker) / book.ask).quantize(FINEST, ROUND_DOWN)
        forces = {"limit_limit_fok": Force.FOK, "sor_limit_ioc": Force.IOC}
        force = Force.POST_ONLY if given.get("post_only") else forces.get(kind, Force.GTC)
        return Order(
            market=book.market,
            side=side,
            client_id=call.params["client_order_id"],
            amount=amount or ZERO,
            price=price,
            force=force,
            extra={"configuration": call.params["order_configuration"]},
        )

    def cancel(self, call: Call) -> object:
        """Cancel orders, each with an answer of its own."""
        check_trading(call)
        return {"results": [self._cancelled(one) for one in json.loads(call.params["order_ids"])]}

    def _cancelled(self, written: str) -> dict[str, object]:
        order = self._by_id(written)
        done = order is not None and order.status.open
        if done and order is not None:
            self.engine.cancel(order)
        reason = "UNKNOWN_CANCEL_FAILURE_REASON" if done else self.cancel_reason
        return {"success": done, "failure_reason": reason, "order_id": written}

    def _by_id(self, written: str) -> Order | None:
        order = self.engine.registry.orders.get(write.number_of(written))
        return order if order is not None and self.engine.registry.seen(order) else None

    def query(self, call: Call) -> object:
        """Look an order up by Coinbase's id."""
        order = self._by_id(call.params["id"])
        if order is None:
            raise refusal("NOT_FOUND", "order with this orderID was not found", 404)
        return {"order": write.order(order)}

    def listed(self, call: Call) -> object:
        """List orders, newest first."""
        statuses = _names(call, "order_status")
        if "OPEN" in statuses and len(statuses) > 1:
            raise refusal("INVALID_ARGUMENT", "OPEN can't be combined with other statuses")
        found = [
            order
            for order in reversed(self.engine.registry.orders.values())
            if (not statuses or write.STATUS[order.status] in statuses)
            and _in(call, "product_ids", order.market.id)
            and _in(call, "order_ids", write.order_id(order.order_id))
            and _within(call, "start_date", "end_date", order.created_at)
        ]
        page, cursor = _page(call, self.engine.registry.visible(found))
        return {
            "orders": [write.order(order) for order in page],
            "sequence": "0",
            "has_next": bool(cursor),
            "cursor": cursor,
        }

    def fills(self, call: Call) -> object:
        """List fills, newest first."""
        registry = self.engine.registry
        found: list[Fill] = []
        for book in self.engine.books.values():
            found += registry.visible_fills(book.market)
        found = [
            fill
            for fill in sorted(found, key=lambda fill: -fill.trade_id)
            if _in(call, "product_ids", fill.market.id)
            and _in(call, "order_ids", write.order_id(fill.order_id))
            and _within(call, "start_sequence_timestamp", "end_sequence_timestamp", fill.at)
        ]
        page, cursor = _page(call, found)
        return {
            "fills": [write.fill(fill, registry.orders[fill.order_id]) for fill in page],
            "cursor": cursor,
        }


def _placed(order: Order) -> dict[str, object]:
    return {
        "success": True,
        "success_response": {
            "order_id": write.order_id(order.order_id),
            "product_id": order.market.id,
            "side": order.side.value,
            "client_order_id": order.client_id,
            "attached_order_id": "",
        },
        "order_configuration": json.loads(order.extra["configuration"]),
    }


def _number(given: Mapping[str, Any], name: str) -> Decimal | None:
    value = given.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise refusal("INVALID_ARGUMENT", f"{name} has to be a string")
    try:
        return Decimal(value)
    except InvalidOperation as err:
        raise refusal("INVALID_ARGUMENT", name) from err


def _names(call: Call, name: str) -> list[str]:
    return call.params[name].split(",") if call.params.get(name) else []


def _in(call: Call, name: str, value: str) -> bool:
    wanted = _names(call, name)
    return not wanted or value in wanted


def _within(call: Call, first: str, last: str, at: int) -> bool:
    start, end = _ms(call.params.get(first)), _ms(call.params.get(last))
    return (start is None or at >= start) and (end is None or at < end)


def _ms(written: str | None) -> int | None:
    return None if not written else int(datetime.fromisoformat(written).timestamp() * 1000)


def _page[T](call: Call, found: list[T]) -> tuple[list[T], str]:
    limit = min(call.integer("limit") or USUAL, MOST)
    first = int(call.params.get("cursor") or 0)
    more = first + limit < len(found)
    return found[first : first + limit], str(first + limit) if more else ""
