"""Kraken Futures: perpetuals in dollars, with several kinds of collateral."""

import re

from ...trading.model.market import MarketType
from . import krakenfutures_log
from .krakenfutures_client import CORRECTIONS, FILLS_TOLD
from .model.access import SANDBOX, Environment
from .model.errors import ErrorTexts
from .model.margin import FundingSource, MarginTerms, Wallet
from .model.orders import (
    ID,
    TRIGGER,
    Address,
    ClientOrderIds,
    OrderLookup,
    Scan,
    Stops,
    TradeLookup,
)
from .model.traffic import ClientSetup, RequestLimits, Streams
from .model.venue import Venue

ROWS = (
    Venue(
        code="KRKNF",
        name="Kraken Futures",
        client_id="krakenfutures",
        market_type=MarketType.LINEAR,
        other_names=("kraken",),
        environments={Environment.TESTNET: SANDBOX},
        client=ClientSetup(corrections=(*CORRECTIONS, *krakenfutures_log.CORRECTIONS)),
        ids=ClientOrderIds(in_trades="cliOrdId"),
        lookup=OrderLookup(
            # Its history is asked as well, by the same question.
            scan=Scan(finished=None),
            cancel=Address(params={"cliOrdId": ID}),
        ),
        # Its client asks for all of them.
        trades=TradeLookup(by_order=False, page=100 * FILLS_TOLD),
        stops=Stops(params={"triggerPrice": TRIGGER, "triggerSignal": "last"}),
        margin=MarginTerms(
            max_leverage=10,
            mode_with_leverage=True,
            funding=FundingSource.WITH_SIZE,
        ),
        wallet=Wallet(transfers=({"type": "moved"},)),
        # 500 within ten seconds, of which an order takes ten and most questions two; the
        # client's limit is one request in 0.6 s.
        limits=RequestLimits(burst=6_000, pace=0.4),
        # The client adds up what is filled, where the venue pushes the sum, and takes the end of an
        # order that is filled for a cancel: five seconds' polls are better than a wrong push.
        streams=Streams(available=False, poll_every=1.0),
        errors=ErrorTexts(bad_key=re.compile(r"authenticationError")),
    ),
)
