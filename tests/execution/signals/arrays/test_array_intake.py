"""What an array of signals is answered: one answer to each, in their order."""

from dataclasses import replace
from decimal import Decimal
import json
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.signal.dialects import messages_of
from tests.execution.house import BOT, BTC, KEY, SECRET, House, Plan, house

from .arrays import (
    CLOSE,
    CREDENTIALS,
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
)

PERP = "BTC/USDT:USDT"
TEST = {"test": True}
BAD: dict[str, Any] = {**OPEN, "side": "up"}
NOTHING: dict[str, Any] = {**CLOSE, "symbol": ETH}

ANSWERS: list[tuple[list[dict[str, Any]], int, list[str]]] = [
    ([OPEN], 202, ["accepted"]),
    ([OPEN, CLOSE, {"action": "stop_bot"}], 202, ["accepted"] * 3),
    ([OPEN, BAD], 207, ["accepted", "invalid_signal"]),
    ([BAD, OPEN], 422, ["invalid_signal", "skipped_after_refusal"]),
    ([NOTHING, OPEN], 409, ["position_missing", "skipped_after_refusal"]),
    (
        [OPEN, BAD, INCREASE, {**OTHER, "action": "start_and_open"}, REDUCE, CLOSE],
        207,
        [*("accepted", "invalid_signal"), *["skipped_after_refusal"] * 2, *["accepted"] * 2],
    ),
    ([{"action": "stop_bot"}, OPEN], 207, ["accepted", "bot_stopped"]),
    ([{"action": "stop_bot"}, {"action": "start_bot"}, OPEN], 202, ["accepted"] * 3),
    ([CLOSE, NOTHING], 409, ["position_missing"] * 2),
    ([OPEN, OPEN, OPEN, OPEN], 207, [*["accepted"] * 3, "max_positions_per_market_reached"]),
    ([{**OPEN, **TEST}, {**INCREASE, **TEST}, {**CLOSE, **TEST}], 200, ["test"] * 3),
    (
        [{**INCREASE, **TEST}, {**OPEN, **TEST}, OTHER],
        207,
        ["position_missing", "skipped_after_refusal", "accepted"],
    ),
    ([{**OPEN, **TEST}, CLOSE], 207, ["test", "position_missing"]),
    ([{**OPEN, "signal_id": "a"}, {**OPEN, "signal_id": "a"}], 202, ["accepted", "duplicate"]),
    (
        [{**OPEN, "request_id": "r"}, {**OTHER, "request_id": "r"}],
        207,
        ["accepted", "request_id_reused"],
    ),
]


def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals."""
    return replace(plan, market_type=MarketType.LINEAR)


@pytest.mark.parametrize(("signals", "status", "expected"), ANSWERS)
async def test_each_signal_is_judged_by_what_those_before_it_will_leave(
    home: House, signals: list[dict[str, Any]], status: int, expected: list[str]
) -> None:
    await home.price(3_000, ETH)

    answer = await send_array(home, *signals)

    assert (answer.status, codes(answer)) == (status, expected)
    await carried_out(home)
    log = await outcomes(home)
    assert [code or status for _, status, code in log] == expected
    assert isinstance(answer.told, list)
    ids = [part["receipt_id"] for part in answer.told]
    rows = await home.account.signals()
    assert [row["receipt_id"] for row in reversed(rows)] == ids


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ([OPEN, OTHER], ["accepted", "insufficient_funds"]),
        ([OPEN, CLOSE, OTHER], ["accepted"] * 3),
        ([OPEN, {**REDUCE, **TEST}, {**OTHER, **TEST}], ["accepted", "test", "test"]),
    ],
)
async def test_funds_are_those_of_after_the_signals_before(
    plan: Plan, signals: list[dict[str, Any]], expected: list[str]
) -> None:
    async with house(replace(plan, balance=Decimal(160))) as home:
        await home.price(60_000)
        await home.price(3_000, ETH)
        assert codes(await send_array(home, *signals)) == expected
        await carried_out(home)
        accepted = expected.count("accepted")
        assert len(ordered(home)) == accepted
        assert {status for _, status, _ in await outcomes(home)} <= {"accepted", "test", "refused"}


async def test_same_array_is_carried_out_once_within_the_duplicate_window(home: House) -> None:
    """Exits are done again; what was refused is judged anew; two equal signals are two."""
    array = [OPEN, OPEN, NOTHING, CLOSE]
    assert codes(await send_array(home, *array)) == [
        *["accepted"] * 2,
        *("position_missing", "accepted"),
    ]
    await carried_out(home)
    assert len(ordered(home)) == 4

    again = await send_array(home, *array)
    assert (again.status, codes(again)) == (207, [*["duplicate"] * 2, *["position_missing"] * 2])
    assert (await home.send(**OPEN)).status == 202


START: dict[str, Any] = {**OPEN, "action": "start_and_open"}
STOP: dict[str, Any] = {"action": "stop_bot"}


@pytest.mark.parametrize(
    ("array", "again"),
    [
        ([CLOSE, OPEN], ["duplicate"] * 2),
        ([CLOSE, {**OPEN, "signal_id": "new"}], ["duplicate"] * 2),
        ([CLOSE, {**OPEN, "request_id": "new"}], ["duplicate"] * 2),
        ([{"action": "close_all"}, OPEN], ["duplicate"] * 2),
        ([{"action": "stop_and_close"}, START], ["duplicate"] * 2),
        ([STOP, START], ["duplicate"] * 2),
        ([{"action": "cancel", "symbol": BTC}, INCREASE], ["duplicate"] * 2),
        ([REDUCE, OPEN], ["duplicate"] * 2),
        ([CLOSE, OPEN, STOP], [*["duplicate"] * 2, "accepted"]),
        # Nothing was opened: whoever repeats an exit means it.
        ([CLOSE, NOTHING], ["position_missing"] * 2),
        ([CLOSE, BAD, STOP], ["position_missing", "invalid_signal", "accepted"]),
    ],
)
async def test_same_array_ends_nothing_that_it_has_opened(
    home: House, array: list[dict[str, Any]], again: list[str]
) -> None:
    """An exit before an opening is the same again as that is: it would leave nothing behind."""
    await home.price(3_000, ETH)
    assert (await home.send(**OPEN, tags=["before"])).status == 202
    await home.settle()
    await send_array(home, *array)
    await carried_out(home)
    held, on = home.account.open_positions, home.account.bots[BOT].is_on

    answer = await send_array(home, *array)

    assert codes(answer) == again
    await carried_out(home)
    stopped = again[-1] == "accepted"
    assert (home.account.open_positions, home.account.bots[BOT].is_on) == (held, on and not stopped)


async def test_array_is_new_behind_its_duplicate_window(plan: Plan) -> None:
    async with house(plan.but(duplicate_window=0)) as home:
        await home.price(60_000)
        await home.send(**OPEN)
        for _ in range(2):
            await home.settle()
            assert codes(await send_array(home, CLOSE, OPEN)) == ["accepted"] * 2
            await carried_out(home)


async def test_duplicate_window_lasts_over_a_restart(plan: Plan) -> None:
    array = [OPEN, OTHER]
    for expected in ("accepted", "duplicate"):
        async with house(plan) as home:
            await home.price(60_000)
            await home.price(3_000, ETH)
            assert codes(await send_array(home, *array)) == [expected] * 2
            await carried_out(home)


async def test_each_counts_in_the_rate_and_exits_pass(plan: Plan) -> None:
    async with house(plan.but(rate_limit=2)) as home:
        await home.price(60_000)
        await home.price(3_000, ETH)

        answer = await send_array(home, OPEN, OTHER, OPEN, OTHER, CLOSE)

        assert (answer.status, codes(answer)) == (
            207,
            [*["accepted"] * 2, *("rate_limited", "skipped_after_refusal", "accepted")],
        )
        await carried_out(home)
        refused = await send_array(home, OPEN, OTHER)
        assert (refused.status, refused.headers["Retry-After"]) == (429, "30")


WRONG = [
    ([{}, {}], "unauthorized"),
    ([{"api_key": KEY, "api_secret": "guess"}], "unauthorized"),
    ([{}, {"api_key": KEY, "api_secret": SECRET}], "unauthorized"),
    ([{"api_key": KEY, "api_secret": SECRET}, {"api_secret": "guess"}], "unauthorized"),
    ([{"api_key": KEY, "api_secret": SECRET}, {}, {"api_key": "key-2"}], "unauthorized"),
]


@pytest.mark.parametrize(("credentials", "code"), WRONG)
async def test_credentials_are_one_bots(
    home: House, credentials: list[dict[str, str]], code: str
) -> None:
    """Where one signal has others, the whole is refused, exits too; one row tells of it."""
    body = json.dumps([{**CLOSE, **OPEN, **given} for given in credentials]).encode()

    answer = await home.post(body)

    assert isinstance(answer.told, dict)
    assert (answer.status, answer.told["code"]) == (401, code)
    await home.settle()
    assert len(await outcomes(home)) == 1
    assert SECRET not in str(await home.account.signals())


async def test_credentials_may_stand_in_all(home: House) -> None:
    own = {"api_key": KEY, "api_secret": SECRET}
    answer = await send_array(home, OPEN, {**OPEN, **own}, {**CLOSE, "api_key": KEY})
    assert answer.status == 202
    assert SECRET not in str(await home.account.signals())
    await carried_out(home)


async def test_array_is_refused_as_a_whole(plan: Plan) -> None:
    """A sender who may not speak, and a bot that is not there yet."""
    async with house(plan.but(allowed_networks=("10.0.0.0/8",))) as home:
        answer = await send_array(home, OPEN, CLOSE, remote="8.8.8.8")
        assert isinstance(answer.told, dict)
        assert (answer.status, answer.told["code"]) == (403, "sender_not_allowed")
        assert len(await outcomes(home)) == 1
    assert (await send_array(home, OPEN)).status == 503


async def test_reverse_behind_a_refused_signal_still_closes(plan: Plan) -> None:
    """Its opening is what is refused."""
    async with house(linear(plan)) as home:
        await home.price(60_000, PERP)
        long = {**OPEN, "symbol": PERP}
        reverse = {"exchange": "SIM", "symbol": PERP, "action": "reverse", "side": "short"}
        await send_array(home, long)
        await carried_out(home)

        answer = await send_array(home, BAD, reverse, {"action": "start_bot"})

        assert (answer.status, codes(answer)) == (207, ["invalid_signal", *["accepted"] * 2])
        assert isinstance(answer.told, list)
        opening = answer.told[1]["opening"]
        assert isinstance(opening, dict)
        assert opening["code"] == "skipped_after_refusal"
        await carried_out(home)
        assert [side for _, side, _ in ordered(home)] == ["buy", "sell"]


async def test_reverse_is_over_before_the_next_begins(plan: Plan) -> None:
    """What it opens can be increased and closed by those behind it."""
    async with house(linear(plan)) as home:
        await home.price(60_000, PERP)
        reverse = {"exchange": "SIM", "symbol": PERP, "action": "reverse", "side": "short"}
        more = {**INCREASE, "symbol": PERP}
        array = [
            {**OPEN, "symbol": PERP},
            {**reverse, "quote_amount": 100},
            more,
            reverse | {"side": "long", "quote_amount": 100},
        ]

        answer = await send_array(home, *array)

        assert (answer.status, codes(answer)) == (202, ["accepted"] * 4)
        await carried_out(home)
        assert [side for _, side, _ in ordered(home)] == [
            "buy",
            "sell",
            "sell",
            "sell",
            "buy",
            "buy",
        ]


async def test_text_may_hold_an_array(home: House) -> None:
    """What an automation passes on needs no credentials; others than the bot's are refused."""
    await home.price(3_000, ETH)
    for given, status in (({}, 202), ({"api_key": KEY, "api_secret": "guess"}, 401)):
        text = json.dumps([OPEN, {**OTHER, **given}])
        answer = await home.account.send_signal(BOT, {"text": text})
        assert answer.status == status
    await carried_out(home)
    assert len(ordered(home)) == 2


async def test_removed_bot_takes_the_exits_of_an_array(home: House) -> None:
    """Its positions can be left by whoever could leave them before."""
    await send_array(home, OPEN)
    await carried_out(home)
    await home.account.remove_bot(BOT)
    array = [{**CREDENTIALS, **CLOSE}, {**OPEN, "symbol": ETH}]
    body = json.dumps(array).encode()

    answer = await home.account.receive_retired(BOT, body, messages_of(body), None, "it is gone")

    assert (answer.status, codes(answer)) == (207, ["accepted", "address_retired"])
    await carried_out(home)
    assert [side for _, side, _ in ordered(home)] == ["buy", "sell"]
