"""Reads ask Home Assistant's policy: who may see no entity sees no numbers elsewhere."""

from typing import Any

from homeassistant.core import Context
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from tests.face import BOT, BOT_SWITCH, BTC, DOMAIN, ETH, POSITION, Face
from tests.panel.test_api import ask

pytestmark = pytest.mark.usefixtures("config_folder")
ALL_OF_ACCOUNT = {"entity_ids": {BOT_SWITCH: True, "sensor.paper_equity": True}}


def may_read(user: MockUser, entities: dict[str, Any] | bool) -> None:
    """Give a user a policy of his own instead of his groups."""
    user.groups = []
    user.invalidate_cache()
    user.mock_policy({"entities": entities})


@pytest.fixture
async def browser(
    face: Face, hass_ws_client: WebSocketGenerator, hass_read_only_access_token: str
) -> MockHAClientWebSocket:
    """Provide the browser of somebody in the house, with a position and one that is over."""
    await face.open()
    await face.open(symbol=ETH)
    (eth,) = [row for row in await face.account.positions() if row["symbol"] == ETH]
    await face.account.close_positions([str(eth["position_id"])])
    await face.settle()
    return await hass_ws_client(face.hass, hass_read_only_access_token)


async def first(browser: MockHAClientWebSocket, name: str, **fields: Any) -> dict[str, Any]:
    """Subscribe and return the first picture."""
    assert (await ask(browser, name, **fields))["success"]
    event: dict[str, Any] = (await browser.receive_json())["event"]
    return event


async def seen(face: Face, browser: MockHAClientWebSocket) -> dict[str, int]:
    """Return how much somebody sees of everything that can be read."""
    account = face.entry.entry_id
    (held,) = [row for row in await face.account.positions() if row["symbol"] == BTC]
    position = await ask(browser, "position", account=account, position_id=held["position_id"])
    record = await ask(browser, "bot_record", account=account, bot_id=BOT)
    market = await first(browser, "subscribe_market", account=account, symbol=BTC, interval=5)
    accounts = (await first(browser, "subscribe_accounts"))["accounts"]
    return {
        "position": position["success"],
        "bot_record": record["success"],
        "history": len((await ask(browser, "history", account=account))["result"]),
        "trades": len((await ask(browser, "trades", account=account))["result"]),
        "price": market["price"] is not None,
        "accounts": len(accounts),
        "bots": sum(len(row["bots"]) for row in accounts),
        "positions": len((await first(browser, "subscribe_positions"))["positions"]),
    }


async def asked(face: Face, user: MockUser | None) -> dict[str, Any]:
    """Return how many rows the actions that read answer, and what they add up."""
    context = Context(user_id=user.id if user else None)
    counts: dict[str, Any] = {}
    for name in ("positions", "trades"):
        answer = await face.hass.services.async_call(
            DOMAIN, f"get_{name}", {}, blocking=True, return_response=True, context=context
        )
        assert answer is not None
        counts[name] = (len(answer[name]), answer["totals"]["count"])  # type: ignore[arg-type, call-overload, index]
    return counts


EVERYTHING = {
    "position": True,
    "bot_record": True,
    "history": 1,
    "trades": 3,
    "price": True,
    "accounts": 1,
    "bots": 2,  # Manual, too
    "positions": 1,
}


async def test_somebody_of_the_house_reads_what_its_entities_show(
    face: Face, browser: MockHAClientWebSocket, hass_read_only_user: MockUser
) -> None:
    assert await seen(face, browser) == EVERYTHING
    assert await asked(face, hass_read_only_user) == {"positions": (2, 2), "trades": (3, 3)}


async def test_who_may_see_no_entity_reads_nothing(
    face: Face, browser: MockHAClientWebSocket, hass_read_only_user: MockUser
) -> None:
    may_read(hass_read_only_user, {})
    assert await seen(face, browser) == dict.fromkeys(EVERYTHING, 0)
    assert await asked(face, hass_read_only_user) == {"positions": (0, 0), "trades": (0, 0)}
    assert await asked(face, None) == {"positions": (2, 2), "trades": (3, 3)}, "the house reads all"


async def test_who_may_see_some_entities_reads_those(
    face: Face, browser: MockHAClientWebSocket, hass_read_only_user: MockUser
) -> None:
    """The account and the bot, but not what the bot holds."""
    may_read(hass_read_only_user, ALL_OF_ACCOUNT)
    assert await seen(face, browser) == EVERYTHING | {"position": False, "positions": 0, "bots": 1}
    may_read(hass_read_only_user, {"entity_ids": {POSITION: True}})
    nothing = dict.fromkeys(EVERYTHING, 0)
    assert await seen(face, browser) == nothing | {"position": True, "positions": 1}
