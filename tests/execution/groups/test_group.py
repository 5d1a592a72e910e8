"""A group: one alert is recorded, then carried out by each of its bots once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
import json
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.execution.groups.group_signal import BotPart
from custom_components.tradehook.ledger.errors import LedgerWriteError
from tests.exchanges.live import until
from tests.execution.house import BTC

from .group_house import KEY, MEMBERS, SECRET, GroupHouse, group_house

OPEN: dict[str, Any] = {"symbol": BTC, "side": "long", "quote_amount": 100}
CLOSE: dict[str, Any] = {"action": "close", "symbol": BTC}


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[GroupHouse]:
    """Return a running group of three bots in two accounts."""
    async with group_house(tmp_path) as built:
        yield built


def statuses(bots: dict[str, dict[str, object]]) -> dict[str, object]:
    """Return what each bot has said."""
    return {name: answer["status"] for name, answer in bots.items()}


async def test_one_alert_trades_in_every_bot_by_its_factor(home: GroupHouse) -> None:
    answer = await home.send(**OPEN, exchange="BYBI", signal_id="s-1")

    assert answer.status == 202
    assert answer.body["status"] == "accepted"
    assert answer.body["signal_id"] == "s-1"
    bots: Any = answer.body["bots"]
    assert statuses(bots) == dict.fromkeys(("One", "Two", "Three"), "accepted")
    invested = await home.invested()
    assert [round(invested[one.bot_id]) for one in MEMBERS] == [100, 50, 200]

    closed = await home.send(**CLOSE)

    assert closed.status == 202
    assert {row["status"] for rows in (await home.positions()).values() for row in rows} == {
        "closed"
    }
    (row, _) = await home.group.signals()
    assert [child["status"] for child in row["bots"]] == ["accepted"] * 3
    assert SECRET not in str(row)
    assert [event.type for event in home.told] == ["accepted", "accepted"]


async def test_a_test_shows_each_bots_plan_and_trades_nothing(home: GroupHouse) -> None:
    answer = await home.send(**OPEN, test=True)

    assert (answer.status, answer.body["status"]) == (200, "test")
    bots: Any = answer.body["bots"]
    amounts = [Decimal(bots[one.name]["plan"]["entry_notional"]) for one in MEMBERS]
    assert [round(amount) for amount in amounts] == [100, 50, 200]
    assert not any((await home.positions()).values())


async def test_each_bot_is_judged_by_itself(home: GroupHouse) -> None:
    await home.homes["a"].account.stop_bot("a1")

    answer = await home.send(**OPEN)
    again = await home.send(**OPEN)
    refused = await home.send(**{**OPEN, "symbol": "NOSUCH/USDT"})

    bots: Any = answer.body["bots"]
    assert answer.status == 202
    assert statuses(bots) == {"One": "refused", "Two": "accepted", "Three": "accepted"}
    assert bots["One"]["code"] == "bot_stopped"
    assert (again.status, again.body["status"]) == (200, "duplicate")
    assert (refused.status, refused.body["code"]) == (409, "bot_stopped")  # as the first one says
    assert len(refused.body["bots"]) == 3  # type: ignore[arg-type]


async def test_below_the_markets_minimum_only_that_bot_refuses(home: GroupHouse) -> None:
    answer = await home.send(**{**OPEN, "quote_amount": 6})

    bots: Any = answer.body["bots"]
    assert statuses(bots) == {"One": "accepted", "Two": "refused", "Three": "accepted"}
    assert bots["Two"]["code"] == "below_minimum"


async def test_an_increase_is_multiplied_and_a_reduction_is_not(home: GroupHouse) -> None:
    await home.send(**OPEN)
    await home.send(symbol=BTC, action="increase", increase_order={"quantity_percentage": 50})

    sizes = {bot: Decimal(str(rows[0]["size"])) for bot, rows in (await home.positions()).items()}
    entry = Decimal(100) / 60_000
    assert round(sizes["a1"] / entry, 2) == Decimal("1.50")
    assert round(sizes["a2"] / entry, 2) == Decimal("0.62")
    assert round(sizes["b1"] / entry, 2) == Decimal("4.00")

    await home.send(symbol=BTC, action="reduce", reduce_order={"quantity_percentage": 50})

    left = {bot: Decimal(str(rows[0]["size"])) for bot, rows in (await home.positions()).items()}
    assert [round(left[bot] / sizes[bot], 1) for bot in left] == [Decimal("0.5")] * 3


@pytest.mark.parametrize(
    ("message", "status", "code"),
    [
        ([], 400, "malformed_json"),
        ([{}] * 11, 400, "malformed_json"),
        ({"api_key": KEY, "api_secret": "wrong", **OPEN}, 401, "unauthorized"),
        (
            {"api_key": KEY, "api_secret": SECRET, **OPEN, "signal_id": SECRET},
            422,
            "invalid_signal",
        ),
        ({"api_key": KEY, "api_secret": SECRET, "action": "dance"}, 422, "invalid_signal"),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_what_is_refused_changes_nothing_and_is_on_record(
    home: GroupHouse, message: object, status: int, code: str
) -> None:
    answer = await home.post(message)

    assert (answer.status, answer.body["code"]) == (status, code)
    (row,) = await home.group.signals()
    assert (row["status"], row["code"]) == ("refused", code)
    assert SECRET not in str(row) + str(home.told) + str(answer.body)
    assert not any((await home.positions()).values())


async def test_senders_rate_and_lockout_are_the_groups_own(home: GroupHouse) -> None:
    settings = home.group.terms.settings
    home.put(settings=replace(settings, only_tradingview=True))
    assert (await home.send(**OPEN)).body["code"] == "sender_not_allowed"

    home.put(settings=replace(settings, rate_limit=1))
    assert (await home.send(**OPEN)).status == 202
    limited = await home.send(**{**OPEN, "quote_amount": 101})
    assert (limited.status, limited.body["code"]) == (429, "rate_limited")
    assert (await home.send(**CLOSE)).status == 202


async def test_a_group_without_bots_says_so(home: GroupHouse) -> None:
    home.put(members=())

    answer = await home.send(**OPEN)

    assert (answer.status, answer.body["code"]) == (409, "group_empty")


async def test_nothing_is_done_of_what_can_not_be_recorded(
    home: GroupHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise LedgerWriteError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(home.group.ledger, "commit", fails)
        answer = await home.send(**OPEN)

    assert (answer.status, answer.body["code"]) == (503, "not_recorded")
    assert not any((await home.positions()).values())
    assert not any([await home.signals(one.bot_id) for one in MEMBERS])


async def test_what_an_account_can_not_record_waits_for_it(home: GroupHouse) -> None:
    """An exit counts as accepted, an opening doesn't; both are carried on with."""
    home.away.add("b")

    opened = await home.send(**OPEN)
    bots: Any = opened.body["bots"]
    assert opened.status == 202
    assert statuses(bots) == {"One": "accepted", "Two": "accepted", "Three": "queued"}
    assert home.group.waiting == 1

    home.away.clear()
    await home.until_handed_on()

    assert [row["status"] for row in await home.signals("b1")] == ["accepted"]
    (row,) = await home.group.signals()
    assert [child["status"] for child in row["bots"]] == ["accepted"] * 3
    assert bots["Three"]["receipt_id"] == (await home.signals("b1"))[0]["receipt_id"]


async def test_only_waiting_openings_are_not_accepted_but_exits_are(home: GroupHouse) -> None:
    home.away |= {"a", "b"}

    opened = await home.send(**OPEN)
    closed = await home.send(**CLOSE)

    assert (opened.status, opened.body["status"]) == (200, "queued")
    assert (closed.status, closed.body["status"]) == (202, "accepted")


async def test_new_exposure_expires_at_its_bot_and_what_leaves_does_not(home: GroupHouse) -> None:
    await home.send(**OPEN)
    home.away.add("b")
    await home.send(**{**OPEN, "quote_amount": 50})
    await home.send(**CLOSE)
    home.clock.ahead += timedelta(seconds=61)

    home.away.clear()
    await home.until_handed_on()

    assert [row["status"] for row in await home.signals("b1")] == [
        "accepted",
        "expired",
        "accepted",
    ]
    assert [row["status"] for row in (await home.positions())["b1"]] == ["closed"]


ETH: dict[str, Any] = {**OPEN, "symbol": "ETH/USDT"}


@pytest.mark.parametrize("overtakes", [False, True], ids=["in order", "overtaken"])
@pytest.mark.parametrize(
    ("opening", "exit_", "opens"),
    [
        (OPEN, CLOSE, False),
        (OPEN, {"action": "close", "symbol": "btcusdt"}, False),
        (OPEN, {"action": "close", "symbol": BTC, "side": "short"}, True),
        (OPEN, {"action": "close", "symbol": BTC, "test": True}, True),
        (OPEN, {"action": "reduce", "symbol": BTC, "reduce_order": {"percentage": 50}}, True),
        (OPEN, {"action": "cancel", "symbol": BTC}, False),
        (OPEN, {"action": "close_all", "symbol": BTC}, False),
        (OPEN, {"action": "stop_and_close"}, False),
        (ETH, CLOSE, True),
        (ETH, {"action": "stop_bot"}, False),
    ],
)
async def test_what_waits_for_a_bot_is_not_opened_behind_its_exit(
    home: GroupHouse,
    monkeypatch: pytest.MonkeyPatch,
    opening: dict[str, Any],
    exit_: dict[str, Any],
    opens: bool,
    overtakes: bool,
) -> None:
    """An exit calls off what its bot has not recorded, whichever of both comes there first."""
    await home.homes["b"].price(3_000, "ETH/USDT")
    home.away.add("b")
    await home.send(**opening)
    if overtakes:
        await until(lambda: not home.group._delivery._attempts)
        go_on = held_up(home, monkeypatch)
        home.away.clear()
        body = {"api_key": KEY, "api_secret": SECRET, **exit_}
        await home.group.receive(json.dumps(body).encode(), "127.0.0.1")
        go_on.set()
    else:
        await home.send(**exit_)
    home.away.clear()
    await home.until_handed_on()

    rows = [row for row in await home.signals("b1") if row["action"] == "open"]
    expected = ("accepted", None) if opens else ("refused", "called_off")
    assert [(row["status"], row["code"]) for row in rows] == [expected]
    assert len((await home.positions())["b1"]) == opens


def held_up(home: GroupHouse, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Hold up what waits for its bot until an event that is returned."""
    go_on, delivery = asyncio.Event(), home.group._delivery
    ask, held = delivery._ask, {message.receipt_id for message in home.group._pending.values()}

    async def late(part: BotPart) -> None:
        if part.signals[0].receipt_id in held:
            await go_on.wait()
        await ask(part)

    monkeypatch.setattr(delivery, "_ask", late)
    return go_on


async def test_children_of_a_removed_account_or_bot_end(home: GroupHouse) -> None:
    home.away.add("b")
    home.removed.add("b")
    await home.homes["a"].account.remove_bot("a2")

    answer = await home.send(**OPEN)

    bots: Any = answer.body["bots"]
    assert answer.status == 202
    assert statuses(bots) == {"One": "accepted", "Two": "refused", "Three": "refused"}
    assert home.group.waiting == 0


async def test_what_waits_outlives_a_restart(tmp_path: Path) -> None:
    async with group_house(tmp_path) as home:
        home.away.add("b")
        await home.send(**OPEN)
        home.away.clear()
        home.away.add("a")  # it is not asked again
    async with group_house(tmp_path) as home:
        await home.until_handed_on()

        assert {bot: len(rows) for bot, rows in (await home.positions()).items()} == {
            "a1": 1,
            "a2": 1,
            "b1": 1,
        }
