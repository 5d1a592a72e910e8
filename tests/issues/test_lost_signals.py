"""Test the repairs of signals that were not carried out while their sender thinks so."""

from collections.abc import Mapping
import json

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from tests.face import BOT, BTC, KEY, SECRET, Face, account_entry, loaded

pytestmark = pytest.mark.usefixtures("config_folder")


def issue(hass: HomeAssistant, kind: str) -> ir.IssueEntry | None:
    """Return a bot's repair of a kind."""
    return ir.async_get(hass).async_get_issue("tradehook", f"{kind}_{BOT}")


async def send(face: Face, **fields: object) -> Mapping[str, object]:
    """Send a signal and return its answer."""
    answer = await face.account.send_signal(BOT, {"symbol": BTC, **fields})
    await face.settle()
    return answer.body


async def test_repair_names_the_alert_whose_id_was_used(hass: HomeAssistant) -> None:
    """Test that it stays over a reload and goes with the entry."""
    entry = account_entry()
    async with loaded(hass, entry) as face:
        await face.open(signal_id="Long")
        await send(face, action="close")
        assert issue(hass, "signal_id_reused") is None
        refused = await send(face, side="long", signal_id="Long")
        assert refused["code"] == "signal_id_reused"
        found = issue(hass, "signal_id_reused")
        assert found is not None
        assert (found.is_fixable, found.is_persistent) == (True, True)
        assert found.translation_placeholders == {
            "bot": "Trend",
            "signal_id": "Long",
            "symbol": BTC,
        }
        assert await hass.config_entries.async_reload(entry.entry_id)
        assert issue(hass, "signal_id_reused") is not None
        assert await hass.config_entries.async_remove(entry.entry_id)
        assert issue(hass, "signal_id_reused") is None


async def test_second_reduction_of_a_day_that_was_swallowed_asks_for_a_request_id(
    hass: HomeAssistant,
) -> None:
    """Test that the first one is taken for a redelivery, and each with an id is carried out."""
    reduce = {
        "action": "reduce",
        "symbol": BTC,
        "reduce_order": {"quantity_percentage": 10},
        "api_key": KEY,
        "api_secret": SECRET,
    }
    body = json.dumps(reduce).encode()
    async with loaded(hass, account_entry()) as face:
        await face.open()
        for number, status in enumerate((202, 200, 200)):
            assert issue(hass, "reductions_swallowed") is None, number
            assert (await face.account.receive(BOT, body, None)).status == status
            await face.settle()
        found = issue(hass, "reductions_swallowed")
        assert found is not None
        assert found.translation_placeholders == {
            "bot": "Trend",
            "symbol": BTC,
            "count": "2",
            "timenow": "{{timenow}}",
        }
