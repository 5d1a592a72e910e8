"""The actions for paper accounts: move the simulated market, begin again."""

from decimal import Decimal
from typing import cast

from homeassistant.core import ServiceCall
from homeassistant.util.json import JsonObjectType

from ..accounts.markets import is_simulated, own_symbol
from ..errors import explained, refusal
from ..exchanges.simulated_market import SimulatedPriceError
from ..trading.model.market import MarketType, market_pair
from ..trading.reasons.reasons import ReasonCode, sentence
from ..trading.reasons.text import plain
from .rows import PaperResetRow, SimulatedPriceRow
from .schemas import (
    ATTR_ACCOUNT,
    ATTR_BALANCE,
    ATTR_CHANGE_PERCENTAGE,
    ATTR_CONFIRM,
    ATTR_HOLD,
    ATTR_MARK,
    ATTR_MAX_FILL,
    ATTR_PRICE,
    ATTR_STALE,
    ATTR_SYMBOL,
)
from .targets import accounts


async def async_set_simulated_price(call: ServiceCall) -> JsonObjectType:
    """Move a market of one simulated account, or of all that have it."""
    symbol: str = call.data[ATTR_SYMBOL]
    account_id = call.data.get(ATTR_ACCOUNT)
    entries = accounts(call.hass, account_id)
    if account_id is None:
        entries = [entry for entry in entries if is_simulated(entry)]
        if ATTR_MARK in call.data:  # spot markets have none
            perpetuals = MarketType.LINEAR
            marked = [e for e in entries if e.runtime_data.exchange.market_type is perpetuals]
            entries = marked or entries
    if not entries:
        raise refusal(ReasonCode.NOT_SIMULATED.value, sentence(ReasonCode.NOT_SIMULATED))
    moved: list[tuple[str, Decimal]] = []
    unknown = None
    with explained():
        for entry in entries:
            market = own_symbol(entry.runtime_data, symbol)
            try:
                price = await entry.runtime_data.set_simulated_price(
                    market,
                    price=call.data.get(ATTR_PRICE),
                    change_percentage=call.data.get(ATTR_CHANGE_PERCENTAGE),
                    hold=call.data[ATTR_HOLD],
                    max_fill=call.data.get(ATTR_MAX_FILL),
                    stale=call.data[ATTR_STALE],
                    mark=call.data.get(ATTR_MARK),
                )
            except SimulatedPriceError as error:
                # An account of the other market type may not list it: enough if one does.
                if error.path != ATTR_SYMBOL:
                    raise
                unknown = error
            else:
                moved.append((market, price))
        if unknown is not None and not moved:
            raise unknown
    market, price = moved[0]
    # Without its settlement a perpetual is called as the spot market beside it
    named = symbol if market_pair(market) == symbol else market
    moved_to: SimulatedPriceRow = {"symbol": named, "price": plain(price)}
    return cast(JsonObjectType, moved_to)


async def async_reset_paper_account(call: ServiceCall) -> JsonObjectType:
    """Close and forget everything of a paper account, and begin again."""
    if not call.data[ATTR_CONFIRM]:
        raise refusal(
            "not_confirmed",
            "All positions and the history of the account would be lost: set `confirm`.",
        )
    (entry,) = accounts(call.hass, call.data[ATTR_ACCOUNT])
    account = entry.runtime_data
    with explained():
        balance = await account.reset_paper(call.data.get(ATTR_BALANCE))
    begins: PaperResetRow = {"balance": plain(balance), "currency": account.currency}
    return cast(JsonObjectType, begins)
