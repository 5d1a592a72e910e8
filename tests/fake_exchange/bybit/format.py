"""Bybit's way to write orders, trades, positions and balances."""

from decimal import Decimal

from ..core.account import Account, Position
from ..core.books import EntryKind, LedgerEntry
from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Fill, Force, Forced, Hand, Order, Status
from ..wire import plain
from . import ids

LINEAR_ONLY: dict[str, object] = {
    "isLeverage": "",
    "createType": "CreateByUser",
    "tpslMode": "",
}
FORCE = {Force.POST_ONLY: "PostOnly"}
INDEX = {Hand.BOTH: 0, Hand.LONG: 1, Hand.SHORT: 2}
REASONS = {
    "user": ("CancelByUser", "EC_PerCancelRequest"),
    "someone else": ("CancelByUser", "EC_PerCancelRequest"),
    "no liquidity": ("UNKNOWN", "EC_NoImmediateQtyToFill"),
    "post-only would take": ("UNKNOWN", "EC_PostOnlyWillTakeLiquidity"),
    "position closed": ("CancelByReduceOnly", "EC_PerCancelRequest"),
    "nothing to reduce": ("CancelByReduceOnly", "EC_PerCancelRequest"),
    "liquidation": ("CancelAllBeforeLiq", "EC_PerCancelRequest"),
}


def status_of(order: Order) -> str:
    """Return the status in Bybit's words."""
    spot = order.market.kind is Kind.SPOT
    match order.status:
        case Status.UNTRIGGERED:
            return "Untriggered"
        case Status.NEW:
            return "New"
        case Status.PARTIALLY_FILLED:
            return "PartiallyFilled"
        case Status.FILLED:
            return "Filled"
        case Status.REJECTED:
            return "Rejected"
        case _:
            if order.trigger is not None and not order.triggered_at:
                return "Deactivated"
            return "PartiallyFilledCanceled" if spot and order.filled else "Cancelled"


def exec_type(fill: Fill) -> str:
    """Return what kind of trade it was."""
    if fill.forced is None:
        return "Trade"
    return "AdlTrade" if fill.forced is Forced.DELEVERAGED else "BustTrade"


def _side(order: Order | Fill) -> str:
    return "Buy" if order.side == "BUY" else "Sell"


def _fees(order: Order) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for fill in order.fills:
        totals[fill.fee_asset] = totals.get(fill.fee_asset, ZERO) + fill.fee
    return totals


def _spot_only(order: Order) -> dict[str, object]:
    unit = "quoteCoin" if order.cost_wanted is not None else "baseCoin"
    return {"isLeverage": "0", "marketUnit": unit}


def order(order: Order) -> dict[str, object]:
    """Return an order as all lists show it."""
    over = not order.status.open
    canceled, rejected = REASONS.get(order.reason, ("UNKNOWN", "EC_NoError"))
    fees = _fees(order)
    quantity = order.amount
    if order.cost_wanted is not None:
        quantity = order.cost_wanted
    leaves = ZERO if over else order.remaining
    return (_spot_only(order) if order.market.kind is Kind.SPOT else LINEAR_ONLY) | {
        "orderId": ids.written(order.order_id, order.market),
        "orderLinkId": order.client_id,
        "blockTradeId": "",
        "symbol": order.market.id,
        "price": plain(order.price or ZERO),
        "qty": plain(quantity),
        "side": _side(order),
        "positionIdx": INDEX[order.hand],
        "orderStatus": status_of(order),
        "cancelType": canceled,
        "rejectReason": rejected,
        "avgPrice": plain(order.average) if order.filled else "",
        "leavesQty": plain(leaves),
        "leavesValue": plain(leaves * (order.price or ZERO)),
        "cumExecQty": plain(order.filled),
        "cumExecValue": plain(order.cost),
        "cumExecFee": plain(sum(fees.values(), ZERO)),
        "cumFeeDetail": {asset: plain(fee) for asset, fee in fees.items()},
        "timeInForce": FORCE.get(order.force, order.force.value),
        "orderType": "Market" if order.price is None else "Limit",
        "stopOrderType": order.wire_type,
        "orderIv": "",
        "triggerPrice": plain(order.trigger.price) if order.trigger else "",
        "takeProfit": "",
        "stopLoss": "",
        "ocoTriggerBy": "",
        "tpLimitPrice": "",
        "slLimitPrice": "",
        "tpTriggerBy": "",
        "slTriggerBy": "",
        "triggerDirection": (1 if order.trigger.rises else 2) if order.trigger else 0,
        "triggerBy": order.extra.get("triggerBy", ""),
        "lastPriceOnCreated": order.extra.get("last", ""),
        "reduceOnly": order.reduce_only,
        "closeOnTrigger": order.close_position,
        "placeType": "",
        "smpType": "None",
        "smpGroup": 0,
        "smpOrderId": "",
        "createdTime": str(order.created_at),
        "updatedTime": str(order.updated_at),
    }


def execution(fill: Fill, order: Order, rate: Decimal) -> dict[str, object]:
    """Return a trade as the list of executions shows it."""
    market = fill.market
    spot = market.kind is Kind.SPOT
    return {
        "symbol": market.id,
        "orderType": "Market" if order.price is None else "Limit",
        "underlyingPrice": "",
        "orderLinkId": order.client_id,
        "side": _side(fill),
        "indexPrice": "",
        "orderId": ids.written(fill.order_id, market),
        "stopOrderType": order.wire_type or "UNKNOWN",
        "leavesQty": plain(order.remaining),
        "execTime": str(fill.at),
        "feeCurrency": fill.fee_asset if spot else "",
        "isMaker": fill.maker,
        "execFee": plain(fill.fee),
        "feeRate": plain(rate),
        "execId": ids.written(fill.trade_id, market),
        "tradeIv": "",
        "blockTradeId": "",
        "markPrice": plain(fill.price),
        "execPrice": plain(fill.price),
        "markIv": "",
        "orderQty": plain(order.amount),
        "orderPrice": plain(order.price or ZERO),
        "execValue": plain(fill.cost),
        "execType": exec_type(fill),
        "execQty": plain(fill.amount),
        "closedSize": plain(fill.amount if fill.realized else ZERO),
        "extraFees": "",
        "seq": fill.trade_id,
    }


def position(engine: Engine, position: Position) -> dict[str, object]:
    """Return a position, flat or not."""
    market, size = position.market, abs(position.amount)
    mark = engine.settlement.mark(market)
    liquidation = engine.liquidation_price(position) if size else None
    margin = engine.settlement.position_margin(position)
    side = "" if not size else "Buy" if position.amount > 0 else "Sell"
    return {
        "positionIdx": INDEX[position.hand],
        "riskId": 1,
        "riskLimitValue": "2000000",
        "symbol": market.id,
        "side": side,
        "size": plain(size),
        "avgPrice": plain(position.entry) if size else "",
        "positionValue": plain(size * position.entry) if size else "",
        "tradeMode": 0,
        "autoAddMargin": 0,
        "positionStatus": "Normal",
        "leverage": str(engine.account.leverage(market)),
        "markPrice": plain(mark),
        "liqPrice": plain(liquidation.quantize(market.tick)) if liquidation else "",
        "bustPrice": "",
        "positionIM": plain(margin) if size else "",
        "positionMM": plain(size * mark * market.maintenance_rate) if size else "",
        "positionBalance": plain(margin) if size else "0",
        "takeProfit": "",
        "stopLoss": "",
        "trailingStop": "0",
        "sessionAvgPrice": "",
        "tpslMode": "Full",
        "unrealisedPnl": plain(position.profit(mark)) if size else "",
        "curRealisedPnl": plain(position.realized),
        "cumRealisedPnl": plain(position.realized),
        "adlRankIndicator": 2 if size else 0,
        "isReduceOnly": False,
        "mmrSysUpdatedTime": "",
        "leverageSysUpdatedTime": "",
        "createdTime": str(position.created_at or position.updated_at),
        "updatedTime": str(position.updated_at),
        "seq": position.updated_at,
    }


def wallet(engine: Engine, account: Account, only: frozenset[str]) -> dict[str, object]:
    """Return the unified wallet; without names, all assets that there are."""
    money = engine.settlement
    used, ordered = money.margin_used(), money.order_margin()
    profit = money.profit()
    maintenance = sum(
        (
            abs(one.amount) * money.mark(one.market) * one.market.maintenance_rate
            for one in account.open_positions()
        ),
        ZERO,
    )
    coins: list[dict[str, object]] = []
    total = ZERO
    for asset, holding in account.spot.items():
        book = engine.books.get(f"{asset}/USDT")
        price = Decimal(1) if asset == "USDT" else book.last if book else ZERO
        usdt = asset == "USDT"
        total += holding.total * price
        if (only and asset not in only) or not (holding.total or asset in only or usdt):
            continue
        coins.append(
            {
                "availableToBorrow": "",
                "bonus": "0",
                "accruedInterest": "0",
                "availableToWithdraw": "",
                "totalOrderIM": plain(ordered if usdt else ZERO),
                "equity": plain(holding.total + (profit if usdt else ZERO)),
                "totalPositionMM": plain(maintenance if usdt else ZERO),
                "usdValue": plain(holding.total * price),
                "unrealisedPnl": plain(profit if usdt else ZERO),
                "collateralSwitch": True,
                "spotHedgingQty": "0",
                "borrowAmount": "0.000000000000000000",
                "totalPositionIM": plain(used if usdt else ZERO),
                "walletBalance": plain(holding.total),
                "cumRealisedPnl": "0",
                "locked": plain(holding.locked),
                "marginCollateral": True,
                "coin": asset,
            }
        )
    return {
        "accountType": "UNIFIED",
        "accountLTV": "",
        "accountIMRate": "0",
        "accountMMRate": "0",
        "totalEquity": plain(total + profit),
        "totalWalletBalance": plain(total),
        "totalMarginBalance": plain(total + profit),
        "totalAvailableBalance": plain(max(total + profit - used - ordered, ZERO)),
        "totalPerpUPL": plain(profit),
        "totalInitialMargin": plain(used + ordered),
        "totalMaintenanceMargin": plain(maintenance),
        "coin": coins,
    }


def transaction_type(entry: LedgerEntry) -> str:
    """Return why a wallet has changed, in Bybit's words."""
    if entry.kind is EntryKind.FUNDING:
        return "SETTLEMENT"
    return "TRANSFER_IN" if entry.amount > 0 else "TRANSFER_OUT"


def transaction(entry: LedgerEntry) -> dict[str, object]:
    """Return a change of the wallet; the rate of a short's funding has its sign turned."""
    funding = entry.kind is EntryKind.FUNDING
    short = entry.size < 0
    return {
        "id": f"592324_{entry.asset}_{entry.number}",
        "symbol": entry.market.id if entry.market else "",
        "category": "linear" if funding else "",
        "side": ("Sell" if short else "Buy") if funding else "None",
        "transactionTime": str(entry.at),
        "type": transaction_type(entry),
        "transSubType": "",
        "qty": plain(abs(entry.size)) if funding else plain(entry.amount),
        "size": plain(entry.size),
        "currency": entry.asset,
        "tradePrice": plain(entry.price) if funding else "0",
        "funding": plain(entry.amount) if funding else "",
        "fee": "0",
        "cashFlow": "0" if funding else plain(entry.amount),
        "change": plain(entry.amount),
        "cashBalance": plain(entry.after),
        "feeRate": plain(-entry.rate if short else entry.rate) if funding else "0",
        "bonusChange": "0",
        "tradeId": f"funding-{entry.number}" if funding else "",
        "orderId": "",
        "orderLinkId": "",
        "extraFees": "",
    }


def by_category(engine: Engine, category: str) -> dict[str, FakeMarket]:
    """Return the markets of a category by Bybit's names."""
    return {
        book.market.id: book.market
        for book in engine.books.values()
        if book.market.kind.value == category
    }
