"""How clients find an imitated venue: unmodified, only told where it is."""

import importlib
from typing import Any

from .server import FakeServer

KEYS = {"apiKey": "fake-key", "secret": "fake-secret"}


def point(client: Any, server: FakeServer) -> None:
    """Let a ccxt client talk to the server over plain HTTP."""
    client.urls["api"] = _elsewhere(client.urls["api"], server)


def ccxt_client(
    name: str, server: FakeServer, *, secret: str = KEYS["secret"], **options: object
) -> Any:
    """Return an unmodified ccxt client with streams, to be closed by whoever asked."""
    ccxt = importlib.import_module("ccxt.pro")
    settings = {**KEYS, "secret": secret, "enableRateLimit": False, "options": options}
    client = getattr(ccxt, name)(settings)
    point(client, server)
    client.timeout_on_exit = 1  # it would sleep for a quarter of a second
    return client


def _elsewhere(urls: object, server: FakeServer) -> object:
    if isinstance(urls, str):
        return server.url(urls) if "://" in urls else urls
    if isinstance(urls, dict):
        return {name: _elsewhere(url, server) for name, url in urls.items()}
    return urls
