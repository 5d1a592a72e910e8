"""What a person may read: Home Assistant's own policy for the entities that show the same."""

from collections.abc import Mapping

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.const import Platform
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.exceptions import UnknownUser
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..entity import slot_unique_id
from ..execution.account import Account
from ..execution.common.slots import SlotKey
from ..trading.model.market import Side


class Reader:
    """Whoever reads: a person, or (user None) the house itself, which reads all."""

    def __init__(self, hass: HomeAssistant, user: User | None) -> None:
        self._registry = er.async_get(hass)
        self._permissions = user.permissions if user is not None else None

    @property
    def reads_all(self) -> bool:
        """Return whether nothing has to be left out."""
        return self._permissions is None or self._permissions.access_all_entities(POLICY_READ)

    def account(self, entry_id: str) -> bool:
        """Return whether an account's numbers may be read: its equity sensor shows them."""
        return self._may(Platform.SENSOR, f"{entry_id}-equity") is True

    def bot(self, bot_id: str, entry_id: str) -> bool:
        """Return whether a bot's record may be read; one that was removed is the account's."""
        found = self._may(Platform.SWITCH, bot_id)
        return self.account(entry_id) if found is None else found

    def position(self, slot: SlotKey, entry_id: str) -> bool:
        """Return whether what is held of a market and side may be read: a sensor shows it."""
        found = self._may(Platform.SENSOR, slot_unique_id(slot, "position"))
        return self.bot(slot.bot_id, entry_id) if found is None else found

    def row(self, row: Mapping[str, object], entry_id: str) -> bool:
        """Return whether the row of a position may be read."""
        slot = SlotKey(str(row["bot_id"]), str(row["symbol"]), Side(str(row["side"])))
        return self.position(slot, entry_id)

    def bot_ids(self, account: Account, entry_id: str) -> list[str] | None:
        """Return the bots of an account whose records may be read; None = all that ever were."""
        if self.reads_all:
            return None
        return [bot_id for bot_id in account.bots if self.bot(bot_id, entry_id)]

    def _may(self, platform: Platform, unique_id: str) -> bool | None:
        """Return whether an entity may be read; None when there is no such entity."""
        if self.reads_all:
            return True
        assert self._permissions is not None
        entity_id = self._registry.async_get_entity_id(platform, DOMAIN, unique_id)
        if entity_id is None:
            return None
        return self._permissions.check_entity(entity_id, POLICY_READ)


async def async_reader(call: ServiceCall) -> Reader:
    """Return who calls an action; raises UnknownUser for somebody who is no more."""
    return await async_reader_in(call.hass, call.context)


async def async_reader_in(hass: HomeAssistant, context: Context) -> Reader:
    """Return who stands behind a context; raises UnknownUser for somebody who is no more."""
    if context.user_id is None:
        return Reader(hass, None)
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context)
    return Reader(hass, user)
