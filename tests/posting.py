"""Somebody on the internet who posts to a webhook, as several tests play him."""

from http import HTTPStatus
import json
from typing import Any

from aiohttp.test_utils import TestClient


async def post(
    client: TestClient[Any, Any], message: object, *, url: str
) -> tuple[int, dict[str, Any]]:
    """Send a message and return status and body, whose form every answer shares."""
    data = message if isinstance(message, bytes) else json.dumps(message).encode()
    response = await client.post(url, data=data)
    assert response.content_type == "application/json"
    body = await response.json()
    assert body["receipt_id"]
    if response.status >= HTTPStatus.BAD_REQUEST:
        assert body["code"]
        assert body["error"].endswith((".", ")"))
    return response.status, body
