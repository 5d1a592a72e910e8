"""The events of a bot: what became of its signals, and what happens to its positions."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, cast, override

from homeassistant.components.event import EventEntity
from homeassistant.const import Platform
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_call_later
from homeassistant.util.hass_dict import HassKey

from .accounts.entry import GroupConfigEntry, TradehookConfigEntry, is_group
from .accounts.manual_bot import manual_bot_id
from .const import DOMAIN
from .entities.event_backlog import async_backlog
from .entities.market_numbers import numbers_of
from .entity import (
    MANUFACTURER,
    BotEntity,
    async_follow_bots_and_slots,
    slot_unique_id,
    software_version,
)
from .execution.account import Account
from .execution.common.events import (
    AccountEvent,
    PositionEvent,
    PositionEventType,
    SignalEventType,
    SignalOutcome,
    Topic,
)
from .execution.common.rows import PositionEventRow, SignalEventRow
from .execution.common.slots import SlotKey
from .execution.groups import GROUP_OUTCOMES
from .trading.model.facts import StopCause
from .trading.model.market import Side

PARALLEL_UPDATES = 0

TRAIL_INTERVAL = 300
"""Seconds between two events of one trailing stop; the recorder keeps each."""

UNRECORDED: Final = frozenset(
    (PositionEventRow.__annotations__.keys() | SignalEventRow.__annotations__.keys())
    - {"symbol", "side", "action", "status", "code", "reason"}
)
"""What of an event is another with each one, or nearly: the ledger has it.

The recorder keeps equal attributes once; an event with its ids and prices took it twice as long,
in the process that trades.
"""


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add two event entities for each bot; for a group one."""
    if is_group(entry):
        group = cast("GroupConfigEntry", entry)
        async_add_entities([GroupEvent(hass, group)])
        return
    manual = manual_bot_id(entry.entry_id)
    if not any(slot.bot_id == manual for slot in entry.runtime_data.slots):
        entry.async_on_unload(_keep_first_events(hass, entry.runtime_data, manual))

    def for_bot(bot_id: str) -> Iterable[BotEvent]:
        return (
            BotEvent(hass, entry, bot_id, "signal", SignalEventType, SignalOutcome),
            BotEvent(hass, entry, bot_id, "position", PositionEventType, PositionEvent),
        )

    async_follow_bots_and_slots(hass, entry, async_add_entities, for_bot=for_bot)


_FIRST: HassKey[dict[tuple[str, type], deque[SignalOutcome | PositionEvent]]] = HassKey(
    "tradehook_first_events"
)
"""What a bot without entities was told, by kind; the newest are enough."""


@callback
def _keep_first_events(hass: HomeAssistant, account: Account, bot_id: str) -> CALLBACK_TYPE:
    """Keep a bot's events until its entities, which its first position brings, hear for themselves.

    They are made a moment after it is announced, and its first events follow at once.
    """
    kept = hass.data.setdefault(_FIRST, {})
    kinds = (SignalOutcome, PositionEvent)
    kept |= {(bot_id, kind): deque(maxlen=10) for kind in kinds}

    @callback
    def keep(change: AccountEvent) -> None:
        waiting = kept.get((bot_id, type(change)))
        if waiting is not None and isinstance(change, SignalOutcome | PositionEvent):
            waiting.append(change)

    unsubscribe = account.subscribe(keep, *((kind, bot_id) for kind in kinds))

    @callback
    def stop() -> None:
        unsubscribe()
        for kind in kinds:
            kept.pop((bot_id, kind), None)

    return stop


@dataclass(slots=True)
class _Trail:
    """A trailing stop that has been told of a moment ago."""

    stop: CALLBACK_TYPE
    untold: SignalOutcome | PositionEvent | None = None


class BotEvent(BotEntity, EventEntity):
    """The newest event of one kind.

    A trailing stop may move every second: its first move is told at once, and where it has got to
    every five minutes, or before whatever happens next to the position.
    """

    _unrecorded_attributes = UNRECORDED

    def __init__(
        self,
        hass: HomeAssistant,
        entry: TradehookConfigEntry,
        bot_id: str,
        key: str,
        types: type[StrEnum],
        kind: type[SignalOutcome | PositionEvent],
    ) -> None:
        """Make the event entity of a bot for one kind of change."""
        super().__init__(hass, entry, bot_id, key)
        self._attr_translation_key = key
        self._attr_event_types = [one.value for one in types]
        self._kind = kind
        self._trails: dict[object, _Trail] = {}

    @override
    async def async_added_to_hass(self) -> None:
        """Tell what happened before anybody could listen, then follow the account."""
        await super().async_added_to_hass()
        self.async_on_remove(self._forget_trails)
        first = self.hass.data.get(_FIRST, {})
        for change in first.pop((self.bot_id, self._kind), ()):
            self.hass.loop.call_soon(self._on_change, change)
        if (backlog := async_backlog(self.hass, self._account)) is not None:
            for change in backlog.of(self.bot_id, self._kind):
                # Not now: nothing is written before the entity has been added.
                self.hass.loop.call_soon(self._on_change, change)

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow one kind of the bot's changes."""
        return ((self._kind, self.bot_id),)

    @callback
    @override
    def _on_change(self, change: AccountEvent) -> None:
        assert isinstance(change, SignalOutcome | PositionEvent)
        position_id = change.data.get("position_id")
        trails = change.type == "stop_moved" and change.data["reason"] == StopCause.TRAILING
        if trail := self._trails.get(position_id):
            if trails:
                trail.untold = change
                return
            self._end_trail(position_id)
        self._tell(change)
        if trails:
            self._begin_trail(position_id)

    @callback
    def _tell(self, change: SignalOutcome | PositionEvent) -> None:
        self._trigger_event(change.type, self._data(change))
        self.async_write_ha_state()

    def _data(self, change: SignalOutcome | PositionEvent) -> dict[str, Any]:
        """Return what the change says, with the entities that stand for it and money as numbers."""
        registry = er.async_get(self.hass)
        bot = registry.async_get_entity_id(Platform.SWITCH, DOMAIN, self.bot_id)
        if isinstance(change, SignalOutcome):
            return {**change.data, "bot": bot}
        symbol = str(change.data["symbol"])
        slot = SlotKey(self.bot_id, symbol, Side(str(change.data["side"])))
        sensor = slot_unique_id(slot, "position")
        market = self._account.exchange.markets.get(symbol)
        return {
            **numbers_of(change.data, market),
            "entity_id": registry.async_get_entity_id(Platform.SENSOR, DOMAIN, sensor),
            "bot": bot,
            "account": self._entry.entry_id,
        }

    @callback
    def _begin_trail(self, position_id: object) -> None:
        @callback
        def rested(_now: datetime) -> None:
            trail = self._trails[position_id]
            self._end_trail(position_id)
            if trail.untold:
                self._begin_trail(position_id)

        stop = async_call_later(self.hass, TRAIL_INTERVAL, rested)
        self._trails[position_id] = _Trail(stop)

    @callback
    def _end_trail(self, position_id: object) -> None:
        trail = self._trails.pop(position_id)
        trail.stop()
        if trail.untold:
            self._tell(trail.untold)

    @callback
    def _forget_trails(self) -> None:
        for trail in self._trails.values():
            trail.stop()
        self._trails.clear()


class GroupEvent(EventEntity):
    """The newest alert of a group, with what each bot has said."""

    _attr_has_entity_name = True
    _attr_should_poll = False
    _attr_translation_key = "group_signal"
    _unrecorded_attributes = UNRECORDED

    def __init__(self, hass: HomeAssistant, entry: GroupConfigEntry) -> None:
        """Name the entity after what it is; its device is the group."""
        self._group = entry.runtime_data
        self._attr_event_types = list(GROUP_OUTCOMES)
        self._attr_unique_id = f"{entry.entry_id}-signal"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, entry.entry_id)},
            name=entry.title,
            manufacturer=MANUFACTURER,
            model="Group of bots",
            sw_version=software_version(hass),
            configuration_url=f"homeassistant://{DOMAIN}/groups/{entry.entry_id}",
            entry_type=DeviceEntryType.SERVICE,
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the group."""
        await super().async_added_to_hass()
        self.async_on_remove(self._group.subscribe(self._on_change))

    @callback
    def _on_change(self, change: AccountEvent) -> None:
        if isinstance(change, SignalOutcome):
            self._trigger_event(change.type, dict(change.data))
            self.async_write_ha_state()
