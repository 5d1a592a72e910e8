"""What ccxt's client of Kraken Futures gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import classes
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.krakenfutures_client import CORRECTIONS

SYMBOL = "BTC/USD:USD"
MARKET = {
    "id": "PF_XBTUSD",
    "symbol": SYMBOL,
    "base": "BTC",
    "quote": "USD",
    "settle": "USD",
    "baseId": "xbt",
    "quoteId": "usd",
    "type": "swap",
    "spot": False,
    "swap": True,
    "contract": True,
    "linear": True,
    "inverse": False,
    "contractSize": "1",
    "taker": "0.0005",
    "maker": "0.0002",
    "precision": {"amount": "0.0001", "price": "1"},
}
both = pytest.mark.parametrize("mended", [False, True], ids=["as it is", "mended"])


def client_of(*, mended: bool, **answers: object) -> Any:
    """Return a client with one market and the answers to some of its questions."""
    client: Any = load_client("krakenfutures")({"apiKey": "k", "secret": "cw==", "number": str})
    client.set_markets([MARKET])
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)

    def told(answer: object) -> Any:
        async def ask(*_: object) -> object:
            return answer

        return ask

    for method, answer in answers.items():
        setattr(client, method, told(answer))
    return client


def placed(status: str) -> Mapping[str, Any]:
    """Return the answer to an order that was not placed."""
    return {"result": "success", "sendStatus": {"status": status, "orderEvents": []}}


@both
@pytest.mark.parametrize(
    ("status", "told", "as_it_is"),
    [
        ("wouldNotReducePosition", "InvalidOrder", "ExchangeError"),
        ("maxPositionViolation", "InvalidOrder", "BadRequest"),
        ("somethingNew", "InvalidOrder", None),
        ("marketSuspended", "ContractUnavailable", "ExchangeNotAvailable"),
        ("insufficientAvailableFunds", "InsufficientFunds", "InsufficientFunds"),
        ("clientOrderIdAlreadyExist", "DuplicateOrderId", "DuplicateOrderId"),
    ],
)
async def test_refusals(mended: bool, status: str, told: str, as_it_is: str | None) -> None:
    client = client_of(mended=mended, privatePostSendorder=placed(status))
    expected = told if mended else as_it_is
    if expected is None:
        assert (await client.create_order(SYMBOL, "market", "buy", 1))["id"] is None
        return
    with pytest.raises(Exception) as failed:
        await client.create_order(SYMBOL, "market", "buy", 1)
    assert classes(failed.value)[0] == expected


@both
async def test_trades_within_an_answer(mended: bool) -> None:
    prior = {"orderId": "1", "symbol": "PF_XBTUSD", "side": "buy", "quantity": 1, "filled": 0}
    execution = {"type": "EXECUTION", "executionId": "2", "price": 60_000, "amount": 1}
    events = [{**execution, "orderPriorExecution": prior}]
    answer = {"sendStatus": {"status": "placed", "order_id": "1", "orderEvents": events}}
    client = client_of(mended=mended, privatePostSendorder=answer)

    order = await client.create_order(SYMBOL, "market", "buy", 1)
    assert (order["status"], len(order["trades"])) == ("closed", 0 if mended else 1)


@both
@pytest.mark.parametrize("state", ["REJECTED", "TRIGGER_ACTIVATION_FAILURE"])
def test_states_of_what_is_over(mended: bool, state: str) -> None:
    found = client_of(mended=mended).parse_order_status(state)
    assert found == ("rejected" if mended else state)


def in_history(what: str, filled: str, left: str) -> Mapping[str, Any]:
    """Return a history with one event of an order."""
    order = {"uid": "1", "clientId": "mine", "tradeable": "PF_XBTUSD", "direction": "Buy"}
    order |= {"filled": filled, "quantity": left, "timestamp": "1700000000000"}
    name = "newOrder" if what == "OrderUpdated" else "order"
    return {"elements": [{"event": {what: {name: order}}}]}


@pytest.mark.parametrize(
    ("history", "told"),
    [
        (in_history("OrderUpdated", "2", "0"), ("closed", "2")),
        (in_history("OrderCancelled", "0.5", "1.5"), ("canceled", "0.5")),
        (in_history("OrderRejected", "0", "2"), ("rejected", "0")),
        (in_history("OrderPlaced", "2", "0"), ("closed", "2")),
    ],
)
async def test_order_that_is_over_is_found_in_the_history(
    history: Mapping[str, Any], told: tuple[str, str]
) -> None:
    nothing: Mapping[str, Any] = {"elements": []}
    client = client_of(
        mended=True, request={"orders": []}, historyGetOrders=history, historyGetTriggers=nothing
    )
    found = await client.fetch_order(None, SYMBOL, {"clientOrderId": "mine"})
    assert (found["status"], found["filled"], found["id"]) == (*told, "1")
    with pytest.raises(Exception) as failed:
        await client.fetch_order(None, SYMBOL, {"clientOrderId": "another"})
    assert classes(failed.value)[0] == "OrderNotFound"


@pytest.mark.parametrize("what", ["OrderPlaced", "OrderUpdated"])
async def test_order_whose_end_is_not_told_is_not_taken_for_absent(what: str) -> None:
    nothing: Mapping[str, Any] = {"elements": []}
    client = client_of(
        mended=True,
        request={"orders": []},
        historyGetOrders=in_history(what, "0", "2"),
        historyGetTriggers=nothing,
    )
    with pytest.raises(Exception, match="does not tell yet") as failed:
        await client.fetch_order(None, SYMBOL, {"clientOrderId": "mine"})
    assert classes(failed.value)[0] == "ExchangeError"


@both
async def test_cancel_by_our_id(mended: bool) -> None:
    asked: list[Mapping[str, Any]] = []
    client = client_of(mended=mended)

    async def cancel(question: Mapping[str, Any]) -> object:
        asked.append(question)
        return {"cancelStatus": {"status": "cancelled", "order_id": "1"}}

    client.privatePostCancelorder = cancel
    await client.cancel_order(None, SYMBOL, {"cliOrdId": "mine"})
    assert asked == [{"cliOrdId": "mine"} if mended else {"order_id": None, "cliOrdId": "mine"}]


@both
async def test_trades_since_a_time_have_more_than_one_page(mended: bool) -> None:
    fills = [
        {
            "fill_id": str(number),
            "fillTime": f"2026-11-29T10:{number // 60:02d}:{number % 60:02d}.000Z",
            "symbol": "PF_XBTUSD",
            "side": "buy",
            "order_id": "1",
            "size": "1",
            "price": "60000",
            "fillType": "taker",
        }
        for number in range(250)
    ]
    client = client_of(mended=mended)

    async def told(question: Mapping[str, Any]) -> object:
        before = question.get("lastFillTime", "9")
        return {"fills": [one for one in reversed(fills) if str(one["fillTime"]) < before][:100]}

    client.privateGetFills = told
    since = client.parse8601("2026-11-29T10:00:00.000Z")
    assert len(await client.fetch_my_trades(SYMBOL, since)) == (250 if mended else 100)


@both
def test_margin_mode_of_a_position(mended: bool) -> None:
    position = {"symbol": "PF_XBTUSD", "side": "long", "size": "1", "maxFixedLeverage": "5"}
    found = client_of(mended=mended).parse_position(position)
    assert found.get("marginMode") == ("isolated" if mended else None)


async def test_leverage_of_a_market_that_shares_its_margin_is_refused() -> None:
    client = client_of(mended=True, privatePutLeveragepreferences={"result": "success"})
    await client.set_margin_mode("isolated", SYMBOL, {"leverage": 5})
    await client.set_margin_mode("cross", SYMBOL)
    with pytest.raises(Exception, match="always has its highest leverage") as failed:
        await client.set_margin_mode("cross", SYMBOL, {"leverage": 5})
    assert classes(failed.value)[0] == "NotSupported"


PUSHED = {
    "instrument": "PF_XBTUSD",
    "time": 1_700_000_000_000,
    "last_update_time": 1_700_000_000_000,
    "limit_price": 60_000.0,
    "stop_price": 0.0,
    "type": "limit",
    "order_id": "an order",
    "cli_ord_id": "an id of ours",
    "direction": 1,
    "reduce_only": False,
}


async def test_what_is_pushed_of_orders_is_not_to_be_relied_on() -> None:
    """So Kraken Futures is asked. Once this fails, its streams may be tried."""
    client = client_of(mended=True)
    stream = client.client("wss://futures.kraken.com/ws/v1")
    for filled in (0, 0.3, 0.6):
        reason = "partial_fill" if filled else "new_placed_order_by_user"
        order = {**PUSHED, "qty": 1 - filled, "filled": filled}
        told = {"feed": "open_orders", "order": order, "is_cancel": False, "reason": reason}
        client.handle_message(stream, told)
    (known,) = client.orders
    assert known["clientOrderId"] is None
    assert float(known["filled"]) == 0.9, "the exchange has said 0.6"
    over = {"order_id": "an order", "cli_ord_id": "an id of ours", "reason": "full_fill"}
    client.handle_message(stream, {"feed": "open_orders", "is_cancel": True, **over})
    (known,) = client.orders
    assert known["status"] == "canceled", "it was filled"
    await client.close()
