"""An action, a venue and a dialect are added at their tables; a signal goes through all three."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
import json
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.exchanges.venues.catalogue import register_venue
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.trading.admission.actions import ADMISSIONS
from custom_components.tradehook.trading.signal.actions import ACTIONS
from custom_components.tradehook.trading.signal.dialects.catalogue import DIALECTS
from tests.exchanges.account import House, living
from tests.exchanges.live import until

from . import action, venue_row
from .dialect import PingDialect


@contextmanager
def registered() -> Iterator[None]:
    """Add all three for the length of a test."""
    remove = register_venue(venue_row.ROW)
    try:
        with (
            ACTIONS.registered(action.READ),
            ADMISSIONS.registered(action.ADMITTED),
            DIALECTS.registered(PingDialect()),
        ):
            yield
    finally:
        remove()


@pytest.fixture
async def home(
    tmp_path: Path,
    socket_enabled: None,  # noqa: ARG001  it is on this machine
) -> AsyncIterator[House]:
    """Provide an account on the new venue."""
    with registered():
        async with living(tmp_path / "ledger.db", venue_row.ROW.code) as found:
            yield found


async def say(home: House, **fields: Any) -> SignalResponse:
    """Post an alert in the new dialect."""
    alert = {"user": "key-1", "phrase": "secret-1", "where": "pingex", **fields}
    return await home.account.receive("bot-1", json.dumps(alert).encode(), "127.0.0.1")


async def test_signals_of_another_dialect_do_another_action_on_another_venue(home: House) -> None:
    pong = await say(home, do="ping")
    assert pong.status == 202, pong.body
    assert pong.body["warnings"] == ["pong from Bot"]

    elsewhere = await say(home, do="ping", where="Kraken")
    assert elsewhere.body["code"] == "wrong_exchange", elsewhere.body

    opened = await say(home, do="open", coin="BTC/USDT", way="long", money=300, risk=3)
    assert opened.status == 202, opened.body
    await until(lambda: home.row("status") == "open")

    closed = await say(home, do="close", coin="BTC/USDT")
    assert closed.status == 202, closed.body
    assert await home.is_closed()


async def test_errors_speak_the_words_of_the_sender(home: House) -> None:
    wrong = await say(home, do="open", coin="BTC/USDT", way="up", money=-1)

    assert wrong.status == 422
    body = json.loads(json.dumps(wrong.body))
    assert [error["path"] for error in body["errors"]] == ["way", "money"]
    assert "way must be one of" in body["error"]


async def test_a_stranger_is_refused_and_the_log_has_no_secret(home: House) -> None:
    assert (await say(home, do="ping", phrase="secret-2")).status == 401
    assert (await say(home, do="ping", coin="secret-1")).status == 202

    text = json.dumps(await home.account.signals(), default=str)
    assert "secret-1" not in text
    assert '"ping"' in text


def test_nothing_is_left_of_it() -> None:
    with registered():
        pass

    assert "ping" not in [row.action for row in ACTIONS]
    assert PingDialect.name not in [dialect.name for dialect in DIALECTS]
