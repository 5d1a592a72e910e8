"""What moves a stop once the position is in profit: break even, its targets, the best price."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...model.facts import BestPrice, Fact, PlanChanged, StopArmed, StopCause, StopWaits
from ...model.inputs import MarketContext
from ...model.market import Side
from ...model.order import Purpose
from ...model.position import Position, Target
from ...model.price_math import adverse, favourable, has_reached, next_best, settled, tighter
from ...model.sections import Protection, StopLoss
from .stop_loss import allows, moved_limit, moved_stop

_OPEN = Decimal("0.1")
"""What may be open of a target that counts as filled: a rest of it can take for ever to fill."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Where a protection would have the stop, and why."""

    price: Decimal
    why: StopCause


def protected(position: Position, situation: MarketContext) -> list[Fact]:
    """Move the stop as its protection or a person says, as far as the market allows."""
    stop_loss = position.plan.stop_loss
    if (
        position.average_entry is None
        or position.size <= 0
        or position.closes_at_market
        or position.stops_by_limit
    ):
        return []
    waiting = position.waiting
    if waiting is not None and not waiting.why.arms:
        asked = _as_asked(position, situation, waiting.stop)
        if asked:
            return asked
    if stop_loss is None or stop_loss.protection_type is None:
        return []
    if stop_loss.protection_type is Protection.PRICE:
        return _trailed(position, situation, stop_loss)
    if stop_loss.break_even_percentage is not None:
        return _evened(position, situation, position.average_entry)
    return _stepped(position, situation, stop_loss.protection_type, position.average_entry)


def _as_asked(position: Position, situation: MarketContext, stop: Decimal) -> list[Fact]:
    """Move the stop to where a person wants it, once the market allows it."""
    if not allows(situation, position.side, stop):
        return []
    return [
        PlanChanged(
            at=situation.now,
            stop_loss=moved_stop(position, stop),
            replace_stop_loss=True,
            keeps_reached=True,
        )
    ]


def break_even_at(position: Position) -> Decimal | None:
    """Return the price at which the stop goes to break even; None when there is none to reach."""
    stop_loss, average = position.plan.stop_loss, position.average_entry
    if (
        stop_loss is None
        or stop_loss.protection_type is not Protection.BREAK_EVEN
        or stop_loss.break_even_percentage is None
        or average is None
        or position.is_protected
    ):
        return None
    return favourable(position.side, average, stop_loss.break_even_percentage)


def _evened(position: Position, situation: MarketContext, average: Decimal) -> list[Fact]:
    """Move the stop to break even once the price has reached its profit; then it stays so."""
    activation, quote = break_even_at(position), situation.judgeable
    if activation is not None and (
        quote is None or not has_reached(position.side, quote.last, activation)
    ):
        return []
    even = favourable(position.side, average, position.plan.break_even_offset)
    return _moved(position, situation, [_Step(even, StopCause.BREAK_EVEN)], step=1)


def _stepped(
    position: Position, situation: MarketContext, protection: Protection, average: Decimal
) -> list[Fact]:
    """Follow the take profits that have filled, break even first."""
    done = [target for target in position.targets if _counts(position, target)]
    if len(position.targets) < 2 or not done:
        return _moved(position, situation, [], step=0)
    break_even = favourable(position.side, average, position.plan.break_even_offset)
    steps = [_Step(break_even, StopCause.BREAK_EVEN)]
    reached = 1
    if protection is Protection.FOLLOW_TAKE_PROFIT:
        reached = len(done)
        for target in done[:-1]:
            assert target.price is not None
            steps.append(_Step(target.price, StopCause.FOLLOW_TAKE_PROFIT))
    return _moved(position, situation, steps, step=reached)


def _counts(position: Position, target: Target) -> bool:
    """Return whether a target counts as filled: by its share, or by the order that sells it.

    An order is rounded down to the market's step, so that of a small share much may stay open.
    """
    if target.done or target.left <= target.share * _OPEN:
        return True
    for order in position.live_orders(Purpose.TAKE_PROFIT):
        wanted = order.client_order_id not in position.unwanted
        if wanted and order.leg == target.leg and not order.merged:
            return order.remaining <= order.amount * _OPEN
    return False


def activation_price(position: Position) -> Decimal | None:
    """Return the price at which a trailing stop arms; None when there is none left to arm."""
    stop_loss, average = position.plan.stop_loss, position.average_entry
    if (
        stop_loss is None
        or stop_loss.protection_type is not Protection.PRICE
        or stop_loss.trailing_percentage is None
        or average is None
        or position.best_price is not None
    ):
        return None
    return favourable(position.side, average, stop_loss.trailing_percentage)


def peak_is_open(position: Position) -> bool:
    """Return whether a stop that trails from the first fill on knows no price to follow yet."""
    stop_loss = position.plan.stop_loss
    at_once = stop_loss is not None and stop_loss.trails_at_once
    return at_once and position.best_price is None


def _trailed(position: Position, situation: MarketContext, stop_loss: StopLoss) -> list[Fact]:
    """Follow the best price since the activation.

    Without a price that may judge, a stop that a change asks for waits for the next one.
    """
    distance, quote = stop_loss.trailing_distance, situation.judgeable
    best, side = position.best_price, position.side
    if distance is None or (best is None and quote is None):
        return _moved(position, situation, [], step=0)
    facts: list[Fact] = []
    if best is None:
        activation = activation_price(position)
        assert quote is not None
        reached = activation is not None and has_reached(side, quote.last, activation)
        if not reached and not stop_loss.trails_at_once:
            return _moved(position, situation, [], step=0)
    if quote is not None and (
        best is None or has_reached(side, quote.last, next_best(side, best, situation.market))
    ):
        best = quote.last
        facts.append(BestPrice(at=situation.now, price=best))
    if stop_loss.trails_at_once and not position.protection_armed:
        return facts  # its stop is the plan's own, and stands behind the peak
    assert best is not None
    steps = [_Step(adverse(side, best, distance), StopCause.TRAILING)]
    waiting = position.waiting
    if waiting is not None and waiting.why is StopCause.TRAILING:
        # What the market allows by now is taken, even if a new best price already asks for more.
        steps.append(_Step(waiting.stop, StopCause.TRAILING))
    return [*facts, *_moved(position, situation, steps, step=0)]


def allowed_from(side: Side, stop: Decimal, tick: Decimal) -> Decimal:
    """Return the price beyond which a stop may stand where it waits to stand."""
    return stop + side.sign * tick


def _moved(
    position: Position, situation: MarketContext, steps: Sequence[_Step], *, step: int
) -> list[Fact]:
    """Move the stop to the tightest step that the market allows; the next tighter one waits.

    Nothing ever loosens it. Whether it moves or not, the protection is armed from then on.
    """
    side, market = position.side, situation.market
    steps = [*steps, *_reached_before(position, steps)]
    if not steps:
        return []
    steps = [_Step(market.stop_price(side, settled(row.price)), row.why) for row in steps]
    stop, moved = position.stop_price, None
    for row in steps:
        if _is_tighter(side, stop, row.price) and allows(situation, side, row.price):
            stop, moved = row.price, row
    barred = [row for row in steps if _is_tighter(side, stop, row.price)]
    following = min(barred, key=lambda row: side.sign * row.price, default=None)
    facts: list[Fact] = []
    news = not position.protection_armed or step > position.protection_step
    if moved is not None or (news and following is None):
        trails = StopCause.TRAILING if position.stop_trails else StopCause.PROTECTION
        facts.append(
            StopArmed(
                at=situation.now,
                price=stop,
                why=trails if moved is None else moved.why,
                limit=None if stop is None else moved_limit(position, stop, market),
                emergency=position.emergency_price,
                step=step,
            )
        )
    return [*facts, *_waits(position, situation, stop, following, step=step)]


def _reached_before(position: Position, steps: Sequence[_Step]) -> Iterator[_Step]:
    """Yield what a protection waits for that was changed since: it arms all the same."""
    waiting = position.waiting
    if waiting is None or not waiting.why.arms or waiting.why in [row.why for row in steps]:
        return
    price, average = waiting.stop, position.average_entry
    if waiting.why is StopCause.BREAK_EVEN and average is not None:
        price = favourable(position.side, average, position.plan.break_even_offset)
    yield _Step(price, waiting.why)


def _is_tighter(side: Side, stop: Decimal | None, other: Decimal) -> bool:
    return stop is None or (other != stop and tighter(side, stop, other) == other)


def _waits(
    position: Position,
    situation: MarketContext,
    stop: Decimal | None,
    following: _Step | None,
    *,
    step: int,
) -> Iterator[Fact]:
    waiting = position.waiting
    if waiting is not None and not waiting.why.arms:
        return  # what a person wants comes first
    before = None if waiting is None else (waiting.stop, waiting.why)
    if (
        waiting is not None
        and stop is not None
        and not _is_tighter(position.side, stop, waiting.stop)
    ):
        before = None  # the stop's own move ends the wait
    wanted = None if following is None else (following.price, following.why)
    if wanted != before:
        yield StopWaits(
            at=situation.now,
            price=None if following is None else following.price,
            why=StopCause.PROTECTION if following is None else following.why,
            step=step,
        )
