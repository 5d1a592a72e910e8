"""The account of Poloniex that is walked."""

from tests.exchanges.live import FAKE_KEYS
from tests.walk.row import WalkRow

from .poloniex import FakePoloniex

WALKS = (
    WalkRow(
        code="PLNX",
        imitation=FakePoloniex,
        credentials=FAKE_KEYS,
        fee_symbol="TRX/USDT",
    ),
)
