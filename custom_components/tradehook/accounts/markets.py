"""Which exchange an account trades on, and which markets are known there."""

from collections.abc import Collection
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigEntryState

from ..const import (
    ACCOUNT_TYPE_LIVE,
    CONF_ACCOUNT_TYPE,
    CONF_EXCHANGE,
    CONF_MARKET_TYPE,
    CONF_PRICE_SOURCE,
    ENTRY_GROUP,
    PRICE_SOURCE_SIMULATED,
)
from ..exchanges.ccxt.exchange import CcxtExchange
from ..exchanges.port.exchange import Exchange
from ..exchanges.port.price_source import PriceSource
from ..exchanges.simulated_listings import listings
from ..exchanges.simulated_market import SimulatedMarket
from ..exchanges.venues.closed import CLOSED, ClosedVenue
from ..execution.account import Account
from ..trading.admission.selection import resolve_symbol
from ..trading.model.market import MarginMode, Market, MarketType
from ..trading.reasons.reasons import ReasonCode, Refused


def is_simulated(entry: ConfigEntry[Any]) -> bool:
    """Return whether an account trades on the simulated market."""
    return bool(entry.data.get(CONF_PRICE_SOURCE) == PRICE_SOURCE_SIMULATED)


def exchange_code(entry: ConfigEntry[Any]) -> str:
    """Return what a signal's `exchange` says."""
    if entry.data[CONF_ACCOUNT_TYPE] == ACCOUNT_TYPE_LIVE:
        return str(entry.data[CONF_EXCHANGE])
    return SimulatedMarket.code if is_simulated(entry) else str(entry.data[CONF_PRICE_SOURCE])


def closed_exchange(entry: ConfigEntry[Any]) -> ClosedVenue | None:
    """Return the exchange that an account trades on, or takes its prices from, if it has closed."""
    group = entry.data[CONF_ACCOUNT_TYPE] == ENTRY_GROUP
    return None if group else CLOSED.get(exchange_code(entry))


def margin_mode_of(entry: ConfigEntry[Any]) -> MarginMode | None:
    """Return the margin mode that an account's exchange prescribes, if it does and it is known."""
    if entry.state is not ConfigEntryState.LOADED:
        return None
    exchange = entry.runtime_data.exchange
    return exchange.margin_mode if isinstance(exchange, CcxtExchange) else None


def account_kind_of(entry: ConfigEntry[Any]) -> str | None:
    """Return what an account's kind is called, where its exchange has several; once it is open."""
    if entry.state is not ConfigEntryState.LOADED:
        return None
    exchange = entry.runtime_data.exchange
    return exchange.account_kind if isinstance(exchange, CcxtExchange) else None


def market_cache(entry: ConfigEntry[Any]) -> Collection[Market]:
    """Return an account's markets; those of a real venue are known while it is loaded."""
    if is_simulated(entry):
        table = listings(MarketType(entry.data[CONF_MARKET_TYPE]))
        return [listing.market for listing in table.values()]
    if entry.state is not ConfigEntryState.LOADED:
        return ()
    return traded_markets(entry.runtime_data.exchange)


def traded_markets(exchange: Exchange | PriceSource) -> list[Market]:
    """Return the markets in which something new can be opened."""
    states = exchange.market_states
    return [market for symbol, market in exchange.markets.items() if symbol not in states]


def own_symbol(account: Account, symbol: str) -> str:
    """Return how the account itself spells a market; what fits none of its markets stays."""
    exchange = account.exchange
    names = exchange.signal_names
    try:
        return resolve_symbol(symbol, exchange.markets, exchange.code, names).symbol
    except Refused:
        return symbol


def names_other_exchange(exchange: Exchange, name: str) -> bool:
    """Return whether a name of an exchange means another one than the account's."""
    try:
        resolve_symbol(f"{name}:-", {}, exchange.code, exchange.signal_names)
    except Refused as err:
        return err.refusal.code is ReasonCode.WRONG_EXCHANGE
    return False
