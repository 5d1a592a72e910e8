"""Tests of position links over HTTP."""

from collections.abc import AsyncIterator
from http import HTTPStatus
import logging
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.execution.commands.position_links import LinkMode
from tests.face import BTC, Face, account_entry, loaded

pytestmark = pytest.mark.usefixtures("config_folder")

BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}


@pytest.fixture
async def client(
    face: Face, hass_client_no_auth: ClientSessionGenerator
) -> AsyncIterator[TestClient[Any, Any]]:
    """Provide somebody who was given a link."""
    yield await hass_client_no_auth()
    await face.settle()


async def link(face: Face, mode: LinkMode = LinkMode.CLOSE, *, question: bool = False) -> str:
    """Make a link for the one position and return its path."""
    (position,) = [row for row in await face.account.positions() if row["closed_at"] is None]
    row = await face.account.create_link(str(position["position_id"]), mode, question=question)
    return f"/api/tradehook/link/{row.token}"


async def status_of(face: Face) -> str:
    """Return the status of the newest position."""
    await face.settle()
    return str((await face.account.positions())[0]["status"])


def assert_private(headers: Any) -> None:
    """Assert that neither caches, nor other sites, nor search engines learn of the link."""
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]


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
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Purpose": "preview"},
        {"X-Moz": "prefetch"},
        {"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"},
        {"User-Agent": "TelegramBot (like TwitterBot)"},
        {"User-Agent": "WhatsApp/2.23.20.0"},
        {"User-Agent": "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"User-Agent": "Mozilla/5.0 Chrome/140 SkypeUriPreview Preview/0.5"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "Synapse (bot; +https://github.com/matrix-org/synapse)"},
        {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"},
        {"User-Agent": "Mozilla/5.0 AppleWebKit/605 (KHTML, like Gecko) (Applebot/0.1)"},
        {"User-Agent": "meta-externalagent/1.1"},
        {"User-Agent": "SomeMessenger/3.1 LinkPreview"},
    ],
)
async def test_preview_is_refused(
    face: Face, client: TestClient[Any, Any], headers: dict[str, str]
) -> None:
    """Test that no program acts that only wanted to show what is behind a link."""
    await face.open()
    path = await link(face)

    response = await client.get(path, headers=headers)

    assert response.status == HTTPStatus.FORBIDDEN
    assert (await response.json())["code"] == "preview_refused"
    assert_private(response.headers)
    assert await status_of(face) == "open"
    assert (await client.get(path)).status == HTTPStatus.OK


@pytest.mark.parametrize(
    "agent",
    [
        (
            "Mozilla/5.0 (Linux; Android 7.0) Chrome/140 Mobile Safari/537.36 (compatible; "
            "Google-Read-Aloud; +https://support.google.com/webmasters/answer/1061943)"
        ),
        "GoogleOther",
        "FeedFetcher-Google; (+http://www.google.com/feedfetcher.html)",
        "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
        "Mediapartners-Google",
        "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.12026; Pro)",
        "Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
        "Outlook-iOS/723.4027091.prod.iphone (4.28.0)",
        "BarracudaCentral Sentinel",
        "Proofpoint URL Defense",
        "Mimecast-URL-Scan",
        "Mozilla/5.0 (compatible; urlscan.io)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ChatGPT-User/1.0)",
        "Mozilla/5.0 (compatible; Perplexity-User/1.0)",
        "Claude-User/1.0",
        "Pinterest/0.2",
        "Snapchat/12.1",
        "Mozilla/5.0 (Nextcloud Talk)",
        "W3C_Validator/1.3",
    ],
)
async def test_machines_that_open_links_are_refused(
    face: Face, client: TestClient[Any, Any], agent: str
) -> None:
    """Test what looks at links for mail, feeds, search and assistants."""
    await face.open()

    response = await client.get(await link(face), headers={"User-Agent": agent})

    assert (await response.json())["code"] == "preview_refused"
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


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER["User-Agent"],
        "curl/8.14",
        "python-requests/2.32",
        "Mozilla/5.0 (Linux; Android 14; CUBOT_P80) Chrome/140 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20) Chrome/140 Mobile Safari/537.36",
        "",
    ],
)
async def test_people_and_their_programs_are_no_preview(
    face: Face, client: TestClient[Any, Any], agent: str
) -> None:
    """Test that who calls a link on purpose is not taken for a robot."""
    await face.open()

    response = await client.get(await link(face), headers={"User-Agent": agent})

    assert response.status == HTTPStatus.OK
    assert await status_of(face) == "closed"


@pytest.mark.parametrize("token", ["unknown", "x" * 300, "a%00b", "ä"])
async def test_unknown_token_opens_nothing(
    face: Face, client: TestClient[Any, Any], token: str
) -> None:
    """Test that guessing leads nowhere."""
    await face.open()

    response = await client.get(f"/api/tradehook/link/{token}")

    assert response.status == HTTPStatus.NOT_FOUND
    assert (await response.json())["code"] == "link_unknown"
    assert await status_of(face) == "open"


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


async def test_link_outlives_a_restart(face: Face, client: TestClient[Any, Any]) -> None:
    """Test that a link that somebody has keeps working."""
    await face.open()
    path = await link(face)
    await face.reload()

    assert (await client.get(path)).status == HTTPStatus.OK
    assert await status_of(face) == "closed"


async def assert_unavailable(client: TestClient[Any, Any], path: str) -> None:
    """Assert that the caller is asked to come back."""
    response = await client.post(path)
    assert response.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Retry-After"] == "5"
    assert (await response.json())["code"] == "link_unavailable"


async def test_account_that_is_away_asks_to_come_back(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test that a link of an account that is not loaded is not called unknown."""
    await face.open()
    path = await link(face)
    entry_id = face.entry.entry_id
    await face.hass.config_entries.async_unload(entry_id)
    await assert_unavailable(client, path)
    await face.hass.config_entries.async_set_disabled_by(entry_id, ConfigEntryDisabler.USER)
    await assert_unavailable(client, path)

    await face.hass.config_entries.async_set_disabled_by(entry_id, None)
    await face.settle()
    assert (await client.post(path)).status == HTTPStatus.OK


async def test_account_that_reconciles_asks_to_come_back(
    face: Face, client: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that a link is not over because its position is not read yet."""
    await face.open()
    path = await link(face)
    monkeypatch.setattr(face.account, "ready", False)

    await assert_unavailable(client, path)


async def test_link_is_found_among_several_accounts(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test that one address serves all accounts, those that are away don't hold up the others."""
    await face.open()
    path = await link(face)
    away = account_entry(title="Away", bots=())
    away.add_to_hass(face.hass)

    async with loaded(face.hass, account_entry(title="Other", bots=())):
        await assert_unavailable(client, "/api/tradehook/link/unknown")
        assert (await client.get(path)).status == HTTPStatus.OK
    assert await status_of(face) == "closed"


async def test_unexpected_error_asks_to_come_back(
    face: Face,
    client: TestClient[Any, Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Test the outermost guard."""

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    await face.open()
    path = await link(face)
    monkeypatch.setattr(face.account, "use_link", broken)
    await assert_unavailable(client, path)

    assert "A position link could not be used" in caplog.text
    caplog.clear()


async def test_without_accounts_every_link_is_unknown(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Test a house whose last account was removed."""
    assert await async_setup_component(hass, "tradehook", {})

    response = await (await hass_client_no_auth()).get("/api/tradehook/link/old")

    assert response.status == HTTPStatus.NOT_FOUND


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


@pytest.mark.parametrize(
    ("token", "headers", "status", "heading"),
    [
        ("unknown", {}, HTTPStatus.NOT_FOUND, "Unknown link"),
        ("unknown", {"Purpose": "prefetch"}, HTTPStatus.FORBIDDEN, "Preview refused"),
    ],
)
async def test_browser_reads_why_not(
    client: TestClient[Any, Any],
    token: str,
    headers: dict[str, str],
    status: HTTPStatus,
    heading: str,
) -> None:
    """Test that refusals are pages as well."""
    response = await client.get(f"/api/tradehook/link/{token}", headers=BROWSER | headers)

    assert (response.status, response.content_type) == (status, "text/html")
    assert f'<h1 class="bad">{heading}</h1>' in await response.text()


async def test_browser_reads_that_an_account_is_away(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test the page for a refusal that passes."""
    await face.hass.config_entries.async_unload(face.entry.entry_id)

    response = await client.get("/api/tradehook/link/any", headers=BROWSER)

    assert response.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Not available now" in await response.text()
    await face.hass.config_entries.async_setup(face.entry.entry_id)


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
