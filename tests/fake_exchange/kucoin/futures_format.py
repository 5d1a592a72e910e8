"""KuCoin's way to write orders, trades and positions of futures: sizes are contracts."""

from decimal import Decimal

from ..core.account import Position
from ..core.engine import Engine
from ..core.market import FakeMarket
from ..core.orders import ZERO, Fill, Force, Forced, Hand, Order
from ..wire import fixed, plain
from . import ids
from .format import NANOS, ended_badly
from .markets import contract

TRADE_TYPES = {
    None: "trade",
    Forced.LIQUIDATION: "liquid",
    Forced.PARTLY: "liquid",
    Forced.DELEVERAGED: "adl",
}
SIDES = {Hand.BOTH: "BOTH", Hand.LONG: "LONG", Hand.SHORT: "SHORT"}


def contracts(amount: Decimal, market: FakeMarket) -> int:
    """Return an amount in contracts."""
    return int(amount / contract(market))


def mode(isolated: bool) -> str:
    """Return a margin mode in KuCoin's words."""
    return "ISOLATED" if isolated else "CROSS"


def order(order: Order) -> dict[str, object]:
    """Return an order as all lists show it."""
    market, trigger = order.market, order.trigger
    over = not order.status.open
    filled = contracts(order.filled, market)
    limit = order.price is not None
    return {
        "id": ids.written(order.order_id, market),
        "symbol": market.id,
        "type": "limit" if limit else "market",
        "side": order.side.value.lower(),
        "price": plain(order.price) if order.price is not None else "0",
        "size": contracts(order.amount, market),
        "value": fixed(order.amount * (order.price or order.average), 4),
        "dealValue": fixed(order.cost, 4),
        "dealSize": filled,
        "stp": "",
        "stop": "" if trigger is None else "up" if trigger.rises else "down",
        "stopPriceType": order.extra.get("stopPriceType", ""),
        "stopTriggered": bool(order.triggered_at),
        "stopPrice": plain(trigger.price) if trigger else None,
        "timeInForce": "GTC" if order.force is Force.POST_ONLY or not limit else order.force.value,
        "postOnly": order.force is Force.POST_ONLY,
        "hidden": False,
        "iceberg": False,
        "leverage": order.extra.get("leverage", "1"),
        "forceHold": False,
        "closeOrder": order.close_position,
        "visibleSize": 0,
        "clientOid": order.client_id,
        "remark": None,
        "tags": "",
        "isActive": not over,
        "cancelExist": ended_badly(order),
        "createdAt": order.created_at,
        "updatedAt": order.updated_at,
        "endAt": order.updated_at if over else None,
        "orderTime": order.created_at * NANOS,
        "settleCurrency": market.quote,
        "marginMode": order.extra.get("marginMode", "ISOLATED"),
        "positionSide": SIDES[order.hand],
        "avgDealPrice": fixed(order.average, 4),
        "filledSize": filled,
        "filledValue": fixed(order.cost, 4),
        "status": "done" if over else "open",
        "reduceOnly": order.reduce_only,
    }


def trade(fill: Fill, order: Order, rate: Decimal) -> dict[str, object]:
    """Return a trade."""
    kind = "limit" if order.price is not None else "market"
    opens = fill.realized == 0
    return {
        "symbol": fill.market.id,
        "tradeId": str(fill.trade_id),
        "orderId": ids.written(fill.order_id, fill.market),
        "side": fill.side.value.lower(),
        "liquidity": "maker" if fill.maker else "taker",
        "forceTaker": False,
        "price": plain(fill.price),
        "size": contracts(fill.amount, fill.market),
        "value": plain(fill.cost),
        "openFeePay": plain(fill.fee) if opens else "0",
        "closeFeePay": "0" if opens else plain(fill.fee),
        "stop": "" if order.trigger is None else "up" if order.trigger.rises else "down",
        "feeRate": plain(rate),
        "fixFee": "0",
        "feeCurrency": fill.fee_asset,
        "tradeTime": fill.at * NANOS,
        "subTradeType": None,
        "marginMode": order.extra.get("marginMode", "ISOLATED"),
        "settleCurrency": fill.market.quote,
        "displayType": kind if order.trigger is None else f"{kind}_stop",
        "fee": plain(fill.fee),
        "orderType": kind,
        "tradeType": TRADE_TYPES[fill.forced],
        "createdAt": fill.at,
        "positionSide": SIDES[fill.hand],
    }


def position(engine: Engine, held: Position) -> dict[str, object]:
    """Return a position."""
    market, mark = held.market, engine.settlement.mark(held.market)
    cost = held.entry * held.amount
    liquidation = engine.liquidation_price(held) if held.amount else None
    found: dict[str, object] = {
        "id": f"30000000000084351{SIDES[held.hand]}",
        "symbol": market.id,
        "crossMode": not held.isolated,
        "delevPercentage": 0.1,
        "openingTimestamp": held.created_at,
        "currentTimestamp": engine.clock.ms(),
        "currentQty": contracts(held.amount, market),
        "currentCost": float(cost),
        "currentComm": 0.0,
        "unrealisedCost": float(cost),
        "realisedGrossCost": 0.0,
        "realisedCost": 0.0,
        "isOpen": bool(held.amount),
        "markPrice": float(mark),
        "markValue": float(mark * held.amount),
        "posCost": float(cost),
        "posInit": float(abs(cost) / held.leverage),
        "posMargin": float(held.margin(mark)),
        "realisedGrossPnl": float(held.realized),
        "realisedPnl": float(held.realized),
        "unrealisedPnl": float(held.profit(mark)),
        "unrealisedPnlPcnt": 0.0,
        "unrealisedRoePcnt": 0.0,
        "avgEntryPrice": float(held.entry),
        "liquidationPrice": float(liquidation or ZERO),
        "bankruptPrice": float(liquidation or ZERO),
        "settleCurrency": market.quote,
        "isInverse": False,
        "maintainMargin": float(market.maintenance_rate),
        "marginMode": mode(held.isolated),
        "positionSide": SIDES[held.hand],
        "leverage": held.leverage,
    }
    if held.isolated:
        found["realLeverage"] = held.leverage
    return found
