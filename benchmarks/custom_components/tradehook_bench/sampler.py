"""Samples what the event loop's thread works on, by the processor time of the process."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
import gc
import os
from pathlib import Path
import signal
import threading
import time
from types import FrameType

EVERY = 0.002
"""Seconds of processor time between two looks, as far as the system's clock goes."""
OWNERS = (
    ("custom_components/tradehook/", "Tradehook"),
    ("site-packages/ccxt/", "ccxt"),
    ("site-packages/sqlalchemy/", "SQLAlchemy"),
    ("site-packages/homeassistant/", "Home Assistant"),
    ("site-packages/", "aiohttp and others"),
    ("benchmarks/", "floor"),
)
"""Whose a piece of code is, by where it lies; the standard library's is its caller's."""
LOOP = "homeassistant/runner.py"
"""What runs the event loop: what has only that as a caller is asyncio's."""


class Sampler:
    """Where the main thread was at each look, and how long it collected garbage."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.owners: dict[str, float] = defaultdict(float)
        """Seconds of the thread's processor time; a look counts for what it took since the last."""
        self.functions: dict[str, float] = defaultdict(float)
        self._told = 0.0
        self.collected = 0.0
        """Seconds of the thread's processor time, for whatever objects it was."""
        self._collects_since: float | None = None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Look again and again, inside; only in the main thread."""
        self._told = time.thread_time()
        before = signal.signal(signal.SIGPROF, self._look)
        gc.callbacks.append(self._on_collection)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            gc.callbacks.remove(self._on_collection)
            signal.signal(signal.SIGPROF, before)

    def _on_collection(self, phase: str, _found: dict[str, int]) -> None:
        if threading.get_ident() != threading.main_thread().ident:
            return
        if phase == "start":
            self._collects_since = time.thread_time()
        elif self._collects_since is not None:
            took = time.thread_time() - self._collects_since
            self.collected += took
            self._told += took
            self._collects_since = None

    def _look(self, _number: int, frame: FrameType | None) -> None:
        if self._collects_since is not None:
            return  # nobody's: what came due during a collection is told at its end
        # The timer counts all threads: while others work, this one takes no time.
        now = time.thread_time()
        took, self._told = now - self._told, now
        while frame is not None:
            path = frame.f_code.co_filename
            owner = next((owner for part, owner in OWNERS if part in path), None)
            if path.endswith(LOOP):
                break
            if owner is not None:
                self.owners[owner] += took
                self.functions[f"{frame.f_code.co_qualname} ({owner})"] += took
                return
            frame = frame.f_back
        self.owners["asyncio"] += took


def thread_seconds() -> dict[str, float]:
    """Return the processor time of each thread of the process so far, by the thread's name."""
    found: dict[str, float] = {}
    for task in Path("/proc/self/task").iterdir():
        head, _, fields = (task / "stat").read_text().rpartition(")")
        user, system = map(int, fields.split()[11:13])
        name = "event loop" if task.name == str(os.getpid()) else head.partition("(")[2]
        found[name] = found.get(name, 0.0) + (user + system) / os.sysconf("SC_CLK_TCK")
    return found
