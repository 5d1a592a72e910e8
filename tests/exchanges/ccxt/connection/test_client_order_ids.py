"""Client order ids: as each venue wants them, in the requests that really leave."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from decimal import Decimal
import importlib
import json
import logging
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from custom_components.tradehook.exchanges.ccxt.connection.client_order_ids import (
    decode,
    encode,
    filled_in,
)
from custom_components.tradehook.exchanges.ccxt.connection.conversion import sending
from custom_components.tradehook.exchanges.ccxt.core.markets import ListedMarket
from custom_components.tradehook.exchanges.port.exchange import OrderRequest
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.orders import Address, IdFormat
from custom_components.tradehook.exchanges.venues.model.venue import Venue
from custom_components.tradehook.trading.model.market import Market, MarketType, OrderSide
from custom_components.tradehook.trading.model.order import client_order_id
from custom_components.tradehook.trading.model.sections import OrderType

D = Decimal
OURS = client_order_id("a position", 7)


@pytest.mark.parametrize(
    ("id_format", "spelled"),
    [
        (IdFormat.HEX, OURS),
        (IdFormat.GATE, f"t-{OURS[4:]}"),
        (IdFormat.HEX_0X, f"0x{OURS}"),
        (IdFormat.UUID, f"{OURS[:8]}-{OURS[8:12]}-{OURS[12:16]}-{OURS[16:20]}-{OURS[20:]}"),
    ],
)
def test_id_is_spelled_and_read_back(id_format: IdFormat, spelled: str) -> None:
    assert encode(OURS, id_format) == spelled
    assert decode(spelled, id_format) == OURS


def test_number_fits_into_63_bits_and_can_be_compared() -> None:
    spelled = encode(OURS, IdFormat.NUMBER)
    assert 0 < int(spelled) < 2**63
    assert spelled == encode(OURS, IdFormat.NUMBER)
    assert spelled != encode(client_order_id("a position", 8), IdFormat.NUMBER)


@pytest.mark.parametrize("id_format", IdFormat)
@pytest.mark.parametrize("text", [None, "", "x-TKT5PX2F123", "t-abc", "web_1", "7468", "0x7468zz"])
def test_ids_of_others_are_not_ours(id_format: IdFormat, text: str | None) -> None:
    assert decode(text, id_format) is None


def test_gate_allows_28_characters_behind_its_mark() -> None:
    assert len(encode(OURS, IdFormat.GATE)) == 2 + 28


# What leaves, as the client makes it


class _Left(Exception):  # noqa: N818  no error: the request has left
    pass


def recorder(venue: Venue) -> tuple[Any, list[str]]:
    """Return the venue's client with one market; what would leave is written down."""
    client = getattr(importlib.import_module("ccxt.pro"), venue.client_id)(
        {
            "apiKey": "k" * 16,
            "secret": "c2VjcmV0c2VjcmV0",
            "password": "pass",
            "uid": "1",
            "walletAddress": "0x" + "1" * 40,
            "privateKey": "0x" + "2" * 64,
            "number": str,
            "enableRateLimit": False,
            "options": {
                "defaultType": "spot" if venue.market_type is MarketType.SPOT else "swap",
                **venue.client.options,
            },
        }
    )
    client.logger = logging.getLogger("tests.quiet")
    client.set_markets([raw_market(client, venue)])
    left: list[str] = []

    async def fetch(url: str, method: str, _headers: Any, body: Any) -> Any:
        if "query-api" in url:
            return {"retCode": 0, "result": {"unified": 1, "uta": 1}}
        if "v5/account/info" in url:
            return {"retCode": 0, "result": {"unifiedMarginStatus": 6}}
        if "account/accounts" in url:
            return {"status": "ok", "data": [{"id": "1", "type": "spot", "state": "working"}]}
        if body and "userAbstraction" in str(body):
            return "default"
        query = urlsplit(url)
        left.append(f"{method} {query.path} {dict(parse_qsl(query.query))} {_read(body)}")
        raise _Left

    async def nothing(*_: object) -> bool:
        return True

    client.fetch = fetch
    for name in venue.client.stubs:
        setattr(client, name, nothing)
    for correction in venue.client.corrections:
        correction.apply(client)
    return client, left


def _read(body: Any) -> object:
    if not body:
        return {}
    try:
        return json.loads(body)
    except ValueError:
        return dict(parse_qsl(str(body)))


def raw_market(client: Any, venue: Venue) -> Mapping[str, Any]:
    """Return a market as the client has it."""
    spot = venue.market_type is MarketType.SPOT
    return {
        **client.safe_market_structure(),
        "id": "BTC-USDT",
        "lowercaseId": "btcusdt",
        "baseId": "1" if venue.client_id == "hyperliquid" else "BTC",
        "quoteId": "USDT",
        "symbol": "BTC/USDT" if spot else "BTC/USDT:USDT",
        "base": "BTC",
        "quote": "USDT",
        "settle": None if spot else "USDT",
        "settleId": None if spot else "USDT",
        "type": "spot" if spot else "swap",
        "spot": spot,
        "margin": False,
        "swap": not spot,
        "future": False,
        "option": False,
        "active": True,
        "contract": not spot,
        "linear": None if spot else True,
        "inverse": None if spot else False,
        "contractSize": None if spot else "0.01",
        "precision": {"amount": "0.00001" if spot else "1", "price": "0.01"},
        "limits": {"amount": {"min": "0.00001"}, "price": {}, "cost": {}, "leverage": {}},
        "info": {"orderTypes": ORDER_TYPES},
    }


ORDER_TYPES = ["LIMIT", "MARKET", "STOP_LOSS", "STOP_MARKET"]
LISTED = {
    kind: ListedMarket(
        Market(
            symbol="BTC/USDT" if kind is MarketType.SPOT else "BTC/USDT:USDT",
            native_symbol="BTC-USDT",
            base="BTC",
            quote="USDT",
            market_type=kind,
            price_tick=D("0.01"),
            amount_step=D("0.00001"),
            min_amount=D("0.00001"),
            min_cost=D(5),
        ),
        D(1) if kind is MarketType.SPOT else D("0.01"),
        frozenset(ORDER_TYPES),
    )
    for kind in MarketType
}


def leaves(venue: Venue, call: Callable[[Any], Coroutine[Any, Any, Any]]) -> str:
    """Return the last request that a call makes."""
    client, left = recorder(venue)

    async def run() -> None:
        with suppress(_Left):
            await call(client)

    asyncio.run(run())
    assert left, "nothing left"
    return left[-1]


def order_leaves(
    venue: Venue,
    side: OrderSide,
    order_type: OrderType,
    *,
    exits: bool = False,
    trigger: Decimal | None = None,
) -> str:
    """Return the request that an order of ours becomes."""
    linear = venue.market_type is MarketType.LINEAR
    listed = LISTED[venue.market_type]
    request = OrderRequest(
        client_order_id=OURS,
        symbol=listed.market.symbol,
        side=side,
        order_type=order_type,
        amount=D("0.5"),
        price=D(65000) if order_type is OrderType.LIMIT else None,
        reduce_only=exits and linear,
        is_exit=exits,
        trigger=trigger,
    )
    made = sending(request, venue, listed, hedge_mode=False, best=D(65000))
    return leaves(
        venue,
        lambda client: client.create_order(
            made.symbol, made.order_type, made.side, made.amount, made.price, made.params
        ),
    )


NAMES = {
    "binance": "newClientOrderId",
    "binanceus": "newClientOrderId",
    "binanceusdm": "newClientOrderId",
    "bybit": "orderLinkId",
    "okx": "clOrdId",
    "kucoin": "clientOid",
    "kucoinfutures": "clientOid",
    "kraken": "cl_ord_id",
    "krakenfutures": "cliOrdId",
    "gate": "text",
    "bitget": "clientOid",
    "mexc": "newClientOrderId",
    "htx": "client-order-id",
    "coinbase": "client_order_id",
    "cryptocom": "client_oid",
    "bitvavo": "clientOrderId",
    "woo": "clientOrderId",
    "hyperliquid": "c",
    "hitbtc": "client_order_id",
    "poloniex": "clientOrderId",
}
"""What each venue calls the client order id of a new order, by its documentation."""


@pytest.mark.parametrize("venue", VENUES.values(), ids=VENUES)
@pytest.mark.parametrize("order_type", OrderType)
@pytest.mark.parametrize("side", OrderSide)
def test_every_order_carries_our_id_as_its_venue_calls_that(
    venue: Venue, side: OrderSide, order_type: OrderType
) -> None:
    left = order_leaves(venue, side, order_type)
    assert left.startswith("POST ")
    assert f"'{NAMES[venue.client_id]}': '{encode(OURS, venue.ids.format)}'" in left


@pytest.mark.parametrize("venue", VENUES.values(), ids=VENUES)
def test_market_sell_says_how_much_to_sell_and_no_price(venue: Venue) -> None:
    """A price would turn it into another order on half of the venues."""
    left = order_leaves(venue, OrderSide.SELL, OrderType.MARKET, exits=True)
    size = "0.5" if venue.market_type is MarketType.SPOT else "50"
    assert (
        f"'{size}'" in left or f" {size}," in left or f" {size}}}" in left or f" -{size}," in left
    )
    if not venue.market_orders.price_needed:
        assert "65000" not in left
        assert "32500" not in left


@pytest.mark.parametrize(
    "venue",
    [row for row in VENUES.values() if row.market_type is MarketType.SPOT],
    ids=lambda row: row.code,
)
def test_spot_never_says_reduce_only(venue: Venue) -> None:
    left = order_leaves(venue, OrderSide.SELL, OrderType.MARKET, exits=True)
    assert "reduce" not in left.lower() or venue.client_id == "hyperliquid"


@pytest.mark.parametrize(
    "venue",
    [row for row in VENUES.values() if row.market_type is MarketType.LINEAR],
    ids=lambda row: row.code,
)
def test_exit_of_a_perpetual_is_reduce_only(venue: Venue) -> None:
    left = order_leaves(venue, OrderSide.SELL, OrderType.MARKET, exits=True)
    says = {"hyperliquid": "'r': True"}
    assert says.get(venue.client_id, "reduce") in left or "educeOnly" in left


@pytest.mark.parametrize(
    "venue",
    [row for row in VENUES.values() if row.market_orders.buys_for_cost],
    ids=lambda row: row.code,
)
def test_market_buy_for_a_cost_says_what_the_amount_costs(venue: Venue) -> None:
    left = order_leaves(venue, OrderSide.BUY, OrderType.MARKET)
    assert "32500" in left


@pytest.mark.parametrize("venue", VENUES.values(), ids=VENUES)
def test_look_up_and_cancel_carry_the_id_alone(venue: Venue) -> None:
    symbol = LISTED[venue.market_type].market.symbol
    spelled = encode(OURS, venue.ids.format)

    def asks(name: str, address: Address) -> str:
        order_id = filled_in({"id": address.order_id}, spelled)["id"]
        params = filled_in(address.params, spelled)
        return leaves(venue, lambda client: getattr(client, name)(order_id, symbol, params))

    for name, address in (
        ("fetch_order", venue.lookup.find),
        ("cancel_order", venue.lookup.cancel),
    ):
        if address is None:
            continue
        left = asks(name, address)
        assert spelled in left
        assert "None" not in left.replace("None,", "")
        assert "''" not in left


@pytest.mark.parametrize(
    "venue",
    [row for row in VENUES.values() if row.lookup.scan and row.lookup.scan.params],
    ids=lambda row: row.code,
)
def test_lists_are_narrowed_down_to_the_order(venue: Venue) -> None:
    assert venue.lookup.scan is not None
    symbol = LISTED[venue.market_type].market.symbol
    params = filled_in(venue.lookup.scan.params, OURS)
    for name in ("fetch_open_orders", venue.lookup.scan.finished):
        assert name is not None
        call = leaves(venue, lambda client: getattr(client, name)(symbol, None, None, params))  # noqa: B023
        assert OURS in call
