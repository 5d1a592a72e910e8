"""Where commands come from: a signal, a person, a link, a switch, or the account itself."""

from dataclasses import dataclass
from enum import StrEnum

from ....ledger.records import LEAVE, NOTHING, Batch, Leave, SignalUpdate


class OriginKind(StrEnum):
    """Who wants a command done."""

    SIGNAL = "signal"
    PERSON = "person"
    """At a button, in an action or in the panel."""
    LINK = "link"
    SWITCH = "switch"
    ACCOUNT = "account"
    """The account itself: a halt, a bot that was removed, what a restart asks for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where commands come from, and what is recorded together with what they lead to."""

    kind: OriginKind
    receipt_id: str | None = None
    """Of a signal."""
    position_ids: tuple[str, ...] | Leave = LEAVE
    """The positions that the signal's row names once its commands are carried out."""
    extra: Batch = NOTHING

    def executed(self) -> SignalUpdate:
        """Return what the row of a signal says whose commands are carried out."""
        return SignalUpdate(
            receipt_id=str(self.receipt_id),
            executed=True,
            command=None,
            position_ids=self.position_ids,
        )


PERSON = Origin(kind=OriginKind.PERSON)
SWITCH = Origin(kind=OriginKind.SWITCH)
ACCOUNT = Origin(kind=OriginKind.ACCOUNT)
