"""Accounts whose venue can't be reached: between two set-ups they go on recording signals.

Home Assistant tries to set their entries up again and again. Nothing else of them is loaded: they
have no entities, and what was accepted is carried out when the venue is back.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.hass_dict import HassKey

from ..accounts.data import DATA
from ..accounts.entry import TradehookConfigEntry
from ..accounts.manual_bot import has_bot
from ..entities.event_backlog import EventBacklog
from ..execution.account import Account
from ..issues.account_health import async_watch_health
from .entry_sync import EntrySync

STAYS = frozenset(
    {
        ConfigEntryState.SETUP_IN_PROGRESS,
        ConfigEntryState.SETUP_RETRY,
        ConfigEntryState.SETUP_ERROR,  # the key was refused: a person has to enter another one
    }
)
"""States of an entry in which its account may wait."""
RESTS = STAYS - {ConfigEntryState.SETUP_IN_PROGRESS}
"""Those in which nobody else keeps it in step with its entry."""


@dataclass(kw_only=True)
class WaitingAccount:
    """An account that waits, what it was built from, and what has happened meanwhile."""

    account: Account
    built_from: tuple[object, object]
    backlog: EventBacklog
    sync: EntrySync
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    stops: list[Callable[[], object]] = field(default_factory=list)

    def fits(self, entry: TradehookConfigEntry) -> bool:
        """Return whether the entry would build the same account, and none of its bots is gone."""
        return self.has_its_bots(entry) and self.built_from == _built_from(entry)

    def has_its_bots(self, entry: TradehookConfigEntry) -> bool:
        """Return whether none of its bots is gone."""
        return all(has_bot(entry, bot_id) for bot_id in self.account.bots)


_WAITING: HassKey[dict[str, WaitingAccount]] = HassKey("tradehook_waiting_accounts")


@callback
def async_let_wait(
    hass: HomeAssistant, entry: TradehookConfigEntry, account: Account, backlog: EventBacklog
) -> None:
    """Keep an account that could not start, but goes on recording signals."""
    waiting = hass.data.setdefault(_WAITING, {})
    if entry.entry_id in waiting:
        return
    found = WaitingAccount(
        account=account,
        built_from=_built_from(entry),
        backlog=backlog,
        sync=EntrySync(hass, entry, account),
    )
    waiting[entry.entry_id] = found

    async def on_stop(_event: Event) -> None:
        await async_end_waiting(hass, entry.entry_id)

    @callback
    def on_change(_change: ConfigEntryChange, changed: ConfigEntry) -> None:
        if changed.entry_id == entry.entry_id and changed.state not in STAYS:
            # Its hooks answer 503 at once; who sets the entry up again waits for the rest.
            hass.data[DATA].accounts.pop(entry.entry_id, None)
            hass.async_create_task(async_end_waiting(hass, entry.entry_id))
        elif changed.entry_id == entry.entry_id and changed.state in RESTS:
            if found.has_its_bots(entry):
                # A secret that is known to others ends now, whenever the venue is back.
                hass.async_create_task(found.sync.async_start())
            else:
                hass.config_entries.async_schedule_reload(entry.entry_id)

    found.stops += [
        hass.bus.async_listen(EVENT_HOMEASSISTANT_STOP, on_stop),
        async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, on_change),
        async_watch_health(hass, entry, account),
    ]


async def async_find_waiting(
    hass: HomeAssistant, entry: TradehookConfigEntry
) -> WaitingAccount | None:
    """Return the account that waits for an entry to be set up; one that no longer fits is over."""
    found = hass.data.get(_WAITING, {}).get(entry.entry_id)
    if found is not None and found.fits(entry) and entry.entry_id in hass.data[DATA].accounts:
        return found
    await async_end_waiting(hass, entry.entry_id)
    return None


@callback
def async_has_started(hass: HomeAssistant, entry: TradehookConfigEntry) -> None:
    """Take it that an account waits no more: its entry looks after it."""
    _release(hass, entry.entry_id)


async def async_end_waiting(hass: HomeAssistant, entry_id: str) -> None:
    """Stop the account that waits, if there is one: its ledger is closed then."""
    found = hass.data.get(_WAITING, {}).get(entry_id)
    if found is None:
        return
    async with found.lock:
        if hass.data[_WAITING].get(entry_id) is found:
            hass.data[DATA].accounts.pop(entry_id, None)
            found.backlog.close()
            await found.account.stop()
            _release(hass, entry_id)


@callback
def _release(hass: HomeAssistant, entry_id: str) -> None:
    found = hass.data.get(_WAITING, {}).pop(entry_id, None)
    if found is not None:
        for stop in found.stops:
            stop()


def _built_from(entry: TradehookConfigEntry) -> tuple[object, object]:
    return dict(entry.data), dict(entry.options)
