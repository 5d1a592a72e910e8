"""How the tests of the imitated Gate place an order."""

from typing import Any

SPOT = "BTC/USDT"
LINEAR = "BTC/USDT:USDT"


async def order(
    v4: Any, symbol: str, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or a limit order at a price."""
    if symbol == SPOT and price is None and side == "buy":
        params["cost"] = amount * 60_000
    kind = "market" if price is None else "limit"
    return await v4.create_order(symbol, kind, side, amount, price, params)
