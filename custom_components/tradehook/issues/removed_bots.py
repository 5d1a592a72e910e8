"""Tells of positions whose bot was removed, until they are flat."""

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..accounts.entry import TradehookConfigEntry
from ..accounts.manual_bot import has_bot
from ..const import DOMAIN
from ..execution.account import Account
from ..execution.common.events import AccountEvent, BotRemoved, SlotAdded, SlotChanged
from ..trading.reasons.text import plain

ISSUE_REMOVED_BOT = "removed_bot_positions"


@callback
def async_watch_removed_bots(
    hass: HomeAssistant, entry: TradehookConfigEntry, account: Account
) -> CALLBACK_TYPE:
    """Keep an account's repair in step with such positions until the returned function is called.

    A bot whose settings can't be read still has its subentry and is not meant.
    """
    issue_id = f"{ISSUE_REMOVED_BOT}_{entry.entry_id}"

    @callback
    def look() -> None:
        held = [
            f"{position.symbol} {position.side.value} {plain(position.size)}"
            for key in account.slots
            if not has_bot(entry, key.bot_id)
            for position in account.slot_positions(key)
        ]
        if not held:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
            return
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=ISSUE_REMOVED_BOT,
            translation_placeholders={"account": entry.title, "positions": ", ".join(held)},
        )

    @callback
    def on_change(change: AccountEvent) -> None:
        match change:
            case BotRemoved():
                look()
            case SlotAdded() | SlotChanged() if not has_bot(entry, change.key.bot_id):
                look()

    unsubscribe = account.subscribe(on_change, BotRemoved, SlotAdded, SlotChanged)
    look()

    @callback
    def stop() -> None:
        unsubscribe()
        ir.async_delete_issue(hass, DOMAIN, issue_id)

    return stop
