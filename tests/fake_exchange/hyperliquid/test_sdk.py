"""Test Hyperliquid with Hyperliquid's own client, where it is installed."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from ..core.market import Kind
from ..later import later
from ..server import FakeServer
from .hyperliquid import AGENT_KEY, MASTER, FakeHyperliquid

eth_account = later("eth_account")
sdk = later("hyperliquid.exchange")
signing = later("hyperliquid.utils.signing")
types = later("hyperliquid.utils.types")

MINE = "0x" + "12" * 16


@pytest.fixture
async def exchange(server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return Hyperliquid's own client, on the address of the server."""
    url = server.url("https://api.hyperliquid.xyz")
    # It signs for the main network only at that network's address.
    monkeypatch.setattr(sdk, "MAINNET_API_URL", url)
    wallet = eth_account.Account.from_key(AGENT_KEY)
    return await asyncio.to_thread(sdk.Exchange, wallet, url, account_address=MASTER)


@pytest.fixture
def call() -> Callable[..., Any]:
    """Return what calls a method and returns the answers to its parts."""

    async def run(method: Callable[..., Any], *args: object, **more: object) -> Any:
        answer = await asyncio.to_thread(method, *args, **more)
        assert answer["status"] == "ok", answer
        data = answer["response"].get("data")
        return data["statuses"] if data else answer["response"]["type"]

    return run


async def test_life_of_an_order(
    exchange: Any, call: Callable[..., Any], hyperliquid: FakeHyperliquid
) -> None:
    cloid, rests = types.Cloid.from_str(MINE), {"limit": {"tif": "Gtc"}}
    (placed,) = await call(exchange.order, "BTC", True, 0.01, 59_000, rests, cloid=cloid)
    opened = await asyncio.to_thread(exchange.info.frontend_open_orders, MASTER)
    found = await asyncio.to_thread(exchange.info.query_order_by_cloid, MASTER, cloid)
    (cancelled,) = await call(exchange.cancel_by_cloid, "BTC", cloid)
    (late,) = await call(exchange.cancel, "BTC", placed["resting"]["oid"])

    assert placed["resting"]["cloid"] == MINE
    assert [one["oid"] for one in opened] == [placed["resting"]["oid"]]
    assert (found["order"]["status"], found["order"]["order"]["cloid"]) == ("open", MINE)
    assert (cancelled, late["error"].startswith("Order was never placed")) == ("success", True)
    assert hyperliquid.order(MINE[2:]).filled == 0


async def test_market_orders_and_positions(exchange: Any, call: Callable[..., Any]) -> None:
    assert await call(exchange.update_leverage, 5, "BTC", False) == "default"
    (bought,) = await call(exchange.market_open, "BTC", True, 0.1)
    stop = {"trigger": {"triggerPx": 58_000, "isMarket": True, "tpsl": "sl"}}
    (waiting,) = await call(exchange.order, "BTC", False, 0.1, 52_000, stop, reduce_only=True)
    state = await asyncio.to_thread(exchange.info.user_state, MASTER)
    (closed,) = await call(exchange.market_close, "BTC")
    fills = await asyncio.to_thread(exchange.info.user_fills, MASTER)

    assert bought["filled"]["avgPx"] == "60001"
    assert "oid" in waiting["resting"]
    (position,) = state["assetPositions"]
    assert position["position"]["leverage"]["type"] == "isolated"
    assert closed["filled"]["totalSz"] == "0.1"
    assert [one["dir"] for one in fills] == ["Close Long", "Open Long"]


async def test_spot(exchange: Any, call: Callable[..., Any]) -> None:
    (bought,) = await call(exchange.market_open, "UBTC/USDC", True, 0.01)
    balances = await asyncio.to_thread(exchange.info.spot_user_state, MASTER)

    assert bought["filled"]["totalSz"] == "0.01"
    assert {one["coin"]: one["total"] for one in balances["balances"]}["UBTC"] == "0.009993"


async def test_accounts(exchange: Any) -> None:
    info = exchange.info
    role = await asyncio.to_thread(info.user_role, exchange.wallet.address)
    agents = await asyncio.to_thread(info.extra_agents, MASTER)
    kind = await asyncio.to_thread(info.query_user_abstraction_state, MASTER)

    assert role == {"role": "agent", "data": {"user": MASTER}}
    assert [one["address"] for one in agents] == [exchange.wallet.address.lower()]
    assert kind == "default"


async def test_what_was_moved_in_and_out(exchange: Any, hyperliquid: FakeHyperliquid) -> None:
    hyperliquid.engine.deposit(Kind.LINEAR, "USDC", Decimal(500))
    hyperliquid.engine.deposit(Kind.LINEAR, "USDC", Decimal(-120))
    hyperliquid.ledger.cross(Decimal(-30))
    hyperliquid.engine.deposit(Kind.SPOT, "BTC", Decimal("0.5"))
    rows = await asyncio.to_thread(exchange.info.user_non_funding_ledger_updates, MASTER, 1)

    told = [row["delta"] for row in rows]
    assert [one["type"] for one in told] == [
        *("deposit", "withdraw", "accountClassTransfer", "spotTransfer")
    ]
    assert (told[1]["usdc"], told[1]["fee"], told[2]["toPerp"]) == ("119", "1", False)
    assert (told[3]["token"], told[3]["destination"]) == ("UBTC", MASTER)
