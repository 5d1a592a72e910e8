"""Which entities of ours a target selects, whatever Home Assistant shows of them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from homeassistant.const import ATTR_ENTITY_ID, ENTITY_MATCH_ALL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.target import (
    SelectedEntities,
    TargetSelection,
    async_extract_referenced_entity_ids,
)

from ...const import DOMAIN

CONF_EXCLUDE: Final = "exclude"
"""What a target leaves out, since Home Assistant 2026.11."""


@callback
def selected_entities(hass: HomeAssistant, target: Mapping[str, Any], *, unseen: bool) -> set[str]:
    """Return the entities that a target selects, less those that it leaves out.

    `unseen` = a device, an area, a floor or a label selects those of ours too that are hidden or
    disabled. *All* selects ours alone.
    """
    selecting = {key: value for key, value in target.items() if key != CONF_EXCLUDE}
    return _selected(hass, selecting, unseen=unseen) - excluded_entities(hass, target)


@callback
def excluded_entities(hass: HomeAssistant, target: Mapping[str, Any]) -> set[str]:
    """Return the entities that a target leaves out, hidden and disabled ones too."""
    return _selected(hass, target.get(CONF_EXCLUDE) or {}, unseen=True)


def _selected(hass: HomeAssistant, target: Mapping[str, Any], *, unseen: bool) -> set[str]:
    if target.get(ATTR_ENTITY_ID) in (ENTITY_MATCH_ALL, [ENTITY_MATCH_ALL]):
        return {one.entity_id for one in er.async_get(hass).entities.values() if _is_ours(one)}
    selection = TargetSelection(dict(target))
    found = async_extract_referenced_entity_ids(hass, selection)
    also = set(_unseen(hass, found, selection.label_ids)) if unseen else set()
    return found.referenced | found.indirectly_referenced | also


def _unseen(hass: HomeAssistant, found: SelectedEntities, labels: set[str]) -> Iterator[str]:
    """Yield what Home Assistant passes over in devices, areas and labels: hidden or disabled."""
    devices, areas = found.referenced_devices, found.referenced_areas
    if not devices and not areas and not labels:
        return
    in_areas = set[str]().union(*(_devices_of(hass, area) for area in areas))
    for one in er.async_get(hass).entities.values():
        if not _is_ours(one) or (one.hidden_by is None and one.disabled_by is None):
            continue
        by_device = one.device_id in devices and (not one.area_id or one.device_id not in in_areas)
        if by_device or one.area_id in areas or not labels.isdisjoint(one.labels):
            yield one.entity_id


def _devices_of(hass: HomeAssistant, area_id: str) -> set[str]:
    return {device.id for device in dr.async_entries_for_area(dr.async_get(hass), area_id)}


def _is_ours(entry: er.RegistryEntry) -> bool:
    return entry.platform == DOMAIN
