"""Test what the panel asks of other systems' alerts: read, learned, sent, forgotten."""

import json
from typing import Any, Final

from aiohttp.test_utils import TestClient
import pytest
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    MockHAClientWebSocket,
)

from tests.face import BOT, Face
from tests.panel.test_api import browser, result

__all__ = ["browser"]
pytestmark = pytest.mark.usefixtures("config_folder")

TOKEN: Final = "own-value-of-a-token"
OKX: Final = {"action": "ENTER_LONG", "instrument": "{{ticker}}", "signalToken": TOKEN}
OPEN_ADDRESS: Final = f"/api/webhook/hook-{BOT}"
DEFAULT: Final = "MA: order buy @ 1 filled on BTCUSDT. New strategy position is 1"


async def send(client: TestClient[Any, Any], url: str, body: object) -> tuple[int, Any]:
    """Send an alert as it stands."""
    data = body if isinstance(body, str) else json.dumps(body)
    response = await client.post(url, data=data)
    return response.status, await response.json()


async def asked(face: Face, admin: TestClient[Any, Any], name: str, **fields: Any) -> Any:
    """Ask as an administrator, and return what is answered."""
    body = {"account": face.entry.entry_id, "bot_id": BOT, **fields}
    response = await admin.post(f"/api/tradehook/{name}", json=body)
    await face.settle()
    return await response.json()


@pytest.fixture
async def admin(hass_client: ClientSessionGenerator) -> TestClient[Any, Any]:
    """Return an administrator's browser."""
    return await hass_client()


async def test_pasted_alert_is_read_learned_and_carried_out(
    face: Face,
    browser: MockHAClientWebSocket,
    admin: TestClient[Any, Any],
    client: TestClient[Any, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    await face.price(65000)
    alert = {"text": json.dumps(OKX)}
    sent = OKX | {"instrument": "BTCUSDT"}

    read = await asked(face, admin, "read_alert", **alert)
    assert (read["system"], read["way"], read["known"], read["enabled"]) == (
        *("okx", "token"),
        *(False, False),
    )
    assert (read["status"], read["body"]["plan"]["side"]) == (200, "long")
    assert read["habits"] == {
        "opposite": "refuse",
        "repeat": "refuse",
        "foreign_chart": "same_market",
    }
    assert read["instead"]["symbol"]
    assert (await send(client, OPEN_ADDRESS, sent))[0] == 401

    learned = await asked(face, admin, "learn_alert", **alert, repeat="open")
    assert (learned["way"], learned["address"]) == ("token", None)
    assert TOKEN not in f"{face.entry.subentries[BOT].data}{caplog.text}"
    assert (await send(client, OPEN_ADDRESS, sent))[0] == 202
    again = await asked(face, admin, "read_alert", **alert)
    assert (again["known"], again["enabled"], again["habits"]["repeat"]) == (True, True, "open")
    senders = await result(face, browser, "other_senders", bot_id=BOT)
    assert senders["systems"] == [{"system": "okx", "tokens": 1}]

    forgotten = await result(face, browser, "forget_alerts", bot_id=BOT, system="okx")
    assert forgotten["systems"] == []
    assert (await send(client, OPEN_ADDRESS, sent))[0] == 401


async def test_alert_without_a_token_gets_a_secret_address(
    face: Face,
    browser: MockHAClientWebSocket,
    admin: TestClient[Any, Any],
    client: TestClient[Any, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    await face.price(65000)
    learned = await asked(face, admin, "learn_alert", text=DEFAULT)
    path = learned["address"][learned["address"].index("/api/") :]
    token = path.rpartition("/")[2]
    assert (learned["system"], learned["way"]) == ("tradingview", "address")

    assert (await send(client, OPEN_ADDRESS, DEFAULT))[0] == 409
    assert (await client.get(path)).status == 405
    assert (await send(client, path, DEFAULT))[0] == 202
    fresh = await asked(face, admin, "secret_address")
    assert (await send(client, path, DEFAULT))[1]["code"] == "address_unknown"
    other = fresh["address"][fresh["address"].index("/api/") :]
    assert (await send(client, other, DEFAULT))[0] in (200, 202, 409)
    assert await result(face, browser, "end_secret_address", bot_id=BOT) == {"address": None}
    assert (await send(client, other, DEFAULT))[0] == 404
    kept = f"{face.entry.subentries[BOT].data}{await face.account.signals()}"
    own = [one.getMessage() for one in caplog.records if "tradehook" in one.name]
    assert token not in f"{kept}{own}"


@pytest.mark.usefixtures("face")
async def test_guessing_secret_addresses_locks_out(client: TestClient[Any, Any]) -> None:
    told = [await send(client, f"/api/tradehook/in/{number}", DEFAULT) for number in range(21)]

    assert [status for status, _ in told] == [404] * 20 + [429]


@pytest.mark.parametrize("text", ["{}", "please buy", "", "[1]", "x" * 5000])
async def test_what_nobody_knows_is_refused(
    face: Face, admin: TestClient[Any, Any], text: str
) -> None:
    for name in ("read_alert", "learn_alert"):
        assert (await asked(face, admin, name, text=text))["refused"]["code"] == "dialect_unknown"


async def test_only_administrators_ask(
    face: Face, client: TestClient[Any, Any], hass_read_only_access_token: str
) -> None:
    headers = {"Authorization": f"Bearer {hass_read_only_access_token}"}
    body = {"account": face.entry.entry_id, "bot_id": BOT, "text": DEFAULT}
    for name in ("read_alert", "learn_alert", "secret_address"):
        stranger = await client.post(f"/api/tradehook/{name}", json=body)
        member = await client.post(f"/api/tradehook/{name}", json=body, headers=headers)
        assert (stranger.status, member.status) == (401, 401)
