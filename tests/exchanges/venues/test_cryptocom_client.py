"""What ccxt's client of Crypto.com gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
import re
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import (
    RequestOutcome,
    Trace,
    is_not_found,
    outcome_of,
)
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.cryptocom_client import CORRECTIONS
from custom_components.tradehook.exchanges.venues.pagination import ListBrokenOffError

BTC = {
    "id": "BTC_USDT",
    "symbol": "BTC/USDT",
    "base": "BTC",
    "quote": "USDT",
    "baseId": "BTC",
    "quoteId": "USDT",
    "type": "spot",
    "spot": True,
    "precision": {"amount": "0.00001", "price": "0.01"},
}
DETAIL = "v1PrivatePostPrivateGetOrderDetail"
TRADES = "v1PrivatePostPrivateGetTrades"
REFUSED, UNKNOWN = RequestOutcome.REFUSED, RequestOutcome.UNKNOWN


@asynccontextmanager
async def client_of(*, mended: bool, answer: Any = None, name: str = "") -> AsyncIterator[Any]:
    """Return a client with one market, mended or as it is, one of whose endpoints is replaced."""
    client: Any = load_client("cryptocom")({"apiKey": "k", "secret": "s"})
    client.set_markets([BTC])
    if answer is not None:
        setattr(client, name, answer)
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    yield client
    await client.close()


@pytest.mark.parametrize("mended", [False, True])
async def test_order_is_asked_for_by_our_id_alone(mended: bool) -> None:
    asked: list[Mapping[str, Any]] = []

    async def answer(params: Mapping[str, Any]) -> Any:
        asked.append(params)
        return {"code": "0", "result": {"order_id": "1", "client_oid": "mine"}}

    async with client_of(mended=mended, answer=answer, name=DETAIL) as client:
        await client.fetch_order(None, "BTC/USDT", {"client_oid": "mine"})
    assert ("order_id" in asked[0]) is not mended


@pytest.mark.parametrize(("mended", "ahead"), [(False, 0), (True, 3_600_000)])
async def test_request_is_of_the_time_at_the_venue(mended: bool, ahead: int) -> None:
    async with client_of(mended=mended) as client:
        client.options["timeDifference"] = 3_600_000
        nonce, now = client.nonce(), client.milliseconds()
    assert now - ahead - 5_000 < nonce <= now - ahead


async def test_time_is_told_with_every_answer() -> None:
    async def answer(_params: Mapping[str, Any]) -> Any:
        return {"code": "0"}

    async with client_of(mended=True, answer=answer, name="v1PublicGetPublicGetTickers") as client:
        client.last_response_headers = {"date": "Thu, 01 Jan 2026 00:00:00 GMT"}
        assert await client.fetch_time() == 1_767_225_600_500
        client.last_response_headers = {}
        assert await client.fetch_time() is None
    async with client_of(mended=False) as client:
        assert not client.has["fetchTime"]


def page(first: int, last: int) -> dict[str, Any]:
    """Return trades from one moment down to another, two of each moment."""
    rows = [
        {
            "trade_id": str(number),
            "order_id": "1",
            "instrument_name": "BTC_USDT",
            "side": "BUY",
            "fees": "0",
            "traded_price": "1",
            "traded_quantity": "1",
            "create_time": "1",
            "create_time_ns": str(number // 2),
        }
        for number in range(first, last, -1)
    ]
    return {"code": "0", "result": {"data": rows}}


@pytest.mark.parametrize(("mended", "count"), [(False, 100), (True, 250)])
async def test_trades_are_listed_page_by_page(mended: bool, count: int) -> None:
    asked: list[Mapping[str, Any]] = []

    async def answer(params: Mapping[str, Any]) -> Any:
        asked.append(params)
        end = int(params.get("end_time", 10_000))
        first = min(1_250, 2 * end - 1)
        return page(first, max(1_000, first - 100))

    async with client_of(mended=mended, answer=answer, name=TRADES) as client:
        rows = await client.fetch_my_trades("BTC/USDT")
    assert len({row["id"] for row in rows}) == len(rows) == count
    assert ("start_time" in asked[0]) is mended


async def test_list_that_does_not_end_is_no_list() -> None:
    async def answer(_params: Mapping[str, Any]) -> Any:
        return page(1_100, 1_000)

    async with client_of(mended=True, answer=answer, name=TRADES) as client:
        with pytest.raises(ListBrokenOffError):
            await client.fetch_my_trades("BTC/USDT")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("306", REFUSED),
        ("415", REFUSED),
        ("308", REFUSED),
        ("208", REFUSED),
        ("43005", REFUSED),
        ("204", UNKNOWN),
        ("40006", UNKNOWN),
        ("40801", UNKNOWN),
        ("43012", UNKNOWN),
        ("50001", UNKNOWN),
        ("99999", UNKNOWN),
    ],
)
async def test_what_a_code_means_for_an_order(code: str, told: RequestOutcome) -> None:
    body = f'{{"id" : 1, "method" : "private/create-order", "code" : {code}, "message" : "X"}}'
    async with client_of(mended=True) as client:
        with pytest.raises(Exception) as failed:
            client.handle_errors(400, "", "", "POST", {}, body, {"code": code}, {}, None)
    assert outcome_of(failed.value, Trace(sent=1), VENUES["CRO"].errors) is told


@pytest.mark.parametrize(
    ("code", "over"), [("316", True), ("212", True), ("40401", True), ("50001", False)]
)
async def test_cancel_that_comes_too_late_is_told_by_its_code(code: str, over: bool) -> None:
    async with client_of(mended=True) as client:
        with pytest.raises(Exception) as failed:
            client.handle_errors(
                500, "", "", "POST", {}, f'{{"code": {code}}}', {"code": code}, {}, None
            )
    assert re.search(code, str(failed.value))
    assert is_not_found(failed.value, VENUES["CRO"].errors) is over
