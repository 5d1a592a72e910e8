"""In which order a bot's door asks its questions."""

import json

import pytest

from tests.execution.house import KEY, SECRET, House, Plan, house

STRANGER = "203.0.113.9"
FRIEND = "192.168.1.7"
WRONG_SECRET = {"api_key": KEY, "api_secret": "no"}
RIGHT_SECRET = {"api_key": KEY, "api_secret": SECRET}
WRONG_FIELDS = {"symbol": "BTCUSDT", "side": "up"}
RIGHT_FIELDS = {"symbol": "BTCUSDT", "side": "long"}


async def ask(home: House, body: bytes, remote: str) -> object:
    """Return the reason code of the answer."""
    return (await home.post(body, remote=remote)).body.get("code")


@pytest.mark.parametrize(
    ("body", "remote", "code"),
    [
        (b"{", STRANGER, "malformed_json"),
        (json.dumps(WRONG_SECRET | WRONG_FIELDS).encode(), STRANGER, "unauthorized"),
        (json.dumps(RIGHT_SECRET | WRONG_FIELDS).encode(), STRANGER, "sender_not_allowed"),
        (json.dumps(RIGHT_SECRET | WRONG_FIELDS).encode(), FRIEND, "rate_limited"),
    ],
)
async def test_gate_asks_for_json_then_secret_then_sender_then_rate(
    plan: Plan, body: bytes, remote: str, code: str
) -> None:
    """Each message is wrong in its own way and in all that come after it."""
    async with house(plan.but(rate_limit=1, allowed_networks=("192.168.1.0/24",))) as home:
        await home.price(60_000)
        assert (await home.send(**RIGHT_FIELDS, remote=FRIEND)).status == 202
        assert await ask(home, body, remote) == code


async def test_fields_are_read_after_the_rate_and_before_the_state(plan: Plan) -> None:
    """A stopped bot still says what is wrong with a message."""
    async with house(plan) as home:
        await home.send(action="stop_bot")
        assert await ask(home, json.dumps(RIGHT_SECRET | WRONG_FIELDS).encode(), FRIEND) == (
            "invalid_signal"
        )
        assert await ask(home, json.dumps(RIGHT_SECRET | RIGHT_FIELDS).encode(), FRIEND) == (
            "bot_stopped"
        )
