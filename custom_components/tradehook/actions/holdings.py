"""The actions on what the exchange holds already: adopt it, or let a position of ours go."""

from typing import cast

from homeassistant.core import ServiceCall
from homeassistant.util.json import JsonObjectType

from ..accounts.manual_bot import manual_bot_id
from ..errors import explained, refusal
from ..execution.account import Account
from .schemas import (
    ATTR_ACCOUNT,
    ATTR_BOT,
    ATTR_CANCEL_ORDERS,
    ATTR_ENTRY_PRICE,
    ATTR_SIDE,
    ATTR_SIZE,
    ATTR_SYMBOL,
    EXITS,
    exact,
)
from .targets import PositionsTarget, accounts, bot_of, check_may_use_bot, positions_to_trade


async def async_adopt_position(call: ServiceCall) -> JsonObjectType:
    """Make a position of what the exchange holds and nobody here manages."""
    entry = accounts(call.hass, call.data[ATTR_ACCOUNT])[0]
    bot_id = manual_bot_id(entry.entry_id)
    if (switch := call.data.get(ATTR_BOT)) is not None:
        owner, bot_id = bot_of(call.hass, switch)
        if owner is not entry:
            raise refusal("bot_missing", f"{switch} is no bot of {entry.title}.")
    account: Account = entry.runtime_data
    await check_may_use_bot(call, account, bot_id)
    with explained():
        row = await account.adoptions.adopt(
            account.bots[bot_id],
            call.data[ATTR_SYMBOL],
            call.data[ATTR_SIDE],
            size=call.data.get(ATTR_SIZE),
            entry_price=call.data.get(ATTR_ENTRY_PRICE),
            exits={name: exact(call.data[name]) for name in EXITS if name in call.data},
            cancel_orders=call.data[ATTR_CANCEL_ORDERS],
        )
    return cast(JsonObjectType, row)


async def async_release_position(call: ServiceCall) -> JsonObjectType:
    """Cancel what rests of positions and manage them no more; nothing is sold."""
    targets = await positions_to_trade(call)
    # Nothing is let go when any of the targets is not clear.
    chosen = {target.entity_id: target.only for target in targets}

    async def release(target: PositionsTarget) -> JsonObjectType:
        with explained():
            row = await target.account.adoptions.release(chosen[target.entity_id])
        return cast(JsonObjectType, row)

    return {target.entity_id: await release(target) for target in targets}
