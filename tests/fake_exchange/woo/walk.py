"""The account of WOO X that is walked."""

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential
from tests.exchanges.live import FAKE_KEYS
from tests.walk.row import WalkRow

from .woo import FakeWoo

WALKS = (
    WalkRow(
        code="WOO",
        imitation=FakeWoo,
        credentials=Credentials({**FAKE_KEYS.values, Credential.UID: "woo-1"}),
    ),
)
