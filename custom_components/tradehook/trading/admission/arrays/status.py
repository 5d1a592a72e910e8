"""The HTTP status of the answer to an array of signals."""

from collections.abc import Sequence
from http import HTTPStatus


def array_status(statuses: Sequence[int]) -> int:
    """Return 202 where no signal was refused, 207 where some were, else the first one's status.

    Where nothing is carried out, as with tests and repetitions, the first one's status says so.
    """
    refused = sum(status >= HTTPStatus.BAD_REQUEST for status in statuses)
    if refused == len(statuses):
        return statuses[0]
    if refused:
        return HTTPStatus.MULTI_STATUS
    return HTTPStatus.ACCEPTED if HTTPStatus.ACCEPTED in statuses else statuses[0]
