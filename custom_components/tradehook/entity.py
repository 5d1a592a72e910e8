"""What all entities share: their device, their subscription to the account, who may trade."""

from collections.abc import Awaitable, Callable, Iterable
from typing import override

from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

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
from .trading.model.market import Side

MANUFACTURER = "Tradehook"


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
        entry_type=DeviceEntryType.SERVICE,
    )


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
        if self.exists:
            self.async_write_ha_state()

    async def async_trade[**P, T](
        self, action: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do what moves money for whoever may, and turn a refusal into the user's language."""
        await self._async_check_may_trade()
        with explained():
            return await action(*args, **kwargs)

    async def _async_check_may_trade(self) -> None:
        context = self._context
        if (
            context is None
            or context.user_id is None
            or not self._entry.options.get(CONF_ONLY_ADMINS_TRADE, True)
        ):
            return
        user = await self.hass.auth.async_get_user(context.user_id)
        if user is None:
            raise UnknownUser(context=context, permission=POLICY_CONTROL, user_id=context.user_id)
        if not user.is_admin:
            raise Unauthorized(
                context=context,
                user_id=context.user_id,
                entity_id=self.entity_id,
                permission=POLICY_CONTROL,
            )


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
        self._attr_translation_placeholders = {"market": slot.symbol.partition(":")[0]}

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


@callback
def async_follow_bots_and_slots(
    entry: TradehookConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    *,
    for_bot: Callable[[str], Iterable[Entity]] = _nothing,
    for_slot: Callable[[SlotKey], Iterable[Entity]] = _nothing,
    before_positions: bool = False,
) -> None:
    """Add the entities of the bots and slots that are there, and of those that come later.

    The account's own bot has those only that come `before_positions`, until it has had its first.
    """
    account, manual = entry.runtime_data, manual_bot_id(entry.entry_id)
    known: set[str | SlotKey] = set()

    def add(key: str | SlotKey) -> None:
        bot_id = key.bot_id if isinstance(key, SlotKey) else key
        # A removed bot's positions go on, but its device is gone.
        if key in known or bot_id not in account.bots or not has_bot(entry, bot_id):
            return
        unused = not any(slot.bot_id == bot_id for slot in account.slots)
        if bot_id == manual and unused and not before_positions:
            return
        known.add(key)
        made = for_slot(key) if isinstance(key, SlotKey) else for_bot(key)
        async_add_entities(made, config_subentry_id=None if bot_id == manual else bot_id)

    @callback
    def on_change(change: AccountEvent) -> None:
        if isinstance(change, BotAdded):
            add(change.bot_id)
        elif isinstance(change, SlotAdded):
            add(change.key.bot_id)
            add(change.key)
        elif isinstance(change, BotRemoved):
            known.discard(change.bot_id)

    for bot_id in account.bots:
        add(bot_id)
    for slot in sorted(account.slots):
        add(slot)
    entry.async_on_unload(account.subscribe(on_change, BotAdded, SlotAdded, BotRemoved))
