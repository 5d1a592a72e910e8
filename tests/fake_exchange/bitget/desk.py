"""What both of Bitget's interfaces do with an order before it is matched."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.filters import reducible
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Hand, Order, Trigger, TriggerBy
from .errors import bad, from_engine, refused

CHILD_ID = "sys"


class Desk:
    """Takes orders of the account, of whatever interface."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.account = engine.account
        engine.on_child = _named

    @property
    def unified(self) -> bool:
        """Return whether the account is a unified one."""
        return self.account.unified

    def place(self, order: Order, *, isolated: bool | None = None) -> bool:
        """Place an order; tell whether its id is told: not if it took the place of others."""
        market, told = order.market, True
        if market.kind is Kind.LINEAR:
            self._check_margin_mode(market, isolated=isolated)
            if order.hand is Hand.BOTH and order.reduce_only:
                told = not self._replace(order)
            elif not order.opening and order.price is None:
                self._leave_what_is_frozen(order)
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise refused(err, market.kind, unified=self.unified) from err
        return told

    def place_stop(self, order: Order, price: Trigger) -> None:
        """Have a stop-loss of a position wait."""
        order.algo, order.trigger, order.reduce_only = True, price, True
        if not reducible(order, self.account):
            raise self._no(Reason.REDUCE_ONLY, order.market)
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise refused(err, order.market.kind, unified=self.unified, rises=price.rises) from err

    def set_margin(self, market: FakeMarket, *, isolated: bool) -> None:
        """Set a market's margin mode."""
        held = [one for one in self.account.positions.values() if one.market is market]
        if isolated != self.account.is_isolated(market):
            if any(one.amount for one in held) or self.engine.registry.open_in(market):
                raise self._no(Reason.HAS_POSITION, market)
            self.account.margin_modes[market.symbol] = isolated
            for one in held:
                one.isolated = isolated

    def check_both_sides(
        self, market: FakeMarket, params: Mapping[str, str], *, isolated: bool
    ) -> None:
        """Refuse a leverage that leaves open for which side it is, where each has its own."""
        both = "longLeverage" in params and "shortLeverage" in params
        named = both or "holdSide" in params or "posSide" in params
        if isolated and self.account.is_hedged(market) and not named:
            raise bad("holdSide", "can not be empty")

    def set_leverage(self, market: FakeMarket, leverage: int) -> None:
        """Set a market's leverage."""
        if not 1 <= leverage <= market.max_leverage:
            raise self._no(Reason.LEVERAGE, market)
        self.account.leverages[market.symbol] = leverage
        for one in self.account.positions.values():
            if one.market is market:
                one.leverage = leverage

    def cancel(self, order: Order | None, market: FakeMarket) -> None:
        """Cancel an order that is open."""
        if order is None or not order.status.open:
            raise self._no(Reason.UNKNOWN_ORDER, market)
        self.engine.cancel(order)

    def _no(self, reason: Reason, market: FakeMarket) -> Exception:
        return from_engine(reason, market.kind, unified=self.unified)

    def _check_margin_mode(self, market: FakeMarket, *, isolated: bool | None) -> None:
        """Refuse an order of another margin mode than the market's."""
        if isolated is not None and isolated != self.account.is_isolated(market):
            raise self._no(Reason.HAS_POSITION, market)

    def _rivals(self, order: Order) -> list[Order]:
        return [
            other
            for other in self.engine.registry.open_in(order.market)
            if other.status.active
            and other.side is order.side
            and other.hand is order.hand
            and not other.opening
        ]

    def _replace(self, order: Order) -> bool:
        """Cancel resting reduce-only orders, oldest first, until the new one fits beside them."""
        held, replaced = reducible(order, self.account), False
        rivals = self._rivals(order)
        while rivals and sum((one.remaining for one in rivals), ZERO) + order.amount > held:
            self.engine.cancel(rivals.pop(0), "replaced")
            replaced = True
        return replaced

    def _leave_what_is_frozen(self, order: Order) -> None:
        """Close at the market no more than what resting closing orders leave."""
        held = reducible(order, self.account)
        frozen = sum((one.remaining for one in self._rivals(order)), ZERO)
        order.amount = min(order.amount, max(held - frozen, ZERO))
        if not order.amount:
            raise self._no(Reason.REDUCE_ONLY, order.market)


def stop_at(price: object, *, selling: bool, by: TriggerBy) -> Trigger:
    """Return the trigger of a stop-loss: a sale waits for a fall."""
    return Trigger(price=Decimal(str(price)), rises=not selling, by=by)


def _named(parent: Order, child: Order) -> None:
    """Give what a stop has become an id of its own."""
    child.client_id = f"{CHILD_ID}{parent.order_id}"
    child.wire_type = "stop_loss_market"
