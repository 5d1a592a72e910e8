"""How clients find an imitated venue: unmodified, only told where it is."""

from typing import Protocol

from .server import FakeServer


class Client(Protocol):
    """A client of ccxt, as far as it matters here."""

    urls: dict[str, object]


def point(client: Client, server: FakeServer) -> None:
    """Let a ccxt client talk to the server over plain HTTP."""
    client.urls["api"] = _elsewhere(client.urls["api"], server)


def _elsewhere(urls: object, server: FakeServer) -> object:
    if isinstance(urls, str):
        return server.url(urls) if "://" in urls else urls
    if isinstance(urls, dict):
        return {name: _elsewhere(url, server) for name, url in urls.items()}
    return urls
