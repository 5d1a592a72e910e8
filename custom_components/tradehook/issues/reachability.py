"""Repairs of the way in: an address that the internet knows, and an alert that has used it."""

from typing import Final

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.network import NoURLAvailableError, get_url

from ..accounts.entry import TradehookConfigEntry
from ..accounts.manual_bot import manual_bot_id
from ..accounts.markets import is_simulated
from ..const import DOMAIN, SUBENTRY_BOT
from ..execution.account import Account
from ..execution.common.events import AccountEvent, BotAdded, BotRemoved, ExternalAlertArrived
from .raising import async_raise

NO_URL: Final = "no_external_url"
NO_ALERT: Final = "no_outside_alert"


@callback
def async_watch_reachability(
    hass: HomeAssistant, entry: TradehookConfigEntry, account: Account
) -> CALLBACK_TYPE:
    """Keep both repairs of an account in step until the returned function is called.

    Its own bot needs no way in.
    """
    manual = manual_bot_id(entry.entry_id)

    @callback
    def look() -> None:
        # A simulated market is for trying things out: nobody has to be reached by an alert there.
        alerted = any(bot_id != manual for bot_id in account.bots)
        bots = alerted and not is_simulated(entry)
        reachable = has_external_url(hass)
        # Without a way in no alert can have come: one message is enough.
        _show(hass, entry, NO_URL, wanted=bots and not reachable and account.last_outside is None)
        _show(hass, entry, NO_ALERT, wanted=bots and reachable and account.last_outside is None)

    @callback
    def on_change(_change: AccountEvent) -> None:
        look()

    @callback
    def on_config(_event: Event) -> None:
        look()

    stops = (
        account.subscribe(on_change, BotAdded, BotRemoved, ExternalAlertArrived),
        hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, on_config),
    )
    look()

    @callback
    def stop() -> None:
        for unsubscribe in stops:
            unsubscribe()
        for kind in (NO_URL, NO_ALERT):
            _show(hass, entry, kind, wanted=False)

    return stop


def has_external_url(hass: HomeAssistant) -> bool:
    """Return whether Home Assistant knows an address of its own on the internet or in its cloud."""
    try:
        get_url(hass, allow_internal=False)
    except NoURLAvailableError:
        return False
    return True


@callback
def _show(hass: HomeAssistant, entry: TradehookConfigEntry, kind: str, *, wanted: bool) -> None:
    issue_id = f"{kind}_{entry.entry_id}"
    if not wanted:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    bots = ", ".join(bot.title for bot in entry.get_subentries_of_type(SUBENTRY_BOT))
    async_raise(hass, issue_id, kind, {"account": entry.title, "bots": bots})
