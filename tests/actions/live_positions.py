"""What the tests of trading actions ask an account."""

from tests.face import (
    Face,
)


async def position_ids(face: Face) -> list[str]:
    """Return the ids of the live positions, oldest first."""
    rows = await face.account.positions(statuses=["pending", "open", "closing"])
    return [str(row["position_id"]) for row in reversed(rows)]
