"""Why something could not be done, in the language of the house."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.translation import async_get_translations

from ...const import DOMAIN


async def async_sentence(hass: HomeAssistant, error: HomeAssistantError) -> str:
    """Return what an error of ours says."""
    texts = await async_get_translations(hass, hass.config.language, "exceptions", {DOMAIN})
    text = texts.get(f"component.{DOMAIN}.exceptions.{error.translation_key}.message")
    return str(error) if text is None else text.format(**(error.translation_placeholders or {}))


def code_of(error: HomeAssistantError) -> str | None:
    """Return the code of a refusal."""
    return (error.translation_placeholders or {}).get("code")
