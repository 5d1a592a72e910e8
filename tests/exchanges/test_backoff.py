"""The waits between attempts: the first one, growth, the longest one, a new beginning."""

import asyncio

import pytest

from custom_components.tradehook.exchanges.port.backoff import Backoff


@pytest.mark.parametrize(
    ("waits", "happens", "expected"),
    [
        pytest.param((0.5, 2.0), "x", [0.5], id="first"),
        pytest.param((0.5, 2.0, 5.0), "xxx", [0.5, 2.0, 5.0], id="grows"),
        pytest.param((0.5, 2.0), "xxxx", [0.5, 2.0, 2.0, 2.0], id="last one stays"),
        pytest.param((3.0,), "xxx", [3.0, 3.0, 3.0], id="always the same"),
        pytest.param((0.5, 2.0, 5.0), "xx.xx", [0.5, 2.0, 0.5, 2.0], id="success begins anew"),
        pytest.param((0.5, 2.0), "..x", [0.5], id="success without a failure"),
    ],
)
def test_waits(waits: tuple[float, ...], happens: str, expected: list[float]) -> None:
    """There is no chance in it: each account has its own beginning."""
    backoff, told = Backoff(waits), []
    for event in happens:
        if event == "x":
            told.append(backoff.failed())
        else:
            backoff.reset()
    assert told == expected


async def slept(backoff: Backoff, monkeypatch: pytest.MonkeyPatch, enough: int) -> list[float]:
    """Return for how long the attempts have waited, of which so many are enough."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    with monkeypatch.context() as patch:
        patch.setattr(asyncio, "sleep", sleep)
        async for _ in backoff:
            if len(waited) == enough:
                break
    return waited


@pytest.mark.parametrize(
    ("enough", "expected"),
    [(1, [0.0]), (2, [0.0, 0.3]), (3, [0.0, 0.3, 1.0]), (9, [0.0, 0.3, 1.0])],
)
async def test_there_are_as_many_attempts_as_waits(
    monkeypatch: pytest.MonkeyPatch, enough: int, expected: list[float]
) -> None:
    assert await slept(Backoff((0.0, 0.3, 1.0)), monkeypatch, enough) == expected


async def test_waiting_counts_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    backoff = Backoff((0.0, 7.0))
    await backoff.wait()
    assert backoff.failed() == 7.0
    backoff.reset()
    assert await slept(backoff, monkeypatch, 2) == [0.0, 7.0]
