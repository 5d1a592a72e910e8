"""Whom a trigger or a condition means: entities of its target become bots, markets and sides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ...accounts.manual_bot import manual_bot_id
from ...const import DOMAIN
from ...entity import slot_of, slot_unique_id
from ...execution.common.slots import SlotKey
from ...trading.model.market import Side
from .selection import excluded_entities


@dataclass(frozen=True, slots=True)
class MarketChoice:
    """What a trigger or a condition says about market and side; None = any."""

    symbol: str | None = None
    side: str | None = None

    def includes(self, symbol: object, side: object) -> bool:
        """Return whether a market and side are chosen; a signal that names no side means both."""
        named = str(symbol or "").partition(":")[0]
        chosen = self.symbol in (None, symbol, named)
        return chosen and (side is None or self.side in (None, side))


@dataclass(frozen=True, slots=True)
class Meant:
    """The bots that are meant as a whole, and of others the markets and sides."""

    accounts: Mapping[str, str] = field(default_factory=dict)
    """Of each bot the id of its account."""
    bots: frozenset[str] = frozenset()
    slots: frozenset[SlotKey] = frozenset()
    excluded: frozenset[SlotKey] = frozenset()

    def includes(self, bot_id: str, symbol: object, side: object) -> bool:
        """Return whether a bot's market and side are meant; what names no side means both."""
        sides = [str(side)] if side is not None else [one.value for one in Side]
        keys = [SlotKey(bot_id, str(symbol), Side(one)) for one in sides]
        return any(
            (bot_id in self.bots or key in self.slots) and key not in self.excluded for key in keys
        )

    def bot_entities(self, hass: HomeAssistant, platform: Platform, key: str) -> dict[str, str]:
        """Return the entities of one kind of all bots that are meant, with their bots."""
        registry = er.async_get(hass)
        found = (
            (registry.async_get_entity_id(platform, DOMAIN, f"{bot_id}-{key}"), bot_id)
            for bot_id in self.accounts
        )
        return {entity_id: bot_id for entity_id, bot_id in found if entity_id is not None}

    def slot_entities(self, hass: HomeAssistant, what: str) -> dict[str, SlotKey]:
        """Return the sensors of one kind of all markets and sides that are meant."""
        registry = er.async_get(hass)
        found = (
            (registry.async_get_entity_id(Platform.SENSOR, DOMAIN, slot_unique_id(key, what)), key)
            for key in (self.slots | set(self._slots_of_bots(registry))) - self.excluded
        )
        return {entity_id: key for entity_id, key in found if entity_id is not None}

    def _slots_of_bots(self, registry: er.EntityRegistry) -> Iterator[SlotKey]:
        for bot_id in self.bots:
            for entry in er.async_entries_for_config_entry(registry, self.accounts[bot_id]):
                if key := slot_of(entry.unique_id, bot_id):
                    yield key


@callback
def meant_by(hass: HomeAssistant, entities: Iterable[str], target: Mapping[str, Any]) -> Meant:
    """Return what the entities of a target stand for.

    A position's entity means its market and side, every other one of a bot the whole bot. An
    account's stands for none: its bots have devices of their own.
    """
    accounts: dict[str, str] = {}
    bots: set[str] = set()
    slots: set[SlotKey] = set()
    for account_id, bot_id, key in _about(hass, entities):
        accounts[bot_id] = account_id
        if key is None:
            bots.add(bot_id)
        else:
            slots.add(key)
    left_out = excluded_entities(hass, target)
    not_meant = {key for _, _, key in _about(hass, left_out) if key is not None}
    return Meant(accounts, frozenset(bots), frozenset(slots), frozenset(not_meant))


def _about(
    hass: HomeAssistant, entities: Iterable[str]
) -> Iterator[tuple[str, str, SlotKey | None]]:
    """Yield account, bot, and market with side where it is about one."""
    registry = er.async_get(hass)
    for entity_id in entities:
        entry = registry.async_get(entity_id)
        if entry is None or entry.platform != DOMAIN or entry.config_entry_id is None:
            continue
        if bot_id := _bot_of(entry, entry.config_entry_id):
            yield entry.config_entry_id, bot_id, slot_of(entry.unique_id, bot_id)


def _bot_of(entry: er.RegistryEntry, account_id: str) -> str | None:
    if entry.config_subentry_id is not None:
        return entry.config_subentry_id
    manual = manual_bot_id(account_id)
    ours = entry.unique_id == manual or entry.unique_id.startswith(f"{manual}-")
    return manual if ours else None
