"""What happens between a signal's answer and its effect, and when it comes again."""

import asyncio
from typing import Any

import pytest

from tests.execution.commands.test_openings import STOP, number, open_long
from tests.execution.house import BOT, KEY, SETTINGS, House


async def test_answer_does_not_wait_for_the_venue(home: House) -> None:
    """The signal is accepted while the venue hangs, and executed once it answers again."""
    home.exchange.paused = True
    async with asyncio.timeout(1):
        answer = await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP)
    assert answer.status == 202
    assert (await home.only())["status"] == "pending"
    home.exchange.paused = False
    await home.settle()
    assert (await home.only())["status"] == "open"


@pytest.mark.parametrize(
    ("changed", "status", "reason"),
    [
        ({}, "open", None),
        ({"blocked_bases": frozenset({"BTC"})}, "cancelled", "opening_refused"),
        ({"max_invested": number(10)}, "cancelled", "opening_refused"),
    ],
    ids=["nothing changed", "filter", "limit"],
)
async def test_opening_is_checked_again_when_its_condition_holds(
    home: House, changed: dict[str, Any], status: str, reason: str | None
) -> None:
    """A filter or limit that came meanwhile refuses it, and nothing is ordered."""
    answer = await home.send(
        symbol="BTCUSDT", side="long", stop_loss=STOP, entry_condition={"price": 59_000}
    )
    await home.settle()
    assert answer.status == 202
    assert (await home.only())["status"] == "pending"
    await home.account.put_bot(
        BOT,
        type(SETTINGS)(name="Bot", quote="USDT", **changed),
        api_key=KEY,
        secret_digest=home.account.bots[BOT].secret_digest,
    )
    await home.price(58_900)
    row = await home.only()
    assert (row["status"], row["close_reason"]) == (status, reason)
    assert bool(row["message"]) is (reason is not None), "a refusal is explained"
    signal = (await home.account.signals())[0]
    assert (signal["status"], signal["code"], signal["message"]) == (
        ("accepted", None, None) if reason is None else ("failed", reason, row["message"])
    )
    assert home.signals_told()[1:] == ([] if reason is None else ["failed"])
    assert len(await home.account.trades()) == (1 if status == "open" else 0)


@pytest.mark.parametrize(
    ("side", "condition", "exits"),
    [
        ("long", 59_000, {"stop_loss": {"stop_price": 59_500}}),
        ("long", 61_000, {"take_profit": [{"price": 60_500, "position_percentage": 50}]}),
    ],
    ids=["stop", "take profit"],
)
async def test_opening_whose_exit_was_passed_before_its_condition_held_is_refused(
    home: House, side: str, condition: int, exits: dict[str, Any]
) -> None:
    """It would be bought and sold again at once; the id is free for a better one."""
    fields: dict[str, Any] = {"symbol": "BTCUSDT", "side": side, "signal_id": "later"}
    waiting = {"entry_condition": {"price": condition}, **exits}
    answer = await home.send(**fields, **waiting)
    assert answer.status == 202, answer.body
    await home.settle()
    await home.price(condition)
    row = await home.only()
    assert (row["status"], row["close_reason"]) == ("cancelled", "opening_refused")
    assert not await home.account.trades()
    signal = (await home.account.signals())[0]
    assert (signal["status"], signal["code"]) == ("failed", "exits_already_passed")
    assert "has passed" in str(signal["message"])
    assert (await home.send(**fields)).status == 202


@pytest.mark.parametrize("action", ["increase", "reduce"])
async def test_change_of_size_that_is_delivered_twice_happens_once(
    home: House, action: str
) -> None:
    """The second delivery is a duplicate; another amount is a signal of its own."""
    await open_long(home)
    change: dict[str, Any] = {f"{action}_order": {"quantity_percentage": 20}}
    first = await home.send(action=action, symbol="BTCUSDT", **change)
    await home.settle()
    size = (await home.only())["size"]
    again = await home.send(action=action, symbol="BTCUSDT", **change)
    await home.settle()
    assert (first.body["status"], again.body["status"]) == ("accepted", "duplicate")
    assert (await home.only())["size"] == size
    other: dict[str, Any] = {f"{action}_order": {"quantity_percentage": 30}}
    assert (await home.send(action=action, symbol="BTCUSDT", **other)).body["status"] == "accepted"
