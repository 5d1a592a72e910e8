"""What Home Assistant knows of each account's ledger, so that the file alone need not be believed.

The id of the ledger and the number of its newest commit stand in a store of their own, never more
than a minute behind. A ledger without an entry there (of 0.1.0, or of a new account) is adopted.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.storage import Store
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..ledger.errors import LedgerError
from ..ledger.files.identity import Identity
from ..ledger.ledger import Ledger

EVERY: Final = timedelta(seconds=30)
_VERSION: Final = 1
_ID, _SEQUENCE = "id", "sequence"


class LedgerVouchers:
    """Remembers each account's ledger by config entry id."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Prepare the store."""
        self._store: Store[dict[str, dict[str, Any]]] = Store(
            hass, _VERSION, f"{DOMAIN}.ledgers", private=True
        )
        self._known: dict[str, Identity] | None = None

    async def async_get(self, entry_id: str) -> Identity | None:
        """Return what is known of an account's ledger; None = nothing yet."""
        return (await self._async_known()).get(entry_id)

    async def async_remember(self, entry_id: str, found: Identity) -> None:
        """Record how far a ledger has come."""
        known = await self._async_known()
        if known.get(entry_id) != found:
            known[entry_id] = found
            await self._async_save(known)

    async def async_forget(self, entry_id: str) -> None:
        """Know nothing of an account's ledger: the next one that lies there is adopted."""
        known = await self._async_known()
        if known.pop(entry_id, None) is not None:
            await self._async_save(known)

    async def _async_known(self) -> dict[str, Identity]:
        if self._known is None:
            stored = await self._store.async_load() or {}
            self._known = {key: Identity(row[_ID], row[_SEQUENCE]) for key, row in stored.items()}
        return self._known

    async def _async_save(self, known: dict[str, Identity]) -> None:
        await self._store.async_save(
            {key: {_ID: found.ledger_id, _SEQUENCE: found.sequence} for key, found in known.items()}
        )


DATA_VOUCHERS: HassKey[LedgerVouchers] = HassKey(f"{DOMAIN}_ledger_vouchers")


def async_vouchers(hass: HomeAssistant) -> LedgerVouchers:
    """Return what is known of all ledgers."""
    return hass.data.setdefault(DATA_VOUCHERS, LedgerVouchers(hass))


async def async_vouch(hass: HomeAssistant, entry_id: str, ledger: Ledger) -> None:
    """Record how far an open ledger has come; one that can't be read stays as it was known."""
    if ledger.displaced:
        return
    try:
        found = await ledger.identity()
    except LedgerError:
        return
    await async_vouchers(hass).async_remember(entry_id, found)


def async_keep_vouching(hass: HomeAssistant, entry_id: str, ledger: Ledger) -> CALLBACK_TYPE:
    """Record how far a ledger comes until the returned function is called."""

    async def vouch(_now: datetime) -> None:
        await async_vouch(hass, entry_id, ledger)

    return async_track_time_interval(hass, vouch, EVERY, cancel_on_shutdown=True)
