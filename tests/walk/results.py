"""What the last whole walk has shown: tests/walk/results.json, written by `scripts/test long`."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
import json
from pathlib import Path
import subprocess
import sys
from typing import TypedDict

from custom_components.tradehook.exchanges.venues import catalogue
from custom_components.tradehook.exchanges.venues.catalogue import VENUES

from .groups import GROUPS
from .row import WalkRow

PATH = Path(__file__).with_name("results.json")


class RowResult(TypedDict):
    """What one row has shown: `module` is the digest of its venue's module."""

    code: str
    module: str
    scenarios: dict[str, str]
    """`passed` or `failed`, by the scenario's name."""


class Results(TypedDict):
    """What a whole walk has shown, and of what."""

    commit: str
    ccxt: str
    rows: dict[str, RowResult]


def read_results() -> Results:
    """Return what the last whole walk has shown; nothing before the first."""
    if not PATH.exists():
        return {"commit": "", "ccxt": "", "rows": {}}
    results: Results = json.loads(PATH.read_text())
    return results


def write_results(outcomes: Mapping[str, Mapping[str, str]], rows: Mapping[str, WalkRow]) -> None:
    """Write what a walk has shown; rows that it was not about keep what they have."""
    results = read_results()
    results["commit"] = _commit()
    results["ccxt"] = version("ccxt")
    known = {name: row for name, row in results["rows"].items() if name in rows}
    for name, scenarios in outcomes.items():
        row = rows[name]
        former = known.get(name)
        same = former is not None and former["module"] == module_digest(row.code)
        known[name] = {
            "code": row.code,
            "module": module_digest(row.code),
            "scenarios": {**(former["scenarios"] if former and same else {}), **scenarios},
        }
    results["rows"] = {name: known[name] for name in rows if name in known}
    PATH.write_text(json.dumps(results, indent=1) + "\n")


def expected_scenarios(row: WalkRow) -> Iterator[str]:
    """Return the names of all scenarios that are for a row."""
    for group in GROUPS.values():
        yield from (scenario.name for scenario in group if scenario.applies(row))


def module_digest(code: str) -> str:
    """Return the digest of the sources of a row's venue: its module, and those named after it."""
    row = VENUES[code]
    for module in vars(catalogue).values():
        if row in getattr(module, "ROWS", ()):
            path = Path(sys.modules[module.__name__].__file__ or "")
            sources = sorted([path, *path.parent.glob(f"{path.stem}_*.py")])
            return sha256(b"".join(one.read_bytes() for one in sources)).hexdigest()[:16]
    raise KeyError(code)


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=PATH.parent,
    )
    return found.stdout.strip()
