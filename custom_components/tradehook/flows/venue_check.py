"""Tries a venue before an account is saved: its key and permissions, or only its public data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
import hashlib
from typing import Any

from homeassistant.core import HomeAssistant

from ..accounts.factory import live_exchange
from ..accounts.markets import traded_markets
from ..accounts.venue_resources import async_venue_resources
from ..const import CONF_CREDENTIALS, CONF_ENVIRONMENT, CONF_EXCHANGE
from ..exchanges.ccxt.core.markets import Fees
from ..exchanges.ccxt.feeds import VenuePrices
from ..exchanges.ccxt.session import NotSwitchedError
from ..exchanges.port.exchange import (
    AccountKindError,
    Balance,
    ClockError,
    CredentialsRefusedError,
    HedgeModeError,
    RegionRefusedError,
    UnreachableError,
    VenueError,
)
from ..exchanges.port.ignoring_listener import IgnoringListener
from ..exchanges.port.price_source import Tick
from ..exchanges.venues.catalogue import venue
from ..exchanges.venues.model.access import UNTOLD, Credential, Permissions, Region
from ..exchanges.venues.model.venue import Venue
from ..trading.model.market import Market

_PREFERRED = ("USDT", "USDC", "USD", "EUR")
"""What most people count in, where nothing is known of them."""
_ERRORS: Mapping[type[VenueError], str] = {
    CredentialsRefusedError: "key_refused",
    ClockError: "clock_wrong",
    RegionRefusedError: "region_refused",
    HedgeModeError: "hedge_mode_not_supported",
    AccountKindError: "account_kind_refused",
    NotSwitchedError: "not_switched",
    UnreachableError: "cannot_connect",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueFacts:
    """What was found out: currencies that markets are traded in, the one to suggest first."""

    currencies: tuple[str, ...]
    fees: Fees
    permissions: Permissions = UNTOLD
    region: Region = Region.GLOBAL
    """Where the account was found."""
    account_kind: str | None = None
    """What its kind is called, where the exchange has several."""


async def async_check_live(
    hass: HomeAssistant, data: Mapping[str, Any], *, is_new: bool
) -> VenueFacts:
    """Open a live account and close it again, `data` being its entry's; raises VenueError."""
    exchange = live_exchange(hass, data, is_new=is_new)
    await exchange.open(IgnoringListener())
    try:
        balances = await exchange.fetch_balances()
        return VenueFacts(
            currencies=_currencies(traded_markets(exchange), balances),
            fees=exchange.fees,
            permissions=await exchange.fetch_permissions(),
            region=exchange.venue.region,
            account_kind=exchange.account_kind,
        )
    finally:
        await exchange.close()


async def async_check_prices(hass: HomeAssistant, code: str) -> VenueFacts:
    """Read a venue's public data once; raises VenueError."""
    source = VenuePrices(venue(code), async_venue_resources(hass))
    await source.start(_ignore, _ignore)
    try:
        return VenueFacts(currencies=_currencies(traded_markets(source), {}), fees=source.fees)
    finally:
        await source.stop()


def error_of(failure: VenueError) -> str:
    """Return the key of the sentence that explains why a venue could not be opened."""
    return next((key for kind, key in _ERRORS.items() if isinstance(failure, kind)), "refused")


def account_id(data: Mapping[str, Any]) -> str:
    """Return what tells a live account from all others, from which nobody learns its key."""
    at: Venue = venue(data[CONF_EXCHANGE])
    known_by = (
        Credential.WALLET_ADDRESS
        if Credential.WALLET_ADDRESS in at.credentials
        else Credential.API_KEY
    )
    key = data[CONF_CREDENTIALS][known_by.value]
    digest = hashlib.sha256(f"{at.client_id}:{key}".encode()).hexdigest()
    return f"live-{at.code}-{data[CONF_ENVIRONMENT]}-{digest[:32]}"


def owner_of(data: Mapping[str, Any], facts: VenueFacts) -> str | None:
    """Return what tells whose account a key belongs to, if the exchange says so."""
    if (owner := facts.permissions.owner) is None:
        return None
    at = venue(data[CONF_EXCHANGE])
    text = f"{at.client_id}:{data[CONF_ENVIRONMENT]}:{owner}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _currencies(markets: Iterable[Market], balances: Mapping[str, Balance]) -> tuple[str, ...]:
    """Return the quote currencies, first those that the account holds, then the usual ones."""
    found = {market.quote for market in markets}

    def rank(currency: str) -> tuple[bool, int, str]:
        usual = _PREFERRED.index(currency) if currency in _PREFERRED else len(_PREFERRED)
        held = balances.get(currency)
        return not (held and held.total > Decimal(0)), usual, currency

    return tuple(sorted(found, key=rank))


def _ignore(_told: Tick | bool) -> None:
    """Ignore it."""
