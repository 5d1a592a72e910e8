"""The kinds of accounts that a venue has, and how it is asked which one a key is of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import re
from typing import Any

from .orders import NOTHING


def _as_it_is[Row](row: Row) -> Row:
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountKind[Row]:
    """One kind of account, and how the venue's `Row` differs for it."""

    title: str
    """What the form calls it, as in "a unified account"."""
    row: Callable[[Row], Row] = _as_it_is
    """Returns the venue's row for such an account: other options, parameters, margin terms."""
    unusable: str | None = None
    """Why no such account is set up, as a sentence that says what to do about it. One that exists
    is opened all the same: its positions are not left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindQuestion:
    """The client's method that is asked, and what its answer, or its refusal, tells."""

    method: str
    read: Callable[[Any], str | None]
    """Returns the name of the kind; None = it is none of those that this answer tells."""
    params: Mapping[str, Any] = NOTHING
    refusals: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What a refusal of the question says, with the name of the kind that is refused like this."""
    only_live: bool = False
    """Whether test networks don't have it: there it is not asked."""
    is_needed: bool = True
    """Whether nothing is opened without its answer; else the next question is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountKinds[Row]:
    """What a venue is asked when an account is opened, until one answer tells its kind.

    It is never guessed: an account whose kind no answer tells is not opened.
    """

    questions: tuple[KindQuestion, ...]
    kinds: Mapping[str, AccountKind[Row]]
    """By name, as in `unified`."""
    of_tests: str | None = None
    """What accounts of test networks are, where none of the questions is asked of them."""
