"""The actions that move money: signals, and what is done to positions."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from typing import cast

from homeassistant.core import ServiceCall
from homeassistant.util.json import JsonObjectType

from ..accounts.manual_bot import manual_bot_id
from ..entities.automations.selection import CONF_EXCLUDE
from ..errors import all_refused, answer_of, answer_refused, explained, refusal
from ..execution.common.rows import KeptRow
from ..trading.model.sections import OrderType
from ..trading.signal.signal import Action
from ..web.webhook_urls import base_url
from .position_links import link_url
from .rows import CreatedLinkRow, ModifiedRow
from .schemas import (
    ATTR_ACCOUNT,
    ATTR_ACTION,
    ATTR_MODE,
    ATTR_ON_REFUSAL,
    ATTR_ORDER_TYPE,
    ATTR_PRICE,
    ATTR_QUESTION,
    CHANGES,
    TARGET_FIELDS,
    OnRefusal,
    exact,
)
from .targets import (
    PositionsTarget,
    Unreached,
    accounts,
    bots_to_trade,
    check_may_use_bot,
    positions_of_call,
    positions_to_trade,
    reachable_positions_to_trade,
)

type Responses = dict[str, JsonObjectType]
"""What each targeted entity answers, by entity id."""


async def async_send_signal(call: ServiceCall) -> JsonObjectType:
    """Give a signal to bots, as their webhooks would.

    A refusal is an answer beside those of the other bots. Where all have refused, it is raised:
    unless the call wants to go on with the answer.
    """
    own = (*TARGET_FIELDS, CONF_EXCLUDE, ATTR_ON_REFUSAL)
    fields = {name: exact(value) for name, value in call.data.items() if name not in own}
    targets, unreached = await bots_to_trade(call)
    sending = (target.account.send_signal(target.bot_id, fields) for target in targets)
    sent = await asyncio.gather(*sending)
    answers = {target.entity_id: one for target, one in zip(targets, sent, strict=True)}
    answers |= {entity_id: answer_of(error) for entity_id, error in unreached.items()}
    refused = {entity_id: one for entity_id, one in answers.items() if not one.accepted}
    if len(refused) == len(answers) and call.data[ATTR_ON_REFUSAL] == OnRefusal.RAISE:
        raise all_refused(refused)
    bodies = {entity_id: one.told for entity_id, one in answers.items()}
    only = dict(next(iter(answers.values())).body) if len(answers) == 1 else {}
    # 0.1.0 had the answers beside each other, under their entities.
    return cast(JsonObjectType, {**bodies, **only, "answers": bodies})


async def async_open_position(call: ServiceCall) -> JsonObjectType:
    """Open a position by hand: a signal to the account's own bot, on the one way in."""
    entry = accounts(call.hass, call.data[ATTR_ACCOUNT])[0]
    await check_may_use_bot(call, entry.runtime_data, manual_bot_id(entry.entry_id))
    own = (ATTR_ACCOUNT, ATTR_ON_REFUSAL)
    fields = {name: exact(value) for name, value in call.data.items() if name not in own}
    if fields.setdefault(ATTR_ACTION, Action.OPEN.value) != Action.OPEN.value:
        raise refusal("invalid_action", "`open_position` opens: leave `action` out.")
    answer = await entry.runtime_data.send_signal(manual_bot_id(entry.entry_id), fields)
    if not answer.accepted and call.data[ATTR_ON_REFUSAL] == OnRefusal.RAISE:
        raise answer_refused(answer)
    return cast(JsonObjectType, dict(answer.body))


async def async_close_position(call: ServiceCall) -> Responses:
    """Close positions, or cancel those without a fill."""
    order_type, price = call.data[ATTR_ORDER_TYPE], call.data.get(ATTR_PRICE)
    check_close(order_type, price)

    async def close(target: PositionsTarget) -> JsonObjectType:
        rows = await target.account.close_positions(
            target.position_ids,
            order_type=order_type,
            price=price if order_type is OrderType.LIMIT else None,
        )
        return _positions(rows)

    return await _each(*await reachable_positions_to_trade(call), close)


def check_close(order_type: OrderType, price: Decimal | None) -> None:
    """Raise when a limit order has no price."""
    if order_type is OrderType.LIMIT and price is None:
        raise refusal("invalid_price", "A limit order needs a price: add `price`.")


async def async_keep_position(call: ServiceCall) -> Responses:
    """Cancel unfilled entries, leave filled positions alone."""

    async def keep(target: PositionsTarget) -> JsonObjectType:
        return _positions(await target.account.keep_positions(target.position_ids))

    return await _each(*await reachable_positions_to_trade(call), keep)


async def async_modify_position(call: ServiceCall) -> Responses:
    """Change the exits of a position, or cancel its entries."""
    targets = await positions_to_trade(call)
    # Nothing is changed when any of the targets is not clear.
    chosen = {target.entity_id: target.only for target in targets}
    changes = {name: exact(call.data[name]) for name in CHANGES if name in call.data}

    async def modify(target: PositionsTarget) -> JsonObjectType:
        row = await target.account.modify_position(chosen[target.entity_id], changes)
        changed: ModifiedRow = {
            "position_id": row["position_id"],
            "plan": row["plan"],
            "warnings": row["warnings"],
        }
        return cast(JsonObjectType, changed)

    return await _each(targets, {}, modify)


async def async_create_position_link(call: ServiceCall) -> Responses:
    """Make a secret URL that closes or keeps a position."""
    targets = await positions_of_call(call)
    # Nothing is made when any of the targets is not clear, or no URL could be shown.
    chosen = {target.entity_id: target.only for target in targets}
    base = base_url(call.hass)

    async def create(target: PositionsTarget) -> JsonObjectType:
        link = await target.account.create_link(
            chosen[target.entity_id], call.data[ATTR_MODE], question=call.data[ATTR_QUESTION]
        )
        created: CreatedLinkRow = {
            "url": link_url(base, link.token),
            "mode": str(link.mode),
            "position_id": link.position_id,
        }
        return cast(JsonObjectType, created)

    return await _each(targets, {}, create)


async def _each(
    targets: Sequence[PositionsTarget],
    unreached: Unreached,
    act: Callable[[PositionsTarget], Awaitable[JsonObjectType]],
) -> Responses:
    """Act on all targets; a refusal of one stops none of the others and is raised at the end."""

    async def one(target: PositionsTarget) -> JsonObjectType:
        with explained():
            return await act(target)

    results = await asyncio.gather(*(one(target) for target in targets), return_exceptions=True)
    responses: Responses = {}
    for target, result in zip(targets, results, strict=True):
        if isinstance(result, BaseException):
            raise result
        responses[target.entity_id] = result
    for error in unreached.values():
        raise error
    return responses


def _positions(rows: Sequence[KeptRow]) -> JsonObjectType:
    return cast(JsonObjectType, {"positions": list(rows)})
