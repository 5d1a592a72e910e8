"""What ccxt's client of Bitvavo gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import classes
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.bitvavo_client import CORRECTIONS


@asynccontextmanager
async def client_of(*, mended: bool) -> AsyncIterator[Any]:
    """Return a client, mended or as it is."""
    client: Any = load_client("bitvavo")({"apiKey": "k", "secret": "s"})
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    yield client
    await client.close()


@pytest.mark.parametrize(
    ("mended", "told"), [(False, "AuthenticationError"), (True, "InvalidNonce")]
)
async def test_wrong_time_is_told_as_such(mended: bool, told: str) -> None:
    answer = {"errorCode": "304", "error": "Request was not received within acceptable window."}
    async with client_of(mended=mended) as client:
        with pytest.raises(Exception) as failed:
            client.handle_errors(403, "", "", "GET", {}, str(answer), answer, {}, None)
    assert classes(failed.value)[0] == told


@pytest.mark.parametrize(("mended", "ahead"), [(False, 0), (True, 3_600_000)])
async def test_request_is_of_the_time_at_the_venue(mended: bool, ahead: int) -> None:
    async with client_of(mended=mended) as client:
        client.options["timeDifference"] = 3_600_000
        signed = client.sign("balance", "private", "GET", {})
        now = client.milliseconds()
    stamp = int(signed["headers"]["BITVAVO-ACCESS-TIMESTAMP"])
    assert now - ahead - 5_000 < stamp <= now - ahead


@pytest.mark.parametrize("mended", [False, True])
async def test_order_is_asked_for_its_trades(mended: bool) -> None:
    async with client_of(mended=mended) as client:
        assert hasattr(client, "fetch_order_trades")

        async def fetch_order(*_: object) -> Any:
            return {"id": "o", "side": "sell", "trades": [{"id": "t", "side": None}]}

        client.fetch_order = fetch_order
        if not mended:
            with pytest.raises(Exception, match="not supported"):
                await client.fetch_order_trades("o", "BTC/EUR")
            return
        rows = await client.fetch_order_trades("o", "BTC/EUR", None, None, {})
    assert rows == [{"id": "t", "side": "sell", "order": "o"}]
