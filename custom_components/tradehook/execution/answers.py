"""What a sender or a person is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..trading.codes import Refused

__all__ = ["Answer", "Refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a signal: HTTP status, JSON body and headers."""

    status: int
    body: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def recorded(self) -> bool:
        """Tell whether the signal is on record, with whatever became of it."""
        return self.status < 500

    @property
    def accepted(self) -> bool:
        """Tell whether the signal was not refused (accepted, duplicate or test)."""
        return self.status < 300
