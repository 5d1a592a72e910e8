"""The engine's rows in Gate's words."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.account import Position
from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Fill, Force, Forced, Hand, Order, Status, TriggerBy
from ..wire import plain
from .markets import CONTRACTS

USER = 10406147
GT = "GT"
FORCES = {Force.GTC: "gtc", Force.IOC: "ioc", Force.FOK: "fok", Force.POST_ONLY: "poc"}
ENDS = {
    "no liquidity": "ioc",
    "nothing to reduce": "reduce_only",
    "position closed": "position_closed",
    "liquidation": "liquidated",
}
"""How an order was finished, by the engine's reason."""
MODES = {Hand.BOTH: "single", Hand.LONG: "dual_long", Hand.SHORT: "dual_short"}


def by_id(engine: Engine, kind: Kind) -> Mapping[str, FakeMarket]:
    """Return the markets of a kind by Gate's name."""
    return {
        book.market.id: book.market for book in engine.books.values() if book.market.kind is kind
    }


def contracts(market: FakeMarket, amount: Decimal) -> int:
    """Return an amount of base currency as a number of contracts."""
    return int(amount / contract_size(market))


def contract_size(market: FakeMarket) -> Decimal:
    """Return what a contract is worth in base currency, whatever step orders have."""
    return CONTRACTS[market.id]


def seconds(ms: int) -> float:
    """Return a time in seconds."""
    return ms / 1000


def finished_as(order: Order) -> str:
    """Return how an order was finished; `open` before."""
    if order.status.open:
        return "open"
    if order.status is Status.FILLED:
        return "filled"
    return ENDS.get(order.reason, "cancelled")


def text_of(order: Order) -> str:
    """Return what an order's `text` says: its client order id, or where it came from."""
    if order.forced is Forced.DELEVERAGED:
        return "auto_deleveraging"
    if order.forced is not None:
        return f"{'' if order.hand is Hand.BOTH else 'hedge-'}liq-{order.order_id}"
    return order.client_id or ("apiv4" if order.market.kind is Kind.SPOT else "api")


def spot_order(order: Order, account: str) -> dict[str, object]:
    """Return a spot order."""
    by_cost = order.cost_wanted is not None
    amount = order.cost_wanted if order.cost_wanted is not None else order.amount
    left = amount - (order.cost if by_cost else order.filled)
    fee_coin = order.market.base if order.buying else order.market.quote
    status = "open" if order.status.open else "closed"
    if status == "closed" and order.status is not Status.FILLED:
        status = "cancelled"
    row: dict[str, object] = {
        "id": str(order.order_id),
        "text": text_of(order),
        "amend_text": "-",
        "create_time": str(order.created_at // 1000),
        "update_time": str(order.updated_at // 1000),
        "create_time_ms": order.created_at,
        "update_time_ms": order.updated_at,
        "status": status,
        "currency_pair": order.market.id,
        "type": "limit" if order.price is not None else "market",
        "account": account,
        "side": order.side.value.lower(),
        "amount": plain(amount),
        "price": plain(order.price or ZERO),
        "time_in_force": FORCES[order.force],
        "iceberg": "0",
        "left": plain(left),
        "filled_amount": plain(order.filled),
        "fill_price": plain(order.cost),
        "filled_total": plain(order.cost),
        "fee": plain(_paid(order.fills, fee_coin)),
        "fee_currency": fee_coin,
        "point_fee": "0",
        "gt_fee": plain(_paid(order.fills, GT) if fee_coin != GT else ZERO),
        "gt_maker_fee": "0",
        "gt_taker_fee": "0",
        "gt_discount": any(fill.fee_asset == GT for fill in order.fills),
        "rebated_fee": "0",
        "rebated_fee_currency": order.market.quote if order.buying else order.market.base,
        "stp_id": 0,
        "stp_act": "-",
        "finish_as": finished_as(order),
    }
    if order.filled:
        row["avg_deal_price"] = plain(order.average)
    return row


def _paid(fills: list[Fill], asset: str) -> Decimal:
    return sum((fill.fee for fill in fills if fill.fee_asset == asset), ZERO)


def spot_trade(fill: Fill, order: Order) -> dict[str, object]:
    """Return a trade on spot."""
    fee_coin = fill.market.base if order.buying else fill.market.quote
    own = fill.fee_asset == fee_coin
    return {
        "id": str(fill.trade_id),
        "create_time": str(fill.at // 1000),
        "create_time_ms": f"{fill.at}.000000",
        "currency_pair": fill.market.id,
        "side": fill.side.value.lower(),
        "role": "maker" if fill.maker else "taker",
        "amount": plain(fill.amount),
        "price": plain(fill.price),
        "order_id": str(fill.order_id),
        "fee": plain(fill.fee if own else ZERO),
        "fee_currency": fee_coin,
        "point_fee": "0",
        "gt_fee": plain(ZERO if own else fill.fee),
        "amend_text": "-",
        "sequence_id": str(fill.trade_id),
        "text": text_of(order),
    }


def futures_order(order: Order) -> dict[str, object]:
    """Return an order for perpetuals; a size below 0 sells."""
    sign = 1 if order.buying else -1
    row: dict[str, object] = {
        "id": order.order_id,
        "user": USER,
        "create_time": seconds(order.created_at),
        "update_time": seconds(order.updated_at),
        "status": "open" if order.status.open else "finished",
        "contract": order.market.id,
        "size": sign * contracts(order.market, order.amount),
        "iceberg": 0,
        "price": plain(order.price or ZERO) if not order.liquidation else "0",
        "is_close": order.close_position,
        "is_reduce_only": order.reduce_only,
        "is_liq": order.liquidation,
        "tif": FORCES[order.force],
        "left": sign * contracts(order.market, order.remaining),
        "fill_price": plain(order.average),
        "text": text_of(order),
        "tkfr": "0.0005",
        "mkfr": "0.0002",
        "refu": 0,
        "refr": "0",
        "stp_id": 0,
        "stp_act": "-",
        "amend_text": "-",
    }
    if not order.status.open:
        row |= {"finish_time": seconds(order.updated_at), "finish_as": finished_as(order)}
    return row


def futures_trade(fill: Fill, order: Order, *, by_time: bool) -> dict[str, object]:
    """Return a trade of perpetuals; its id has another name where it is asked for by time."""
    sign = 1 if order.buying else -1
    size = sign * contracts(fill.market, fill.amount)
    number: dict[str, object] = (
        {"trade_id": str(fill.trade_id)} if by_time else {"id": fill.trade_id}
    )
    return number | {
        "create_time": seconds(fill.at),
        "contract": fill.market.id,
        "order_id": str(fill.order_id),
        "size": size,
        "close_size": 0 if order.opening else size,
        "price": plain(fill.price),
        "role": "maker" if fill.maker else "taker",
        "text": text_of(order),
        "fee": plain(fill.fee),
        "point_fee": "0",
    }


def auto_order(order: Order) -> dict[str, object]:
    """Return an order that waits for a price, or did."""
    trigger = order.trigger
    assert trigger is not None
    sign = 1 if order.buying else -1
    ends = {
        Status.UNTRIGGERED: "",
        Status.TRIGGERED: "succeeded",
        Status.REJECTED: "failed",
        Status.CANCELED: "cancelled",
        Status.EXPIRED: "expired",
    }
    row: dict[str, object] = {
        "id": order.order_id,
        "id_string": str(order.order_id),
        "user": USER,
        "trigger": {
            "strategy_type": 0,
            "price_type": 0 if trigger.by is TriggerBy.LAST else 1,
            "price": plain(trigger.price),
            "rule": 1 if trigger.rises else 2,
            "expiration": int(order.extra.get("expiration", "0")),
        },
        "initial": {
            "contract": order.market.id,
            "size": sign * contracts(order.market, order.amount),
            "price": plain(order.price or ZERO),
            "tif": FORCES[order.force],
            "text": text_of(order),
            "iceberg": 0,
            "is_close": order.close_position,
            "is_reduce_only": order.reduce_only,
            "auto_size": order.extra.get("auto_size", ""),
        },
        "trade_id": order.child,
        "status": "open" if order.status.open else "finished",
        "reason": order.reason if order.status is Status.REJECTED else "",
        "create_time": order.created_at // 1000,
        "name": "price_autoorders",
        "is_stop_order": False,
        "stop_trigger": {"rule": 0, "trigger_price": "", "order_price": ""},
        "order_type": "",
        "me_order_id": 0,
    }
    if not order.status.open:
        row |= {"finish_time": order.updated_at // 1000, "finish_as": ends[order.status]}
    return row


def position(engine: Engine, found: Position) -> dict[str, object]:
    """Return a position."""
    market = found.market
    mark = engine.settlement.mark(market)
    liquidation = engine.liquidation_price(found) if found.amount else None
    leverage = str(found.leverage)
    return {
        "user": USER,
        "contract": market.id,
        "size": contracts(market, found.amount),
        "leverage": leverage if found.isolated else "0",
        "cross_leverage_limit": "0" if found.isolated else leverage,
        "pos_margin_mode": "isolated" if found.isolated else "cross",
        "lever": leverage,
        "risk_limit": "1000000",
        "leverage_max": str(market.max_leverage),
        "maintenance_rate": plain(market.maintenance_rate),
        "value": plain(abs(found.amount) * mark),
        "margin": plain(found.margin(mark)),
        "entry_price": plain(found.entry),
        "liq_price": plain(liquidation or ZERO),
        "mark_price": plain(mark),
        "unrealised_pnl": plain(found.profit(mark)),
        "realised_pnl": plain(found.realized),
        "pnl_pnl": plain(found.realized),
        "pnl_fund": "0",
        "pnl_fee": "0",
        "history_pnl": "0",
        "last_close_pnl": "0",
        "realised_point": "0",
        "history_point": "0",
        "adl_ranking": 5 if found.amount else 6,
        "pending_orders": len(engine.registry.open_in(market)),
        "close_order": None,
        "mode": MODES[found.hand],
        "update_time": found.updated_at // 1000,
        "update_id": 1,
        "open_time": found.created_at // 1000,
    }
