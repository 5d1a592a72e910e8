"""What a wallet does at Hyperliquid: signed actions, each with an answer for each of its parts."""

from collections.abc import Mapping
from decimal import Decimal
import json
import re
from typing import Any

from ..core.engine import Engine
from ..core.errors import RefusedError
from ..core.market import FakeMarket, Kind
from ..core.orders import Force, Order, Side, Status, Trigger, TriggerBy
from ..wire import Call, Route, Security, number as is_number, plain
from . import format as write
from .errors import MISSING, NO_MATCH, not_read, of_order, refusal
from .markets import asset_number

CLOID = re.compile(r"0x[0-9a-f]{32}", re.IGNORECASE)
_FIELDS = {"a", "b", "p", "s", "r", "t", "c"}


def bare(cloid: str | None) -> str:
    """Return a client's number for an order as the books have it: without `0x`."""
    return (cloid or "").lower().removeprefix("0x")


class HyperliquidOrders:
    """Placing and cancelling, and the leverage of a market."""

    def __init__(self, engine: Engine, refused: list[Order]) -> None:
        self.engine = engine
        self.refused = refused

    def routes(self) -> dict[str, Route]:
        """Return the actions by their type."""
        handlers = {
            "order": ("create_order", self.create),
            "cancel": ("cancel_order", self.cancel),
            "cancelByCloid": ("cancel_order", self.cancel),
            "updateLeverage": ("set_leverage", self.set_leverage),
        }
        return {
            kind: Route(name=name, handler=handler, security=Security.SIGNED)
            for kind, (name, handler) in handlers.items()
        }

    def _market(self, asset: object) -> FakeMarket | None:
        for book in self.engine.books.values():
            if asset_number(book.market) == asset:
                return book.market
        return None

    # orders

    def create(self, call: Call) -> object:
        """Place orders; each has its own answer."""
        action = json.loads(call.body)["action"]
        if set(action) - {"type", "orders", "grouping", "builder"} or action["grouping"] != "na":
            raise not_read()
        described = [self._described(row) for row in action["orders"]]
        if not described:
            raise refusal("Empty batch of orders.")
        return _answer("order", [self._placed(order) for order in described])

    def _described(self, row: Mapping[str, Any]) -> Order:
        """Return an order; what is wrong with its form is refused for all of them."""
        if set(row) - _FIELDS or not (is_number(row["p"]) and is_number(row["s"])):
            raise not_read()
        cloid = row.get("c")
        if cloid is not None and not CLOID.fullmatch(cloid):
            raise not_read()
        market = self._market(row["a"])
        if market is None:
            raise refusal(f"Asset {row['a']} is not known.")
        buying, told = row["b"], row["t"]
        common: dict[str, Any] = {
            "market": market,
            "side": Side.BUY if buying else Side.SELL,
            "client_id": bare(cloid),
            "amount": Decimal(row["s"]),
            "price": Decimal(row["p"]),
            "reduce_only": row["r"],
        }
        if "trigger" not in told:
            force = write.FORCES.get(told["limit"]["tif"])
            if force is None:
                raise not_read()
            return Order(**common, force=force)
        trigger = told["trigger"]
        if not row["r"] or market.kind is Kind.SPOT:
            raise refusal("TP/SL orders must be reduce-only.")
        stops = trigger["tpsl"] == "sl"
        words = (
            f"{'Stop' if stops else 'Take Profit'} {'Market' if trigger['isMarket'] else 'Limit'}"
        )
        return Order(
            **common,
            # What is executed at the market is so within the price that it names.
            force=Force.IOC if trigger["isMarket"] else Force.GTC,
            trigger=Trigger(
                price=Decimal(trigger["triggerPx"]), rises=buying == stops, by=TriggerBy.MARK
            ),
            wire_type=words,
        )

    def _placed(self, order: Order) -> object:
        book = self.engine.books[order.market.symbol]
        try:
            self.engine.place(order)
        except RefusedError as err:
            bbo = f"{plain(book.bid)}@{plain(book.ask)}"
            words, status = of_order(err.reason, order.market, bbo)
            self._remember(order, status)
            return {"error": words}
        if order.force is Force.IOC and order.trigger is None and not order.filled:
            return {"error": f"{NO_MATCH} asset={asset_number(order.market)}"}
        told: dict[str, object] = {"oid": order.order_id}
        if order.client_id:
            told["cloid"] = write.cloid(order)
        if order.filled:
            filled = {"totalSz": plain(order.filled), "avgPx": plain(order.average)}
            return {"filled": filled | told}
        return {"resting": told}

    def _remember(self, order: Order, status: str) -> None:
        """Give an order that was refused a number: it can be asked for."""
        now = self.engine.clock.ms()
        order.order_id = 9_000_000 + len(self.refused)
        order.created_at = order.updated_at = now
        order.status = Status.REJECTED
        order.extra["status"] = status
        self.refused.append(order)

    def cancel(self, call: Call) -> object:
        """Cancel orders by their numbers or by the client's."""
        action = json.loads(call.body)["action"]
        return _answer("cancel", [self._cancelled(row) for row in action["cancels"]])

    def _cancelled(self, row: Mapping[str, Any]) -> object:
        asset = row.get("a", row.get("asset"))
        market = self._market(asset)
        found = None
        if market is not None:
            found = self.engine.registry.find(market, row.get("o"), bare(row.get("cloid")))
        missing = {"error": f"{MISSING} asset={asset}"}
        if found is None:
            return missing
        try:
            self.engine.cancel(found)
        except RefusedError:
            return missing
        return "success"

    # leverage

    def set_leverage(self, call: Call) -> object:
        """Set a market's leverage together with its margin mode."""
        action = json.loads(call.body)["action"]
        market = self._market(action["asset"])
        if set(action) != {"type", "asset", "isCross", "leverage"} or market is None:
            raise not_read()
        account, wanted = self.engine.account, action["leverage"]
        if market.kind is Kind.SPOT or not 1 <= wanted <= market.max_leverage:
            raise refusal("Invalid leverage value")
        isolated = not action["isCross"]
        held = [one for one in account.positions.values() if one.market is market]
        if any(one.amount and one.isolated != isolated for one in held):
            raise refusal("Cannot switch leverage type with open position.")
        account.leverages[market.symbol] = wanted
        account.margin_modes[market.symbol] = isolated
        for one in held:
            one.leverage, one.isolated = wanted, isolated
        return {"status": "ok", "response": {"type": "default"}}


def _answer(kind: str, statuses: list[object]) -> object:
    return {"status": "ok", "response": {"type": kind, "data": {"statuses": statuses}}}
