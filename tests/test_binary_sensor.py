"""Test the sensor of an account's connection."""

from homeassistant.const import EntityCategory
from homeassistant.helpers import entity_registry as er

from tests.face import Face

CONNECTED = "binary_sensor.paper_exchange_connection"


async def test_the_connection_is_shown_as_it_changes(
    face: Face, entity_registry: er.EntityRegistry
) -> None:
    """Test that the diagnostic sensor follows what the venue reports."""
    entry = entity_registry.async_get(CONNECTED)
    assert entry is not None
    assert entry.entity_category is EntityCategory.DIAGNOSTIC
    assert face.state(CONNECTED).state == "on"

    face.account.on_connected(connected=False)
    assert face.state(CONNECTED).state == "off"

    face.account.on_connected(connected=True)
    assert face.state(CONNECTED).state == "on"
