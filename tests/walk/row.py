"""What is walked: a row of the list of exchanges, with one kind of account on its imitation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
import pkgutil
from typing import Any

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Environment
from custom_components.tradehook.exchanges.venues.model.venue import Venue
from custom_components.tradehook.trading.model.market import MarginMode, MarketType
import tests.fake_exchange
from tests.fake_exchange.venue import FakeVenue


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkRow:
    """One account that is walked; `WALKS` of each imitation's module `walk` has its own."""

    code: str
    """Tradehook's code of the venue."""
    kind: str = ""
    """The account's kind, region or form of key, as in `unified`, `eea`, `hedge`; empty = usual."""
    imitation: Callable[[], FakeVenue]
    """Makes the venue, its account set up like this, with at least 5,000 of the currency."""
    credentials: Credentials
    symbol: str = "BTC/USDT"
    """ccxt's symbol of the market that is traded, with steps fine enough for 0.001."""
    currency: str = "USDT"
    """What the account counts in: the market's quote."""
    fee_symbol: str | None = None
    """A market of the coin that fees can be paid in, as in `BNB/USDT`; None = there is none."""
    margin_modes: tuple[MarginMode, ...] = (MarginMode.CROSS, MarginMode.ISOLATED)
    """Those that positions can be opened in; of perpetuals."""
    hedge: bool = False
    """Whether the account keeps long and short apart."""
    keys_have_addresses: bool = True
    """Whether a key can be for some addresses only."""
    modes_of_position: bool = True
    """Whether the venue has accounts that keep long and short apart at all."""
    environment: Environment = Environment.LIVE
    options: Mapping[str, Any] = field(default_factory=dict)
    """What opens the account besides, as the set-up has found it out (a region)."""
    balance_page: int | None = None
    """How many balances one answer has at most, where the venue gives them out in pages."""
    price: Decimal = Decimal(60_000)
    """Where the imitation's market stands when it is made."""

    @property
    def name(self) -> str:
        """Return what the row is called in tests and in docs/exchanges.md."""
        return f"{self.code}-{self.kind}" if self.kind else self.code

    @property
    def venue(self) -> Venue:
        """Return the row of the catalogue."""
        return VENUES[self.code]

    @property
    def linear(self) -> bool:
        """Return whether perpetuals are traded."""
        return self.venue.market_type is MarketType.LINEAR


def walk_rows() -> Iterator[WalkRow]:
    """Return what is walked, of all imitations."""
    package = tests.fake_exchange
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if module.ispkg and find_spec(f"{module.name}.walk"):
            yield from import_module(f"{module.name}.walk").WALKS
