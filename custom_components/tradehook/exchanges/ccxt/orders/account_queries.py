"""What an account has on its venue: balances, open orders and positions."""

from collections.abc import Sequence
from dataclasses import replace

from ....trading.model.market import MarketType
from ...port.exchange import Balance, OrderReport, VenuePosition
from ..core.pagination import all_pages
from ..core.protocol import Row
from .connection import Connection
from .conversion import balances, position
from .margin import Margin

ORDERS_A_PAGE = 50


async def fetch_balances(connection: Connection) -> dict[str, Balance]:
    """Return the account's balances by currency."""
    answer = await connection.ask(connection.client.fetch_balance())
    return balances(answer, connection.venue.wallet.open_result)


async def open_orders(connection: Connection) -> Sequence[Row]:
    """Return all open orders of the account, of both lists, ours and others."""
    found: dict[str, Row] = {}
    for place in connection.venue.order_lists:
        for row in await _open_in(connection, place):
            found[str(row.get("id"))] = row
            owner = connection.owner(row)
            if place and owner is not None:
                connection.known(str(row.get("symbol")), owner).in_trigger_list = True
    return list(found.values())


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
        owner, symbol = connection.owner(row), str(row.get("symbol"))
        if owner is not None and symbol in connection.catalogue.listed:
            report = connection.report(row, owner, symbol)
            if not report.state.is_final:
                reports.append(report)
    return reports


async def fetch_positions(connection: Connection, margin: Margin) -> Sequence[VenuePosition]:
    """Return the open perpetual positions; empty on spot."""
    venue = connection.venue
    if venue.market_type is MarketType.SPOT:
        return []
    rows: list[Row] = []
    fetch = connection.client.fetch_positions
    if not venue.lookup.settles:
        rows += await connection.ask(fetch())
    for settle in venue.lookup.settles:
        settled = await connection.ask(fetch(None, {"settleCoin": settle}))
        # A venue that overlooks the currency tells the same ones each time.
        rows += [row for row in settled if row not in rows]
    listed = connection.catalogue.listed
    found = []
    for row in rows:
        symbol = str(row.get("symbol"))
        held = position(row, symbol, listed[symbol]) if symbol in listed else None
        if held is not None and not held.leverage:
            held = replace(held, leverage=await margin.leverage_of(symbol))
        if held is not None:
            found.append(held)
    return found
