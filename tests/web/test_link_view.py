"""Tests of position links over HTTP."""

from http import HTTPStatus
import logging
from typing import Any

from aiohttp.test_utils import TestClient
import pytest

from custom_components.tradehook.execution.commands.position_links import LinkMode
from tests.face import BTC, Face

from .links import BROWSER, assert_private, link, status_of

pytestmark = pytest.mark.usefixtures("config_folder")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("mode", "filled", "done", "status"),
    [
        (LinkMode.CLOSE, True, "closed", "closed"),
        (LinkMode.CLOSE, False, "cancelled", "cancelled"),
        (LinkMode.KEEP, True, "kept", "open"),
        (LinkMode.KEEP, False, "cancelled", "cancelled"),
    ],
)
async def test_link_acts_at_once(
    face: Face,
    client: TestClient[Any, Any],
    method: str,
    mode: LinkMode,
    filled: bool,
    done: str,
    status: str,
) -> None:
    """Test the table of what a link does, by both methods."""
    await (face.open() if filled else face.open_limit())

    response = await client.request(method, await link(face, mode))

    assert response.status == HTTPStatus.OK
    body = await response.json()
    assert (body["done"], body["mode"]) == (done, mode)
    assert (body["symbol"], body["side"]) == (BTC, "long")
    assert body["message"]
    assert_private(response.headers)
    assert await status_of(face) == status


@pytest.mark.parametrize(
    "body", [b"", b" ", b"\r\n\t \n", "\u00a0\u2003".encode(), b"\xef\xbb\xbf"]
)
async def test_white_space_is_no_message(
    face: Face, client: TestClient[Any, Any], body: bytes
) -> None:
    """Test that what TradingView leaves in an emptied message box does not matter."""
    await face.open()

    response = await client.post(await link(face), data=body)

    assert response.status == HTTPStatus.OK
    assert await status_of(face) == "closed"


@pytest.mark.parametrize("body", [b"x", b"{}", b" " * 70_000, b"\xff", b"\n\n.\n"])
async def test_message_is_refused_and_nothing_done(
    face: Face, client: TestClient[Any, Any], body: bytes
) -> None:
    """Test that an alert with a message does not close a position."""
    await face.open()
    path = await link(face)

    response = await client.post(path, data=body)

    assert response.status == HTTPStatus.BAD_REQUEST
    answer = await response.json()
    assert answer["code"] == "body_not_empty"
    assert "message box" in answer["error"]
    assert await status_of(face) == "open"
    assert (await client.post(path)).status == HTTPStatus.OK


async def test_damaged_message_is_a_message(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that what can't be read is not taken for empty."""
    await face.open()
    headers = {"Content-Encoding": "gzip"}

    response = await client.post(await link(face), data=b"garbage", headers=headers)

    assert response.status == HTTPStatus.BAD_REQUEST
    assert await status_of(face) == "open"


async def test_head_does_nothing(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that looking whether the address exists is safe."""
    await face.open()

    response = await client.head(await link(face))

    assert (response.status, await response.read()) == (HTTPStatus.OK, b"")
    assert_private(response.headers)
    assert await status_of(face) == "open"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_not_allowed(
    face: Face, client: TestClient[Any, Any], method: str
) -> None:
    """Test that only GET and POST act."""
    await face.open()

    response = await client.request(method, await link(face))

    assert response.status in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN)
    assert await status_of(face) == "open"


@pytest.mark.parametrize(
    ("mode", "heading", "button", "done", "status"),
    [
        (LinkMode.CLOSE, "Close this position?", "Close the position", "Closing the", "closed"),
        (LinkMode.KEEP, "Keep this position?", "Keep the position", "Position kept", "open"),
    ],
)
async def test_a_browser_is_asked_before_a_link_with_a_question_acts(
    face: Face,
    client: TestClient[Any, Any],
    mode: LinkMode,
    heading: str,
    button: str,
    done: str,
    status: str,
) -> None:
    """Test the page with one button, and the button."""
    await face.open()
    path = await link(face, mode, question=True)

    response = await client.get(path, headers=BROWSER)

    assert (response.status, response.content_type) == (HTTPStatus.OK, "text/html")
    assert_private(response.headers)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    page = await response.text()
    assert heading in page
    assert BTC in page
    assert page.count("<button") == page.count('<form method="post">') == 1
    assert button in page
    assert path.rpartition("/")[2] not in page
    assert await status_of(face) == "open"
    (row,) = await face.account.links()
    assert row.used_at is None

    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "null"}
    pressed = await client.post(path, headers=BROWSER | form)

    assert pressed.status == HTTPStatus.OK
    assert done in await pressed.text()
    assert await status_of(face) == status


@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/avif,image/webp,*/*", ""])
async def test_only_a_post_works_a_link_with_a_question(
    face: Face, client: TestClient[Any, Any], accept: str
) -> None:
    """Test that whatever is not a browser is told that nothing was done."""
    await face.open()
    path = await link(face, question=True)

    response = await client.get(path, headers={"Accept": accept})

    assert response.status == HTTPStatus.METHOD_NOT_ALLOWED
    assert response.headers["Allow"] == "POST"
    assert_private(response.headers)
    assert (await response.json())["code"] == "link_asks"
    assert (await client.head(path)).status == HTTPStatus.OK
    preview = await client.get(path, headers=BROWSER | {"Purpose": "prefetch"})
    assert preview.status == HTTPStatus.FORBIDDEN
    assert await status_of(face) == "open"
    assert (await client.post(path, headers={"Accept": accept})).status == HTTPStatus.OK
    assert await status_of(face) == "closed"
    over = await client.get(path, headers=BROWSER)
    assert over.status == HTTPStatus.GONE


async def test_calling_twice_does_it_once(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that a link ends with its position."""
    await face.open()
    path = await link(face)
    await client.get(path)
    await face.settle()
    await face.open(signal_id="the next one")

    response = await client.get(path)

    assert response.status == HTTPStatus.GONE
    assert (await response.json())["code"] == "link_over"
    assert await status_of(face) == "open"


async def test_revoked_link_opens_nothing(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that a link that went to the wrong person can be stopped."""
    await face.open()
    path = await link(face)
    (row,) = await face.account.links()
    await face.account.revoke_link(row.link_id)

    response = await client.post(path)

    assert response.status == HTTPStatus.GONE
    assert (await response.json())["code"] == "link_revoked"
    assert await status_of(face) == "open"


async def test_browser_gets_a_page(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that a person reads what was done, on a phone too, by day and by night."""
    await face.open()
    path = await link(face)

    response = await client.get(path, headers=BROWSER)

    assert response.status == HTTPStatus.OK
    assert response.content_type == "text/html"
    assert_private(response.headers)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    page = await response.text()
    assert "Closing the position" in page
    assert BTC in page
    assert "width=device-width" in page
    assert "prefers-color-scheme: dark" in page
    assert "http" not in page  # nothing is loaded from anywhere
    assert path.rpartition("/")[2] not in page


async def test_no_log_line_carries_a_token(
    face: Face, client: TestClient[Any, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Test that who reads the log can't use a link."""
    await face.open()
    path = await link(face)
    # Home Assistant's own line about each request, and aiohttp's access log, which it turns off.
    logging.getLogger("aiohttp.access").setLevel(logging.ERROR)
    caplog.set_level(logging.DEBUG)
    await client.post(path, data="x")
    await client.get(path)
    await face.settle()

    ours = [line for line in caplog.messages if "Serving /api/tradehook/link" not in line]
    assert path.rpartition("/")[2] not in "\n".join(ours)
