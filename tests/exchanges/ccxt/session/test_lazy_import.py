"""Clients of a class are built alike, though only the first of them names its methods."""

from collections.abc import Iterator
import importlib
from types import ModuleType
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.session.lazy_import import (
    load_client,
    name_methods_once,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES

CLIENT_IDS = sorted({venue.client_id for venue in VENUES.values()})


@pytest.fixture
def base() -> Iterator[ModuleType]:
    """Return the module of ccxt's base class as ccxt has made it, and leave it as it was."""
    module = importlib.import_module("ccxt.base.exchange")
    hastened = vars(module).pop("dir", None)
    yield module
    vars(module).pop("dir", None)
    if hastened is not None:
        vars(module)["dir"] = hastened


def attributes(client: Any) -> dict[str, object]:
    """Return what everything of a client is: its value where clients can have the same."""
    found = {name: getattr(client, name, None) for name in dir(client)}
    plain = (str, int, float, bool, dict, list, type(None))
    return {
        name: repr(value) if isinstance(value, plain) else type(value)
        for name, value in found.items()
        if name not in {"origin", "__dict__"}
    }


@pytest.mark.parametrize("client_id", CLIENT_IDS)
def test_later_clients_have_what_the_first_one_has(base: ModuleType, client_id: str) -> None:
    found: Any = load_client(client_id)
    # As nobody has used it before: the names stay with the class
    kind: Any = type(found.__name__, (found,), {})
    config = {"enableRateLimit": True, "timeout": 7000, "options": {"defaultType": "spot"}}
    first = kind(dict(config))
    name_methods_once(base)
    kind(dict(config))
    later = kind(dict(config))

    assert attributes(later) == attributes(first)
    assert later.fetchOpenOrders.__func__ is kind.fetch_open_orders
    assert later.timeout == 7000
