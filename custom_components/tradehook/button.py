"""The buttons: close or keep what a bot holds in a market, all of a bot, all of an account."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import override

from homeassistant.components.button import ButtonEntity
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.entity_registry import RegistryEntryHider
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from .accounts.entry import TradehookConfigEntry
from .entity import (
    AccountEntity,
    BotEntity,
    SlotEntity,
    async_account_device,
    async_follow_bots_and_slots,
)
from .errors import nothing_held
from .execution.common.events import AccountEvent, Topic
from .execution.common.slots import SlotKey

PARALLEL_UPDATES = 0
FLAT = "flat"
"""The state of a slot that holds nothing and wants nothing."""
SEEN_AFTER = 1
"""Seconds after which a slot's buttons appear, or go."""


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of the account, of its bots and of what they hold."""
    async_account_device(hass, entry)
    async_add_entities([CloseAllButton(entry)])

    def for_bot(bot_id: str) -> Iterable[StopAndCloseButton]:
        return (StopAndCloseButton(hass, entry, bot_id),)

    def for_slot(slot: SlotKey) -> Iterable[SlotEntity]:
        return (CloseButton(hass, entry, slot), KeepButton(hass, entry, slot))

    async_follow_bots_and_slots(hass, entry, async_add_entities, for_bot=for_bot, for_slot=for_slot)


class CloseAllButton(AccountEntity, ButtonEntity):
    """Close every position of the account at market price."""

    _attr_entity_registry_enabled_default = False
    _attr_translation_key = "close_all"

    def __init__(self, entry: TradehookConfigEntry) -> None:
        """Make the button of an account."""
        super().__init__(entry, "close_all")

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Show nothing but the last press."""
        return ()

    @override
    async def async_press(self) -> None:
        """Close everything."""
        await self.async_trade(self._account.close_all)


class StopAndCloseButton(BotEntity, ButtonEntity):
    """Stop the bot and close its positions at market price."""

    _attr_translation_key = "stop_and_close"

    def __init__(self, hass: HomeAssistant, entry: TradehookConfigEntry, bot_id: str) -> None:
        """Make the button of a bot."""
        super().__init__(hass, entry, bot_id, "stop_and_close")

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Show nothing but the last press."""
        return ()

    @override
    async def async_press(self) -> None:
        """Stop the bot and close what it holds."""
        await self.async_trade(self._account.stop_and_close, self.bot_id)


class _SlotButton(SlotEntity, ButtonEntity):
    """A button that acts on all positions of a slot; hidden while there are none.

    It stays available: Home Assistant skips unavailable entities in silence, and an exit must not
    be lost so.
    """

    _looking: CALLBACK_TYPE | None = None
    _changed_at: datetime

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the slot, and be seen or not from the start."""
        await super().async_added_to_hass()
        self.async_on_remove(self._stop_looking)
        self._show_or_hide()

    @callback
    @override
    def _on_change(self, _change: AccountEvent) -> None:
        # The registry tells the whole house: a position of a moment is not worth it
        self._changed_at = dt_util.utcnow()
        if self._looking is None:
            self._looking = async_call_later(self.hass, SEEN_AFTER, self._look)

    @callback
    def _look(self, now: datetime) -> None:
        self._looking = None
        rest = self._changed_at + timedelta(seconds=SEEN_AFTER) - now
        if not self.exists:
            return
        if self._is_flat and rest > timedelta(0):  # it may come back: much happens there
            self._looking = async_call_later(self.hass, rest, self._look)
        else:
            self._show_or_hide()

    @property
    def _is_flat(self) -> bool:
        return self._account.slot_state(self.slot) == FLAT

    @callback
    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking()
            self._looking = None

    @callback
    def _show_or_hide(self) -> None:
        row = self.registry_entry
        wanted = RegistryEntryHider.INTEGRATION if self._is_flat else None
        if row is None or row.hidden_by in (wanted, RegistryEntryHider.USER):
            return
        er.async_get(self.hass).async_update_entity(self.entity_id, hidden_by=wanted)

    def matching(self) -> list[str]:
        """Return what the button acts on; raises when there is nothing."""
        if position_ids := self.position_ids:
            return position_ids
        raise nothing_held(self.bot.settings.name, self.slot.symbol, self.slot.side)


class CloseButton(_SlotButton):
    """Close at market price; cancel what has not filled."""

    def __init__(self, hass: HomeAssistant, entry: TradehookConfigEntry, slot: SlotKey) -> None:
        """Make the button of a slot."""
        super().__init__(hass, entry, slot, "close")

    @override
    async def async_press(self) -> None:
        """Close what the slot holds."""
        await self.async_trade(self._close)

    async def _close(self) -> None:
        await self._account.close_positions(self.matching())


class KeepButton(_SlotButton):
    """Cancel an unfilled entry, leave a filled position alone."""

    def __init__(self, hass: HomeAssistant, entry: TradehookConfigEntry, slot: SlotKey) -> None:
        """Make the button of a slot."""
        super().__init__(hass, entry, slot, "keep")

    @override
    async def async_press(self) -> None:
        """Keep what has filled."""
        await self.async_trade(self._keep)

    async def _keep(self) -> None:
        await self._account.keep_positions(self.matching())
