"""What is walked of Kraken."""

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential
from tests.fake_exchange.clients import KEYS
from tests.walk.row import WalkRow

from .kraken import SECRET, FakeKraken

KEY = Credentials({Credential.API_KEY: KEYS["apiKey"], Credential.SECRET: SECRET})

WALKS = (WalkRow(code="KRKN", imitation=FakeKraken, credentials=KEY),)
