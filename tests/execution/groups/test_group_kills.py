"""The death of the process at every commit of a group's signal: each child is on record once."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.ledger.ledger import Ledger
from tests.execution.house import BTC

from .group_house import KEY, MEMBERS, SECRET, group_house

COMMITS = 5
"""The group's, one of each bot, and that of what became of them."""
EVERY = [(number, after) for number in range(1, COMMITS + 1) for after in (False, True)]
POINTS = EVERY if "CRASHES" in os.environ else [(1, True), (3, False), (4, True)]
OPEN = {"api_key": KEY, "api_secret": SECRET, "symbol": BTC, "side": "long", "quote_amount": 100}
CLOSE = {"api_key": KEY, "api_secret": SECRET, "symbol": BTC, "action": "close"}


@pytest.mark.parametrize(("point", "after"), POINTS)
@pytest.mark.parametrize("message", [OPEN, CLOSE], ids=["open", "close"])
async def test_every_kill_leaves_each_child_on_record_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    message: dict[str, Any],
    point: int,
    after: bool,
) -> None:
    """Or the signal is absent everywhere, and was not answered as if it were there.

    From that moment on nothing is written any more, as when the process is killed.
    """
    commits, armed = 0, False
    write = Ledger._write

    async def dies(self: Ledger, run: Any) -> Any:
        nonlocal commits
        if not armed:
            return await write(self, run)
        signals = getattr(run, "signals", None) or getattr(run, "signal_updates", None)
        commits += bool(signals)
        if commits > point or (commits == point and not (after and signals)):
            raise LedgerWriteError("dead")
        result = await write(self, run)
        if commits == point:
            raise LedgerWriteError("dead")
        return result

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "_write", dies)
        async with group_house(tmp_path) as home:
            if message is CLOSE:
                assert (await home.post(OPEN)).status == 202
            armed = True
            answer = await home.group.receive(json.dumps(message).encode(), None)
    async with group_house(tmp_path) as home:
        await home.until_handed_on()

        before = 1 if message is CLOSE else 0
        rows = await home.group.signals()
        found = {one.bot_id: len(await home.signals(one.bot_id)) for one in MEMBERS}
        positions = await home.positions()
        if len(rows) == before:
            assert answer.status == 503
            assert found == dict.fromkeys(found, before)
            return
        assert found == dict.fromkeys(found, before + 1)
        assert {bot: len(own) for bot, own in positions.items()} == dict.fromkeys(found, 1)
        wanted = "open" if message is OPEN else "closed"
        assert {row["status"] for own in positions.values() for row in own} == {wanted}
        assert [child["status"] for child in rows[0]["bots"]] == ["accepted"] * 3
