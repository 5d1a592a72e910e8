"""Markets: amounts in base currency, exact numbers, read without holding up the event loop."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
import gc
import json
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import given, strategies as st
import pytest

from custom_components.tradehook.exchanges.ccxt.core.markets import (
    Catalogue,
    highest_leverage,
    listed_markets,
    load_catalogue,
    with_leverage,
)
from custom_components.tradehook.exchanges.ccxt.core.protocol import CcxtClient
from custom_components.tradehook.exchanges.ccxt.session import Background
from custom_components.tradehook.exchanges.ccxt.session.client_factory import build_client
from custom_components.tradehook.exchanges.ccxt.session.json_reading import PackedRows, read_json
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.rate_limit import Limits, RateLimit
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Environment
from custom_components.tradehook.trading.model.market import MarketType
from tests.exchanges.live import host

D = Decimal
TICK_SIZE, DECIMAL_PLACES, SIGNIFICANT_DIGITS = 4, 2, 3
SPOT, LINEAR = VENUES["BINA"], VENUES["OKEXF"]
UNLIMITED = Limits(RateLimit(10_000))


def row(**changes: Any) -> dict[str, Any]:
    """Return a spot market as the client has it."""
    return {
        "id": "BTCUSDT",
        "symbol": "BTC/USDT",
        "base": "BTC",
        "quote": "USDT",
        "spot": True,
        "active": True,
        "precision": {"amount": "0.00001", "price": "0.01"},
        "limits": {"amount": {"min": "0.0001"}, "cost": {"min": "5"}, "leverage": {}},
    } | changes


def perpetual(**changes: Any) -> dict[str, Any]:
    """Return a perpetual whose contract is 0.01 BTC."""
    return (
        row(
            id="BTC-USDT-SWAP",
            symbol="BTC/USDT:USDT",
            spot=False,
            swap=True,
            linear=True,
            contract=True,
            contractSize="0.01",
            precision={"amount": "0.1", "price": "0.1"},
            limits={"amount": {"min": "0.1"}, "cost": {}, "leverage": {"max": "100"}},
        )
        | changes
    )


def test_spot_market_keeps_the_venues_numbers_exactly() -> None:
    listed = listed_markets([row()], SPOT, TICK_SIZE)["BTC/USDT"]
    market = listed.market
    assert (market.price_tick, market.amount_step) == (D("0.01"), D("0.00001"))
    assert (market.min_amount, market.min_cost, market.max_leverage) == (D("0.0001"), D(5), 1)
    assert (market.native_symbol, market.market_type) == ("BTCUSDT", MarketType.SPOT)
    assert listed.contract_size == 1


def test_amounts_of_contracts_are_in_base_currency() -> None:
    listed = listed_markets([perpetual()], LINEAR, TICK_SIZE)["BTC/USDT:USDT"]
    market = listed.market
    assert listed.contract_size == D("0.01")
    assert (market.amount_step, market.min_amount) == (D("0.001"), D("0.001"))
    assert market.max_leverage == 100


@pytest.mark.parametrize(
    "unwanted",
    [
        {"active": False},
        {"spot": False, "swap": True, "linear": False, "inverse": True},
        {"spot": False, "future": True},
    ],
)
def test_what_cannot_be_traded_is_left_out(unwanted: Mapping[str, Any]) -> None:
    assert not listed_markets([row(**unwanted)], SPOT, TICK_SIZE)


def test_market_that_can_not_be_read_hides_no_other() -> None:
    odd = row(symbol="ETH/USDT", limits=["none"])
    assert listed_markets([odd, row()], SPOT, TICK_SIZE).keys() == {"BTC/USDT"}


def test_market_that_says_nothing_of_its_state_is_taken() -> None:
    assert listed_markets([row(active=None)], SPOT, TICK_SIZE)


def test_minimum_is_never_below_one_step() -> None:
    listed = listed_markets([row(limits={})], SPOT, TICK_SIZE)["BTC/USDT"]
    assert (listed.market.min_amount, listed.market.min_cost) == (D("0.00001"), 0)


def test_decimal_places_become_steps_and_significant_digits_cannot() -> None:
    places = row(precision={"amount": "5", "price": "2"})
    market = listed_markets([places], SPOT, DECIMAL_PLACES)["BTC/USDT"].market
    assert (market.price_tick, market.amount_step) == (D("0.01"), D("0.00001"))
    assert not listed_markets([places], SPOT, SIGNIFICANT_DIGITS)


def test_leverage_comes_from_the_tiers_where_markets_do_not_say() -> None:
    futures = VENUES["BIFU"]
    silent = perpetual(limits={"amount": {"min": "1"}, "cost": {"min": "5"}, "leverage": {}})
    listed = listed_markets([silent], futures, TICK_SIZE)
    assert listed["BTC/USDT:USDT"].market.max_leverage == futures.margin.max_leverage
    tiers: dict[str, list[dict[str, str]]] = {
        "BTC/USDT:USDT": [{"maxLeverage": "50"}, {"maxLeverage": "125"}],
        "X": [{}],
    }
    plain = Catalogue(listed, None)  # type: ignore[arg-type]
    catalogue = with_leverage(plain, highest_leverage(tiers))
    assert catalogue.markets["BTC/USDT:USDT"].max_leverage == 125
    # One list for all accounts that are told the same, and another one for others.
    assert with_leverage(plain, highest_leverage(tiers)) is catalogue
    assert with_leverage(plain, {"BTC/USDT:USDT": 50}).markets["BTC/USDT:USDT"].max_leverage == 50


# JSON


@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.integers().map(str),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from([None, 2]),
)
def test_json_is_read_as_by_the_standard_library(value: object, indent: int | None) -> None:
    assert read_json(json.dumps(value, indent=indent)) == value


def test_numbers_stay_as_they_were_written() -> None:
    assert read_json('{"a": [1.10, 3, [{"b": -2e-8}]]}') == {"a": ["1.10", "3", [{"b": "-2e-8"}]]}


def test_long_lists_are_packed_and_read_alike() -> None:
    rows: list[Any] = [{"id": str(number), "filters": [{"a": None}]} for number in range(200)]
    told = read_json(json.dumps({"symbols": rows, "few": rows[:3]}))
    packed, few = told["symbols"], told["few"]
    assert type(packed) is PackedRows
    assert type(few) is list
    assert (packed == rows, few == rows[:3], len(packed)) == (True, True, 200)
    assert (packed[-1], packed[1:3]) == (rows[-1], rows[1:3])
    assert [*packed] == sorted(packed, key=lambda row: int(row["id"])) == list(packed) == rows
    assert [*reversed(packed)] == rows[::-1]
    assert few + packed == rows[:3] + rows
    assert packed + few == rows + rows[:3]
    assert rows[7] in packed
    copied = packed.copy()
    copied += [{"id": "200"}]
    copied.insert(0, {"id": "-1"})
    assert (copied.pop(), copied[0], len(packed)) == ({"id": "200"}, {"id": "-1"}, 200)
    copied.sort(key=lambda row: -int(row["id"]))
    assert copied[0] == rows[-1]
    copied[0] = {"id": "x"}
    assert copied[:1] == [{"id": "x"}]


@pytest.mark.parametrize(
    "broken", ["", " ", "{", "[1", '{"a"', '{"a":', '{"a":1', "[1 2]", '{"a" 1}', "{1:2}", "nul"]
)
def test_broken_json_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json(broken)


# Without holding up the event loop


MARKETS = 500


def symbol_info(number: int) -> dict[str, Any]:
    """Return a market as Binance spells it."""
    return {
        "symbol": f"C{number}USDT",
        "status": "TRADING",
        "baseAsset": f"C{number}",
        "baseAssetPrecision": 8,
        "quoteAsset": "USDT",
        "quotePrecision": 8,
        "quoteAssetPrecision": 8,
        "orderTypes": ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT"],
        "isSpotTradingAllowed": True,
        "isMarginTradingAllowed": True,
        "filters": [
            {"filterType": "PRICE_FILTER", "minPrice": "0.01", "maxPrice": "1", "tickSize": "0.01"},
            {"filterType": "LOT_SIZE", "minQty": "0.01", "maxQty": "9000", "stepSize": "0.01"},
            {"filterType": "NOTIONAL", "minNotional": "5.00000000", "applyMinToMarket": True},
        ],
        "permissions": [],
        "permissionSets": [[f"SPOT{n}" for n in range(60)]],
    }


@pytest.fixture
async def listing() -> AsyncIterator[str]:
    """Serve thousands of markets; return where."""
    body = json.dumps({"symbols": [symbol_info(number) for number in range(MARKETS)]}).encode()

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="application/json")

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


async def test_thousands_of_markets_are_few_objects(listing: str) -> None:
    """Python's garbage collector looks at each of them, and the event loop waits meanwhile."""

    def configure(client: CcxtClient) -> None:
        client.urls["api"] = dict.fromkeys(client.urls["api"], listing)

    async with host() as plain:
        surroundings = replace(plain, configure=configure)
        build = partial(
            build_client, load_client("binance"), SPOT, surroundings, environment=Environment.LIVE
        )
        background = Background(
            surroundings, lambda session: build(session=session), UNLIMITED, SPOT
        )
        gc.collect()
        before = len(gc.get_objects())
        catalogue = await background.run(lambda client: load_catalogue(client, SPOT))
        gc.collect()
        added = len(gc.get_objects()) - before
        background.close()

    assert added < 8 * MARKETS, added / MARKETS
    assert len(catalogue.listed) == MARKETS
    markets = catalogue.source.markets or {}
    one, other = markets["C1/USDT"], markets["C2/USDT"]
    assert one["info"] == {"orderTypes": symbol_info(1)["orderTypes"], "quotePrecision": "8"}
    assert one["limits"] is other["limits"]
    assert (catalogue.source.markets_by_id or {})["C1USDT"] == [one]
    assert (catalogue.source.currencies or {})["C1"]["code"] == "C1"
    # The list as the venue told it, which is as large as all that is kept of it
    assert background.client.last_http_response is None
