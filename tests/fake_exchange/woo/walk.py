"""The account of WOO X that is walked."""

from tests.exchanges.live import keys_of
from tests.walk.row import WalkRow

from .woo import FakeWoo

WALKS = (WalkRow(code="WOO", imitation=FakeWoo, credentials=keys_of("WOO")),)
