"""OKX's accounts that are walked: its levels, both position modes and its regions."""

from functools import partial

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential, Region
from custom_components.tradehook.trading.model.market import MarginMode
from tests.walk.row import WalkRow

from ..clients import KEYS
from .guard import PASSPHRASE
from .okx import FakeOkx

CREDENTIALS = Credentials(
    {
        Credential.API_KEY: KEYS["apiKey"],
        Credential.SECRET: KEYS["secret"],
        Credential.PASSWORD: PASSPHRASE,
    }
)
SPOT = partial(WalkRow, code="OKEX", credentials=CREDENTIALS)
SWAP = partial(WalkRow, code="OKEXF", credentials=CREDENTIALS, symbol="BTC/USDT:USDT")

WALKS: tuple[WalkRow, ...] = (
    SPOT(imitation=partial(FakeOkx, level="1")),
    SPOT(kind="futures", imitation=partial(FakeOkx, level="2")),
    SPOT(kind="multi", imitation=partial(FakeOkx, level="3")),
    SPOT(
        kind="eea",
        imitation=partial(FakeOkx, level="1", region="eea"),
        options={"region": Region.EEA},
    ),
    SPOT(
        kind="us",
        imitation=partial(FakeOkx, level="1", region="us"),
        options={"region": Region.US},
    ),
    SWAP(imitation=partial(FakeOkx, level="2")),
    SWAP(kind="hedge", imitation=partial(FakeOkx, level="2", hedge=True), hedge=True),
    SWAP(
        kind="multi",
        imitation=partial(FakeOkx, level="3"),
        margin_modes=(MarginMode.CROSS,),
    ),
    SWAP(
        kind="multi-hedge",
        imitation=partial(FakeOkx, level="3", hedge=True),
        hedge=True,
        margin_modes=(MarginMode.CROSS,),
    ),
)
"""Of each row: spot or futures mode, multi-currency margin, hedge; of spot each region too."""
