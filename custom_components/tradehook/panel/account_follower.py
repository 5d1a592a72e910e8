"""Hears of the changes of all accounts, also over their reloads."""

from collections.abc import Callable

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..accounts.entry import loaded_accounts
from ..const import DOMAIN
from ..execution.account import Account
from ..execution.common.events import AccountEvent, Listener, Topic


class AccountsFollower:
    """Follows every account that is loaded; what it tells is called on the event loop."""

    def __init__(
        self,
        hass: HomeAssistant,
        *,
        on_change: Callable[[str, AccountEvent], None],
        on_accounts: Callable[[], None],
        topics: tuple[Topic, ...] = (),
    ) -> None:
        """Follow some topics, or without any all changes."""
        self._hass = hass
        self._topics = topics
        self._on_change = on_change
        self._on_accounts = on_accounts
        self._stop_listening: Callable[[], None] | None = None
        self._followed: dict[str, tuple[Account, Callable[[], None]]] = {}

    @property
    def accounts(self) -> dict[str, Account]:
        """Return the accounts that are loaded, by config entry id."""
        return {entry_id: account for entry_id, (account, _) in self._followed.items()}

    @callback
    def start(self) -> None:
        """Follow those that are there, and from now on those that come."""

        @callback
        def on_entry(_change: ConfigEntryChange, entry: ConfigEntry) -> None:
            if entry.domain == DOMAIN:
                self._sync()
                self._on_accounts()

        self._stop_listening = async_dispatcher_connect(
            self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, on_entry
        )
        self._sync()

    @callback
    def stop(self) -> None:
        """Follow nobody any more."""
        if self._stop_listening is not None:
            self._stop_listening()
        for _, unsubscribe in self._followed.values():
            unsubscribe()
        self._followed.clear()

    def _sync(self) -> None:
        loaded: dict[str, Account] = {
            entry.entry_id: entry.runtime_data for entry in loaded_accounts(self._hass)
        }
        for entry_id, (account, unsubscribe) in list(self._followed.items()):
            if loaded.get(entry_id) is not account:
                unsubscribe()
                del self._followed[entry_id]
        for entry_id, account in loaded.items():
            if entry_id not in self._followed:
                unsubscribe = account.subscribe(self._listener(entry_id), *self._topics)
                self._followed[entry_id] = account, unsubscribe

    def _listener(self, entry_id: str) -> Listener:
        def listener(change: AccountEvent) -> None:
            self._on_change(entry_id, change)

        return listener
