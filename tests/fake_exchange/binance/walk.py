"""What is walked of Binance."""

from tests.exchanges.live import FAKE_KEYS
from tests.walk.row import WalkRow

from .binance import FakeBinance


def hedged() -> FakeBinance:
    """Return Binance with an account that keeps long and short apart."""
    venue = FakeBinance()
    venue.account.hedge = True
    return venue


WALKS = (
    WalkRow(code="BINA", imitation=FakeBinance, credentials=FAKE_KEYS, fee_symbol="BNB/USDT"),
    WalkRow(code="BIFU", imitation=FakeBinance, credentials=FAKE_KEYS, symbol="BTC/USDT:USDT"),
    WalkRow(
        code="BIFU",
        kind="hedge",
        imitation=hedged,
        credentials=FAKE_KEYS,
        symbol="BTC/USDT:USDT",
        hedge=True,
    ),
)
