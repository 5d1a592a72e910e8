"""What happens to a position beside prices and news: people, clocks, and what shares its market."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from custom_components.tradehook.trading.admission.changes.modify_exits import read_changes
from custom_components.tradehook.trading.model.inputs import (
    Close,
    Increase,
    Reduce,
    Reevaluate,
    Release,
)
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.model.position import STOP_REASONS
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.reasons.reasons import Refused
from custom_components.tradehook.trading.signal.parse import InvalidSignal

from .outside_trade import take_outside
from .random_plans import random_event, random_message
from .witness import must

if TYPE_CHECKING:
    from .histories import History

JUMPS = (-21_600, -3_600, -60, -7, 7, 60, 3_600, 21_600)
"""By how many seconds a clock is set; more than a slew."""


def signal(history: History) -> None:
    """Ask something of the position, as a signal or a person does."""
    position = history.position
    event = random_event(history.random, position, history.market, history.last)
    history.counts[f"event {type(event).__name__}"] += 1
    live = position.is_live
    history.tell(event)
    if live and isinstance(event, Release) and history.position.is_live:
        must(history.position.close_request is not None, "a release was refused")
    if live and isinstance(event, Close) and history.position.is_live:
        must(history.position.close_request is not None, "a close was refused")


def change_by_message(history: History) -> None:
    """Let a person change stop and targets, in the words of the panel: it never sells at once."""
    position, situation = history.position, history.situation()
    message = random_message(history.random, position, history.last)
    try:
        event = read_changes(message, position, situation)
    except InvalidSignal, Refused:
        history.counts["message refused"] += 1
        return
    history.counts["message carried out"] += 1
    before = position.close_request
    protected = position.is_protected and position.plan.stop_loss == event.stop_loss
    history.tell(event)
    after = history.position
    if position.is_live and situation.may_judge and after.close_request is not before:
        reason = after.close_request.reason if after.close_request else after.close_reason
        must(reason not in STOP_REASONS, f"a change of the exits sold at once: {message}")
    if protected and event.replace_stop_loss and position.stop_price is not None:
        kept = after.stop_price
        same = kept is not None and (kept - position.stop_price) * after.side.sign >= 0
        must(same, "the same stop, sent again, lost what its protection had reached")


def reduce_twice(history: History) -> None:
    """Let a reduction rest in the position's favour, and take off more than it leaves."""
    position, market = history.position, history.market
    if position.size <= 0:
        return
    history.counts["reductions one after the other"] += 1
    parts = history.random.choice([("0.6", "0.7"), ("0.7", "0.5"), ("0.4", "0.8")])
    away = history.random.randint(20, 300) * market.price_tick * position.side.sign
    for part in parts:
        amount = market.amount_down(history.position.size * Decimal(part))
        if amount <= 0 or not history.position.is_live:
            return
        at_market = part == parts[1] and history.random.random() < 0.5
        price = None if at_market else max(history.last + away, market.price_tick)
        order_type = OrderType.MARKET if at_market else OrderType.LIMIT
        history.tell(Reduce(amount=amount, order_type=order_type, price=price))
        for _ in range(history.random.randint(0, 4)):
            history.act()
            history.deliver()


def change_unfilled(history: History) -> None:
    """Make an entry that has not filled larger or smaller."""
    position, market = history.position, history.market
    if position.size > 0 or position.anchor is None:
        return
    planned = position.entry_amount or market.min_amount
    amount = market.amount_down(planned * history.random.randint(1, 9) / 10)
    event = history.random.choice([Increase, Reduce])(amount=max(amount, market.amount_step))
    history.counts["unfilled entry changed"] += 1
    history.tell(event)


def reduce_beside_increase(history: History) -> None:
    """Let an increase rest where the price may come to, and take a part off all of it."""
    position, market = history.position, history.market
    if position.size <= 0 or position.close_request:
        return
    history.counts["reduced beside an increase"] += 1
    away = history.random.randint(10, 200) * market.price_tick * position.side.sign
    amount = max(market.amount_down(position.size), market.min_amount)
    price = max(history.last - away, market.price_tick)
    history.tell(Increase(amount=amount, order_type=OrderType.LIMIT, price=price))
    for share in history.random.choice([("0.5",), ("0.3", "0.4"), ("1.2",)]):
        for _ in range(history.random.randint(0, 4)):
            history.act()
            history.deliver()
        off = market.amount_down(amount * Decimal(share))
        if off > 0 and history.position.is_live:
            history.tell(Reduce(amount=off))


def add_behind_target(history: History) -> None:
    """Add to the position while its last target is being followed."""
    position, market = history.position, history.market
    if not any(row.trailing and not row.done for row in position.targets):
        return
    history.counts["added behind a target"] += 1
    history.tell(Increase(amount=max(market.amount_down(position.size / 2), market.min_amount)))


def reach_target(history: History) -> None:
    """Move the price to the nearest target that is open: they fill one after the other."""
    side = history.side
    open_rows = [row.price for row in history.position.targets if row.price and not row.done]
    if history.position.size <= 0 or not open_rows:
        return
    history.counts["target reached"] += 1
    nearest = min(open_rows, key=lambda price: price * side.sign)
    beyond = history.random.randint(0, 60) * history.market.price_tick * side.sign
    history.move(max(nearest + beyond, history.market.price_tick))
    history.react()


def set_clock(history: History) -> None:
    """Set the machine's clock: the venue's goes on as before, and everything is looked at."""
    seconds = history.random.choice(JUMPS)
    history.counts["clock forward" if seconds > 0 else "clock back"] += 1
    history.jump(timedelta(seconds=seconds))


def trade_beside(history: History) -> None:
    """Let another position of the same side in the same market grow, shrink, begin or end.

    A venue merges the two: only what both hold together keeps an order that only reduces back.
    """
    venue, random = history.venue, history.random
    if history.market.market_type is not MarketType.LINEAR or venue.liquidated:
        return
    history.counts["two positions a side"] += 1
    venue.beside = Decimal(random.choice([0, 1, 40, 2_000])) * history.market.min_amount
    history.tell(Reevaluate())


ACTIONS = (
    (take_outside, 2.0),
    (signal, 6.0),
    (change_by_message, 3.0),
    (reduce_twice, 1.0),
    (change_unfilled, 0.5),
    (reduce_beside_increase, 1.0),
    (add_behind_target, 2.0),
    (reach_target, 2.0),
    (set_clock, 0.7),
    (trade_beside, 1.0),
)
"""With how likely each is, beside 66 ticks."""
