"""Markets that were left: whose entities show nothing any more, and can be removed at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, override

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from ..accounts.data import DATA
from ..accounts.entry import TradehookConfigEntry
from ..const import CONF_SHOWN_MARKETS, DOMAIN
from ..entities.market_sensors import market_unique_id
from ..entity import async_forget_slots, slot_unique_id
from ..execution.common.slots import SlotKey
from ..issues.raising import async_raise
from ..ledger.errors import LedgerError
from ..trading.model.market import Side, market_pair

ISSUE: Final = "flat_markets"
FLAT: Final = "flat"
EVERY: Final = timedelta(days=1)


async def async_find_left_slots(hass: HomeAssistant, entry: TradehookConfigEntry) -> None:
    """Find the markets whose entities are not to be made: they were removed, and nothing came."""
    by_slot = _entities(hass, entry)
    left = {
        slot for slot in await _async_flat(hass, entry) if slot_unique_id(slot, "") not in by_slot
    }
    hass.data[DATA].left_slots[entry.entry_id] = left


async def async_watch_flat_markets(
    hass: HomeAssistant, entry: TradehookConfigEntry
) -> CALLBACK_TYPE:
    """Look each day whether there are such entities, until the returned function is called."""
    issue_id = f"{ISSUE}_{entry.entry_id}"

    async def look(_now: datetime | None = None) -> None:
        found = await _async_with_entities(hass, entry)
        if not found:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
            return
        said = {
            "account": entry.title,
            "markets": ", ".join(sorted({market_pair(slot.symbol) for slot in found})),
            "count": str(sum(map(len, found.values()))),
        }
        about = {"entry_id": entry.entry_id}
        async_raise(hass, issue_id, ISSUE, said, fixable=True, about=about)

    await look()
    stop_looking = async_track_time_interval(hass, look, EVERY, cancel_on_shutdown=True)

    @callback
    def stop() -> None:
        stop_looking()
        ir.async_delete_issue(hass, DOMAIN, issue_id)

    return stop


@callback
def async_flat_markets_flow(
    entry: TradehookConfigEntry, issue_id: str, _data: Mapping[str, str | int | float | None]
) -> RepairsFlow | None:
    """Return the flow that removes them; None for any other repair."""
    return RemoveEntities(entry) if issue_id.startswith(f"{ISSUE}_") else None


class RemoveEntities(ConfirmRepairFlow):
    """Removes the entities once that was confirmed; they come back with the next position."""

    def __init__(self, entry: TradehookConfigEntry) -> None:
        """Take the account."""
        self._entry = entry

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Remove what is still flat."""
        if user_input is not None:
            if self._entry.state is not ConfigEntryState.LOADED:
                return self.async_abort(reason="not_loaded")
            found = await _async_with_entities(self.hass, self._entry)
            async_forget_slots(self.hass, self._entry, set(found))
            registry = er.async_get(self.hass)
            for entity_ids in found.values():
                for entity_id in entity_ids:
                    registry.async_remove(entity_id)
        return await super().async_step_confirm(user_input)


async def _async_with_entities(
    hass: HomeAssistant, entry: TradehookConfigEntry
) -> dict[SlotKey, list[str]]:
    """Return the markets that are flat for long, each with its entities; those without are gone."""
    flat = await _async_flat(hass, entry)
    by_slot = _entities(hass, entry)
    found = {slot: by_slot.get(slot_unique_id(slot, ""), []) for slot in flat}
    kept = {slot.symbol for slot in entry.runtime_data.slots if slot not in found}
    kept |= set(entry.options.get(CONF_SHOWN_MARKETS, ()))
    for symbol, slot in {slot.symbol: slot for slot in flat if slot.symbol not in kept}.items():
        found[slot] = found[slot] + by_slot.get(market_unique_id(entry.entry_id, symbol, ""), [])
    return {slot: entity_ids for slot, entity_ids in found.items() if entity_ids}


async def _async_flat(hass: HomeAssistant, entry: TradehookConfigEntry) -> list[SlotKey]:
    """Return where nothing was held for long; a market of which no end is known does not count."""
    account = entry.runtime_data
    try:
        ends = await account.ledger.last_ends()
    except LedgerError:
        return []  # the repair of the ledger tells of it
    before = dt_util.utcnow() - timedelta(seconds=hass.data[DATA].interface_timings.flat_for)
    slots = (
        SlotKey(bot_id, symbol, Side(side))
        for (bot_id, symbol, side), at in ends.items()
        if at <= before
    )
    return [slot for slot in slots if account.slot_state(slot) == FLAT]


@callback
def _entities(hass: HomeAssistant, entry: TradehookConfigEntry) -> dict[str, list[str]]:
    """Return the account's entities by what their ids begin with: of markets, bot, market, side."""
    found: dict[str, list[str]] = {}
    for one in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        begins = one.unique_id[: one.unique_id.rfind("-") + 1]
        found.setdefault(begins, []).append(one.entity_id)
    return found
