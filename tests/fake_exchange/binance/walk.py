"""What is walked of Binance."""

from custom_components.tradehook.trading.model.market import MarginMode
from tests.exchanges.live import FAKE_KEYS
from tests.walk.row import WalkRow

from .binance import FakeBinance, FakeBinanceUs


def hedged() -> FakeBinance:
    """Return Binance with an account that keeps long and short apart."""
    venue = FakeBinance()
    venue.account.hedge = True
    return venue


def multi_assets() -> FakeBinance:
    """Return Binance with an account whose margin may be of several assets."""
    venue = FakeBinance()
    venue.account.kind = "multi_assets"
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
    WalkRow(
        code="BIFU",
        kind="multi-assets",
        imitation=multi_assets,
        credentials=FAKE_KEYS,
        symbol="BTC/USDT:USDT",
        margin_modes=(MarginMode.CROSS,),
    ),
    WalkRow(code="BIUS", imitation=FakeBinanceUs, credentials=FAKE_KEYS),
)
