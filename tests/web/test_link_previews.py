"""Tests of who opens a position link without wanting it: previews, scanners, readers."""

from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
import pytest

from tests.face import Face

from .links import BROWSER, assert_private, link, status_of

pytestmark = pytest.mark.usefixtures("config_folder")


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
