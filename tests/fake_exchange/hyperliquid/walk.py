"""What is walked of Hyperliquid."""

from functools import partial

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.model.access import Credential
from tests.walk.row import WalkRow

from .hyperliquid import AGENT_KEY, MASTER, FakeHyperliquid

AGENT = Credentials({Credential.WALLET_ADDRESS: MASTER, Credential.PRIVATE_KEY: AGENT_KEY})


def _row(code: str, kind: str = "") -> WalkRow:
    account = {"unified": "unifiedAccount", "portfolio": "portfolioMargin"}.get(kind, "default")
    return WalkRow(
        code=code,
        kind=kind,
        imitation=partial(FakeHyperliquid, account),
        credentials=AGENT,
        symbol="BTC/USDC" if code == "HYPERLIQUID" else "BTC/USDC:USDC",
        currency="USDC",
        keys_have_addresses=False,
        modes_of_position=False,
    )


WALKS = (
    _row("HYPERLIQUID"),
    _row("HYPERLIQUID", "unified"),
    _row("HYPERLIQUIDF"),
    _row("HYPERLIQUIDF", "unified"),
    _row("HYPERLIQUIDF", "portfolio"),
)
