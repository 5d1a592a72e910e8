"""Refusals and warnings: a reason code with its sentence and the fields concerned."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .table import REASONS, Reason, ReasonCode
from .text import shown

__all__ = [
    "REASONS",
    "FieldError",
    "Reason",
    "ReasonCode",
    "Refusal",
    "Refused",
    "refuse",
    "sentence",
    "warn",
]


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; `path` is like `take_profit[1].price_percentage`."""

    path: str
    message: str
    code: ReasonCode | None = None

    def as_dict(self) -> dict[str, str]:
        """Return the row of the answer's `errors`."""
        row = {"path": self.path, "message": self.message}
        return row if self.code is None else row | {"code": self.code.value}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal: its stable code, a sentence that says what to change, the fields concerned.

    `place` is the line and column at which a message stops being JSON, from 1.
    """

    code: ReasonCode
    message: str
    errors: tuple[FieldError, ...] = ()
    place: tuple[int, int] | None = None
    http_status: int | None = None
    """Where the message itself is what is wrong, though the code is mostly one of states."""
    details: tuple[tuple[str, object], ...] = ()
    """What else a machine may want to know: names, exact texts, a message to send instead."""

    @property
    def status(self) -> int:
        """Return the HTTP status of the answer."""
        return self.http_status or REASONS[self.code].status

    def as_dict(self) -> dict[str, object]:
        """Return the answer's `code`, `error` (the sentence), and what else is known of it."""
        body: dict[str, object] = {"code": self.code.value, "error": self.message}
        if self.errors:
            body["errors"] = [error.as_dict() for error in self.errors]
        if self.place:
            body["line"], body["column"] = self.place
        return body | dict(self.details)

    def with_details(self, details: Mapping[str, object]) -> Refusal:
        """Return the refusal with more that a machine may want to know."""
        return replace(self, details=tuple(details.items()))


class Refused(Exception):  # noqa: N818 - a refusal is an outcome, not an error
    """Something was refused; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep the refusal."""
        super().__init__(refusal.message)
        self.refusal = refusal

    @property
    def code(self) -> str:
        """Return the reason code."""
        return self.refusal.code.value

    @property
    def message(self) -> str:
        """Return the sentence."""
        return self.refusal.message


def sentence(code: ReasonCode, /, **values: object) -> str:
    """Build a code's sentence; raises KeyError when a value is missing, ignores surplus ones."""
    return REASONS[code].template.format(**{name: shown(value) for name, value in values.items()})


def refuse(code: ReasonCode, /, *errors: FieldError, **values: object) -> Refusal:
    """Build a refusal with its sentence."""
    return Refusal(code, sentence(code, **values), errors)


def warn(code: ReasonCode, /, **values: object) -> str:
    """Build a warning: the code, a colon and its sentence."""
    return f"{code.value}: {sentence(code, **values)}"
