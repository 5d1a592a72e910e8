"""The account of HitBTC that is walked."""

from tests.exchanges.live import FAKE_KEYS
from tests.walk.row import WalkRow

from .hitbtc import FakeHitbtc

WALKS = (WalkRow(code="HITB", imitation=FakeHitbtc, credentials=FAKE_KEYS),)
