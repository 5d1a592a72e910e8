"""What the client tells as numbers and times is one of ours, or nothing."""

from datetime import UTC, datetime

import pytest

from custom_components.tradehook.exchanges.ccxt.core.numbers import moment


def test_time_is_told_in_milliseconds() -> None:
    assert moment("1796083714000") == datetime.fromtimestamp(1796083714, UTC)


@pytest.mark.parametrize(
    "told",
    [None, "", 0, "soon", "1796083714000000000", 1e30, "-1e18", "253402300800000", [], {}],
)
def test_time_that_can_not_be_is_none(told: object) -> None:
    """An exchange that once told nanoseconds ended whatever compared its rows."""
    assert moment(told) is None
