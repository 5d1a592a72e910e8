"""How the panel's one-time commands are made: of an account, refusals with code and sentence."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
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
from homeassistant.util import dt as dt_util
import probatio

from ..accounts.entry import TradehookConfigEntry
from ..actions.earnings import check_span
from ..actions.schemas import MAX_LIMIT
from ..actions.targets import accounts
from ..entities.read_policy import Reader
from ..errors import explained, in_english

READER: Final = "reader"
"""Where a command finds who asks, if it is not for administrators alone."""

MOMENT: Final = probatio.All(int, probatio.Range(min=0, max=2**36))
"""Seconds of the UTC epoch."""

type Message = dict[str, Any]
"""A message of the browser, as the schema of its command leaves it."""

type Action = Callable[[HomeAssistant, TradehookConfigEntry, Message], Awaitable[object]]

PAGE: VolDictType = {
    probatio.Optional("before"): str,
    probatio.Optional("limit", default=100): probatio.All(
        int, probatio.Range(min=1, max=MAX_LIMIT)
    ),
}


type HouseAction = Callable[[HomeAssistant, Reader, Message], Awaitable[object]]


def house_command(
    name: str, schema: VolDictType, *, into: list[WebSocketCommandHandler]
) -> Callable[[HouseAction], HouseAction]:
    """Make a command over all accounts that whoever asks may read."""

    def decorate(action: HouseAction) -> HouseAction:
        @async_response
        async def handle(hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
            async def act() -> object:
                return await action(hass, Reader(hass, connection.user), msg)

            await _answer(connection, msg, act)

        keys: VolDictType = {probatio.Required("type"): f"tradehook/{name}", **schema}
        into.append(websocket_command(keys)(handle))
        return action

    return decorate


def span_of(msg: Message) -> tuple[datetime | None, datetime | None]:
    """Return the midnights around the days that are asked for, by the house's time zone."""
    since, until = _midnight(msg.get("first_day")), _midnight(msg.get("last_day"), days=1)
    check_span(since, until)
    return since, until


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    if day is None:
        return None
    zone = dt_util.get_default_time_zone()
    return datetime.combine(day + timedelta(days=days), time(), tzinfo=zone)


def readable_bots(
    reader: Reader, entry: TradehookConfigEntry, bot_id: str | None
) -> list[str] | None:
    """Return the bots that are asked for and may be read; None = all."""
    allowed = reader.bot_ids(entry.runtime_data, entry.entry_id)
    if bot_id is None:
        return allowed
    return [bot_id] if allowed is None or bot_id in allowed else []


async def _answer(
    connection: ActiveConnection, msg: Message, act: Callable[[], Awaitable[object]]
) -> None:
    try:
        with explained():
            result = await act()
    except HomeAssistantError as error:
        placeholders = error.translation_placeholders or {}
        code = placeholders.get("code", "home_assistant_error")
        connection.send_error(msg["id"], code, in_english(error))
    else:
        connection.send_result(msg["id"], result)


def command(
    name: str, schema: VolDictType, *, admin: bool, into: list[WebSocketCommandHandler]
) -> Callable[[Action], Action]:
    """Make a command of an account, to be registered with those in `into`."""

    def decorate(action: Action) -> Action:
        @async_response
        async def handle(hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
            async def act() -> object:
                entry = accounts(hass, msg["account"])[0]
                asked = msg if admin else msg | {READER: Reader(hass, connection.user)}
                return await action(hass, entry, asked)

            await _answer(connection, msg, act)

        handler = require_admin(handle) if admin else handle
        keys: VolDictType = {
            probatio.Required("type"): f"tradehook/{name}",
            probatio.Required("account"): str,
            **schema,
        }
        into.append(websocket_command(keys)(handler))
        return action

    return decorate
