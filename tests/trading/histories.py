"""Random histories of one position, with every fault that a venue has, under a virtual clock.

`run_history(seed)` plays one history and checks the invariants after every step; the same seed
always plays the same history.
"""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from custom_components.tradehook.trading.candle_closes import Candles
from custom_components.tradehook.trading.model.facts import (
    Adopted,
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
    Released,
    TrailingHit,
    TrailingStarted,
)
from custom_components.tradehook.trading.model.inputs import (
    REPORTS,
    Close,
    FillReported,
    Input,
    MarketContext,
    Reevaluate,
)
from custom_components.tradehook.trading.model.market import MarketType, Quote, Side
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.position import STOP_REASONS, Position
from custom_components.tradehook.trading.position.decide import (
    candle_lengths,
    decide,
    learn,
    next_wakeup,
    price_band,
)
from custom_components.tradehook.trading.position.evolve.apply import apply, fold
from custom_components.tradehook.trading.position.price_validity import Moment, matters
from custom_components.tradehook.trading.position.wakeups import AGAIN

from .history_line import Line
from .ingredients import ACTIONS as INGREDIENTS
from .random_plans import MARKETS, random_plan
from .venue import TinyVenue
from .witness import Witness, must, rebuilt_from

START = datetime(2026, 1, 1, tzinfo=UTC)
ZERO = Decimal(0)
TICK = Decimal("0.01")
JUDGED = (BestPrice, TrailingStarted, TrailingHit, CoolDownStarted, CoolDownEnded)
"""Facts that only a price brings about."""


class History(Line):
    """Plays the part of the executor and of the world for one position."""

    def __init__(
        self, random: Random, name: str, counts: Counter[str], *, in_pairs: bool = False
    ) -> None:
        """Make a world out of a source of randomness; `in_pairs` stop and targets rest together."""
        side = Side.LONG if in_pairs else random.choice(list(Side))
        market = MARKETS[MarketType.SPOT if in_pairs else random.choice(list(MarketType))]
        if market.market_type is MarketType.SPOT:
            market = replace(market, exit_pairs=random.choice([2, 5] if in_pairs else [0, 2, 5]))
        self.holds_stops = in_pairs or random.random() < 0.65
        self.trend = random.choice([-1, 0, 1])
        last = Decimal(random.randint(9_900, 10_100)) * TICK
        super().__init__(random, counts, TinyVenue(market=market, side=side), START, last)
        self.newest = START
        self.waits = False
        self.venue.takes_crumbs = random.random() < 0.5
        self.plan: Plan = random_plan(random, self.side, START, self.last)
        while in_pairs and not _rests_in_pairs(self.plan):
            self.plan = random_plan(random, self.side, START, self.last)
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
        apart = Random(f"{name} {self.last}")  # the other histories stay what they are
        if apart.random() < 0.1:
            self.facts.append(self._adopted(apart))
        self.position: Position = fold(self.facts)
        self.candles = Candles()
        self.candles.add(self.last, self.now)
        self.price_band = price_band(self.position, self.market)
        self.wake: datetime | None = START
        self.awake_since = START
        # what the position knows since when, and when the price was heard: counted, not timed
        self.clock = 0
        self.heard = 0
        self.known = Moment(heard=0)
        self.witness = Witness(self.market, self.side, counts)
        for fact in self.facts[1:]:
            self.witness.saw(fact, fold(self.facts[:1]), self.position)

    def _adopted(self, random: Random) -> Adopted:
        """Let somebody else have bought it, for as much as they say or do not say."""
        amount = self.market.amount_down(Decimal(random.randint(100, 5_000)) * TICK)
        amount = max(amount, self.market.min_amount)
        told = self.last + random.randint(-300, 300) * TICK
        self.venue.give(amount, self.last)
        self.counts["fact Adopted"] += 1
        entry = max(told, TICK) if random.random() < 0.7 else None
        return Adopted(at=START, amount=amount, price=self.last, entry_price=entry)

    # the world

    def move(self, last: Decimal) -> None:
        """Move the price."""
        self.last = max(last, TICK)
        self.hear_price()
        self.candles.add(self.last, self.now)
        self.venue.tick(self.last, self.venue_now)
        self.by_price |= {
            event.trade_id for event in self.venue.told if isinstance(event, FillReported)
        }
        self.collect()

    def jump(self, by: timedelta) -> None:
        """Set our clock; it is noticed, and everything is looked at again."""
        # What waits for a price then is looked at again after a second.
        self.newest = max(self.newest, self.now, self.now + by + AGAIN)
        self.now += by
        self.ahead += by
        self.tell(Reevaluate())

    def hear_price(self) -> None:
        """Hear the price now, because it moved or was asked for."""
        self.clock += 1
        self.heard = self.clock

    @property
    def may_judge(self) -> bool:
        """Return whether the price is not older than what is known."""
        return self.heard >= self.known.heard

    def situation(self) -> MarketContext:
        """Return the world as the position sees it."""
        return MarketContext(
            market=self.market,
            quote=Quote(last=self.last, bid=self.last - TICK, ask=self.last + TICK, at=self.now),
            now=self.now,
            may_judge=self.may_judge,
            spot_fee=Decimal("0.001"),
            holds_stops=self.holds_stops,
            shared_sides=self.venue.shared_sides,
            awake_since=self.awake_since,
            candles=self.candles.closes(candle_lengths(self.position), self.now),
        )

    # the executor

    def tell(self, event: Input) -> tuple[Fact, ...]:
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
            return facts + self.tell(Reevaluate())
        again = decide(self.position, Reevaluate(), situation)
        must(again == (), f"looking again leads to {again}")
        self.price_band = price_band(self.position, self.market)
        self.wake = next_wakeup(self.position, self.now, self.awake_since)
        self.waits = self.wake == self.now + AGAIN
        self.witness.check(self.position, self.venue)
        self.witness.check_resting(self.position, situation)
        return facts

    def _take(self, facts: tuple[Fact, ...], situation: MarketContext) -> None:
        """Record facts and do what they ask for."""
        for fact in facts:
            after = apply(self.position, fact)
            self.witness.saw(fact, self.position, after)
            self.witness.check_side(fact, self.position, situation)
            self.position = after
            if isinstance(fact, OrderIntended):
                self.sends.append(fact.order)
        for fact in facts:
            if isinstance(fact, CancelIntended) and not self._goes_with_stop(fact):
                self.cancels.append(fact.client_order_id)
            elif isinstance(fact, Released):
                self.venue.take(fact.amount, fact.price)  # it is somebody else's from now on
        self.facts += facts

    def _goes_with_stop(self, fact: CancelIntended) -> bool:
        """Return whether it is a target that the cancel of its stop ends as well."""
        order = self.position.orders[fact.client_order_id]
        stop = None if order.is_resting_stop else self.position.partner(order)
        return stop is not None and stop.is_live and stop.cancel_requested

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

    def _learn(self, event: Input) -> None:
        """Note what is known from now on: prices of before are older than it."""
        if isinstance(event, FillReported) and event.trade_id in self.by_price:
            self.by_price.discard(event.trade_id)
            self.counts["fill after the price that caused it"] += 1
        if matters(learn(self.position, event, self.situation())):
            self.clock += 1
            self.known = Moment(heard=self.clock)
            self.counts["price older than a report"] += 1

    def burst(self) -> None:
        """Deliver all news at once, in any order, and a price with it or not: one step."""
        many = sum(map(len, self.news.values()))
        self.counts["several reports in one step"] += many > 1
        while any(self.news.values()):
            for event in self.next_news():
                self._learn(event)
                situation = self.situation()
                self._take(learn(self.position, event, situation), situation)
        if self.random.random() < 0.5:
            self.hear_price()
        self.tell(Reevaluate())

    def react(self) -> None:
        """Look if the price or the clock gives a reason to; if not, looking changes nothing."""
        lower, upper = self.price_band.lower, self.price_band.upper
        touched = (lower is not None and self.last <= lower) or (
            upper is not None and self.last >= upper
        )
        again = self.now < self.newest or self.waits or self._is_scarce()
        self.newest = max(self.newest, self.now)
        if touched or again or (self.wake is not None and self.now >= self.wake):
            # A time that comes again is looked at: what lay in the future counted as over. What
            # is due and waits for a price is looked at within a second.
            self.tell(Reevaluate())
            if self.may_judge:
                self.witness.check_hit(self.position, self.last)
        else:
            idle = decide(self.position, Reevaluate(), self.situation())
            must(idle == (), f"nobody would have looked, but it leads to {idle}")

    def _is_scarce(self) -> bool:
        """Return whether what is to be closed is worth about the least that spot takes.

        Any price may make it sellable, or too little: whoever looks next sees that.
        """
        worth = self.market.amount_down(self.position.size) * self.last
        near = abs(worth - self.market.min_cost) < self.market.min_cost / 10
        spot = self.market.market_type is MarketType.SPOT
        return spot and near and self.position.close_request is not None

    def deliver(self) -> None:
        """Deliver one piece of news; those of an order stay in their order."""
        for event in self.next_news():
            self.tell(event)

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
            self.fetch(order.client_order_id)
            asked = CancelIntended(at=self.now, client_order_id=order.client_order_id)
            if self._goes_with_stop(asked):
                continue
            if order.cancel_requested and order.client_order_id in self.venue.lots:
                self.cancels.append(order.client_order_id)
        self.hear_price()
        self.tell(Reevaluate())

    # one history

    def play(self, steps: int) -> int:
        """Play random steps, then let everything heal and end; return how many were played."""
        self.tell(Reevaluate())
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
        ((action, _),) = self.random.choices(ACTIONS, WEIGHTS)
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
            self.tell(Reevaluate())
        self.now = end
        self.react()

    def _again(self) -> None:
        """Tell something again that is known: it changes nothing."""
        known = {trade_id for _, trade_id in self.position.trade_keys}
        seen = [fill for fill in self.venue.fills if fill.trade_id in known]
        if seen:
            self.counts["duplicate fill"] += 1
            facts = decide(self.position, self.random.choice(seen), self.situation())
            idle = decide(self.position, Reevaluate(), self.situation())
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
        self.venue.liquidate(amount, self.last, self.venue_now)
        self.collect()
        self.tell(Reevaluate())  # what was held beside it is gone, too

    def end(self) -> None:
        """Heal the venue, close, and see that nothing of the position is left anywhere."""
        self.faulty = self.partial = False
        self.venue.takes_crumbs = True
        self.counts[f"stop on the venue sold {self.market.market_type}"] += self.venue.stops
        if self.random.random() < 0.5:
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
            self.tell(Reevaluate())
        must(not self.position.is_live, "it never ends")
        self.witness.check_end(self.position, self.venue)
        self.counts[f"ended {self.position.close_reason}"] += 1
        self.counts[f"{self.side} {self.market.market_type}"] += 1


ACTIONS: tuple[tuple[Callable[[History], None], float], ...] = (
    (History._tick, 66),
    (History._pass_time, 20),
    (History.restart, 4),
    (History._again, 2),
    (History._outside, 1),
    (History._liquidate, 0.6),
    *INGREDIENTS,
)
WEIGHTS = [weight for _, weight in ACTIONS]


def _rests_in_pairs(plan: Plan) -> bool:
    """Return whether a plan has a stop and a target that may rest together."""
    stop, targets = plan.stop_loss, plan.take_profit
    rests = stop is not None and (not stop.cool_down_amount or stop.emergency is not None)
    return rests and any(row.trailing_distance is None for row in targets)


def run_history(
    seed: int, steps: int = 50, counts: Counter[str] | None = None, *, in_pairs: bool = False
) -> None:
    """Play the history of a seed: positions, one after the other, for so many random steps.

    What breaks an invariant is raised, with a note that tells how to replay it.
    """
    counts = Counter() if counts is None else counts
    played = number = 0
    try:
        while played < steps:
            name = f"{seed}/{number}"
            history = History(Random(name), name, counts, in_pairs=in_pairs)
            played += history.play(steps - played)
            number += 1
    except Exception as err:
        err.add_note(f"Position {number} of run_history({seed}, {steps}, in_pairs={in_pairs})")
        raise
    counts["histories"] += 1
    counts["steps"] += played
