"""The death of the process at every commit of a group's signal: each child is on record once."""

from decimal import Decimal
import json
import os
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.ledger.ledger import Ledger
from tests.execution.house import BTC
from tests.execution.signals.arrays.arrays import carried_out

from .group_house import KEY, MEMBERS, SECRET, group_house

COMMITS = 5
"""The group's, one of each bot, and that of what became of them."""
EVERY = [(number, after) for number in range(1, COMMITS + 1) for after in (False, True)]
POINTS = EVERY if "CRASHES" in os.environ else [(1, True), (3, False), (4, True)]
ARRAY_COMMITS = 8
"""The group's, one of each bot and that of its second signal's turn, and that of the outcome."""
ARRAY_POINTS = (
    [(number, after) for number in range(1, ARRAY_COMMITS + 1) for after in (False, True)]
    if "CRASHES" in os.environ
    else [(1, True), (3, False)]
)
OPEN = {"api_key": KEY, "api_secret": SECRET, "symbol": BTC, "side": "long", "quote_amount": 100}
INCREASE = {"symbol": BTC, "action": "increase", "increase_order": {"quantity_percentage": 100}}
CLOSE = {"api_key": KEY, "api_secret": SECRET, "symbol": BTC, "action": "close"}


class Death:
    """Nothing is written any more from a commit on, counted since it is armed."""

    def __init__(self, point: int, *, after: bool) -> None:
        self.armed = False
        self._point, self._after, self._commits = point, after, 0

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let every ledger of the process die."""
        write, death = Ledger._write, self

        async def dies(ledger: Ledger, run: Any) -> Any:
            return await death._write(ledger, run, write)

        monkeypatch.setattr(Ledger, "_write", dies)

    async def _write(self, ledger: Ledger, run: Any, write: Any) -> Any:
        if not self.armed:
            return await write(ledger, run)
        signals = getattr(run, "signals", None) or getattr(run, "signal_updates", None)
        self._commits += bool(signals)
        here = self._commits == self._point
        if self._commits > self._point or (here and not (self._after and signals)):
            raise LedgerWriteError("dead")
        result = await write(ledger, run)
        if here:
            raise LedgerWriteError("dead")
        return result


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
    dies = Death(point, after=after)

    with monkeypatch.context() as patched:
        dies.patch(patched)
        async with group_house(tmp_path) as home:
            if message is CLOSE:
                assert (await home.post(OPEN)).status == 202
            dies.armed = True
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


@pytest.mark.parametrize(("point", "after"), ARRAY_POINTS)
async def test_every_kill_leaves_each_signal_of_a_list_on_record_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: int, after: bool
) -> None:
    """And carried out once by each bot, in its order."""
    dies = Death(point, after=after)
    with monkeypatch.context() as patched:
        dies.patch(patched)
        async with group_house(tmp_path) as home:
            dies.armed = True
            answer = await home.group.receive(json.dumps([OPEN, INCREASE]).encode(), None)
    async with group_house(tmp_path) as home:
        await home.until_handed_on()
        for house in home.homes.values():
            await carried_out(house)
            await house.settle()

        found = {one.bot_id: await home.signals(one.bot_id) for one in MEMBERS}
        if not await home.group.signals():
            assert answer.status == 503
            assert not any(found.values())
            return
        for rows in found.values():
            assert [(row["action"], row["status"]) for row in rows] == [
                ("increase", "accepted"),
                ("open", "accepted"),
            ]
        bought: dict[str, list[Decimal]] = {one.bot_id: [] for one in MEMBERS}
        for house in home.homes.values():
            for trade in await house.account.trades():
                bought[str(trade["bot_id"])].append(Decimal(str(trade["amount"])))
        assert {bot: (len(own), sum(own)) for bot, own in bought.items()} == {
            "a1": (2, Decimal("0.003332")),
            "a2": (2, Decimal("0.001249")),
            "b1": (2, Decimal("0.009999")),
        }
