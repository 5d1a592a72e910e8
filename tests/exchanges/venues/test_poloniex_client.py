"""What ccxt's client of Poloniex gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
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
from custom_components.tradehook.exchanges.venues.poloniex_client import CORRECTIONS

BTC = {
    "id": "BTC_USDT",
    "symbol": "BTC/USDT",
    "base": "BTC",
    "quote": "USDT",
    "baseId": "BTC",
    "quoteId": "USDT",
    "type": "spot",
    "spot": True,
    "precision": {"amount": "0.00001", "price": "0.001"},
}
LISTED = {
    "symbol": "BTC_USDT",
    "baseCurrencyName": "BTC",
    "quoteCurrencyName": "USDT",
    "state": "NORMAL",
    "symbolTradeLimit": {"priceScale": 3, "quantityScale": 5, "amountScale": 2},
}
TEXTS = VENUES["PLNX"].errors


@asynccontextmanager
async def client_of(*, mended: bool, answer: Any = None, name: str = "") -> AsyncIterator[Any]:
    """Return a client with one market, mended or as it is, one of whose endpoints is replaced."""
    client: Any = load_client("poloniex")({"apiKey": "k", "secret": "s"})
    client.set_markets([BTC])
    if answer is not None:
        setattr(client, name, answer)
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    yield client
    await client.close()


async def error_of(code: int, *, mended: bool) -> Exception:
    """Return what the client raises for a code, which comes as a number."""
    answer, body = {"code": code, "message": ""}, f'{{ "code" : {code}, "message" : "" }}'
    async with client_of(mended=mended) as client:
        with pytest.raises(Exception) as caught:
            client.handle_errors(400, "", "", "POST", {}, body, answer, {}, None)
    return caught.value


@pytest.mark.parametrize("mended", [False, True])
async def test_perpetuals_are_not_read(mended: bool) -> None:
    asked = []

    async def answer(params: Any = None) -> Any:
        asked.append(params)
        return {"data": []}

    async with client_of(
        mended=mended, answer=answer, name="swapPublicGetV3MarketAllInstruments"
    ) as client:
        await client.fetch_swap_markets()
    assert bool(asked) is not mended


@pytest.mark.parametrize(
    ("code", "mended", "outcome"),
    [
        (21709, False, RequestOutcome.UNKNOWN),
        (21709, True, RequestOutcome.REFUSED),
        (21322, True, RequestOutcome.REFUSED),
        (10041, True, RequestOutcome.REFUSED),
        (21312, True, RequestOutcome.UNKNOWN),
        (603, True, RequestOutcome.UNKNOWN),
    ],
)
async def test_code_means_what_the_venue_says_of_it(
    code: int, mended: bool, outcome: RequestOutcome
) -> None:
    error = await error_of(code, mended=mended)
    assert outcome_of(error, Trace(sent=1), TEXTS) is outcome


@pytest.mark.parametrize("code", [21301, 21304, 21305, 21309, 21359])
async def test_late_cancel_finds_no_order(code: int) -> None:
    assert is_not_found(await error_of(code, mended=True), TEXTS)


@pytest.mark.parametrize(("mended", "ahead"), [(False, 0), (True, 3_600_000)])
async def test_request_is_of_the_time_at_the_venue(mended: bool, ahead: int) -> None:
    async with client_of(mended=mended) as client:
        client.options["timeDifference"] = 3_600_000
        nonce, now = client.nonce(), client.milliseconds()
    assert abs(now - nonce - ahead) < 60_000


@pytest.mark.parametrize(("mended", "told"), [(False, "cid:mine"), (True, "77")])
async def test_order_has_the_id_that_the_venue_gave_it(mended: bool, told: str) -> None:
    async def answer(_params: Mapping[str, Any]) -> Any:
        return {"id": "77", "clientOrderId": "mine", "symbol": "BTC_USDT", "state": "NEW"}

    async with client_of(mended=mended, answer=answer, name="privateGetOrdersId") as client:
        order = await client.fetch_order("cid:mine", "BTC/USDT")
    assert (order["id"], order["clientOrderId"]) == (told, "mine")


@pytest.mark.parametrize(
    ("state", "mended", "status"),
    [
        ("PENDING_CANCEL", False, "canceled"),
        ("PENDING_CANCEL", True, "open"),
        ("PENDING_NEW", True, "open"),
        ("EXPIRED", True, "canceled"),
        ("PARTIALLY_CANCELED", True, "canceled"),
        ("FILLED", True, "closed"),
    ],
)
async def test_order_is_open_until_it_is_over(state: str, mended: bool, status: str) -> None:
    async with client_of(mended=mended) as client:
        assert client.parse_order_status(state) == status


@pytest.mark.parametrize(("mended", "spent"), [(False, "150.123"), (True, "150.12")])
async def test_cost_has_the_digits_of_an_amount(mended: bool, spent: str) -> None:
    async with client_of(mended=mended) as client:
        client.set_markets([client.parse_market(LISTED)])
        assert client.cost_to_precision("BTC/USDT", 150.123) == spent


@pytest.mark.parametrize("mended", [False, True])
async def test_trades_are_asked_for_by_market(mended: bool) -> None:
    asked: list[Mapping[str, Any]] = []

    async def answer(params: Mapping[str, Any]) -> Any:
        asked.append(params)
        return []

    async with client_of(mended=mended, answer=answer, name="privateGetTrades") as client:
        await client.fetch_my_trades("BTC/USDT", 1)
    assert (asked[0].get("symbols") == "BTC_USDT") is mended
