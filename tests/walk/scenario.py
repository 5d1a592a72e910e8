"""A scenario of the walk, and for which rows it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .row import WalkRow
from .stage import Stage

type Walk = Callable[[Stage], Awaitable[None]]


def everywhere(_row: WalkRow) -> bool:
    """Apply to every row."""
    return True


def perpetuals(row: WalkRow) -> bool:
    """Apply to perpetuals."""
    return row.linear


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One thing that is tried; it begins flat and ends flat."""

    name: str
    """What it says in docs/exchanges.md."""
    walk: Walk
    applies: Callable[[WalkRow], bool] = everywhere
    lost_money: bool = False
    """Whether it is walked in every run: something like it has lost money."""
    alone: bool = False
    """Whether the account can't be used afterwards."""
