"""The panel's subscription of the groups: their bots, and what became of their newest signals."""

import asyncio
from collections.abc import Callable
from typing import Final

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import require_admin, websocket_command
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
import probatio

from ..accounts.data import DATA
from ..accounts.entry import GroupConfigEntry, group_entries
from ..accounts.groups import bot_title
from ..const import (
    CONF_ACCOUNT,
    CONF_BOT,
    CONF_MEMBERS,
    CONF_SETTINGS,
    CONF_SIZE_FACTOR,
    DOMAIN,
)
from ..execution.common.events import AccountEvent
from ..execution.common.rows import GroupSignalRow
from ..execution.groups import Group
from ..ledger.errors import LedgerError
from .command import Message
from .rows import BotGroupRow, GroupMemberRow

SOON: Final = 0.05
"""Seconds in which changes are gathered before they are sent."""
NEWEST: Final = 50
"""How many signals of each group are shown."""


@websocket_command({probatio.Required("type"): "tradehook/subscribe_groups"})
@require_admin
@callback
def subscribe_groups(hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
    """Follow the groups and their signals."""
    LiveGroups(hass, connection, msg["id"]).start()


class LiveGroups:
    """One browser's picture of all groups; it ends with its connection."""

    def __init__(self, hass: HomeAssistant, connection: ActiveConnection, msg_id: int) -> None:
        """Begin with nothing sent."""
        self._hass = hass
        self._connection = connection
        self._id = msg_id
        self._stops: list[Callable[[], None]] = []
        self._followed: dict[Group, Callable[[], None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._reading: asyncio.Task[None] | None = None
        self._sent: list[BotGroupRow] | None = None

    @callback
    def start(self) -> None:
        """Answer the command, send the picture, and again whenever it changes."""
        self._connection.subscriptions[self._id] = self.stop
        self._connection.send_result(self._id)

        @callback
        def on_entry(_change: ConfigEntryChange, entry: ConfigEntry) -> None:
            if entry.domain == DOMAIN:
                self._soon()

        self._stops.append(
            async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, on_entry)
        )
        self._due()

    @callback
    def stop(self) -> None:
        """Send nothing any more."""
        for stop in (*self._stops, *self._followed.values()):
            stop()
        self._followed.clear()
        if self._timer is not None:
            self._timer.cancel()
        if self._reading is not None:
            self._reading.cancel()

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = self._hass.loop.call_later(SOON, self._due)

    @callback
    def _due(self) -> None:
        self._timer = None
        if self._reading is not None and not self._reading.done():
            self._soon()
            return
        self._follow()
        self._reading = self._hass.async_create_background_task(
            self._send(), "Tradehook: groups of the panel"
        )

    def _follow(self) -> None:
        """Hear of every group that is loaded, and of those that are not no more."""

        @callback
        def on_signal(_change: AccountEvent) -> None:
            self._soon()

        groups = set(self._hass.data[DATA].groups.values())
        for group in self._followed.keys() - groups:
            self._followed.pop(group)()
        for group in groups - self._followed.keys():
            self._followed[group] = group.subscribe(on_signal)

    async def _send(self) -> None:
        rows = [await self._row(entry) for entry in group_entries(self._hass)]
        if rows != self._sent:
            self._sent = rows
            self._connection.send_event(self._id, {"groups": rows})

    async def _row(self, entry: GroupConfigEntry) -> BotGroupRow:
        group = self._hass.data[DATA].groups.get(entry.entry_id)
        signals: list[GroupSignalRow] = []
        if group is not None:
            try:
                signals = await group.signals(limit=NEWEST)
            except LedgerError:
                group = None  # it is going away; when it is back it is read again
        settings = entry.data[CONF_SETTINGS]
        return {
            "group": entry.entry_id,
            "name": entry.title,
            "loaded": group is not None,
            "reason": entry.reason,
            "only_tradingview": settings["only_tradingview"],
            "allowed_networks": list(settings["allowed_networks"]),
            "rate_limit": settings["rate_limit"],
            "waiting": 0 if group is None else group.waiting,
            "bots": [self._member(member) for member in entry.data[CONF_MEMBERS]],
            "signals": signals,
        }

    def _member(self, member: dict[str, str]) -> GroupMemberRow:
        account = self._hass.config_entries.async_get_entry(member[CONF_ACCOUNT])
        return {
            "account": member[CONF_ACCOUNT],
            "account_name": account.title if account else None,
            "bot_id": member[CONF_BOT],
            "name": bot_title(self._hass, member),
            "size_factor": member[CONF_SIZE_FACTOR],
        }
