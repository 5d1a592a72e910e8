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
from .const import DOMAIN
from .ledger.errors import LedgerError
from .ledger.files.backup_files import copy_of, remove_copies, take_copy
from .ledger.ledger import Ledger

_LOGGER = logging.getLogger(__name__)

MARKER = f"{DOMAIN}-backup.log"
"""In the config folder itself, from where backups leave out every `*.log`."""


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Make the copies; a failure costs the copy, never the backup."""
    folder, marker = _paths(hass)
    try:
        await hass.async_add_executor_job(_begin, folder, marker)
    except OSError as err:
        _LOGGER.warning("The ledgers can't be copied for the backup: %s", err)
        return
    accounts = list(hass.data[DATA].accounts.items())
    await asyncio.gather(
        *(_async_copy(account.ledger, folder / f"{key}.db") for key, account in accounts)
    )


async def async_post_backup(hass: HomeAssistant) -> None:
    """Remove the copies."""
    try:
        await hass.async_add_executor_job(_end, *_paths(hass))
    except OSError as err:
        _LOGGER.warning("The copies of the ledgers can't be removed: %s", err)


def forget_interrupted(config_folder: Path) -> None:
    """Remove what a backup has left that was under way when Home Assistant ended."""
    try:
        if (config_folder / MARKER).exists():
            _end(config_folder / DOMAIN, config_folder / MARKER)
    except OSError as err:
        # As long as the marker is there, no copy takes the place of its ledger.
        _LOGGER.warning("The rest of an interrupted backup can't be removed: %s", err)


def take_restored(config_folder: Path, ledger: Path) -> bool:
    """Let a restored copy take the place of its ledger, which is not open; raises OSError."""
    if (config_folder / MARKER).exists():
        return False
    return take_copy(ledger)


async def _async_copy(ledger: Ledger, path: Path) -> None:
    try:
        await ledger.backup(copy_of(path))
    except LedgerError as err:
        _LOGGER.warning("The ledger %s is not in the backup as it should be: %s", path.name, err)


def _paths(hass: HomeAssistant) -> tuple[Path, Path]:
    return Path(hass.config.path(DOMAIN)), Path(hass.config.path(MARKER))


def _begin(folder: Path, marker: Path) -> None:
    marker.write_text("A backup is being made.\n", encoding="utf-8")
    remove_copies(folder)


def _end(folder: Path, marker: Path) -> None:
    remove_copies(folder)
    marker.unlink(missing_ok=True)
