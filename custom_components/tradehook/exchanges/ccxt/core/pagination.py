"""Lists that a venue gives out in pages."""

from collections.abc import Awaitable, Callable, Sequence

from .protocol import Row

CURSOR = "nextPageCursor"
"""Where the client leaves the mark of the next page in the rows."""


async def all_pages(
    ask: Callable[[Row], Awaitable[Sequence[Row]]], most: int | None
) -> Sequence[Row]:
    """Return the rows of all pages of `most` rows; `ask` takes what names the next page."""
    rows: list[Row] = []
    more: Row = {}
    while True:
        page = await ask(more)
        rows += page
        infos = (row.get("info") or {} for row in page)
        cursor = next((info[CURSOR] for info in infos if info.get(CURSOR)), None)
        if most is None or len(page) < most or cursor is None:
            return rows
        more = {"cursor": cursor}
