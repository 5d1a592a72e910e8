"""Checks a bot's settings against its account, before they are saved."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigEntryState

from .bot_message import typical_market
from .const import CONF_HEDGE_MODE, CONF_MARKET_TYPE, CONF_TAKER_FEE
from .exchanges.simulated_markets import listings
from .execution.account import Account
from .trading.ladder_check import Ground, LadderCheck, check_ladder
from .trading.market import MarketType
from .trading.settings_codec import settings_from

_HUNDRED = Decimal(100)


def check_bot(entry: ConfigEntry[Any], settings: Mapping[str, Any]) -> LadderCheck:
    """Check valid settings on the market of their quote currency that people trade most.

    While the account is not loaded, the balance is unknown and prices are those of its beginning.
    """
    table = listings(MarketType(entry.data[CONF_MARKET_TYPE]))
    market, number = typical_market(settings, [listing.market for listing in table.values()])
    if market is None:
        return LadderCheck()
    price, balance = table[market.symbol].start_price, None
    if entry.state is ConfigEntryState.LOADED:
        account: Account = entry.runtime_data
        if account.simulated_market is not None:
            price = account.simulated_market.quote(market.symbol).last
        if account.numbers.balances_at is not None:
            held = account.numbers.balances.get(market.quote)
            balance = held.total if held else Decimal(0)
    ground = Ground(
        market=market,
        price=price,
        balance=balance,
        markets=number,
        taker_fee=Decimal(entry.data[CONF_TAKER_FEE]) / _HUNDRED,
        hedge_mode=entry.data.get(CONF_HEDGE_MODE, False),
    )
    return check_ladder(settings_from(settings), ground)
