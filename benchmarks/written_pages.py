"""Which pages of its file a ledger's commits write: read from the write-ahead log."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
import sqlite3
import struct

from custom_components.tradehook.ledger.files.log_room import log_of

_HEADER = 32
_FRAME_HEADER = 24
_FREE = "(none)"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: how many pages it wrote, by table and index."""

    pages: Counter[str]

    @property
    def count(self) -> int:
        """Return the number of pages."""
        return self.pages.total()

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.count}: " + ", ".join(f"{n} {name}" for name, n in self.pages.most_common())


def end_of_log(path: Path) -> int:
    """Return where the write-ahead log of a ledger ends now: the file may be longer."""
    return max((end for end, *_ in _frames(log_of(path).read_bytes(), _HEADER)), default=_HEADER)


def commits_since(path: Path, begin: int) -> list[Commit]:
    """Return the commits that were written behind a place in the log, oldest first."""
    with sqlite3.connect(path) as database:
        owners = dict(database.execute("SELECT pageno, name FROM dbstat"))
    database.close()
    return [
        Commit(Counter(owners.get(page, _FREE) for page in pages))
        for pages in _pages(log_of(path).read_bytes(), begin)
    ]


def _pages(log: bytes, begin: int) -> Iterator[list[int]]:
    """Yield the numbers of the pages of each commit."""
    pages: list[int] = []
    for _, page, last in _frames(log, begin):
        pages.append(page)
        if last:
            yield pages
            pages = []


def _frames(log: bytes, begin: int) -> Iterator[tuple[int, int, int]]:
    """Yield where each frame ends, the number of its page and whether it is a commit's last."""
    if len(log) < _HEADER:
        return
    size = _FRAME_HEADER + struct.unpack_from(">I", log, 8)[0]
    salts = log[16:24]
    for at in range(begin, len(log) - size + 1, size):
        page, last = struct.unpack_from(">II", log, at)
        if not page or log[at + 8 : at + 16] != salts:
            return
        yield at + size, page, last
