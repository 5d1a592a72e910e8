"""The signals of an array are carried out in their order, each behind the one before it."""

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest

from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.credentials import digest
from tests.execution.house import (
    BOT,
    BTC,
    KEY,
    SECRET,
    SETTINGS,
    House,
    Plan,
    house,
    waits,
)

from .arrays import (
    CLOSE,
    ETH,
    INCREASE,
    OPEN,
    OTHER,
    REDUCE,
    carried_out,
    codes,
    ordered,
    outcomes,
    send_array,
    until,
)

type Order = tuple[str, str, str]

STORIES: dict[str, tuple[list[dict[str, Any]], list[Order]]] = {
    "two markets": ([OPEN, OTHER], [(BTC, "buy", "0.001666"), (ETH, "buy", "0.03333")]),
    "what was opened is increased": (
        [OPEN, INCREASE],
        [(BTC, "buy", "0.001666"), (BTC, "buy", "0.001666")],
    ),
    "what was opened is reduced, twice": (
        [{**OPEN, "quote_amount": 400}, REDUCE, REDUCE],
        [(BTC, "buy", "0.006666"), (BTC, "sell", "0.003329"), (BTC, "sell", "0.001665")],
    ),
    "closed, and opened anew": (
        [OPEN, CLOSE, {**OPEN, "quote_amount": 200}],
        [(BTC, "buy", "0.001666"), (BTC, "sell", "0.001664"), (BTC, "buy", "0.003333")],
    ),
    "stopped, and started": (
        [{"action": "stop_and_close"}, {**OPEN, "action": "start_and_open"}],
        [(BTC, "buy", "0.001666")],
    ),
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_signals_are_carried_out_in_their_order(
    home: House, story: tuple[list[dict[str, Any]], list[Order]]
) -> None:
    signals, orders = story
    await home.price(3_000, ETH)

    answer = await send_array(home, *signals)

    assert (answer.status, codes(answer)) == (202, ["accepted"] * len(signals))
    await carried_out(home)
    assert ordered(home) == orders
    assert {status for _, status, _ in await outcomes(home)} == {"accepted"}


async def test_next_begins_when_the_market_order_before_it_has_ended(home: House) -> None:
    """What rests for its price holds up nothing."""
    await home.price(3_000, ETH)
    home.exchange.paused = True

    await send_array(home, OPEN, {**OTHER, "order_type": "limit", "signal_price": 2_900}, CLOSE)

    await until(lambda: ordered(home))
    assert len(ordered(home)) == 1
    home.exchange.paused = False
    await carried_out(home)
    assert {order[:2] for order in ordered(home)[1:]} == {(ETH, "buy"), (BTC, "sell")}


@waits(array_turn=0.1)
async def test_next_begins_when_the_one_before_takes_too_long(home: House) -> None:
    await home.price(3_000, ETH)
    home.exchange.paused = True

    await send_array(home, OPEN, OTHER)

    await until(lambda: len(ordered(home)) == 2)
    home.exchange.paused = False
    await carried_out(home)


KILLED = [OPEN, INCREASE, REDUCE, CLOSE, {**OPEN, "quote_amount": 200}]


@pytest.mark.parametrize("commits", range(1, 13))
async def test_array_goes_on_after_a_kill_behind_each_commit(plan: Plan, commits: int) -> None:
    """Nothing is lost and nothing doubled, wherever it is interrupted."""
    async with house(plan) as home:
        await home.price(60_000)
        written = 0
        record = home.ledger.commit

        async def commit(batch: Batch) -> None:
            nonlocal written
            if written >= commits:
                raise LedgerWriteError("killed")
            written += bool(batch.signals or batch.signal_updates or batch.facts)
            await record(batch)

        with patch.object(home.ledger, "commit", commit):
            assert (await send_array(home, *KILLED)).status == 202
            await until(lambda: written >= commits)
            await home.account.stop()
    async with house(plan) as home:
        await home.price(60_000)
        await carried_out(home)
        trades = reversed(await home.account.trades())
        assert [(row["side"], str(row["amount"])) for row in trades] == [
            *[("buy", "0.001666"), ("buy", "0.001666"), ("sell", "0.001664")],
            *[("sell", "0.001664"), ("buy", "0.003333")],
        ]
        assert [status for _, status, _ in await outcomes(home)] == ["accepted"] * len(KILLED)


async def test_nothing_of_an_array_is_done_that_can_not_be_recorded(home: House) -> None:
    """No slot, no funds, no id stays taken."""
    array = [{**OPEN, "signal_id": "a"}, {**OTHER, "signal_id": "b"}, {"action": "stop_bot"}]
    await home.price(3_000, ETH)
    free = home.account.free_balance

    with patch.object(home.ledger, "commit", side_effect=LedgerWriteError("disk full")):
        answer = await send_array(home, *array)

    assert (answer.status, answer.told["code"]) == (503, "not_recorded")  # type: ignore[call-overload]
    await home.settle()
    assert (ordered(home), home.account.free_balance) == ([], free)
    assert await outcomes(home) == []
    assert codes(await send_array(home, *array)) == ["accepted"] * 3
    await carried_out(home)
    assert len(ordered(home)) == 2


@pytest.mark.parametrize(
    ("later", "done"),
    [
        ({"symbol": ETH, "action": "close"}, (202, None)),
        ({"action": "close_all"}, (202, None)),
        ({"action": "stop_bot"}, (202, None)),
        ({**CLOSE, "action": "cancel"}, (202, None)),
    ],
    ids=["close", "close_all", "stop_bot", "cancel of another market"],
)
async def test_what_is_left_later_calls_an_opening_off_before_its_turn(
    home: House, later: dict[str, Any], done: tuple[int, str | None]
) -> None:
    await home.price(3_000, ETH)
    home.exchange.paused = True
    await send_array(home, OPEN, OTHER)
    await until(lambda: ordered(home))

    answer = await home.send(**later)

    assert (answer.status, answer.body.get("code")) == done
    home.exchange.paused = False
    await carried_out(home)
    called_off = later.get("symbol") != BTC
    bought = [symbol for symbol, side, _ in ordered(home) if side == "buy"]
    assert bought == ([BTC] if called_off else [BTC, ETH])
    expected = ("open", "failed", "called_off") if called_off else ("open", "accepted", None)
    assert (await outcomes(home))[1] == expected


async def test_what_is_refused_in_its_turn_skips_what_adds_behind_it(home: House) -> None:
    """Exits behind it go on; the skipped ids can be sent again."""
    await home.price(3_000, ETH)
    home.exchange.paused = True
    again = {**OTHER, "signal_id": "again"}
    await send_array(home, OPEN, INCREASE, again, CLOSE)
    await until(lambda: ordered(home))
    await home.account.put_bot(
        BOT,
        replace(SETTINGS, blocked_bases=frozenset({"BTC"})),
        api_key=KEY,
        secret_digest=digest(SECRET),
    )

    home.exchange.paused = False
    await carried_out(home)

    assert [order[:2] for order in ordered(home)] == [(BTC, "buy"), (BTC, "sell")]
    assert await outcomes(home) == [
        ("open", "accepted", None),
        ("increase", "failed", "base_blocked"),
        ("open", "failed", "skipped_after_refusal"),
        ("close", "accepted", None),
    ]
    assert home.signals_told().count("failed") == 2
    assert (await home.send(**again)).status == 202
