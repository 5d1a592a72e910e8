"""Rows of the actions that read."""

import json
from typing import Any

from tests.face import (
    Face,
)

OTHER = "01J0000000000000000000BOT2"


async def rows(face: Face, service: str, /, **data: object) -> list[dict[str, Any]]:
    """Call an action and return the rows of its answer."""
    answer = await face.call(service, data)
    json.dumps(answer)
    name, totals = answer
    assert totals == "totals"
    assert service == f"get_{name}"
    found: list[dict[str, Any]] = answer[name]
    return found
