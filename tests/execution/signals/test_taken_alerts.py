"""Other systems' alerts that a bot takes: carried out as they came."""

from dataclasses import replace
from decimal import Decimal
import json
from typing import Any, Final

import pytest

from custom_components.tradehook.execution.signals.responses import SignalResponse
from custom_components.tradehook.trading.credentials import (
    OtherCredentials,
    digest,
    token_digest,
)
from custom_components.tradehook.trading.signal.alert_systems import AlertSystem, Opposite, Repeat
from custom_components.tradehook.trading.signal.dialects import messages_of
from tests.execution.house import BOT, KEY, SECRET, SETTINGS, House

TOKEN: Final = "own-value-of-a-token"
OKX: Final = {
    "action": "ENTER_LONG",
    "instrument": "BTC-USDT-SWAP",
    "signalToken": TOKEN,
    "investmentType": "margin",
    "amount": "100",
}
LITE: Final = {"ticker": "BTCUSDT", "action": "buy"}
DEFAULT: Final = "MA: cross: order {} @ {} filled on BTCUSDT. New strategy position is {}"
TAKEN: Final = frozenset(AlertSystem)
KNOWN: Final = OtherCredentials(learned=frozenset({token_digest("okx", TOKEN)}))


def raw(body: object) -> bytes:
    """Return a body as it is sent."""
    return (body if isinstance(body, str) else json.dumps(body)).encode()


async def know(home: House, **settings: Any) -> None:
    """Let the bot take all systems' alerts, and know a token."""
    taking = replace(SETTINGS, dialects=TAKEN, duplicate_window=0, **settings)
    await home.account.put_bot(BOT, taking, api_key=KEY, secret_digest=digest(SECRET), others=KNOWN)


async def alert(home: House, body: object, *, secretly: bool = True) -> SignalResponse:
    """Send an alert, to the bot's secret address or to the open one."""
    answer = await home.account.receive(BOT, raw(body), "203.0.113.9", secretly=secretly)
    await home.settle()
    return answer


async def sides(home: House) -> dict[str, str]:
    """Return what the bot holds: sizes by side."""
    rows = await home.positions()
    return {str(row["side"]): str(row["size"]) for row in rows if row["status"] == "open"}


async def test_learned_token_opens_and_closes(perps: House) -> None:
    opened = await alert(perps, OKX, secretly=False)
    held = await sides(perps)
    closed = await alert(perps, OKX | {"action": "EXIT_LONG", "amount": ""}, secretly=False)
    rows = await perps.account.signals()

    assert (opened.status, closed.status) == (202, 202)
    assert list(held) == ["long"]
    assert await sides(perps) == {}
    assert [row["action"] for row in rows] == ["close", "open"]
    payload: Any = rows[1]["payload"]
    assert payload["dialect"] == "okx"
    assert payload["sent"]["instrument"] == "BTC-USDT-SWAP"
    assert payload["read_as"]["margin_amount"] == "100"
    assert TOKEN not in f"{opened.body}{closed.body}{rows}"


LEAVING: Final = [
    OKX | {"action": "EXIT_LONG", "amount": ""},
    LITE | {"action": "exit"},
    LITE | {"action": "sell"},
    DEFAULT.format("sell", "1", "0"),
    "6123456789012,closelong,BTCUSDT",
]
"""Alerts of which each leaves a long, one of them by turning."""


@pytest.mark.parametrize("leaving", LEAVING, ids=lambda body: str(body)[:30])
@pytest.mark.parametrize("removed", [False, True], ids=["stopped", "removed"])
async def test_exits_get_through_to_a_bot_that_takes_nothing_new(
    perps: House, leaving: object, *, removed: bool
) -> None:
    await know(perps, opposite=Opposite.REVERSE)
    await alert(perps, OKX)
    if removed:
        await perps.account.remove_bot(BOT)
    else:
        await alert(perps, {"api_key": KEY, "api_secret": SECRET, "action": "stop_bot"})

    async def heard(body: object) -> SignalResponse:
        if not removed:
            return await alert(perps, body)
        sent = raw(body)
        answer = await perps.account.receive_retired(
            *(BOT, sent, messages_of(sent), None, "it is gone"), secretly=True
        )
        await perps.settle()
        return answer

    entered = await heard(OKX | {"instrument": "ETH-USDT-SWAP"})
    left = await heard(leaving)

    assert (entered.status, entered.body["code"]) == (
        (410, "address_retired") if removed else (409, "bot_stopped")
    )
    assert left.status == 202, left.body
    assert await sides(perps) == {}


@pytest.mark.parametrize(
    ("body", "secretly", "status", "code"),
    [
        (OKX | {"signalToken": "another-value-of-a-token"}, False, 401, "dialect_token_unknown"),
        (LITE, False, 409, "dialect_not_enabled"),
        (LITE | {"api_key": KEY, "api_secret": "wrong"}, True, 409, "dialect_not_enabled"),
        (OKX | {"investmentType": "contract"}, False, 422, "dialect_size_unclear"),
        (OKX | {"amount": "-5"}, False, 422, "invalid_signal"),
        (LITE | {"quantity": 1, "quantityType": "lots"}, True, 422, "dialect_size_unclear"),
    ],
)
async def test_what_is_not_carried_out_has_its_reason(
    perps: House, body: object, *, secretly: bool, status: int, code: str
) -> None:
    answer = await alert(perps, body, secretly=secretly)

    assert (answer.status, answer.body["code"]) == (status, code)
    assert await sides(perps) == {}


async def test_errors_are_in_the_senders_own_names(perps: House) -> None:
    answer = await alert(perps, OKX | {"amount": "-5"}, secretly=False)
    errors: Any = answer.body["errors"]

    assert [error["path"] for error in errors] == ["amount"]
    assert answer.body["dialect"] == "okx"


async def test_key_and_secret_beside_foreign_fields_are_enough(perps: House) -> None:
    body = LITE | {"api_key": KEY, "api_secret": SECRET}

    assert (await alert(perps, body, secretly=False)).status == 202
    assert list(await sides(perps)) == ["long"]


async def test_default_message_follows_its_strategy(perps: House) -> None:
    steps = [("buy", "1", "1"), ("sell", "2", "-1"), ("sell", "1", "-2"), ("buy", "2", "0")]
    held = []
    for step in steps:
        answer = await alert(perps, DEFAULT.format(*step))
        assert answer.status == 202, answer.body
        held.append(await sides(perps))

    assert [list(one) for one in held] == [["long"], ["short"], ["short"], []]
    assert float(held[2]["short"]) == pytest.approx(2 * float(held[1]["short"]), rel=0.01)


@pytest.mark.parametrize(
    ("opposite", "status", "held"),
    [
        (Opposite.REVERSE, 202, ["short"]),
        (Opposite.CLOSE, 202, []),
        (Opposite.REFUSE, 409, ["long"]),
    ],
)
async def test_opposite_side_is_what_the_bot_says(
    perps: House, opposite: Opposite, status: int, held: list[str]
) -> None:
    await know(perps, opposite=opposite)
    await alert(perps, LITE)
    answer = await alert(perps, LITE | {"action": "sell"})

    assert answer.status == status, answer.body
    assert list(await sides(perps)) == held


@pytest.mark.parametrize(
    ("repeat", "status", "positions"),
    [(Repeat.REFUSE, 409, 1), (Repeat.OPEN, 202, 2), (Repeat.INCREASE, 202, 1)],
)
async def test_same_side_is_what_the_bot_says(
    perps: House, repeat: Repeat, status: int, positions: int
) -> None:
    await know(perps, repeat=repeat, max_positions_per_market=2)
    await alert(perps, LITE)
    size = sum(Decimal(str(row["size"])) for row in await perps.positions())
    answer = await alert(perps, LITE | {"quantity": 50, "quantityType": "dollar_amount"})

    assert answer.status == status, answer.body
    assert len(await perps.positions()) == positions
    after = sum(Decimal(str(row["size"])) for row in await perps.positions())
    assert (after == size) is (repeat is Repeat.REFUSE)


async def test_sell_on_spot_only_leaves(spot: House) -> None:
    sell = LITE | {"action": "sell"}
    nothing = await alert(spot, sell)
    await alert(spot, LITE)
    part = await alert(spot, sell | {"quantity": "0.0005"})
    left = await sides(spot)
    await alert(spot, sell)

    assert (nothing.status, nothing.body["code"]) == (409, "position_missing")
    assert part.status == 202, part.body
    assert list(left) == ["long"]
    assert await sides(spot) == {}


async def test_wrong_turn_still_closes(perps: House) -> None:
    await alert(perps, LITE)
    wrong = LITE | {"action": "sell", "takeProfit": {"percent": "{{plot_0}}"}}
    answer = await alert(perps, wrong)

    opening: Any = answer.body["opening"]
    assert (answer.status, opening["status"]) == (202, "refused")
    assert await sides(perps) == {}


async def test_opening_is_answered_in_altrady_s_words_too(perps: House) -> None:
    answer = await perps.send(action="open", symbol="BTC/USDT", side="long", signal_id="mine")
    told: Any = answer.body["signalBotPositions"]
    closed = await perps.send(action="close", symbol="BTC/USDT")

    assert told["signalData"] == {"markAsTest": False, "signalId": "mine", "side": "long"}
    assert told["id"] == (await perps.only())["position_id"]
    assert "signalBotPositions" not in closed.body


async def test_test_shows_the_plan_and_does_nothing(perps: House) -> None:
    for body in (
        LITE | {"test": True},
        "EXCHANGE=binance\nSYMBOL=BTCUSDT\nSIGNAL=BUY\ntest=true",
        "b=long s=BTCUSDT t=market q=5% d=1",
    ):
        answer = await alert(perps, body)
        assert (answer.status, answer.body["status"]) == (200, "test"), answer.body
        assert answer.body["plan"]
    assert await sides(perps) == {}


async def test_no_secret_of_a_taken_alert_is_repeated(
    perps: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    mark = "own-secret-0123456789abcdef"
    bodies: tuple[Any, ...] = (
        {"secret": mark, "bot_uuid": f"{mark}-u", "tv_instrument": "BTCUSDT"}
        | {"action": "enter_long", "comment": f"mine is {mark}"},
        {"message_type": "bot", "email_token": mark, "bot_id": mark, "action": mark},
        {"code": f"ENTER-LONG_Bybit_BTCUSDT_bot_1_{mark[-16:]}", "note": mark[-16:]},
        OKX | {"signalToken": mark, "amount": mark},
        {"secret": mark, "side": "open_long", "symbol": "BTCUSDT", "id": mark},
        {"exchange": "x", "pair": "BTCUSDT", "token": mark, "apiKey": mark, "isBuy": True},
        {"secret": mark, "name": mark, "side": "buy", "symbol": mark, "open": {}},
        {"signal_type": mark, "symbol": "BTCUSDT"}
        | {"data": {"action": "buy", "contracts": "1", "position_size": mark}},
        f"EXCHANGE=binance\nSYMBOL=BTCUSDT\nSIGNAL=BUY\nTOKEN={mark}\nVOLUME={mark}",
        f"6123456789012,buy,BTCUSDT,secret={mark},vol_lots=0.001,comment={mark}",
        [{"message_type": "bot", "email_token": mark, "bot_id": 1, "pair": f"USDT_{mark}"}],
    )
    answers = [await alert(perps, body) for body in bodies]
    rows = await perps.account.signals(limit=100)

    assert {answer.status for answer in answers} <= {202, 409, 422}
    told = f"{[one.body for one in answers]}{rows}{perps.changes}{caplog.text}"
    assert [word for word in (mark, mark[-16:], "6123456789012") if word in told] == []


async def test_text_that_an_automation_passes_on_is_carried_out(perps: House) -> None:
    said = "EXCHANGE=binance\nSYMBOL=BTCUSDT\nSIGNAL=BUY"
    tried = await perps.account.send_signal(BOT, {"text": said, "test": True})
    opened = await perps.account.send_signal(BOT, {"text": said, "request_id": "mail-1"})
    await perps.settle()
    again = await alert(perps, LITE | {"action": "exit"})

    assert (tried.status, tried.body["status"]) == (200, "test")
    assert (opened.status, opened.body["dialect"]) == (202, "octobot")
    assert again.status == 202
