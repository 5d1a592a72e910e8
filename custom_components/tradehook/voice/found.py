"""The bots and markets that an asker may know of, and which of them are meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..accounts.entry import TradehookConfigEntry, account_entries
from ..accounts.manual_bot import has_bot, manual_bot_id
from ..const import ACCOUNT_TYPE_PAPER, CONF_ACCOUNT_TYPE, DOMAIN
from ..entities.read_policy import Reader
from ..entity import slot_unique_id
from ..errors import explained
from ..execution.account import Account, Bot
from ..execution.common.rows import FullPositionRow
from ..execution.common.slots import SlotKey
from ..trading.model.facts import PositionStatus
from ..trading.model.market import Side, market_pair
from .asker import Asker, NotAnsweredError
from .names import means, means_market

LIVE: Final = [status.value for status in PositionStatus if status.is_live]
MOST: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBot:
    """A bot, its account, and the switch that stands for it."""

    entry: TradehookConfigEntry
    bot: Bot
    switch: str | None
    slots: Sequence[SlotKey]
    """Its markets and sides that the asker may know of."""
    readable: bool
    """Whether the asker may know of the bot itself, and not only of what it holds."""
    whole: bool
    """Whether the asker may know of everything that it holds."""

    @property
    def account(self) -> Account:
        """Return its account."""
        return self.entry.runtime_data

    @property
    def name(self) -> str:
        """Return what it is called."""
        return self.bot.settings.name

    @property
    def manual(self) -> bool:
        """Return whether it holds what people open by hand."""
        return self.bot.bot_id == manual_bot_id(self.entry.entry_id)

    @property
    def paper(self) -> bool:
        """Return whether it trades on paper."""
        return bool(self.entry.data[CONF_ACCOUNT_TYPE] == ACCOUNT_TYPE_PAPER)

    @property
    def live(self) -> int | None:
        """Return how many positions it has; None where the asker may not know of all."""
        if not self.whole:
            return None
        return sum(len(self.account.slot_positions(slot)) for slot in self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSlot:
    """What a bot holds, or held, in one market and side, and the entities that stand for it."""

    owner: FoundBot
    slot: SlotKey
    sensor: str | None
    buttons: dict[str, str | None]

    @property
    def market(self) -> str:
        """Return the market as people read it."""
        return market_pair(self.slot.symbol)

    @property
    def coin(self) -> str:
        """Return what is bought and sold there."""
        return self.slot.symbol.partition("/")[0]

    @property
    def held(self) -> bool:
        """Return whether anything is held or wanted there."""
        return bool(self.owner.account.slot_positions(self.slot))

    def exposed(self, asker: Asker, what: str) -> bool:
        """Return whether the assistant was given it: its sensor, or the button that does it."""
        return asker.has(self.sensor) or asker.has(self.buttons[what])


class Found:
    """All that an asker may know of."""

    def __init__(self, asker: Asker, reader: Reader) -> None:
        """Look at the accounts as they are now."""
        hass: HomeAssistant = asker.hass
        self._registry = er.async_get(hass)
        self._hass = hass
        entries = account_entries(hass)
        if not entries:
            raise NotAnsweredError("no_account")
        self._reader = reader
        self.hides = False
        """Whether there is anything that the asker may not know of."""
        self.loaded = [one for one in entries if one.state is ConfigEntryState.LOADED]
        self.not_loaded = [
            entry.title
            for entry in entries
            if entry.state is not ConfigEntryState.LOADED and reader.account(entry.entry_id)
        ]
        """What these hold isn't known."""
        self.bots = [
            found
            for entry in self.loaded
            for bot in entry.runtime_data.bots.values()
            if has_bot(entry, bot.bot_id) and (found := self._bot(entry, bot))
        ]
        if not self.bots and not self.not_loaded:
            raise NotAnsweredError("nothing_readable")

    @property
    def not_connected(self) -> list[str]:
        """Return the accounts whose prices may be old and whose orders have to wait."""
        found = {one.entry.title: one.account.connected for one in self.bots}
        return [title for title, connected in found.items() if not connected]

    async def live_rows(self) -> list[tuple[TradehookConfigEntry, FullPositionRow]]:
        """Return what the asker may know of all that is held or wanted, the newest first."""
        with explained():
            rows = [
                (entry, row)
                for entry in self.loaded
                for row in await entry.runtime_data.positions(statuses=LIVE, limit=MOST)
                if self._reader.row(row, entry.entry_id)
            ]
        return sorted(rows, key=lambda one: one[1]["opened_at"], reverse=True)

    def by_id(self, bot_id: str) -> FoundBot | None:
        """Return a bot; None for one that was removed."""
        return next((one for one in self.bots if one.bot.bot_id == bot_id), None)

    def by_switch(self, switch: object) -> FoundBot | None:
        """Return the bot that a switch stands for."""
        return next((one for one in self.bots if one.switch and one.switch == switch), None)

    def meant(self, spoken: str) -> FoundBot:
        """Return the one bot that is meant; raises where it is none, or one of several."""
        found = [one for one in self.bots if means(spoken, self._names(one))]
        match found:
            case [one]:
                return one
            case []:
                names = ", ".join(dict.fromkeys(one.name for one in self.bots))
                raise NotAnsweredError("unknown_bot", self.not_loaded, bot=spoken, bots=names)
            case _:
                names = ", ".join(f"{one.entry.title} {one.name}" for one in found)
                raise NotAnsweredError("which_bot", bot=spoken, bots=names)

    def slots(self, market: str, side: Side | None, bot: str | None) -> Iterator[FoundSlot]:
        """Yield what is meant of all that is or was held."""
        for owner in self.bots if bot is None else [self.meant(bot)]:
            for slot in owner.slots:
                found = self._slot(owner, slot)
                called = [f"{owner.name} {found.market}", f"{owner.name} {found.coin}"]
                called += self._aliases(found.sensor)
                if side in (None, slot.side) and (
                    means_market(market, slot.symbol) or means(market, called)
                ):
                    yield found

    def _bot(self, entry: TradehookConfigEntry, bot: Bot) -> FoundBot | None:
        """Return a bot if the asker may know of it, or of anything that it holds."""
        own = [slot for slot in sorted(entry.runtime_data.slots) if slot.bot_id == bot.bot_id]
        slots = [slot for slot in own if self._reader.position(slot, entry.entry_id)]
        readable = self._reader.bot(bot.bot_id, entry.entry_id)
        self.hides = self.hides or not readable or len(slots) < len(own)
        if not slots and not readable:
            return None
        return FoundBot(
            entry=entry,
            bot=bot,
            switch=self._entity(Platform.SWITCH, bot.bot_id),
            slots=slots,
            readable=readable,
            whole=len(slots) == len(own),
        )

    def _slot(self, owner: FoundBot, slot: SlotKey) -> FoundSlot:
        return FoundSlot(
            owner=owner,
            slot=slot,
            sensor=self._entity(Platform.SENSOR, slot_unique_id(slot, "position")),
            buttons={
                what: self._entity(Platform.BUTTON, slot_unique_id(slot, what))
                for what in ("close", "keep")
            },
        )

    def _names(self, one: FoundBot) -> list[str]:
        title = one.entry.title
        said = [one.name, f"{title} {one.name}", f"{one.name} {title}"]
        return [*said, *self._aliases(one.switch), one.switch or ""]

    def _aliases(self, entity_id: str | None) -> list[str]:
        entry = None if entity_id is None else self._registry.async_get(entity_id)
        return er.async_get_entity_aliases(self._hass, entry) if entry else []

    def _entity(self, platform: Platform, unique_id: str) -> str | None:
        return self._registry.async_get_entity_id(platform, DOMAIN, unique_id)


async def async_found(asker: Asker) -> Found:
    """Return all that an asker may know of."""
    return Found(asker, await asker.async_reader())
