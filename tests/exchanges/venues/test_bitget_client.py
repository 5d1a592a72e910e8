"""What ccxt's client of Bitget gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import (
    RequestOutcome,
    Trace,
    classes,
    outcome_of,
)
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues import bitget_classic, bitget_unified
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.traffic import Correction

SPOT: Mapping[str, Any] = {
    "id": "BTCUSDT",
    "symbol": "BTC/USDT",
    "base": "BTC",
    "quote": "USDT",
    "baseId": "BTC",
    "quoteId": "USDT",
    "type": "spot",
    "spot": True,
    "swap": False,
    "precision": {"amount": 0.000001, "price": 0.01},
    "info": {"quotePrecision": "8"},
}
LINEAR = {
    **SPOT,
    "symbol": "BTC/USDT:USDT",
    "settle": "USDT",
    "settleId": "USDT",
    "type": "swap",
    "spot": False,
    "swap": True,
    "contract": True,
    "linear": True,
    "contractSize": 1,
}
MENDED = pytest.mark.parametrize("mended", [False, True], ids=["as it is", "mended"])


def client_of(
    market: Mapping[str, Any], corrections: tuple[Correction, ...], *, mended: bool
) -> Any:
    """Return a client with one market, mended or as it is."""
    kind = "spot" if market["spot"] else "swap"
    keys = {"apiKey": "k", "secret": "s", "password": "p"}
    client: Any = load_client("bitget")({**keys, "options": {"defaultType": kind}})
    client.set_markets([market])
    for correction in corrections if mended else ():
        correction.apply(client)
    return client


def classic(market: Mapping[str, Any], *, mended: bool) -> Any:
    return client_of(market, bitget_classic.CORRECTIONS, mended=mended)


def unified(market: Mapping[str, Any], *, mended: bool) -> Any:
    return client_of(market, bitget_unified.CORRECTIONS, mended=mended)


def answering(data: object) -> Any:
    """Return an endpoint that answers the same thing always."""

    async def ask(_request: object = None) -> object:
        return {"code": "00000", "msg": "success", "data": data}

    return ask


@pytest.mark.parametrize(("mended", "told"), [(False, "TypeError"), (True, "OrderNotFound")])
async def test_order_that_is_not_there_is_told_as_such(mended: bool, told: str) -> None:
    client = classic(SPOT, mended=mended)
    client.privateSpotGetV2SpotTradeOrderInfo = answering([])
    client.privateSpotGetV2SpotTradeHistoryOrders = answering([])

    with pytest.raises(Exception) as failed:
        await client.fetch_order(None, "BTC/USDT", {"clientOrderId": "mine"})
    await client.close()
    assert classes(failed.value)[0] == told


FILL = {
    "execId": "1",
    "orderId": "2",
    "category": "USDT-FUTURES",
    "symbol": "BTCUSDT",
    "side": "buy",
    "execPrice": "60000",
    "execQty": "0.01",
    "createdTime": "1750000000000",
    "feeDetail": [{"feeCoin": "USDT", "fee": "0.36"}],
}


@MENDED
async def test_fee_of_a_unified_account_is_a_cost(mended: bool) -> None:
    client = unified(LINEAR, mended=mended)

    trade = client.parse_trade(FILL, client.market("BTC/USDT:USDT"))

    await client.close()
    assert float(trade["fee"]["cost"]) == (0.36 if mended else -0.36)


@MENDED
async def test_market_buy_of_a_unified_account_spends_what_was_meant(mended: bool) -> None:
    client = unified(SPOT, mended=mended)

    sent = client.create_uta_order_request(
        "BTC/USDT", "market", "buy", 0.004, None, {"cost": "240.00004"}
    )

    await client.close()
    assert sent["qty"] == ("240.00004000" if mended else "0.004")


@MENDED
async def test_reduce_only_is_read_in_small_letters_too(mended: bool) -> None:
    client = unified(LINEAR, mended=mended)
    row = {**FILL, "qty": "0.01", "orderStatus": "new", "reduceOnly": "no", "posSide": ""}

    order = client.parse_order(row, client.market("BTC/USDT:USDT"))

    await client.close()
    assert order["reduceOnly"] is not mended


@MENDED
async def test_cancelled_stop_of_a_unified_account_is_not_open(mended: bool) -> None:
    client = unified(LINEAR, mended=mended)
    row = {
        "orderId": "1",
        "clientOid": "mine",
        "category": "USDT-FUTURES",
        "symbol": "BTCUSDT",
        "qty": "0.01",
        "posSide": "long",
        "status": "cancelled",
        "slTriggerBy": "market",
        "stopLoss": "58000",
        "createdTime": "1750000000000",
    }

    order = client.parse_order(row, client.market("BTC/USDT:USDT"))

    await client.close()
    assert order["side"] == ("sell" if mended else None)
    assert order["status"] == "canceled"


@MENDED
async def test_close_of_a_long_in_hedge_mode_is_a_sale(mended: bool) -> None:
    client = classic(LINEAR, mended=mended)
    row = {
        "tradeId": "1",
        "orderId": "2",
        "symbol": "BTCUSDT",
        "side": "buy",
        "price": "60000",
        "baseVolume": "0.01",
        "tradeSide": "close",
        "posMode": "hedge_mode",
        "feeDetail": [{"feeCoin": "USDT", "totalFee": "-0.36"}],
        "cTime": "1750000000000",
    }

    trade = client.parse_trade(row, client.market("BTC/USDT:USDT"))

    await client.close()
    assert trade["side"] == ("sell" if mended else "buy")


@pytest.mark.parametrize(("mended", "told"), [(False, "IndexError"), (True, "InvalidOrder")])
async def test_cancel_of_a_stop_that_is_gone_is_told(mended: bool, told: str) -> None:
    client = classic(LINEAR, mended=mended)
    failure = {"clientOid": "mine", "errorMsg": "The order does not exist", "errorCode": "43025"}
    client.privateMixPostV2MixOrderCancelPlanOrder = answering(
        {"successList": [], "failureList": [failure]}
    )

    with pytest.raises(Exception) as failed:
        await client.cancel_order(None, "BTC/USDT:USDT", {"clientOrderId": "mine", "trigger": True})

    await client.close()
    assert classes(failed.value)[0] == told
    texts = VENUES["BITGF"].errors.unknown_order
    assert not mended or (texts and texts.search(str(failed.value)))


@MENDED
async def test_open_orders_are_read_to_their_end(mended: bool) -> None:
    client = classic(LINEAR, mended=mended)
    rows = [
        {"orderId": str(number), "clientOid": f"id{number}", "symbol": "BTCUSDT", "side": "buy"}
        for number in range(150, 0, -1)
    ]

    async def page(request: Mapping[str, Any]) -> object:
        less = int(request.get("idLessThan", 10**9))
        chosen = [row for row in rows if int(row["orderId"]) < less][:100]
        return {"code": "00000", "data": {"entrustedList": chosen}}

    client.privateMixGetV2MixOrderOrdersPending = page
    orders = await client.fetch_open_orders(None, None, None, {})
    await client.close()
    assert len(orders) == (150 if mended else 100)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("40815", RequestOutcome.REFUSED),
        ("40816", RequestOutcome.REFUSED),
        ("25205", RequestOutcome.REFUSED),
        ("40917", RequestOutcome.REFUSED),
        ("40762", RequestOutcome.REFUSED),
        ("40085", RequestOutcome.REFUSED),
        ("40786", RequestOutcome.UNKNOWN),
        ("25212", RequestOutcome.UNKNOWN),
        ("40010", RequestOutcome.UNKNOWN),
        ("40725", RequestOutcome.UNKNOWN),
        ("45001", RequestOutcome.UNKNOWN),
        ("40200", RequestOutcome.UNKNOWN),
        ("429", RequestOutcome.NOT_SENT),
        ("40008", RequestOutcome.NOT_SENT),
    ],
)
async def test_what_a_code_means_for_an_order(code: str, outcome: RequestOutcome) -> None:
    """40010 is a time-out: the client takes it for a refused key."""
    client = classic(SPOT, mended=False)
    told = {"code": code, "msg": "the venue's words", "data": None}
    body = f'{{"code":"{code}","msg":"the venue\'s words","data":null}}'
    with pytest.raises(Exception) as failed:
        client.handle_errors(400, "", "", "POST", {}, body, told, {}, None)
    await client.close()

    assert outcome_of(failed.value, Trace(sent=1), VENUES["bitget"].errors) is outcome
