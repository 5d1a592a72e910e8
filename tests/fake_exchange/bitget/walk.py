"""Bitget's accounts that are walked: unified and classic ones, one-way and hedged."""

from functools import partial

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential
from tests.walk.row import WalkRow

from ..clients import KEYS
from .bitget import FakeBitget
from .guard import PASSPHRASE

CREDENTIALS = Credentials(
    {
        Credential.API_KEY: KEYS["apiKey"],
        Credential.SECRET: KEYS["secret"],
        Credential.PASSWORD: PASSPHRASE,
    }
)
SPOT = partial(WalkRow, code="bitget", credentials=CREDENTIALS, fee_symbol="BGB/USDT")
LINEAR = partial(WalkRow, code="BITGF", credentials=CREDENTIALS, symbol="BTC/USDT:USDT")


def hedged(*, unified: bool) -> FakeBitget:
    """Return Bitget with an account that keeps long and short apart."""
    venue = FakeBitget(unified=unified)
    venue.account.hedge = True
    return venue


WALKS = (
    SPOT(kind="unified", imitation=FakeBitget),
    SPOT(kind="classic", imitation=partial(FakeBitget, unified=False)),
    LINEAR(kind="unified", imitation=FakeBitget),
    LINEAR(kind="classic", imitation=partial(FakeBitget, unified=False)),
    LINEAR(kind="unified-hedge", imitation=partial(hedged, unified=True), hedge=True),
    LINEAR(kind="classic-hedge", imitation=partial(hedged, unified=False), hedge=True),
)
