"""Test Kraken Futures through an unmodified client of ccxt, and by what its documentation says."""

from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.market import Kind
from ..faults import Effect, Fault
from .krakenfutures import FakeKrakenFutures

D = Decimal
BTC = "BTC/USD:USD"


async def order(
    flex: Any, side: str, amount: float, price: float | None = None, **params: Any
) -> Any:
    """Place a market order, or with a price a limit order."""
    return await flex.create_order(BTC, "limit" if price else "market", side, amount, price, params)


async def asked(flex: Any, **named: object) -> Any:
    """Ask for an order as it is documented: the client does so by another method."""
    answer = await flex.request("orders/status", "private", "POST", {"orderIds": [], **named})
    return answer["orders"]


async def test_markets_are_those_in_dollars_and_in_coins(flex: Any) -> None:
    market = flex.market(BTC)
    assert (market["id"], market["linear"], market["contractSize"]) == ("PF_XBTUSD", True, 1)
    assert market["precision"] == {"amount": 0.0001, "price": 1}
    assert flex.market("BTC/USD:BTC")["inverse"]
    assert (await flex.fetch_ticker(BTC))["bid"] == 60_000


async def test_life_of_an_order(flex: Any, venue: FakeKrakenFutures) -> None:
    placed = await order(flex, "buy", 0.01, 59_000, clientOrderId="mine")
    (opened,) = await flex.fetch_open_orders(BTC)
    venue.fill("mine", "0.004")
    (found,) = await asked(flex, cliOrdIds=["mine"])
    cancelled = await flex.cancel_order(placed["id"], BTC)
    (trade,) = await flex.fetch_my_trades(BTC)

    assert (opened["id"], opened["clientOrderId"], opened["status"]) == (
        placed["id"],
        "mine",
        "open",
    )
    assert (found["status"], found["order"]["filled"]) == ("ENTERED_BOOK", 0.004)
    assert (cancelled["status"], cancelled["filled"]) == ("canceled", 0.004)
    assert (trade["order"], trade["amount"], trade["info"]["cliOrdId"]) == (
        placed["id"],
        0.004,
        "mine",
    )
    with pytest.raises(ccxt.OrderNotFound, match="notFound"):
        await flex.cancel_order(placed["id"], BTC)


async def test_orders_that_are_over_are_known_for_five_seconds_and_in_the_history(
    flex: Any, venue: FakeKrakenFutures
) -> None:
    await order(flex, "buy", 0.01, clientOrderId="mine")
    (just,) = await asked(flex, cliOrdIds=["mine"])
    venue.clock.skew_ms = 6_000
    later = await asked(flex, cliOrdIds=["mine"])
    events = (await flex.historyGetOrders({"count": 10, "sort": "desc"}))["elements"]

    assert (just["status"], later) == ("FULLY_EXECUTED", [])
    (newest, placed) = [one["event"] for one in events]
    assert newest["OrderUpdated"]["reason"] == "full_fill"
    assert newest["OrderUpdated"]["newOrder"]["quantity"] == "0"
    assert placed["OrderPlaced"]["order"]["clientId"] == "mine"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"amount": 50}, "insufficientAvailableFunds"),
        ({"amount": 0.01, "price": 59_000, "clientOrderId": "taken"}, "clientOrderIdAlreadyExist"),
        ({"amount": 0.01, "price": 60_100, "postOnly": True}, "postWouldExecute"),
        ({"amount": 0.01, "reduceOnly": True}, "wouldNotReducePosition"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
async def test_refusals_are_words_in_an_answer_that_says_success(
    flex: Any, venue: FakeKrakenFutures, given: dict[str, Any], status: str
) -> None:
    await order(flex, "buy", 0.01, 58_000, clientOrderId="taken")
    with pytest.raises(ccxt.ExchangeError, match=status):
        await order(flex, "buy", **given)
    assert venue.requests[-1].answer["result"] == "success"  # type: ignore[index]


async def test_keys_and_parameters(flex: Any, venue: FakeKrakenFutures) -> None:
    with pytest.raises(ccxt.BaseError, match="invalidArgument: size"):
        await flex.privatePostSendorder(
            {"orderType": "mkt", "symbol": "PF_XBTUSD", "side": "buy", "size": "x"}
        )
    with pytest.raises(ccxt.BadRequest, match="invalidArgument: more"):
        await flex.privateGetOpenorders({"more": "than known"})
    venue.set_key(trade=False)
    with pytest.raises(ccxt.AuthenticationError):
        await order(flex, "buy", 0.01)
    assert await flex.fetch_open_orders() == []
    venue.set_key(revoked=True)
    with pytest.raises(ccxt.AuthenticationError):
        await flex.fetch_open_orders()


async def test_a_leverage_isolates_a_market(flex: Any, venue: FakeKrakenFutures) -> None:
    await flex.set_leverage(5, BTC)
    await order(flex, "sell", 0.1)
    (position,) = await flex.fetch_positions()

    assert (position["side"], position["contracts"], position["leverage"]) == ("short", 0.1, 5)
    assert position["marginType"] == "isolated"
    balance = await flex.fetch_balance()
    assert balance["USD"]["total"] == pytest.approx(10_000 - 3)
    assert venue.balance("USD", Kind.LINEAR) == D("9997")


async def test_a_stop_waits_for_the_price_that_it_names(
    flex: Any, venue: FakeKrakenFutures
) -> None:
    await order(flex, "buy", 0.1)
    stop: Any = {"triggerPrice": 58_000, "triggerSignal": "last", "reduceOnly": True}
    placed = await order(flex, "sell", 0.1, clientOrderId="stop", **stop)
    (waiting,) = await flex.fetch_open_orders(BTC)
    (told,) = await asked(flex, cliOrdIds=["stop"])
    venue.set_price(BTC, 58_100, mark=57_000)
    assert venue.position(BTC) == D("0.1")
    venue.set_price(BTC, 57_900)
    (ended,) = await asked(flex, cliOrdIds=["stop"])

    assert (waiting["id"], waiting["triggerPrice"]) == (placed["id"], 58_000)
    assert told["status"] == "TRIGGER_PLACED"
    assert (ended["status"], ended["order"]["filled"]) == ("FULLY_EXECUTED", 0.1)
    assert venue.position(BTC) == 0


async def test_trades_come_in_pages_back_from_a_moment(flex: Any, venue: FakeKrakenFutures) -> None:
    for number in range(150):
        venue.clock.skew_ms = number * 10
        venue.trade_outside(BTC, "0.0001")
    newest = (await flex.privateGetFills())["fills"]
    before = (await flex.privateGetFills({"lastFillTime": newest[-1]["fillTime"]}))["fills"]
    assert (len(newest), len(before)) == (100, 50)


async def test_faults_speak_the_venues_words(flex: Any, venue: FakeKrakenFutures) -> None:
    for effect, error in (
        (Effect.RATE_LIMIT, ccxt.RateLimitExceeded),
        (Effect.BAN, ccxt.DDoSProtection),
        (Effect.MAINTENANCE, ccxt.ExchangeNotAvailable),
        (Effect.UNKNOWN_OUTCOME, ccxt.ExchangeError),
    ):
        venue.faults.append(Fault(effect=effect))
        with pytest.raises(error):
            await flex.fetch_open_orders()
