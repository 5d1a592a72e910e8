"""A venue, as far as it differs from the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ....trading.model.market import MarketType
from .access import (
    KEY_PAIR,
    Credential,
    Environment,
    KeyReader,
    PermissionQuery,
    Region,
    RegionalClient,
    SupportLevel,
    Switch,
)
from .errors import ErrorTexts
from .kinds import AccountKind, AccountKinds
from .margin import MarginTerms, Wallet
from .orders import NOTHING, ClientOrderIds, MarketOrders, OrderLookup, Stops, TradeLookup
from .traffic import ClientSetup, RequestLimits, Streams


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """One kind of market of an exchange; where a row says nothing, it does what most do."""

    code: str
    """What a signal's `exchange` says."""
    name: str
    client_id: str
    """What ccxt calls it."""
    market_type: MarketType
    other_names: tuple[str, ...] = ()
    """What a signal may call it besides its code, its name and what ccxt calls it."""
    credentials: tuple[Credential, ...] = KEY_PAIR
    read_credentials: KeyReader | None = None
    """How keys are read that people paste in several ways; None: as they are."""
    environments: Mapping[Environment, Switch] = field(default_factory=dict)
    """Besides the live one."""
    regions: Mapping[Region, RegionalClient] = field(default_factory=dict)
    """Where it is served besides, for people whose keys are known nowhere else; the row itself is
    for everybody else."""
    region: Region = Region.GLOBAL
    """Which of them the row is for."""

    client: ClientSetup = field(default_factory=ClientSetup)
    ids: ClientOrderIds = field(default_factory=ClientOrderIds)
    lookup: OrderLookup = field(default_factory=OrderLookup)
    trades: TradeLookup = field(default_factory=TradeLookup)
    market_orders: MarketOrders = field(default_factory=MarketOrders)
    stops: Stops | None = None
    """None: stops don't rest there, they are watched here."""
    margin: MarginTerms = field(default_factory=MarginTerms)
    wallet: Wallet = field(default_factory=Wallet)
    limits: RequestLimits = field(default_factory=RequestLimits)
    streams: Streams = field(default_factory=Streams)
    errors: ErrorTexts = field(default_factory=ErrorTexts)
    permissions: PermissionQuery | None = None
    """None: the venue does not tell what a key may do."""
    account_kinds: AccountKinds[Venue] | None = None
    """None: all its accounts are traded in the same way."""

    def at(self, region: Region) -> Venue:
        """Return the row of a region; of the one for everybody else it is this. KeyError."""
        if region is self.region:
            return self
        there = self.regions[region]
        return replace(
            self,
            name=f"{self.name} ({region.upper()})",
            client_id=there.client_id,
            other_names=(*self.other_names, self.name, self.client_id),
            environments={} if there.only_live else self.environments,
            region=region,
        )

    def of_kind(self, name: str | None) -> Venue:
        """Return the row of a kind of account, by its name; None where there is only one."""
        kind = self.kind(name)
        return self if kind is None else kind.row(self)

    def kind(self, name: str | None) -> AccountKind[Venue] | None:
        """Return a kind of account by its name; None where there is only one."""
        return self.account_kinds.kinds[name] if self.account_kinds and name else None

    def regions_of(self, environment: Environment) -> tuple[Region, ...]:
        """Return where accounts of an environment may be, the usual place first."""
        elsewhere = (
            region
            for region, there in self.regions.items()
            if environment is Environment.LIVE or not there.only_live
        )
        return (self.region, *elsewhere)

    @property
    def level(self) -> SupportLevel:
        """Return how far a position on the venue is safe while Home Assistant is off."""
        return SupportLevel.PROVEN if self.stops else SupportLevel.BASIC

    @property
    def key(self) -> str:
        """Return what tells venues apart."""
        return f"{self.client_id}:{self.market_type}"

    @property
    def signal_names(self) -> tuple[str, ...]:
        """Return what a signal may call the venue besides its code."""
        return (self.name, self.client_id, *self.other_names)

    @property
    def order_lists(self) -> tuple[Mapping[str, Any], ...]:
        """Return what reaches each of the venue's lists of orders: the plain one, then others."""
        stops = self.stops
        return (NOTHING, stops.trigger_list) if stops and stops.trigger_list else (NOTHING,)
