"""What ccxt's client of MEXC does wrong on spot."""

from typing import Any

from .model.traffic import Correction


def spot_needs_no_futures(client: Any) -> None:
    """Read the markets of spot alone.

    The client reads the futures' list as well, so that spot could not be traded while that fails.
    """

    async def nothing(_params: Any = None) -> list[Any]:
        return []

    client.fetch_swap_markets = nothing


def cancel_has_known_parameters(client: Any) -> None:
    """Cancel an order by its client order id as the venue calls that, and by nothing else.

    The client sends the id a second time, under its own name of it.
    """
    cancel_order = client.cancel_order

    async def cancel(order_id: str | None, symbol: str, params: Any = None) -> Any:
        more = dict(params or {})
        client_order_id = more.pop("clientOrderId", None)
        if client_order_id is None:
            return await cancel_order(order_id, symbol, more)
        market = client.market(symbol)
        named = {"symbol": market["id"], "origClientOrderId": client_order_id}
        return client.parse_order(await client.spotPrivateDeleteOrder({**more, **named}), market)

    client.cancel_order = cancel


CORRECTIONS = (Correction(spot_needs_no_futures), Correction(cancel_has_known_parameters))
