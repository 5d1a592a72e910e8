"""Reaches an account: its clients, its markets, and the row that holds for its kind."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from ...trading.model.market import Market
from ..port.exchange import AccountKindError
from ..venues.model.access import Environment
from ..venues.model.venue import Venue
from .account import ask_account_kind
from .connection.connection import Connection
from .core.errors import ClientFailedError
from .core.markets import with_remembered
from .session import ClientPool, Credentials, VenueResources


@dataclass(frozen=True, slots=True)
class Reached:
    """An account that answers."""

    client_pool: ClientPool
    connection: Connection
    kind: str | None
    """The name of its kind, where the venue has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialling:
    """Who is dialled, and with what; a new account is refused if its kind can't be traded."""

    row: Venue
    resources: VenueResources
    credentials: Credentials
    environment: Environment
    is_new: bool

    async def reach(self, remembered: Mapping[str, Market]) -> Reached:
        """Open the clients as the account's kind wants them; raises whatever goes wrong."""
        client_pool = await self._open(self.row)
        try:
            connection = await self._connect(client_pool, self.row, remembered)
            name = await ask_account_kind(connection, self.environment)
            kind = self.row.kind(name)
            if self.is_new and kind and kind.unusable:
                raise AccountKindError(f"{self.row.name}: {kind.unusable}")
            venue = self.row.of_kind(name)
            if venue is not self.row:
                # All parts are made anew with what holds for this kind.
                await client_pool.close()
                client_pool = await self._open(venue)
                connection = await self._connect(client_pool, venue, remembered)
        except BaseException:
            await client_pool.close()
            raise
        return Reached(client_pool, connection, name)

    async def _open(self, venue: Venue) -> ClientPool:
        return await ClientPool.open(
            venue,
            self.resources,
            environment=self.environment,
            credentials=self.credentials,
        )

    async def _connect(
        self, client_pool: ClientPool, venue: Venue, remembered: Mapping[str, Market]
    ) -> Connection:
        connection = Connection(
            venue=venue,
            runtime=self.resources.runtime,
            client=client_pool.rest,
            transport=client_pool.transport,
            catalogue=with_remembered(client_pool.catalogue, remembered),
            scrubber=self.credentials.scrubber(),
        )
        client_pool.teach(connection.catalogue)
        with suppress(ClientFailedError):
            await client_pool.sync_clock()
        return connection
