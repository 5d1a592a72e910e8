"""Clients of the imitation of Binance."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from ..clients import ccxt_client
from ..later import later
from ..server import FakeServer
from .raw import RawBinance

configuration = later("binance_common.configuration")
spot_client = later("binance_sdk_spot.spot")


@pytest.fixture
async def raw(server: FakeServer) -> AsyncIterator[RawBinance]:
    """Return what sends anything to Binance."""
    async with aiohttp.ClientSession() as session:
        yield RawBinance(server, session)


@pytest.fixture
async def usdm(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Binance's USD-M futures, with its markets loaded."""
    client = ccxt_client(
        "binanceusdm",
        server,
        fetchMarkets={"types": ["linear"]},
        fetchCurrencies=False,
        warnOnFetchOpenOrdersWithoutSymbol=False,
    )
    await client.load_markets()
    yield client
    await client.close()


@pytest.fixture
def sdk(server: FakeServer) -> Any:
    """Return Binance's own client."""
    return spot_client.Spot(
        config_rest_api=configuration.ConfigurationRestAPI(
            api_key="fake-key",
            api_secret="fake-secret",
            base_path=server.url("https://api.binance.com"),
            retries=0,
        )
    ).rest_api
