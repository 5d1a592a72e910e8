"""What Home Assistant is told of a ledger that an entry can't be set up with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady

from ..const import DOMAIN
from ..issues.lost_ledgers import async_tell_lost, async_tell_unusable
from ..ledger.errors import LedgerError, LedgerTooNewError
from ..ledger.files.identity import LedgerLostError


@contextmanager
def opening_ledger(hass: HomeAssistant, entry: ConfigEntry[Any]) -> Iterator[None]:
    """Turn what fails inside into an end of the setup, with its repair.

    Raises ConfigEntryError where only a person can help, else ConfigEntryNotReady.
    """
    try:
        yield
    except LedgerTooNewError as err:
        raise ConfigEntryError(
            translation_domain=DOMAIN,
            translation_key="ledger_too_new",
            translation_placeholders={"found": str(err.found), "known": str(err.known)},
        ) from err
    except LedgerLostError as err:
        async_tell_lost(hass, entry, err.loss)
        raise ConfigEntryError(translation_domain=DOMAIN, translation_key="ledger_lost") from err
    except (LedgerError, OSError) as err:
        raise ledger_not_ready(hass, entry, err) from err


def ledger_not_ready(
    hass: HomeAssistant, entry: ConfigEntry[Any], err: Exception
) -> ConfigEntryNotReady:
    """Raise the repair of a ledger that can't be used now, and return why it is tried again."""
    async_tell_unusable(hass, entry, err)
    return ConfigEntryNotReady(
        translation_domain=DOMAIN,
        translation_key="ledger_unavailable",
        translation_placeholders={"error": str(err)},
    )
