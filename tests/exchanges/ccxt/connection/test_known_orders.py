"""What is remembered of orders: those that live for ever, of the others the newest."""

from itertools import count
import tracemalloc

import pytest

from custom_components.tradehook.exchanges.ccxt.connection.connection import (
    LOOKED_AT,
    REMEMBERED,
    Connection,
    KnownOrder,
)
from custom_components.tradehook.trading.model.order import OrderState

from .test_money_of_every_venue import connection_of

SYMBOL = "BTC/USDT"
MORE = 200
LITTLE = 16 * 1024


@pytest.fixture
def connection() -> Connection:
    """Return a connection that knows no order."""
    return connection_of("BINA")


def remember(connection: Connection, names: count[int], state: OrderState) -> KnownOrder:
    """Have one more order in a state."""
    known = connection.known(SYMBOL, f"th-{next(names):032x}")
    known.state = state
    return known


def test_the_oldest_that_has_ended_is_forgotten(connection: Connection) -> None:
    names = count()
    ended = [remember(connection, names, OrderState.FILLED) for _ in range(REMEMBERED + MORE)]
    assert list(connection.orders.values()) == ended[MORE:]


def test_what_lives_is_never_forgotten(connection: Connection) -> None:
    """However many live, each that comes makes room as soon as others have ended."""
    names = count()
    living = [remember(connection, names, OrderState.OPEN) for _ in range(REMEMBERED)]
    for _ in range(REMEMBERED):
        remember(connection, names, OrderState.FILLED)
    assert {id(one) for one in living} <= {id(one) for one in connection.orders.values()}
    for one in living:
        one.state = OrderState.CANCELLED
    for _ in range(REMEMBERED // LOOKED_AT + MORE):
        remember(connection, names, OrderState.FILLED)
    assert len(connection.orders) <= REMEMBERED + 1


@pytest.mark.parametrize("state", [OrderState.FILLED, OrderState.OPEN])
def test_one_more_costs_the_same_however_many_there_are(
    connection: Connection, state: OrderState
) -> None:
    """All of them were looked at for each order that left: after 5,000 it cost a millisecond."""
    names = count()
    for _ in range(REMEMBERED + MORE):
        remember(connection, names, state)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        remember(connection, names, state)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most - before < LITTLE
