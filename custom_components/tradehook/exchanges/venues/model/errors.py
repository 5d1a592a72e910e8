"""What the error texts of one venue mean."""

from dataclasses import dataclass
import re


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorTexts:
    """What a venue's codes mean where the client's class of the error does not say it.

    They are looked for in this venue's answers only; None = nothing is known.
    """

    id_taken: re.Pattern[str] | None = None
    """An order with this client order id exists, perhaps the one that is asked for."""
    unchanged: re.Pattern[str] | None = None
    """What was to be set is set already."""
    refused: re.Pattern[str] | None = None
    """A definite no, although the client files it under a bare error."""
    triggers_now: re.Pattern[str] | None = None
    """The price is past the trigger of a stop already."""
    unsure: re.Pattern[str] | None = None
    """The venue does not know what became of it, although the client has a definite class."""
    bad_key: re.Pattern[str] | None = None
    """The key is refused, although the client says something else."""
    clock: re.Pattern[str] | None = None
    """The time of the request is refused, although the client says something else."""
    unknown_order: re.Pattern[str] | None = None
    """The venue does not know the order, although the client says something else."""
