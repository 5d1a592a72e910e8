"""Tells tests what runs inside a real Home Assistant that its own interfaces don't show."""

import asyncio
from pathlib import Path
import threading
from typing import cast

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers.typing import ConfigType
from homeassistant.util.json import JsonObjectType

DOMAIN = "house_probe"
SHARED_THREADS = ("MainThread", "SyncWorker", "ImportExecutor", "Recorder", "DbWorker")
"""How threads are named that Home Assistant has anyway, and more or fewer of."""


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Set up the only action."""

    async def look(_call: ServiceCall) -> ServiceResponse:
        found = {
            "threads": sorted(
                thread.name
                for thread in threading.enumerate()
                if not thread.name.startswith(SHARED_THREADS)
            ),
            "tasks": sorted(
                task.get_name()
                for task in asyncio.all_tasks()
                if task.get_name().startswith("Tradehook")
            ),
            "files": await hass.async_add_executor_job(
                open_files, Path(hass.config.path("tradehook"))
            ),
            "listeners": dict(hass.bus.async_listeners()),
        }
        return cast(JsonObjectType, found)

    hass.services.async_register(DOMAIN, "look", look, supports_response=SupportsResponse.ONLY)
    return True


def open_files(folder: Path) -> list[str]:
    """Return the files of a folder that this process has open."""
    found = (link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return sorted({path.name for path in found if folder in path.parents})
