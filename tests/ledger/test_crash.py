"""Kill -9 in the middle of commits: whatever was confirmed is there, and nothing is half there."""

from pathlib import Path
import random
import signal
import subprocess
import sys
import time

import pytest

from custom_components.tradehook.ledger.ledger import Ledger

WRITERS = 8
ROOT = Path(__file__).parents[2]


def _command(path: Path) -> list[str]:
    return [sys.executable, "-m", "tests.ledger.crash_child", str(path), str(WRITERS)]


def _run_and_kill(path: Path, confirmed: int, delay: float) -> set[str]:
    """Return what a process confirmed until it was killed, some time after a number of commits."""
    with subprocess.Popen(_command(path), cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(confirmed)]
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.readlines()
    assert child.returncode == -signal.SIGKILL
    return {line.decode().strip() for line in lines if line.endswith(b"\n")}


@pytest.mark.parametrize("seed", [1, 2])
async def test_what_was_confirmed_survives(path: Path, seed: int) -> None:
    """Several crashes of the same ledger, each in another moment."""
    chance = random.Random(seed)
    confirmed: set[str] = set()
    for crash in range(1, 4):
        before = len(confirmed)
        confirmed |= _run_and_kill(path, chance.randint(1, 400), chance.random() / 100)
        assert len(confirmed) > before
        ledger = await Ledger.open(path)
        live = await ledger.live_positions()
        found = {row.position_id for row, _ in live}
        assert confirmed <= found
        # A write may have reached the disk when its confirmation hadn't been said yet.
        assert len(found - confirmed) <= WRITERS * crash
        assert {len(facts) for _, facts in live} == {2}
        assert {row.receipt_id for row in await ledger.unexecuted_signals()} == found
        assert {row.position_id for row in await ledger.fills(limit=10**6)} == found
        assert set(await ledger.values()) == found
        assert [await ledger.order(name) for name in found].count(None) == 0
        await ledger.close()


@pytest.mark.parametrize("method", ["write_waiting", "bring_in"])
async def test_a_kill_while_the_tables_get_it_loses_nothing(path: Path, method: str) -> None:
    """Before that is committed, and right behind it."""
    command = [*_command(path), method]
    died = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)  # noqa: ASYNC221
    assert died.returncode == -signal.SIGKILL
    confirmed = set(died.stdout.decode().split())
    ledger = await Ledger.open(path)
    found = {row.position_id for row, _ in await ledger.live_positions()}
    assert len(confirmed) > 200
    assert confirmed <= found
    assert len(found - confirmed) <= WRITERS
    assert {row.position_id for row in await ledger.fills(limit=10**6)} == found
    assert set(await ledger.values()) == found
    await ledger.close()
