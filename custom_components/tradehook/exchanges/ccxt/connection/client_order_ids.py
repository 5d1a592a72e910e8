"""Our client order ids as each venue wants them, and back."""

from collections.abc import Mapping
import re
from typing import Any
import uuid

from ....trading.model.order import ID_PREFIX
from ...venues.model.orders import BARE_ID, ID, IdFormat

_OURS = re.compile(rf"{ID_PREFIX}[0-9a-f]{{28}}")
_GATE = re.compile(r"t-([0-9a-f]{28})")
_NUMBER_DIGITS = 15
"""Hexadecimal digits that fit into the venue's number of 63 bits."""


def encode(client_order_id: str, id_format: IdFormat) -> str:
    """Return our id as a venue spells it."""
    match id_format:
        case IdFormat.HEX:
            return client_order_id
        case IdFormat.GATE:
            return f"t-{client_order_id.removeprefix(ID_PREFIX)}"
        case IdFormat.UUID:
            return str(uuid.UUID(hex=client_order_id))
        case IdFormat.HEX_0X:
            return f"0x{client_order_id}"
        case IdFormat.NUMBER:
            return str(int(client_order_id[-_NUMBER_DIGITS:], 16))


def decode(text: str | None, id_format: IdFormat) -> str | None:
    """Return our id if a venue's text is one of ours; None for anything else.

    A number can't be read back: the adapter knows those that it has sent.
    """
    if not text:
        return None
    match id_format:
        case IdFormat.HEX:
            found = text
        case IdFormat.GATE:
            gate = _GATE.fullmatch(text)
            found = ID_PREFIX + gate[1] if gate else ""
        case IdFormat.UUID:
            found = text.replace("-", "").lower()
        case IdFormat.HEX_0X:
            found = text.lower().removeprefix("0x")
        case IdFormat.NUMBER:
            return None
    return found if _OURS.fullmatch(found) else None


def filled_in(params: Mapping[str, Any], spelled: str) -> dict[str, Any]:
    """Return parameters with the id in its place."""
    return {
        name: value.replace(ID, spelled).replace(BARE_ID, spelled.removeprefix("t-"))
        if isinstance(value, str)
        else filled_in(value, spelled)
        if isinstance(value, Mapping)
        else value
        for name, value in params.items()
    }
