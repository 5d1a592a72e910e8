"""Test that the integration is found and described as Home Assistant expects it."""

from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration
import pytest

DOMAIN = "tradehook"


async def test_is_found(hass: HomeAssistant) -> None:
    """Test that Home Assistant finds this integration and not one of the harness."""
    integration = await async_get_integration(hass, DOMAIN)

    assert integration.name == "Tradehook"
    assert not integration.is_built_in


@pytest.mark.usefixtures("recorder_mock")
async def test_is_found_beside_a_recorder(hass: HomeAssistant) -> None:
    """Test that the recorder, which has to come first, does."""
    assert (await async_get_integration(hass, DOMAIN)).domain == DOMAIN
