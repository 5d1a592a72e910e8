"""What an account has earned: the rows that results are made of, by currency."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, localcontext
from typing import Unpack

from ...ledger.ledger import Ledger
from ...ledger.reading.bookings import Booking, BookingOrigin, Result, origin_of
from ...ledger.reading.filters import ResultsAsked
from ...trading.model.facts import PositionStatus
from ...trading.model.market import quote_currency
from ...trading.model.price_math import PRECISE
from ...trading.results.calendar import microseconds
from ...trading.results.earnings import Earnings
from ...trading.results.tally import Ended
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
        origins = {name: origin_of(name) for name in {row[2] for row in booked}}
        quotes = {name: quote_currency(origin.symbol) for name, origin in origins.items()}
        start = self._capital(booked, quotes)
        bookings = _parted(_fitting(booked, asked, origins, tags, until), quotes, _origin)
        markets = {row.symbol: quote_currency(row.symbol) for row in closed}
        trades = _parted([row[:8] for row in closed], markets, _market)
        return {
            quote: Earnings(
                bookings=bookings.get(quote, ()),
                origins=origins,
                trades=trades.get(quote, ()),
                tags=tags,
                capital=start if quote == self._portfolio.currency else None,
            )
            for quote in {**bookings, **trades}
        }

    async def closed(self, **asked: Unpack[ResultsAsked]) -> list[Result]:
        """Return the positions that are over, with what they have come to."""
        return await self._ledger.position_results(**asked)

    def _capital(self, booked: Sequence[Booking], quotes: Mapping[str, str]) -> Decimal | None:
        """Return what the account was worth before all that was booked since; None = not known."""
        equity, unrealized = self._portfolio.equity, self._portfolio.unrealized_profit
        if equity is None or unrealized is None:
            return None
        own = _parted(booked, quotes, _origin).get(self._portfolio.currency, ())
        with localcontext(PRECISE):
            return equity - sum((Decimal(profit) for _, _, _, profit, _ in own), unrealized)


def _parted[Row](
    rows: Sequence[Row], quotes: Mapping[str, str], key: Callable[[Row], str]
) -> dict[str, Sequence[Row]]:
    """Return rows by the currency in which they count; mostly there is one."""
    if len(currencies := set(quotes.values())) == 1:
        return {currencies.pop(): rows} if rows else {}
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[quotes[key(row)]].append(row)
    return dict(found)


def _origin(row: Booking) -> str:
    return row[2]


def _market(row: Ended) -> str:
    return row[3]


def _closed(asked: ResultsAsked) -> ResultsAsked:
    return {**asked, "statuses": CLOSED}


def _fitting(
    booked: Sequence[Booking],
    asked: ResultsAsked,
    origins: Mapping[str, BookingOrigin],
    tags: Tags,
    until: datetime | None,
) -> Sequence[Booking]:
    """Return the bookings that are asked for: all of an account are read for its worth."""
    bot_ids, symbol, side = asked.get("bot_ids"), asked.get("symbol"), asked.get("side")
    tag, end = asked.get("tag"), None if until is None else microseconds(until)
    fits = {
        name
        for name, origin in origins.items()
        if (bot_ids is None or origin.bot_id in bot_ids)
        and (symbol is None or origin.symbol == symbol)
        and (side is None or origin.side == side)
    }
    if len(fits) == len(origins) and tag is None and end is None:
        return booked
    return [
        row
        for row in booked
        if row[2] in fits
        and (tag is None or tag in tags.get(row[1], ()))
        and (end is None or row[0] < end)
    ]
