"""What an account has earned: the rows that results are made of, by currency."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import reduce
from typing import Unpack

from ...ledger.ledger import Ledger
from ...ledger.reading.bookings import Booking, Result
from ...ledger.reading.filters import ResultsAsked
from ...trading.model.facts import PositionStatus
from ...trading.model.price_math import PRECISE
from ...trading.results.calendar import microseconds
from ...trading.results.earnings import Earnings
from ...trading.results.tally import Booked, Ended
from ..common.totals import quote_of
from ..state.portfolio import Portfolio

CLOSED = (PositionStatus.CLOSED.value,)


type Tags = Mapping[str, tuple[str, ...]]


class ResultsReader:
    """Reads from the ledger what has closed, and what was booked."""

    def __init__(self, ledger: Ledger, portfolio: Portfolio) -> None:
        self._ledger = ledger
        self._portfolio = portfolio

    async def earnings(self, **asked: Unpack[ResultsAsked]) -> dict[str, Earnings]:
        """Return what was earned, by the currency in which it counts."""
        since, until = asked.get("since"), asked.get("until")
        booked = await self._ledger.bookings(since, None)
        closed = await self._ledger.position_results(**_closed(asked))
        tags = await self._ledger.tags()
        start = self._capital(booked)
        found: dict[str, tuple[list[Booked], list[Ended]]] = {}
        for one in _fitting(booked, asked, tags, until):
            found.setdefault(quote_of(one.symbol), ([], []))[0].append(one)
        for row in closed:
            found.setdefault(quote_of(row.symbol), ([], []))[1].append(row[:8])
        return {
            quote: Earnings(
                bookings=bookings,
                trades=trades,
                tags=tags,
                capital=start if quote == self._portfolio.currency else None,
            )
            for quote, (bookings, trades) in found.items()
        }

    async def closed(self, **asked: Unpack[ResultsAsked]) -> list[Result]:
        """Return the positions that are over, with what they have come to."""
        return await self._ledger.position_results(**asked)

    def _capital(self, booked: Sequence[Booking]) -> Decimal | None:
        """Return what the account was worth before all that was booked since; None = not known."""
        equity, unrealized = self._portfolio.equity, self._portfolio.unrealized_profit
        if equity is None or unrealized is None:
            return None
        currency = self._portfolio.currency
        earned = [Decimal(one.profit) for one in booked if quote_of(one.symbol) == currency]
        return PRECISE.subtract(equity, reduce(PRECISE.add, earned, unrealized))


def _closed(asked: ResultsAsked) -> ResultsAsked:
    return {**asked, "statuses": CLOSED}


def _fitting(
    booked: Sequence[Booking], asked: ResultsAsked, tags: Tags, until: datetime | None
) -> Sequence[Booking]:
    """Return the bookings that are asked for: all of an account are read for its worth."""
    bot_ids, symbol, side = asked.get("bot_ids"), asked.get("symbol"), asked.get("side")
    tag, end = asked.get("tag"), None if until is None else microseconds(until)
    if all(one is None for one in (bot_ids, symbol, side, tag, end)):
        return booked
    return [
        one
        for one in booked
        if (bot_ids is None or one.bot_id in bot_ids)
        and (symbol is None or one.symbol == symbol)
        and (side is None or one.side == side)
        and (tag is None or tag in tags.get(one.position_id, ()))
        and (end is None or one.time < end)
    ]
