"""A venue's own books as its interface tells them, in the form that the imitated venues have."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
import time
from typing import Any, Self

from .plan import Plan
from .process import FORKS, Json

EARLIER = 60_000
"""Milliseconds before now from which on trades are asked for: the venue's clock is another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of whom; everything of one market since a time in milliseconds."""

    plan: Plan
    symbol: str
    since: int


class VenueBooks:
    """Asks in a process of its own, where nobody keeps tests away from the network."""

    def __init__(self, plan: Plan, symbol: str) -> None:
        """Take whose books they are."""
        since = int(time.time() * 1000) - EARLIER
        self._question = Question(plan=plan, symbol=symbol, since=since)
        self._pool = ProcessPoolExecutor(1, mp_context=FORKS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def state(self, _venue: str) -> Json:
        """Return orders, fills, positions and balances."""
        return self._pool.submit(read, self._question).result(60)


def wallet(books: Json, *, linear: bool) -> Mapping[str, Decimal]:
    """Return what there is."""
    return {name: Decimal(total) for name, total in books["linear" if linear else "spot"].items()}


def read(question: Question) -> Json:
    """Ask, in the other process."""
    return asyncio.run(_read(question))


async def _read(question: Question) -> Json:
    from custom_components.tradehook.exchanges.ccxt.session.client_factory import choose_environment
    from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
    from custom_components.tradehook.exchanges.venues.catalogue import VENUES
    from custom_components.tradehook.exchanges.venues.model.access import Environment
    from tests.fake_exchange.clients import point
    from tests.fake_exchange.server import FakeServer

    plan, symbol, since = question.plan, question.symbol, question.since
    venue = VENUES[plan.code]
    key, secret = plan.keys
    options = {"defaultType": "swap" if ":" in symbol else "spot", **venue.client.options}
    client: Any = load_client(venue.client_id)(
        {"apiKey": key, "secret": secret, "number": str, "options": options}
    )
    if plan.port:
        server = FakeServer()
        server.port = plan.port
        point(client, server)
        client.timeout_on_exit = 1
        client.enableRateLimit = False  # the imitation may be asked as often as one likes
    else:
        choose_environment(client, venue, Environment(plan.environment))
    try:
        await client.load_markets()
        assert venue.lookup.scan is not None
        orders: dict[str, Json] = {}
        for place in venue.order_lists:
            for name in (venue.lookup.scan.finished, "fetch_open_orders"):
                ask = getattr(client, str(name))
                for row in await ask(symbol, since, None, dict(place)):
                    orders[row["id"]] = _order(row)
        trades = await client.fetch_my_trades(symbol, since)
        positions = await client.fetch_positions([symbol]) if ":" in symbol else []
        total = _wallets(await client.fetch_balance())
    finally:
        await client.close()
    return {
        "orders": list(orders.values()),
        "fills": [_fill(row) for row in trades],
        "positions": [_position(row) for row in positions if float(row["contracts"] or 0)],
        "linear": total,
        "spot": total,
    }


def _wallets(answer: Json) -> Json:
    """Return what there is; the client's total of Binance's futures counts open profit."""
    assets = answer["info"].get("assets", ()) if isinstance(answer["info"], dict) else ()
    return {**answer["total"], **{row["asset"]: row["walletBalance"] for row in assets}}


def _order(row: Json) -> Json:
    return {
        "order_id": row["id"],
        "client_id": row["clientOrderId"] or "",
        "status": "NEW" if row["status"] == "open" else "FILLED",
        "parent": 0,
    }


def _fill(row: Json) -> Json:
    return {
        "order_id": row["order"],
        "side": row["side"],
        "price": row["price"],
        "amount": row["amount"],
        "fee": row["fee"]["cost"],
        "fee_asset": row["fee"]["currency"],
    }


def _position(row: Json) -> Json:
    sign = 1 if row["side"] == "long" else -1
    return {"market": row["symbol"], "amount": str(sign * Decimal(row["contracts"]))}
