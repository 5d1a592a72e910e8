"""Binance futures' way to write orders, trades, balances and positions."""

from decimal import Decimal

from ..core.account import Position
from ..core.engine import Engine
from ..core.events import Change, OrderEvent
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Fill, Force, Order, Status
from ..core.registry import Registry
from ..wire import fixed, places_of, plain

CONTRACT_PRICE = "CONTRACT_PRICE"


def _price(market: FakeMarket, price: Decimal | None) -> str:
    return fixed(price or ZERO, places_of(market.tick))


def _amount(market: FakeMarket, amount: Decimal) -> str:
    return fixed(amount, places_of(market.step))


def force_of(order: Order) -> str:
    """Return how long the order stays, in Binance's words."""
    return "GTX" if order.force is Force.POST_ONLY else order.force.value


def _common(order: Order) -> dict[str, object]:
    market = order.market
    return {
        "orderId": order.order_id,
        "symbol": market.id,
        "status": order.status.value,
        "clientOrderId": order.client_id,
        "price": _price(market, order.price),
        "origQty": _amount(market, order.amount),
        "executedQty": _amount(market, order.filled),
        "timeInForce": force_of(order),
        "type": order.wire_type,
        "reduceOnly": order.reduce_only,
        "closePosition": order.close_position,
        "side": order.side.value,
        "positionSide": order.hand.value,
        "stopPrice": "0",
        "workingType": CONTRACT_PRICE,
        "priceProtect": False,
        "origType": order.wire_type,
        "priceMatch": "NONE",
        "selfTradePreventionMode": "EXPIRE_MAKER",
        "goodTillDate": 0,
        "updateTime": order.updated_at,
        "avgPrice": fixed(order.average, places_of(market.tick) + 3),
        "cumQuote": fixed(order.cost, 5),
    }


def created(order: Order, response_type: str) -> dict[str, object]:
    """Return the answer to a new order; ACK is how it was before it met the book."""
    answer = _common(order) | {"cumQty": _amount(order.market, order.filled)}
    if response_type == "ACK":
        nothing = _amount(order.market, ZERO)
        answer |= {"status": "NEW", "executedQty": nothing, "cumQty": nothing}
        answer |= {"avgPrice": "0.00", "cumQuote": "0.00000", "updateTime": order.created_at}
    return answer


def canceled(order: Order) -> dict[str, object]:
    """Return the answer to a cancellation."""
    return _common(order) | {"cumQty": _amount(order.market, order.filled)}


def queried(order: Order) -> dict[str, object]:
    """Return an order as look-ups and lists show it."""
    return _common(order) | {"time": order.created_at}


def algo_status(order: Order, registry: Registry) -> str:
    """Return where a conditional order stands, in Binance's words."""
    match order.status:
        case Status.UNTRIGGERED:
            return "NEW"
        case Status.TRIGGERED:
            return "TRIGGERED" if registry.orders[order.child].status.open else "FINISHED"
        case status:
            return status.value


def algo_created(order: Order, registry: Registry) -> dict[str, object]:
    """Return the answer to a new conditional order."""
    assert order.trigger is not None
    market = order.market
    return {
        "algoId": order.order_id,
        "clientAlgoId": order.client_id,
        "algoType": "CONDITIONAL",
        "orderType": order.wire_type,
        "symbol": market.id,
        "side": order.side.value,
        "positionSide": order.hand.value,
        "timeInForce": order.extra["timeInForce"],
        "quantity": _amount(market, order.amount),
        "algoStatus": algo_status(order, registry),
        "triggerPrice": plain(order.trigger.price),
        "price": _price(market, order.price),
        "icebergQuantity": None,
        "selfTradePreventionMode": "EXPIRE_MAKER",
        "workingType": order.extra["workingType"],
        "priceMatch": "NONE",
        "closePosition": order.close_position,
        "priceProtect": order.extra["priceProtect"] == "true",
        "reduceOnly": order.reduce_only or order.close_position,
        "createTime": order.created_at,
        "updateTime": order.updated_at,
        "triggerTime": order.triggered_at,
        "goodTillDate": 0,
    }


def algo_queried(order: Order, registry: Registry) -> dict[str, object]:
    """Return a conditional order as look-ups and lists show it."""
    child = registry.orders.get(order.child)
    return algo_created(order, registry) | {
        "actualOrderId": str(order.child) if order.child else "",
        "actualPrice": fixed(child.average, 5) if child else "0.00000",
        "tpOrderType": "",
    }


def trade(fill: Fill) -> dict[str, object]:
    """Return a trade as userTrades shows it."""
    market = fill.market
    return {
        "symbol": market.id,
        "id": fill.trade_id,
        "orderId": fill.order_id,
        "side": fill.side.value,
        "price": _price(market, fill.price),
        "qty": _amount(market, fill.amount),
        "realizedPnl": fixed(fill.realized),
        "marginAsset": market.quote,
        "quoteQty": fixed(fill.cost, 5),
        "commission": fixed(fill.fee),
        "commissionAsset": fill.fee_asset,
        "time": fill.at,
        "positionSide": fill.hand.value,
        "buyer": fill.side == "BUY",
        "maker": fill.maker,
    }


def order_update(event: OrderEvent) -> dict[str, object]:
    """Return what the user stream tells of an order."""
    order, fill, market = event.order, event.fill, event.order.market
    change = "CALCULATED" if order.liquidation and fill else event.change.value
    content: dict[str, object] = {
        "s": market.id,
        "c": order.client_id,
        "S": order.side.value,
        "o": "LIQUIDATION" if order.liquidation else order.wire_type,
        "f": force_of(order),
        "q": plain(order.amount),
        "p": plain(order.price or ZERO),
        "ap": plain(order.average),
        "sp": "0",
        "x": change,
        "X": order.status.value,
        "i": order.order_id,
        "l": plain(fill.amount if fill else ZERO),
        "z": plain(order.filled),
        "L": plain(fill.price if fill else ZERO),
        "n": plain(fill.fee) if fill else "0",
        "N": fill.fee_asset if fill else market.quote,
        "T": event.at,
        "t": fill.trade_id if fill else 0,
        "b": "0",
        "a": "0",
        "m": bool(fill and fill.maker),
        "R": order.reduce_only,
        "wt": CONTRACT_PRICE,
        "ot": order.wire_type,
        "ps": order.hand.value,
        "cp": order.close_position,
        "rp": plain(fill.realized if fill else ZERO),
        "pP": False,
        "si": 0,
        "ss": 0,
        "V": "EXPIRE_MAKER",
        "pm": "NONE",
        "gtd": 0,
        "er": "0",
    }
    return {"e": "ORDER_TRADE_UPDATE", "T": event.at, "E": event.at, "o": content}


def trade_lite(event: OrderEvent) -> dict[str, object]:
    """Return the short message that comes before the long one of a trade."""
    order, fill = event.order, event.fill
    assert fill is not None
    return {
        "e": "TRADE_LITE",
        "E": event.at,
        "T": event.at,
        "s": order.market.id,
        "q": plain(order.amount),
        "p": plain(order.price or ZERO),
        "m": fill.maker,
        "c": order.client_id,
        "S": order.side.value,
        "L": plain(fill.price),
        "l": plain(fill.amount),
        "t": fill.trade_id,
        "i": order.order_id,
    }


def algo_update(event: OrderEvent, registry: Registry) -> dict[str, object]:
    """Return what the user stream tells of a conditional order."""
    order = event.order
    assert order.trigger is not None
    child = registry.orders.get(order.child)
    status = "TRIGGERED" if event.change is Change.TRIGGERED else algo_status(order, registry)
    content: dict[str, object] = {
        "caid": order.client_id,
        "aid": order.order_id,
        "at": "CONDITIONAL",
        "o": order.wire_type,
        "s": order.market.id,
        "S": order.side.value,
        "ps": order.hand.value,
        "f": order.extra["timeInForce"],
        "q": plain(order.amount),
        "X": status,
        "ai": str(order.child) if order.child else "",
        "tp": plain(order.trigger.price),
        "p": plain(order.price or ZERO),
        "V": "EXPIRE_MAKER",
        "wt": order.extra["workingType"],
        "pm": "NONE",
        "cp": order.close_position,
        "pP": order.extra["priceProtect"] == "true",
        "R": order.reduce_only or order.close_position,
        "tt": order.triggered_at,
        "gtd": 0,
        "ia": False,
    }
    if child is not None:
        content |= {"ap": plain(child.average), "aq": plain(child.filled), "act": child.wire_type}
    if order.status is Status.REJECTED:
        content["rm"] = order.reason
    return {"e": "ALGO_UPDATE", "T": event.at, "E": event.at, "o": content}


def account_update(
    engine: Engine, assets: tuple[str, ...], positions: tuple[Position, ...], reason: str, at: int
) -> dict[str, object]:
    """Return what the user stream tells of balances and positions."""
    wallet = engine.account.linear
    return {
        "e": "ACCOUNT_UPDATE",
        "T": at,
        "E": at,
        "a": {
            "B": [
                {
                    "a": asset,
                    "wb": fixed(wallet[asset].total),
                    "cw": fixed(wallet[asset].total - isolated_wallet(engine, asset)),
                    "bc": "0",
                }
                for asset in assets
            ],
            "P": [
                {
                    "s": position.market.id,
                    "pa": plain(position.amount),
                    "ep": plain(position.entry),
                    "cr": plain(position.realized),
                    "up": plain(position.profit(engine.settlement.mark(position.market))),
                    "mt": "isolated" if position.isolated else "cross",
                    "iw": plain(engine.settlement.position_margin(position))
                    if position.isolated
                    else "0",
                    "ps": position.hand.value,
                    "ma": position.market.quote,
                    "bep": plain(position.entry),
                }
                for position in positions
            ],
            "m": reason,
        },
    }


def isolated_wallet(engine: Engine, asset: str) -> Decimal:
    """Return what of an asset isolated positions hold."""
    return sum(
        (
            engine.settlement.position_margin(position)
            for position in engine.account.open_positions()
            if position.isolated and position.market.quote == asset
        ),
        ZERO,
    )


def linear(engine: Engine) -> dict[str, FakeMarket]:
    """Return the perpetuals by Binance's names."""
    return {
        book.market.id: book.market
        for book in engine.books.values()
        if book.market.kind is Kind.LINEAR
    }
