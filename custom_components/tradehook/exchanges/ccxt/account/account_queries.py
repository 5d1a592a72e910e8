"""What an account has on its venue: balances, open orders and positions."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from ....trading.model.market import MarketType, OrderSide
from ....trading.model.order import ForeignOrder
from ...port.exchange import (
    Balance,
    MoneyKind,
    OrderReport,
    VenueError,
    VenuePosition,
)
from ..connection.connection import Connection
from ..connection.conversion import balances, position
from ..core.errors import ClientFailedError, attempt, cancel_error, classes
from ..core.numbers import number
from ..core.pagination import all_pages
from ..core.plausibility import agree, leaps, told_totals
from ..core.protocol import Row
from .margin import Margin

ORDERS_A_PAGE = 50
ANSWERS_MORE = 3
"""How often a balance is asked for again that is not believed."""


async def fetch_balances(connection: Connection) -> dict[str, Balance]:
    """Return the account's balances by currency.

    What has doubled, halved or gone since the last look is asked for until two answers agree;
    raises VenueError if none do.
    """
    before, asked_at = connection.balances, connection.now()
    answers = [await _told_balances(connection)]
    doubted = leaps(before, answers[0], connection.own_trades)
    for _ in range(ANSWERS_MORE if doubted else 0):
        asked_at = connection.now()
        answers.append(await _told_balances(connection))
        if agree(answers[-2], answers[-1], doubted):
            break
    else:
        if doubted:
            names = ", ".join(sorted(doubted))
            connection.doubt(
                MoneyKind.BALANCE,
                currencies=names,
                before=told_totals(before, doubted),
                answers=" | ".join(told_totals(one, doubted) for one in answers),
            )
            raise VenueError(f"{connection.venue.name} tells each time another balance of {names}.")
    connection.believe(MoneyKind.BALANCE)
    connection.balances = answers[-1]
    connection.own_trades.looked(asked_at)
    return answers[-1]


async def _told_balances(connection: Connection) -> dict[str, Balance]:
    answer = await connection.ask(connection.client.fetch_balance())
    return balances(answer, connection.venue.wallet.open_result)


async def open_orders(connection: Connection) -> Sequence[Row]:
    """Return all open orders of the account, of both lists, ours and others."""
    return [row for _, row in await _open_by_list(connection)]


async def _open_by_list(connection: Connection) -> Sequence[tuple[Row, Row]]:
    """Return all open orders, each with what reaches its list: the lists number theirs apart."""
    found: list[tuple[Row, Row]] = []
    for place in connection.venue.order_lists:
        rows = {str(row.get("id")): row for row in await _open_in(connection, place)}
        found += [(place, row) for row in rows.values()]
        for row in rows.values():
            owner = connection.read_owner(row)
            if place and owner is not None:
                connection.known(str(row.get("symbol")), owner).in_trigger_list = True
    return found


async def _open_in(connection: Connection, place: Row) -> Sequence[Row]:
    client, venue = connection.client, connection.venue
    narrowed: list[Row] = [{**place, "settleCoin": settle} for settle in venue.lookup.settles]
    rows: list[Row] = []
    for params in narrowed or [place]:
        if not venue.lookup.paged:
            rows += await connection.ask(client.fetch_open_orders(None, None, None, params))
            continue

        async def page(more: Row, params: Row = params) -> Sequence[Row]:
            return await client.fetch_open_orders(None, None, ORDERS_A_PAGE, {**params, **more})

        rows += await connection.ask(all_pages(page, ORDERS_A_PAGE))
    return rows


async def open_reports(connection: Connection) -> Sequence[OrderReport]:
    """Return what the venue says of all our open orders."""
    reports = []
    for row in await open_orders(connection):
        owner, symbol = connection.read_owner(row), str(row.get("symbol"))
        if owner is not None and symbol in connection.catalogue.listed:
            read = partial(connection.report, client_order_id=owner, symbol=symbol)
            report = connection.readable("order", row, read)
            # One that can't be read is asked for by its id, as it is missing.
            if report is not None and not report.state.is_final:
                reports.append(report)
    return reports


async def foreign_orders(connection: Connection, symbol: str) -> Sequence[ForeignOrder]:
    """Return what rests in a market and is not ours, of both lists."""
    listed = connection.catalogue.listed[symbol]
    found = []
    for place, row in await _open_by_list(connection):
        if row.get("symbol") != symbol or connection.owner(row) is not None:
            continue
        amount, filled = number(row.get("amount")), number(row.get("filled"))
        remaining = number(row.get("remaining"))
        if remaining is None and amount is not None:
            remaining = amount - (filled or Decimal(0))
        if row.get("side") not in {"buy", "sell"} or not row.get("id"):
            raise VenueError(f"{connection.venue.name} told an order without its side or its id.")
        found.append(
            ForeignOrder(
                venue_order_id=str(row["id"]),
                symbol=symbol,
                side=OrderSide(row["side"]),
                # One without an amount closes all that is there.
                remaining=(remaining or Decimal(0)) * listed.contract_size,
                price=number(row.get("price")) or None,
                trigger=number(row.get("triggerPrice") or row.get("stopPrice")) or None,
                in_trigger_list=bool(place),
                pair=_pair_of(row),
            )
        )
    return found


def _pair_of(row: Row) -> str | None:
    """Return the list that an order stands in with another one, where a venue tells of such."""
    told = row.get("info")
    found = told.get("orderListId") if isinstance(told, Mapping) else None
    return None if found in (None, "", -1, "-1") else str(found)


async def cancel_foreign(connection: Connection, order: ForeignOrder) -> None:
    """Cancel an order that is not ours, in its own list; OrderNotFoundError.

    In the other list its number may be that of another order.
    """
    place = next(one for one in connection.venue.order_lists if bool(one) is order.in_trigger_list)
    try:
        await attempt(
            connection.client.cancel_order(order.venue_order_id, order.symbol, dict(place))
        )
    except ClientFailedError as failed:
        raise cancel_error(
            failed.error, connection.told(failed.error), connection.venue.errors
        ) from None


async def fetch_positions(connection: Connection, margin: Margin) -> Sequence[VenuePosition]:
    """Return the open perpetual positions; empty on spot."""
    venue = connection.venue
    if venue.market_type is MarketType.SPOT:
        return []
    rows: list[Row] = []
    before, asked_at = connection.looked_at, asyncio.get_running_loop().time()
    fetch = connection.client.fetch_positions
    if not venue.lookup.settles:
        rows += await connection.ask(fetch())
    for settle in venue.lookup.settles:
        settled = await connection.ask(fetch(None, {"settleCoin": settle}))
        # A venue that overlooks the currency tells the same ones each time.
        rows += [row for row in settled if row not in rows]
    missing = await _missing(connection, rows)
    if not missing:
        connection.believe(MoneyKind.POSITION)
    # One that we closed and opened anew is missing only in what was told before.
    elif doubted := {str(row["symbol"]) for row in missing} - connection.traded_since(before):
        connection.doubt(MoneyKind.POSITION, symbols=", ".join(sorted(doubted)))
    found, listed = [], connection.catalogue.listed
    for row in (*rows, *missing):
        symbol = str(row.get("symbol"))
        held = position(row, symbol, listed[symbol]) if symbol in listed else None
        if held is not None and not held.leverage:
            held = replace(held, leverage=await margin.leverage_of(symbol))
        if held is not None:
            found.append(held)
    connection.held = frozenset((held.symbol, held.side) for held in found)
    connection.looked_at = asked_at
    return found


async def _missing(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Return what is there still of the positions that have gone from the whole.

    Each is asked for by itself before it is believed that it is closed.
    """
    told = {
        (str(row.get("symbol")), side if isinstance(side := row.get("side"), str) else None)
        for row in rows
        if number(row.get("contracts")) is not None
    }
    gone = [
        (symbol, side)
        for symbol, side in sorted(connection.held)
        if told.isdisjoint({(symbol, side), (symbol, None)})
    ]
    found: list[Row] = []
    for symbol in dict.fromkeys(symbol for symbol, _ in gone):
        sides = {side for of, side in gone if of == symbol}
        alone = await _by_itself(connection, symbol)
        found += [one for one in alone if one.get("side") in sides and number(one.get("contracts"))]
    return found


async def _by_itself(connection: Connection, symbol: str) -> Sequence[Row]:
    """Return what is held in one market; nothing where the venue has no such market any more."""
    try:
        rows = await attempt(connection.client.fetch_positions([symbol]))
    except ClientFailedError as failed:
        status = connection.catalogue.states.get(symbol)
        definite = {"BadSymbol", "BadRequest"} if status and status.halted else {"BadSymbol"}
        if definite.isdisjoint(classes(failed.error)):
            raise connection.failure(failed.error) from None
        return ()
    return [row for row in rows if row.get("symbol") == symbol]
