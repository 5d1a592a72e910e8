"""A Home Assistant of the benchmark's own, in a folder that can be copied and started again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
import json
import os
from pathlib import Path
import random
import shutil
import socket
import sys
import time
from typing import Any

import demo
from demo_client import HomeAssistant

from .processes import ENVIRONMENT, ROOT

STOP_SECONDS = 60
PORTS = (20_000, 32_000)
"""Below those that the system gives to clients."""


class Folder:
    """A configuration folder."""

    def __init__(self, path: Path) -> None:
        """Remember where it is."""
        self.path = path
        self.token: str | None = None

    def copy(self, path: Path) -> Folder:
        """Return a copy of it."""
        shutil.copytree(self.path, path, symlinks=True)
        copied = Folder(path)
        copied.token = self.token
        return copied

    def prepare(self, port: int, **wanted: object) -> None:
        """Write what Home Assistant reads when it starts, and what the benchmark wants of it."""
        prepared = demo.Folder(self.path)
        prepared.prepare(port)
        configuration = self.path / "configuration.yaml"
        text = configuration.read_text()
        if "tradehook_bench:" not in text:
            configuration.write_text(f"{text}tradehook_bench:\n")
        (self.path / "bench.json").write_text(json.dumps(wanted))
        (self.path / "started.json").unlink(missing_ok=True)


class Running:
    """A Home Assistant at work."""

    def __init__(self, folder: Folder, hass: HomeAssistant, pid: int, begun: float) -> None:
        """Remember it."""
        self.folder = folder
        self.hass = hass
        self.pid = pid
        self._begun = begun

    async def watched(self) -> dict[str, list[float]]:
        """Return the event loop's delays and the moments of commits since the last call."""
        found: dict[str, list[float]] = await self.hass.expect("POST", "/api/tradehook_bench")
        return found

    async def at_rest(self) -> None:
        """Return once the recorder has written all states: whoever comes next pays for his own."""
        await self.hass.expect("POST", "/api/tradehook_bench/rest")

    async def profile(self) -> dict[str, Any]:
        """Begin a profile of the process, or end it and return what it found."""
        found: dict[str, Any] = await self.hass.expect("POST", "/api/tradehook_bench/profile")
        return found

    async def start_figures(self) -> tuple[float, float]:
        """Return the seconds that the start took, and the bytes in memory after it."""
        told = await self._started()
        return told["started_at"] - self._begun, told["rss"]

    async def traced_memory(self) -> float:
        """Return the bytes of Python objects, of a process that was started with `traced`."""
        return (await self._started())["traced"]

    async def _started(self) -> dict[str, float]:
        path = self.folder.path / "started.json"
        while not path.exists():
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.1)
        told: dict[str, float] = json.loads(path.read_text())
        return told


@asynccontextmanager
async def running(
    folder: Folder, joins: Callable[[int], None] | None = None, /, **wanted: object
) -> AsyncIterator[Running]:
    """Run Home Assistant in a folder; `joins` is told its process's id before it does anything."""
    port = free_port()
    folder.prepare(port, **wanted)
    begun = time.time()
    with (folder.path / "hass.out").open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "benchmarks.hass_main", str(os.getpid())),
            *("--config", str(folder.path), "--skip-pip"),
            cwd=ROOT,
            env=ENVIRONMENT | ({"PYTHONTRACEMALLOC": "1"} if wanted.get("traced") else {}),
            stdout=output,
            stderr=output,
        )
    if joins is not None:
        joins(process.pid)
    try:
        async with HomeAssistant(f"http://{demo.HOST}:{port}") as hass:
            async with asyncio.timeout(120):
                await hass.wait_until_it_answers()
                await hass.log_in(folder.token)
                is_new, folder.token = hass.token != folder.token, hass.token
                await hass.wait_until_running()
            yield Running(folder, hass, process.pid, begun)
            if is_new:
                await demo.Folder(folder.path).until_saved("auth", demo.token_id(hass.token))
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()


def free_port() -> int:
    """Return a port that nobody listens on, and that no client is given meanwhile."""
    while True:
        port = random.randrange(*PORTS)  # noqa: S311  no secret
        with socket.socket() as probe:
            try:
                probe.bind((demo.HOST, port))
            except OSError:
                continue
            return port
