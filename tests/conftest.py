"""What all tests on the harness share."""

import asyncio
from collections.abc import AsyncIterator, Iterator
import logging
from pathlib import Path
import sys
from unittest.mock import PropertyMock, patch

from homeassistant.components import frontend
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
import pytest
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion

# Imported before the harness starts a Home Assistant, or its own folder of custom components wins
import custom_components.tradehook  # noqa: F401
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import name_methods_once
from tests.face import Face, account_entry, loaded
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.server import FakeServer
from tests.live_face import reachable
from tests.sampling import LONG, leave_sample, sampled_rows

# The harness makes it tell every statement
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave a sample of the tests with many rows, where that was asked for."""
    leave_sample(config, items, sampled_rows)


def pytest_collection_finish() -> None:
    """Hasten the clients of the whole of ccxt, which tests load that call it themselves."""
    if base := sys.modules.get("ccxt.base.exchange"):
        name_methods_once(base)


@pytest.fixture(autouse=True)
def custom_integrations(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant find this integration, in the tests that have a Home Assistant."""
    if "recorder_mock" in request.fixturenames:
        request.getfixturevalue("recorder_mock")
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")
        hass: HomeAssistant = request.getfixturevalue("hass")
        # Home Assistant's own frontend is a large package that only tests/browser need
        hass.config.components |= {"frontend", "panel_custom"}
        hass.data[frontend.DATA_EXTRA_MODULE_URL] = frontend.UrlManager(
            lambda _kind, _url: None, []
        )


@pytest.fixture(autouse=True)
async def enable_event_loop_debug() -> None:
    """Let asyncio watch itself in `scripts/test long`; it takes as long as the tests do."""
    asyncio.get_running_loop().set_debug(LONG)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Write snapshots the way Home Assistant's own tests do."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


@pytest.fixture
def config_folder(hass: HomeAssistant, tmp_path: Path) -> Path:
    """Keep the ledgers of a test apart from those of the others."""
    hass.config.config_dir = str(tmp_path)
    return tmp_path


@pytest.fixture
def entity_registry_enabled_by_default() -> Iterator[None]:
    """Show every entity from the start, also what is off at first."""
    with patch.object(Entity, "entity_registry_enabled_default", PropertyMock(return_value=True)):
        yield


@pytest.fixture
async def face(
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
) -> AsyncIterator[Face]:
    """Return a loaded paper account with one bot."""
    async with loaded(hass, account_entry()) as face:
        yield face


@pytest.fixture
def binance() -> FakeBinance:
    """Return an imitation of Binance."""
    return FakeBinance()


@pytest.fixture
async def server(
    hass: HomeAssistant,
    binance: FakeBinance,
    socket_enabled: None,  # noqa: ARG001  the imitation is reached by real sockets
) -> AsyncIterator[FakeServer]:
    """Serve it to Home Assistant."""
    async with reachable(hass, binance) as server:
        yield server
