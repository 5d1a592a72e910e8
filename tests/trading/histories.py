"""Random histories of one position, with every fault that a venue has, under a virtual clock.

`run_history(seed)` plays one history and checks the invariants after every step; the same seed
always plays the same history.
"""

from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from custom_components.tradehook.trading.apply import apply, fold
from custom_components.tradehook.trading.candles import Candles
from custom_components.tradehook.trading.decide import (
    candle_lengths,
    decide,
    edges,
    learn,
    wake_at,
)
from custom_components.tradehook.trading.events import (
    REPORTS,
    Close,
    Event,
    Fill,
    Look,
    OrderUpdate,
    Situation,
)
from custom_components.tradehook.trading.facts import (
    BestPrice,
    CancelIntended,
    CandleJudged,
    CloseReason,
    CloseRequested,
    ConditionMet,
    CoolDownEnded,
    CoolDownStarted,
    Fact,
    Filled,
    Opened,
    OrderIntended,
    TrailingHit,
    TrailingStarted,
)
from custom_components.tradehook.trading.judgement import Moment, matters
from custom_components.tradehook.trading.market import MarketType, Quote, Side
from custom_components.tradehook.trading.order import Order, OrderState
from custom_components.tradehook.trading.plan import Plan
from custom_components.tradehook.trading.position import STOP_REASONS, Position

from .outside_trade import take_outside
from .random_plans import MARKETS, random_event, random_plan
from .venue import TinyVenue, VenueRefusedError
from .witness import Witness, must, rebuilt_from

START = datetime(2026, 1, 1, tzinfo=UTC)
ZERO = Decimal(0)
TICK = Decimal("0.01")
JUDGED = (BestPrice, TrailingStarted, TrailingHit, CoolDownStarted, CoolDownEnded)
"""Facts that only a price brings about."""


class History:
    """Plays the part of the executor and of the world for one position."""

    def __init__(self, random: Random, name: str, counts: Counter[str]) -> None:
        """Make a world out of a source of randomness."""
        self.random = random
        self.counts = counts
        self.side = random.choice(list(Side))
        self.market = MARKETS[random.choice(list(MarketType))]
        self.holds_stops = random.random() < 0.65
        self.trend = random.choice([-1, 0, 1])
        self.now = START
        self.last = Decimal(random.randint(9_900, 10_100)) * TICK
        self.venue = TinyVenue(market=self.market, side=self.side)
        self.venue.takes_crumbs = random.random() < 0.5
        self.venue.portion = self._portion
        self.venue.sleepy = self._sleepy
        self.plan: Plan = random_plan(random, self.side, START, self.last)
        opened = Opened(
            at=START,
            position_id=name,
            bot_id="bot",
            signal_id="signal",
            symbol=self.market.symbol,
            side=self.side,
            plan=self.plan,
        )
        self.facts: list[Fact] = [opened]
        self.position: Position = fold(self.facts)
        self.candles = Candles()
        self.candles.add(self.last, self.now)
        self.edges = edges(self.position, self.market)
        self.wake: datetime | None = START
        self.awake_since = START
        self.faulty = True
        self.partial = False
        # what is under way between us and the venue
        self.sends: deque[Order] = deque()
        self.cancels: deque[str] = deque()
        self.lookups: deque[str] = deque()
        self.news: dict[str | None, deque[Event]] = {}
        # what the position knows since when, and when the price was heard: counted, not timed
        self.clock = 0
        self.heard = 0
        self.known = Moment(heard=0)
        self.witness = Witness(self.market, self.side, counts)

    # the world

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

    def move(self, last: Decimal) -> None:
        """Move the price."""
        self.last = max(last, TICK)
        self.hear_price()
        self.candles.add(self.last, self.now)
        self.venue.tick(self.last, self.now)
        self.collect()

    def hear_price(self) -> None:
        """Hear the price now, because it moved or was asked for."""
        self.clock += 1
        self.heard = self.clock

    @property
    def may_judge(self) -> bool:
        """Tell whether the price is not older than what is known."""
        return self.heard >= self.known.heard

    def collect(self) -> None:
        """Take what the venue has to tell."""
        for event in self.venue.told:
            assert isinstance(event, (Fill, OrderUpdate))
            self.news.setdefault(event.client_order_id, deque()).append(event)
        self.venue.told.clear()

    def situation(self) -> Situation:
        """Return the world as the position sees it."""
        return Situation(
            market=self.market,
            quote=Quote(last=self.last, bid=self.last - TICK, ask=self.last + TICK, at=self.now),
            now=self.now,
            may_judge=self.may_judge,
            spot_fee=Decimal("0.001"),
            holds_stops=self.holds_stops,
            awake_since=self.awake_since,
            candles=self.candles.closes(candle_lengths(self.position), self.now),
        )

    # the executor

    def tell(self, event: Event) -> tuple[Fact, ...]:
        """Decide, record, act; then look whether everything still holds."""
        if isinstance(event, REPORTS):
            self._learn(event)
        situation = self.situation()
        before = self.position
        facts = decide(before, event, situation)
        if not self.may_judge:
            self._check_unjudged(facts)
        self._take(facts, situation)
        if any(isinstance(fact, ConditionMet) for fact in facts):
            # Funds and limits were checked again, and the entry goes out.
            return facts + self.tell(Look())
        again = decide(self.position, Look(), situation)
        must(again == (), f"looking again leads to {again}")
        self.edges = edges(self.position, self.market)
        self.wake = wake_at(self.position, self.now, self.awake_since)
        self.witness.check(self.position, self.venue)
        self.witness.check_resting(self.position, situation)
        return facts

    def _take(self, facts: tuple[Fact, ...], situation: Situation) -> None:
        """Record facts and do what they ask for."""
        for fact in facts:
            after = apply(self.position, fact)
            self.witness.saw(fact, self.position, after)
            self.witness.check_side(fact, self.position, situation)
            self.position = after
            if isinstance(fact, OrderIntended):
                self.sends.append(fact.order)
            elif isinstance(fact, CancelIntended):
                self.cancels.append(fact.client_order_id)
        self.facts += facts

    def _check_unjudged(self, facts: tuple[Fact, ...]) -> None:
        """See that no price that is older than the newest report has brought anything about."""
        judged = [fact for fact in facts if isinstance(fact, JUDGED)]
        must(not judged, f"a price older than a report led to {judged}")
        elsewhere = self.position.close_request is not None or any(
            order.is_resting_stop and order.filled for order in self.position.orders.values()
        )
        filled = any(isinstance(fact, Filled) for fact in facts)
        candle = any(isinstance(fact, CandleJudged) for fact in facts)
        for fact in facts:
            if isinstance(fact, CloseRequested) and fact.reason in STOP_REASONS:
                must(elsewhere or filled or candle, "a stop was judged by an older price")

    def _learn(self, event: Event) -> None:
        """Note what is known from now on: prices of before are older than it."""
        if matters(learn(self.position, event, self.situation())):
            self.clock += 1
            self.known = Moment(heard=self.clock)
            self.counts["price older than a report"] += 1

    def burst(self) -> None:
        """Deliver all news at once, in any order, and a price with it or not: one step."""
        many = sum(map(len, self.news.values()))
        self.counts["several reports in one step"] += many > 1
        while any(self.news.values()):
            for event in self._next_news():
                self._learn(event)
                situation = self.situation()
                self._take(learn(self.position, event, situation), situation)
        if self.random.random() < 0.5:
            self.hear_price()
        self.tell(Look())

    def react(self) -> None:
        """Look if the price or the clock gives a reason to; if not, looking changes nothing."""
        lower, upper = self.edges.lower, self.edges.upper
        touched = (lower is not None and self.last <= lower) or (
            upper is not None and self.last >= upper
        )
        if touched or (self.wake is not None and self.now >= self.wake):
            self.tell(Look())
            if self.may_judge:
                self.witness.check_hit(self.position, self.last)
        else:
            idle = decide(self.position, Look(), self.situation())
            must(idle == (), f"nobody would have looked, but it leads to {idle}")

    def deliver(self) -> None:
        """Deliver one piece of news; those of an order stay in their order."""
        for event in self._next_news():
            self.tell(event)

    def _next_news(self) -> list[Event]:
        """Take out one piece of news; the end of an order comes behind all its trades."""
        waiting = [key for key, queue in self.news.items() if queue]
        if not waiting:
            return []
        event = self.news[self.random.choice(waiting)].popleft()
        before: list[Event] = []
        if isinstance(event, OrderUpdate) and event.state.is_final:
            key = event.client_order_id
            before += [fill for fill in self.venue.fills if fill.client_order_id == key]
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
        luck = self.random.random() if self.faulty else 1.0
        if luck < 0.03:
            self.counts["fault not sent"] += 1
            self._reject(order, "not_sent")
        elif luck < 0.06:
            self.counts["fault refused"] += 1
            self._reject(order, "insufficient_margin")
        elif luck < 0.08:
            self.counts["fault lost before the venue"] += 1
            self._lose(order)
        elif luck < 0.24:
            self.counts["fault lost behind the venue"] += 1
            self._place(order)
            if self.random.random() < 0.5:
                self.counts["fault nothing pushed"] += 1
                self.venue.told.clear()
            self._lose(order)
        else:
            self._place(order)

    def _place(self, order: Order) -> None:
        if order.state.is_final:
            return
        try:
            self.venue.place(order, self.last, self.now)
        except VenueRefusedError as err:
            self.counts[f"refused {err.code}"] += 1
            self._reject(order, err.code)

    def _lose(self, order: Order) -> None:
        key = order.client_order_id
        lost = OrderUpdate(client_order_id=key, state=OrderState.UNKNOWN)
        self.news.setdefault(key, deque()).appendleft(lost)
        self.lookups.append(key)

    def _reject(self, order: Order, code: str) -> None:
        key = order.client_order_id
        update = OrderUpdate(
            client_order_id=key, state=OrderState.REJECTED, code=code, message=f"refused: {code}"
        )
        self.news.setdefault(key, deque()).append(update)

    def _cancel(self) -> None:
        key = self.cancels.popleft()
        if self.faulty and self.random.random() < 0.1:
            self.counts["fault cancel failed"] += 1
            update = OrderUpdate(client_order_id=key, state=OrderState.OPEN, code="cancel_failed")
            self.news.setdefault(key, deque()).append(update)
        else:
            self.venue.cancel(key)

    def _look_up(self) -> None:
        self._fetch(self.lookups.popleft())

    def _fetch(self, key: str) -> None:
        """Fetch an order: its trades first, then how it stands."""
        news = self.news.setdefault(key, deque())
        news.extend(fill for fill in self.venue.fills if fill.client_order_id == key)
        news.append(self.venue.look_up(key))

    def restart(self) -> None:
        """Forget everything but the facts, ask the venue for all orders, and go on."""
        self.counts["restart"] += 1
        self.position = rebuilt_from(self.facts, self.position)
        self.awake_since = self.now
        self.candles = Candles()
        self.sends.clear()
        self.cancels.clear()
        self.lookups.clear()
        self.news.clear()
        for fill in self.venue.fills:
            if fill.client_order_id is None:
                self.news.setdefault(None, deque()).append(fill)
        for order in self.position.live_orders():
            self._fetch(order.client_order_id)
            if order.cancel_requested and order.client_order_id in self.venue.lots:
                self.cancels.append(order.client_order_id)
        self.hear_price()
        self.tell(Look())

    # one history

    def play(self, steps: int) -> int:
        """Play random steps, then let everything heal and end; return how many were played."""
        self.tell(Look())
        played = 0
        while played < steps and (self.position.is_live or self.under_way()):
            self.step()
            played += 1
        self.end()
        return played

    def step(self) -> None:
        """Do one random thing."""
        self.partial = self.random.random() < 0.35
        luck = self.random.random()
        if luck < 0.6 and self.under_way():
            how = self.random.random()
            if how < 0.15:
                self.burst()
            elif how < 0.5:
                self.deliver()
            else:
                self.act()
            return
        (action,) = self.random.choices(ACTIONS, WEIGHTS)
        action(self)

    def _tick(self) -> None:
        size = self.random.choices([3, 30, 120, 600], [20, 40, 36, 4])[0]
        drift = self.random.randint(-size, size) + size // 3 * self.trend
        if size == 600:
            self.counts["gap"] += 1
        self.move(self.last + drift * TICK)
        self.react()

    def _pass_time(self) -> None:
        seconds = self.random.choice([0.5, 1, 3, 6, 11, 61])
        self.hear_price()  # it is asked for half a second after a fill
        if self.random.random() < 0.2:
            self.candles.interrupt()
            self.counts["price gap"] += 1
        end = self.now + timedelta(seconds=seconds)
        while self.wake is not None and self.wake <= end and self.position.is_live:
            self.now = max(self.now, self.wake)
            self.tell(Look())
        self.now = end
        self.react()

    def _again(self) -> None:
        """Tell something again that is known: it changes nothing."""
        known = self.position.trade_ids
        seen = [fill for fill in self.venue.fills if fill.trade_id in known]
        if seen:
            self.counts["duplicate fill"] += 1
            facts = decide(self.position, self.random.choice(seen), self.situation())
            idle = decide(self.position, Look(), self.situation())
            must(facts == idle, "a duplicate changed something")

    def _outside(self) -> None:
        """Let somebody cancel an order of ours on the venue."""
        lots = self.venue.open_lots()
        if lots:
            self.counts["fault cancelled outside"] += 1
            self.venue.cancel(self.random.choice(lots).order.client_order_id)
            self.collect()

    def _liquidate(self) -> None:
        held = self.venue.position
        if self.market.market_type is MarketType.SPOT or held <= 0:
            return
        self.counts["liquidation"] += 1
        amount = held if self.random.random() < 0.7 else self.market.amount_down(held / 2)
        self.venue.liquidate(amount, self.last, self.now)
        self.collect()

    def _signal(self) -> None:
        event = random_event(self.random, self.position, self.market, self.last)
        self.counts[f"event {type(event).__name__}"] += 1
        live = self.position.is_live
        self.tell(event)
        if live and isinstance(event, Close) and self.position.is_live:
            must(self.position.close_request is not None, "a close was refused")

    def under_way(self) -> bool:
        """Tell whether the venue, or we, have yet to hear of something."""
        return bool(self.sends or self.cancels or self.lookups or any(self.news.values()))

    def end(self) -> None:
        """Heal the venue, close, and see that nothing of the position is left anywhere."""
        self.faulty = self.partial = False
        self.venue.takes_crumbs = True
        self.counts[f"stop on the venue sold {self.market.market_type}"] += self.venue.stops
        self.restart()
        self.tell(Close(reason=CloseReason.MANUAL))
        for _ in range(400):
            while self.under_way():
                self.act()
                self.deliver()
            if not self.position.is_live:
                break
            must(self.wake is not None, "it is not over, and waits for nothing")
            assert self.wake is not None
            self.now = self.wake
            self.tell(Look())
        must(not self.position.is_live, "it never ends")
        self.witness.check_end(self.position, self.venue)
        self.counts[f"ended {self.position.close_reason}"] += 1
        self.counts[f"{self.side} {self.market.market_type}"] += 1


ACTIONS: list[Callable[[History], None]] = [
    History._tick,
    History._pass_time,
    History.restart,
    History._again,
    History._outside,
    History._liquidate,
    take_outside,
    History._signal,
]
WEIGHTS = [66, 20, 4, 2, 1, 0.6, 2, 6]


def run_history(seed: int, steps: int = 50, counts: Counter[str] | None = None) -> None:
    """Play the history of a seed: positions, one after the other, for so many random steps.

    What breaks an invariant is raised, with a note that tells how to replay it.
    """
    counts = Counter() if counts is None else counts
    played = number = 0
    try:
        while played < steps:
            name = f"{seed}/{number}"
            history = History(Random(name), name, counts)
            played += history.play(steps - played)
            number += 1
    except Exception as err:
        err.add_note(f"Position {number} of run_history({seed}, {steps})")
        raise
    counts["histories"] += 1
    counts["steps"] += played
