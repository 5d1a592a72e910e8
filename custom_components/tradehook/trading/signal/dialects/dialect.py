"""An alert dialect: what it has to tell of a message in its own words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
import re
from types import MappingProxyType
from typing import Final, Protocol

from ...reasons.reasons import Refusal

_QUOTED: Final = re.compile(r"`([\w.\[\]]+)`")
_STEP: Final = re.compile(r"[.\[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretValues:
    """What stands in a message as its credentials, right or wrong: no text may repeat it."""

    key: str = ""
    """The public half: its owner may see its last four characters."""
    private: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A message in the protocol's own fields, and where its sender has them."""

    fields: Mapping[str, object]
    paths: Mapping[str, str] = MappingProxyType({})
    """The sender's path by the protocol's (`stop_loss.stop_percentage`); those that are the same
    are left out. A path stands for all that lies below it."""

    def path(self, path: str) -> str:
        """Return the sender's path of one of the protocol's."""
        for end in (len(path), *(match.start() for match in reversed([*_STEP.finditer(path)]))):
            if (theirs := self.paths.get(path[:end])) is not None:
                return theirs + path[end:]
        return path

    def text(self, text: str) -> str:
        """Return a sentence that quotes the sender's fields, in backticks as they stand there."""
        if not self.paths:
            return text
        return _QUOTED.sub(lambda match: f"`{self.path(match[1])}`", text)

    def refusal(self, refusal: Refusal) -> Refusal:
        """Return a refusal whose errors and sentence name the sender's fields."""
        if not self.paths:
            return refusal
        errors = tuple(
            replace(error, path=self.path(error.path), message=self.text(error.message))
            for error in refusal.errors
        )
        message = refusal.message
        for ours, theirs in zip(refusal.errors[:1], errors, strict=False):
            message = message.replace(
                f"{ours.path} {ours.message}", f"{theirs.path} {theirs.message}"
            )
        return replace(refusal, message=self.text(message), errors=errors)


class Dialect(Protocol):
    """How one system spells its alerts.

    All of it is asked before the sender is known: nothing may raise, whatever the message holds.
    """

    @property
    def name(self) -> str:
        """Return the name by which a bot's setting `dialect` chooses it."""

    def recognises(self, message: Mapping[str, object]) -> bool:
        """Return whether a message is in this dialect, as far as its fields' names tell.

        Secrets tell nothing: the message may come from the signal log, where they are hidden.
        """

    def credentials(self, message: Mapping[str, object]) -> tuple[str, str]:
        """Return key and secret by which the sender is known; "" for what is missing."""

    def secrets(self, message: Mapping[str, object]) -> SecretValues:
        """Return the values that no text may repeat, as they are spelled."""

    def translate(self, message: Mapping[str, object]) -> Translation:
        """Return the message in the protocol's fields, credentials left out or not."""
