"""Processes of the benchmark: started, used over HTTP and ended by their id."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import json
import os
from pathlib import Path
import sys

ROOT = Path(__file__).resolve().parent.parent
PATHS = (ROOT, ROOT / "scripts", ROOT / "benchmarks")
"""The last one holds a custom component of the benchmark's own."""
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, PATHS))}
PATIENCE = 60.0


@asynccontextmanager
async def process(*command: str) -> AsyncIterator[dict[str, int]]:
    """Run a Python module and give what its first line says."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", *command),
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert running.stdout is not None
        async with asyncio.timeout(PATIENCE):
            told = json.loads(await running.stdout.readline())
        yield {"pid": running.pid, **told}
    finally:
        if running.returncode is None:
            running.terminate()
        await running.wait()


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / os.sysconf("SC_CLK_TCK")
