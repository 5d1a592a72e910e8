"""Who may speak to a bot, and how often."""

import json

from tests.execution.house import BOT, KEY, SECRET, House, Plan, house

WRONG = json.dumps({"api_key": KEY, "api_secret": "no", "symbol": "BTCUSDT", "side": "long"})


async def test_wrong_secret_and_unknown_key_get_the_same_answer(home: House) -> None:
    """401, whatever of the two is wrong."""
    bodies = []
    for credentials in ({"api_key": KEY, "api_secret": "ключ"}, {"api_key": "x"}, {}):
        answer = await home.post(json.dumps({**credentials, "symbol": "BTCUSDT"}).encode())
        assert answer.status == 401
        bodies.append({k: v for k, v in answer.body.items() if k != "receipt_id"})
    assert bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["code"] == "unauthorized"


async def test_one_row_a_minute_is_kept_of_strangers(home: House) -> None:
    """A flood of wrong secrets costs one row, not a commit each."""
    for _ in range(4):
        await home.post(WRONG.encode())
    await home.settle()
    (row,) = await home.account.signals()
    assert (row["status"], row["code"]) == ("refused", "unauthorized")
    assert SECRET not in json.dumps(row)


async def test_repeated_wrong_secrets_lock_their_address_out(home: House) -> None:
    """Per address, never per bot: others still get through."""
    for _ in range(30):
        last = await home.post(WRONG.encode(), remote="203.0.113.9")
    assert (last.status, last.body["code"]) == (429, "locked_out")
    assert int(last.headers["Retry-After"]) > 0
    assert (await home.send(symbol="BTCUSDT", side="long", remote="198.51.100.1")).status == 202
    await home.settle()
    opening = await home.send(symbol="ETHUSDT", side="long", remote="203.0.113.9")
    assert opening.status == 202, "the right secret is no guess"
    closing = await home.send(action="close", symbol="BTCUSDT", remote="203.0.113.9")
    assert closing.status == 202
    assert (await home.post(b"{", remote="203.0.113.9")).status == 429


async def test_sender_outside_the_allow_list_is_refused(plan: Plan) -> None:
    """Even with the right secret, and for exits as well."""
    async with house(plan.but(only_tradingview=True)) as home:
        await home.price(60_000)
        answer = await home.send(symbol="BTCUSDT", side="long", remote="203.0.113.9")
        assert (answer.status, answer.body["code"]) == (403, "sender_not_allowed")
        answer = await home.send(symbol="BTCUSDT", side="long", remote="52.89.214.238")
        assert answer.status == 202


async def test_rate_limit_holds_openings_but_never_exits(plan: Plan) -> None:
    """Over the limit: 429 with Retry-After; a close gets through."""
    async with house(plan.but(rate_limit=2)) as home:
        await home.price(60_000)
        answers = [
            await home.send(symbol="BTCUSDT", side="long", signal_id=f"s{i}") for i in range(3)
        ]
        assert [answer.status for answer in answers] == [202, 202, 429]
        assert answers[2].body["code"] == "rate_limited"
        assert int(answers[2].headers["Retry-After"]) > 0
        await home.settle()
        assert (await home.send(action="close", symbol="BTCUSDT")).status == 202
        for action in ("stop_bot", "start_bot"):
            assert (await home.send(action=action)).status == 202


async def test_signal_from_inside_needs_no_credentials(home: House) -> None:
    """The action speaks for the house."""
    answer = await home.account.send_signal(BOT, {"symbol": "BTCUSDT", "side": "long"})
    assert answer.status == 202
    assert (await home.account.send_signal("nobody", {})).status == 503
    assert (await home.account.receive("nobody", b"{}", None)).status == 503


async def test_secret_in_the_wrong_field_stays_out_of_answer_and_log(home: House) -> None:
    """Whoever mixes two lines of the message up must not find the secret in a dashboard."""
    answer = await home.send(symbol=SECRET, side="long")
    assert answer.body["code"] == "unknown_symbol"
    (row,) = await home.account.signals()
    for told in (answer.body, row):
        assert SECRET not in json.dumps(told, default=str)
