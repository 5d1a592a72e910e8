"""What is walked of Bybit: spot here and in the EU, futures in each margin and position mode."""

from functools import partial

from custom_components.tradehook.exchanges.venues.model.access import Region
from custom_components.tradehook.trading.model.market import MarginMode
from tests.exchanges.live import FAKE_KEYS
from tests.walk.row import WalkRow

from .bybit import FakeBybit, FakeBybitEu


def account(*, hedge: bool = False, isolated: bool = False) -> FakeBybit:
    """Return Bybit with an account in these modes, which are the whole account's."""
    venue = FakeBybit()
    venue.account.hedge, venue.account.isolated = hedge, isolated
    return venue


SPOT = partial(WalkRow, code="BYBI", credentials=FAKE_KEYS)
FUTURES = partial(WalkRow, code="BYBIF", credentials=FAKE_KEYS, symbol="BTC/USDT:USDT")
CROSS, ISOLATED = (MarginMode.CROSS,), (MarginMode.ISOLATED,)

WALKS = (
    SPOT(imitation=FakeBybit),
    SPOT(
        kind="eea",
        imitation=FakeBybitEu,
        symbol="BTC/USDC",
        currency="USDC",
        options={"region": Region.EEA},
    ),
    FUTURES(imitation=account, margin_modes=CROSS),
    FUTURES(kind="isolated", imitation=partial(account, isolated=True), margin_modes=ISOLATED),
    FUTURES(kind="hedge", imitation=partial(account, hedge=True), hedge=True, margin_modes=CROSS),
)
