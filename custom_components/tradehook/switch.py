"""The switches: a bot runs or is stopped, an account may add exposure or not."""

from collections.abc import Iterable
from functools import partial
from typing import Any, override

from homeassistant.components.homeassistant.exposed_entities import KNOWN_ASSISTANTS
from homeassistant.components.switch import SwitchEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .accounts.entry import TradehookConfigEntry
from .entity import (
    AccountEntity,
    BotEntity,
    TradehookEntity,
    async_account_device,
    async_follow_bots_and_slots,
)

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the account's Trading switch and a switch for each bot."""
    async_account_device(hass, entry)
    async_add_entities([TradingSwitch(entry)])

    def for_bot(bot_id: str) -> Iterable[BotSwitch]:
        return (BotSwitch(hass, entry, bot_id),)

    async_follow_bots_and_slots(
        hass, entry, async_add_entities, for_bot=for_bot, before_positions=True
    )


class _TradingEntity(TradehookEntity, SwitchEntity):
    """A switch that a voice must not flip unless the user wants it so."""

    @override
    async def async_added_to_hass(self) -> None:
        """Hide the switch from voice assistants until somebody exposes it."""
        await super().async_added_to_hass()
        registry = er.async_get(self.hass)
        for assistant in KNOWN_ASSISTANTS:
            entry = registry.async_get(self.entity_id)
            if entry is None or "should_expose" in entry.options.get(assistant, {}):
                continue
            options = dict(entry.options.get(assistant, {}))
            registry.async_update_entity_options(
                self.entity_id, assistant, {**options, "should_expose": False}
            )


class TradingSwitch(AccountEntity, _TradingEntity):
    """The account's kill switch: off, nothing adds exposure."""

    _attr_translation_key = "trading"

    def __init__(self, entry: TradehookConfigEntry) -> None:
        """Make the switch of an account."""
        super().__init__(entry, "trading")

    @property
    @override
    def is_on(self) -> bool:
        """Return whether exposure may be added."""
        return self._account.trading_enabled

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return which limit of the account keeps it off."""
        lock = self._account.trading_lock
        return {"reason": None if lock is None else f"account_{lock}"}

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Allow new exposure again."""
        await self.async_trade(self._account.set_trading, True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Cancel the entries and refuse new exposure."""
        await self.async_trade(self._account.set_trading, False)


class BotSwitch(BotEntity, _TradingEntity):
    """A bot: on, it takes openings."""

    _attr_name = None
    _attr_translation_key = "bot"

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the bot runs."""
        return self.bot.is_on

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Start the bot; only a person ends a halt by that, no automation."""
        person = self._context is not None and self._context.user_id is not None
        await self.async_trade(partial(self._account.start_bot, person=person), self.bot_id)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Stop the bot: its positions go on being managed."""
        await self.async_trade(self._account.stop_bot, self.bot_id)
