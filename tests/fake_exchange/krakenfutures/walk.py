"""What is walked of Kraken Futures."""

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential
from custom_components.tradehook.trading.model.market import MarginMode
from tests.fake_exchange.clients import KEYS
from tests.walk.row import WalkRow

from .krakenfutures import SECRET, FakeKrakenFutures

CREDENTIALS = Credentials({Credential.API_KEY: KEYS["apiKey"], Credential.SECRET: SECRET})

WALKS = (
    WalkRow(
        code="KRKNF",
        imitation=FakeKrakenFutures,
        credentials=CREDENTIALS,
        symbol="BTC/USD:USD",
        currency="USD",
        # With cross margin no leverage can be chosen: such entries are refused.
        margin_modes=(MarginMode.ISOLATED,),
        modes_of_position=False,
    ),
)
