"""Gate's accounts that are walked: both markets, both kinds of account, hedge mode, the EU."""

from functools import partial

from custom_components.tradehook.exchanges.venues.model.access import Region
from tests.exchanges.live import FAKE_KEYS
from tests.walk.row import WalkRow

from .gate import EU, FakeGate

SPOT = partial(WalkRow, code="GATE", credentials=FAKE_KEYS, fee_symbol="GT/USDT")
LINEAR = partial(WalkRow, code="GATEF", credentials=FAKE_KEYS, symbol="BTC/USDT:USDT")


def hedged(*, unified: bool = False) -> FakeGate:
    """Return Gate with an account that keeps long and short apart."""
    venue = FakeGate(unified=unified)
    venue.account.hedge = True
    return venue


WALKS: tuple[WalkRow, ...] = (
    SPOT(imitation=FakeGate),
    SPOT(kind="unified", imitation=partial(FakeGate, unified=True)),
    SPOT(
        kind="eea",
        imitation=partial(FakeGate, region=EU),
        options={"region": Region.EEA},
    ),
    LINEAR(imitation=FakeGate),
    LINEAR(kind="hedge", imitation=hedged, hedge=True),
    LINEAR(kind="unified", imitation=partial(FakeGate, unified=True)),
    LINEAR(kind="unified-hedge", imitation=partial(hedged, unified=True), hedge=True),
)
