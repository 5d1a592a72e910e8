"""Tests of what people paste who have a key of Coinbase."""

from collections.abc import AsyncIterator
import json
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from tests.fake_exchange.coinbase import FakeCoinbase
from tests.fake_exchange.coinbase.guard import ECDSA_NAME, ED25519_NAME, ED25519_SECRET, PEM
from tests.fake_exchange.server import FakeServer
from tests.flow_steps import start_account, submit
from tests.live_face import reachable
from tests.test_hassfest_mirror import TEXTS

pytestmark = pytest.mark.usefixtures("config_folder")


@pytest.fixture(autouse=True)
async def server(
    hass: HomeAssistant,
    socket_enabled: None,  # noqa: ARG001  the imitation is on this machine
) -> AsyncIterator[FakeServer]:
    """Serve Coinbase to Home Assistant."""
    async with reachable(hass, FakeCoinbase()) as server:
        yield server


async def entered(hass: HomeAssistant, name: str, secret: str) -> dict[str, Any]:
    """Enter a key."""
    form = await submit(hass, await start_account(hass, "live"), {"exchange": "gdax"})
    return await submit(hass, form, {"api_key": name, "secret": secret})


@pytest.mark.parametrize(
    ("name", "secret", "stored"),
    [
        (ECDSA_NAME, PEM.replace("\n", ""), {"api_key": ECDSA_NAME, "secret": PEM}),
        (
            "see below",
            json.dumps({"name": ECDSA_NAME, "privateKey": PEM}),
            {"api_key": ECDSA_NAME, "secret": PEM},
        ),
        (ED25519_NAME, ED25519_SECRET, {"api_key": ED25519_NAME, "secret": ED25519_SECRET}),
    ],
    ids=["one line", "file", "Ed25519"],
)
async def test_key_is_stored_as_the_exchange_wants_it(
    hass: HomeAssistant, name: str, secret: str, stored: dict[str, str]
) -> None:
    """Test that the account runs, whichever way its key was pasted."""
    result = await entered(hass, name, secret)
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "live_account")
    result = await submit(hass, result)

    entry = result["result"]
    assert dict(entry.data["credentials"]) == stored
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    await hass.config_entries.async_unload(entry.entry_id)


async def test_key_that_was_cut_off_is_explained(hass: HomeAssistant) -> None:
    """Test that the exchange is not asked with what can't be a key."""
    result = await entered(hass, ECDSA_NAME, PEM[:-60])

    assert (result["step_id"], result["errors"]) == ("credentials", {"base": "key_unreadable"})
    assert "key_unreadable" in TEXTS["config"]["error"]
