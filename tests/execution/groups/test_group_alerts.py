"""Other systems' alerts at a group: each of its bots takes them as it does its own."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
import json
from pathlib import Path
from typing import Any, Final

import pytest

from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.trading.credentials import (
    OtherCredentials,
    digest,
    token_digest,
)
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.signal.alert_systems import AlertSystem, Repeat
from tests.execution.house import SETTINGS

from .group_house import KEY, MEMBERS, SECRET, GroupHouse, group_house

TOKEN: Final = "own-value-of-a-token"
OURS: Final = {"api_key": KEY, "api_secret": SECRET}
OKX: Final = {
    "action": "ENTER_LONG",
    "instrument": "BTC-USDT-SWAP",
    "signalToken": TOKEN,
    "investmentType": "margin",
    "amount": "100",
}
EXIT: Final = OKX | {"action": "EXIT_LONG", "amount": ""}
OCTOBOT: Final = f"SIGNAL=buy\nSYMBOL=BTCUSDT\nVOLUME=100q\nEXCHANGE=kraken\nTOKEN={TOKEN}"
LITE: Final = {"ticker": "BTCUSDT", "action": "buy"}
DEAL: Final = {"message_type": "bot", "bot_id": 7, "email_token": TOKEN, "delay_seconds": 0}
LEARNED: Final = frozenset(
    {
        token_digest("okx", TOKEN),
        token_digest("octobot", TOKEN),
        token_digest("3commas_dca", f"{TOKEN}\n7"),
    }
)
ALL: Final = frozenset(AlertSystem)


async def know(home: GroupHouse, bot_id: str, *, learned: bool = True, **settings: Any) -> None:
    """Let a bot of the group take other systems' alerts, and know their token or not."""
    (member,) = (one for one in MEMBERS if one.bot_id == bot_id)
    taking: dict[str, Any] = {"dialects": ALL, "sides": frozenset({Side.LONG})}
    await home.homes[member.account_id].account.put_bot(
        bot_id,
        replace(SETTINGS, name=member.name, **(taking | settings)),
        api_key="k",
        secret_digest=digest("s"),
        others=OtherCredentials(learned=LEARNED if learned else frozenset()),
    )


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[GroupHouse]:
    """Return a running group whose bots take other systems' alerts and have learned a token."""
    async with group_house(tmp_path) as built:
        for member in MEMBERS:
            await know(built, member.bot_id)
        built.put(learned=LEARNED)
        yield built


async def alert(home: GroupHouse, body: object) -> SignalResponse:
    """Send an alert to the group."""
    raw = body if isinstance(body, str) else json.dumps(body)
    answer = await home.group.receive(raw.encode(), "203.0.113.9")
    await home.settle()
    return answer


def said(answer: SignalResponse) -> list[object]:
    """Return what each bot has said: its code, or else its status."""
    bots: Any = answer.body["bots"]
    return [one.get("code", one["status"]) for one in bots.values()]


async def everything(home: GroupHouse) -> str:
    """Return all that is kept and told of the group's and its bots' signals."""
    rows: list[object] = [*await home.group.signals(), *home.told]
    rows += [one.command for one in await home.group.ledger.signals(limit=100)]
    for member in MEMBERS:
        rows += await home.signals(member.bot_id)
    return str(rows)


def written(folder: Path) -> bytes:
    """Return what the group's ledger has on the disk."""
    return b"".join(path.read_bytes() for path in folder.glob("group.db*"))


async def test_an_alert_is_taken_by_every_bot(home: GroupHouse) -> None:
    """Known by a learned token, or by the group's own key beside its fields."""
    for body in (OKX, OKX | OURS, OCTOBOT, DEAL | {"pair": "USDT_BTC"}, LITE | OURS):
        answer = await alert(home, body)

        assert (answer.status, said(answer)) == (202, ["accepted"] * 3), body
        bots: Any = answer.body["bots"]
        assert {one["read_as"]["action"] for one in bots.values()} == {"open"}
        row, *_ = await home.group.signals()
        assert (row["action"], row["status"]) == ("open", "accepted")
        assert TOKEN not in await everything(home) + str(answer.body)
        await home.send(action="close_all")

    assert [len(rows) for rows in (await home.positions()).values()] == [5, 5, 5]


async def test_sizes_and_exits_are_as_in_our_own_words(home: GroupHouse) -> None:
    await alert(home, OCTOBOT)
    invested = await home.invested()
    closed = await alert(home, EXIT)

    assert [round(invested[one.bot_id]) for one in MEMBERS] == [100, 50, 200]
    assert (closed.status, said(closed)) == (202, ["accepted"] * 3)
    rows = [row for own in (await home.positions()).values() for row in own]
    assert {row["status"] for row in rows} == {"closed"}


async def test_a_sale_by_its_amount_leaves_what_a_buy_of_it_has_bought(home: GroupHouse) -> None:
    for signal in ("buy", "sell"):
        answer = await alert(home, f"SIGNAL={signal}\nSYMBOL=BTCUSDT\nVOLUME=0.001\nTOKEN={TOKEN}")
        assert said(answer) == ["accepted"] * 3

    rows = [row for own in (await home.positions()).values() for row in own]
    assert [Decimal(str(row["size"])) for row in rows] == [0, 0, 0]


async def test_each_bot_has_its_own_systems_habits_and_tokens(home: GroupHouse) -> None:
    await alert(home, OKX)
    await know(home, "a1", repeat=Repeat.OPEN, max_positions=5, max_positions_per_market=5)
    await know(home, "a2", dialects=frozenset())
    await know(home, "b1", learned=False)

    by_token = await alert(home, OKX | {"amount": "101"})
    by_key = await alert(home, OKX | OURS | {"amount": "102"})

    assert (by_token.status, by_key.status) == (202, 202)
    assert said(by_token) == ["accepted", "dialect_not_enabled", "dialect_token_unknown"]
    assert said(by_key) == ["accepted", "dialect_not_enabled", "already_on_side"]


ANSWERS: Final[list[tuple[object, int, str]]] = [
    (OKX | {"signalToken": "of-somebody-else"}, 401, "dialect_token_unknown"),
    (OKX | OURS | {"api_secret": "wrong"}, 401, "dialect_token_unknown"),
    (LITE, 409, "dialect_not_enabled"),
    (OKX | {"investmentType": "percentage_of_luck"}, 422, "dialect_size_unclear"),
    ("to the moon with BTC", 400, "dialect_unknown"),
]


async def test_what_is_refused_is_answered_as_at_a_bot(home: GroupHouse) -> None:
    named = ("code", "error", "errors", "dialect", "instead", "notes")
    for body, status, code in ANSWERS:
        raw = (body if isinstance(body, str) else json.dumps(body)).encode()
        at_bot = await home.homes["a"].account.receive("a1", raw, "203.0.113.9")

        answer = await alert(home, body)

        assert (answer.status, answer.body["code"]) == (status, code)
        assert [answer.body.get(one) for one in named] == [at_bot.body.get(one) for one in named]
    hidden = await alert(home, OKX | OURS | {"instrument": SECRET})
    assert (hidden.status, hidden.body["code"]) == (422, "invalid_signal")
    for member in MEMBERS:
        await know(home, member.bot_id, dialects=frozenset())
    refused = await alert(home, OKX)
    assert (refused.status, refused.body["code"]) == (409, "dialect_not_enabled")
    assert refused.body["dialect"] == "okx"
    assert refused.body["instead"]

    assert not any((await home.positions()).values())
    shown = await everything(home) + str(refused.body) + str(hidden.body)
    assert TOKEN not in shown
    assert SECRET not in shown


async def test_what_waits_for_a_bot_is_read_when_it_is_back(tmp_path: Path) -> None:
    """It waits without its token, over a restart, too."""
    async with group_house(tmp_path) as home:
        home.put(learned=LEARNED)
        home.away |= {"a", "b"}
        assert (await alert(home, OCTOBOT)).body["status"] == "queued"
        assert TOKEN not in await everything(home)
        assert TOKEN.encode() not in written(tmp_path)
    async with group_house(tmp_path) as home:
        home.away |= {"a", "b"}
        for member in MEMBERS:
            await know(home, member.bot_id)
        home.away.clear()
        await home.until_handed_on()

        rows = [row for own in (await home.positions()).values() for row in own]
        assert {row["status"] for row in rows} == {"open"}
        assert len(rows) == 3


async def test_an_alert_that_leaves_calls_off_what_waits_for_a_bot(tmp_path: Path) -> None:
    """Also over a restart, and where its bot hears the exit first."""
    async with group_house(tmp_path) as home:
        home.put(learned=LEARNED)
        home.away |= {"a", "b"}
        texts = [await alert(home, body) for body in (OCTOBOT, EXIT)]
        assert [answer.body["status"] for answer in texts] == ["queued", "accepted"]
    async with group_house(tmp_path) as home:
        home.away |= {"a", "b"}
        for member in MEMBERS:
            await know(home, member.bot_id)
        home.away.clear()
        await home.until_handed_on()

        rows = [row for own in (await home.positions()).values() for row in own]
        assert rows == []
        assert [row["code"] for row in await home.signals("b1")] == [
            "position_missing",
            "called_off",
        ]
