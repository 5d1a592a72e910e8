"""Binance spot's way to write orders, trades and balances."""

from decimal import Decimal

from ..core.account import Account
from ..core.events import Change, OrderEvent, PairEvent
from ..core.orders import Fill, Force, Order, Status
from ..core.pairs import Pair
from ..wire import fixed

STATUS = {Status.UNTRIGGERED: "NEW", Status.TRIGGERED: "NEW"}
FORCE = {Force.POST_ONLY: "GTC"}


def _list_of(order: Order) -> int:
    return order.pair.number if order.pair is not None else -1


def price_of(order: Order) -> str:
    """Return the limit price, zero for market orders."""
    return fixed(order.price or Decimal(0))


def status_of(order: Order) -> str:
    """Return the status in Binance's words."""
    return STATUS.get(order.status, order.status.value)


def acknowledged(order: Order) -> dict[str, object]:
    """Return the shortest answer to a new order."""
    return {
        "symbol": order.market.id,
        "orderId": order.order_id,
        "orderListId": _list_of(order),
        "clientOrderId": order.client_id,
        "transactTime": order.created_at,
    }


def _sizes(order: Order) -> dict[str, object]:
    return {
        "price": price_of(order),
        "origQty": fixed(order.amount),
        "executedQty": fixed(order.filled),
        "origQuoteOrderQty": fixed(order.cost_wanted or Decimal(0)),
        "cummulativeQuoteQty": fixed(order.cost),
        "status": status_of(order),
        "timeInForce": FORCE.get(order.force, order.force.value),
        "type": order.wire_type,
        "side": order.side.value,
        "selfTradePreventionMode": "EXPIRE_MAKER",
    }


def created(order: Order, response_type: str) -> dict[str, object]:
    """Return the answer to a new order."""
    answer = acknowledged(order)
    if response_type == "ACK":
        return answer
    answer |= _sizes(order)
    answer["workingTime"] = order.created_at if order.status is not Status.UNTRIGGERED else -1
    if order.trigger is not None:
        answer["stopPrice"] = fixed(order.trigger.price)
    if response_type == "FULL":
        answer["fills"] = [
            {
                "price": fixed(fill.price),
                "qty": fixed(fill.amount),
                "commission": fixed(fill.fee),
                "commissionAsset": fill.fee_asset,
                "tradeId": fill.trade_id,
            }
            for fill in order.fills
        ]
    return answer


def canceled(order: Order, cancel_id: str) -> dict[str, object]:
    """Return the answer to a cancellation, which has a client id of its own."""
    return {
        **acknowledged(order),
        "origClientOrderId": order.client_id,
        "clientOrderId": cancel_id,
        "transactTime": order.updated_at,
        **_sizes(order),
        **({"stopPrice": fixed(order.trigger.price)} if order.trigger else {}),
    }


def queried(order: Order) -> dict[str, object]:
    """Return an order as look-ups and lists show it."""
    waiting = order.trigger is not None and not order.triggered_at
    return {
        "symbol": order.market.id,
        "orderId": order.order_id,
        "orderListId": _list_of(order),
        "clientOrderId": order.client_id,
        **_sizes(order),
        "stopPrice": fixed(order.trigger.price if order.trigger else Decimal(0)),
        "icebergQty": fixed(Decimal(0)),
        "time": order.created_at,
        "updateTime": order.updated_at,
        "isWorking": not waiting,
        "workingTime": -1 if waiting else order.triggered_at or order.created_at,
    }


def trade(fill: Fill) -> dict[str, object]:
    """Return a trade as myTrades shows it."""
    return {
        "symbol": fill.market.id,
        "id": fill.trade_id,
        "orderId": fill.order_id,
        "orderListId": -1,
        "price": fixed(fill.price),
        "qty": fixed(fill.amount),
        "quoteQty": fixed(fill.cost),
        "commission": fixed(fill.fee),
        "commissionAsset": fill.fee_asset,
        "time": fill.at,
        "isBuyer": fill.side == "BUY",
        "isMaker": fill.maker,
        "isBestMatch": True,
    }


def execution_report(event: OrderEvent) -> dict[str, object]:
    """Return what the user stream tells of an order."""
    order, fill = event.order, event.fill
    canceled_now = event.change is Change.CANCELED
    report: dict[str, object] = {
        "e": "executionReport",
        "E": event.at,
        "s": order.market.id,
        "c": order.cancel_client_id if canceled_now else order.client_id,
        "S": order.side.value,
        "o": order.wire_type,
        "f": FORCE.get(order.force, order.force.value),
        "q": fixed(order.amount),
        "p": price_of(order),
        "P": fixed(order.trigger.price if order.trigger else Decimal(0)),
        "F": fixed(Decimal(0)),
        "g": _list_of(order),
        "C": order.client_id if canceled_now else "",
        "x": event.change.value,
        "X": status_of(order),
        "r": "NONE",
        "i": order.order_id,
        "l": fixed(fill.amount if fill else Decimal(0)),
        "z": fixed(order.filled),
        "L": fixed(fill.price if fill else Decimal(0)),
        "n": fixed(fill.fee) if fill else "0",
        "N": fill.fee_asset if fill else None,
        "T": event.at,
        "t": fill.trade_id if fill else -1,
        "v": 0,
        "I": order.order_id * 2,
        "w": order.status.active,
        "m": bool(fill and fill.maker),
        "M": fill is not None,
        "O": order.created_at,
        "Z": fixed(order.cost),
        "Y": fixed(fill.cost if fill else Decimal(0)),
        "Q": fixed(order.cost_wanted or Decimal(0)),
        "V": "EXPIRE_MAKER",
    }
    if order.status is not Status.UNTRIGGERED:
        report["W"] = order.triggered_at or order.created_at
    return report


def pair(pair: Pair, reports: list[dict[str, object]], at: int) -> dict[str, object]:
    """Return the answer to what placed or cancelled a pair."""
    return {
        "orderListId": pair.number,
        "contingencyType": "OCO",
        "listStatusType": "ALL_DONE" if pair.is_over else "EXEC_STARTED",
        "listOrderStatus": "ALL_DONE" if pair.is_over else "EXECUTING",
        "listClientOrderId": pair.name,
        "transactionTime": at,
        "symbol": pair.orders[0].market.id,
        "orders": [
            {
                "symbol": order.market.id,
                "orderId": order.order_id,
                "clientOrderId": order.client_id,
            }
            for order in pair.orders
        ],
        "orderReports": reports,
    }


def list_status(event: PairEvent) -> dict[str, object]:
    """Return what the user stream tells of a pair."""
    pair = event.pair
    return {
        "e": "listStatus",
        "E": event.at,
        "s": pair.orders[0].market.id,
        "g": pair.number,
        "c": "OCO",
        "l": "ALL_DONE" if event.over else "EXEC_STARTED",
        "L": "ALL_DONE" if event.over else "EXECUTING",
        "r": "NONE",
        "C": pair.name,
        "T": event.at,
        "O": [
            {"s": order.market.id, "i": order.order_id, "c": order.client_id}
            for order in pair.orders
        ],
    }


def account_position(account: Account, assets: tuple[str, ...], at: int) -> dict[str, object]:
    """Return what the user stream tells of balances."""
    wallet = account.spot
    return {
        "e": "outboundAccountPosition",
        "E": at,
        "u": at,
        "B": [
            {"a": asset, "f": fixed(wallet[asset].free), "l": fixed(wallet[asset].locked)}
            for asset in assets
            if asset in wallet
        ],
    }
