"""Several commands in one alert of another system: each is taken and answered as one of ours."""

from collections.abc import AsyncIterator
from dataclasses import replace
import json
from typing import Any, Final

import pytest

from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.trading.credentials import (
    OtherCredentials,
    digest,
    token_digest,
)
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.signal.alert_systems import AlertSystem
from custom_components.tradehook.trading.signal.dialects import messages_of
from tests.execution.house import BOT, BTC, KEY, SECRET, SETTINGS, House, Plan, house

from .arrays import CREDENTIALS, ETH, carried_out, codes, ordered, outcomes, until

TOKEN: Final = "own-value-of-a-token"
DEAL: Final = {"message_type": "bot", "bot_id": 7, "email_token": TOKEN, "delay_seconds": 0}
OPEN: Final = DEAL | {"pair": "USDT_BTC"}
OTHER: Final = DEAL | {"pair": "USDT_ETH"}
CLOSE: Final = OPEN | {"action": "close_at_market_price"}
STOP: Final = DEAL | {"action": "stop_bot"}
LATE: Final = OTHER | {"delay_seconds": 30}
GUESS: Final = CLOSE | {"email_token": "of-somebody-else"}
OFF: Final = {"dialects": frozenset[AlertSystem]()}
KNOWN: Final = OtherCredentials(learned=frozenset({token_digest("3commas_dca", f"{TOKEN}\n7")}))


async def know(home: House, **settings: Any) -> None:
    """Let the bot take all systems' alerts, and know a token."""
    taking = {"dialects": frozenset(AlertSystem), "sides": frozenset({Side.LONG})}
    taken = replace(SETTINGS, duplicate_window=0, **(taking | settings))
    await home.account.put_bot(BOT, taken, api_key=KEY, secret_digest=digest(SECRET), others=KNOWN)


async def alert(home: House, body: object, *, secretly: bool = False) -> SignalResponse:
    """Send an alert."""
    data = (body if isinstance(body, str) else json.dumps(body)).encode()
    return await home.account.receive(BOT, data, "203.0.113.9", secretly=secretly)


@pytest.fixture
async def home(plan: Plan) -> AsyncIterator[House]:
    """Return a house whose bot takes all systems' alerts."""
    async with house(plan) as home:
        await know(home)
        await home.price(3_000, ETH)
        yield home


ANSWERS: list[tuple[list[Any], int, list[str]]] = [
    ([OPEN, OTHER], 202, ["accepted", "accepted"]),
    ([OPEN, CLOSE, STOP], 202, ["accepted"] * 3),
    ([STOP, OPEN], 207, ["accepted", "bot_stopped"]),
    ([OPEN, OPEN], 207, ["accepted", "already_on_side"]),
    ([CLOSE, OPEN], 207, ["position_missing", "accepted"]),  # as they do it there
    ([CLOSE, OPEN, CLOSE], 207, ["position_missing", "accepted", "accepted"]),
    (
        [OPEN, LATE, OTHER, CLOSE],
        207,
        ["accepted", "dialect_field_unsupported", "skipped_after_refusal", "accepted"],
    ),
    ([OPEN, {"action": "close", "symbol": "BTC/USDT"}], 202, ["accepted"] * 2),
]


@pytest.mark.parametrize(("body", "status", "told"), ANSWERS)
async def test_each_command_of_a_list_has_an_answer_in_its_place(
    home: House, body: list[Any], status: int, told: list[str]
) -> None:
    answer = await alert(home, body)
    await carried_out(home)

    assert (answer.status, codes(answer)) == (status, told)
    rows = await home.account.signals()
    assert len(rows) == len(body)
    assert TOKEN not in f"{answer.told}{rows}"


async def test_commands_are_carried_out_in_their_order(home: House) -> None:
    answer = await alert(home, [OPEN, OTHER, CLOSE])
    await carried_out(home)

    assert answer.status == 202
    assert isinstance(answer.told, list)
    assert [part["dialect"] for part in answer.told] == ["3commas_dca"] * 3
    assert [(symbol, side) for symbol, side, _ in ordered(home)] == [
        *((BTC, "buy"), (ETH, "buy")),
        (BTC, "sell"),
    ]


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ([GUESS, CLOSE], 401, "dialect_token_unknown"),
        ([CLOSE, GUESS], 401, "dialect_token_unknown"),
        ([CLOSE] * 11, 400, "malformed_json"),
    ],
    ids=["a stranger", "somebody else's among them", "eleven"],
)
async def test_nothing_of_a_list_is_done_that_is_refused_as_a_whole(
    home: House, body: list[Any], status: int, told: str
) -> None:
    await alert(home, OPEN)
    await home.settle()

    answer = await alert(home, body)
    await carried_out(home)

    assert (answer.status, answer.body["code"]) == (status, told)
    assert [side for _, side, _ in ordered(home)] == ["buy"]


ELSEWHERE: Final = CLOSE | {"bot_id": 8}


@pytest.mark.parametrize("secretly", [False, True])
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ([CLOSE, ELSEWHERE], None),
        ([ELSEWHERE, CLOSE], None),
        ([ELSEWHERE, CLOSE, OPEN], ["accepted", "accepted"]),
    ],
    ids=["behind", "before", "several"],
)
async def test_commands_to_another_bot_of_the_sender_are_left_out_with_a_note(
    home: House, body: list[Any], told: list[str] | None, *, secretly: bool
) -> None:
    await alert(home, OPEN)
    await home.settle()
    answer = await alert(home, body, secretly=secretly)
    await carried_out(home)

    place = body.index(ELSEWHERE)
    first: Any = answer.body if told is None else answer.told
    assert answer.status == 202, answer.body
    assert told is None or codes(answer) == told
    assert f"field_ignored: `[{place}]` is left out." in str(first)
    assert [side for _, side, _ in ordered(home)][:2] == ["buy", "sell"]


async def test_list_to_another_bot_alone_is_a_stranger_s(home: House) -> None:
    answer = await alert(home, [ELSEWHERE, ELSEWHERE])

    assert (answer.status, answer.body["code"]) == (401, "dialect_token_unknown")


async def test_list_at_the_secret_address_needs_no_learned_token(home: House) -> None:
    body = [one | {"email_token": "of-somebody-else"} for one in (OPEN, CLOSE)]
    answer = await alert(home, body, secretly=True)
    await carried_out(home)

    assert (answer.status, codes(answer)) == (202, ["accepted", "accepted"])


async def test_ten_commands_are_not_too_many(home: House) -> None:
    answer = await alert(home, [OPEN, *[OPEN | {"action": "cancel"}] * 8, CLOSE])

    assert len(codes(answer)) == 10
    await carried_out(home)
    assert [side for _, side, _ in ordered(home)] == ["buy", "sell"]


async def test_list_that_the_bot_does_not_take_is_told_so_one_by_one(home: House) -> None:
    """A command that has the name of an action of ours isn't carried out as that."""
    await alert(home, OPEN)
    await know(home, **OFF)

    answer = await alert(home, [DEAL | {"action": "stop_bot"}, OTHER])
    await carried_out(home)

    assert (answer.status, codes(answer)) == (409, ["dialect_not_enabled"] * 2)
    assert home.account.bots[BOT].is_on


LINES: Final = "s=BTCUSDT b=buy q=1% t=market\n# and away\ns=BTCUSDT c=position b=buy"


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        (LINES, 202, ["accepted", "accepted"]),
        (f"{LINES}\ntest=true", 200, ["test", "test"]),
        ("|".join(["s=BTCUSDT c=position"] * 11), 400, None),
    ],
    ids=["lines", "a test", "eleven"],
)
async def test_lines_of_a_text_are_commands(
    home: House, text: str, status: int, told: list[str] | None
) -> None:
    answer = await alert(home, text, secretly=True)
    await carried_out(home)

    assert answer.status == status
    if told is None:
        assert "more than 10 commands" in str(answer.body["error"])
    else:
        assert codes(answer) == told


async def test_exit_calls_off_an_entry_that_waits_for_its_turn(home: House) -> None:
    home.exchange.paused = True
    await alert(home, [OPEN, OTHER])
    await until(lambda: ordered(home))

    answer = await home.send(symbol=ETH, action="close")

    assert answer.status == 202
    home.exchange.paused = False
    await carried_out(home)
    assert [symbol for symbol, _, _ in ordered(home)] == [BTC]
    assert (await outcomes(home))[1] == ("open", "failed", "called_off")


async def test_removed_bot_takes_the_exits_of_a_list(home: House) -> None:
    await alert(home, OPEN)
    await home.settle()
    await home.account.remove_bot(BOT)
    body = json.dumps([CLOSE, OTHER]).encode()

    answer = await home.account.receive_retired(BOT, body, messages_of(body), None, "it is gone")
    await carried_out(home)

    assert (answer.status, codes(answer)) == (207, ["accepted", "address_retired"])
    assert [side for _, side, _ in ordered(home)] == ["buy", "sell"]


async def test_key_and_secret_beside_the_first_command_are_enough(home: House) -> None:
    answer = await alert(home, [OPEN | CREDENTIALS, CLOSE])

    assert answer.status == 202
