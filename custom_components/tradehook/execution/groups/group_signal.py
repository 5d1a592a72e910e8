"""A signal that came to a group: its children, and what has become of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
import hashlib
from typing import Any, Final, Self

from ...ledger.records import SignalRecord
from ...trading.reasons.reasons import ReasonCode, Refusal
from ...trading.reasons.text import plain
from ..common.rows import GroupChildRow, GroupSignalRow
from ..common.serializers import time
from ..signals import SignalResponse
from .children import GroupChild
from .terms import GroupMember

QUEUED: Final = "queued"
"""The status of a child that its bot could not record yet."""
ACCEPTED: Final = "accepted"
GROUP_OUTCOMES: Final = (
    ACCEPTED,
    "refused",
    "duplicate",
    "test",
    "failed",
    "expired",
    QUEUED,
)
"""What can become of a group's signal."""
_DOING: Final = "group"
_OF_ALL: Final = ("test", "duplicate", QUEUED, "expired", "failed")
"""What a group says where no bot has accepted, the first that one of them says."""
_OF_FIRST: Final = ("code", "error", "errors", "dialect", "instead", "notes")
"""What a group that is refused by all says as its first bot does."""
_STATUS_OF: Final = {"test": 200, "duplicate": 200, QUEUED: 200}


@dataclass(slots=True, kw_only=True)
class ChildSignal:
    """One bot's part of a group's signal."""

    member: GroupMember
    receipt_id: str
    answer: SignalResponse | None = None
    """None while its bot has not recorded it."""

    @classmethod
    def of(cls, member: GroupMember, receipt_id: str) -> Self:
        """Return the part of a bot in the signal with this receipt; it always has the same id."""
        made = hashlib.sha256(f"{receipt_id}:{member.bot_id}".encode()).hexdigest()
        return cls(member=member, receipt_id=made[:32])

    @property
    def status(self) -> str:
        """Return what has become of it."""
        return QUEUED if self.answer is None else str(self.answer.body["status"])

    def as_data(self) -> dict[str, Any]:
        """Return it as the ledger keeps it."""
        member, answer = self.member, self.answer
        return {
            "bot_id": member.bot_id,
            "account_id": member.account_id,
            "name": member.name,
            "size_factor": plain(member.size_factor),
            "receipt_id": self.receipt_id,
            "answer": None if answer is None else [answer.status, _kept(answer.body)],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return what `as_data` has kept."""
        member = GroupMember(
            account_id=data["account_id"],
            bot_id=data["bot_id"],
            name=data["name"],
            size_factor=Decimal(data["size_factor"]),
        )
        answer = None
        if (kept := data["answer"]) is not None:
            answer = SignalResponse(status=kept[0], body=kept[1])
        return cls(member=member, receipt_id=data["receipt_id"], answer=answer)

    def row(self) -> GroupChildRow:
        """Return it as people read it."""
        body = {} if self.answer is None else self.answer.body
        return {
            "bot_id": self.member.bot_id,
            "account_id": self.member.account_id,
            "name": self.member.name,
            "receipt_id": self.receipt_id,
            "size_factor": plain(self.member.size_factor),
            "status": self.status,
            "code": _text(body.get("code")),
            "message": _text(body.get("error")),
            "signal_id": _text(body.get("signal_id")),
            "position_ids": _texts(body.get("position_ids")),
        }


@dataclass(slots=True, kw_only=True)
class GroupSignal:
    """A signal that a group has recorded, to be handed to its bots."""

    receipt_id: str
    at: datetime
    body: str
    """The message without credentials and exchange."""
    digest: str | None
    exits: bool
    """It only lowers exposure or steers bots: it goes to all at once, and waits for ever."""
    may_exit: bool
    """It closes something, whatever else it asks for."""
    array: str | None = None
    """The receipt of the first signal of its message; None = the message is no list of signals."""
    index: int = 0
    """Its place in the message."""
    token: str | None = None
    """The digest of another system's token: only a bot that has learned it hears this."""
    signal_id: str | None = None
    remote: str | None = None
    opening_refused: Refusal | None = None
    retry_after: int | None = None
    children: Sequence[ChildSignal] = ()
    called_off: bool = False
    """A later exit has ended what it was to open at bots that had not recorded it by then."""
    told: str | None = field(default=None, compare=False)
    """The status that those who look on know."""

    @property
    def waits(self) -> bool:
        """Return whether a bot has not recorded its part."""
        return any(child.answer is None for child in self.children)

    def child(self, child: ChildSignal) -> GroupChild:
        """Return a part as its bot's account takes it."""
        return GroupChild(
            receipt_id=child.receipt_id,
            bot_id=child.member.bot_id,
            at=self.at,
            text=self.body,
            digest=self.digest,
            size_factor=child.member.size_factor,
            token=self.token,
            remote=self.remote,
            opening_refused=self.opening_refused,
            called_off=self.called_off,
        )

    def answer(self) -> SignalResponse:
        """Return what the sender is told: of the whole, and of each bot by its name."""
        body: dict[str, object] = {"status": ACCEPTED, "receipt_id": self.receipt_id}
        if self.signal_id is not None:
            body["signal_id"] = self.signal_id
        status, said = self._outcome()
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        bots = {
            child.member.name: {"status": QUEUED, "receipt_id": child.receipt_id}
            if child.answer is None
            else dict(child.answer.body)
            for child in self.children
        }
        return SignalResponse(status=status, body=body | said | {"bots": bots}, headers=headers)

    def _outcome(self) -> tuple[int, dict[str, object]]:
        """Return the HTTP status, and what the whole is: accepted if one bot has accepted."""
        said = [child.status for child in self.children]
        if ACCEPTED in said or (self.exits and QUEUED in said):
            return 202, {"status": ACCEPTED}
        for status in _OF_ALL:
            if status in said:
                return _STATUS_OF.get(status, 202), {"status": status}
        first = next(child.answer for child in self.children if child.answer is not None)
        kept = {key: first.body[key] for key in _OF_FIRST if key in first.body}
        return first.status, {"status": "refused", **kept}

    def as_command(self) -> dict[str, Any]:
        """Return what the signal's row keeps besides its columns; the body only while it waits."""
        refused = self.opening_refused
        return {
            "doing": _DOING,
            "signal_id": self.signal_id,
            "array": self.array,
            "index": self.index,
            "token": self.token if self.waits else None,
            "body": self.body if self.waits else None,
            "digest": self.digest,
            "exits": self.exits,
            "may_exit": self.may_exit,
            "opening_refused": refused and [refused.code.value, refused.message],
            "called_off": self.called_off,
            "children": [child.as_data() for child in self.children],
        }

    @classmethod
    def from_row(cls, row: SignalRecord) -> Self | None:
        """Return what a row has kept; None for a row without children."""
        kept = row.command
        if kept is None or kept.get("doing") != _DOING:
            return None
        refused = kept["opening_refused"]
        return cls(
            receipt_id=row.receipt_id,
            at=row.received_at,
            body=kept["body"] or "",
            digest=kept["digest"],
            exits=kept["exits"],
            may_exit=kept["may_exit"],
            array=kept.get("array"),
            index=kept.get("index", 0),
            token=kept.get("token"),
            signal_id=kept["signal_id"],
            remote=row.remote,
            opening_refused=refused and Refusal(ReasonCode(refused[0]), refused[1]),
            children=[ChildSignal.from_data(one) for one in kept["children"]],
            called_off=kept.get("called_off", False),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BotPart:
    """What one bot gets of a message: its child of each of the signals."""

    signals: Sequence[GroupSignal]
    children: Sequence[ChildSignal]

    @property
    def member(self) -> GroupMember:
        """Return the bot."""
        return self.children[0].member

    @property
    def receipt_id(self) -> str:
        """Return by what it is known."""
        return self.children[0].receipt_id

    @property
    def asked(self) -> list[GroupChild]:
        """Return the children as the bot's account takes them."""
        pairs = zip(self.signals, self.children, strict=True)
        return [signal.child(child) for signal, child in pairs]

    def take(self, answers: Iterable[SignalResponse]) -> None:
        """Know what the bot has recorded."""
        for child, answer in zip(self.children, answers, strict=True):
            child.answer = answer


@dataclass(slots=True, kw_only=True)
class GroupMessage:
    """The signals of a message that a group has recorded: one, or those of a list."""

    signals: Sequence[GroupSignal]
    busy: bool = False
    """They are being handed on."""

    @classmethod
    def of_rows(cls, rows: Iterable[SignalRecord]) -> list[Self]:
        """Return the messages of which not every bot has recorded its part."""
        found: dict[str, list[GroupSignal]] = {}
        for row in rows:
            if (signal := GroupSignal.from_row(row)) is not None:
                found.setdefault(signal.array or signal.receipt_id, []).append(signal)
        return [cls(signals=sorted(one, key=lambda each: each.index)) for one in found.values()]

    @property
    def receipt_id(self) -> str:
        """Return by what it is known."""
        return self.signals[0].receipt_id

    @property
    def exits(self) -> bool:
        """Return whether nothing of it adds exposure."""
        return all(signal.exits for signal in self.signals)

    @property
    def may_exit(self) -> bool:
        """Return whether anything of it closes something."""
        return any(signal.may_exit for signal in self.signals)

    @property
    def waiting(self) -> list[BotPart]:
        """Return the parts that their bots have not recorded."""
        parts = zip(*(signal.children for signal in self.signals), strict=True)
        return [
            BotPart(signals=self.signals, children=children)
            for children in parts
            if any(child.answer is None for child in children)
        ]

    def answer(self) -> SignalResponse:
        """Return what the sender is told: of each signal of a list."""
        answers = [signal.answer() for signal in self.signals]
        return answers[0] if self.signals[0].array is None else SignalResponse.of_parts(answers)


def signal_row(record: SignalRecord) -> GroupSignalRow:
    """Return a row of a group's signal log."""
    signal = GroupSignal.from_row(record)
    return {
        "receipt_id": record.receipt_id,
        "received_at": time(record.received_at),
        "signal_id": record.signal_id if signal is None else signal.signal_id,
        "action": record.action,
        "symbol": record.symbol,
        "side": record.side,
        "status": record.status,
        "code": record.code,
        "message": record.message,
        "remote": record.remote,
        "payload": dict(record.payload),
        "bots": [] if signal is None else [child.row() for child in signal.children],
    }


def _kept(body: Mapping[str, object]) -> dict[str, object]:
    """Return of an answer what is shown later: a plan is for whoever asked."""
    names = ("status", "receipt_id", "signal_id", "position_ids", "code", "error")
    return {name: body[name] for name in names if name in body}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []
