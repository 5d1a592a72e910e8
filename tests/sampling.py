"""What is tried whole in `scripts/test long`, and in part by everybody else."""

from collections.abc import Mapping
import os
from random import Random

LONG = "LONG" in os.environ
"""Whether this is `scripts/test long`."""


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
