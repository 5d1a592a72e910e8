"""The checks of an order against its market and the account, before it is accepted."""

from collections.abc import Callable
from decimal import Decimal

from .account import Account
from .errors import Reason, RefusedError
from .market import Book, Kind
from .orders import ZERO, Hand, Order

FARTHEST_PRICE = Decimal(5)
"""How many times the market's price a limit may be, and the other way round."""


def check_market(order: Order, book: Book) -> None:
    """Raise RefusedError when the order breaks a filter of its market."""
    market = book.market
    if book.halted:
        raise RefusedError(Reason.HALTED)
    if not order.close_position:
        if not market.min_amount <= order.amount <= market.max_amount or order.amount % market.step:
            raise RefusedError(Reason.LOT_SIZE)
        if order.price is None and order.amount > market.max_market_amount:
            raise RefusedError(Reason.MARKET_LOT_SIZE)
    # Binance does not hold the triggers of algo orders to the tick
    trigger = order.trigger.price if order.trigger and not order.algo else None
    for price in (order.price, trigger):
        if price is None:
            continue
        if price <= 0 or price % market.tick:
            raise RefusedError(Reason.PRICE_FILTER)
        if not book.last / FARTHEST_PRICE <= price <= book.last * FARTHEST_PRICE:
            raise RefusedError(Reason.PERCENT_PRICE)
    cost = order.amount * (order.price or book.last)
    exempt = market.kind is Kind.LINEAR and (order.reduce_only or order.close_position)
    if cost < market.min_cost and not exempt:
        raise RefusedError(Reason.MIN_COST)


def check_hand(order: Order, account: Account) -> None:
    """Raise RefusedError when the order does not fit the position mode."""
    if order.market.kind is Kind.LINEAR and account.is_hedged(order.market) == (
        order.hand is Hand.BOTH
    ):
        raise RefusedError(Reason.POSITION_SIDE)


def reducible(order: Order, account: Account) -> Decimal:
    """Return how much of its position the order could close."""
    held = account.position(order.market, order.hand).amount
    against = -held if order.buying else held
    return max(against, ZERO)


def check_reduce_only(
    order: Order, account: Account, others: Callable[[Order], list[Order]]
) -> None:
    """Raise RefusedError when a reduce-only order has nothing to reduce.

    What other resting reduce-only orders could take is not available any more.
    """
    if order.market.kind is not Kind.LINEAR or order.opening or order.trigger is not None:
        return
    available = reducible(order, account)
    if not available:
        raise RefusedError(Reason.REDUCE_ONLY)
    taken = sum((other.remaining for other in others(order)), ZERO)
    if taken and order.amount > available - taken:
        raise RefusedError(Reason.REDUCE_ONLY_TAKEN)
