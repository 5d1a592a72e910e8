"""A message as it waits for the bots of a group: what it says, and nothing secret."""

import json
from typing import Any

import pytest

from custom_components.tradehook.execution.groups.message_text import kept_message, kept_text
from custom_components.tradehook.trading.signal.redaction import secrets_of
from tests.dialects.corpus import CORPUS
from tests.dialects.told import message_in


def kept(body: object) -> tuple[str, bool]:
    """Return an alert as it is kept, and whether it says something else so."""
    message = message_in(body)
    assert message is not None
    return kept_text(message, secrets_of(message.body, values=message.secrets))


@pytest.mark.parametrize("system", CORPUS)
def test_every_alert_says_the_same_without_its_secrets(system: str) -> None:
    for body, _ in CORPUS[system]:
        message = message_in(body)
        assert message is not None
        alert = message.foreign
        assert alert is not None

        text, differs = kept(body)

        assert not differs, body
        assert alert.says_the_same(kept_message(text).foreign), body
        secrets = [one for one in alert.secrets.private if one.strip("*")]
        assert [one for one in secrets if one in text] == [], body


@pytest.mark.parametrize(
    ("body", "differs"),
    [
        # a short secret hides no amount that looks like it
        (
            {"secret": "12", "side": "buy", "symbol": "BTCUSDT", "name": "x", "open": {"q": 12}},
            False,
        ),
        ("SIGNAL=buy;SYMBOL=BTCUSDT;VOLUME=5q;TOKEN=5q", True),
        ("SIGNAL=buy;SYMBOL=BTCUSDT;VOLUME=5q;TOKEN=own-token", False),
        # a long one in a field that a bot reads
        (
            {"signalToken": "BTC-USDT-SWAP", "instrument": "BTC-USDT-SWAP", "action": "ENTER_LONG"},
            True,
        ),
        ("6058123,buy,BTCUSDT,secret=own-phrase,vol_lots=6058123", True),
        ("6058123,buy,BTCUSDT,secret=own-phrase,vol_lots=60581231", False),
    ],
    ids=lambda value: None if isinstance(value, bool) else str(value)[:30],
)
def test_what_a_secret_takes_away_is_known(body: Any, differs: bool) -> None:
    assert kept(body)[1] is differs


def test_test_and_repeated_keys_stay() -> None:
    text, _ = kept("SIGNAL=buy;SYMBOL=BTCUSDT;VOLUME=5q\ntest=true")
    alert = kept_message(text).foreign
    assert alert is not None
    assert alert.test

    message = kept_message('{"secret": "a", "secret": "b", "side": "buy", "side": "sell"}')
    text, _ = kept_text(message, ())
    assert dict(kept_message(text).body)["side"] == "sell"
    assert getattr(kept_message(text).body, "repeated")["side"] is True  # noqa: B009
    assert json.loads(text)["secret"] == "***"
