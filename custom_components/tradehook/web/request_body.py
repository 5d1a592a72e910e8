"""Reads a request's body up to a limit, and not for ever."""

import asyncio

from aiohttp import StreamReader, web

from ..trading.reasons.reasons import ReasonCode, Refusal, refuse


class BodyTooSlowError(Exception):
    """A body did not arrive in time."""

    def __init__(self, within: float) -> None:
        """Keep what the sender is told: in how many seconds it had to come."""
        self.refusal: Refusal = refuse(ReasonCode.BODY_TOO_SLOW, seconds=within)
        super().__init__(self.refusal.message)


async def read_body(request: web.Request, limit: int, within: float) -> bytes:
    """Return the first bytes of a body, at most `limit`.

    Raises web.RequestPayloadError, or BodyTooSlowError after `within` seconds. The reader is taken
    once: the request of a cloudhook makes a new one at each access, and has none of aiohttp's
    other ways to read.
    """
    reader = request.content
    if isinstance(reader, StreamReader) and reader.is_eof():  # nothing of it is still to come
        return reader.read_nowait(limit)
    body = bytearray()
    try:
        async with asyncio.timeout(within):
            while len(body) < limit:
                chunk = await reader.read(limit - len(body))
                if not chunk:
                    break
                body += chunk
    except TimeoutError:
        raise BodyTooSlowError(within) from None
    return bytes(body)
