"""The accounts of Coinbase that are walked: with each form of key."""

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential
from tests.walk.row import WalkRow

from .coinbase import FakeCoinbase
from .guard import ECDSA_NAME, ED25519_NAME, ED25519_SECRET, PEM

PAGE = 250
WALKS = tuple(
    WalkRow(
        code="GDAX",
        kind=kind,
        imitation=FakeCoinbase,
        credentials=Credentials({Credential.API_KEY: name, Credential.SECRET: secret}),
        symbol="BTC/USD",
        currency="USD",
        balance_page=PAGE,
    )
    for kind, name, secret in (
        ("ecdsa", ECDSA_NAME, PEM.replace("\n", " ")),
        ("ed25519", ED25519_NAME, ED25519_SECRET),
    )
)
"""The ECDSA key is as a one-line field leaves it."""
