"""Requests, answers and the strict reading of parameters that all imitated venues share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
import re

from .core.account import ApiKey

type Check = Callable[[str], bool]


class Security(StrEnum):
    """What a request has to bring along."""

    NONE = "none"
    KEY = "key"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; a body that is no text is sent as JSON."""

    body: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Word:
    """An answer that is a single word in JSON: neither an object nor a list."""

    text: str


class RefusalError(Exception):
    """The venue answers with an error."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply.body))
        self.reply = reply


@dataclass(slots=True, kw_only=True)
class Call:
    """A request as a handler sees it."""

    method: str
    host: str
    path: str
    params: dict[str, str]
    headers: Mapping[str, str]
    query: str = ""
    body: str = ""
    key: ApiKey | None = None
    repeated: bool = False
    """Whether a parameter came twice."""

    def decimal(self, name: str) -> Decimal | None:
        """Return a parameter as a number."""
        value = self.params.get(name)
        return Decimal(value) if value else None

    def integer(self, name: str) -> int | None:
        """Return a parameter as an integer."""
        value = self.params.get(name)
        return int(value) if value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An endpoint: who may call it, with which parameters, and what it does."""

    name: str
    """What faults call it."""
    handler: Callable[[Call], object]
    security: Security = Security.NONE
    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    weight: int = 1


@dataclass(slots=True, kw_only=True)
class Recorded:
    """A request that arrived."""

    at: float
    method: str
    host: str
    path: str
    name: str
    params: Mapping[str, str]
    status: int | None = None
    """None while there is no answer, and for ever if there never was one."""
    answered_at: float | None = None
    """When its answer left, on the clock of `at`."""
    answer: object = None
    """What the venue would have answered, if nothing had gone wrong on the way."""


def text(value: str) -> bool:
    """Accept anything that is not empty."""
    return bool(value)


def integer(value: str) -> bool:
    """Accept whole numbers."""
    return re.fullmatch(r"-?\d{1,19}", value) is not None


def number(value: str) -> bool:
    """Accept numbers that are no less than 0."""
    try:
        found = Decimal(value)
    except InvalidOperation:
        return False
    return found.is_finite() and found >= 0


def boolean(value: str) -> bool:
    """Accept true and false."""
    return value.lower() in {"true", "false"}


def one_of(*values: str) -> Check:
    """Accept some words."""
    return frozenset(values).__contains__


def pattern(expression: str) -> Check:
    """Accept what matches an expression completely."""
    compiled = re.compile(expression)
    return lambda value: compiled.fullmatch(value) is not None


def plain(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros."""
    written = f"{value + 0:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def fixed(value: Decimal, places: int = 8) -> str:
    """Write a number with so many digits after the point."""
    return f"{value + 0:.{places}f}"  # no negative zero


def places_of(step: Decimal) -> int:
    """Return how many digits after the point a step has."""
    exponent = step.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
