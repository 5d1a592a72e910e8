"""Test the action that writes a note and tags onto a position."""

from typing import Any

from homeassistant.exceptions import ServiceValidationError
import pytest

from tests.face import CLOSE_BUTTON, POSITION, Face


async def only_row(face: Face) -> dict[str, Any]:
    """Return the row of the only position."""
    (row,) = (await face.call("get_positions"))["positions"]
    found: dict[str, Any] = row
    return found


async def test_a_note_and_tags_stay_with_a_position(face: Face) -> None:
    """Test open and over, over a restart, what is left out, and the results by tag."""
    await face.open()
    row = await only_row(face)
    assert (row["note"], row["tags"]) == ("", [])
    call = {"position_id": row["position_id"]}

    answer = await face.call(
        "set_position_note", {**call, "note": " why ", "tags": ["a", "b", "a"]}
    )
    await face.settle()

    assert answer == {"position_id": row["position_id"], "note": "why", "tags": ["a", "b"]}
    state = face.hass.states.get(POSITION)
    assert state is not None
    assert state.attributes["tags"] == ["a", "b"]
    await face.press(CLOSE_BUTTON)
    await face.call("set_position_note", {**call, "tags": ["c"]})
    assert await face.hass.config_entries.async_reload(face.entry.entry_id)
    await face.hass.async_block_till_done()
    row = await only_row(face)
    assert (row["status"], row["note"], row["tags"]) == ("closed", "why", ["c"])
    (result,) = (await face.call("get_results", {"tag": "c"}))["results"]
    assert [group["key"] for group in result["by_tag"]] == ["c"]
    await face.call("set_position_note", {**call, "note": "", "tags": []})
    row = await only_row(face)
    assert (row["note"], row["tags"]) == ("", [])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"tags": ["a", "b", "c", "d", "e", "f"]}, "5 tags at most"),
        ({"tags": [" "]}, "1 to 32 characters"),
        ({"tags": ["x" * 33]}, "1 to 32 characters"),
        ({"note": "x" * 2001}, "2000 characters at most"),
        ({"position_id": "nobody", "note": "n"}, "nobody"),
    ],
)
async def test_what_is_no_tag_or_note_is_refused(
    face: Face, fields: dict[str, Any], said: str
) -> None:
    """Test that nothing is written then."""
    await face.open()
    row = await only_row(face)

    with pytest.raises(ServiceValidationError, match=said):
        await face.call("set_position_note", {"position_id": row["position_id"], **fields})

    row = await only_row(face)
    assert (row["note"], row["tags"]) == ("", [])
