"""KuCoin's way to write spot orders and trades."""

from decimal import Decimal

from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Fill, Force, Order
from ..wire import plain
from . import ids

FORCE = {Force.POST_ONLY: "GTC"}
NANOS = 1_000_000


def by_id(engine: Engine, kind: Kind) -> dict[str, FakeMarket]:
    """Return the markets of a kind by KuCoin's names."""
    found = (book.market for book in engine.books.values())
    return {market.id: market for market in found if market.kind is kind}


def ended_badly(order: Order) -> bool:
    """Return whether something of an order was cancelled, by whomever."""
    return not order.status.open and order.filled < order.amount


def fee_of(order: Order) -> tuple[Decimal, str]:
    """Return what an order has cost, and in which coin."""
    fees = sum((fill.fee for fill in order.fills), ZERO)
    return fees, order.fills[-1].fee_asset if order.fills else order.market.quote


def _common(order: Order) -> dict[str, object]:
    fee, coin = fee_of(order)
    limit = order.price is not None
    return {
        "id": ids.written(order.order_id, order.market),
        "symbol": order.market.id,
        "opType": "DEAL",
        "type": "limit" if limit else "market",
        "side": order.side.value.lower(),
        "price": plain(order.price or ZERO),
        "size": plain(order.amount),
        "funds": plain(order.amount * order.price) if order.price else "0",
        "dealFunds": plain(order.cost),
        "dealSize": plain(order.filled),
        "fee": plain(fee),
        "feeCurrency": coin,
        "stp": None,
        "timeInForce": FORCE.get(order.force, order.force.value) if limit else "GTC",
        "postOnly": order.force is Force.POST_ONLY,
        "hidden": False,
        "iceberg": False,
        "visibleSize": "0",
        "cancelAfter": 0,
        "channel": "API",
        "clientOid": order.client_id,
        "remark": None,
        "tags": None,
        "cancelExist": ended_badly(order),
        "createdAt": order.created_at,
        "tradeType": "TRADE",
        "tax": "0",
    }


def order(order: Order) -> dict[str, object]:
    """Return an order as the lists of a high-frequency account show it."""
    over = not order.status.open
    left = ZERO if over else order.remaining
    return _common(order) | {
        "lastUpdatedAt": order.updated_at,
        "inOrderBook": order.status.active,
        "cancelledSize": plain(order.remaining if over else ZERO),
        "cancelledFunds": "0",
        "remainSize": plain(left),
        "remainFunds": plain(left * (order.price or ZERO)),
        "active": not over,
    }


def old_order(order: Order) -> dict[str, object]:
    """Return an order as the lists of other accounts show it."""
    return _common(order) | {
        "stop": "",
        "stopTriggered": False,
        "stopPrice": "0",
        "isActive": order.status.open,
    }


def trade(fill: Fill, order: Order, rate: Decimal) -> dict[str, object]:
    """Return a trade."""
    return {
        "id": fill.trade_id * 10,
        "symbol": fill.market.id,
        "tradeId": fill.trade_id,
        "orderId": ids.written(fill.order_id, fill.market),
        "counterOrderId": "6720da3fa30a360007f5f832",
        "side": fill.side.value.lower(),
        "liquidity": "maker" if fill.maker else "taker",
        "forceTaker": False,
        "price": plain(fill.price),
        "size": plain(fill.amount),
        "funds": plain(fill.cost),
        "fee": plain(fill.fee),
        "feeRate": plain(rate),
        "feeCurrency": fill.fee_asset,
        "stop": "",
        "tradeType": "TRADE",
        "taxRate": "0",
        "tax": "0",
        "type": "limit" if order.price is not None else "market",
        "createdAt": fill.at,
    }


def old_trade(fill: Fill, order: Order, rate: Decimal) -> dict[str, object]:
    """Return a trade as other accounts get it: its id is a text."""
    found = trade(fill, order, rate)
    del found["id"]
    return found | {"tradeId": f"{fill.trade_id:024x}"}
