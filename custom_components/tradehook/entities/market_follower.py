"""Which markets have sensors of their own: those that are chosen, and those that are held."""

from collections.abc import Collection

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from ..accounts.data import DATA
from ..accounts.entry import TradehookConfigEntry
from ..const import CONF_SHOWN_MARKETS
from ..entity import async_follow_left_slots
from ..execution.common.events import AccountEvent, SlotAdded, SlotChanged
from ..execution.common.slots import SlotKey
from ..trading.model.market import MarketType
from .market_sensors import FundingRateSensor, PriceSensor, market_unique_id

MARKET = ("price", "funding_rate")
"""What the sensors of a market are called."""


@callback
def async_follow_markets(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of the markets that are chosen, and of those in which something is held."""
    account = entry.runtime_data
    linear = account.exchange.market_type is MarketType.LINEAR
    chosen = set(entry.options.get(CONF_SHOWN_MARKETS, ()))
    known: set[str] = set()

    def add(symbol: str) -> None:
        if symbol in known or entry.state is ConfigEntryState.UNLOAD_IN_PROGRESS:
            return
        known.add(symbol)
        async_add_entities([PriceSensor(entry, symbol, chosen=symbol in chosen)])
        if linear:
            async_add_entities([FundingRateSensor(entry, symbol)])

    @callback
    def on_change(change: AccountEvent) -> None:
        match change:
            case SlotAdded(key):
                add(key.symbol)
            case SlotChanged(key) if key.symbol not in known and account.slot_positions(key):
                add(key.symbol)

    @callback
    def forget(slots: set[SlotKey]) -> None:
        stay = {slot.symbol for slot in set(account.slots) - slots} | chosen
        known.difference_update({slot.symbol for slot in slots} - stay)

    left = hass.data[DATA].left_slots.get(entry.entry_id, set())
    for symbol in sorted(chosen | {slot.symbol for slot in set(account.slots) - left}):
        add(symbol)
    _remove_others(hass, entry, known)
    entry.async_on_unload(account.subscribe(on_change, SlotAdded, SlotChanged))
    entry.async_on_unload(async_follow_left_slots(hass, entry, forget))


def _remove_others(
    hass: HomeAssistant, entry: TradehookConfigEntry, symbols: Collection[str]
) -> None:
    """Remove the sensors of markets that are no longer meant."""
    wanted = {
        market_unique_id(entry.entry_id, symbol, what) for symbol in symbols for what in MARKET
    }
    registry = er.async_get(hass)
    for old in er.async_entries_for_config_entry(registry, entry.entry_id):
        if old.translation_key in MARKET and old.unique_id not in wanted:
            registry.async_remove(old.entity_id)
