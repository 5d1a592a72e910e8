"""A control group of Linux that holds processes to a part of a core, as a small board would."""

from collections.abc import Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import time
from typing import NamedTuple

PERIOD = 0.025
"""Seconds in which the part is counted: short, as a slow processor is slow all the time."""
MICRO = 1_000_000
PATIENCE = 10.0


class NoControlGroupError(Exception):
    """None may be made here; says why."""


class ControlGroup:
    """What has joined it gets no more than its part of a core, all threads together."""

    def __init__(self, path: Path) -> None:
        """Take its folder, which is there already."""
        self._path = path

    def join(self, pid: int) -> None:
        """Have a process belong to it, with all that it starts from now on."""
        (self._path / "cgroup.procs").write_text(str(pid))


@contextmanager
def held_to(share: float) -> Iterator[ControlGroup]:
    """Give a group that holds its processes to a part of a core; they must end before it does.

    Raises NoControlGroupError where none may be written.
    """
    path, settings = _place(share)
    try:
        path.mkdir()
    except OSError as error:
        raise NoControlGroupError(f"{path} can't be made: {error.strerror}") from None
    try:
        for name, value in settings.items():
            try:
                (path / name).write_text(value)
            except OSError as error:
                told = f"{path / name} can't be written: {error.strerror}"
                raise NoControlGroupError(told) from None
        yield ControlGroup(path)
    finally:
        _remove(path)


class _Hierarchy(NamedTuple):
    """Where groups lie, and which of them is this process's own."""

    root: Path
    own: str
    is_second: bool
    """Whether it is of the second version, in which one tree has all controllers."""

    @property
    def parent(self) -> Path:
        """Return this process's own group; in a container that is the tree's root as it is seen."""
        found = self.root / self.own.lstrip("/")
        return found if found.is_dir() else self.root


def _place(share: float) -> tuple[Path, dict[str, str]]:
    """Return where a group may be made and what to write there; raises NoControlGroupError."""
    period, quota = round(PERIOD * MICRO), round(PERIOD * share * MICRO)
    for one in _hierarchies():
        path = one.parent / f"tradehook-bench-{os.getpid()}"
        if not one.is_second:
            return path, {"cpu.cfs_period_us": str(period), "cpu.cfs_quota_us": str(quota)}
        if _hands_down_the_processor(one.parent):
            return path, {"cpu.max": f"{quota} {period}"}
    raise NoControlGroupError("no control group here has the processor to share out")


def _hierarchies() -> Iterator[_Hierarchy]:
    """Return those that may hold processes back: the first version's, then the second's."""
    owners = [line.split(":", 2) for line in _lines("/proc/self/cgroup")]
    mounts = [line.split() for line in _lines("/proc/self/mounts")]
    for _, root, kind, options, *_ in mounts:
        if kind == "cgroup" and "cpu" in options.split(","):
            own = next((own for _, names, own in owners if "cpu" in names.split(",")), "/")
            yield _Hierarchy(Path(root), own, is_second=False)
    for _, root, kind, *_ in mounts:
        if kind == "cgroup2":
            own = next((own for _, names, own in owners if not names), "/")
            yield _Hierarchy(Path(root), own, is_second=True)


def _hands_down_the_processor(parent: Path) -> bool:
    """Return whether groups in this one have a part of the processor; see to it where possible."""
    handed = parent / "cgroup.subtree_control"
    try:
        if "cpu" in handed.read_text().split():
            return True
        handed.write_text("+cpu")
    except OSError:
        return False
    return "cpu" in handed.read_text().split()


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def _remove(path: Path) -> None:
    """Remove a group once its last process has gone."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            path.rmdir()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
