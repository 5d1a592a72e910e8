"""OKX's plain orders: placed, cancelled, and what is asked of them before."""

from collections.abc import Mapping
import json
from typing import Any

from ..core.engine import Engine
from ..core.errors import RefusedError
from ..core.filters import reducible
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Force, Hand, Order, Side
from ..wire import Call, Check, Route, Security, boolean, number, one_of, pattern, plain, text
from . import format as write
from .errors import NOTHING_TO_REDUCE, OrderRefusedError, from_engine, parameter
from .guard import check_trading
from .markets import contract

CLIENT_ID = pattern(r"[0-9A-Za-z]{1,32}")
SIDES = one_of("buy", "sell")
MODES = one_of("cross", "isolated", "cash")
POSITIONS = one_of("net", "long", "short")
TYPES = one_of("market", "limit", "post_only", "fok", "ioc", "optimal_limit_ioc")
HANDS = {"net": Hand.BOTH, "long": Hand.LONG, "short": Hand.SHORT}
FORCES = {
    "market": Force.IOC,
    "optimal_limit_ioc": Force.IOC,
    "limit": Force.GTC,
    "post_only": Force.POST_ONLY,
    "fok": Force.FOK,
    "ioc": Force.IOC,
}
PLACING: Mapping[str, Check] = {
    "instId": text,
    "tdMode": MODES,
    "side": SIDES,
    "ordType": TYPES,
    "sz": number,
}
ALSO: Mapping[str, Check] = {
    "ccy": text,
    "clOrdId": CLIENT_ID,
    "tag": pattern(r"[0-9A-Za-z]{1,16}"),
    "posSide": POSITIONS,
    "px": number,
    "reduceOnly": boolean,
    "tgtCcy": one_of("base_ccy", "quote_ccy"),
    "banAmend": boolean,
    "pxAmendType": one_of("0", "1"),
    "tradeQuoteCcy": text,
    "stpMode": one_of("cancel_maker", "cancel_taker", "cancel_both"),
    "attachAlgoOrds": text,
}


class OkxOrders:
    """Orders of one account; `level` is its kind, as FakeOkx says it."""

    def __init__(self, engine: Engine, level: str) -> None:
        self.engine = engine
        self.account = engine.account
        self.level = level

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        trade, signed = "/api/v5/trade", Security.SIGNED
        create = Route(
            name="create_order",
            handler=self.create,
            security=signed,
            required=PLACING,
            optional=ALSO,
        )
        cancel = Route(
            name="cancel_order",
            handler=self.cancel,
            security=signed,
            required={"instId": text},
            optional={"ordId": text, "clOrdId": CLIENT_ID},
        )
        return {
            ("POST", f"{trade}/order"): create,
            ("POST", f"{trade}/batch-orders"): create,
            ("POST", f"{trade}/cancel-order"): cancel,
            ("POST", f"{trade}/cancel-batch-orders"): cancel,
        }

    def market(self, params: Mapping[str, str]) -> FakeMarket:
        """Return the market that an order is for."""
        for book in self.engine.books.values():
            if book.market.id == params["instId"]:
                return book.market
        raise OrderRefusedError("51001", "Instrument ID doesn't exist.")

    def create(self, call: Call) -> object:
        """Place an order; whether it filled, only the lists tell."""
        check_trading(call)
        params = call.params
        market = self.market(params)
        order = self.described(params, market)
        order.client_id = params.get("clOrdId", "")
        self.check_reducing(order)
        if self._by_cost(params, market, order.side):
            order.cost_wanted, order.amount = order.amount, ZERO
        self.fit_to_balance(order, strict=params.get("banAmend") == "true")
        self.place(order)
        self.make_room(order)
        return [write.placed(order)]

    def place(self, order: Order) -> None:
        """Hand an order to the engine."""
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise from_engine(err, order.market.kind, algo=order.algo) from err

    def described(self, params: Mapping[str, str], market: FakeMarket) -> Order:
        """Return the order that parameters tell of, with all that the account's modes ask."""
        self.check_mode(params, market)
        kind, swap = params["ordType"], market.kind is Kind.LINEAR
        amount = number_of(params, "sz") * contract(market)
        if amount and amount < market.min_amount and "tgtCcy" not in params:
            raise OrderRefusedError(
                "51020", "Your order should meet or exceed the minimum order amount."
            )
        price = number_of(params, "px") if kind not in {"market", "optimal_limit_ioc"} else ZERO
        if kind in {"limit", "post_only", "fok", "ioc"} and not price:
            raise parameter("px")
        order = Order(
            market=market,
            side=Side(params["side"].upper()),
            client_id="",
            amount=amount,
            price=price or None,
            force=FORCES.get(kind, Force.IOC),
            reduce_only=self._reduces(params, market),
            hand=self.hand(params) if swap else Hand.BOTH,
            wire_type=kind,
            extra=self._extra(params, market),
        )
        order.extra["reduceOnly"] = "true" if order.reduce_only else "false"
        # In hedge mode whatever closes can do nothing else, without saying so.
        order.reduce_only = swap and not order.opening
        return order

    def _extra(self, params: Mapping[str, str], market: FakeMarket) -> dict[str, str]:
        told = {name: params[name] for name in ("tdMode", "tag", "tgtCcy") if name in params}
        if market.kind is Kind.LINEAR:
            told["lever"] = str(self.account.leverage(market))
        if "attachAlgoOrds" in params:
            told["attached"] = params["attachAlgoOrds"]
        return told | {"last": plain(self.engine.books[market.symbol].last)}

    def _reduces(self, params: Mapping[str, str], market: FakeMarket) -> bool:
        """Return whether an order is said to reduce only; hedge mode has no word for it."""
        told = params.get("reduceOnly") == "true"
        if not told or market.kind is Kind.LINEAR:
            return told and not self.account.hedge
        if self.level in {"3", "4"}:
            raise OrderRefusedError(
                "51133",
                "Reduce-only feature is unavailable for spot transactions in multi-currency "
                "margin accounts.",
            )
        raise OrderRefusedError(
            "51139", "Reduce-only feature is unavailable for the spot transactions by spot mode."
        )

    def check_mode(self, params: Mapping[str, str], market: FakeMarket) -> None:
        """Refuse a trade mode that the kind of account, or the position, does not have."""
        mode = params["tdMode"]
        if market.kind is Kind.SPOT:
            if "posSide" in params:
                raise parameter("posSide")
            if mode != ("cross" if self.level in {"3", "4"} else "cash"):
                raise parameter("tdMode")
            return
        if self.level == "1":
            raise OrderRefusedError(
                "51010", "You can't complete this request under your current account mode."
            )
        if mode == "cash":
            raise parameter("tdMode")
        if mode == "isolated" and self.level in {"3", "4"}:
            raise OrderRefusedError(
                "50072",
                "Isolated margin mode is no longer supported in multi-currency margin mode and "
                "portfolio margin mode.",
            )

    def hand(self, params: Mapping[str, str]) -> Hand:
        """Return the position that an order is for."""
        hand = HANDS[params.get("posSide", "net")]
        if self.account.hedge == (hand is Hand.BOTH):
            raise parameter("posSide")
        return hand

    def check_reducing(self, order: Order) -> None:
        """Refuse what finds nothing to reduce, in its margin mode, or more than there is."""
        if order.market.kind is Kind.SPOT:
            return
        isolated = order.extra["tdMode"] == "isolated"
        position = self.account.position(order.market, order.hand)
        if order.opening:
            if position.amount and position.isolated != isolated:
                raise OrderRefusedError(
                    "59999", "A second position in the other margin mode is not imitated."
                )
            position.isolated = isolated
            position.leverage = self.account.leverage(order.market)
            self.account.margin_modes[order.market.symbol] = isolated
            return
        held = reducible(order, self.account)
        if not held or position.isolated != isolated:
            raise OrderRefusedError(*NOTHING_TO_REDUCE)
        if order.amount > held:
            if order.hand is Hand.BOTH:
                raise OrderRefusedError(
                    "51112", "Close order size exceeds available size for this position."
                )
            order.amount = held

    def make_room(self, newest: Order) -> None:
        """End what could close more than there is: of all that reduce, the best prices stay."""
        if newest.market.kind is Kind.SPOT or newest.opening:
            return
        held = reducible(newest, self.account)
        rivals = [
            order
            for order in self.engine.registry.open_in(newest.market)
            if order.status.active
            and not order.opening
            and order.side is newest.side
            and order.hand is newest.hand
        ]
        rivals.sort(key=lambda one: (one.price or ZERO) * (-1 if one.buying else 1))
        for order in rivals:
            if order.remaining > held:
                self.engine.cancel(order, "a better price reduces what there is")
            else:
                held -= order.remaining

    def fit_to_balance(self, order: Order, *, strict: bool) -> None:
        """Make a market order on spot smaller, if there is too little, unless that is banned."""
        market = order.market
        if market.kind is not Kind.SPOT or order.price is not None or strict:
            return
        free = self.engine.settlement.free(Kind.SPOT, market.quote if order.buying else market.base)
        if order.cost_wanted is not None:
            order.cost_wanted = min(order.cost_wanted, free)
            return
        most = free / self.engine.books[market.symbol].ask if order.buying else free
        if order.amount > most >= market.min_amount:
            order.amount = market.amount_down(most)

    def _by_cost(self, params: Mapping[str, str], market: FakeMarket, side: Side) -> bool:
        """Return whether `sz` is in quote currency: the default of spot market buys."""
        if market.kind is not Kind.SPOT or params["ordType"] != "market":
            return False
        default = "quote_ccy" if side is Side.BUY else "base_ccy"
        return params.get("tgtCcy", default) == "quote_ccy"

    def cancel(self, call: Call) -> object:
        """Cancel an order; that it is done, only the lists tell."""
        check_trading(call)
        params = call.params
        market, number_ = self.market(params), params.get("ordId")
        if not number_ and "clOrdId" not in params:
            raise OrderRefusedError("51407", "Either order ID or client order ID is required.")
        registry = self.engine.registry
        order = registry.find(market, int(number_) if number_ else None, params.get("clOrdId", ""))
        gone = OrderRefusedError(
            "51400",
            "Order cancellation failed as the order has been filled, canceled or does not exist.",
        )
        if order is None or (not number_ and order.parent):
            raise gone
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise gone from err
        return [write.placed(order)]


def number_of(params: Mapping[str, str], name: str) -> Any:
    """Return a parameter as a number; 0 where it is missing."""
    call = Call(method="", host="", path="", params=dict(params), headers={})
    return call.decimal(name) or ZERO


def attached_to(order: Order) -> list[Mapping[str, str]]:
    """Return the algo orders that come with an order when all of it is filled."""
    written = order.extra.get("attached")
    rows = json.loads(written) if written else []
    return [{name: str(value) for name, value in row.items()} for row in rows]
