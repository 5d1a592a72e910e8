"""Hooks of Home Assistant's backups: each open ledger lies in them as a consistent copy.

A backup reads the files of the config folder while they are written to, so the ledgers in it are
torn. The copies beside them are not. They are there only while a backup is made, together with a
marker that no backup contains: a copy without the marker was restored, and takes the place of its
ledger; a copy with it was left behind by a crash, and goes.
"""

import asyncio
import logging
from pathlib import Path

from homeassistant.core import HomeAssistant

from .accounts.data import DATA
from .accounts.files import backup_paths
from .ledger.errors import LedgerError
from .ledger.files.backup_files import begin_copies, copy_of, end_copies
from .ledger.ledger import Ledger

_LOGGER = logging.getLogger(__name__)


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Make the copies; a failure costs the copy, never the backup."""
    folder, marker = backup_paths(hass)
    try:
        await hass.async_add_executor_job(begin_copies, folder, marker)
    except OSError as err:
        _LOGGER.warning("The ledgers can't be copied for the backup: %s", err)
        return
    domain = hass.data[DATA]
    ledgers = {key: account.ledger for key, account in domain.accounts.items()}
    ledgers |= {key: group.ledger for key, group in domain.groups.items()}
    await asyncio.gather(
        *(_async_copy(ledger, folder / f"{key}.db") for key, ledger in ledgers.items())
    )


async def async_post_backup(hass: HomeAssistant) -> None:
    """Remove the copies."""
    try:
        await hass.async_add_executor_job(end_copies, *backup_paths(hass))
    except OSError as err:
        _LOGGER.warning("The copies of the ledgers can't be removed: %s", err)


async def _async_copy(ledger: Ledger, path: Path) -> None:
    try:
        await ledger.backup(copy_of(path))
    except LedgerError as err:
        _LOGGER.warning("The ledger %s is not in the backup as it should be: %s", path.name, err)
