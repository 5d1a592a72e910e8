"""The table, as text for a terminal and as a page of the documentation."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import groupby
import os
from pathlib import Path
import platform
import sqlite3

from .figures import Line, written

BEGIN = "<!-- figures: written by scripts/bench -->"
END = "<!-- end of the figures -->"
PACKAGES = ("homeassistant", "ccxt", "aiohttp", "SQLAlchemy")


def table(lines: Sequence[Line]) -> str:
    """Return the lines as Markdown, one table for each group."""
    parts = []
    for group, members in groupby(lines, key=lambda line: line.group):
        parts.append(f"### {group}\n")
        parts.append("| measure | Tradehook | floor | ratio | goal | spread |")
        parts.append("|---|---|---|---|---|---|")
        parts += [_row(line) for line in members]
        parts.append("")
    return "\n".join(parts)


def _row(line: Line) -> str:
    ratio = "" if line.ratio is None else f"{line.ratio:.3g} ×"
    goal = ""
    if line.goal is not None:
        goal = f"{_goal(line)} {'✓' if line.goal.holds(line) else '✗'}"
    measure = f"{line.measure} <br>*{line.note}*" if line.note else line.measure
    floor = "" if line.floor is None else written(line.floor.value, line.unit)
    spread = f"{line.ours.spread:.2g} ×" if len(line.ours.rounds) > 1 else ""
    ours = written(line.ours.value, line.unit)
    return f"| {measure} | {ours} | {floor} | {ratio} | {goal} | {spread} |"


def _goal(line: Line) -> str:
    assert line.goal is not None
    if line.goal.of_ratio:
        return str(line.goal)
    sign = "≥" if line.goal.at_least else "≤"
    above = " above" if line.goal.above_floor else ""
    return f"{sign} {written(line.goal.limit, line.unit)}{above}"


def machine() -> str:
    """Return what the figures were measured with."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} × {_processor()},"
        f" {platform.system()} {platform.release()}, Python {platform.python_version()},"
        f" {packages}, SQLite {sqlite3.sqlite_version}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def write(page: Path, lines: Sequence[Line]) -> None:
    """Put the figures between the marks of a page; raises ValueError without the marks."""
    text = page.read_text()
    if BEGIN not in text or END not in text:
        raise ValueError(f"{page} has no place for the figures")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{machine()}\n\n{table(lines)}\n{END}{after}")


def missed(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that miss their goal."""
    return [line for line in lines if line.goal is not None and not line.goal.holds(line)]


def intolerable(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that nothing excuses: what is lost, and what became twice as slow."""
    return [
        line
        for line in missed(lines)
        if line.strict or (line.goal is not None and not line.goal.is_tolerable(line))
    ]
