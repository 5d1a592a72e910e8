"""Test what the recorder keeps of events: what one has in common with the next."""

import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance, session_scope
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from sqlalchemy import text

from tests.face import account_entry, loaded

SIGNAL, POSITION = "event.trend_signal", "event.trend_position"
RECORDED = """
    SELECT attributes_id, shared_attrs FROM states
    JOIN states_meta USING (metadata_id) JOIN state_attributes USING (attributes_id)
    WHERE states_meta.entity_id = :entity_id AND state <> 'unknown' ORDER BY state_id
"""


@pytest.mark.usefixtures("recorder_mock", "config_folder")
async def test_ids_prices_and_sizes_are_shown_and_not_recorded(hass: HomeAssistant) -> None:
    """Test two openings of a market: each event has its row, and shares what is the same."""
    async with loaded(hass, account_entry()) as face:
        for number in range(2):
            await face.open(quote_amount=100, signal_id=f"alert-{number}")
        signal, position = face.state(SIGNAL).attributes, face.state(POSITION).attributes
        assert signal["signal_id"] == position["signal_id"] == "alert-1"
        assert position["entry_price"] == 65032.52
        await async_wait_recording_done(hass)
        signals, positions = await recorded(hass, SIGNAL), await recorded(hass, POSITION)

    assert [each["event_type"] for _, each in signals] == ["accepted"] * 2
    assert {attributes for attributes, _ in signals} == {signals[0][0]}
    assert signals[0][1].items() >= {"action": "open", "symbol": "BTC/USDT", "side": "long"}.items()
    assert [each["event_type"] for _, each in positions] == ["pending", "opened"] * 2
    assert len({attributes for attributes, _ in positions}) == 2
    for _, each in signals + positions:
        assert each.keys().isdisjoint({"receipt_id", "signal_id", "position_id", "size", "price"})


async def recorded(hass: HomeAssistant, entity_id: str) -> list[tuple[int, dict[str, Any]]]:
    """Return which attributes each event of an entity was recorded with, by their number."""

    def look() -> list[tuple[int, dict[str, Any]]]:
        with session_scope(hass=hass) as session:
            rows = session.execute(text(RECORDED), {"entity_id": entity_id}).all()
            return [(number, json.loads(attributes)) for number, attributes in rows]

    return await get_instance(hass).async_add_executor_job(look)
