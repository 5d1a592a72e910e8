"""Who watches a history: books of its own, and everything that must hold after each step."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal, localcontext
from itertools import pairwise
import json

from custom_components.tradehook.trading.common.time_spans import is_future
from custom_components.tradehook.trading.fact_storage import fact_as, fact_from
from custom_components.tradehook.trading.model.facts import (
    Adopted,
    CloseRequested,
    ExternalChange,
    Fact,
    Filled,
    OrderChanged,
    OrderIntended,
    PlanChanged,
    PositionStatus,
    Released,
    StopArmed,
    StopWaits,
    TargetsPriced,
)
from custom_components.tradehook.trading.model.inputs import MarketContext
from custom_components.tradehook.trading.model.market import Market, MarketType, OrderSide, Side
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.price_math import PRECISE
from custom_components.tradehook.trading.model.sections import OrderType, StopOrderType
from custom_components.tradehook.trading.position.evolve.apply import fold

from .share_witness import ShareWitness
from .venue import TinyVenue

ZERO = Decimal(0)


class BrokenInvariantError(AssertionError):
    """A history led to something that must never be."""


def _exactly(cash: Decimal, side: Side, cost: Decimal) -> Decimal:
    """Return cash flows + cost x sign, however many digits a cost has."""
    with localcontext(PRECISE):
        return cash + side.sign * cost


def must(holds: bool, what: str) -> None:
    """Raise BrokenInvariantError unless something holds."""
    if not holds:
        raise BrokenInvariantError(what)


def rebuilt_from(facts: Sequence[Fact], position: Position) -> Position:
    """Return the position that the facts, read back from text, lead to: the same, to the digit."""
    text = json.dumps([fact_as(fact) for fact in facts])
    read = [
        fact_from(kind, fact.at, data)
        for fact, (kind, data) in zip(facts, json.loads(text), strict=True)
    ]
    rebuilt = fold(read)
    must(rebuilt == position, "the facts lead to another state")
    must(repr(rebuilt) == repr(position), "the facts lead to other digits")
    must(json.dumps([fact_as(fact) for fact in read]) == text, "the same facts, but other text")
    return rebuilt


class Witness:
    """Keeps its own books of a position's fills and compares."""

    def __init__(self, market: Market, side: Side, counts: Counter[str]) -> None:
        """Begin with nothing."""
        self.market = market
        self.side = side
        self.counts = counts
        self.cash = ZERO
        self.held = ZERO
        self.newest_trade = -1
        self.inflight_orders = ZERO
        """What stops may sell that could not be cancelled before the position had to be sold."""
        self.shares = ShareWitness(market, counts)
        self.tightest: Decimal | None = None

    def saw(self, fact: Fact, before: Position, after: Position) -> None:
        """Take a fact and what it did."""
        self._count(fact, before, after)
        if isinstance(fact, OrderIntended) and fact.order.is_market_exit:
            # After PATIENCE an exit goes out beside a stop whose end nobody can confirm.
            stops = [row for row in before.resting_stops if row.state is not OrderState.INTENDED]
            self.inflight_orders += sum((row.remaining for row in stops), ZERO)
            self.counts["exit beside a stop in doubt"] += bool(stops)
        for wrong in self.shares.saw(fact, before, after):
            must(False, wrong)
        if isinstance(fact, Filled):
            sign = 1 if after.orders[fact.client_order_id].side is OrderSide.BUY else -1
            in_quote = fact.fee if fact.fee_currency == self.market.quote else ZERO
            self.cash -= sign * fact.amount * fact.price + in_quote
            self.held += self.side.sign * (sign * fact.amount - fact.fee_in_base)
        if isinstance(fact, Adopted):
            self.cash -= self.side.sign * fact.amount * fact.price
            self.held += fact.amount
        if isinstance(fact, Released):
            must(not before.live_orders(), "it was let go while an order could still fill")
        if isinstance(fact, ExternalChange | Released):
            self.cash += self.side.sign * fact.amount * fact.price
            self.held -= fact.amount
        if isinstance(fact, PlanChanged) and fact.replace_stop_loss:
            protects = fact.stop_loss is not None and fact.stop_loss.protection_type is not None
            self.tightest = self.tightest if protects and before.protection_armed else None
        for key, order in before.orders.items():
            if not order.is_live and after.orders[key] is not order:
                late = isinstance(fact, Filled) and fact.client_order_id == key
                same = order.state is after.orders[key].state
                must(late and same, f"order {key} was over, and changed")

    def _count(self, fact: Fact, before: Position, after: Position) -> None:
        self.counts[f"fact {type(fact).__name__}"] += 1
        if before.status is not after.status:
            self.counts[f"position {before.status} -> {after.status}"] += 1
        match fact:
            case Filled():
                number = int(fact.trade_id.removeprefix("t"))
                self.counts["fills in another order"] += number < self.newest_trade
                self.newest_trade = max(self.newest_trade, number)
            case TargetsPriced():
                ways = [(b - a) * self.side.sign for a, b in pairwise(fact.prices)]
                self.counts["targets out of order"] += min(ways, default=ZERO) < 0
            case OrderIntended():
                kind = "resting" if fact.order.trigger else fact.order.order_type
                self.counts[f"order {fact.order.purpose} {kind}"] += 1
            case OrderChanged():
                was = before.orders[fact.client_order_id].state
                self.counts[f"order {was} -> {fact.state}"] += 1
            case StopWaits():
                self.counts["stop waits" if fact.price else "stop waits no more"] += 1
            case StopArmed():
                self.counts[f"stop {fact.why}"] += 1
            case CloseRequested():
                self.counts[f"close {fact.reason} {fact.order_type}"] += 1

    def check(self, position: Position, venue: TinyVenue) -> None:
        """Check everything that must hold after every step."""
        must(position.size + position.dust == self.held, "the size is not what has filled")
        books = _exactly(self.cash, self.side, position.cost)
        must(books == position.realized_profit, "cash, cost and profit don't add up")
        must(venue.position >= -self.inflight_orders, "more was sold than was held")
        if not venue.took_itself:
            must(venue.offered <= max(venue.position, ZERO), "more rests than is held")
        live = position.live_orders()
        if not position.is_live:
            must(not live, "an order outlived its position")
            must(not venue.open_lots(), "something rests on the venue after the end")
            return
        self._check_exits(position, [row for row in live if not row.purpose.adds], venue)
        self._check_stop(position)

    def _check_exits(self, position: Position, exits: list[Order], venue: TinyVenue) -> None:
        paired = {order.partner for order in exits if not order.is_resting_stop}
        offered = ZERO
        for row in exits:
            if row.offers and row.client_order_id not in paired:
                other = position.partner(row)  # what it has sold is not offered twice
                offered += max(row.remaining - (other.filled if other else ZERO), ZERO)
        if not venue.took_itself:
            must(offered <= max(position.size, ZERO), "more is offered than is held")
        selling = [row for row in exits if row.is_market_exit and row.purpose is not Purpose.REDUCE]
        most = 2 if position.close_request is None else 1
        must(len(selling) <= most, "two exits at once")

    def _check_stop(self, position: Position) -> None:
        stop_loss, stop = position.plan.stop_loss, position.stop_price
        if position.size <= 0 or stop_loss is None:
            return
        if stop_loss.level is not None:
            must(stop is not None, "a position without its stop")
        if stop_loss.emergency is not None:
            must(position.emergency_price is not None, "a position without its emergency stop")
        if not position.is_protected or stop is None:
            self.tightest = None
            return
        if self.tightest is not None:
            must((stop - self.tightest) * self.side.sign >= 0, "a protected stop was loosened")
        self.tightest = stop

    def check_resting(self, position: Position, situation: MarketContext) -> None:
        """Check the stops that rest on the venue: never too many, and none is missing."""
        resting = [row for row in position.live_orders() if row.trigger is not None]
        linear = self.market.market_type is MarketType.LINEAR
        since = situation.awake_since  # what was lost with an earlier life is not waited for
        earlier = [row for row in resting if since is not None and row.created_at < since]
        known = len(resting) - len(earlier if linear else ())
        most = 2 if linear else max(self.market.exit_pairs, 1)
        must(known <= most, "too many stops rest")
        standing = [row for row in resting if not row.cancel_requested]
        failed = any(key.startswith("cancel:") for key in position.refusals)
        sure = [row for row in standing if row.state is OrderState.OPEN]
        ending = position.closes_at_market
        paired = any(row.partner for row in position.orders.values())
        must(len(sure) <= 1 or failed or ending or paired, "two stops rest, and none is cancelled")
        if not situation.holds_stops:
            must(not resting, "a stop rests where none is taken")
            return
        trigger = self._trigger(position)
        if not linear and trigger is not None:
            self._check_pairs(position, situation, trigger)
        if not linear or position.close_request is not None or trigger is None:
            return
        refused = [position.refusals.get(key) for key in ("stop_loss:1", "outside:stop_loss:1")]
        if any(refusal and situation.now < refusal.retry_at for refusal in refused):
            return
        filling = [
            row
            for row in position.live_orders(Purpose.ENTRY, Purpose.INCREASE)
            if row.order_type is OrderType.MARKET
        ]
        amount = self.market.amount_down(position.size)
        if filling or amount < self.market.min_amount:
            return
        if self.side in situation.shared_sides and resting and (failed or not standing):
            return  # the next one waits for the end of this one
        must(bool(standing), "no stop rests, and none is on its way")
        newest = standing[-1]
        if len(resting) == 1 and newest.state is OrderState.OPEN:
            must(newest.remaining == amount, "the stop on the venue has another size")
            assert newest.trigger is not None
            behind = (trigger - newest.trigger) * self.side.sign
            must(behind >= 0, "the stop on the venue is tighter than the one here")
            stops = sum(row.trigger is not None for row in position.orders.values())
            pace = timedelta(seconds=5 * (1 + stops // 20))
            young = situation.now < newest.created_at + pace
            young = young and not is_future(newest.created_at, situation.now)
            must(not behind or young, "the stop on the venue lags behind")

    def _check_pairs(self, position: Position, situation: MarketContext, trigger: Decimal) -> None:
        """Check that all is behind a stop where targets rest with one, once it is calm."""
        market, live = self.market, position.live_orders()
        busy = any(
            row.state is not OrderState.OPEN or row.cancel_requested or row.order_type == "market"
            for row in live
            if row.trigger is None
        ) or any(row.state is not OrderState.OPEN or row.cancel_requested for row in live)
        halves = any(
            other is not None and other.filled for other in map(position.partner, live)
        ) or any(row.filled and row.purpose is Purpose.TAKE_PROFIT for row in live)
        held = market.exit_pairs and self.side is Side.LONG
        if not held or position.close_request is not None or busy or halves:
            return
        if position.refusals or position.to_reduce or any(row.fired for row in position.targets):
            return
        assert situation.quote is not None
        targets = [row for row in live if row.purpose is Purpose.TAKE_PROFIT]
        partners = {row.partner for row in live if row.trigger is not None}
        for row in targets:
            assert row.price is not None
            near = situation.quote.last > row.price - market.price_tick
            small = row.remaining * trigger < market.min_cost
            held = row.client_order_id in partners
            self.counts["target with its stop"] += held
            must(held or near or small, "a target rests without its stop")
        rest = market.amount_down(position.size - sum((row.remaining for row in targets), ZERO))
        alone = sum((row.remaining for row in live if row.trigger and not row.partner), ZERO)
        if targets and market.tradable(rest, trigger):
            self.counts["runner behind its stop"] += 1
            must(alone == rest, "what has no target rests without its stop")

    def _trigger(self, position: Position) -> Decimal | None:
        """Return where a stop belongs on the venue, told anew from the settings."""
        stop_loss = position.plan.stop_loss
        if position.size <= 0 or stop_loss is None:
            return None
        if stop_loss.cool_down_amount:
            return position.emergency_price
        if stop_loss.order_type is StopOrderType.LIMIT:
            return position.emergency_price or position.stop_limit
        return position.stop_price or position.emergency_price

    def check_side(self, fact: Fact, before: Position, situation: MarketContext) -> None:
        """Check that a protection never moves the stop beyond the market, or to within a tick."""
        if not isinstance(fact, StopArmed) or not fact.why.arms:
            return
        if fact.price is None or fact.price == before.stop_price:
            return
        assert situation.quote is not None
        room = (situation.quote.last - fact.price) * self.side.sign
        must(room > self.market.price_tick, f"a protection put the stop to {fact.price}")

    def check_hit(self, position: Position, last: Decimal) -> None:
        """Check that a price beyond a stop that waits for nothing has consequences."""
        stop_loss = position.plan.stop_loss
        if position.size <= 0 or stop_loss is None or position.close_request is not None:
            return
        stops = [position.emergency_price]
        if not stop_loss.cool_down_seconds:
            stops.append(position.stop_price)
        for stop in stops:
            beyond = stop is not None and (last - stop) * self.side.sign <= 0
            must(not beyond, f"the price is beyond the stop at {stop}, and nothing happens")

    def check_end(self, position: Position, venue: TinyVenue) -> None:
        """Check that the end left nothing behind, and that the venue's books say the same."""
        must(position.status is not PositionStatus.ERROR, "it ended in an error")
        must(not venue.open_lots(), "something rests on the venue after the end")
        must(venue.position == position.dust, "the venue holds something else than the dust")
        books = _exactly(venue.cash, self.side, position.cost)
        must(books == position.realized_profit, "the venue's cash tells another profit")
