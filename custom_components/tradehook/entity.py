"""What all entities share: their device, their subscription to the account, who may trade."""

from collections.abc import Awaitable, Callable, Iterable
from typing import override

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, Context, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.dispatcher import async_dispatcher_connect, async_dispatcher_send
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.loader import async_get_loaded_integration

from .accounts.data import DATA
from .accounts.entry import TradehookConfigEntry
from .accounts.manual_bot import has_bot, manual_bot_id, manual_title
from .const import CONF_ACCOUNT_TYPE, CONF_ONLY_ADMINS_TRADE, DOMAIN
from .errors import explained
from .execution.account import Bot
from .execution.common.events import (
    AccountChanged,
    AccountEvent,
    BotAdded,
    BotChanged,
    BotRemoved,
    SlotAdded,
    SlotChanged,
    Topic,
)
from .execution.common.slots import SlotKey
from .trading.model.market import Side, market_pair

MANUFACTURER = "Tradehook"
SIGNAL_SLOTS_LEFT = f"{DOMAIN}_slots_left"


def slot_unique_id(key: SlotKey, what: str) -> str:
    """Return the unique id of a slot's entity; it never changes."""
    return f"{key.bot_id}-{key.symbol}-{key.side}-{what}"


def slot_of(unique_id: str, bot_id: str) -> SlotKey | None:
    """Return the slot that an entity of a bot is about; None when it is about the bot."""
    match unique_id.removeprefix(f"{bot_id}-").rsplit("-", 2):
        case [symbol, side, _what] if side in set(Side):
            return SlotKey(bot_id, symbol, Side(side))
        case _:
            return None


def software_version(hass: HomeAssistant) -> str | None:
    """Return the integration's version, for devices."""
    version = async_get_loaded_integration(hass, DOMAIN).version
    return str(version) if version is not None else None


@callback
def async_account_device(hass: HomeAssistant, entry: TradehookConfigEntry) -> dr.DeviceEntry:
    """Return the account's device, made when it isn't there: bots need its id."""
    account = entry.runtime_data
    return dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, entry.entry_id)},
        name=entry.title,
        manufacturer=MANUFACTURER,
        model=f"{entry.data[CONF_ACCOUNT_TYPE].capitalize()} account ({account.exchange.name})",
        sw_version=software_version(hass),
        configuration_url=f"homeassistant://{DOMAIN}/overview",
        entry_type=DeviceEntryType.SERVICE,
    )


async def async_check_may_trade(
    hass: HomeAssistant,
    context: Context | None,
    entry: TradehookConfigEntry,
    entity_id: str | None = None,
) -> None:
    """Raise unless whoever is behind a context may trade: administrators and the house always.

    Others may where the account's option lets them, with what they are allowed to control; None
    stands for what no entity stands for.
    """
    user = await async_household_member(hass, context)
    if user is None:
        return
    may_control = (
        user.permissions.access_all_entities(POLICY_CONTROL)
        if entity_id is None
        else user.permissions.check_entity(entity_id, POLICY_CONTROL)
    )
    if only_admins_trade(entry) or not may_control:
        raise Unauthorized(
            context=context, user_id=user.id, entity_id=entity_id, permission=POLICY_CONTROL
        )


async def async_household_member(hass: HomeAssistant, context: Context | None) -> User | None:
    """Return the person behind a context; None for administrators and for the house itself."""
    if context is None or context.user_id is None:
        return None
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context, permission=POLICY_CONTROL, user_id=context.user_id)
    return None if user.is_admin else user


def only_admins_trade(entry: TradehookConfigEntry) -> bool:
    """Return whether an account lets nobody but administrators trade."""
    only: bool = entry.options.get(CONF_ONLY_ADMINS_TRADE, True)
    return only


class TradehookEntity(Entity):
    """An entity of an account: pushed by it, available as long as it is loaded."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, entry: TradehookConfigEntry) -> None:
        """Keep the entry and its account."""
        self._entry = entry
        self._account = entry.runtime_data

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the account."""
        await super().async_added_to_hass()
        if self.topics:
            self.async_on_remove(self._account.subscribe(self._on_change, *self.topics))

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Return which changes are about what the entity shows."""
        raise NotImplementedError

    @property
    def exists(self) -> bool:
        """Return whether what is shown is still there."""
        return True

    @callback
    def _on_change(self, _change: AccountEvent) -> None:
        if self.exists and not self._is_written:
            self.async_write_ha_state()

    @property
    def _is_written(self) -> bool:
        """Return whether Home Assistant's state says what the entity says, attributes too."""
        there = self.hass.states.get(self.entity_id)
        if there is None or not self.available or self.state != there.state:
            return False
        attributes = there.attributes
        extra = self.extra_state_attributes or {}
        return all(name in attributes and attributes[name] == extra[name] for name in extra)

    async def async_trade[**P, T](
        self, action: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do what moves money for whoever may, and turn a refusal into the user's language."""
        await async_check_may_trade(self.hass, self._context, self._entry, self.entity_id)
        with explained():
            return await action(*args, **kwargs)


class AccountEntity(TradehookEntity):
    """An entity of the account's device."""

    def __init__(self, entry: TradehookConfigEntry, key: str) -> None:
        """Name the entity after its key."""
        super().__init__(entry)
        self._attr_unique_id = f"{entry.entry_id}-{key}"
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, entry.entry_id)})

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow the account's own numbers."""
        return (AccountChanged,)


class BotEntity(TradehookEntity):
    """An entity of a bot's device."""

    def __init__(
        self, hass: HomeAssistant, entry: TradehookConfigEntry, bot_id: str, key: str | None = None
    ) -> None:
        """Name the entity after its key; without one it is the device's main entity."""
        super().__init__(entry)
        self.bot_id = bot_id
        self._attr_unique_id = bot_id if key is None else f"{bot_id}-{key}"
        manual = bot_id == manual_bot_id(entry.entry_id)
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, bot_id)},
            name=manual_title(entry) if manual else self.bot.settings.name,
            manufacturer=MANUFACTURER,
            model="Positions by hand" if manual else "Signal bot",
            sw_version=software_version(hass),
            configuration_url=f"homeassistant://{DOMAIN}/bot/{entry.entry_id}/{bot_id}",
            entry_type=DeviceEntryType.SERVICE,
            via_device_id=async_account_device(hass, entry).id,
        )

    @property
    def bot(self) -> Bot:
        """Return the bot."""
        return self._account.bots[self.bot_id]

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow the bot."""
        return ((BotChanged, self.bot_id),)

    @property
    @override
    def exists(self) -> bool:
        """Return whether the bot is still there; its entities go a moment later than the bot."""
        return self.bot_id in self._account.bots


class SlotEntity(BotEntity):
    """An entity of what a bot holds in one market and side."""

    def __init__(
        self, hass: HomeAssistant, entry: TradehookConfigEntry, slot: SlotKey, what: str
    ) -> None:
        """Name the entity after the market and the side."""
        super().__init__(hass, entry, slot.bot_id)
        self.slot = slot
        self._attr_unique_id = slot_unique_id(slot, what)
        self._attr_translation_key = f"{what}_{slot.side}"
        self._attr_translation_placeholders = {"market": market_pair(slot.symbol)}

    @property
    def position_ids(self) -> list[str]:
        """Return the ids of the slot's live positions, oldest first."""
        return [position.position_id for position in self._account.slot_positions(self.slot)]

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow the positions of the slot."""
        return ((SlotChanged, self.slot),)


def _nothing(_key: object) -> Iterable[Entity]:
    return ()


def _has_place(entry: TradehookConfigEntry, bot_id: str) -> bool:
    """Return whether a bot's entities can be added; what an unload brings, the next load finds."""
    return has_bot(entry, bot_id) and entry.state is not ConfigEntryState.UNLOAD_IN_PROGRESS


@callback
def async_forget_slots(
    hass: HomeAssistant, entry: TradehookConfigEntry, slots: set[SlotKey]
) -> None:
    """Let the entities of markets go, until something is held there again."""
    hass.data[DATA].left_slots.setdefault(entry.entry_id, set()).update(slots)
    async_dispatcher_send(hass, f"{SIGNAL_SLOTS_LEFT}_{entry.entry_id}", slots)


@callback
def async_follow_left_slots(
    hass: HomeAssistant, entry: TradehookConfigEntry, forget: Callable[[set[SlotKey]], None]
) -> CALLBACK_TYPE:
    """Be told which entities of markets go, until the returned function is called."""
    return async_dispatcher_connect(hass, f"{SIGNAL_SLOTS_LEFT}_{entry.entry_id}", forget)


@callback
def async_follow_bots_and_slots(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    *,
    for_bot: Callable[[str], Iterable[Entity]] = _nothing,
    for_slot: Callable[[SlotKey], Iterable[Entity]] = _nothing,
    before_positions: bool = False,
) -> None:
    """Add the entities of the bots and slots that are there, and of those that come later.

    The account's own bot has those only that come `before_positions`, until it has had its first.
    A market that was left has none until something is held there again.
    """
    account, manual = entry.runtime_data, manual_bot_id(entry.entry_id)
    known: set[str | SlotKey] = set()

    def add(key: str | SlotKey) -> None:
        bot_id = key.bot_id if isinstance(key, SlotKey) else key
        # A removed bot's positions go on, but its device is gone.
        if key in known or bot_id not in account.bots or not _has_place(entry, bot_id):
            return
        unused = not any(slot.bot_id == bot_id for slot in account.slots)
        if bot_id == manual and unused and not before_positions:
            return
        known.add(key)
        made = for_slot(key) if isinstance(key, SlotKey) else for_bot(key)
        async_add_entities(made, config_subentry_id=None if bot_id == manual else bot_id)

    @callback
    def on_change(change: AccountEvent) -> None:
        match change:
            case BotAdded(bot_id):
                add(bot_id)
            case SlotAdded(key):
                add(key.bot_id)
                add(key)
            case SlotChanged(key) if key not in known and account.slot_positions(key):
                add(key)
            case BotRemoved(bot_id):
                known.discard(bot_id)

    left = hass.data[DATA].left_slots.get(entry.entry_id, set())
    for key in (*account.bots, *sorted(set(account.slots) - left)):
        add(key)
    entry.async_on_unload(async_follow_left_slots(hass, entry, known.difference_update))
    topics: tuple[Topic, ...] = (BotAdded, SlotAdded, SlotChanged, BotRemoved)
    entry.async_on_unload(account.subscribe(on_change, *topics))
