"""What is tried whole in `scripts/test long`, and in part by everybody else."""

from collections.abc import Mapping, Sequence
import os
from random import Random
from typing import Final

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


def sampled_rows(names: Sequence[str]) -> list[bool]:
    """Return for each row of a test, by its whole name, whether it is in the sample.

    The sample is the same in every run and process.
    """
    every = next((n for place, n in SHARES.items() if names[0].startswith(place)), 1)
    count = -(-len(names) // every)
    chosen = set(Random(names[0].partition("[")[0]).sample(range(len(names)), count))
    return [index in chosen for index in range(len(names))]


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
