"""Requests as they are on the wire, for what no client would send."""

from collections.abc import Mapping
import hashlib
import hmac
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from ..core.account import ApiKey
from ..server import FakeServer


class RawBinance:
    """Signs what it is given, for Binance."""

    def __init__(self, server: FakeServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session
        self.key = ApiKey()

    async def send(
        self, method: str, url: str, params: Mapping[str, str | None]
    ) -> tuple[int, Any]:
        """Send parameters, without those that are None, and return status and answer."""
        given = {name: value for name, value in params.items() if value is not None}
        query = urlencode({"timestamp": str(time.time_ns() // 1_000_000)} | given)
        if "signature" not in given:
            secret = self.key.secret.encode()
            query += "&signature=" + hmac.new(secret, query.encode(), hashlib.sha256).hexdigest()
        async with self.session.request(
            method, f"{self.server.url(url)}?{query}", headers={"X-MBX-APIKEY": self.key.key}
        ) as response:
            return response.status, await response.json()
