"""What Gate's lists have in common: pages, offsets and spans of time."""

from ..core.orders import Order
from ..wire import Call
from .errors import bad

DAY_S = 86_400
TEXT = r"t-[0-9A-Za-z_.\-]{1,28}"
"""What a client order id looks like."""


def by_number(order: Order) -> int:
    """Sort orders by their number."""
    return order.order_id


def by_page[T](call: Call, found: list[T], *, usual: int, most: int) -> list[T]:
    """Return the page of a list that is asked for."""
    limit = _limit(call, usual, most)
    first = ((call.integer("page") or 1) - 1) * limit
    return found[first : first + limit]


def by_offset[T](call: Call, found: list[T], *, usual: int = 100, most: int = 1000) -> list[T]:
    """Return the part of a list that is asked for."""
    first = call.integer("offset") or 0
    return found[first : first + _limit(call, usual, most)]


def _limit(call: Call, usual: int, most: int) -> int:
    limit = call.integer("limit") or usual
    if not 1 <= limit <= most:
        raise bad("limit")
    return limit


def window(call: Call, now_ms: int, *, longest: int, usual: int | None) -> tuple[int, int]:
    """Return the span in seconds that a list is asked for; RefusalError beyond the longest."""
    since, until = call.integer("from"), call.integer("to")
    now = now_ms // 1000
    if since is None and until is None:
        return (0 if usual is None else now - usual), now
    if since is None:
        assert until is not None
        return until - (usual or longest), until
    if until is None:
        until = since + usual if usual is not None else now
    if until - since > longest:
        raise bad("time range too large")
    return since, until
