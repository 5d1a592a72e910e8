"""The events of a bot: what became of its signals, and what happens to its positions."""

from collections.abc import Iterable
from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import BotEntity, async_follow_bots_and_slots
from .event_backlog import async_backlog
from .execution.changes import Change, PositionHappened, SignalHappened
from .runtime import TradehookConfigEntry

PARALLEL_UPDATES = 0

SIGNAL_EVENTS = ["accepted", "refused", "duplicate", "test", "failed", "expired"]
POSITION_EVENTS = [
    "pending",
    "opened",
    "dca_filled",
    "increased",
    "reduced",
    "take_profit",
    "stop_moved",
    "stop_loss",
    "closing",
    "closed",
    "cancelled",
    "liquidated",
    "changed_outside",
    "error",
]


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add two event entities for each bot."""

    def for_bot(bot_id: str) -> Iterable[BotEvent]:
        return (
            BotEvent(hass, entry, bot_id, "signal", SIGNAL_EVENTS, SignalHappened),
            BotEvent(hass, entry, bot_id, "position", POSITION_EVENTS, PositionHappened),
        )

    async_follow_bots_and_slots(entry, async_add_entities, for_bot=for_bot)


class BotEvent(BotEntity, EventEntity):
    """The newest event of one kind."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: TradehookConfigEntry,
        bot_id: str,
        key: str,
        types: list[str],
        kind: type[SignalHappened | PositionHappened],
    ) -> None:
        """Make the event entity of a bot for one kind of change."""
        super().__init__(hass, entry, bot_id, key)
        self._attr_translation_key = key
        self._attr_event_types = types
        self._kind = kind

    @override
    async def async_added_to_hass(self) -> None:
        """Tell what happened before anybody could listen, then follow the account."""
        await super().async_added_to_hass()
        if (backlog := async_backlog(self.hass, self._account)) is not None:
            for change in backlog.of(self.bot_id, self._kind):
                # Not now: nothing is written before the entity has been added.
                self.hass.loop.call_soon(self._on_change, change)

    @callback
    @override
    def _on_change(self, change: Change) -> None:
        if not isinstance(change, self._kind) or change.bot_id != self.bot_id:
            return
        self._trigger_event(change.type, dict(change.data))
        self.async_write_ha_state()
