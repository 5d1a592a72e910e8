"""Tests of signals over HTTP: every status and body that a sender can get."""

import asyncio
from collections.abc import AsyncIterator, Callable
import gzip
from http import HTTPStatus
import json
import logging
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.accounts.timings import InterfaceTimings
from custom_components.tradehook.trading.sender_access import Lockout
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.face import BOT, SECRET, Face, account_entry, bot_subentry, loaded

from .hook import CLOSE, OPEN, URL, post

pytestmark = pytest.mark.usefixtures("config_folder")


async def test_signal_is_accepted_and_opens_a_position(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test the way of a signal from the wire to the venue."""
    status, body = await post(client, OPEN | {"signal_id": "first"})
    await face.settle()

    assert status == HTTPStatus.ACCEPTED
    assert (body["status"], body["signal_id"]) == ("accepted", "first")
    (position,) = await face.account.positions()
    assert (position["status"], position["signal_id"]) == ("open", "first")


async def test_put_is_the_same_as_post(face: Face, client: TestClient[Any, Any]) -> None:
    """Test the second method that the protocol knows."""
    response = await client.put(URL, json=OPEN)

    assert response.status == HTTPStatus.ACCEPTED
    assert (await response.json())["status"] == "accepted"
    assert len(await face.account.signals()) == 1


@pytest.mark.parametrize(
    ("method", "status"), [("HEAD", HTTPStatus.OK), ("GET", HTTPStatus.METHOD_NOT_ALLOWED)]
)
async def test_looking_does_nothing(
    face: Face, client: TestClient[Any, Any], method: str, status: HTTPStatus
) -> None:
    """Test that HEAD and GET are no signals."""
    response = await client.request(method, URL, json=OPEN)

    assert response.status == status
    assert await face.account.signals() == []


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "image/png", ""])
@pytest.mark.parametrize(
    "wrap", [str, "\ufeff{}".format, " \r\n{}\n\n".format], ids=["plain", "bom", "space"]
)
async def test_content_type_bom_and_white_space_do_not_matter(
    client: TestClient[Any, Any], content_type: str, wrap: Callable[[str], str]
) -> None:
    """Test what TradingView makes of messages."""
    body = wrap(json.dumps(OPEN)).encode()

    response = await client.post(URL, data=body, headers={"Content-Type": content_type})

    assert response.status == HTTPStatus.ACCEPTED


async def test_same_signal_again_is_a_duplicate(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that a resend is answered with success and buys nothing."""
    await post(client, OPEN | {"signal_id": "once"})
    await face.settle()

    status, body = await post(client, OPEN | {"signal_id": "once"})
    await face.settle()

    assert status == HTTPStatus.OK
    assert (body["status"], body["signal_id"]) == ("duplicate", "once")
    assert len(await face.account.positions()) == 1


async def test_test_signal_shows_its_plan(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that a test says what it would do and does nothing."""
    status, body = await post(client, OPEN | {"test": True})

    assert status == HTTPStatus.OK
    assert body["status"] == "test"
    assert body["plan"]
    assert await face.account.positions() == []


MALFORMED = [
    b"",
    b" \n",
    b"open",
    b'{"api_key": "the-key"',
    b"[]",
    b'"text"',
    b"1",
    b"\xff\xfe{}",
    b"[" * 5000,
]


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
async def test_what_is_no_object_is_malformed(client: TestClient[Any, Any], body: bytes) -> None:
    """Test that the sender learns where the message breaks."""
    status, answer = await post(client, body)

    assert (status, answer["code"]) == (HTTPStatus.BAD_REQUEST, "malformed_json")
    assert (answer["line"] >= 1, answer["column"] >= 1) == (True, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"api_key": "other"},
        {"api_secret": "other"},
        {"api_secret": "gehëim"},
        {"api_secret": None},
        {"api_key": 5},
    ],
)
async def test_wrong_credentials_are_all_the_same(
    face: Face, client: TestClient[Any, Any], wrong: dict[str, object]
) -> None:
    """Test that an answer does not give away which half was wrong."""
    status, answer = await post(client, OPEN | wrong)
    _, other = await post(client, OPEN | {"api_key": "another"})

    assert (status, answer["code"]) == (HTTPStatus.UNAUTHORIZED, "unauthorized")
    assert answer["error"] == other["error"]
    assert await face.account.positions() == []


async def test_repeated_wrong_secrets_lock_the_address_out(client: TestClient[Any, Any]) -> None:
    """Test that guessing gets slow."""
    for _ in range(Lockout.ATTEMPTS + 1):
        response = await client.post(URL, json=OPEN | {"api_secret": "guess"})

    assert response.status == HTTPStatus.TOO_MANY_REQUESTS
    assert (await response.json())["code"] == "locked_out"
    assert int(response.headers["Retry-After"]) > 0


async def test_stopped_bot_refuses(face: Face, client: TestClient[Any, Any]) -> None:
    """Test a refusal for the bot's state, and that an exit still gets an answer of its own."""
    await face.account.stop_bot(BOT)

    status, answer = await post(client, OPEN)
    assert (status, answer["code"]) == (HTTPStatus.CONFLICT, "bot_stopped")
    status, answer = await post(client, CLOSE)
    assert (status, answer["code"]) == (HTTPStatus.CONFLICT, "position_missing")


@pytest.mark.parametrize(("size", "status"), [(65536, 401), (65537, 413), (200_000, 413)])
async def test_body_has_a_limit(client: TestClient[Any, Any], size: int, status: int) -> None:
    """Test that 64 KiB are taken and one byte more is not."""
    body = json.dumps({"api_key": ""}).encode()

    got, answer = await post(client, body + b" " * (size - len(body)))

    assert got == status
    assert answer["code"] == ("unauthorized" if status == HTTPStatus.UNAUTHORIZED else "too_large")


async def test_chunked_body_has_the_same_limit(client: TestClient[Any, Any]) -> None:
    """Test that a sender that does not say how much it sends can't send more."""

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(70):
            yield b" " * 1024

    response = await client.post(URL, data=chunks())

    assert response.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


async def test_damaged_compression_is_malformed(
    face: Face, client: TestClient[Any, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Test that anybody's broken request is the sender's fault, and no fault in our log."""
    response = await client.post(URL, data=b"garbage", headers={"Content-Encoding": "gzip"})

    assert response.status == HTTPStatus.BAD_REQUEST
    body = await response.json()
    assert (body["code"], body["line"], body["column"]) == ("malformed_json", 1, 1)
    assert await face.account.signals() == []
    assert not [line for line in caplog.records if line.name.startswith("custom_components")]


async def test_compressed_body_is_read(client: TestClient[Any, Any]) -> None:
    """Test that a sender may compress, within the same limit."""
    headers = {"Content-Encoding": "gzip"}
    body = gzip.compress(json.dumps(OPEN).encode())
    response = await client.post(URL, data=body, headers=headers)
    assert response.status == HTTPStatus.ACCEPTED

    response = await client.post(URL, data=gzip.compress(b" " * 70_000), headers=headers)
    assert response.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


async def test_body_in_pieces_is_put_together(client: TestClient[Any, Any]) -> None:
    """Test that a message need not come in one piece."""

    async def chunks() -> AsyncIterator[bytes]:
        body = json.dumps(OPEN).encode()
        for at in range(0, len(body), 7):
            yield body[at : at + 7]
            await asyncio.sleep(0)

    response = await client.post(URL, data=chunks())

    assert response.status == HTTPStatus.ACCEPTED


async def test_every_wrong_field_is_named(client: TestClient[Any, Any]) -> None:
    """Test that all errors come at once, with their paths."""
    wrong = {"quote_amount": -1, "take_profit": [{"price_percentage": "NA"}], "sidee": "long"}

    status, answer = await post(client, OPEN | wrong)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    paths = {error["path"] for error in answer["errors"]}
    assert {"quote_amount", "take_profit[0].price_percentage", "sidee"} <= paths
    assert all(error["message"] for error in answer["errors"])


async def test_over_the_rate_says_when_to_come_back(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Test the bot's rate limit."""
    settings = BotSettings(name="Trend", quote="USDT", rate_limit=1)
    async with loaded(hass, account_entry(bots=(bot_subentry(settings=settings),))) as face:
        client = await hass_client_no_auth()
        await client.post(URL, json=OPEN | {"test": True})
        response = await client.post(URL, json=OPEN | {"test": True})
        await face.settle()

    assert response.status == HTTPStatus.TOO_MANY_REQUESTS
    assert (await response.json())["code"] == "rate_limited"
    assert int(response.headers["Retry-After"]) > 0


async def test_sender_that_is_not_on_the_list_is_refused(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Test the allow-list with the right credentials from the wrong place."""
    settings = BotSettings(name="Trend", quote="USDT", only_tradingview=True)
    async with loaded(hass, account_entry(bots=(bot_subentry(settings=settings),))) as face:
        response = await (await hass_client_no_auth()).post(URL, json=OPEN)
        await face.settle()

    assert response.status == HTTPStatus.FORBIDDEN
    assert (await response.json())["code"] == "sender_not_allowed"


async def test_remote_address_is_in_the_signal_log(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test that people can see where a signal came from."""
    await post(client, OPEN)

    assert (await face.account.signals())[0]["remote"] == "127.0.0.1"


async def test_hanging_up_does_not_lose_a_signal(
    face: Face, client: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that TradingView's impatience can't cut a recording short."""
    waiting, go_on = asyncio.Event(), asyncio.Event()
    commit = face.account.ledger.commit

    async def slow(batch: Any) -> Any:
        waiting.set()
        await go_on.wait()
        return await commit(batch)

    monkeypatch.setattr(face.account.ledger, "commit", slow)
    sending = asyncio.ensure_future(client.post(URL, json=OPEN))
    await waiting.wait()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await asyncio.sleep(0.02)
    go_on.set()
    await face.settle()

    (signal,) = await face.account.signals()
    assert signal["status"] == "accepted"
    assert len(await face.account.positions()) == 1


async def test_no_log_line_carries_a_secret(
    face: Face, client: TestClient[Any, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Test that neither accepted nor refused messages leak into the log."""
    caplog.set_level(logging.DEBUG)
    for message in (OPEN, OPEN | {"side": "up"}, OPEN | {"api_secret": f"{SECRET}!"}):
        await post(client, message)
    await post(client, json.dumps(OPEN).encode()[:-1])
    await face.settle()

    assert SECRET not in caplog.text


@pytest.mark.parametrize("path", [URL, "/api/tradehook/link/unknown"])
async def test_half_a_body_does_not_stay_open(
    face: Face, client: TestClient[Any, Any], path: str
) -> None:
    """Test that whoever never sends the rest is told, and the connection given back."""
    async_tradehook_data(face.hass).interface_timings = InterfaceTimings(body_within=0.2)
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{{".encode())
    await writer.drain()

    async with asyncio.timeout(30):
        answer = await reader.read()  # to the end: the server hangs up

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"body_too_slow" in answer
    writer.close()
