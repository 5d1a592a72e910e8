"""Spans of time on a clock that may be set: a beginning in the future lies outside every span."""

from datetime import datetime, timedelta
from typing import Final

SLEW: Final = timedelta(seconds=2)
"""How far a clock goes back while it is only being adjusted."""


def is_future(at: datetime, now: datetime) -> bool:
    """Return whether something can't have been written down yet: the clock was set back since."""
    return at > now + SLEW


def has_passed(since: datetime, span: timedelta, now: datetime) -> bool:
    """Return whether a span has passed, or began at a time that has not come yet.

    What waited before a clock was set back by hours would go on waiting for as long.
    """
    return now >= since + span or is_future(since, now)


def is_older(at: datetime | None, now: datetime, seconds: int) -> bool:
    """Return whether something is unknown, or older than so many seconds, or not of this clock."""
    return at is None or now - at > timedelta(seconds=seconds) or at > now + SLEW
