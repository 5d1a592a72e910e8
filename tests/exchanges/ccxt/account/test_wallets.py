"""Totals that contain the open result of positions: it is taken out as the venue tells it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
import importlib
from types import SimpleNamespace
from typing import Any, cast

from aiohttp import web
from aiohttp.test_utils import TestServer
import pytest

from custom_components.tradehook.exchanges.ccxt.account.account_queries import fetch_balances
from custom_components.tradehook.exchanges.ccxt.connection.connection import Connection
from custom_components.tradehook.exchanges.ccxt.connection.conversion import balances
from custom_components.tradehook.exchanges.ccxt.core.markets import Catalogue
from custom_components.tradehook.exchanges.ccxt.core.runtime import Runtime
from custom_components.tradehook.exchanges.ccxt.session import Transport
from custom_components.tradehook.exchanges.log_redaction import Scrubber
from custom_components.tradehook.exchanges.venues.catalogue import venue

OKX = {"data": [{"details": [{"ccy": "USDT", "eq": "1050", "availEq": "900", "upl": "50"}]}]}
KUCOIN = {"data": [{"accountEquity": "1050", "unrealisedPNL": "50", "currency": "USDT"}]}
POSITIONS = [{"position": {"unrealizedPnl": "70"}}, {"position": {"unrealizedPnl": "-20"}}]
HYPERLIQUID = {"marginSummary": {"accountValue": "1050"}, "assetPositions": POSITIONS}


@pytest.mark.parametrize(
    ("code", "currency", "info"),
    [
        ("OKEXF", "USDT", OKX),
        ("KUCNF", "USDT", KUCOIN),
        ("HYPERLIQUIDF", "USDC", HYPERLIQUID),
    ],
)
def test_open_result_in_a_total_is_taken_out(
    code: str, currency: str, info: dict[str, Any]
) -> None:
    """1,000 in the wallet and 50 of open profit: equity adds the 50 by itself."""
    answer = {
        "info": info,
        "free": {currency: "900"},
        "used": {currency: "150"},
        "total": {currency: "1050"},
    }
    held = balances(answer, venue(code).wallet.open_result)[currency]
    assert (held.free, held.total) == (900, 1000)


OKX_ANSWER: dict[str, Any] = {
    "code": "0",
    "msg": "",
    "data": [
        {
            "uTime": "1705474164160",
            "details": [
                {
                    "ccy": "USDT",
                    "eq": "1050",
                    "cashBal": "1000",
                    "availEq": "900",
                    "availBal": "900",
                    "frozenBal": "150",
                    "upl": "50",
                }
            ],
        }
    ],
}
KUCOIN_ANSWER = {
    "code": "200000",
    "data": {
        "accountEquity": 1050,
        "unrealisedPNL": 50,
        "marginBalance": 1000,
        "availableBalance": 900,
        "currency": "USDT",
    },
}
HYPERLIQUID_ANSWER: dict[str, Any] = HYPERLIQUID | {
    "marginSummary": {"accountValue": "1050", "totalMarginUsed": "150"},
    "time": 1704261007014,
}
WIRE = {
    "OKEXF": ("USDT", OKX_ANSWER),
    "KUCNF": ("USDT", KUCOIN_ANSWER),
    "HYPERLIQUIDF": ("USDC", HYPERLIQUID_ANSWER),
}
PRECISION = {"USDT": "0.000001", "BTC": "0.00000001", "USDC": "0.000001"}
KEYS = {
    "apiKey": "key",
    "secret": "c2VjcmV0",
    "password": "word",
    "uid": "uid",
    "walletAddress": "0x" + "1" * 40,
    "privateKey": "0x" + "2" * 64,
}


def elsewhere(urls: Any, address: str) -> Any:
    """Return a client's addresses, all of them on this machine."""
    if isinstance(urls, dict):
        return {name: elsewhere(url, address) for name, url in urls.items()}
    return address if isinstance(urls, str) and "://" in urls else urls


@asynccontextmanager
async def connected(code: str, answer: Any) -> AsyncIterator[Connection]:
    """Return an unmodified client of a venue, and a server that answers it, over HTTP."""
    row = venue(code)

    async def told(request: web.Request) -> web.Response:
        asked = await request.text()
        # Hyperliquid's client first asks what kind of account it is.
        return web.json_response("disabled" if "userAbstraction" in asked else answer)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", told)
    server = TestServer(app)
    await server.start_server()
    options = {"defaultType": "swap", **row.client.options}
    settings = {**KEYS, "number": str, "options": options, "enableRateLimit": False}
    client = getattr(importlib.import_module("ccxt.pro"), row.client_id)(settings)
    client.urls["api"] = elsewhere(client.urls["api"], str(server.make_url("")).rstrip("/"))
    client.timeout_on_exit = 1
    client.markets = client.markets_by_id = {"none": {}}
    client.currencies = {
        name: {"id": name, "code": name, "precision": size} for name, size in PRECISION.items()
    }
    client.currencies_by_id = {one["id"]: one for one in client.currencies.values()}

    try:
        yield Connection(
            venue=row,
            runtime=cast(Runtime, SimpleNamespace(now=lambda: datetime.now(UTC))),
            client=client,
            transport=cast(Transport, None),
            catalogue=cast(Catalogue, None),
            scrubber=cast(Scrubber, None),
        )
    finally:
        await client.close()
        await server.close()


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("code", WIRE)
async def test_wallet_on_the_wire_is_without_the_open_result(code: str) -> None:
    """1,000 were paid in, 50 is the open profit, 900 are free: over HTTP, read by the client."""
    currency, answer = WIRE[code]
    async with connected(code, answer) as connection:
        held = await fetch_balances(connection)

    assert held[currency].total == 1000
    assert list(held) == [currency]
