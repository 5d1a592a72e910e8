"""Test that the imitation knows the parameters that Binance's own SDKs document, and no others."""

from collections.abc import Iterator, Mapping
from functools import cache
import importlib
import inspect
import re

import pytest

from .binance import FakeBinance

APIS = (
    "binance_sdk_spot.rest_api.api.account_api.AccountApi",
    "binance_sdk_spot.rest_api.api.general_api.GeneralApi",
    "binance_sdk_spot.rest_api.api.market_api.MarketApi",
    "binance_sdk_spot.rest_api.api.trade_api.TradeApi",
    "binance_sdk_derivatives_trading_usds_futures.rest_api.api.account_api.AccountApi",
    "binance_sdk_derivatives_trading_usds_futures.rest_api.api.market_data_api.MarketDataApi",
    "binance_sdk_derivatives_trading_usds_futures.rest_api.api.trade_api.TradeApi",
    "binance_sdk_derivatives_trading_usds_futures.rest_api.api.user_data_streams_api.UserDataStreamsApi",
)
TOLERATED = {
    ("GET", "/fapi/v1/algoOrder"): {"symbol"},
    ("DELETE", "/fapi/v1/algoOrder"): {"symbol"},
}
"""What ccxt sends and Binance lets pass although it is not documented."""
NOT_IMITATED = {
    ("POST", "/api/v3/order"): {"pegPriceType", "pegOffsetValue", "pegOffsetType"},
    ("POST", "/api/v3/order/test"): {"pegPriceType", "pegOffsetValue", "pegOffsetType"},
}


def documented() -> Iterator[tuple[tuple[str, str], set[str]]]:
    """Yield method and path of each endpoint of the SDKs with the parameters that it takes."""
    for name in APIS:
        module, _, owner = name.rpartition(".")
        api = getattr(importlib.import_module(module), owner)
        for _, function in inspect.getmembers(api, inspect.isfunction):
            source = inspect.getsource(function)
            found = re.search(r'method="(\w+)",\s+path="([^"]+)"', source)
            if found is None:
                continue
            given = set(inspect.signature(function).parameters) - {"self"}
            yield (found[1], found[2]), {_camel(one) for one in given}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(one.capitalize() for one in others)


@cache
def sdk() -> Mapping[tuple[str, str], set[str]]:
    """Return what is documented, read once by whoever asks: that takes seconds."""
    return dict(documented())


ENDPOINTS = [one for one in FakeBinance().routes if not one[1].startswith("/sapi/")]
"""Those that the SDKs of spot and futures have."""


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=" ".join)
def test_parameters_are_the_documented_ones(endpoint: tuple[str, str]) -> None:
    route = FakeBinance().routes[endpoint]
    known = {*route.required, *route.optional} - TOLERATED.get(endpoint, set())
    wanted = sdk()[endpoint] - {"recvWindow"} - NOT_IMITATED.get(endpoint, set())

    assert known == wanted
