"""A house with Home Assistant's own assistant, and somebody who speaks to it."""

from dataclasses import dataclass
from typing import Any

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import intent
from homeassistant.setup import async_setup_component
import pytest

from tests.face import Face

ASSISTANT = "conversation"


@dataclass(kw_only=True)
class House:
    """An account in a house that listens."""

    face: Face

    @property
    def hass(self) -> HomeAssistant:
        """Return Home Assistant."""
        return self.face.hass

    async def say(
        self, name: str, *, language: str = "en", context: Context | None = None, **slots: Any
    ) -> str:
        """Return what an intent answers."""
        response = await intent.async_handle(
            self.hass,
            "test",
            f"Tradehook{name}",
            {slot: {"value": value} for slot, value in slots.items()},
            context=context,
            language=language,
            assistant=ASSISTANT,
        )
        await self.face.settle()
        return str(response.speech["plain"]["speech"])

    def expose(self, *entity_ids: str, yes: bool = True) -> None:
        """Expose entities to the assistant."""
        for entity_id in entity_ids:
            async_expose_entity(self.hass, ASSISTANT, entity_id, yes)

    def state(self, entity_id: str) -> str:
        """Return the state of an entity."""
        return self.face.state(entity_id).state


@pytest.fixture
async def house(hass: HomeAssistant, face: Face) -> House:
    """Provide a house that listens."""
    for component in ("homeassistant", "intent", "llm"):
        assert await async_setup_component(hass, component, {})
    await hass.async_block_till_done()
    return House(face=face)
