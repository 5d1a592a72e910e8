"""What ccxt's client of HitBTC does wrong on spot."""

from typing import Any

from .client_errors import error_class
from .model.traffic import Correction
from .pagination import Page, Row, whole

MOST = 1_000
"""How many trades the venue tells at once."""


def order_is_looked_up_where_it_is(client: Any) -> None:
    """Look for an order among those that are over, then among the open ones.

    The client asks for the former only, and makes an order without an id of one that is not among
    them: whether it exists is never known.
    """

    async def fetch(order_id: str, symbol: str, _params: Any = None) -> Any:
        named, market = {"client_order_id": order_id}, client.market(symbol)
        over = await client.privateGetSpotHistoryOrder(named)
        if not isinstance(over, list):
            raise error_class(client, "ExchangeError")(f"hitbtc {order_id}: no list of orders")
        row = over[0] if over else await client.privateGetSpotOrderClientOrderId(named)
        return client.parse_order(row, market)

    client.fetch_order = fetch


def trades_are_told_whole(client: Any) -> None:
    """Have the list of trades be whole: the client reads the newest 100."""
    ask = client.privateGetSpotHistoryTrade

    async def ask_all(params: Row) -> list[Any]:
        told = 0

        async def page(more: Row) -> Page:
            nonlocal told
            rows = await ask({**params, "limit": MOST, **more})
            if not isinstance(rows, list):
                raise error_class(client, "ExchangeError")("hitbtc: no list of trades")
            told += len(rows)
            return rows, None if len(rows) < MOST else {"offset": told}

        # The newest are first: one that comes meanwhile has others told twice.
        return await whole(page, key=lambda row: (row["id"], row["side"]))

    client.privateGetSpotHistoryTrade = ask_all


CORRECTIONS = (Correction(order_is_looked_up_where_it_is), Correction(trades_are_told_whole))
