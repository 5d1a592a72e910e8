"""The account of Bitvavo that is walked."""

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential
from tests.walk.row import WalkRow

from ..clients import KEYS
from .bitvavo import FakeBitvavo

WALKS = (
    WalkRow(
        code="BVVO",
        imitation=FakeBitvavo,
        credentials=Credentials(
            {Credential.API_KEY: KEYS["apiKey"], Credential.SECRET: KEYS["secret"]}
        ),
        symbol="BTC/EUR",
        currency="EUR",
    ),
)
