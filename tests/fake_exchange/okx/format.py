"""OKX's way to write orders, algo orders, trades, positions and balances."""

from collections.abc import Iterable
from decimal import Decimal

from ..core.account import MONEY_STEP, Account, Position
from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Fill, Forced, Hand, Order, Side, Status
from ..wire import plain
from .data import TYPES
from .markets import contract

POS_SIDES = {Hand.BOTH: "net", Hand.LONG: "long", Hand.SHORT: "short"}
STATES = {
    Status.NEW: "live",
    Status.PARTIALLY_FILLED: "partially_filled",
    Status.FILLED: "filled",
}
ALGO_STATES = {
    Status.UNTRIGGERED: "live",
    Status.TRIGGERED: "effective",
    Status.REJECTED: "order_failed",
}
SOURCES = {"user": "1", "someone else": "1", "position closed": "23", "nothing to reduce": "23"}
CATEGORIES = {
    Forced.LIQUIDATION: "full_liquidation",
    Forced.PARTLY: "partial_liquidation",
    Forced.DELEVERAGED: "adl",
}
SUB_TYPES = {
    Forced.LIQUIDATION: ("104", "105", "107", "106"),
    Forced.PARTLY: ("100", "101", "103", "102"),
    Forced.DELEVERAGED: ("125", "126", "128", "127"),
}
"""Of a forced trade: what closes a long or a short, and in net mode what sells or buys."""
FAILURES = {"balance": "51008", "margin": "51008", "nothing to reduce": "51169"}


def size(market: FakeMarket, amount: Decimal) -> str:
    """Write an amount as OKX counts it: in contracts, or in coins."""
    return plain(amount / contract(market))


def order_id(order: Order) -> str:
    """Return the number of an order as text."""
    return str(order.order_id)


def placed(order: Order) -> dict[str, object]:
    """Return what the answer to a new order says."""
    names = _algo_names(order) if order.algo else _names(order)
    return {**names, "sCode": "0", "sMsg": "", "subCode": ""}


def _names(order: Order) -> dict[str, object]:
    return {
        "ordId": order_id(order),
        # What a triggered algo order becomes has no client order id, only the algo's.
        "clOrdId": "" if order.parent else order.client_id,
        "tag": order.extra.get("tag", ""),
        "ts": str(order.created_at),
    }


def _algo_names(order: Order) -> dict[str, object]:
    return {
        "algoId": order_id(order),
        "algoClOrdId": order.client_id,
        "clOrdId": "",
        "tag": order.extra.get("tag", ""),
    }


def _fee(fills: Iterable[Fill], market: FakeMarket, side: Side) -> tuple[str, str]:
    """Return what fills cost, negative, and in which coin: that which is received."""
    total = sum((fill.fee for fill in fills), ZERO)
    asset = next((fill.fee_asset for fill in fills), "")
    if not asset:
        spot_buy = market.kind is Kind.SPOT and side is Side.BUY
        asset = market.base if spot_buy else market.quote
    return plain(-total), asset


def order_row(order: Order, fill: Fill | None = None) -> dict[str, object]:
    """Return a plain order; with a fill as the stream tells it."""
    market, last = order.market, fill or (order.fills[-1] if order.fills else None)
    fee, fee_asset = _fee(order.fills, market, order.side)
    algo = order.extra.get("algo", "")
    return {
        **_names(order),
        "accFillSz": size(market, order.filled),
        "algoClOrdId": order.client_id if algo else "",
        "algoId": algo,
        "attachAlgoClOrdId": "",
        "attachAlgoOrds": [],
        "avgPx": plain(order.average) if order.filled else "",
        "cTime": str(order.created_at),
        "cancelSource": SOURCES.get(order.reason, "0") if order.reason else "",
        "cancelSourceReason": order.reason,
        "category": CATEGORIES[order.forced] if order.forced else "normal",
        "ccy": "",
        "fee": fee,
        "feeCcy": fee_asset,
        "fillPx": plain(last.price) if last else "",
        "fillSz": size(market, last.amount) if last else ("0" if fill is None else ""),
        "fillTime": str(last.at) if last else "",
        "instId": market.id,
        "instType": TYPES[market.kind],
        "isTpLimit": "false",
        "lever": order.extra.get("lever", ""),
        "linkedAlgoOrd": {"algoId": ""},
        "ordType": order.wire_type or ("limit" if order.price else "market"),
        "pnl": plain(sum((one.realized for one in order.fills), ZERO)),
        "posSide": POS_SIDES[order.hand] if market.kind is Kind.LINEAR else "",
        "px": plain(order.price) if order.price else "",
        "pxType": "",
        "pxUsd": "",
        "pxVol": "",
        "quickMgnType": "",
        "rebate": "0",
        "rebateCcy": market.quote,
        "reduceOnly": order.extra.get("reduceOnly", "false"),
        "side": order.side.lower(),
        "slOrdPx": "",
        "slTriggerPx": "",
        "slTriggerPxType": "",
        "source": "7" if algo else "",
        "state": STATES.get(order.status, "canceled"),
        "stpId": "",
        "stpMode": "cancel_maker",
        "sz": _asked(order),
        "tdMode": order.extra.get("tdMode", "cash"),
        "tgtCcy": order.extra.get("tgtCcy", ""),
        "tpOrdPx": "",
        "tpTriggerPx": "",
        "tpTriggerPxType": "",
        "tradeId": str(last.trade_id) if last else "",
        "tradeQuoteCcy": market.quote if market.kind is Kind.SPOT else "",
        "uTime": str(order.updated_at),
    }


def _asked(order: Order) -> str:
    if order.cost_wanted is not None:
        return plain(order.cost_wanted)
    return size(order.market, order.amount)


def pushed_order(order: Order, fill: Fill | None) -> dict[str, object]:
    """Return an order as its stream tells it: with the one fill that it is about."""
    row = order_row(order, fill)
    if fill is None:
        row |= {"fillPx": "", "fillSz": "0", "fillTime": "", "tradeId": ""}
    return row | {
        "fillFee": plain(-fill.fee) if fill else "0",
        "fillFeeCcy": fill.fee_asset if fill else "",
        "fillPnl": plain(fill.realized) if fill else "0",
        "execType": "" if fill is None else "M" if fill.maker else "T",
        "amendResult": "",
        "reqId": "",
        "code": "0",
        "msg": "",
        "lastPx": row["fillPx"],
        "notionalUsd": "",
    }


def algo_row(order: Order) -> dict[str, object]:
    """Return an algo order: one that waits for its price, or what has become of it."""
    extra, market = order.extra, order.market
    child = str(order.child) if order.child else ""
    fired = order.trigger if order.triggered_at else None
    side = ""
    if fired is not None:
        side = "sl" if plain(fired.price) == extra.get("slTriggerPx") else "tp"
    words = ("tpTriggerPx", "tpOrdPx", "slTriggerPx", "slOrdPx", "triggerPx")
    return {
        **_algo_names(order),
        **{name: extra.get(name, "") for name in words},
        "activePx": "",
        "actualPx": "",
        "actualSide": side,
        "actualSz": size(market, order.amount) if child else "0",
        "amendPxOnTriggerType": "0",
        "attachAlgoOrds": [],
        "cTime": str(order.created_at),
        "callbackRatio": "",
        "callbackSpread": "",
        "ccy": "",
        "closeFraction": extra.get("closeFraction", ""),
        "failCode": FAILURES.get(order.reason, "51008") if order.status is Status.REJECTED else "",
        "instId": market.id,
        "instType": TYPES[market.kind],
        "isTradeBorrowMode": "",
        "last": extra.get("last", ""),
        "lever": extra.get("lever", ""),
        "linkedOrd": {"ordId": ""},
        "moveTriggerPx": "",
        "ordId": child,
        "ordIdList": [child] if child else [],
        "ordPx": extra.get("orderPx", ""),
        "ordType": order.wire_type,
        "posSide": POS_SIDES[order.hand] if market.kind is Kind.LINEAR else "",
        "quickMgnType": "",
        "reduceOnly": order.extra.get("reduceOnly", "false"),
        "side": order.side.lower(),
        "slTriggerPxType": extra.get("slTriggerPxType", "last") if "slTriggerPx" in extra else "",
        "state": ALGO_STATES.get(order.status, "canceled"),
        "sz": "" if "closeFraction" in extra else _asked(order),
        "tdMode": extra.get("tdMode", "cash"),
        "tgtCcy": extra.get("tgtCcy", ""),
        "tpTriggerPxType": extra.get("tpTriggerPxType", "last") if "tpTriggerPx" in extra else "",
        "triggerPxType": "last" if "triggerPx" in extra else "",
        "triggerTime": str(order.triggered_at) if order.triggered_at else "",
        "tradeQuoteCcy": market.quote if market.kind is Kind.SPOT else "",
        "uTime": str(order.updated_at),
    }


def fill_row(fill: Fill, order: Order) -> dict[str, object]:
    """Return a trade."""
    return {
        "instType": TYPES[fill.market.kind],
        "instId": fill.market.id,
        "tradeId": str(fill.trade_id),
        "ordId": order_id(order),
        "clOrdId": "" if order.parent else order.client_id,
        "billId": str(10_000_000 + fill.trade_id),
        "subType": _sub_type(fill),
        "tag": order.extra.get("tag", ""),
        "fillPx": plain(fill.price),
        "fillSz": size(fill.market, fill.amount),
        "fillIdxPx": plain(fill.price),
        "fillPnl": plain(fill.realized),
        "fillPxVol": "",
        "fillPxUsd": "",
        "fillMarkVol": "",
        "fillFwdPx": "",
        "fillMarkPx": plain(fill.price),
        "side": fill.side.lower(),
        "posSide": POS_SIDES[fill.hand],
        "execType": "M" if fill.maker else "T",
        "feeCcy": fill.fee_asset,
        "fee": plain(-fill.fee),
        "ts": str(fill.at),
        "fillTime": str(fill.at),
        "feeRate": "",
        "tradeQuoteCcy": fill.market.quote,
    }


def _sub_type(fill: Fill) -> str:
    """Return what kind of trade it was; in net mode a forced one is a buy or a sale."""
    buying = fill.side is Side.BUY
    if fill.forced is None:
        return "1" if buying else "2"
    net = fill.hand is Hand.BOTH
    return SUB_TYPES[fill.forced][2 * net + buying]


def position_row(engine: Engine, position: Position) -> dict[str, object]:
    """Return a position: in net mode shorts are negative, else the side says it."""
    market, mark = position.market, engine.books[position.market.symbol].mark
    amount = position.amount if position.hand is Hand.BOTH else abs(position.amount)
    liquidation = engine.liquidation_price(position) if position.amount else None
    worth = abs(position.amount) * mark
    margin = worth / position.leverage
    return {
        "adl": "1",
        "availPos": size(market, abs(position.amount)),
        "avgPx": plain(position.entry) if position.amount else "",
        "baseBal": "",
        "cTime": str(position.updated_at),
        "ccy": market.quote,
        "closeOrderAlgo": [],
        "fee": "0",
        "fundingFee": "0",
        "imr": "" if position.isolated else plain(margin),
        "instId": market.id,
        "instType": "SWAP",
        "interest": "",
        "last": plain(engine.books[market.symbol].last),
        "lever": str(position.leverage),
        "liab": "",
        "liabCcy": "",
        "liqPx": plain(round(liquidation, 1)) if liquidation else "",
        "margin": plain(margin) if position.isolated else "",
        "markPx": plain(mark),
        "mgnMode": "isolated" if position.isolated else "cross",
        "mgnRatio": "10",
        "mmr": plain(worth * market.maintenance_rate),
        "notionalUsd": plain(worth),
        "pos": size(market, amount),
        "posCcy": "",
        "posId": str(abs(hash((market.symbol, position.hand.value))) % 10**12),
        "posSide": POS_SIDES[position.hand],
        "realizedPnl": plain(position.realized),
        "tradeId": "",
        "uTime": str(position.updated_at),
        "upl": plain(position.profit(mark)),
        "uplRatio": "0",
    }


def balance_row(
    engine: Engine, account: Account, level: str, only: frozenset[str]
) -> dict[str, object]:
    """Return the balances; what margin accounts have in `availEq`, spot accounts have not."""
    settlement, now = engine.settlement, str(engine.clock.ms())
    details: list[dict[str, object]] = []
    for asset, holding in account.spot.items():
        if (only and asset not in only) or not holding.total:
            continue
        open_result = sum(
            (
                one.profit(settlement.mark(one.market))
                for one in account.open_positions()
                if one.market.quote == asset
            ),
            ZERO,
        ).quantize(MONEY_STEP)
        free = settlement.free(Kind.LINEAR, asset)
        details.append(
            {
                "accAvgPx": "",
                "availBal": plain(free),
                "availEq": "" if level == "1" else plain(free),
                "borrowFroz": "",
                "cashBal": plain(holding.total),
                "ccy": asset,
                "crossLiab": "",
                "disEq": plain(holding.total),
                "eq": plain(holding.total + open_result),
                "eqUsd": plain(holding.total),
                "fixedBal": "0",
                "frozenBal": plain(holding.total - free),
                "imr": "0",
                "interest": "",
                "isoEq": "0",
                "isoLiab": "",
                "isoUpl": "0",
                "liab": "",
                "maxLoan": "",
                "mgnRatio": "",
                "mmr": "0",
                "notionalLever": "0",
                "ordFrozen": plain(holding.locked),
                "spotBal": "",
                "spotInUseAmt": "",
                "stgyEq": "0",
                "twap": "0",
                "uTime": now,
                "upl": "" if level == "1" else plain(open_result),
                "uplLiab": "",
            }
        )
    return {
        "adjEq": "",
        "borrowFroz": "",
        "details": details,
        "imr": "",
        "isoEq": "",
        "mgnRatio": "",
        "mmr": "",
        "notionalUsd": "",
        "ordFroz": "",
        "totalEq": plain(sum((one.total for one in account.spot.values()), ZERO)),
        "uTime": now,
        "upl": "",
    }
