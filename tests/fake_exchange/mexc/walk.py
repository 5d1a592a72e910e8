"""The account of MEXC that is walked."""

from tests.exchanges.live import FAKE_KEYS
from tests.walk.row import WalkRow

from .mexc import FakeMexc

WALKS = (WalkRow(code="MEXC", imitation=FakeMexc, credentials=FAKE_KEYS, fee_symbol="MX/USDT"),)
