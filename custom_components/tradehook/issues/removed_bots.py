"""Tells of positions whose bot was removed, until they are flat."""

from collections.abc import Mapping

from homeassistant.components.repairs import RepairsFlow
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..accounts.entry import TradehookConfigEntry
from ..accounts.manual_bot import has_bot
from ..const import DOMAIN
from ..execution.account import Account
from ..execution.common.events import AccountEvent, BotRemoved, SlotAdded, SlotChanged
from ..trading.model.position import Position
from .fixes.close_positions import ENTRY_ID, ClosePositions, listed
from .raising import POSITIONS, async_raise

ISSUE_REMOVED_BOT = "removed_bot_positions"


def removed_bots_positions(entry: TradehookConfigEntry, account: Account) -> list[Position]:
    """Return what an account still holds of bots that are gone."""
    return [
        position
        for key in account.slots
        if not has_bot(entry, key.bot_id)
        for position in account.slot_positions(key)
    ]


@callback
def async_removed_bots_flow(
    entry: TradehookConfigEntry, issue_id: str, _data: Mapping[str, str | int | float | None]
) -> RepairsFlow | None:
    """Return the flow that closes them; None for any other repair."""
    if not issue_id.startswith(f"{ISSUE_REMOVED_BOT}_"):
        return None
    return ClosePositions(entry, lambda account: removed_bots_positions(entry, account))


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
        held = listed(removed_bots_positions(entry, account))
        if not held:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
            return
        said = {"account": entry.title, "positions": held, "page": POSITIONS}
        about = {ENTRY_ID: entry.entry_id}
        async_raise(hass, issue_id, ISSUE_REMOVED_BOT, said, fixable=True, about=about)

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
