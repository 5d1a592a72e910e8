"""The action that writes a note and tags onto a position."""

from collections.abc import Sequence
from typing import cast

from homeassistant.core import ServiceCall
from homeassistant.util.json import JsonObjectType

from ..errors import explained, position_missing, refusal
from ..execution.account import Account
from ..execution.common.rows import NoteRow
from ..trading.signal.fields.opening import LONGEST_TAG, MOST_TAGS
from .schemas import ATTR_NOTE, ATTR_POSITION_ID, ATTR_TAGS
from .targets import accounts

LONGEST_NOTE = 2000


async def async_set_position_note(call: ServiceCall) -> JsonObjectType:
    """Write a note, tags or both; what is left out stays, what is empty goes."""
    position_id = call.data[ATTR_POSITION_ID]
    note, tags = call.data.get(ATTR_NOTE), call.data.get(ATTR_TAGS)
    for entry in accounts(call.hass):
        row = await async_write_note(entry.runtime_data, position_id, note, tags)
        if row is not None:
            return cast(JsonObjectType, row)
    raise position_missing(position_id)


async def async_write_note(
    account: Account, position_id: str, note: str | None, tags: Sequence[str] | None
) -> NoteRow | None:
    """Check and write; None = the account has no such position."""
    told = None if tags is None else list(dict.fromkeys(tag.strip() for tag in tags))
    if told is not None and len(told) > MOST_TAGS:
        raise refusal("invalid_tags", f"A position has {MOST_TAGS} tags at most: leave some out.")
    for tag in told or ():
        if not 1 <= len(tag) <= LONGEST_TAG:
            raise refusal(
                "invalid_tags", f"`{tag}` is not a tag: it has 1 to {LONGEST_TAG} characters."
            )
    if note is not None and len(note) > LONGEST_NOTE:
        raise refusal("invalid_note", f"A note has {LONGEST_NOTE} characters at most: shorten it.")
    with explained():
        return await account.notes.write(position_id, note and note.strip(), told)
