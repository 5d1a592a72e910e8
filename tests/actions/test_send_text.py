"""The action `send_signal` with a text that somebody else wrote."""

import json
from typing import Any

from homeassistant.exceptions import HomeAssistantError
import pytest

from tests.face import BOT, BOT_SWITCH, BTC, KEY, SECRET, Face

OPEN: dict[str, Any] = {"action": "open", "symbol": BTC, "side": "long", "quote_amount": 50}
SIGNED: dict[str, Any] = {"api_key": KEY, "api_secret": SECRET, **OPEN}
COINS = "#BTC/USDT Entry: 65000 Targets: 67000 68000 Stop: 64000"


def written(**fields: Any) -> str:
    """Return an alert as a mail or a chat carries it."""
    return json.dumps({**SIGNED, **fields})


async def tell(face: Face, text: object, **beside: Any) -> dict[str, Any]:
    """Pass a text on and return the answer."""
    data = {"text": text, "on_refusal": "answer", **beside}
    answer: dict[str, Any] = await face.call("send_signal", data, target=BOT_SWITCH)
    await face.settle()
    return answer


async def hook(face: Face, text: str) -> str:
    """Send a text to the bot's address and return what became of it."""
    answer = await face.account.receive(BOT, text.encode(), "52.89.214.238")
    await face.settle()
    return str(answer.body["status"])


async def positions(face: Face) -> int:
    """Return how many positions there have been."""
    return len(await face.account.positions())


@pytest.mark.parametrize("mail_first", [False, True])
async def test_the_same_alert_by_webhook_and_by_mail_trades_once(
    face: Face, mail_first: bool
) -> None:
    """Test both orders; a mail has spaces and a time of its own around and beside the alert."""
    await face.price(65000)
    text = written(request_id="cross 12:00", timestamp=None)
    mail = f"\r\n{text}  \r\n"
    beside = {"request_id": "mail 1", "timestamp": "2026-11-20T12:00:00Z"}

    told = []
    for by_mail in (mail_first, not mail_first):
        if by_mail:
            told.append((await tell(face, mail, **beside))["status"])
        else:
            told.append(await hook(face, text))

    assert told == ["accepted", "duplicate"]
    assert await positions(face) == 1


async def test_a_text_is_held_to_what_it_says_of_its_sender(face: Face) -> None:
    """Test who may speak: a wrong key and secret are never right, none may be enough."""
    await face.price(65000)
    wrong = written(api_secret="another", test=True)
    bare = json.dumps(OPEN | {"test": True})
    told = {
        (name, require): (await tell(face, text, require_credentials=require)).get("code", "test")
        for name, text in {"right": written(test=True), "wrong": wrong, "none": bare}.items()
        for require in (False, True)
    }

    assert told == {
        ("right", False): "test",
        ("right", True): "test",
        ("wrong", False): "unauthorized",
        ("wrong", True): "unauthorized",
        ("none", False): "test",
        ("none", True): "unauthorized",
    }
    rows = await face.account.signals()
    assert SECRET not in str(rows)
    assert "another" not in str(rows)


async def test_what_stands_beside_a_text_counts_where_it_says_nothing(face: Face) -> None:
    """Test that a test stays one, that the text's own id counts, and that old texts are old."""
    await face.price(65000)
    old = {"timestamp": "2026-01-01T00:00:00Z", "max_age": 60}

    assert (await tell(face, written(), test=True))["status"] == "test"
    assert (await tell(face, written(test=False), test=True))["status"] == "test"
    assert (await tell(face, written(test=True), test=False))["status"] == "test"
    assert (await tell(face, written(), **old))["code"] == "signal_too_old"
    assert (await tell(face, written(request_id="a"), request_id="mail 1"))["status"] == "accepted"
    assert (await tell(face, written(), request_id="mail 2"))["status"] == "accepted"
    assert (await tell(face, written(), request_id="mail 2"))["status"] == "duplicate"
    assert await positions(face) == 2


async def test_fields_of_the_signal_beside_a_text_are_refused_by_name(face: Face) -> None:
    """Test that nobody has to guess which of two sides counts."""
    answer = await tell(face, written(), side="short", symbol="ETH/USDT")

    assert answer["code"] == "invalid_signal"
    assert [error["path"] for error in answer["errors"]] == ["side", "symbol"]
    assert await positions(face) == 0


async def test_other_systems_texts_get_the_webhooks_explanations(face: Face) -> None:
    """Test that a text is told as at the address, whatever the words that it is in."""
    gunbot = "BUY_BINANCE_USDT-BTC"
    cut = '{"action": "open", '
    for text in (COINS, gunbot, "good morning to all of you", cut):
        answer = await tell(face, text)
        hooked = (await face.account.receive(BOT, text.encode(), "52.89.214.238")).body

        for name in ("code", "error", "instead", "errors", "dialect"):
            assert answer.get(name) == hooked.get(name), (text, name)
        assert answer["status"] == "refused"
    with pytest.raises(HomeAssistantError, match="dialect_unknown"):
        await tell(face, "good morning to all of you", on_refusal="raise")
    assert await positions(face) == 0


async def test_a_template_may_have_made_an_object_of_the_text(face: Face) -> None:
    """Test that what a template reads as an object or a list is judged as the text that it was."""
    await face.price(65000)

    assert (await tell(face, OPEN | {"quote_amount": 50.5, "test": True}))["status"] == "test"
    assert (await tell(face, 5))["code"] == "malformed_json"
    assert (await tell(face, ""))["code"] == "malformed_json"
    assert (await tell(face, "x" * 70_000))["code"] == "too_large"
    without = await face.call(
        "send_signal",
        {**OPEN, "require_credentials": True, "on_refusal": "answer"},
        target=BOT_SWITCH,
    )
    assert without["errors"][0]["path"] == "require_credentials"


async def test_several_signals_of_one_text_are_done_once_each(face: Face) -> None:
    """Test that what stands beside a text counts for each of its signals, by an id of its own."""
    await face.price(65000)
    text = json.dumps([SIGNED, OPEN | {"quote_amount": 60}])

    for space in ("", " "):  # another body, so that the ids alone tell
        await tell(face, text + space, request_id="mail 1")

    assert await positions(face) == 2
    statuses = sorted(str(row["status"]) for row in await face.account.signals())
    assert statuses == ["accepted", "accepted", "duplicate", "duplicate"]
