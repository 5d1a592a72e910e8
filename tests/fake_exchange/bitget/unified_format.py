"""How the interface of unified accounts (v3) writes orders, strategies, trades and balances."""

from decimal import Decimal

from ..core.account import Position
from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Fill, Forced, Order, Status
from ..wire import plain
from . import ids
from .format import force, hold_mode, trade_side

STATES = {
    Status.NEW: "new",
    Status.PARTIALLY_FILLED: "partially_filled",
    Status.FILLED: "filled",
}
EXEC_TYPES = {
    None: "normal",
    Forced.LIQUIDATION: "liquidation",
    Forced.PARTLY: "reduce",
    Forced.DELEVERAGED: "reduce",
}
STRATEGY_STATES = {
    Status.UNTRIGGERED: "pending",
    Status.TRIGGERED: "success",
    Status.REJECTED: "failed",
}


def category(market: FakeMarket) -> str:
    """Return the kind of a market."""
    return "SPOT" if market.kind is Kind.SPOT else "USDT-FUTURES"


def _hand(told: Order | Fill) -> str:
    return "" if told.hand == "BOTH" else told.hand.value.lower()


def _fees(fills: list[Fill]) -> list[dict[str, object]]:
    totals: dict[str, Decimal] = {}
    for fill in fills:
        totals[fill.fee_asset] = totals.get(fill.fee_asset, ZERO) + fill.fee
    return [{"feeCoin": asset, "fee": plain(fee)} for asset, fee in totals.items()]


def order(engine: Engine, order: Order) -> dict[str, object]:
    """Return an order; fees that were paid are above 0."""
    linear = order.market.kind is Kind.LINEAR
    by_cost = order.cost_wanted is not None
    return {
        "orderId": ids.written(order.order_id),
        "clientOid": order.client_id,
        "category": category(order.market),
        "symbol": order.market.id,
        "orderType": "market" if order.price is None else "limit",
        "side": order.side.lower(),
        "price": plain(order.price or ZERO),
        "qty": "0" if by_cost else plain(order.amount),
        "amount": plain(order.cost_wanted or ZERO),
        "cumExecQty": plain(order.filled),
        "cumExecValue": plain(order.cost),
        "avgPrice": plain(order.average),
        "timeInForce": force(order),
        "orderStatus": STATES.get(order.status, "cancelled"),
        "posSide": _hand(order),
        "holdMode": hold_mode(order.hand) if linear else "",
        "delegateType": order.wire_type or ("market" if order.price is None else "normal"),
        "tradeSide": "open" if order.opening else "close",
        "reduceOnly": "YES" if order.reduce_only else "NO",
        "marginMode": _margin(engine, order.market) if linear else "",
        "stpMode": "none",
        "takeProfit": "",
        "stopLoss": "",
        "feeDetail": _fees(order.fills),
        "cancelReason": "" if order.status is not Status.CANCELED else "normal_cancel",
        "execType": EXEC_TYPES[order.forced],
        "createdTime": str(order.created_at),
        "updatedTime": str(order.updated_at),
    }


def _margin(engine: Engine, market: FakeMarket) -> str:
    return "isolated" if engine.account.is_isolated(market) else "crossed"


def strategy(order: Order) -> dict[str, object]:
    """Return a stop of a position."""
    assert order.trigger is not None
    selling = not order.buying
    return {
        "orderId": ids.written(order.order_id),
        "clientOid": order.client_id,
        "category": category(order.market),
        "symbol": order.market.id,
        "qty": plain(order.amount),
        "posSide": "long" if selling else "short",
        "status": STRATEGY_STATES.get(order.status, "cancelled"),
        "type": "tpsl",
        "triggerType": "stopLoss",
        "tpTriggerBy": None,
        "slTriggerBy": "market" if order.trigger.by == "LAST" else "mark",
        "takeProfit": "",
        "stopLoss": plain(order.trigger.price),
        "tpOrderType": None,
        "slOrderType": "market",
        "tpLimitPrice": "",
        "slLimitPrice": "",
        "createdTime": str(order.created_at),
        "updatedTime": str(order.updated_at),
    }


def fill(fill: Fill, order: Order) -> dict[str, object]:
    """Return a trade; a fee that was paid is above 0."""
    return {
        "execId": ids.written(fill.trade_id),
        "execLinkId": ids.written(fill.trade_id),
        "orderId": ids.written(fill.order_id),
        "clientOid": order.client_id,
        "category": category(fill.market),
        "symbol": fill.market.id,
        "orderType": "market" if order.price is None else "limit",
        "side": fill.side.lower(),
        "execPrice": plain(fill.price),
        "execQty": plain(fill.amount),
        "execValue": plain(fill.cost),
        "tradeScope": "maker" if fill.maker else "taker",
        "tradeSide": trade_side(order, opening=order.opening)
        if order.forced
        else "open"
        if order.opening
        else "close",
        "posSide": _hand(order),
        "feeDetail": _fees([fill]),
        "createdTime": str(fill.at),
        "updatedTime": str(fill.at),
        "execPnl": plain(fill.realized),
        "isRPI": "NO",
    }


def position(engine: Engine, position: Position) -> dict[str, object]:
    """Return an open position."""
    market, size = position.market, abs(position.amount)
    mark = engine.settlement.mark(market)
    liquidation = engine.liquidation_price(position)
    return {
        "category": category(market),
        "symbol": market.id,
        "marginCoin": market.quote,
        "holdMode": hold_mode(position.hand),
        "posSide": "long" if position.amount > 0 else "short",
        "marginMode": "isolated" if position.isolated else "crossed",
        "positionBalance": plain(engine.settlement.position_margin(position)),
        "available": plain(size),
        "frozen": "0",
        "total": plain(size),
        "leverage": str(engine.account.leverage(market)),
        "curRealisedPnl": plain(position.realized),
        "avgPrice": plain(position.entry),
        "positionStatus": "normal",
        "unrealisedPnl": plain(position.profit(mark)),
        "liquidationPrice": plain(liquidation.quantize(market.tick)) if liquidation else "0",
        "mmr": plain(market.maintenance_rate),
        "profitRate": "0",
        "markPrice": plain(mark),
        "breakEvenPrice": plain(position.entry),
        "totalFunding": "0",
        "openFeeTotal": "0",
        "closeFeeTotal": "0",
        "createdTime": str(position.created_at or position.updated_at),
        "updatedTime": str(position.updated_at),
    }


def assets(engine: Engine) -> dict[str, object]:
    """Return the account: margin that is bound still counts as available."""
    money, account = engine.settlement, engine.account
    profit = money.profit()
    bound = money.margin_used() + money.order_margin()
    rows: list[dict[str, object]] = []
    equity = ZERO
    for asset, holding in account.spot.items():
        usdt = asset == "USDT"
        book = engine.books.get(f"{asset}/USDT")
        price = Decimal(1) if usdt else book.last if book else ZERO
        own = holding.total + (profit if usdt else ZERO)
        equity += own * price
        if not holding.total:
            continue
        rows.append(
            {
                "coin": asset,
                "equity": plain(own),
                "usdValue": plain(own * price),
                "balance": plain(holding.total),
                "available": plain(holding.free + (min(profit, ZERO) if usdt else ZERO)),
                "debt": "0",
                "bonus": "0",
                "locked": plain(holding.locked),
            }
        )
    return {
        "accountEquity": plain(equity),
        "usdtEquity": plain(equity),
        "btcEquity": "0",
        "unrealisedPnl": plain(profit),
        "usdtUnrealisedPnl": plain(profit),
        "btcUnrealizedPnl": "0",
        "effEquity": plain(account.holding(Kind.LINEAR, "USDT").total + profit),
        "mmr": "0",
        "imr": plain(bound),
        "mgnRatio": "0",
        "positionMgnRatio": "0",
        "positionValue": "0",
        "leverage": "0",
        "assets": rows,
    }
