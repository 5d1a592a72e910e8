"""Whoever waits long for a commit looks around meanwhile: one timer for all of an account."""

import asyncio
from collections.abc import Callable

from custom_components.tradehook.execution.engine.steps.late_commits import LateCommits

AFTER = 0.05


async def test_each_commit_is_late_by_its_own_time() -> None:
    late: list[str] = []
    commits, loop = LateCommits(AFTER), asyncio.get_running_loop()
    started, at = loop.time(), dict[str, float]()

    def noted(name: str) -> Callable[[], None]:
        def note() -> None:
            late.append(name)
            at[name] = loop.time() - started

        return note

    over = commits.begun(loop.time(), noted("over"))
    commits.ended(over)
    await asyncio.sleep(AFTER / 2)
    commits.begun(loop.time(), noted("first"))
    ended = commits.begun(loop.time(), noted("ended"))
    await asyncio.sleep(AFTER / 4)
    commits.begun(loop.time(), noted("second"))
    commits.ended(ended)
    await asyncio.sleep(AFTER * 3)
    assert late == ["first", "second"]
    assert at["first"] >= AFTER * 1.45
    assert at["second"] >= AFTER * 1.7


async def test_none_is_late_twice_and_none_after_the_end() -> None:
    late: list[int] = []
    commits, loop = LateCommits(AFTER), asyncio.get_running_loop()
    number = commits.begun(loop.time(), lambda: late.append(1))
    await asyncio.sleep(AFTER * 2)
    commits.ended(number)
    commits.begun(loop.time(), lambda: late.append(2))
    commits.clear()
    await asyncio.sleep(AFTER * 2)
    assert late == [1]
