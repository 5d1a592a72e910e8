"""Which kind of account a key is of: asked when it is opened, never guessed."""

import logging

from ...port.exchange import AccountKindError, VenueError
from ...venues.model.access import Environment
from ...venues.model.kinds import KindQuestion
from ..connection.connection import Connection
from ..core.errors import ClientFailedError, attempt

_LOGGER = logging.getLogger(__name__)


async def ask_account_kind(connection: Connection, environment: Environment) -> str | None:
    """Return the name of the account's kind; None where the venue has only one.

    Raises AccountKindError if the venue does not tell it, VenueError if it can't be asked.
    """
    venue = connection.venue
    if venue.account_kinds is None:
        return None
    live = environment is Environment.LIVE
    for question in venue.account_kinds.questions:
        if question.only_live and not live:
            continue
        try:
            name = await _answer(connection, question)
        except VenueError as error:
            if question.is_needed:
                raise
            _LOGGER.debug("The kind of the account is asked elsewhere: %s", error)
            continue
        if name is not None:
            return name
    if not live and venue.account_kinds.of_tests is not None:
        return venue.account_kinds.of_tests
    raise AccountKindError(f"{venue.name} does not tell which kind of account this is.")


async def _answer(connection: Connection, question: KindQuestion) -> str | None:
    ask = getattr(connection.client, question.method)
    try:
        return question.read(await attempt(ask(dict(question.params))))
    except ClientFailedError as failed:
        if failed.error.__cause__ is None:
            for said, name in question.refusals:
                if said.search(str(failed.error)):
                    return name
        raise connection.failure(failed.error) from None
