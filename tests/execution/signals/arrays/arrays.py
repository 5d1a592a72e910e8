"""What the tests of arrays share: how one is sent, and how its turns are waited for."""

import asyncio
from collections.abc import Callable, Mapping
import json
from typing import Any

from custom_components.tradehook.execution.signals import SignalResponse
from tests.execution.house import BTC, KEY, SECRET, House

ETH = "ETH/USDT"
CREDENTIALS = {"api_key": KEY, "api_secret": SECRET}
OPEN: dict[str, Any] = {"exchange": "SIM", "symbol": BTC, "side": "long", "quote_amount": 100}
OTHER: dict[str, Any] = {**OPEN, "symbol": ETH}
CLOSE: dict[str, Any] = {"exchange": "SIM", "symbol": BTC, "action": "close"}
REDUCE: dict[str, Any] = {
    **CLOSE,
    "action": "reduce",
    "reduce_order": {"quantity_percentage": 50},
}
INCREASE: dict[str, Any] = {
    **CLOSE,
    "action": "increase",
    "increase_order": {"quantity_percentage": 100},
}


async def send_array(
    home: House, *signals: Mapping[str, Any], remote: str = "127.0.0.1"
) -> SignalResponse:
    """Post signals as one array; the first one has the credentials."""
    first, *others = signals
    body = json.dumps([{**CREDENTIALS, **first}, *others]).encode()
    return await home.post(body, remote=remote)


def codes(answer: SignalResponse) -> list[object]:
    """Return what each signal came to: its status, or the code of its refusal."""
    assert isinstance(answer.told, list)
    return [part.get("code", part["status"]) for part in answer.told]


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110  it can only be asked
            await asyncio.sleep(0.005)


async def outcomes(home: House) -> list[tuple[object, ...]]:
    """Return what the signal log says, oldest first: action, status, code."""
    rows = await home.account.signals()
    return [(row["action"], row["status"], row["code"]) for row in reversed(rows)]


async def carried_out(home: House) -> None:
    """Wait until no signal waits for its turn."""
    async with asyncio.timeout(60):
        while await home.ledger.unexecuted_signals():  # noqa: ASYNC110  it can only be asked
            await asyncio.sleep(0.01)
    await home.settle()


def ordered(home: House) -> list[tuple[str, str, str]]:
    """Return what the venue was sent: market, side and base amount."""
    return [
        (order.symbol, order.side.value, str(order.amount)) for order in home.exchange.line.sent
    ]
