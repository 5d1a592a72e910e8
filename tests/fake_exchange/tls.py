"""TLS on the venues' own host names: an own authority, and a resolver that leads here."""

import socket
import ssl

from aiohttp import ClientSession, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
import trustme

from .server import LOCALHOST, FakeServer


class Authority:
    """Signs certificates for the venues; its clients trust it and nobody else."""

    def __init__(self, *hosts: str) -> None:
        authority = trustme.CA()
        self.server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*hosts).configure_cert(self.server_context)
        self.client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        authority.configure_trust(self.client_context)


class LocalResolver(AbstractResolver):
    """Finds every host name at the server, whatever port was asked for."""

    def __init__(self, server: FakeServer) -> None:
        self.server = server

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002  given by aiohttp
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """Return the one address there is; unknown names don't exist."""
        if host not in self.server.venues:
            raise OSError(None, f"no venue is called {host}")
        return [
            ResolveResult(
                hostname=host,
                host=LOCALHOST,
                port=self.server.tls_port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Do nothing: there is nothing to close."""


def local_session(server: FakeServer, authority: Authority) -> ClientSession:
    """Return a session for which the venues' real addresses lead to the server."""
    connector = TCPConnector(resolver=LocalResolver(server), ssl=authority.client_context)
    return ClientSession(connector=connector)
