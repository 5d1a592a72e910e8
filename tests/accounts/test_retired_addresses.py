"""Addresses that were a bot's: what still comes there is told, and can leave positions."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from functools import partial
from http import HTTPStatus
import json
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed, flush_store
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.accounts import retired_addresses
from custom_components.tradehook.accounts.data import DATA
from custom_components.tradehook.accounts.retired_addresses import KEPT, RetiredAddress
from custom_components.tradehook.const import (
    CONF_ADDRESS_DIGEST,
    CONF_LEARNED,
    CONF_SETTINGS,
    CONF_WEBHOOK_ID,
    DOMAIN,
)
from custom_components.tradehook.trading.credentials import digest, token_digest
from tests import posting
from tests.face import BOT, KEY, SECRET, Face

pytestmark = pytest.mark.usefixtures("config_folder")

OLD = f"hook-{BOT}"
URL = f"/api/webhook/{OLD}"
RIGHT = {"api_key": KEY, "api_secret": SECRET, "exchange": "SIM", "symbol": "BTC/USDT"}
OPEN = RIGHT | {"side": "long"}
GONE = (HTTPStatus.GONE, "address_retired")
TOKEN = "own-value-of-a-token"
OKX = {"instrument": "BTCUSDT", "signalToken": TOKEN}
SECRET_ADDRESS = "/api/tradehook/in/token-of-the-address"
FLAT = "MA: order sell @ 1 filled on BTCUSDT. New strategy position is 0"
TURNED = "MA: order buy @ 1 filled on BTCUSDT. New strategy position is 1"


post = partial(posting.post, url=URL)


@pytest.fixture
async def client(
    face: Face, hass_client_no_auth: ClientSessionGenerator
) -> AsyncIterator[TestClient[Any, Any]]:
    """Provide an alert that was set up some time ago."""
    yield await hass_client_no_auth()
    await face.settle()


async def said(client: TestClient[Any, Any], body: Mapping[str, object]) -> tuple[int, str]:
    """Return status and code of an answer."""
    status, answer = await post(client, body)
    return status, answer.get("code", answer["status"])


def remove_bot(face: Face) -> None:
    """Remove the bot as a person does."""
    face.hass.config_entries.async_remove_subentry(face.entry, BOT)


def rotate(face: Face) -> None:
    """Give the bot another address as a person does."""
    bot = face.entry.subentries[BOT]
    data = {**bot.data, CONF_WEBHOOK_ID: "hook-new"}
    face.hass.config_entries.async_update_subentry(face.entry, bot, data=data)


def issue(hass: HomeAssistant) -> ir.IssueEntry | None:
    """Return the repair that tells of the address."""
    return ir.async_get(hass).async_get_issue(DOMAIN, f"address_retired_{OLD}")


@pytest.mark.parametrize("end", [remove_bot, rotate])
async def test_former_address_is_answered_and_told(
    face: Face, client: TestClient[Any, Any], end: Any
) -> None:
    """Test that an alert of yesterday neither trades nor looks as if it had."""
    end(face)
    await face.settle()

    assert await said(client, OPEN | {"api_secret": "guess"}) == GONE
    assert issue(face.hass) is None, "a stranger raises no repair"
    assert await said(client, OPEN) == GONE
    assert await said(client, RIGHT | {"action": "close"}) == GONE
    found = issue(face.hass)
    assert found is not None
    assert found.translation_placeholders is not None
    assert found.translation_placeholders["bot"] == "Trend"

    await face.settle()
    rows = await face.account.signals()
    assert [row["code"] for row in rows] == ["address_retired"], "one row a minute"
    assert SECRET not in str(rows)
    assert await face.account.positions() == []


@pytest.mark.parametrize(
    "exit_",
    [
        {"action": "close"},
        {"action": "reduce", "reduce_order": {"quantity_percentage": 100}},
        {"action": "stop_and_close"},
    ],
    ids=["close", "reduce", "stop_and_close"],
)
async def test_positions_of_a_removed_bot_can_be_left_by_its_alerts(
    face: Face, client: TestClient[Any, Any], exit_: dict[str, object]
) -> None:
    """Test exits with its key, over a restart too, and that nothing else is carried out."""
    await face.open()
    remove_bot(face)
    await face.settle()
    assert await said(client, OPEN) == GONE
    assert await said(client, RIGHT | {"action": "start_and_open", "side": "long"}) == GONE
    assert await said(client, RIGHT | {"action": "close", "api_secret": "x"}) == (
        HTTPStatus.UNAUTHORIZED,
        "unauthorized",
    )
    await face.reload()

    assert await said(client, RIGHT | exit_) == (HTTPStatus.ACCEPTED, "accepted")
    await face.settle()
    (row,) = await face.account.positions()
    assert row["status"] == "closed"
    assert await said(client, RIGHT | {"action": "close"}) == GONE


def take_others(face: Face) -> None:
    """Let the bot take alerts of other systems: with a learned token, and at a secret address."""
    bot = face.entry.subentries[BOT]
    settings = {**bot.data[CONF_SETTINGS], "dialects": ["okx", "tradingview"]}
    data = {
        **bot.data,
        CONF_SETTINGS: settings,
        CONF_LEARNED: {"okx": [token_digest("okx", TOKEN)]},
        CONF_ADDRESS_DIGEST: digest("token-of-the-address"),
    }
    face.hass.config_entries.async_update_subentry(face.entry, bot, data=data)


@pytest.mark.parametrize(
    ("url", "opening", "leaving", "stranger", "of_a_stranger"),
    [
        (
            URL,
            OKX | {"action": "ENTER_LONG"},
            OKX | {"action": "EXIT_LONG"},
            (URL, OKX | {"action": "EXIT_LONG", "signalToken": "the-token-of-somebody"}),
            (HTTPStatus.UNAUTHORIZED, "dialect_token_unknown"),
        ),
        (
            SECRET_ADDRESS,
            "Long BTCUSDT at last",
            FLAT,
            (URL, FLAT),
            (HTTPStatus.CONFLICT, "dialect_not_enabled"),
        ),
    ],
    ids=["learned token", "secret address"],
)
async def test_positions_of_a_removed_bot_can_be_left_by_alerts_of_other_systems(
    face: Face,
    client: TestClient[Any, Any],
    url: str,
    opening: Any,
    leaving: Any,
    stranger: tuple[str, Any],
    of_a_stranger: tuple[int, str],
) -> None:
    """Test that their exits are known as they were, over a restart; all else is told why not."""

    async def heard(url: str, alert: Any) -> tuple[int, str]:
        data = alert if isinstance(alert, str) else json.dumps(alert)
        response = await client.post(url, data=data)
        answer = await response.json()
        return response.status, answer.get("code", answer["status"])

    take_others(face)
    await face.settle()
    await face.open()
    remove_bot(face)
    await face.settle()
    await face.reload()

    assert await heard(url, opening) == GONE
    assert await heard(*stranger) == of_a_stranger
    assert await heard(url, leaving) == (HTTPStatus.ACCEPTED, "accepted")
    await face.settle()
    (row,) = await face.account.positions()
    assert row["status"] == "closed"
    assert await heard(url, leaving) == GONE
    assert issue(face.hass) is not None, "its sender is known"
    assert TOKEN not in str(await face.account.signals())


async def test_account_that_is_away_asks_to_come_back(
    face: Face, client: TestClient[Any, Any]
) -> None:
    """Test that an exit is not lost for the moment of a reload."""
    await face.open()
    remove_bot(face)
    await face.hass.config_entries.async_unload(face.entry.entry_id)

    status, _ = await post(client, RIGHT | {"action": "close"})

    assert status == HTTPStatus.SERVICE_UNAVAILABLE
    await face.hass.config_entries.async_setup(face.entry.entry_id)


async def test_repair_ends_after_seven_days_without_one(
    face: Face, client: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that what was mended is not told for ever."""
    rotate(face)
    await face.settle()
    await post(client, OPEN)
    assert issue(face.hass) is not None

    in_an_hour = dt_util.utcnow() + timedelta(hours=1, minutes=1)
    async_fire_time_changed(face.hass, in_an_hour)
    assert issue(face.hass) is not None
    assert timedelta(days=7) == retired_addresses.ISSUE_LASTS
    monkeypatch.setattr(retired_addresses, "ISSUE_LASTS", timedelta(0))
    async_fire_time_changed(face.hass, in_an_hour + timedelta(hours=2))

    assert issue(face.hass) is None


async def test_addresses_are_kept_over_a_restart_and_bounded(
    hass_storage: dict[str, Any], face: Face
) -> None:
    """Test the store: the newest two hundred, for two years."""
    retired = face.hass.data[DATA].retired
    assert retired is not None
    data = face.entry.subentries[BOT].data
    for number in range(KEPT + 1):
        address = RetiredAddress.of("entry", f"bot-{number}", "Bot", data, rotated=False)
        forgotten = retired.retire(f"old-{number}", address)
    assert forgotten == ("old-0",)
    await flush_store(retired._store)
    stored = hass_storage[f"{DOMAIN}.retired_addresses"]["data"]["addresses"]
    assert len(stored) == KEPT
    assert SECRET not in str(stored)

    for address in stored.values():
        address["retired_at"] = (dt_util.utcnow() - timedelta(days=731)).isoformat()
    again = type(retired)(face.hass)
    await again.async_load()
    assert list(again) == []
