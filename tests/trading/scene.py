"""A position on a stage: tests move the price and the clock and look at what it does."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json

from custom_components.tradehook.trading.candle_closes import Candles
from custom_components.tradehook.trading.fact_storage import fact_as, fact_from
from custom_components.tradehook.trading.model.facts import (
    CancelIntended,
    ConditionMet,
    Fact,
    Opened,
    OrderIntended,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    CandleClose,
    Input,
    MarketContext,
    OrderReported,
    Reevaluate,
)
from custom_components.tradehook.trading.model.market import Market, MarketType, Quote, Side
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.sections import (
    DcaOrder,
    OrderType,
    PriceLevel,
    StopLoss,
    TakeProfit,
)
from custom_components.tradehook.trading.position.decide import (
    candle_lengths,
    decide,
    next_wakeup,
    price_band,
)
from custom_components.tradehook.trading.position.evolve.apply import apply, fold

from .venue import TinyVenue, VenueRefusedError

START = datetime(2026, 1, 1, tzinfo=UTC)
ZERO = Decimal(0)
HUNDRED = Decimal(100)


def dec(value: str | int | Decimal) -> Decimal:
    """Return a decimal."""
    return Decimal(value)


def market(
    market_type: MarketType = MarketType.SPOT,
    *,
    tick: str = "0.01",
    step: str = "0.001",
    min_amount: str = "0.001",
    min_cost: str = "5",
) -> Market:
    """Return a market whose numbers are easy to follow."""
    linear = market_type is MarketType.LINEAR
    return Market(
        symbol="COIN/USDT:USDT" if linear else "COIN/USDT",
        native_symbol="COINUSDT",
        base="COIN",
        quote="USDT",
        market_type=market_type,
        price_tick=Decimal(tick),
        amount_step=Decimal(step),
        min_amount=Decimal(min_amount),
        min_cost=Decimal(min_cost),
        max_leverage=20 if linear else 1,
    )


SPOT = market()
LINEAR = market(MarketType.LINEAR)


def percent(value: str | int) -> PriceLevel:
    """Return a level at a distance."""
    return PriceLevel(percentage=Decimal(value))


def price(value: str | int) -> PriceLevel:
    """Return a level at a fixed price."""
    return PriceLevel(price=Decimal(value))


def target(level: PriceLevel, share: str | int = 100, trailing: str | None = None) -> TakeProfit:
    """Return a take profit."""
    return TakeProfit(
        level=level,
        position_percentage=Decimal(share),
        trailing_distance=None if trailing is None else Decimal(trailing),
    )


def dca(level: PriceLevel, quantity: str | int = 100) -> DcaOrder:
    """Return a DCA order."""
    return DcaOrder(level=level, quantity_percentage=Decimal(quantity))


def stop(level: PriceLevel | None, **more: object) -> StopLoss:
    """Return a stop loss."""
    return StopLoss(level=level, **more)  # type: ignore[arg-type]


def plan(**changes: object) -> Plan:
    """Return the plan of a market entry of 10 coins at about 100."""
    fields: dict[str, object] = {
        "order_type": OrderType.MARKET,
        "signal_price": None,
        "base_amount": None if "quote_amount" in changes else Decimal(10),
        "accepted_at": START,
        "accepted_price": HUNDRED,
        "send_until": START + timedelta(seconds=60),
    }
    return Plan(**(fields | changes))  # type: ignore[arg-type]


class Scene:
    """One position, its market, its clock and a venue that answers at once (or when told to)."""

    def __init__(
        self,
        opening: Plan,
        *,
        side: Side = Side.LONG,
        market: Market = LINEAR,
        fee: str = "0",
        last: str | int = 100,
        spread: str = "0",
        holds_stops: bool = False,
    ) -> None:
        """Open the position; nothing happens before the first look."""
        self.market = market
        self.side = side
        self.now = START
        self.last: Decimal | None = Decimal(last)
        self.spread = Decimal(spread)
        self.venue = TinyVenue(market=market, side=side, fee=Decimal(fee))
        self.holds_stops = holds_stops
        self.free_quote: Decimal | None = None
        """What is told to be free of the quote currency."""
        self.awake_since: datetime | None = None
        """When the process that decides was started; None = it always ran."""
        self.hold = False
        """The venue takes orders and cancels only when a test hands them over."""
        self.spot_fee = Decimal(fee)
        self.candles = Candles()
        opened = Opened(
            at=START,
            position_id="position",
            bot_id="bot",
            signal_id="signal",
            symbol=market.symbol,
            side=side,
            plan=opening,
        )
        self.facts: list[Fact] = [opened]
        self.position = fold(self.facts)
        self.sent: list[Order] = []
        self.cancels: list[str] = []

    # what a test does

    def at(self, percentage: str | int | Decimal) -> Decimal:
        """Return the price so many percent in the position's favour of 100."""
        return HUNDRED + self.side.sign * Decimal(percentage)

    def look(self) -> tuple[Fact, ...]:
        """Look at the present price and time."""
        return self.tell(Reevaluate())

    def move(self, last: str | int | Decimal) -> tuple[Fact, ...]:
        """Move the price: what rests fills first, then the position looks."""
        self.last = Decimal(last)
        self.candles.add(self.last, self.now)
        before = len(self.facts)
        self.venue.tick(self.last, self.now)
        self._hear()
        self.look()
        return tuple(self.facts[before:])

    def favour(self, percentage: str | int | Decimal) -> tuple[Fact, ...]:
        """Move the price so many percent (of 100) in the position's favour."""
        return self.move(self.at(percentage))

    def wait(self, seconds: float) -> tuple[Fact, ...]:
        """Let time pass, with a look at every moment that the position waits for."""
        end = self.now + timedelta(seconds=seconds)
        before = len(self.facts)
        while (at := next_wakeup(self.position, self.now)) is not None and at <= end:
            self.now = at
            self.look()
        self.now = end
        return tuple(self.facts[before:])

    def tell(self, event: Input) -> tuple[Fact, ...]:
        """Hand an event to the position, and carry out what it decides, to the end."""
        before = len(self.facts)
        self._decide(event)
        self._work()
        return tuple(self.facts[before:])

    def send_next(self) -> None:
        """Let the venue take the oldest order that is held back."""
        self._send(self.sent.pop(0))
        self._hear()

    def cancel_next(self) -> None:
        """Let the venue take the oldest cancel that is held back."""
        self.venue.cancel(self.cancels.pop(0))
        self._hear()

    def release(self) -> None:
        """Hand over everything that was held back, and hold nothing back any more."""
        self.hold = False
        self._work()

    def update(self, order: Order, state: OrderState, code: str | None = None) -> tuple[Fact, ...]:
        """Say what became of an order."""
        message = f"because of {code}" if code else None
        return self.tell(
            OrderReported(
                client_order_id=order.client_order_id, state=state, code=code, message=message
            )
        )

    # what a test looks at

    def status(self) -> PositionStatus:
        """Return where the position stands."""
        return self.position.status

    def orders(self, *purposes: Purpose) -> list[Order]:
        """Return the live orders of some purposes, or of all."""
        return list(self.position.live_orders(*purposes))

    def order(self, purpose: Purpose) -> Order:
        """Return the newest order of a purpose."""
        return [row for row in self.position.orders.values() if row.purpose is purpose][-1]

    def ladder(self, *purposes: Purpose) -> list[tuple[str, str]]:
        """Return price and remaining amount of live orders, as text without trailing zeros."""
        return [
            (plain(row.price) if row.price is not None else "market", plain(row.remaining))
            for row in self.orders(*purposes)
        ]

    def happened[F: Fact](self, kind: type[F]) -> list[F]:
        """Return all facts of a kind."""
        return [fact for fact in self.facts if isinstance(fact, kind)]

    # how it works

    def situation(self) -> MarketContext:
        """Return the world as it is now."""
        quote = None
        if self.last is not None:
            quote = Quote(
                last=self.last,
                bid=self.last - self.spread,
                ask=self.last + self.spread,
                at=self.now,
            )
        return MarketContext(
            market=self.market,
            quote=quote,
            now=self.now,
            spot_fee=self.spot_fee,
            free_quote=self.free_quote,
            free_base=self.venue.free,
            most_at_market=self.venue.most_at_market,
            holds_stops=self.holds_stops,
            shared_sides=self.venue.shared_sides,
            awake_since=self.awake_since,
            candles=self._closes(),
        )

    def _closes(self) -> dict[int, CandleClose]:
        return self.candles.closes(candle_lengths(self.position), self.now)

    def _decide(self, event: Input) -> None:
        situation = self.situation()
        facts = decide(self.position, event, situation)
        for fact in facts:
            self.position = apply(self.position, fact)
            kind, data = fact_as(fact)
            assert fact_from(kind, fact.at, json.loads(json.dumps(data))) == fact
            if isinstance(fact, OrderIntended):
                self.sent.append(fact.order)
            elif isinstance(fact, CancelIntended):
                self.cancels.append(fact.client_order_id)
        self.facts += facts
        assert fold(self.facts) == self.position
        self._check_watch(situation)

    def _check_watch(self, situation: MarketContext) -> None:
        """Prices inside the edges and moments before the next one change nothing."""
        edge = price_band(self.position, self.market)
        if situation.quote is None or isinstance(self.facts[-1], ConditionMet):
            return
        last = situation.quote.last
        inside = (edge.lower is None or last > edge.lower) and (
            edge.upper is None or last < edge.upper
        )
        if inside:
            assert decide(self.position, Reevaluate(), situation) == ()

    def _work(self) -> None:
        while not self.hold and (self.sent or self.cancels or self.venue.told):
            if self.sent:
                self._send(self.sent.pop(0))
            elif self.cancels:
                self.venue.cancel(self.cancels.pop(0))
            self._hear()

    def _send(self, order: Order) -> None:
        assert self.last is not None
        stop = next((one for one in self.sent if one.client_order_id == order.partner), None)
        try:
            if stop is None:
                self.venue.place(order, self.last, self.now)
            else:
                self.sent.remove(stop)
                self.venue.place_pair(order, stop, self.last)
        except VenueRefusedError as err:
            for refused in (order, stop):
                if refused is not None:
                    self._decide(
                        OrderReported(
                            client_order_id=refused.client_order_id,
                            state=OrderState.REJECTED,
                            code=err.code,
                            message=f"because of {err.code}",
                        )
                    )
            self._work()

    def _hear(self) -> None:
        while self.venue.told:
            event = self.venue.told.pop(0)
            for one in (*self.venue.of_partner(event), event):
                self._decide(one)


def plain(value: Decimal) -> str:
    """Return a number without an exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def opened(opening: Plan, **stage: object) -> Scene:
    """Return a scene whose entry was placed (and filled, if it could)."""
    scene = Scene(opening, **stage)  # type: ignore[arg-type]
    scene.look()
    return scene
