"""Registers the actions."""

from collections.abc import Callable, Coroutine
from typing import Any

from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import service

from .accounts.entry import account_entries
from .actions import schemas
from .actions.earnings import async_get_results
from .actions.holdings import async_adopt_position, async_release_position
from .actions.paper_account import async_reset_paper_account, async_set_simulated_price
from .actions.position_links import async_list_position_links, async_revoke_position_link
from .actions.position_note import async_set_position_note
from .actions.records import async_get_positions, async_get_signals, async_get_trades
from .actions.trading import (
    async_close_position,
    async_create_position_link,
    async_keep_position,
    async_modify_position,
    async_open_position,
    async_send_signal,
)
from .const import DOMAIN
from .entity import async_household_member, only_admins_trade
from .voice.spoken_answer import SPOKEN_ANSWER_SCHEMA, async_get_spoken_answer

type Handler = Callable[[ServiceCall], Coroutine[Any, Any, Any]]

_OPTIONAL = SupportsResponse.OPTIONAL
_ONLY = SupportsResponse.ONLY

# Whoever may trade with the account: its option says whether that is for administrators alone.
TRADING_ACTIONS: dict[str, tuple[Handler, Any, SupportsResponse]] = {
    "send_signal": (async_send_signal, schemas.SEND_SIGNAL_SCHEMA, _OPTIONAL),
    "open_position": (async_open_position, schemas.OPEN_SCHEMA, _OPTIONAL),
    "close_position": (async_close_position, schemas.CLOSE_SCHEMA, _OPTIONAL),
    "keep_position": (async_keep_position, schemas.KEEP_SCHEMA, _OPTIONAL),
    "modify_position": (async_modify_position, schemas.MODIFY_SCHEMA, _OPTIONAL),
    "adopt_position": (async_adopt_position, schemas.ADOPT_SCHEMA, _OPTIONAL),
    "release_position": (async_release_position, schemas.RELEASE_SCHEMA, _OPTIONAL),
}
# They show signals or the secret links, write into the record, or change a paper account itself.
ADMIN_ACTIONS: dict[str, tuple[Handler, Any, SupportsResponse]] = {
    "create_position_link": (async_create_position_link, schemas.CREATE_LINK_SCHEMA, _OPTIONAL),
    "list_position_links": (async_list_position_links, schemas.LINKS_SCHEMA, _ONLY),
    "revoke_position_link": (async_revoke_position_link, schemas.LINKS_SCHEMA, _OPTIONAL),
    "set_position_note": (async_set_position_note, schemas.SET_NOTE_SCHEMA, _OPTIONAL),
    "set_simulated_price": (async_set_simulated_price, schemas.SET_PRICE_SCHEMA, _OPTIONAL),
    "reset_paper_account": (async_reset_paper_account, schemas.RESET_PAPER_SCHEMA, _OPTIONAL),
    "get_signals": (async_get_signals, schemas.GET_SIGNALS_SCHEMA, _ONLY),
}
# They answer what whoever calls may see of the entities.
READING_ACTIONS: dict[str, tuple[Handler, Any, SupportsResponse]] = {
    "get_positions": (async_get_positions, schemas.GET_POSITIONS_SCHEMA, _ONLY),
    "get_results": (async_get_results, schemas.GET_RESULTS_SCHEMA, _ONLY),
    "get_trades": (async_get_trades, schemas.GET_TRADES_SCHEMA, _ONLY),
    "get_spoken_answer": (async_get_spoken_answer, SPOKEN_ANSWER_SCHEMA, _ONLY),
}


def _for_traders(handler: Handler) -> Handler:
    """Let nobody past who may trade with no account at all; the handler asks for those it means."""

    async def handle(call: ServiceCall) -> Any:
        member = await async_household_member(call.hass, call.context)
        entries = account_entries(call.hass)
        if member is not None and all(only_admins_trade(entry) for entry in entries):
            raise Unauthorized(context=call.context, user_id=member.id, permission=POLICY_CONTROL)
        return await handler(call)

    return handle


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register all actions, once for the domain."""
    for name, (handler, schema, response) in ADMIN_ACTIONS.items():
        service.async_register_admin_service(hass, DOMAIN, name, handler, schema, response)
    for name, (handler, schema, response) in TRADING_ACTIONS.items():
        hass.services.async_register(DOMAIN, name, _for_traders(handler), schema, response)
    for name, (handler, schema, response) in READING_ACTIONS.items():
        hass.services.async_register(DOMAIN, name, handler, schema, response)
