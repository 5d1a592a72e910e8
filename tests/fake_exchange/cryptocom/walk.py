"""The account of Crypto.com that is walked."""

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential
from tests.walk.row import WalkRow

from ..clients import KEYS
from .cryptocom import FakeCryptocom

WALKS = (
    WalkRow(
        code="CRO",
        imitation=FakeCryptocom,
        credentials=Credentials(
            {Credential.API_KEY: KEYS["apiKey"], Credential.SECRET: KEYS["secret"]}
        ),
        fee_symbol="CRO/USDT",
    ),
)
