"""Several signals in one message to a group: each bot carries them out in their order."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
import json
from pathlib import Path
from typing import Any, Final

import pytest

from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.trading.credentials import (
    OtherCredentials,
    digest,
    token_digest,
)
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.signal.alert_systems import AlertSystem
from tests.execution.house import BTC, SETTINGS
from tests.execution.signals.arrays.arrays import carried_out

from .group_house import KEY, MEMBERS, SECRET, GroupHouse, group_house

OURS: Final = {"api_key": KEY, "api_secret": SECRET}
OPEN: Final[dict[str, Any]] = {"symbol": BTC, "side": "long", "quote_amount": 100}
CLOSE: Final[dict[str, Any]] = {"action": "close", "symbol": BTC}
STOP: Final[dict[str, Any]] = {"action": "stop_bot"}
TOKEN: Final = "own-value-of-a-token"
DEAL: Final = {"message_type": "bot", "bot_id": 7, "email_token": TOKEN, "delay_seconds": 0}
BUY: Final = DEAL | {"pair": "USDT_BTC"}
LEAVE: Final = BUY | {"action": "close_at_market_price"}
LEARNED: Final = frozenset({token_digest("3commas_dca", f"{TOKEN}\n7")})


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[GroupHouse]:
    """Return a running group of three bots in two accounts."""
    async with group_house(tmp_path) as built:
        yield built


async def send(home: GroupHouse, *signals: dict[str, Any]) -> SignalResponse:
    """Send a list, the group's key and secret in the first one."""
    first, *others = signals
    return await post(home, [OURS | first, *others])


async def post(home: GroupHouse, body: object) -> SignalResponse:
    """Send a body, and wait until no signal waits for its turn."""
    answer = await home.group.receive(json.dumps(body).encode(), "203.0.113.9")
    await home.settle()
    for house in home.homes.values():
        await carried_out(house)
        await house.settle()
    return answer


def said(answer: SignalResponse) -> list[list[object]]:
    """Return of each signal what each bot has said: its code, or else its status."""
    assert isinstance(answer.told, list)
    bots: list[Any] = [part.get("bots", {"all": part}) for part in answer.told]
    return [[one.get("code", one["status"]) for one in each.values()] for each in bots]


async def states(home: GroupHouse) -> list[list[object]]:
    """Return the states of each bot's positions, the first one first."""
    found = await home.positions()
    return [[row["status"] for row in reversed(rows)] for rows in found.values()]


async def learn(home: GroupHouse, *bots: str) -> None:
    """Let bots take other systems' alerts, and know a token."""
    for member in MEMBERS:
        if member.bot_id in bots:
            settings = replace(
                SETTINGS,
                name=member.name,
                dialects=frozenset(AlertSystem),
                sides=frozenset({Side.LONG}),
            )
            await home.homes[member.account_id].account.put_bot(
                member.bot_id,
                settings,
                api_key="k",
                secret_digest=digest("s"),
                others=OtherCredentials(learned=LEARNED),
            )
    home.put(learned=LEARNED)


async def test_each_bot_carries_them_out_in_their_order(home: GroupHouse) -> None:
    answer = await send(home, OPEN, CLOSE, {**OPEN, "quote_amount": 50})

    assert (answer.status, said(answer)) == (202, [["accepted"] * 3] * 3)
    assert await states(home) == [["closed", "open"]] * 3
    rows = await home.group.signals()
    assert [(row["action"], row["status"]) for row in reversed(rows)] == [
        ("open", "accepted"),
        ("close", "accepted"),
        ("open", "accepted"),
    ]
    assert [event.type for event in home.told] == ["accepted"] * 3
    assert SECRET not in str(rows)


async def test_what_is_behind_a_refused_one_is_each_bots_to_say(home: GroupHouse) -> None:
    """An opening behind it is skipped by that bot alone, an exit goes on."""
    await home.homes["a"].account.stop_bot("a1")

    answer = await send(home, OPEN, {**OPEN, "side": "dance"}, OPEN, CLOSE)

    assert answer.status == 207
    assert said(answer) == [
        ["bot_stopped", "accepted", "accepted"],
        ["invalid_signal"] * 3,
        ["skipped_after_refusal"] * 3,
        ["position_missing", "accepted", "accepted"],
    ]
    assert await states(home) == [[], ["closed"], ["closed"]]


async def test_a_list_is_the_same_again_as_a_whole(home: GroupHouse) -> None:
    first, again = [await send(home, OPEN, STOP) for _ in range(2)]

    assert (first.status, again.status) == (202, 202)
    assert said(again) == [["duplicate"] * 3, ["accepted"] * 3]
    assert await states(home) == [["open"]] * 3


WRONG: Final[list[tuple[object, int, str]]] = [
    ([OPEN, OURS | OPEN], 401, "unauthorized"),  # none in the first one
    ([OURS | OPEN, {"api_key": "of-a-bot", **CLOSE}], 401, "unauthorized"),
    ([OURS | OPEN, LEAVE], 401, "unauthorized"),  # a token that no bot has learned
    ([OURS | OPEN, [CLOSE]], 400, "malformed_json"),
]


async def test_what_is_wrong_with_the_whole_does_nothing(
    home: GroupHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    for body, status, code in WRONG:
        answer = await post(home, body)
        assert (answer.status, answer.body["code"]) == (status, code), body

    async def fails(*_: object) -> None:
        raise LedgerWriteError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(home.group.ledger, "commit", fails)
        answer = await send(home, OPEN, CLOSE)
    assert (answer.status, answer.body["code"]) == (503, "not_recorded")

    assert not any([await home.signals(one.bot_id) for one in MEMBERS])
    assert not any((await home.positions()).values())

    one = await send(home, OPEN)
    assert (one.status, said(one)) == (202, [["accepted"] * 3])  # answered as a list

    home.put(members=())
    empty = await send(home, OPEN, CLOSE)
    assert (empty.status, said(empty)) == (409, [["group_empty"]] * 2)


async def test_a_secret_and_the_groups_rate_hold_up_no_exit(home: GroupHouse) -> None:
    answer = await send(home, {**OPEN, "signal_id": SECRET}, OPEN, CLOSE)

    assert (answer.status, said(answer)) == (
        422,
        [["invalid_signal"] * 3, ["skipped_after_refusal"] * 3, ["position_missing"] * 3],
    )
    assert SECRET not in str(await home.group.signals()) + str(answer.told)

    home.put(settings=replace(home.group.terms.settings, rate_limit=1))

    answer = await send(home, OPEN, {**OPEN, "symbol": "ETH/USDT"}, CLOSE)

    assert answer.status == 207
    assert said(answer) == [["accepted"] * 3, ["rate_limited"] * 3, ["accepted"] * 3]


async def test_a_list_waits_for_an_account_and_what_opens_expires(home: GroupHouse) -> None:
    await send(home, {**OPEN, "quote_amount": 30})
    home.away.add("b")

    answer = await send(home, OPEN, CLOSE, OPEN)
    assert [each[2] for each in said(answer)] == ["queued"] * 3
    assert home.group.waiting == 3
    home.clock.ahead += timedelta(seconds=61)
    home.away.clear()
    await home.until_handed_on()

    rows = [(row["action"], row["status"]) for row in await home.signals("b1")]
    assert rows[:3] == [("open", "expired"), ("close", "accepted"), ("open", "expired")]
    assert (await states(home))[2] == ["closed"]
    groups = [row["bots"][2]["status"] for row in await home.group.signals()]
    assert groups[:3] == ["expired", "accepted", "expired"]


async def test_a_list_of_another_systems_alerts_is_taken_by_those_that_know_it(
    home: GroupHouse,
) -> None:
    await learn(home, "a1", "b1")

    answer = await post(home, [BUY, LEAVE])

    assert answer.status == 202
    assert said(answer) == [["accepted", "dialect_token_unknown", "accepted"]] * 2
    assert await states(home) == [["closed"], [], ["closed"]]
    rows = [*await home.group.signals(), *await home.signals("a2"), *home.told]
    assert TOKEN not in str(rows) + str(answer.told)
