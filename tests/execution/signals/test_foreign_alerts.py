"""Other systems' alerts at a bot's door: told for what they are, and nothing of them is done."""

import json
from typing import Any

import pytest

from tests.execution.house import KEY, SECRET, Plan, house

REMOTE = "203.0.113.9"
TOKEN = "own-value-of-a-token"
OKX = {"action": "ENTER_LONG", "instrument": "BTC-USDT-SWAP", "signalToken": TOKEN}
SIGNALS_LITE = {"side": "long", "amount": "10%"}
CODE = "ENTER-LONG_Bybit_ETHUSDT_my-bot_15M_0123456789abcdef01234567"
DEFAULT = "MA cross: order buy @ 0.5 filled on ETHUSDT. New strategy position is 0.5"
LICENCE = "6123456789012,buy,BTCUSDT,risk=1,secret=own-phrase"
RISKY = {"ticker": "BTCUSDT", "action": "buy", "quantity": 1, "quantityType": "lots"}


def raw(body: object) -> bytes:
    """Return a body as it is sent."""
    return (body if isinstance(body, str) else json.dumps(body)).encode()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (OKX, 401, "dialect_token_unknown"),
        (OKX | {"amount": "3", "investmentType": "contract"}, 401, "dialect_token_unknown"),
        (CODE, 401, "dialect_token_unknown"),
        (SIGNALS_LITE, 409, "dialect_not_enabled"),
        (DEFAULT, 409, "dialect_not_enabled"),
        ({"message": DEFAULT}, 409, "dialect_not_enabled"),
        (LICENCE, 422, "dialect_size_unclear"),
        (RISKY, 422, "dialect_size_unclear"),
        (RISKY | {"api_key": KEY, "api_secret": SECRET}, 422, "dialect_size_unclear"),
        (OKX | {"api_key": KEY, "api_secret": SECRET}, 409, "dialect_not_enabled"),
        ("please buy some ETH", 400, "dialect_unknown"),
        ({"stub": "x", "size": "1", "symbol": "ETHUSDT"}, 400, "dialect_unknown"),
        (OKX | {"side": "long", "stub": "a", "direction": "long"}, 400, "dialect_ambiguous"),
        ("open", 400, "malformed_json"),
        ({}, 401, "unauthorized"),
    ],
)
async def test_true_cause_is_told(plan: Plan, body: Any, status: int, code: str) -> None:
    async with house(plan) as home:
        answer = await home.post(raw(body), remote=REMOTE)
        await home.settle()

        assert (answer.status, answer.body["code"]) == (status, code)
        row = (await home.account.signals())[0]
        assert (row["status"], row["code"]) == ("refused", code)


async def test_unknown_token_answers_the_same_whatever_else_is_said(plan: Plan) -> None:
    others: list[dict[str, Any]] = [{}, {"action": "EXIT_LONG"}, {"amount": "x"}, {"action": []}]
    async with house(plan) as home:
        answers = [await home.post(raw(OKX | other), remote=REMOTE) for other in others]

    told = {(one.status, one.body["code"], one.body["error"]) for one in answers}
    assert len(told) == 1


@pytest.mark.parametrize(
    ("body", "secrets"),
    [
        (OKX | {"note": f"my {TOKEN}"}, (TOKEN,)),
        (CODE, ("0123456789abcdef01234567",)),
        (LICENCE, ("6123456789012", "own-phrase")),
        (f"SYMBOL=BTCUSDT\nSIGNAL=BUY\nTOKEN={TOKEN}", (TOKEN,)),
        (
            [{"message_type": "bot", "email_token": TOKEN, "pair": f"USDT_{TOKEN}"}],
            (TOKEN,),
        ),
        ({"signal_type": TOKEN, "data": {}, "symbol": TOKEN}, (TOKEN,)),
    ],
)
async def test_no_secret_of_theirs_is_repeated(
    plan: Plan, body: Any, secrets: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with house(plan) as home:
        answer = await home.post(raw(body), remote=REMOTE)
        await home.settle()
        row = (await home.account.signals())[0]

    told = f"{answer.body} {row} {caplog.text}"
    assert [secret for secret in secrets if secret in told] == []


async def test_guessing_tokens_locks_out(plan: Plan) -> None:
    async with house(plan) as home:
        answers = [await home.post(raw(CODE), remote=REMOTE) for _ in range(21)]

    assert [one.status for one in answers] == [401] * 20 + [429]
