"""The accounts that bots are added to."""

from collections.abc import AsyncIterator

from homeassistant.core import HomeAssistant
import pytest

from tests.face import Face, account_entry, loaded


@pytest.fixture
async def empty(hass: HomeAssistant) -> AsyncIterator[Face]:
    """Provide a loaded spot account without bots."""
    async with loaded(hass, account_entry(bots=())) as face:
        yield face


@pytest.fixture
async def futures(hass: HomeAssistant) -> AsyncIterator[Face]:
    """Provide a loaded futures account without bots."""
    async with loaded(hass, account_entry(market_type="linear", bots=())) as face:
        yield face


@pytest.fixture
async def one(hass: HomeAssistant) -> AsyncIterator[Face]:
    """Provide a loaded spot account with the bot "Trend"."""
    async with loaded(hass, account_entry()) as face:
        yield face
