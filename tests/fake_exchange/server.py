"""The server that all imitated venues of a test share."""

import asyncio
from collections.abc import Mapping
import ssl
from typing import Self

from aiohttp import web

from .venue import FakeVenue

LOCALHOST = "127.0.0.1"


class FakeServer:
    """Serves venues on 127.0.0.1: by host name over TLS, by a first path segment over HTTP."""

    def __init__(self, *venues: FakeVenue) -> None:
        self.venues: Mapping[str, FakeVenue] = {
            host: venue for venue in venues for host in venue.hosts
        }
        self.port = 0
        self.tls_port = 0
        self._runner: web.AppRunner | None = None
        self._sites: list[web.TCPSite] = []
        self._context: ssl.SSLContext | None = None
        self._is_cut = False

    async def start(self, context: ssl.SSLContext | None = None, *, port: int = 0) -> None:
        """Listen; with a context also for TLS."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True
        )
        await self._runner.setup()
        self._context = context
        self.port = port
        await self._listen()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        """End everything."""
        assert self._runner is not None
        await self.cut()
        await self._runner.cleanup()
        for venue in set(self.venues.values()):
            venue.close()

    async def cut(self) -> None:
        """Pull the plug: connections end without a word, new ones are refused."""
        assert self._runner is not None
        for site in self._sites:
            await site.stop()
        self._sites.clear()
        server = self._runner.server
        assert server is not None
        for connection in list(server.connections):
            if (transport := getattr(connection, "transport", None)) is not None:
                transport.abort()
        self._is_cut = True
        await asyncio.sleep(0)  # for the connections to notice

    async def restore(self) -> None:
        """Put the plug back in: the same ports answer again."""
        self._is_cut = False
        await self._listen()

    def url(self, url: str) -> str:
        """Return where an address of a venue is served over plain HTTP."""
        scheme, _, rest = url.partition("://")
        plain = {"https": "http", "wss": "ws"}.get(scheme, scheme)
        return f"{plain}://{LOCALHOST}:{self.port}/{rest}"

    async def _listen(self) -> None:
        assert self._runner is not None
        self.port = await self._add_site(self.port, None)
        if self._context is not None:
            self.tls_port = await self._add_site(self.tls_port, self._context)

    async def _add_site(self, port: int, context: ssl.SSLContext | None) -> int:
        assert self._runner is not None
        before = len(self._runner.addresses)
        site = web.TCPSite(self._runner, LOCALHOST, port, ssl_context=context, reuse_address=True)
        await site.start()
        self._sites.append(site)
        found: int = self._runner.addresses[before][1]
        return found

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if self._is_cut:  # it was in its handshake then, and nobody's connection yet
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        host = request.headers.get("Host", "").partition(":")[0]
        path = request.rel_url.raw_path
        if host not in self.venues:
            first, _, rest = path.removeprefix("/").partition("/")
            host, path = first.partition(":")[0], f"/{rest}"
        venue = self.venues.get(host)
        if venue is None:
            return web.Response(status=404, text=f"nobody here is {host}")
        return await venue.serve(request, host, path)
