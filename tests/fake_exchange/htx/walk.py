"""The account of HTX that is walked."""

from tests.exchanges.live import FAKE_KEYS
from tests.walk.row import WalkRow

from .htx import FakeHtx

WALKS = (WalkRow(code="HUBI", imitation=FakeHtx, credentials=FAKE_KEYS, fee_symbol="TRX/USDT"),)
