"""What ccxt's client of Gate gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.gate_client import CORRECTIONS

SPOT, SWAP = "BTC/USDT", "BTC/USDT:USDT"
MARKET = {
    "id": "BTC_USDT",
    "base": "BTC",
    "quote": "USDT",
    "baseId": "BTC",
    "quoteId": "USDT",
    "option": False,
    "future": False,
    "margin": False,
}
MARKETS = [
    MARKET
    | {"symbol": SPOT, "type": "spot", "spot": True, "swap": False, "contract": False}
    | {"precision": {"amount": "0.000001", "price": "0.1"}},
    MARKET
    | {"symbol": SWAP, "type": "swap", "swap": True, "contract": True, "spot": False}
    | {"contractSize": "0.0001", "linear": True, "settle": "USDT", "settleId": "usdt"}
    | {"precision": {"amount": "1", "price": "0.1"}},
]
OURS = "d382e5a6a2bd1257020570205b73"

both = pytest.mark.parametrize("mended", [False, True], ids=["as it is", "mended"])


def client_of(*, mended: bool, **options: object) -> Any:
    """Return a client with two markets, mended or as it is; nothing of it leaves."""
    keys = {"apiKey": "k", "secret": "s", "number": str}
    options = {"unifiedAccount": False, "defaultType": "swap", **options}
    client: Any = load_client("gate")({**keys, "options": options})
    client.set_markets([dict(market) for market in MARKETS])
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    return client


def told(client: Any, name: str, *answers: object) -> list[dict[str, Any]]:
    """Have an endpoint give these answers; returns what it will be asked."""
    asked: list[dict[str, Any]] = []
    left = list(answers)

    async def answer(request: Any = None) -> Any:
        asked.append(dict(request or {}))
        return left.pop(0) if left else []

    setattr(client, name, answer)
    return asked


@both
@pytest.mark.parametrize("end", ["position_closed", "reduce_only", "stp", "poc", "small"])
def test_every_end_of_an_order_is_one(end: str, mended: bool) -> None:
    row = {"id": 1, "contract": "BTC_USDT", "size": 10, "left": 10, "price": "0", "tif": "ioc"}
    order = client_of(mended=mended).parse_order({**row, "status": "finished", "finish_as": end})

    assert order["status"] == ("canceled" if mended else end)


@both
def test_what_a_market_order_has_bought_is_read(mended: bool) -> None:
    row = {"id": "1", "currency_pair": "BTC_USDT", "type": "market", "side": "buy"} | {
        "account": "spot",
        "amount": "600",
        "left": "0.0",
        "avg_deal_price": "60000.1",
        "filled_amount": "0.009999",
        "status": "closed",
        "finish_as": "filled",
    }
    order = client_of(mended=mended, defaultType="spot").parse_order(row)

    assert (order["filled"] == "0.009999") is mended


@both
def test_orders_say_nothing_that_gate_does_not_know(mended: bool) -> None:
    params = {"clientOrderId": OURS, "reduceOnly": True, "marginMode": "cross", "hedged": True}
    request = client_of(mended=mended).create_order_request(SWAP, "market", "sell", 5, None, params)

    assert ({"marginMode", "hedged"} & request.keys() == set()) is mended
    assert (request["size"], request["reduce_only"], request["text"]) == (-5, True, f"t-{OURS}")


@both
def test_stop_is_named_like_other_orders(mended: bool) -> None:
    params = {"clientOrderId": OURS, "triggerPrice": "58000", "reduceOnly": True}
    request = client_of(mended=mended).create_order_request(SWAP, "market", "sell", 5, None, params)

    assert request["initial"]["text"] == (f"t-{OURS}" if mended else OURS)
    assert (request["initial"]["reduce_only"], request["trigger"]["rule"]) == (True, 2)


@both
async def test_trades_of_a_perpetual_order_are_asked_for_by_its_number(mended: bool) -> None:
    client = client_of(mended=mended)
    by_time = told(client, "privateFuturesGetSettleMyTradesTimerange")
    by_order = told(client, "privateFuturesGetSettleMyTrades")

    await client.fetch_order_trades("7", SWAP)

    assert bool(by_time) is not mended
    assert [one["order"] for one in by_order] == (["7"] if mended else [])


@both
async def test_lists_are_read_to_their_end(mended: bool) -> None:
    client = client_of(mended=mended)
    pages = [
        [{"id": number, "contract": "BTC_USDT", "size": 1, "status": "open"} for number in rows]
        for rows in (range(100), range(100, 103))
    ]
    asked = told(client, "privateFuturesGetSettleOrders", *pages)

    orders = await client.fetch_open_orders(None, None, None, {})

    assert (len(orders), len(asked)) == ((103, 2) if mended else (100, 1))


@both
async def test_flat_positions_don_t_push_others_off_the_page(mended: bool) -> None:
    client = client_of(mended=mended)
    asked = told(client, "privateFuturesGetSettlePositions")

    await client.fetch_positions()

    assert (asked[0].get("holding") is True) is mended


@both
async def test_position_mode_is_told(mended: bool) -> None:
    client = client_of(mended=mended)
    told(client, "privateFuturesGetSettleAccounts", {"in_dual_mode": True, "position_mode": "dual"})
    if not mended:
        with pytest.raises(Exception, match="not supported"):
            await client.fetch_position_mode()
        return
    assert (await client.fetch_position_mode())["hedged"] is True


async def test_positions_that_are_split_by_order_are_not_traded() -> None:
    client = client_of(mended=True)
    told(client, "privateFuturesGetSettleAccounts", {"position_mode": "dual_plus"})

    with pytest.raises(ValueError, match="one-way or hedge mode"):
        await client.fetch_position_mode()


@pytest.mark.parametrize("dual", [False, True])
@pytest.mark.parametrize(
    ("mode", "says"),
    [
        ("cross", {"leverage": "0", "cross_leverage_limit": "5"}),
        ("isolated", {"leverage": "5"}),
    ],
)
async def test_leverage_says_its_margin_mode(mode: str, says: dict[str, str], dual: bool) -> None:
    client = client_of(mended=True, dualMode=dual)
    single = told(client, "privateFuturesPostSettlePositionsContractLeverage")
    hedged = told(client, "privateFuturesPostSettleDualCompPositionsContractLeverage")

    await client.set_leverage(5, SWAP, {"mgnMode": mode})

    assert (hedged if dual else single) == [{"settle": "usdt", "contract": "BTC_USDT", **says}]
    assert not (single if dual else hedged)


async def test_client_as_it_is_sends_words_of_ours_with_a_leverage() -> None:
    client = client_of(mended=False)
    asked = told(client, "privateFuturesPostSettlePositionsContractLeverage")

    await client.set_leverage(5, SWAP, {"marginMode": "cross"})

    assert "marginMode" in asked[0]


@both
def test_cross_positions_have_their_leverage(mended: bool) -> None:
    row = {"contract": "BTC_USDT", "size": 10, "leverage": "0", "cross_leverage_limit": "7"}
    position = client_of(mended=mended).parse_position({**row, "value": "60", "pnl_fee": "0"})

    assert (position["marginMode"], position["leverage"]) == ("cross", "7" if mended else "0")


@both
async def test_margin_of_positions_stays_in_a_unified_total(mended: bool) -> None:
    of_spot = {"defaultType": "spot"}
    client = client_of(mended=mended, unifiedAccount=True, fetchBalance=of_spot)
    usdt = {"available": "400", "freeze": "0", "equity": "1050"}
    told(client, "privateUnifiedGetAccounts", {"balances": {"USDT": usdt}})
    told(client, "privateFuturesGetSettleAccounts", {"unrealised_pnl": "50"})

    balance = await client.fetch_balance({})

    assert float(balance["total"]["USDT"]) == (1000 if mended else 400)


@both
def test_contract_that_ends_is_not_active(mended: bool) -> None:
    row = {"name": "BTC_USDT", "in_delisting": True, "quanto_multiplier": "0.0001"} | {
        "order_price_deviate": "0.2",
        "mark_price": "60000",
        "order_price_round": "0.1",
        "status": "delisting",
    }
    market = client_of(mended=mended).parse_contract_market(row, "usdt")

    assert market["active"] is not mended


@both
async def test_users_number_is_found_out_for_streams(mended: bool) -> None:
    client = client_of(mended=mended)
    told(client, "privateAccountGetDetail", {"user_id": 10406147})
    sent: list[Any] = []

    async def watch(*arguments: Any) -> None:
        sent.append(arguments[2]["payload"])

    client.watch = watch
    arguments: tuple[Any, ...] = (
        "wss://fx-ws.gateio.ws/v4/ws/usdt",
        "orders",
        ["!all"],
        "futures.orders",
        {},
        True,
    )
    if not mended:
        with pytest.raises(Exception, match="requires uid"):
            await client.subscribe_private(*arguments)
        return
    await client.subscribe_private(*arguments)
    assert sent == [["10406147", "!all"]]
    await client.close()


BOOK = "privateFuturesGetSettleAccountBook"


@both
async def test_funding_has_its_number_market_and_price(mended: bool) -> None:
    """The market of a row is its own field; the remark beside it is no market's name alone."""
    row = {"time": 1796001918.9, "change": "-0.6", "balance": "9", "type": "fund", "id": "77"}
    row |= {"contract": "BTC_USDT", "text": "BTC_USDT:123"}
    client = client_of(mended=mended)
    asked = told(client, BOOK, [row])
    told(client, "publicFuturesGetSettleCandlesticks", [{"t": 1796001900, "o": "60000"}])
    paid = await client.fetch_funding_history(SWAP, 1_796_000_000_000)
    assert [(one["id"], one["amount"], one["price"]) for one in paid] == (
        [("77", "-0.6", "60000")] if mended else []
    )
    assert (asked[0]["type"], asked[0]["from"]) == ("fund", 1_796_000_000)


async def test_price_of_another_minute_is_none() -> None:
    row = {"time": 1796001918, "change": "-0.6", "type": "fund", "id": "77"}
    client = client_of(mended=True)
    told(client, BOOK, [row])
    told(client, "publicFuturesGetSettleCandlesticks", [{"t": 1796001840, "o": "60000"}])
    (paid,) = await client.fetch_funding_history(SWAP, 1_796_000_000_000)
    assert paid["price"] is None


async def test_what_was_paid_in_is_told_to_the_last_page() -> None:
    rows = [
        {"time": 1796001918 - number, "change": "-5", "type": "dnw", "id": str(500 - number)}
        for number in range(130)
    ]
    client = client_of(mended=True)
    told(client, BOOK, rows[:100], rows[100:])
    params = {"type": "dnw", "endTime": 1_796_002_000_000}
    found = await client.fetch_ledger(None, 1_796_000_000_000, 50, params)
    assert len(found) == 130
    assert {row["direction"] for row in found} == {"out"}
