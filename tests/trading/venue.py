"""A tiny venue for the rules: it fills, refuses and keeps books, at once and without I/O."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from custom_components.tradehook.trading.model.inputs import FillReported, Input, OrderReported
from custom_components.tradehook.trading.model.market import Market, MarketType, OrderSide, Side
from custom_components.tradehook.trading.model.order import Order, OrderState
from custom_components.tradehook.trading.model.sections import OrderType

ZERO = Decimal(0)

type Portion = Callable[[Decimal], Decimal]
"""How much of an amount fills at once."""


class VenueRefusedError(Exception):
    """The venue takes no such order."""

    def __init__(self, code: str) -> None:
        """Keep the reason."""
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Lot:
    """An order as the venue has it."""

    order: Order
    number: str
    left: Decimal
    state: OrderState = OrderState.OPEN


@dataclass(slots=True)
class TinyVenue:
    """The books of one market for one position; fills limits at their price, markets at the last.

    Spot pays the fee of a buy in base, everything else pays in quote. It has no more coins than
    were bought (a short on spot brings its own), so it notices whoever sells too much.
    """

    market: Market
    side: Side
    fee: Decimal = Decimal("0.001")
    lots: dict[str, Lot] = field(default_factory=dict)
    cash: Decimal = ZERO
    base: Decimal = ZERO
    funds: Decimal | None = None
    """What there is of the quote currency beside what was traded; None = always enough."""
    most_at_market: Decimal | None = None
    """The largest order that is taken at market; None = any."""
    locked: Decimal = ZERO
    """What orders of somebody else hold of the coins."""
    beside: Decimal = ZERO
    """What another position holds of the same market and side: the venue knows only the sum."""
    liquidated: bool = False
    takes_crumbs: bool = False
    """Whether an order that only reduces may be smaller than the minimum."""
    stops: int = 0
    """How many stops that rested have sold."""
    sleepy: Callable[[], bool] = lambda: False
    """Whether a stop that is reached does not act this time."""
    portion: Portion = lambda amount: amount
    fills: list[FillReported] = field(default_factory=list)
    told: list[Input] = field(default_factory=list)
    """What it has to tell, oldest first: fills before the state that counts them."""

    @property
    def position(self) -> Decimal:
        """Return what is held in the position's direction."""
        return self.base * self.side.sign

    @property
    def offered(self) -> Decimal:
        """Return the exits that rest, without the stops that lock nothing."""
        lots = [lot for lot in self.open_lots() if lot.order.offers]
        twice = [lot for lot in lots if lot.order.is_resting_stop and self._partner(lot) in lots]
        return sum((lot.left for lot in lots if lot not in twice), ZERO)

    @property
    def free(self) -> Decimal:
        """Return what could still be sold of the coins."""
        return max(self.base - self.offered - self.locked, ZERO)

    @property
    def took_itself(self) -> bool:
        """Return whether it has sold of a perpetual position without being asked at the moment."""
        return self.liquidated or (self.stops > 0 and self.market.market_type is MarketType.LINEAR)

    @property
    def shared_sides(self) -> frozenset[Side]:
        """Return the sides on which another position is merged with this one."""
        return frozenset({self.side} if self.beside else ())

    def open_lots(self) -> list[Lot]:
        """Return what rests."""
        return [lot for lot in self.lots.values() if lot.state is OrderState.OPEN]

    def place(self, order: Order, last: Decimal, now: datetime) -> None:
        """Take an order; raises VenueRefusedError."""
        assert order.client_order_id not in self.lots, "an order was sent twice"
        self._check(order, last)
        lot = Lot(order, f"v{len(self.lots)}", order.amount)
        self.lots[order.client_order_id] = lot
        if order.order_type is OrderType.MARKET and order.trigger is None:
            self._trade(lot, self.portion(lot.left), last, now)
            if lot.state is OrderState.OPEN:
                lot.state = OrderState.CANCELLED
        elif order.trigger is None and self._marketable(order, last):
            self._trade(lot, self.portion(lot.left), order.price or last, now)
        self._tell(lot)

    def place_pair(self, target: Order, stop: Order, last: Decimal) -> None:
        """Take two orders of which one ends the other; raises VenueRefusedError for both."""
        assert target.partner == stop.client_order_id
        assert stop.partner == target.client_order_id
        assert target.amount == stop.amount
        assert self.market.exit_pairs, "no pairs are taken here"
        assert target.price is not None
        if self._marketable(target, last) or self._reached(stop, last):
            raise VenueRefusedError("pair_prices")
        resting = [lot for lot in self.open_lots() if lot.order.is_resting_stop]
        assert len(resting) < self.market.exit_pairs, "more stops rest than are taken"
        self._check(target, last)
        self._check(stop, last)
        for order in (target, stop):
            assert order.client_order_id not in self.lots, "an order was sent twice"
            lot = Lot(order, f"v{len(self.lots)}", order.amount)
            self.lots[order.client_order_id] = lot
            self._tell(lot)

    def _partner(self, lot: Lot) -> Lot | None:
        return self.lots.get(lot.order.partner or "")

    def _end_partner(self, lot: Lot) -> None:
        """End the other one of a pair: it is told."""
        partner = self._partner(lot)
        if partner is not None and partner.state is OrderState.OPEN:
            partner.state = OrderState.CANCELLED
            self._tell(partner)

    def cancel(self, client_order_id: str) -> None:
        """Cancel what rests; what is over stays what it is, and is told again."""
        lot = self.lots[client_order_id]
        if lot.state is OrderState.OPEN:
            lot.state = OrderState.CANCELLED
            self._end_partner(lot)
        self._tell(lot)

    def tick(self, last: Decimal, now: datetime) -> None:
        """Fill what a new price reaches."""
        for lot in self.open_lots():
            if lot.state is not OrderState.OPEN:
                continue  # its partner was faster
            if lot.order.trigger is not None:
                self._watch(lot, last, now)
            elif self._marketable(lot.order, last):
                self._trade(lot, self.portion(lot.left), lot.order.price or last, now)
                self._tell(lot)

    def _watch(self, lot: Lot, last: Decimal, now: datetime) -> None:
        """Sell at market once a stop is reached; what does not fill is cancelled."""
        if not self._reached(lot.order, last) or self.sleepy():
            return
        self.stops += 1
        self._end_partner(lot)
        self._trade(lot, self.portion(lot.left), last, now)
        if lot.state is OrderState.OPEN:
            lot.state = OrderState.CANCELLED
        self._tell(lot)

    def give(self, amount: Decimal, last: Decimal) -> None:
        """Let somebody have bought something that is there now."""
        self.base += self.side.sign * amount
        self.cash -= self.side.sign * amount * last

    def take(self, amount: Decimal, last: Decimal) -> None:
        """Let somebody else trade what is held, without a word; what locks it is cancelled."""
        self.liquidated = True  # exits may be larger than what is there
        self.beside = ZERO
        for lot in self.open_lots():
            if not lot.order.purpose.adds:
                self.cancel(lot.order.client_order_id)
        self.base -= self.side.sign * amount
        self.cash += self.side.sign * amount * last

    def liquidate(self, amount: Decimal, last: Decimal, now: datetime) -> None:
        """Close a part of the position by itself; what rests to reduce it is cancelled before."""
        self.liquidated = True
        self.beside = ZERO
        for lot in self.open_lots():
            if not lot.order.purpose.adds:
                self.cancel(lot.order.client_order_id)
        self._book(None, self.side.exit, amount, last, now)

    def look_up(self, client_order_id: str) -> OrderReported:
        """Say how an order stands, or that it was never sent."""
        lot = self.lots.get(client_order_id)
        if lot is None:
            return OrderReported(
                client_order_id=client_order_id, state=OrderState.REJECTED, code="not_sent"
            )
        return OrderReported(
            client_order_id=client_order_id, state=lot.state, venue_order_id=lot.number
        )

    def of_partner(self, event: Input) -> list[Input]:
        """Return how the other one of a pair stands, which is asked before one is told to end."""
        if not isinstance(event, OrderReported) or not event.state.is_final:
            return []
        lot = self.lots.get(event.client_order_id)
        partner = None if lot is None else self._partner(lot)
        if partner is None:
            return []
        key = partner.order.client_order_id
        fills = [fill for fill in self.fills if fill.client_order_id == key]
        return [*fills, self.look_up(key)]

    def _tell(self, lot: Lot) -> None:
        self.told.append(self.look_up(lot.order.client_order_id))

    def _check(self, order: Order, last: Decimal) -> None:
        market, linear = self.market, self.market.market_type is MarketType.LINEAR
        price = order.price or order.trigger or last
        assert order.amount == market.amount_down(order.amount), "not on the step"
        assert order.price is None or order.price == market.price_down(order.price), "no tick"
        assert order.trigger is None or order.trigger == market.price_down(order.trigger), "no tick"
        assert order.reduce_only is (linear and not order.purpose.adds)
        exempt = self.takes_crumbs and order.reduce_only
        if order.amount < market.min_amount and not exempt:
            raise VenueRefusedError("below_min_amount")
        if order.amount * price < market.min_cost and not order.reduce_only:
            raise VenueRefusedError("below_min_cost")
        if order.trigger is not None and self._reached(order, last):
            raise VenueRefusedError("would_trigger")
        most, at_market = self.most_at_market, order.order_type is OrderType.MARKET
        if most is not None and at_market and order.amount > most:
            raise VenueRefusedError("above_max_amount")
        cost = order.amount * price * (1 + self.fee)
        has_funds = self.funds is None or cost <= self.funds + self.cash
        if order.side is OrderSide.BUY and not has_funds:
            raise VenueRefusedError("insufficient_funds")
        held = self.position + self.beside
        too_much = order.offers and order.amount + self.offered > held
        sold = not linear and order.side is OrderSide.SELL and not order.purpose.adds
        if sold and (self.locked or self.liquidated) and order.amount > self.free:
            raise VenueRefusedError("insufficient_funds")
        if order.reduce_only and self.took_itself and too_much:
            raise VenueRefusedError("reduce_only")
        assert not too_much, "more is sold than is held"

    def _reached(self, order: Order, last: Decimal) -> bool:
        assert order.trigger is not None
        return last >= order.trigger if order.side is OrderSide.BUY else last <= order.trigger

    def _marketable(self, order: Order, last: Decimal) -> bool:
        assert order.price is not None
        return last <= order.price if order.side is OrderSide.BUY else last >= order.price

    def _trade(self, lot: Lot, amount: Decimal, price: Decimal, now: datetime) -> None:
        if lot.order.reduce_only:
            amount = min(amount, max(self.position + self.beside, ZERO))
        if amount <= 0:
            return
        lot.left -= amount
        self._end_partner(lot)
        if not lot.left:
            lot.state = OrderState.FILLED
        self._book(lot, lot.order.side, amount, price, now)

    def _book(
        self, lot: Lot | None, side: OrderSide, amount: Decimal, price: Decimal, now: datetime
    ) -> None:
        spot = self.market.market_type is MarketType.SPOT
        sign = 1 if side is OrderSide.BUY else -1
        self.base += sign * amount
        self.cash -= sign * amount * price
        if spot and side is OrderSide.BUY:
            fee, currency = amount * self.fee, self.market.base
            self.base -= fee
        else:
            fee, currency = amount * price * self.fee, self.market.quote
            self.cash -= fee
        fill = FillReported(
            client_order_id=lot.order.client_order_id if lot else None,
            trade_id=f"t{len(self.fills)}",
            venue_order_id=lot.number if lot else "liquidation",
            price=price,
            amount=amount,
            fee=fee,
            fee_currency=currency,
            at=now,
        )
        self.fills.append(fill)
        self.told.append(fill)
