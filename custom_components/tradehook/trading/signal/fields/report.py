"""What was found wrong with a message, and what was put up with."""

from difflib import get_close_matches
from functools import lru_cache
import re
from typing import Final

from ...reasons.reasons import FieldError, ReasonCode, warn

MAX_ERRORS: Final = 50
"""Errors (and warnings) that are listed; of more only the count is."""
LONGEST_NAME: Final = 64
"""Characters of a field's name that are shown."""
_MAX_HINTS: Final = 8
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


class ValidationReport:
    """What was wrong (errors) and what was put up with (warnings), in the order of discovery."""

    def __init__(self, *, lenient: bool) -> None:
        self.lenient = lenient
        """Unknown fields are put up with."""
        self._errors: list[FieldError] = []
        self._warnings: list[str] = []
        self._more_errors = 0
        self._more_warnings = 0
        self._hints = 0

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was wrong, and nothing put up with."""
        return not self._errors and not self._warnings

    def error(self, path: str, message: str, code: ReasonCode | None = None) -> None:
        """Add an error."""
        if len(self._errors) < MAX_ERRORS:
            self._errors.append(FieldError(path, message, code))
        else:
            self._more_errors += 1

    def warn(self, code: ReasonCode, **words: object) -> None:
        """Add a warning."""
        if len(self._warnings) < MAX_ERRORS:
            self._warnings.append(warn(code, **words))
        else:
            self._more_warnings += 1

    def take_warnings(self, other: ValidationReport) -> None:
        """Add the warnings of another report."""
        room = MAX_ERRORS - len(self._warnings)
        self._warnings += other._warnings[:room]
        self._more_warnings += len(other._warnings[room:]) + other._more_warnings

    def unknown(self, path: str, name: str, known: frozenset[str]) -> None:
        """Add a field that nobody knows: an error, or a warning where that is put up with."""
        listed = len(self._warnings if self.lenient else self._errors) < MAX_ERRORS
        near = self._nearest(name, known) if listed else None
        hint = f": did you mean `{near}`?" if near else ""
        if self.lenient:
            self.warn(ReasonCode.UNKNOWN_FIELD, path=path, hint=hint or ".")
        else:
            self.error(path, f"is not a known field{hint}")

    def _nearest(self, name: str, known: frozenset[str]) -> str | None:
        if len(name) > LONGEST_NAME:
            return None
        plain = _plain_names(known)
        word = _NOT_LETTERS.sub("", name.lower())
        if word in plain or self._hints >= _MAX_HINTS:
            return plain.get(word)  # to compare every word of a hostile message takes too long
        self._hints += 1
        return next((plain[near] for near in get_close_matches(word, plain, n=1)), None)

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """Return the errors, and how many more there are."""
        if not self._more_errors:
            return tuple(self._errors)
        return *self._errors, FieldError("", f"{self._more_errors} more errors are not shown")

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return the warnings, and how many more there are."""
        if not self._more_warnings:
            return tuple(self._warnings)
        return *self._warnings, warn(ReasonCode.MORE_WARNINGS, count=self._more_warnings)


@lru_cache(maxsize=64)
def _plain_names(known: frozenset[str]) -> dict[str, str]:
    return {_NOT_LETTERS.sub("", field): field for field in known}
