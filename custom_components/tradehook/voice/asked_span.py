"""The spans of time that people ask for."""

from datetime import datetime, timedelta
from enum import StrEnum

from homeassistant.util import dt as dt_util

from ..trading.results.calendar import Period


class Span(StrEnum):
    """A span of days in the time zone of the house; weeks begin on Mondays."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    ALL = "all"

    def moments(self) -> dict[str, datetime]:
        """Return from when and until when, as the actions take it."""
        today = dt_util.now().date()
        week, month = Period.WEEK.first_day(today), Period.MONTH.first_day(today)
        day = timedelta(days=1)
        since, until = {
            Span.TODAY: (today, None),
            Span.YESTERDAY: (today - day, today),
            Span.THIS_WEEK: (week, None),
            Span.LAST_WEEK: (week - 7 * day, week),
            Span.THIS_MONTH: (month, None),
            Span.LAST_MONTH: (Period.MONTH.first_day(month - day), month),
            Span.THIS_YEAR: (today.replace(month=1, day=1), None),
            Span.ALL: (None, None),
        }[self]
        found = {"since": since, "until": until}
        return {
            name: dt_util.start_of_local_day(date)
            for name, date in found.items()
            if date is not None
        }
