"""MEXC."""

from ...trading.model.market import MarketType
from .model.traffic import ClientSetup, RequestLimits, Streams
from .model.venue import Venue

ROWS = (
    Venue(
        code="MEXC",
        name="MEXC",
        client_id="mexc",
        market_type=MarketType.SPOT,
        client=ClientSetup(
            options={"recvWindow": 5000, "fetchMarkets": {"types": {"spot": True, "swap": {}}}}
        ),
        limits=RequestLimits(burst=5_000),
        # Its streams need a release of protobuf that Home Assistant does not allow.
        streams=Streams(available=False, poll_every=4),
    ),
)
