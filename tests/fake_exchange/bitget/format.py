"""How the classic interface (v2) writes orders, plans, trades, positions and balances."""

from decimal import Decimal
import json

from ..core.account import Position
from ..core.engine import Engine
from ..core.market import Kind
from ..core.orders import ZERO, Fill, Force, Forced, Hand, Order, Status
from ..wire import plain
from . import ids

STATES = {
    Status.NEW: "live",
    Status.PARTIALLY_FILLED: "partially_filled",
    Status.FILLED: "filled",
}
FORCES = {Force.POST_ONLY: "post_only"}


def force(order: Order) -> str:
    """Return how long an order stays, in Bitget's words."""
    return FORCES.get(order.force, order.force.value.lower())


def hold_mode(hand: Hand) -> str:
    """Return the position mode of a hand."""
    return "one_way_mode" if hand is Hand.BOTH else "hedge_mode"


def pos_side(hand: Hand) -> str:
    """Return whose position it is."""
    return "net" if hand is Hand.BOTH else hand.value.lower()


def side(told: Order | Fill, *, opening: bool) -> str:
    """Return the side: in hedge mode that of the position, even of what closes it."""
    if told.hand is not Hand.BOTH and not opening:
        return "buy" if told.side == "SELL" else "sell"
    return told.side.lower()


def trade_side(told: Order | Fill, *, opening: bool) -> str:
    """Return whether a position is opened or closed."""
    if told.forced is not None:
        return _forced_side(told, told.forced)
    if told.hand is not Hand.BOTH:
        return "open" if opening else "close"
    if getattr(told, "reduce_only", False):
        return f"reduce_{told.side.lower()}_single"
    return f"{told.side.lower()}_single"


def _forced_side(told: Order | Fill, forced: Forced) -> str:
    begin = {
        Forced.LIQUIDATION: "burst",
        Forced.PARTLY: "reduce",
        Forced.DELEVERAGED: "dte_sys_adl",
    }[forced]
    way = told.side.lower()
    if told.hand is not Hand.BOTH:
        return f"{begin}_close_{told.hand.lower()}"
    single = f"{way}_in_single_side_mode" if forced is Forced.DELEVERAGED else f"{way}_single"
    return f"{begin}_{single}"


def spot_order(order: Order, *, pending: bool = False) -> dict[str, object]:
    """Return a spot order; those that are open have their price where others have the average."""
    size = order.amount if order.cost_wanted is None else order.cost_wanted
    row: dict[str, object] = {
        "userId": "1234567890",
        "symbol": order.market.id,
        "orderId": ids.written(order.order_id),
        "clientOid": order.client_id,
        "size": plain(size),
        "orderType": "market" if order.price is None else "limit",
        "side": order.side.lower(),
        "status": STATES.get(order.status, "cancelled"),
        "baseVolume": plain(order.filled),
        "quoteVolume": plain(order.cost),
        "enterPointSource": "API",
        "orderSource": "market" if order.price is None else "normal",
        "triggerPrice": None,
        "tpslType": "normal",
        "cTime": str(order.created_at),
        "uTime": str(order.updated_at),
    }
    if pending:
        average = plain(order.average)
        return {**row, "priceAvg": plain(order.price or ZERO), "basePrice": average}
    return {
        **row,
        "price": plain(order.price or ZERO),
        "priceAvg": plain(order.average),
        "feeDetail": _fee_detail(order),
        "cancelReason": "" if order.status is not Status.CANCELED else "normal_cancel",
        "baseCoin": order.market.base,
        "quoteCoin": order.market.quote,
    }


def _fee_detail(order: Order) -> str:
    totals: dict[str, Decimal] = {}
    for fill in order.fills:
        totals[fill.fee_asset] = totals.get(fill.fee_asset, ZERO) + fill.fee
    if not totals:
        return ""
    detail: dict[str, object] = {
        asset: {
            "deduction": asset == "BGB",
            "feeCoinCode": asset,
            "totalDeductionFee": float(-fee) if asset == "BGB" else 0,
            "totalFee": float(-fee),
        }
        for asset, fee in totals.items()
    }
    whole = float(-sum(totals.values(), ZERO))
    detail["newFees"] = {
        "c": 0,
        "d": 0,
        "deduction": False,
        "r": whole,
        "t": whole,
        "totalDeductionFee": 0,
    }
    return json.dumps(detail)


def mix_order(engine: Engine, order: Order, state: str = "status") -> dict[str, object]:
    """Return an order of perpetuals; `state` is where it says how it stands."""
    fee = sum((fill.fee for fill in order.fills), ZERO)
    return {
        "symbol": order.market.id,
        "size": plain(order.amount),
        "orderId": ids.written(order.order_id),
        "clientOid": order.client_id,
        "baseVolume": plain(order.filled),
        "fee": plain(-fee),
        "price": plain(order.price) if order.price is not None else "",
        "priceAvg": plain(order.average) if order.filled else "",
        state: STATES.get(order.status, "canceled"),
        "side": side(order, opening=order.opening),
        "force": force(order),
        "totalProfits": plain(sum((fill.realized for fill in order.fills), ZERO)),
        "posSide": pos_side(order.hand),
        "marginCoin": order.market.quote,
        "presetStopSurplusPrice": "",
        "presetStopLossPrice": "",
        "quoteVolume": plain(order.cost),
        "orderType": "market" if order.price is None else "limit",
        "leverage": str(engine.account.leverage(order.market)),
        "marginMode": "isolated" if engine.account.is_isolated(order.market) else "crossed",
        "reduceOnly": "YES" if order.reduce_only else "NO",
        "enterPointSource": "API",
        "tradeSide": trade_side(order, opening=order.opening),
        "posMode": hold_mode(order.hand),
        "orderSource": "market" if order.price is None else "normal",
        "cancelReason": "" if order.status is not Status.CANCELED else "normal_cancel",
        "cTime": str(order.created_at),
        "uTime": str(order.updated_at),
    }


def plan(engine: Engine, order: Order) -> dict[str, object]:
    """Return an order that waits for its price."""
    assert order.trigger is not None
    states = {
        Status.UNTRIGGERED: "live",
        Status.TRIGGERED: "executed",
        Status.REJECTED: "fail_execute",
    }
    return {
        "planType": order.wire_type,
        "symbol": order.market.id,
        "size": plain(order.amount),
        "orderId": ids.written(order.order_id),
        "executeOrderId": ids.written(order.child) if order.child else "",
        "clientOid": order.client_id,
        "price": "",
        "executePrice": "0",
        "callbackRatio": "",
        "triggerPrice": plain(order.trigger.price),
        "triggerType": "fill_price" if order.trigger.by == "LAST" else "mark_price",
        "planStatus": states.get(order.status, "cancelled"),
        "side": side(order, opening=False),
        "posSide": pos_side(order.hand),
        "marginCoin": order.market.quote,
        "marginMode": "isolated" if engine.account.is_isolated(order.market) else "crossed",
        "enterPointSource": "API",
        "tradeSide": trade_side(order, opening=False),
        "posMode": hold_mode(order.hand),
        "orderType": "market",
        "stopSurplusTriggerPrice": "",
        "stopSurplusExecutePrice": "",
        "stopSurplusTriggerType": "fill_price",
        "stopLossTriggerPrice": plain(order.trigger.price),
        "stopLossExecutePrice": "",
        "stopLossTriggerType": "fill_price",
        "cTime": str(order.created_at),
        "uTime": str(order.updated_at),
    }


def _fee(fill: Fill) -> dict[str, object]:
    deducted = fill.fee_asset == "BGB" and fill.market.base != "BGB"
    return {
        "deduction": "yes" if deducted else "no",
        "feeCoin": fill.fee_asset,
        "totalDeductionFee": plain(-fill.fee) if deducted else "",
        "totalFee": plain(-fill.fee),
    }


def fill(fill: Fill, order: Order) -> dict[str, object]:
    """Return a trade."""
    common: dict[str, object] = {
        "tradeId": ids.written(fill.trade_id),
        "symbol": fill.market.id,
        "orderId": ids.written(fill.order_id),
        "orderType": "market" if order.price is None else "limit",
        "tradeScope": "maker" if fill.maker else "taker",
        "cTime": str(fill.at),
        "uTime": str(fill.at),
    }
    if fill.market.kind is Kind.SPOT:
        return {
            **common,
            "userId": "1234567890",
            "side": fill.side.lower(),
            "priceAvg": plain(fill.price),
            "size": plain(fill.amount),
            "amount": plain(fill.cost),
            "feeDetail": _fee(fill),
        }
    return {
        **common,
        "price": plain(fill.price),
        "baseVolume": plain(fill.amount),
        "quoteVolume": plain(fill.cost),
        "feeDetail": [_fee(fill)],
        "side": side(fill, opening=order.opening),
        "profit": plain(fill.realized),
        "enterPointSource": "sys" if fill.forced else "api",
        "tradeSide": trade_side(order, opening=order.opening),
        "posMode": hold_mode(fill.hand),
    }


def position(engine: Engine, position: Position) -> dict[str, object]:
    """Return an open position."""
    market, size = position.market, abs(position.amount)
    mark = engine.settlement.mark(market)
    liquidation = engine.liquidation_price(position)
    return {
        "marginCoin": market.quote,
        "symbol": market.id,
        "holdSide": "long" if position.amount > 0 else "short",
        "openDelegateSize": "0",
        "marginSize": plain(engine.settlement.position_margin(position)),
        "available": plain(size),
        "locked": "0",
        "total": plain(size),
        "leverage": str(engine.account.leverage(market)),
        "achievedProfits": plain(position.realized),
        "openPriceAvg": plain(position.entry),
        "marginMode": "isolated" if position.isolated else "crossed",
        "posMode": hold_mode(position.hand),
        "unrealizedPL": plain(position.profit(mark)),
        "liquidationPrice": plain(liquidation.quantize(market.tick)) if liquidation else "0",
        "keepMarginRate": plain(market.maintenance_rate),
        "markPrice": plain(mark),
        "marginRatio": "0.01",
        "breakEvenPrice": plain(position.entry),
        "totalFee": "",
        "deductedFee": "",
        "assetMode": "single",
        "autoMargin": "off",
        "takeProfit": "",
        "stopLoss": "",
        "takeProfitId": "",
        "stopLossId": "",
        "grant": "0",
        "cTime": str(position.created_at or position.updated_at),
        "uTime": str(position.updated_at),
    }


def mix_account(engine: Engine) -> dict[str, object]:
    """Return the futures account."""
    money = engine.settlement
    holding = engine.account.holding(Kind.LINEAR, "USDT")
    profit, free = money.profit(), money.free(Kind.LINEAR, "USDT")
    usable = min(free, max(free - max(profit, ZERO), ZERO))
    return {
        "marginCoin": "USDT",
        "locked": plain(money.order_margin()),
        "available": plain(holding.total),
        "crossedMaxAvailable": plain(free),
        "isolatedMaxAvailable": plain(free),
        "maxTransferOut": plain(usable),
        "accountEquity": plain(holding.total + profit),
        "usdtEquity": plain(holding.total + profit),
        "btcEquity": "0",
        "crossedRiskRate": "0",
        "unrealizedPL": plain(profit),
        "coupon": "0",
        "crossedUnrealizedPL": plain(profit),
        "isolatedUnrealizedPL": "0",
        "assetMode": "single",
    }


def spot_asset(engine: Engine, asset: str) -> dict[str, object]:
    """Return a balance of the spot account."""
    holding = engine.account.holding(Kind.SPOT, asset)
    return {
        "coin": asset,
        "available": plain(holding.free),
        "limitAvailable": "0",
        "frozen": plain(holding.locked),
        "locked": "0",
        "uTime": str(engine.clock.ms()),
    }
