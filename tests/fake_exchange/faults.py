"""What goes wrong on the wire, as a test scripts it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase


class Effect(StrEnum):
    """What becomes of an answer, or of an event."""

    DROP = "drop"
    """The connection ends without an answer; an event never comes."""
    GATEWAY = "gateway"
    """A gateway answers `status` with a page of its own."""
    TRUNCATE = "truncate"
    """The answer breaks off half-way."""
    EMPTY = "empty"
    """200 with nothing in it."""
    HTML = "html"
    """200 with a page in it."""
    DELAY = "delay"
    """The answer, or the event, comes `seconds` late."""
    LATE = "late"
    """The request gets there `seconds` late, even when its sender has given up by then."""
    RATE_LIMIT = "rate limit"
    """The venue's own 429, with Retry-After."""
    BAN = "ban"
    """The venue's own 418, with Retry-After."""
    MAINTENANCE = "maintenance"
    """What the venue says while it is closed."""
    UNKNOWN_OUTCOME = "unknown outcome"
    """The venue itself says that it does not know what became of the request."""
    INVISIBLE = "invisible"
    """The order exists, but `lookups` look-ups don't show it."""
    DUPLICATE = "duplicate"
    """An event comes twice."""
    SWAP = "swap"
    """An event comes after the next one of its kind."""


BEFORE = frozenset({Effect.RATE_LIMIT, Effect.BAN, Effect.MAINTENANCE})
"""What means that the venue has not looked at the request."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """What happens to the next requests (or stream events) of a kind."""

    effect: Effect
    route: str = "*"
    """The kind of request, such as `create_order`, or of event: `order fill algo account price`."""
    processed: bool = True
    """Whether the venue still does what it was asked."""
    times: int = 1
    """How often; then it is over."""
    skip: int = 0
    """How many matching requests pass before."""
    status: int = 502
    code: int = 0
    """The venue's own code of UNKNOWN_OUTCOME, where it has several."""
    seconds: float = 0.2
    lookups: int = 2
    where: Mapping[str, str] = field(default_factory=dict)
    """Parameters that the request must have, with their values."""
    when: Callable[[Mapping[str, str]], bool] | None = None

    def __post_init__(self) -> None:
        if self.effect in BEFORE:
            self.processed = False

    def matches(self, route: str, params: Mapping[str, str]) -> bool:
        """Return whether the fault is about such a request."""
        if not fnmatchcase(route, self.route):
            return False
        if any(params.get(name) != value for name, value in self.where.items()):
            return False
        return self.when is None or self.when(params)


class Faults(list[Fault]):
    """The faults that are still to come, in the order in which they were added."""

    def take(self, route: str, params: Mapping[str, str]) -> Fault | None:
        """Return the fault that hits such a request, and count it."""
        for fault in self:
            if not fault.matches(route, params):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.remove(fault)
            return fault
        return None
