"""Reads a request's body up to a limit."""

from aiohttp import web


async def read_body(request: web.Request, limit: int) -> bytes:
    """Return the first bytes of a body, at most `limit`; raises web.RequestPayloadError.

    The reader is taken once: the request of a cloudhook makes a new one at each access, and has
    none of aiohttp's other ways to read.
    """
    reader = request.content
    body = bytearray()
    while len(body) < limit:
        chunk = await reader.read(limit - len(body))
        if not chunk:
            break
        body += chunk
    return bytes(body)
