"""The secret of a bot is nowhere to be read, whatever field a beginner puts it into."""

import json

import pytest

from custom_components.tradehook.trading.credentials import digest
from tests.execution.house import BOT, KEY, House

S = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
async def house_with_secret(home: House) -> House:
    """Return an account whose bot has a secret of the form that real ones have."""
    settings = home.account.bots[BOT].settings
    await home.account.put_bot(BOT, settings, api_key=KEY, secret_digest=digest(S))
    await home.price(60_000)
    return home


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ({"api_key": KEY, "api_secert": S}, 401),
        ({"api_key": KEY, "apiSecert": S}, 401),
        ({"api_key": KEY, "api_sec\ud800ret": S}, 401),
        ({"api_key": KEY, S: "api_secret"}, 401),
        ({"api_key": KEY, "api_secret": f" {S}\n"}, 401),
        ({"api_key": KEY, "comment": f"my secret is {S}."}, 401),
        ({"api_key": KEY, "comment": f"ab{S}cd"}, 401),
        ({"api_key": KEY, "deep": [{"a": [S.upper()]}]}, 401),
        ({"api_key": S, "api_secret": KEY}, 401),
        ({"api_key": S}, 401),
        ({"api_key": S[:20], "api_secert": S}, 401),
        ({"api_key": KEY, "api_secret": S, "signal_id": S}, 422),
        ({"api_key": KEY, "api_secret": S, "symbol": S}, 422),
        ({"api_key": KEY, "api_secret": S, "side": S, S: 1}, 422),
        ({"api_key": KEY, "api_secret": S, "action": "stop_bot", "signal_id": S}, 202),
        ({"api_key": KEY, "api_secret": S, "action": "close", "signal_id": S}, 409),
        ({"api_key": KEY, "api_secret": S, "action": "stop_bot", S: S}, 202),
    ],
    ids=lambda value: json.dumps(value)[:40],
)
async def test_the_secret_is_masked_wherever_it_stands(
    house_with_secret: House, message: dict[str, object], status: int
) -> None:
    home = house_with_secret
    body = {"exchange": "SIM", "symbol": "BTCUSDT", "side": "long", **message}
    answer = await home.post(json.dumps(body).encode())
    await home.settle()

    assert answer.status == status, answer.body
    rows = await home.account.signals()
    assert len(rows) == 1
    told = json.dumps([answer.body, rows, [repr(change) for change in home.changes]])
    assert S not in told
    assert S.upper() not in told
    assert S[-4:] not in json.dumps(rows[0]["payload"])
