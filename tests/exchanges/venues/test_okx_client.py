"""What ccxt's client of OKX gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

import json
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.okx_client import CORRECTIONS, TRADE_MODE
from custom_components.tradehook.exchanges.venues.pagination import MOST_PAGES, ListBrokenOffError

SPOT, SWAP = "BTC/USDT", "BTC/USDT:USDT"
MARKET = {
    "base": "BTC",
    "quote": "USDT",
    "baseId": "BTC",
    "quoteId": "USDT",
    "precision": {"amount": "0.00000001", "price": "0.1"},
}
MARKETS = [
    MARKET
    | {"id": "BTC-USDT", "symbol": SPOT, "type": "spot", "spot": True}
    | {"swap": False, "future": False, "contract": False},
    MARKET
    | {"id": "BTC-USDT-SWAP", "symbol": SWAP, "type": "swap", "swap": True}
    | {
        "contract": True,
        "spot": False,
        "future": False,
        "contractSize": "0.01",
        "linear": True,
        "settle": "USDT",
        "settleId": "USDT",
    },
]
OURS = "74682bf9d2f548e90fc2440751d84dc0"

_FULL = [
    {"ordId": str(number), "instId": "BTC-USDT", "accFillSz": "0", "state": "live"}
    for number in range(100)
]
PAGES_THAT_REPEAT = [_FULL] * 3
MANY_PAGES = [
    [{**row, "ordId": f"{page}-{row['ordId']}"} for row in _FULL] for page in range(MOST_PAGES + 1)
]

both = pytest.mark.parametrize("mended", [False, True], ids=["as it is", "mended"])


def client_of(client_id: str = "okx", *, mended: bool, **options: object) -> Any:
    """Return a client with two markets, mended or as it is; nothing of it leaves."""
    keys = {"apiKey": "k", "secret": "s", "password": "p"}
    client: Any = load_client(client_id)({**keys, "options": options})
    client.set_markets([dict(market) for market in MARKETS])
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    return client


def told(client: Any, name: str, *pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Have an endpoint answer with these pages; returns what it will be asked."""
    asked: list[dict[str, Any]] = []
    left = list(pages)

    async def answer(request: Any = None) -> Any:
        asked.append(dict(request or {}))
        return {"code": "0", "msg": "", "data": left.pop(0) if left else []}

    setattr(client, name, answer)
    return asked


def order(client: Any, symbol: str, side: str = "sell", **params: object) -> Any:
    """Return the request for an order of ours at the market."""
    return client.create_order_request(
        symbol, "market", side, 0.5, None, {"clientOrderId": OURS, **params}
    )


@both
@pytest.mark.parametrize("client_id", ["okx", "myokx", "okxus"])
def test_streams_are_dialled_at_a_port_that_is_open(client_id: str, mended: bool) -> None:
    client = client_of(client_id, mended=mended)
    for part in ("api", "test"):
        assert (":8443" in client.urls[part]["ws"]) is not mended


@both
def test_spot_stop_says_that_it_is_paid_in_cash(mended: bool) -> None:
    request = order(client_of(mended=mended), SPOT, stopLossPrice=58_000)
    assert request["tdMode"] == ("cash" if mended else "cross")


def test_spot_order_told_to_be_cross_forgets_what_it_counts() -> None:
    request = order(client_of(mended=False), SPOT, "buy", tdMode="cross")
    assert "tgtCcy" not in request

    mended = order(client_of(mended=True, **{TRADE_MODE: "cross"}), SPOT, "buy")
    assert (mended["tdMode"], mended["tgtCcy"], mended["sz"]) == ("cross", "base_ccy", "0.5")
    assert "ccy" not in mended


@both
def test_spot_buy_is_not_made_smaller_by_the_venue(mended: bool) -> None:
    assert order(client_of(mended=mended), SPOT, "buy").get("banAmend") is (mended or None)


@both
def test_spot_order_is_paid_in_the_quote_currency_of_its_market(mended: bool) -> None:
    """OKX takes the market's own where none is named: one book is for dollars of several kinds."""
    assert "tradeQuoteCcy" not in order(client_of(mended=mended), SPOT, "buy")


@both
def test_stop_is_named_by_its_algo_id_only(mended: bool) -> None:
    client = client_of(mended=mended)
    request = order(client, SWAP, stopLossPrice=58_000, reduceOnly=True)
    signed = client.sign("trade/order-algo", "private", "POST", request)
    sent = json.loads(signed["body"])

    assert signed["url"].endswith("/api/v5/trade/order-algo")
    assert sent.get("algoClOrdId") == (OURS if mended else None)
    assert ("clOrdId" in sent) is not mended
    assert (sent["ordType"], sent["slTriggerPx"], sent["slOrdPx"]) == ("conditional", "58000", "-1")


@both
def test_order_that_a_stop_has_become_is_told_by_its_own_id(mended: bool) -> None:
    row = {"ordId": "2", "algoId": "1", "clOrdId": "", "algoClOrdId": OURS, "accFillSz": "5"}
    found = client_of(mended=mended).parse_order(
        {**row, "instId": "BTC-USDT-SWAP", "state": "live"}
    )
    assert (found["id"], found["clientOrderId"]) == (("2", OURS) if mended else ("1", None))


@both
def test_stop_tells_our_name_and_what_it_has_become(mended: bool) -> None:
    row = {"algoId": "1", "algoClOrdId": OURS, "clOrdId": "", "ordId": "", "ordIdList": ["2"]}
    found = client_of(mended=mended).parse_order(
        {**row, "instId": "BTC-USDT", "state": "effective"}
    )
    assert found["clientOrderId"] == (OURS if mended else None)
    assert found["info"]["ordId"] == ("2" if mended else "")


@both
async def test_stop_is_asked_for_by_its_name_only(mended: bool) -> None:
    client = client_of(mended=False)
    asked = told(client, "privateGetTradeOrderAlgo", [{"algoId": "1", "state": "live"}])
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    await client.fetch_order(None, SWAP, {"clientOrderId": OURS, "trigger": True, "ordType": "oco"})
    assert ("instId" in asked[0]) is not mended
    assert asked[0]["algoClOrdId"] == OURS


@both
async def test_open_orders_of_all_pages_are_told(mended: bool) -> None:
    client = client_of(mended=False)
    rows = [
        {"ordId": str(900 - number), "instId": "BTC-USDT", "accFillSz": "0", "state": "live"}
        for number in range(150)
    ]
    asked = told(client, "privateGetTradeOrdersPending", rows[:100], rows[100:])
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    assert len(await client.fetch_open_orders()) == (150 if mended else 100)
    assert [one.get("after") for one in asked] == ([None, "801"] if mended else [None])


async def test_finished_orders_are_those_of_months_whatever_ended_them() -> None:
    client = client_of(mended=False)
    usual = told(client, "privateGetTradeOrdersHistory", [])
    await client.fetch_closed_orders(SPOT)
    assert usual[0]["state"] == "filled"

    row = {"ordId": "1", "instId": "BTC-USDT", "accFillSz": "2", "sz": "3", "state": "canceled"}
    asked = told(client, "privateGetTradeOrdersHistoryArchive", [row])
    for correction in CORRECTIONS:
        correction.apply(client)
    (found,) = await client.fetch_canceled_and_closed_orders(SPOT)
    assert (found["status"], float(found["filled"])) == ("canceled", 2)
    assert "state" not in asked[0]


async def test_finished_orders_of_a_period_are_asked_for_as_that() -> None:
    client = client_of(mended=True)
    asked = told(client, "privateGetTradeOrdersHistoryArchive", [])
    for correction in CORRECTIONS:
        correction.apply(client)
    await client.fetch_canceled_and_closed_orders(SPOT, 1_000, None, {"until": 2_000})
    assert (asked[0]["begin"], asked[0]["end"]) == ("1000", "2000")


@pytest.mark.parametrize("pages", [PAGES_THAT_REPEAT, MANY_PAGES])
async def test_list_that_does_not_end_is_no_list(pages: list[list[dict[str, Any]]]) -> None:
    client = client_of(mended=False)
    told(client, "privateGetTradeOrdersPending", *pages)
    for correction in CORRECTIONS:
        correction.apply(client)
    with pytest.raises(ListBrokenOffError):
        await client.fetch_open_orders()


@both
async def test_funding_is_that_since_a_time_and_whole(mended: bool) -> None:
    bills = [
        {"billId": str(900 - number), "instId": "BTC-USDT-SWAP", "pnl": "1", "ts": str(5_000)}
        for number in range(130)
    ]
    client = client_of(mended=False)
    asked = told(client, "privateGetAccountBillsArchive", bills[:100], bills[100:])
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    rows = await client.fetch_funding_history(SWAP, 4_000)
    assert len(rows) == (130 if mended else 100)
    assert asked[0].get("begin") == ("4000" if mended else None)
    assert asked[0]["type"] == "8"


async def test_transfers_are_those_of_all_kinds_of_markets() -> None:
    client = client_of(mended=False)
    row = {"billId": "1", "ccy": "USDT", "balChg": "-3", "bal": "7", "type": "1", "ts": "5000"}
    asked = told(client, "privateGetAccountBillsArchive", [row])
    for correction in CORRECTIONS:
        correction.apply(client)
    (found,) = await client.fetch_ledger(None, 4_000, 50, {"type": "1", "endTime": 6_000})
    assert asked == [{"type": "1", "begin": "4000", "end": "6000"}]
    assert (found["id"], found["direction"], float(found["amount"])) == ("1", "out", -3)
