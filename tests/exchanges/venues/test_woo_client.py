"""What ccxt's client of WOO X gets wrong or can't do, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.woo_client import (
    CORRECTIONS,
    FRESH_MS,
    MARKETS_A_POLL,
    PAGE,
    POLLED_MS,
)

BTC = "BTC/USDT"
NOW = 1_700_000_000_000

both = pytest.mark.parametrize("mended", [False, True], ids=["as it is", "mended"])


def market(base: str, *, active: bool = True) -> dict[str, Any]:
    """Return a market as the client keeps it."""
    return {
        "id": f"SPOT_{base}_USDT",
        "symbol": f"{base}/USDT",
        "base": base,
        "quote": "USDT",
        "baseId": base,
        "quoteId": "USDT",
        "type": "spot",
        "spot": True,
        "swap": False,
        "contract": False,
        "active": active,
        "precision": {"amount": "0.00001", "price": "0.01"},
    }


def client_of(*, mended: bool, markets: list[dict[str, Any]] | None = None) -> Any:
    """Return a client with some markets, mended or as it is; nothing of it leaves."""
    client: Any = load_client("woo")({"apiKey": "k", "secret": "s", "uid": "u"})
    client.set_markets(markets or [market("BTC")])
    client.milliseconds = lambda: NOW
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    return client


def with_books(client: Any, *missing: str) -> list[str]:
    """Let it have order books of all markets but those; returns the markets it will ask for."""
    asked: list[str] = []

    async def book(request: Any) -> Any:
        asked.append(request["symbol"])
        if request["symbol"] in missing:
            raise TimeoutError
        sides = {
            side: [{"price": price, "quantity": "1"}]
            for side, price in (("bids", "60000"), ("asks", "60010"))
        }
        return {"success": True, "data": sides, "timestamp": NOW}

    client.v3PublicGetOrderbook = book
    return asked


@both
async def test_client_has_no_prices_of_spot(mended: bool) -> None:
    client = client_of(mended=mended)
    with_books(client)
    if not mended:
        with pytest.raises(Exception, match="not supported"):
            await client.fetch_tickers()
        return

    told = (await client.fetch_tickers())[BTC]

    assert (told["bid"], told["ask"], told["timestamp"]) == (60000, 60010, NOW)
    assert (await client.fetch_ticker(BTC))["ask"] == 60010


async def test_markets_have_their_turns() -> None:
    many = [market(f"C{number:02}") for number in range(MARKETS_A_POLL + 5)]
    client = client_of(mended=True, markets=[*many, market("GONE", active=False)])
    asked = with_books(client)

    first, second = await client.fetch_tickers(), await client.fetch_tickers()

    assert len(first) == len(second) == len(asked) / 2 == MARKETS_A_POLL
    assert first.keys() | second.keys() == {one["symbol"] for one in many}


async def test_market_without_an_answer_costs_no_other_ones_price() -> None:
    client = client_of(mended=True, markets=[market("BTC"), market("ETH")])
    with_books(client, "SPOT_ETH_USDT")

    assert (await client.fetch_tickers()).keys() == {BTC}

    with_books(client, "SPOT_ETH_USDT", "SPOT_BTC_USDT")
    with pytest.raises(TimeoutError):
        await client.fetch_tickers()


async def test_price_that_waited_for_others_is_not_told_as_new() -> None:
    client = client_of(mended=True, markets=[market("BTC"), market("ETH")])
    with_books(client)
    times = iter([NOW, NOW + POLLED_MS + 1, NOW + POLLED_MS + 1])
    client.milliseconds = lambda: next(times)

    assert len(await client.fetch_tickers()) == 1


@pytest.mark.parametrize("age", [0, FRESH_MS + 1], ids=["now", "long ago"])
async def test_streams_are_put_together_while_they_are_fresh(age: int) -> None:
    client = client_of(mended=False)
    stamp = NOW - age
    best = {"symbol": BTC, "timestamp": stamp, "bid": 59990, "ask": 60010}
    last = {"symbol": BTC, "last": 60000, "bid": None, "ask": None, "info": {"date": stamp}}

    async def watch_last(_symbol: str, _params: object) -> Any:
        client.tickers[BTC] = last
        return last

    async def watch_best(_symbols: object, _params: object) -> Any:
        client.bidsasks[BTC] = best
        return {BTC: best}

    client.watch_ticker, client.watch_bids_asks = watch_last, watch_best
    for correction in CORRECTIONS:
        correction.apply(client)

    assert (await client.watch_ticker(BTC))["bid"] is None  # nothing is known of it yet
    told = (await client.watch_bids_asks())[BTC]
    assert (told["bid"], told["last"]) == (59990, None if age else 60000)
    assert (await client.watch_ticker(BTC))["bid"] == (None if age else 59990)


@both
async def test_cancel_that_was_taken_on_is_no_end(mended: bool) -> None:
    client = client_of(mended=mended)

    async def taken_on(_request: object) -> Any:
        return {"success": True, "data": {"status": "CANCEL_SENT"}, "timestamp": NOW}

    client.v3PrivateDeleteTradeOrder = taken_on

    told = await client.cancel_order("1", BTC)

    assert told["status"] == ("open" if mended else "canceled")


@both
async def test_list_of_orders_is_read_to_its_end(mended: bool) -> None:
    client = client_of(mended=mended)
    all_of_them = [{"orderId": number, "status": "NEW"} for number in range(PAGE + 1)]

    async def page(request: Any) -> Any:
        size, number = request.get("size", 25), request.get("page", 1)
        return {"data": {"rows": all_of_them[(number - 1) * size : number * size]}}

    client.v3PrivateGetTradeOrders = page

    assert len(await client.fetch_open_orders(BTC)) == (PAGE + 1 if mended else 25)
