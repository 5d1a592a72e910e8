"""What ccxt's client of Bitget does wrong with both kinds of account."""

from typing import Any

from .model.traffic import Correction


def missing_order_is_not_found(client: Any) -> None:
    """Have a spot order that the venue does not know be "not found".

    It is asked for by our id, so that the client has none of the venue's; the venue answers with
    an empty list, and the client's sentence about that fails with a TypeError: nobody knows.
    """
    fetch_order = client.fetch_order

    async def fetch(order_id: str | None, symbol: str | None = None, params: Any = None) -> Any:
        # An empty text can be joined to that sentence; it is not sent where our own id is.
        return await fetch_order(order_id or "", symbol, params or {})

    client.fetch_order = fetch


CORRECTIONS = (Correction(missing_order_is_not_found),)
