"""What all accounts share: the hooks of their bots and which accounts are at work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..exchanges.ccxt.core.protocol import CcxtClient
from ..exchanges.ccxt.session import VenueResources
from ..exchanges.port.timings import VenueTimings
from ..execution.account import Account
from ..execution.common.slots import SlotKey
from ..execution.common.timing.timings import Timings
from ..execution.groups import Group
from .retired_addresses import RetiredAddresses
from .timings import InterfaceTimings


@dataclass(frozen=True, slots=True)
class Hook:
    """Whose signals arrive at a hook."""

    entry_id: str
    bot_id: str
    name: str
    data: Mapping[str, Any] = field(compare=False)
    """What the bot's subentry holds."""


@dataclass(slots=True)
class TradehookData:
    """The shared state.

    `accounts` and `groups` hold those whose ledger is open, by config entry id; `hooks` those of
    every bot and group, by webhook id, whatever state its entry is in; `left_slots` the markets,
    by config entry id, whose entities were removed until something is held there again; `retired`
    the addresses that were theirs; `venue_resources` what accounts on real venues share, once
    there is one.

    `configure` has the last word on every new client of a venue. Nothing in the product sets it: it
    is where another component, such as that of a test, can point clients at an imitation. Nor does
    anything but a test set `timings`, what accounts wait for, `venue_timings`, what their venues
    are waited for, and `interface_timings`, those of webhooks, links and forms.
    """

    accounts: dict[str, Account] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    left_slots: dict[str, set[SlotKey]] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    retired: RetiredAddresses | None = None
    venue_resources: VenueResources | None = None
    configure: Callable[[CcxtClient], None] | None = None
    timings: Timings = field(default_factory=Timings)
    venue_timings: VenueTimings = field(default_factory=VenueTimings)
    interface_timings: InterfaceTimings = field(default_factory=InterfaceTimings)

    def group_of(self, webhook_id: str) -> Group | None:
        """Return the group that takes a hook's signals; None = none does now."""
        hook = self.hooks.get(webhook_id)
        return self.groups.get(hook.entry_id) if hook else None

    def account_of(self, webhook_id: str) -> tuple[Account, str] | None:
        """Return the account and the bot that take a hook's signals; None = not now."""
        hook = self.hooks.get(webhook_id)
        account = self.accounts.get(hook.entry_id) if hook else None
        if hook is None or account is None or hook.bot_id not in account.bots:
            return None
        return account, hook.bot_id


DATA: HassKey[TradehookData] = HassKey(DOMAIN)


@callback
def async_tradehook_data(hass: HomeAssistant) -> TradehookData:
    """Return the shared state, which is there before this integration is set up."""
    return hass.data.setdefault(DATA, TradehookData())
