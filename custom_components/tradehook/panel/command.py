"""How the panel's one-time commands are made: of an account, refusals with code and sentence."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.components.websocket_api.decorators import (
    async_response,
    require_admin,
    websocket_command,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.typing import VolDictType
import probatio

from ..accounts.entry import TradehookConfigEntry
from ..actions.schemas import MAX_LIMIT
from ..actions.targets import accounts
from ..entities.read_policy import Reader
from ..errors import explained

READER: Final = "reader"
"""Where a command finds who asks, if it is not for administrators alone."""

type Message = dict[str, Any]
"""A message of the browser, as the schema of its command leaves it."""

type Action = Callable[[HomeAssistant, TradehookConfigEntry, Message], Awaitable[object]]

PAGE: VolDictType = {
    probatio.Optional("before"): str,
    probatio.Optional("limit", default=100): probatio.All(
        int, probatio.Range(min=1, max=MAX_LIMIT)
    ),
}


def command(
    name: str, schema: VolDictType, *, admin: bool, into: list[WebSocketCommandHandler]
) -> Callable[[Action], Action]:
    """Make a command of an account, to be registered with those in `into`."""

    def decorate(action: Action) -> Action:
        @async_response
        async def handle(hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
            try:
                entry = accounts(hass, msg["account"])[0]
                asked = msg if admin else msg | {READER: Reader(hass, connection.user)}
                with explained():
                    result = await action(hass, entry, asked)
            except HomeAssistantError as error:
                placeholders = error.translation_placeholders or {}
                connection.send_error(
                    msg["id"], placeholders.get("code", "home_assistant_error"), str(error)
                )
            else:
                connection.send_result(msg["id"], result)

        handler = require_admin(handle) if admin else handle
        keys: VolDictType = {
            probatio.Required("type"): f"tradehook/{name}",
            probatio.Required("account"): str,
            **schema,
        }
        into.append(websocket_command(keys)(handler))
        return action

    return decorate
