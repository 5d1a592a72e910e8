"""Every row of the list of exchanges, with every kind of account, through every scenario.

Each group of scenarios has an account of its own, which the next one after a failure or after
one that spoils it starts anew. Where tests are sampled, each exchange is walked in one kind of
account, through what has lost money.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from random import Random

import pytest

from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.trading.position.evolve import backoff
from tests.sampling import SAMPLE

from .groups import GROUPS
from .row import WalkRow, walk_rows
from .scenario import Scenario
from .stage import Stage, staged


def sampled(rows: Iterable[WalkRow]) -> Iterator[WalkRow]:
    """Return one kind of account of each exchange, the same ones in every run."""
    by_code: dict[str, list[WalkRow]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    return (Random(code).choice(kinds) for code, kinds in by_code.items())


ALL = tuple(walk_rows())
ROWS = tuple(sampled(ALL)) if SAMPLE else ALL


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the walk reach the imitations on this machine."""


@pytest.fixture(autouse=True)
def retried_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let positions try again what was refused after a tenth of their waits: that is a rule."""
    delays = tuple(delay / 10 for delay in backoff.RETRY_SECONDS)
    monkeypatch.setattr(backoff, "RETRY_SECONDS", delays)


def chosen(row: WalkRow, group: str) -> Sequence[Scenario]:
    """Return what is walked of a group."""
    return [
        scenario
        for scenario in GROUPS[group]
        if scenario.applies(row) and (scenario.lost_money or not SAMPLE)
    ]


CASES = [
    pytest.param(row, group, id=f"{row.name} {group}")
    for row in ROWS
    for group in GROUPS
    if chosen(row, group)
]


class Stages:
    """The account of a group: the one before, or a new one where that can't be used any more."""

    def __init__(self, row: WalkRow, folder: Path) -> None:
        self.row = row
        self.folder = folder
        self._numbers = count()
        self._stack = AsyncExitStack()
        self._stage: Stage | None = None

    async def get(self) -> Stage:
        """Return an account that is flat."""
        if self._stage is None:
            path = self.folder / f"account-{next(self._numbers)}.db"
            self._stage = await self._stack.enter_async_context(staged(self.row, path))
        return self._stage

    async def spoil(self) -> None:
        """Use it no more."""
        self._stage = None
        stack, self._stack = self._stack, AsyncExitStack()
        await stack.aclose()


@pytest.fixture
async def stages(row: WalkRow, tmp_path: Path) -> AsyncIterator[Stages]:
    """Return the accounts of a group."""
    stages = Stages(row, tmp_path)
    yield stages
    await stages.spoil()


@pytest.mark.parametrize(("row", "group"), CASES)
async def test_row_is_walked(
    row: WalkRow, group: str, stages: Stages, subtests: pytest.Subtests
) -> None:
    for scenario in chosen(row, group):
        with subtests.test(scenario.name):
            done = False
            try:
                stage = await stages.get()
                await scenario.walk(stage)
                done = not scenario.alone
                if done:
                    await stage.back()
            finally:
                if not done:
                    await stages.spoil()


def test_every_row_of_the_list_is_walked() -> None:
    assert {row.code for row in ALL} == set(VENUES)
