"""What an account's key may do, where the venue tells."""

import logging

from ...port.exchange import VenueError
from ...venues.model.access import UNTOLD, Environment, Permissions
from ..connection.connection import Connection

_LOGGER = logging.getLogger(__name__)


async def fetch_permissions(
    connection: Connection, environment: Environment, *, linear: bool
) -> Permissions:
    """Ask the venue what the key may do; what it does not answer is unknown."""
    query = connection.venue.permissions
    if query is None or (query.only_live and environment is not Environment.LIVE):
        return UNTOLD
    ask = getattr(connection.client, query.method)
    try:
        answer = await connection.ask(ask({}))
    except VenueError as error:
        _LOGGER.debug("The key's permissions are unknown: %s", error)
        return UNTOLD
    return query.read(answer, linear)
