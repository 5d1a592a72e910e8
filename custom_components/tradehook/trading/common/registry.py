"""A table of named rows to which more can be added for a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager


class Registry[T, N: str = str]:
    """Rows of one kind by their names, in the order in which they were added."""

    def __init__(self, name_of: Callable[[T], N], rows: Iterable[T] = ()) -> None:
        self._name_of = name_of
        self._rows: dict[str, T] = {}
        self.names: tuple[N, ...] = ()
        """The names of the rows."""
        self.row: Callable[[str], T] = self._rows.__getitem__
        """Returns the row of a name; raises KeyError where there is none."""
        self.get: Callable[[str], T | None] = self._rows.get
        """Returns the row of a name."""
        for row in rows:
            self._add(row)

    def __iter__(self) -> Iterator[T]:
        """Iterate over the rows."""
        return iter(tuple(self._rows.values()))

    @contextmanager
    def registered(self, row: T) -> Iterator[None]:
        """Add a row until the block ends; raises ValueError when its name is taken."""
        self._add(row)
        try:
            yield
        finally:
            del self._rows[self._name_of(row)]
            self.names = tuple(map(self._name_of, self))

    def _add(self, row: T) -> None:
        name = self._name_of(row)
        if name in self._rows:
            raise ValueError(f"{name} is registered already")
        self._rows[name] = row
        self.names = (*self.names, name)
