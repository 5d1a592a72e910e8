"""What keeps failing: counted on the position, so that each attempt waits longer than the last."""

from datetime import datetime, timedelta

from ...common.changed_copies import replace
from ...common.time_spans import is_future
from ...model.facts import Fact
from ...model.order import Purpose
from ...model.position import OUTSIDE, Position, RetryState

RETRY_SECONDS = (1, 2, 5, 10, 30)
"""How long what was refused waits for its next attempt, by the number of refusals in a row."""
OUTSIDE_SECONDS = (1, 3_600, 86_400)
"""How long an order that somebody else cancelled stays away: after the first time it is placed
again, after that it is not fought for."""
LONGEST = timedelta(seconds=RETRY_SECONDS[-1])
LONGEST_OUTSIDE = timedelta(seconds=OUTSIDE_SECONDS[-1])
FORGOTTEN = timedelta(hours=1)
"""How long an order that was placed again has to rest before it counts as left alone."""


def may_retry(refusal: RetryState, now: datetime, longest: timedelta = LONGEST) -> bool:
    """Return whether what was refused may be tried again; no wait is longer than the longest."""
    return now >= refusal.retry_at or is_future(refusal.retry_at, now + longest)


def refusal_key(purpose: Purpose, leg: int) -> str:
    """Return the key under which the refusals of an order are counted."""
    return f"{purpose}:{leg}"


def cancel_key(client_order_id: str) -> str:
    """Return the key under which the failures of a cancel are counted."""
    return f"cancel:{client_order_id}"


def outside_key(purpose: Purpose, leg: int) -> str:
    """Return the key under which it is counted how often somebody else cancelled an order."""
    return f"{OUTSIDE}{purpose}:{leg}"


def refused(position: Position, key: str, fact: Fact, *, at_once: bool = False) -> Position:
    """Count a refusal; the first proof that nothing was sent may be followed at once."""
    count = position.refusals[key].count + 1 if key in position.refusals else 1
    step = count - 2 if at_once else count - 1
    delay = 0 if step < 0 else RETRY_SECONDS[min(step, len(RETRY_SECONDS) - 1)]
    return _counted(position, key, count, fact, delay)


def cancelled_outside(position: Position, key: str, fact: Fact) -> Position:
    """Count that somebody else cancelled an order; once long ago counts no more."""
    last = position.refusals.get(key)
    count = last.count + 1 if last is not None and fact.at < last.retry_at + FORGOTTEN else 1
    delay = OUTSIDE_SECONDS[min(count, len(OUTSIDE_SECONDS)) - 1]
    return _counted(position, key, count, fact, delay)


def accepted(position: Position, *keys: str) -> Position:
    """Begin to count anew: it worked."""
    if position.refusals.keys().isdisjoint(keys):
        return position
    refusals = {name: value for name, value in position.refusals.items() if name not in keys}
    return replace(position, refusals=refusals)


def wanted_anew(position: Position) -> Position:
    """Forget what somebody else cancelled: a person has set the exits again."""
    return accepted(position, *(key for key in position.refusals if key.startswith(OUTSIDE)))


def _counted(position: Position, key: str, count: int, fact: Fact, delay: int) -> Position:
    refusal = RetryState(count=count, retry_at=fact.at + timedelta(seconds=delay))
    return replace(position, refusals={**position.refusals, key: refusal})
