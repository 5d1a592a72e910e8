"""The classes of errors of a client of ccxt, by name: nobody here may import ccxt for them."""

from collections.abc import Iterator
from typing import Any


def error_class(client: Any, name: str) -> type[Exception]:
    """Return the class of that name among the client's own; raises LookupError."""
    for table in client.exceptions.values():
        for known in table.values():
            root = next((one for one in known.__mro__ if one.__name__ == "BaseError"), known)
            found = next((one for one in _with_special(root) if one.__name__ == name), None)
            if found is not None:
                return found
    raise LookupError(name)


def _with_special(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for special in kind.__subclasses__():
        yield from _with_special(special)
