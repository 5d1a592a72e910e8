"""The list of exchanges as the flows show it, and where each of them makes its keys."""

from collections.abc import Iterable, Mapping
from typing import Final

from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..exchanges.venues.catalogue import VENUES
from ..exchanges.venues.model.access import SupportLevel
from ..exchanges.venues.model.venue import Venue
from .selectors import choice

KEY_PAGES: Final[Mapping[str, str]] = {
    "binance": "https://www.binance.com/en/my/settings/api-management",
    "binanceus": "https://www.binance.us/settings/api-management",
    "binanceusdm": "https://www.binance.com/en/my/settings/api-management",
    "bitget": "https://www.bitget.com/account/newapi",
    "bitvavo": "https://account.bitvavo.com/user/api",
    "bybit": "https://www.bybit.com/app/user/api-management",
    "coinbase": "https://portal.cdp.coinbase.com/projects/api-keys",
    "cryptocom": "https://crypto.com/exchange/personal/api-management",
    "gate": "https://www.gate.com/myaccount/api_key_manage",
    "hitbtc": "https://hitbtc.com/settings/api-keys",
    "htx": "https://www.htx.com/en-us/apikey/",
    "hyperliquid": "https://app.hyperliquid.xyz/API",
    "kraken": "https://pro.kraken.com/app/settings/api",
    "krakenfutures": "https://futures.kraken.com/trade/settings/api",
    "kucoin": "https://www.kucoin.com/account/api",
    "kucoinfutures": "https://www.kucoin.com/account/api",
    "mexc": "https://www.mexc.com/user/openapi",
    "okx": "https://www.okx.com/account/my-api",
    "poloniex": "https://poloniex.com/apiKeys",
    "woo": "https://x.woo.org/en/account/sub-account",
}
"""Where the keys of an account with real money are made, by the venue's client."""


def ordered() -> list[Venue]:
    """Return the exchanges as they are listed: those first that are tested best."""
    return sorted(
        VENUES.values(),
        key=lambda venue: (venue.level is not SupportLevel.PROVEN, venue.name.casefold()),
    )


def account_choice() -> SelectSelector:
    """Return the list for live accounts, where each exchange tells how well it is tested."""
    return choice(_keys(ordered()), "exchange")


def venue_choice() -> SelectSelector:
    """Return the list for prices, which are read the same way everywhere."""
    named = sorted(VENUES.values(), key=lambda venue: venue.name.casefold())
    options = [SelectOptionDict(value=venue.code.lower(), label=venue.name) for venue in named]
    return SelectSelector(SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN))


def code_of(chosen: str) -> str:
    """Return the code of what was chosen in a list, where keys are in lower case; KeyError."""
    return {code.lower(): code for code in VENUES}[chosen]


def _keys(venues: Iterable[Venue]) -> list[str]:
    return [venue.code.lower() for venue in venues]
