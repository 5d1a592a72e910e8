"""HTTP in: a signal's bytes → its account → status, body and headers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
import json
import logging
from typing import Final

from aiohttp import web
from homeassistant.core import HomeAssistant

from ..accounts.data import DATA
from ..accounts.entry import is_group
from ..accounts.markets import closed_exchange
from ..exchanges.venues.closed import ClosedVenue
from ..execution.account import SignalResponse
from ..execution.common.new_ids import new_id
from ..execution.groups import Group
from ..trading.reasons.reasons import ReasonCode, refuse
from ..trading.signal.dialects import messages_of
from ..trading.signal.json_body import MAX_BODY
from .request_body import BodyTooSlowError, read_body

_LOGGER = logging.getLogger(__name__)

AGAIN: Final = {"Retry-After": "5"}
"""Seconds: when TradingView sends again what was answered with a 503."""
_ENCODER: Final = json.JSONEncoder(default=str)
HANG_UP: Final = {"Connection": "close"}
AUTHENTICATED: Final = frozenset({200, 202, 207, 409, 422})
"""Answers that only a sender with the bot's credentials gets."""


async def async_handle_signal(
    hass: HomeAssistant, webhook_id: str, request: web.Request
) -> web.Response:
    """Answer a signal; the webhook component would turn any exception into a silent 200."""
    try:
        return await async_answer(hass, webhook_id, request)
    except Exception:  # whatever it is, the sender must learn that nothing was done
        _LOGGER.exception("A signal could not be taken")
        return not_recorded()


async def async_answer(
    hass: HomeAssistant, webhook_id: str, request: web.Request, *, secretly: bool = False
) -> web.Response:
    """Answer a signal to a bot; `secretly` = it came to the bot's secret address."""
    domain = hass.data[DATA]
    taker = domain.account_of(webhook_id)
    retired = domain.retired.get(webhook_id) if domain.retired else None
    group = domain.group_of(webhook_id)
    if taker is None and retired is None and group is None:
        closed = _closed_exchange(hass, webhook_id)
        return _closed(closed) if closed else not_recorded()
    try:
        body = await read_body(request, MAX_BODY + 1, domain.interface_timings.body_within)
    except web.RequestPayloadError:
        return _undecodable()
    except BodyTooSlowError as err:
        body_told = err.refusal.as_dict() | {"status": "refused", "receipt_id": new_id()}
        return json_response(err.refusal.status, body_told, HANG_UP)
    if group is not None:
        return await _async_group(hass, group, body, request.remote)
    if taker is None:
        return await _async_retired(hass, webhook_id, body, request.remote, secretly=secretly)
    account, bot_id = taker
    answer = await account.receive(bot_id, body, request.remote, secretly=secretly)
    foreign = str(answer.body.get("code")).startswith("dialect_")
    if answer.status in AUTHENTICATED and not foreign:
        account.heard_outside(bot_id, request.remote)
    return _answered(answer)


async def _async_group(
    hass: HomeAssistant, group: Group, body: bytes, remote: str | None
) -> web.Response:
    """Answer what comes to a group: its bots have been reached from outside by it, too."""
    answer = await group.receive(body, remote)
    if any("bots" in part.body for part in answer.parts or (answer,)):
        for member in group.terms.members:
            if (account := hass.data[DATA].accounts.get(member.account_id)) is not None:
                account.heard_outside(member.bot_id, remote)
    return _answered(answer)


def _answered(answer: SignalResponse) -> web.Response:
    headers = answer.headers
    if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers = {**headers, **AGAIN}
    return json_response(answer.status, answer.told, headers)


async def _async_retired(
    hass: HomeAssistant, webhook_id: str, body: bytes, remote: str | None, *, secretly: bool
) -> web.Response:
    """Answer what comes to an address that was a bot's; `secretly` = to its secret address."""
    domain = hass.data[DATA]
    assert domain.retired is not None
    address = domain.retired.get(webhook_id)
    assert address is not None
    account = domain.accounts.get(address.entry_id)
    messages = messages_of(body)
    if account is None:
        entry = hass.config_entries.async_get_entry(address.entry_id)
        if entry is not None and not is_group(entry):
            return not_recorded()  # it may be an exit of what the bot has left behind
        refusal = refuse(ReasonCode.ADDRESS_RETIRED, why=address.why)
        body_told = refusal.as_dict() | {"status": "refused", "receipt_id": new_id()}
        status = refusal.status
    else:
        answer = await account.receive_retired(
            address.bot_id, body, messages, remote, address.why, secretly=secretly
        )
        if answer.parts is not None:
            return json_response(answer.status, answer.told, answer.headers)
        status, body_told = answer.status, dict(answer.body)
    known = address.knows(messages[0], account, secretly=secretly)
    if known and body_told.get("code") == ReasonCode.ADDRESS_RETIRED:
        domain.retired.used(webhook_id)
    headers = AGAIN if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return json_response(status, body_told, headers)


def not_recorded() -> web.Response:
    """Return the answer for a signal that no account can record now."""
    refusal = refuse(ReasonCode.NOT_RECORDED).as_dict()
    body = refusal | {"status": "refused", "receipt_id": new_id()}
    return json_response(HTTPStatus.SERVICE_UNAVAILABLE, body, AGAIN)


def _closed_exchange(hass: HomeAssistant, webhook_id: str) -> ClosedVenue | None:
    """Return the exchange of a bot that nothing will ever be traded on again, if it has closed."""
    hook = hass.data[DATA].hooks.get(webhook_id)
    entry = hass.config_entries.async_get_entry(hook.entry_id) if hook else None
    return closed_exchange(entry) if entry else None


def _closed(exchange: ClosedVenue) -> web.Response:
    """Return the answer for a signal to a bot whose exchange has closed."""
    refusal = refuse(
        ReasonCode.EXCHANGE_CLOSED, exchange=exchange.name, day=exchange.closed_on.isoformat()
    )
    body = refusal.as_dict() | {"status": "refused", "receipt_id": new_id()}
    return json_response(refusal.status, body)


def _undecodable() -> web.Response:
    """Return the answer for a body that breaks before anybody can look into it."""
    refusal = refuse(
        ReasonCode.MALFORMED_JSON, problem="its compression is damaged", line=1, column=1
    )
    body = replace(refusal, place=(1, 1)).as_dict()
    return json_response(refusal.status, body | {"status": "refused", "receipt_id": new_id()})


def json_response(
    status: int,
    body: Mapping[str, object] | Sequence[Mapping[str, object]],
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """Return a JSON answer; what JSON doesn't know becomes text rather than an error."""
    told = dict(body) if isinstance(body, dict | Mapping) else [dict(one) for one in body]
    text, headers = _ENCODER.encode(told), headers or None
    return web.Response(status=status, text=text, content_type="application/json", headers=headers)
