"""What is walked of KuCoin."""

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential, Region
from tests.fake_exchange.clients import KEYS
from tests.walk.row import WalkRow

from .guard import PASSPHRASE
from .kucoin import FakeKucoin

CREDENTIALS = Credentials(
    {
        Credential.API_KEY: KEYS["apiKey"],
        Credential.SECRET: KEYS["secret"],
        Credential.PASSWORD: PASSPHRASE,
    }
)


def eu() -> FakeKucoin:
    """Return KuCoin with an account of the EU's."""
    return FakeKucoin(eu=True)


def low_frequency() -> FakeKucoin:
    """Return KuCoin with a spot account that was never moved to the high-frequency one."""
    return FakeKucoin(high_frequency=False)


WALKS: tuple[WalkRow, ...] = (
    WalkRow(code="KUCN", imitation=FakeKucoin, credentials=CREDENTIALS, fee_symbol="KCS/USDT"),
    WalkRow(
        code="KUCN",
        kind="low_frequency",
        imitation=low_frequency,
        credentials=CREDENTIALS,
        fee_symbol="KCS/USDT",
    ),
    WalkRow(
        code="KUCN",
        kind="eea",
        imitation=eu,
        credentials=CREDENTIALS,
        fee_symbol="KCS/USDT",
        options={"region": Region.EEA},
    ),
    WalkRow(code="KUCNF", imitation=FakeKucoin, credentials=CREDENTIALS, symbol="BTC/USDT:USDT"),
)
