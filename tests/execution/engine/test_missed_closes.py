"""Which closes of candles are asked for, and what an answer is worth."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import VenueCandle
from custom_components.tradehook.execution.engine.missed_closes import close_before

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def candles(*closes: int | None) -> list[VenueCandle]:
    """Return a candle for each minute from START on that has a close."""
    return [
        VenueCandle(
            start=START + number * MINUTE,
            open=Decimal(close),
            high=Decimal(close),
            low=Decimal(close),
            close=Decimal(close),
        )
        for number, close in enumerate(closes)
        if close is not None
    ]


@pytest.mark.parametrize(
    ("rows", "close"),
    [
        (candles(1, 2, 3), 2),
        (candles(1, 2), 2),
        (candles(1, None, 3), 1),  # nothing was traded in the second minute
        (candles(1, None, None, 4), 1),
        (candles(1), None),  # the list may have been cut off
        (candles(None, None, 3), None),  # nothing is known from before
        ([], None),
    ],
)
def test_a_close_is_what_was_last_traded_before_it(
    rows: Sequence[VenueCandle], close: int | None
) -> None:
    assert close_before(rows, START + 2 * MINUTE, MINUTE) == close
