"""What the tests of what is asked over HTTP share."""

from collections.abc import AsyncIterator
from typing import Any

from aiohttp.test_utils import TestClient
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.face import Face


@pytest.fixture
async def client(
    face: Face, hass_client_no_auth: ClientSessionGenerator
) -> AsyncIterator[TestClient[Any, Any]]:
    """Provide somebody on the internet, who sends to the bot "Trend" or was given a link."""
    await face.price(65000)
    yield await hass_client_no_auth()
    await face.settle()
