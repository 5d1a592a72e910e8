"""What is tried whole in `scripts/test long`, and in part by everybody else."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
import os
from random import Random
from typing import Final

import pytest

LONG = "LONG" in os.environ
"""Whether this is `scripts/test long`."""


SAMPLE = "SAMPLE" in os.environ
"""Whether this is `scripts/test` without arguments, which has to end within minutes."""

SHARES: Final = {
    # These take their faults by turns (`share`), so that fewer of their rows are left out
    "tests/exchanges/ccxt/test_account_faults.py": 4,
    "tests/exchanges/ccxt/test_wire_faults.py": 4,
    "tests/exchanges/ccxt": 8,
    "tests/fake_exchange": 4,
    "tests/live_process": 8,
    "tests/flows": 3,
    "tests/lifecycle": 2,
    "tests/issues": 2,
    "tests/test_services.py": 2,
    "tests/test_config_flow.py": 2,
    "tests/web": 2,
    "tests/actions": 2,
    "tests/entities": 2,
    "tests/execution": 2,
    "tests/panel": 2,
}
"""Of the rows of each test in these places every eighth to second one is tried, one at least.

The first place that a test lies in counts.
"""

HALVED: Final = ("tests/exchanges/ccxt", "tests/fake_exchange", "tests/live_process")
"""Of the files in these places every second test is tried: each talks to servers or processes."""


def leave_sample(
    config: pytest.Config, items: list[pytest.Item], sample: Callable[[Sequence[str]], list[bool]]
) -> None:
    """Leave what a sample chooses of the tests that were collected, where a sample is asked for."""
    if not SAMPLE:
        return
    kept = sample([item.nodeid for item in items])
    config.hook.pytest_deselected(
        items=[item for item, chosen in zip(items, kept, strict=True) if not chosen]
    )
    items[:] = [item for item, chosen in zip(items, kept, strict=True) if chosen]


def sampled_rows(names: Sequence[str]) -> list[bool]:
    """Return for each test, by its whole name, whether it is in the sample of its rows.

    The sample is the same in every run and process.
    """
    tests = defaultdict[str, list[str]](list)
    for name in names:
        tests[name.partition("[")[0]].append(name)
    chosen = set[str]()
    for test, rows in tests.items():
        every = next((n for place, n in SHARES.items() if test.startswith(place)), 1)
        chosen.update(Random(test).sample(rows, -(-len(rows) // every)))
    return [
        name in chosen and (among_tests or not name.startswith(HALVED))
        for name, among_tests in zip(names, sampled_tests(names), strict=True)
    ]


def sampled_tests(names: Sequence[str]) -> list[bool]:
    """Return for each test, by its whole name, whether it is in the sample of its file.

    Of the functions and classes of a file every second one is tried, one at least; the rows of a
    function and what is in a class stay together. The sample is the same in every run.
    """
    groups = ["::".join(name.split("::")[:2]).partition("[")[0] for name in names]
    files = defaultdict[str, list[str]](list)
    for group in dict.fromkeys(groups):
        files[group.partition("::")[0]].append(group)
    chosen = set[str]()
    for file, found in files.items():
        chosen.update(Random(file).sample(found, -(-len(found) // 2)))
    return [group in chosen for group in groups]


def share[T](rows: Mapping[str, T], turn: int, number: int) -> dict[str, T]:
    """Return all rows in `scripts/test long`, else so many of them, the same in every run.

    Whoever takes every turn from 0 on gets each row equally often.
    """
    if LONG or number >= len(rows):
        return dict(rows)
    names = list(rows)
    Random(12).shuffle(names)
    chosen = {names[(turn * number + index) % len(names)] for index in range(number)}
    return {name: row for name, row in rows.items() if name in chosen}
