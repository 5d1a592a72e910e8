"""Totals that contain the open result of positions: it is taken out as the venue tells it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import importlib
from types import SimpleNamespace
from typing import Any, cast

from aiohttp import web
from aiohttp.test_utils import TestServer
import pytest

from custom_components.tradehook.exchanges.ccxt.orders.account_queries import fetch_balances
from custom_components.tradehook.exchanges.ccxt.orders.connection import Connection
from custom_components.tradehook.exchanges.ccxt.orders.conversion import balances
from custom_components.tradehook.exchanges.venues.catalogue import venue

OKX = {"data": [{"details": [{"ccy": "USDT", "eq": "1050", "availEq": "900", "upl": "50"}]}]}
KUCOIN = {"data": {"accountEquity": "1050", "unrealisedPNL": "50", "availableBalance": "900"}}
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


BITMEX = [
    {
        "currency": "USDt",
        "walletBalance": 1000000000,
        "unrealisedPnl": 50000000,
        "marginBalance": 1050000000,
        "availableMargin": 900000000,
    },
    {"currency": "XBt", "walletBalance": 0, "unrealisedPnl": 0, "marginBalance": 0},
]
BITMART = {
    "code": 1000,
    "message": "Ok",
    "data": [
        {
            "currency": "USDT",
            "available_balance": "850",
            "frozen_balance": "50",
            "position_deposit": "100",
            "unrealized": "50",
            "equity": "1050",
        },
        {
            "currency": "BTC",
            "available_balance": "0",
            "frozen_balance": "0",
            "position_deposit": "0",
            "unrealized": "0",
            "equity": "0",
        },
    ],
}
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
    "BMEX": ("USDT", BITMEX),
    "BITMF": ("USDT", BITMART),
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
    names = {"USDT": "USDt", "BTC": "XBt"} if code == "BMEX" else {}
    client.markets = client.markets_by_id = {"none": {}}
    client.currencies = {
        name: {"id": names.get(name, name), "code": name, "precision": size}
        for name, size in PRECISION.items()
    }
    client.currencies_by_id = {one["id"]: one for one in client.currencies.values()}

    async def ask(question: Any) -> Any:
        return await question

    try:
        yield cast(Connection, SimpleNamespace(client=client, venue=row, ask=ask))
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


def test_loss_of_a_position_is_put_back_into_the_wallet() -> None:
    """In minor units, and where the client's total leaves out what the position binds."""
    bitmex = {
        "info": [{"currency": "USDt", "unrealisedPnl": -50000000, "marginBalance": 950000000}],
        "free": {"USDT": "800"},
        "total": {"USDT": "950"},
    }
    bitmart = {
        "info": {"data": [{"currency": "USDT", "unrealized": "-50", "equity": "950"}]},
        "free": {"USDT": "800"},
        "used": {"USDT": "0"},
        "total": {"USDT": "800"},
    }
    for code, answer in (("BMEX", bitmex), ("BITMF", bitmart)):
        held = balances(answer, venue(code).wallet.open_result)["USDT"]
        assert (held.free, held.total) == (800, 1000)
