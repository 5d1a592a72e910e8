"""What is under way between a position and its venue, with every fault that a line has."""

from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from custom_components.tradehook.trading.model.inputs import FillReported, Input, OrderReported
from custom_components.tradehook.trading.model.order import Order, OrderState

from .venue import TinyVenue, VenueRefusedError

ZERO = Decimal(0)


class Line:
    """Carries orders, cancels and look-ups to the venue, and its news back: late, lost or twice."""

    def __init__(
        self,
        random: Random,
        counts: Counter[str],
        venue: TinyVenue,
        now: datetime,
        last: Decimal,
    ) -> None:
        """Begin with nothing under way."""
        self.random = random
        self.counts = counts
        self.venue = venue
        self.market = venue.market
        self.side = venue.side
        self.now = now
        self.ahead = timedelta(0)
        self.last = last
        self.faulty = True
        self.partial = False
        self.sends: deque[Order] = deque()
        self.cancels: deque[str] = deque()
        self.lookups: deque[str] = deque()
        self.news: dict[str | None, deque[Input]] = {}
        self.by_price: set[str] = set()
        """Trades that a price has brought about and nobody has heard of."""
        venue.portion = self._portion
        venue.sleepy = self._sleepy

    @property
    def venue_now(self) -> datetime:
        """Return the venue's time: nobody sets its clock."""
        return self.now - self.ahead

    def _portion(self, amount: Decimal) -> Decimal:
        luck = self.random.random()
        if not self.partial or luck < 0.5:
            return amount
        if luck < 0.7:
            return ZERO
        part = self.market.amount_down(amount * self.random.randint(0, 9) / 10)
        self.counts["partial fill"] += 1
        return part

    def _sleepy(self) -> bool:
        sleeps = self.faulty and self.random.random() < 0.5
        self.counts["fault stop overslept"] += sleeps
        return sleeps

    def collect(self) -> None:
        """Take what the venue has to tell."""
        for event in self.venue.told:
            assert isinstance(event, (FillReported, OrderReported))
            self.news.setdefault(event.client_order_id, deque()).append(event)
        self.venue.told.clear()

    def under_way(self) -> bool:
        """Return whether the venue, or we, have yet to hear of something."""
        return bool(self.sends or self.cancels or self.lookups or any(self.news.values()))

    def next_news(self) -> list[Input]:
        """Take out one piece of news; the end of an order comes behind all its trades.

        Trades come in any order, those of one order too.
        """
        waiting = [key for key, queue in self.news.items() if queue]
        if not waiting:
            return []
        queue = self.news[self.random.choice(waiting)]
        both = (
            len(queue) > 1
            and isinstance(queue[0], FillReported)
            and isinstance(queue[1], FillReported)
        )
        if both and self.random.random() < 0.5:
            queue[0], queue[1] = queue[1], queue[0]
        event = queue.popleft()
        before: list[Input] = []
        if isinstance(event, OrderReported) and event.state.is_final:
            key = event.client_order_id
            before += [fill for fill in self.venue.fills if fill.client_order_id == key]
            if self.random.random() < 0.9:
                before += self.venue.of_partner(event)
        return [*before, event]

    def act(self) -> None:
        """Carry out one thing that is under way to the venue."""
        kinds: list[tuple[deque[Order] | deque[str], Callable[[], None]]] = [
            (self.sends, self._send),
            (self.cancels, self._cancel),
            (self.lookups, self._look_up),
        ]
        ready = [action for queue, action in kinds if queue]
        if ready:
            self.random.choice(ready)()
            self.collect()

    def _send(self) -> None:
        order = self.sends.popleft()
        stop = self.sends.popleft() if order.partner and not order.is_resting_stop else None
        luck = self.random.random() if self.faulty else 1.0
        if luck < 0.03:
            self.counts["fault not sent"] += 1
            self._reject(order, stop, "not_sent")
        elif luck < 0.06:
            self.counts["fault refused"] += 1
            self._reject(order, stop, "insufficient_margin")
        elif luck < 0.08:
            self.counts["fault lost before the venue"] += 1
            self._lose(order, stop)
        elif luck < 0.24:
            self.counts["fault lost behind the venue"] += 1
            self._place(order, stop)
            if self.random.random() < 0.5:
                self.counts["fault nothing pushed"] += 1
                self.venue.told.clear()
            self._lose(order, stop)
        else:
            self._place(order, stop)

    def _place(self, order: Order, stop: Order | None) -> None:
        if order.state.is_final:
            return
        try:
            if stop is None:
                self.venue.place(order, self.last, self.venue_now)
            else:
                self.counts["pair sent"] += 1
                self.venue.place_pair(order, stop, self.last)
        except VenueRefusedError as err:
            self.counts[f"refused {err.code}"] += 1
            self._reject(order, stop, err.code)

    def _lose(self, *orders: Order | None) -> None:
        for order in orders:
            if order is None:
                continue
            key = order.client_order_id
            lost = OrderReported(client_order_id=key, state=OrderState.UNKNOWN)
            self.news.setdefault(key, deque()).appendleft(lost)
            self.lookups.append(key)

    def _reject(self, order: Order, stop: Order | None, code: str) -> None:
        for one in (order, stop):
            if one is None:
                continue
            key = one.client_order_id
            message = f"refused: {code}"
            update = OrderReported(
                client_order_id=key, state=OrderState.REJECTED, code=code, message=message
            )
            self.news.setdefault(key, deque()).append(update)

    def _cancel(self) -> None:
        key = self.cancels.popleft()
        luck = self.random.random() if self.faulty else 1.0
        if luck < 0.1:
            self.counts["fault cancel failed"] += 1
            update = OrderReported(client_order_id=key, state=OrderState.OPEN, code="cancel_failed")
            self.news.setdefault(key, deque()).append(update)
        elif luck < 0.14 and not self.venue.lots[key].order.is_resting_stop:
            self.counts["fault cancel came to nothing"] += 1
            self.fetch(key)
        else:
            self.venue.cancel(key)

    def _look_up(self) -> None:
        self.fetch(self.lookups.popleft())

    def fetch(self, key: str) -> None:
        """Fetch an order: its trades first, then how it stands."""
        news = self.news.setdefault(key, deque())
        news.extend(fill for fill in self.venue.fills if fill.client_order_id == key)
        news.append(self.venue.look_up(key))
