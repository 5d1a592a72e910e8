"""Checks a bot's settings against its account, before they are saved."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigEntryState

from ..accounts.markets import is_simulated, market_cache
from ..const import (
    ACCOUNT_TYPE_LIVE,
    CONF_ACCOUNT_TYPE,
    CONF_HEDGE_MODE,
    CONF_MARKET_TYPE,
    CONF_SLIPPAGE,
    CONF_TAKER_FEE,
)
from ..exchanges.simulated_listings import listings
from ..execution.account import Account
from ..trading.model.market import Market, MarketType
from ..trading.offline_protection import unprotected
from ..trading.settings.codec import settings_from
from ..trading.settings_check import BotMarket, LadderCheck, check_ladder
from .alert_message import typical_market

_HUNDRED = Decimal(100)
SIZES = tuple(Decimal(size) for size in (100, 200, 500, 1000, 2000, 5000))
"""What a new bot may begin with: some exchanges take no order of 100 for their best market."""


def first_size(entry: ConfigEntry[Any], settings: Mapping[str, Any]) -> Decimal:
    """Return the smallest of the usual sizes that an entry can have on the account's exchange."""

    def fits(size: Decimal) -> bool:
        errors = check_bot(entry, {**settings, "size": str(size)}).errors
        return not any(error.path == "size" for error in errors)

    return next(filter(fits, SIZES), SIZES[0])


def check_bot(entry: ConfigEntry[Any], settings: Mapping[str, Any]) -> LadderCheck:
    """Check valid settings on the market of their quote currency that people trade most.

    While the account is not loaded, the balance is unknown, and so are the prices of a real venue;
    those of a simulated market are the ones of its beginning.
    """
    market, number = typical_market(settings, market_cache(entry))
    parsed = settings_from(settings)
    check = LadderCheck()
    ground = None if market is None else _ground(entry, market, number)
    if ground is not None:
        check = check_ladder(parsed, ground)
    unattended = unprotected(
        parsed.stop_loss,
        parsed.take_profit,
        MarketType(entry.data[CONF_MARKET_TYPE]),
        holds_stops=None if market is None else _holds_stops(entry, market),
        pairs=market is not None and market.exit_pairs > 0,
    )
    if unattended is None:
        return check
    return replace(check, warnings=(*check.warnings, unattended))


def _holds_stops(entry: ConfigEntry[Any], market: Market) -> bool | None:
    if entry.data[CONF_ACCOUNT_TYPE] != ACCOUNT_TYPE_LIVE:
        return None
    account: Account = entry.runtime_data  # its markets are known while it is loaded only
    return account.exchange.holds_stops(market.symbol)


def _ground(entry: ConfigEntry[Any], market: Market, number: int) -> BotMarket | None:
    """Return what the bot trades on; None while its price can't be known."""
    price = balance = None
    hedge_mode = bool(entry.data.get(CONF_HEDGE_MODE))
    if entry.state is ConfigEntryState.LOADED:
        account: Account = entry.runtime_data
        hedge_mode = account.exchange.hedge_mode
        price = account.last_price(market.symbol)
        if account.portfolio.balances_at is not None:
            held = account.portfolio.balances.get(market.quote)
            balance = held.total if held else Decimal(0)
    if price is None and is_simulated(entry):
        price = listings(MarketType(entry.data[CONF_MARKET_TYPE]))[market.symbol].start_price
    if price is None:
        return None
    return BotMarket(
        market=market,
        price=price,
        balance=balance,
        markets=number,
        taker_fee=Decimal(entry.data[CONF_TAKER_FEE]) / _HUNDRED,
        slippage=Decimal(entry.data[CONF_SLIPPAGE]) / _HUNDRED,
        hedge_mode=hedge_mode,
    )
