"""What became of orders, as Kraken Futures' history tells it: event by event, in pages."""

from dataclasses import dataclass
from itertools import count

from ..core.engine import Engine
from ..core.events import Change, OrderEvent, VenueEvent
from ..core.orders import Status
from ..wire import Call, Route, Security, integer, one_of, text
from . import format as write

PAGE = 500
OPTIONAL = {
    "since": integer,
    "before": integer,
    "count": integer,
    "sort": one_of("asc", "desc"),
    "continuation_token": text,
    "tradeable": text,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An event of an order."""

    number: int
    order_id: int
    at: int
    event: dict[str, object]


class KrakenFuturesHistory:
    """Keeps the events of plain orders, and those of orders with a trigger."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.orders: list[Element] = []
        self.triggers: list[Element] = []
        self._numbers = count(1)
        engine.listeners.append(self._hear)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {
            ("GET", f"/api/history/v2/{name}"): Route(
                name=f"all_{name}", handler=handler, security=Security.SIGNED, optional=OPTIONAL
            )
            for name, handler in (("orders", self.tell_orders), ("triggers", self.tell_triggers))
        }

    def tell_orders(self, call: Call) -> object:
        """List the events of plain orders."""
        return self._page(call, self.orders)

    def tell_triggers(self, call: Call) -> object:
        """List the events of orders with a trigger."""
        return self._page(call, self.triggers)

    def _page(self, call: Call, elements: list[Element]) -> object:
        since, before = call.integer("since") or 0, call.integer("before")
        registry = self.engine.registry
        found = [
            one
            for one in elements
            if since <= one.at
            and (before is None or one.at <= before)
            and registry.seen(registry.orders[one.order_id])
        ]
        if call.params.get("sort", "desc") == "desc":
            found.reverse()
        first = int(call.params.get("continuation_token", "0"))
        most = min(call.integer("count") or PAGE, PAGE)
        chosen = found[first : first + most]
        told: dict[str, object] = {
            "accountUid": "406142dd-7c5c-4a8b-acbc-5f16eca30009",
            "len": len(chosen),
            "elements": [
                {"uid": write.uid(one.number), "timestamp": one.at, "event": one.event}
                for one in chosen
            ],
        }
        more = first + most < len(found)
        return told | ({"continuationToken": str(first + most)} if more else {})

    def _hear(self, event: VenueEvent) -> None:
        if not isinstance(event, OrderEvent):
            return
        order, told = event.order, write.past(event.order)
        waits = order.trigger is not None and not order.triggered_at
        match event.change:
            case Change.NEW:
                what = {"order": told, "reason": "new_user_order", "reducedQuantity": ""}
                name = "OrderTriggerPlaced" if waits else "OrderPlaced"
            case Change.TRIGGERED:
                self._add(self.triggers, event, {"OrderTriggerActivated": {"order": told}})
                name, what = "OrderPlaced", {"order": told, "reason": "stop_order_triggered"}
            case Change.TRADE:
                full = order.status is Status.FILLED
                name = "OrderUpdated"
                what = {"newOrder": told, "reason": "full_fill" if full else "partial_fill"}
            case Change.REJECTED:
                name = "OrderTriggerActivated"
                self._add(self.orders, event, {"OrderRejected": {"order": told}})
                waits, what = True, {"order": told}
            case _:
                name = "OrderTriggerCancelled" if waits else "OrderCancelled"
                what = {"order": told, "reason": "cancelled_by_user"}
        self._add(self.triggers if waits else self.orders, event, {name: what})

    def _add(self, to: list[Element], event: OrderEvent, content: dict[str, object]) -> None:
        to.append(
            Element(
                number=next(self._numbers),
                order_id=event.order.order_id,
                at=event.at,
                event=content,
            )
        )
