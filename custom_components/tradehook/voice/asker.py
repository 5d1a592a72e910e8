"""Who asks, through which assistant, and in which language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from homeassistant.components.homeassistant.exposed_entities import async_should_expose
from homeassistant.core import Context, HomeAssistant
from homeassistant.util.json import JsonObjectType

from ..const import DOMAIN
from ..entities.read_policy import Reader, async_reader_in

ASSISTANT: Final = "conversation"
"""Who is asked where nothing says through whom: what is exposed there counts all the same."""


class NotAnsweredError(Exception):
    """A question or an order that can't be met; `key` is that of its sentence."""

    def __init__(self, key: str, not_loaded: Sequence[str] = (), **values: str) -> None:
        """Keep what the sentence needs, and the accounts in which it may be all the same."""
        super().__init__(key)
        self.key = key
        self.not_loaded = not_loaded
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whoever asks: a person, or the house itself when nobody has logged in at the microphone."""

    hass: HomeAssistant
    context: Context
    assistant: str
    language: str

    async def async_ask(self, action: str, **fields: object) -> JsonObjectType:
        """Return what an action answers to the asker, who may do there what he may elsewhere."""
        answer = await self.hass.services.async_call(
            DOMAIN, action, fields, blocking=True, context=self.context, return_response=True
        )
        return cast(JsonObjectType, answer)

    async def async_reader(self) -> Reader:
        """Return what the asker may read."""
        return await async_reader_in(self.hass, self.context)

    def has(self, entity_id: str | None) -> bool:
        """Return whether an entity is exposed to the assistant that is asked."""
        return entity_id is not None and async_should_expose(self.hass, self.assistant, entity_id)
