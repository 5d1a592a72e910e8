"""Where the files of the integration lie in the config folder."""

from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant

from ..const import DOMAIN

BACKUP_MARKER: Final = f"{DOMAIN}-backup.log"
"""In the config folder itself, from where backups leave out every `*.log`."""


def ledger_path(hass: HomeAssistant, entry_id: str) -> Path:
    """Return where an account's ledger lies."""
    return Path(hass.config.path(DOMAIN, f"{entry_id}.db"))


def backup_paths(hass: HomeAssistant) -> tuple[Path, Path]:
    """Return the folder of the ledgers, and the marker of a backup that is being made."""
    return Path(hass.config.path(DOMAIN)), Path(hass.config.path(BACKUP_MARKER))
