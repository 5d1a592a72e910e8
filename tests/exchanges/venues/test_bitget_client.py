"""What ccxt's client of Bitget gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import classes
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.bitget_classic import CORRECTIONS

SPOT = {
    "id": "BTCUSDT",
    "symbol": "BTC/USDT",
    "base": "BTC",
    "quote": "USDT",
    "baseId": "BTC",
    "quoteId": "USDT",
    "type": "spot",
    "spot": True,
    "swap": False,
    "precision": {"amount": "0.000001", "price": "0.01"},
}


def client_of(*, mended: bool) -> Any:
    """Return a client with one market, mended or as it is."""
    client: Any = load_client("bitget")({"apiKey": "k", "secret": "s", "password": "p"})
    client.set_markets([SPOT])
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    return client


@pytest.mark.parametrize(("mended", "told"), [(False, "TypeError"), (True, "OrderNotFound")])
async def test_order_that_is_not_there_is_told_as_such(mended: bool, told: str) -> None:
    client = client_of(mended=mended)

    async def nothing(_request: object) -> object:
        return {"code": "00000", "msg": "success", "data": []}

    client.privateSpotGetV2SpotTradeOrderInfo = nothing
    with pytest.raises(Exception) as failed:
        await client.fetch_order(None, "BTC/USDT", {"clientOrderId": "mine"})
    await client.close()
    assert classes(failed.value)[0] == told
