"""What the venue is asked of an intent that is on record."""

from ....exchanges.port.exchange import Exchange, OrderRequest
from ....trading.model.market import Side
from ....trading.model.order import Order, Purpose
from ....trading.model.position import Position
from ....trading.offline_protection import unprotected


def order_request(exchange: Exchange, position: Position, order: Order) -> OrderRequest:
    """Return what the venue is asked of a recorded intent."""
    plan = position.plan
    return OrderRequest(
        client_order_id=order.client_order_id,
        symbol=position.symbol,
        side=order.side,
        order_type=order.order_type,
        amount=order.amount,
        price=order.price,
        trigger=order.trigger,
        reduce_only=order.reduce_only,
        is_exit=not order.purpose.adds,
        is_target=order.purpose is Purpose.TAKE_PROFIT and order.rests,
        stop_follows=order.purpose.adds and _stop_rests(exchange, position),
        position_side=position.side if exchange.hedge_mode else None,
        leverage=plan.leverage if order.purpose.adds and plan.margin_mode else None,
        margin_mode=plan.margin_mode,
    )


def _stop_rests(exchange: Exchange, position: Position) -> bool:
    """Return whether the stop of a plan is to rest on the venue, where it takes stops."""
    plan = position.plan
    if plan.stop_loss is None:
        return False
    market = exchange.markets[position.symbol]
    warning = unprotected(
        plan.stop_loss,
        plan.take_profit,
        market.market_type,
        holds_stops=True,
        pairs=position.side is Side.LONG and market.exit_pairs > 0,
    )
    return warning is None
