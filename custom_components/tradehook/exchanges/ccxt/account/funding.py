"""What perpetual positions have received and paid for being held, as a venue tells it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from ....trading.model.market import FundingRate, Side
from ...port.exchange import FillReport, VenueError
from ...venues.model.margin import FundingSource
from ..connection.connection import Connection
from ..core.numbers import milliseconds, moment, number
from ..core.protocol import Row, UnreadableRowError, reading
from .account_ledger import LONGEST, ledger_rows

ZERO = Decimal(0)
SETTLEMENTS = {"type": "SETTLEMENT", "category": "linear"}
INCOME_A_PAGE = 1000
NEAR = timedelta(minutes=5)
"""How far the times of a payment and of its rate are apart at most."""


async def fetch_funding(
    connection: Connection, symbols: Collection[str], since: datetime
) -> Sequence[FillReport]:
    """Return the funding of some markets since a time, oldest first; nothing if not verified.

    The amount of each is what the venue's position held, 0 if that is not known.
    """
    match connection.venue.margin.funding:
        case FundingSource.UNTOLD:
            return []
        case FundingSource.LEDGER:
            found = await _from_ledger(connection, symbols, since)
        case FundingSource.INCOME:
            rows = await _income_rows(connection, since)
            found = await _by_rates(connection, symbols, rows)
        case FundingSource.BY_MARKET:
            rows = await _rows_by_market(connection, symbols, since)
            found = await _by_rates(connection, symbols, rows)
        case FundingSource.WITH_SIZE:
            rows = await _rows_by_market(connection, symbols, since)
            paid = [row for row in rows if number(row.get("amount"))]
            read = partial(_of_size, connection)
            found = [one for row in paid if (one := connection.readable("funding", row, read))]
    return sorted({one.trade_id: one for one in found}.values(), key=lambda one: one.at)


async def fetch_funding_rate(connection: Connection, symbol: str) -> FundingRate | None:
    """Return what the next funding of a market comes to; None if the venue doesn't tell."""
    client = connection.client
    if not client.has.get("fetchFundingRate"):
        return None
    row = await connection.ask(client.fetch_funding_rate(symbol))
    rate = number(row.get("fundingRate"))
    if rate is None:
        return None
    times = (moment(row.get("fundingTimestamp")), moment(row.get("nextFundingTimestamp")))
    coming = [at for at in times if at is not None and at > connection.now()]
    hours = str(row.get("interval") or "").removesuffix("h")
    return FundingRate(
        percentage=rate * 100, at=min(coming, default=None), hours=number(hours or None)
    )


async def _from_ledger(
    connection: Connection, symbols: Collection[str], since: datetime
) -> list[FillReport]:
    """Return what Bybit's ledger says: it names side, size and price of each."""
    ids = {str(connection.client.market(symbol)["id"]): symbol for symbol in symbols}
    found = []
    for row in await ledger_rows(connection, SETTLEMENTS, since):
        info = row["info"]
        symbol = ids.get(str(info.get("symbol")))
        if symbol is None or not number(info.get("funding")):
            continue
        read = partial(_settled, connection, symbol=symbol)
        if (one := connection.readable("funding", row, read)) is not None:
            found.append(one)
    return found


@reading("a funding")
def _settled(connection: Connection, row: Row, symbol: str) -> FillReport:
    info, sides = row["info"], {"Buy": Side.LONG, "Sell": Side.SHORT}
    side, price = sides.get(str(info.get("side"))), number(info.get("tradePrice"))
    amount = number(info.get("funding"))
    if side is None or price is None or amount is None:
        raise UnreadableRowError("The exchange told a funding without its numbers.")
    size = abs(number(info.get("qty")) or ZERO) * connection.listed(symbol).contract_size
    return _report(row, symbol, side, amount=amount, size=size, price=price)


async def _by_rates(
    connection: Connection, symbols: Collection[str], rows: Sequence[Row]
) -> list[FillReport]:
    """Return what payments mean; side and size follow from the rate and the mark price."""
    found = []
    for symbol in symbols:
        of_it = [row for row in rows if row.get("symbol") == symbol and number(row.get("amount"))]
        paid = [row for row in of_it if connection.readable("funding", row, _at)]
        if not paid:
            continue
        rates = await _rates(connection, symbol, min(map(_at, paid)))
        rates = [rate for rate in rates if moment(rate.get("timestamp")) is not None]
        for row in paid:
            rate = min(rates, key=lambda one: abs(_at(one) - _at(row)), default=None)
            if rate is None or abs(_at(rate) - _at(row)) > NEAR:
                raise VenueError(f"The exchange told no rate of a funding in {symbol} yet.")
            read = partial(_at_rate, connection, symbol=symbol, told=rate)
            if (one := connection.readable("funding", row, read)) is not None:
                found.append(one)
    return found


async def _income_rows(connection: Connection, since: datetime) -> list[Row]:
    client, now = connection.client, connection.now()
    begin, rows = max(since, now - LONGEST), list[Row]()
    while begin <= now:
        # More than a few days at once are not told.
        end = begin + timedelta(days=connection.venue.wallet.ledger_days)
        asked = milliseconds(begin)
        params = {"until": milliseconds(end)}
        page = await connection.ask(
            client.fetch_funding_history(None, asked, INCOME_A_PAGE, params)
        )
        rows += page
        times = [at for row in page if (at := moment(row.get("timestamp"))) is not None]
        full = len(page) == INCOME_A_PAGE and bool(times) and milliseconds(times[-1]) > asked
        begin = times[-1] if full else end
    return rows


async def _rows_by_market(
    connection: Connection, symbols: Collection[str], since: datetime
) -> list[Row]:
    begin, rows = milliseconds(max(since, connection.now() - LONGEST)), list[Row]()
    for symbol in symbols:
        rows += await connection.ask(connection.client.fetch_funding_history(symbol, begin))
    return rows


async def _rates(connection: Connection, symbol: str, since: datetime) -> Sequence[Row]:
    client, most = connection.client, connection.venue.margin.funding_rates
    begin = milliseconds(since - NEAR)
    return await connection.ask(client.fetch_funding_rate_history(symbol, begin, most))


@reading("a funding")
def _at_rate(connection: Connection, row: Row, symbol: str, told: Row) -> FillReport:
    amount, rate = number(row["amount"]), number(told.get("fundingRate"))
    assert amount is not None
    if not rate:
        raise VenueError(f"The exchange told a funding in {symbol} without its rate.")
    side = Side.LONG if (amount < 0) == (rate > 0) else Side.SHORT
    beside_rate, beside_amount = told.get("info") or {}, row.get("info") or {}
    mark = number(beside_rate.get("markPrice")) or number(beside_amount.get("px"))
    mark = mark or number(row.get("price"))
    size = ZERO
    if mark:
        step = connection.listed(symbol).market.amount_step
        size = (abs(amount / (rate * mark)) / step).quantize(Decimal(1)) * step
    return _report(row, symbol, side, amount=amount, size=size, price=mark or ZERO)


@reading("a funding")
def _of_size(connection: Connection, row: Row) -> FillReport:
    """Return what a payment says that tells size and price itself."""
    amount, size, price = (number(row.get(name)) for name in ("amount", "size", "price"))
    if amount is None or not size or price is None:
        raise UnreadableRowError("The exchange told a funding without its numbers.")
    symbol, side = str(row["symbol"]), Side.LONG if size > 0 else Side.SHORT
    held = abs(size) * connection.listed(symbol).contract_size
    return _report(row, symbol, side, amount=amount, size=held, price=price)


def _report(
    row: Row, symbol: str, side: Side, *, amount: Decimal, size: Decimal, price: Decimal
) -> FillReport:
    if not row.get("id"):
        raise UnreadableRowError("The exchange told a funding without its id.")
    return FillReport(
        trade_id=f"funding-{row['id']}",
        client_order_id=None,
        venue_order_id="",
        symbol=symbol,
        side=side.exit,
        price=price,
        amount=size,
        fee=ZERO,
        fee_currency="",
        at=_at(row),
        stamp=_at(row),
        funding=amount,
    )


def _at(row: Row) -> datetime:
    found = moment(row.get("timestamp"))
    if found is None:
        raise UnreadableRowError("The exchange told a funding without its time.")
    return found
