"""Tells ccxt's clients where the imitated venue is."""

from typing import Any

from tests.fake_exchange.server import LOCALHOST


def point(client: Any, port: int) -> None:
    """Let a client of ccxt talk to the venue on a port, over plain HTTP."""
    client.urls["api"] = _elsewhere(client.urls["api"], port)


def _elsewhere(urls: object, port: int) -> object:
    if isinstance(urls, dict):
        return {name: _elsewhere(url, port) for name, url in urls.items()}
    if isinstance(urls, str) and "://" in urls:
        scheme, _, rest = urls.partition("://")
        plain = {"https": "http", "wss": "ws"}.get(scheme, scheme)
        return f"{plain}://{LOCALHOST}:{port}/{rest}"
    return urls
