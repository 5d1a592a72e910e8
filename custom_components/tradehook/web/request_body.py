"""Reads a request's body up to a limit, and not for ever."""

import asyncio
from typing import Final

from aiohttp import web

from ..trading.reasons.reasons import ReasonCode, Refusal, refuse

PATIENCE: Final = 10
"""Seconds in which a body has to arrive whole; TradingView gives up after 3."""


class BodyTooSlowError(Exception):
    """A body did not arrive in time."""

    def __init__(self) -> None:
        """Keep what the sender is told."""
        self.refusal: Refusal = refuse(ReasonCode.BODY_TOO_SLOW, seconds=PATIENCE)
        super().__init__(self.refusal.message)


async def read_body(request: web.Request, limit: int) -> bytes:
    """Return the first bytes of a body, at most `limit`.

    Raises web.RequestPayloadError, or BodyTooSlowError. The reader is taken once: the request of a
    cloudhook makes a new one at each access, and has none of aiohttp's other ways to read.
    """
    reader = request.content
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            while len(body) < limit:
                chunk = await reader.read(limit - len(body))
                if not chunk:
                    break
                body += chunk
    except TimeoutError:
        raise BodyTooSlowError from None
    return bytes(body)
