"""Lists that a venue gives out in pages."""

from collections.abc import Awaitable, Callable, Sequence

from ...venues.pagination import Page, whole
from .protocol import Row

CURSOR = "nextPageCursor"
"""Where the client leaves the mark of the next page in the rows."""


async def all_pages(
    ask: Callable[[Row], Awaitable[Sequence[Row]]], most: int | None
) -> Sequence[Row]:
    """Return the rows of all pages of `most` rows; `ask` takes what names the next page."""

    async def page(more: Row) -> Page:
        rows = await ask(more)
        infos = (row.get("info") or {} for row in rows)
        cursor = next((info[CURSOR] for info in infos if info.get(CURSOR)), None)
        ended = most is None or len(rows) < most or cursor is None
        return rows, None if ended else {"cursor": cursor}

    return await whole(page)
