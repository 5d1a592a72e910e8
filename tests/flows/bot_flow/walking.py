"""Walking through the flows of a bot."""

from typing import Any

from homeassistant.data_entry_flow import FlowResultType

from custom_components.tradehook.trading.settings.codec import settings_from
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.face import BOT, Face
from tests.flow_steps import fields_of, save_bot, start_bot, submit_bot


async def add_bot(face: Face, **changes: Any) -> dict[str, Any]:
    """Walk through all steps with some fields changed, and return the end."""
    result = await start_bot(face.hass, face.entry.entry_id)
    for _ in range(3):
        mine = {name for name in changes if name in names_of(result)}
        result = await submit_bot(face.hass, result, {name: changes.pop(name) for name in mine})
    result = await save_bot(face.hass, result)
    await face.settle()
    assert not changes
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    return result


def names_of(result: dict[str, Any]) -> set[str]:
    """Return the names of a form's fields, those in sections too."""
    fields = fields_of(result)
    return {one["name"] for field in fields for one in field.get("schema", [field])}


def settings_of(face: Face, number: int = -1) -> BotSettings:
    """Return the settings of the account's newest bot."""
    subentry = list(face.entry.subentries.values())[number]
    return settings_from(subentry.data["settings"])


async def change(face: Face, step: str, **changes: Any) -> dict[str, Any]:
    """Reconfigure a step of the bot "Trend"."""
    result: Any = await face.entry.start_subentry_reconfigure_flow(face.hass, BOT)
    assert result["type"] is FlowResultType.MENU
    result = await face.hass.config_entries.subentries.async_configure(
        result["flow_id"], {"next_step_id": step}
    )
    if result["type"] is FlowResultType.FORM:
        result = await save_bot(face.hass, await submit_bot(face.hass, result, changes))
    await face.settle()
    return dict(result)
