"""Links of positions as those see them who were given one."""

from typing import Any

from custom_components.tradehook.execution.commands.position_links import LinkMode
from tests.face import Face

BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}


async def link(face: Face, mode: LinkMode = LinkMode.CLOSE, *, question: bool = False) -> str:
    """Make a link for the one position and return its path."""
    (position,) = [row for row in await face.account.positions() if row["closed_at"] is None]
    row = await face.account.create_link(str(position["position_id"]), mode, question=question)
    return f"/api/tradehook/link/{row.token}"


async def status_of(face: Face) -> str:
    """Return the status of the newest position."""
    await face.settle()
    return str((await face.account.positions())[0]["status"])


def assert_private(headers: Any) -> None:
    """Assert that neither caches, nor other sites, nor search engines learn of the link."""
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
