"""What a sender or a person is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from ...ledger.records import SignalRecord
from ...trading.admission.arrays import array_status
from ...trading.admission.model import AdmissionContext, Admitted, Duplicate
from ...trading.model.commands import OpenPosition
from ...trading.preview import preview
from ...trading.reasons.reasons import REASONS, ReasonCode, Refusal, refuse, warn

RETRY_AFTER = "Retry-After"
_NO_STOP = (warn(ReasonCode.NO_STOP),)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalResponse:
    """The answer to a signal: HTTP status, JSON body and headers."""

    status: int
    body: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[SignalResponse, ...] | None = None
    """The answers to the signals of an array, in their order; then `body` is empty."""

    @classmethod
    def of_parts(cls, parts: Sequence[SignalResponse]) -> Self:
        """Return the answer to an array of signals."""
        status = array_status([part.status for part in parts])
        headers = parts[0].headers if status == parts[0].status else {}
        return cls(status=status, body={}, headers=headers, parts=tuple(parts))

    @property
    def told(self) -> Mapping[str, object] | list[Mapping[str, object]]:
        """Return the answer's JSON."""
        return self.body if self.parts is None else [part.body for part in self.parts]

    @property
    def recorded(self) -> bool:
        """Return whether the signal is on record, with whatever became of it."""
        return self.status < 500

    @property
    def accepted(self) -> bool:
        """Return whether the signal was not refused (accepted, duplicate or test)."""
        return self.status < 300


def accepted(
    receipt_id: str, admitted: Admitted, position_ids: tuple[str, ...], at: datetime
) -> SignalResponse:
    """Return the answer to a signal that is carried out."""
    body: dict[str, object] = {
        "status": "accepted",
        "receipt_id": receipt_id,
        "signal_id": admitted.signal_id,
    }
    if position_ids:
        body["position_ids"] = list(position_ids)
    opening = admitted.opening
    if opening is not None:
        body["signalBotPositions"] = _as_altrady_says(opening, position_ids, at)
    if (why := admitted.opening_refused) is not None:
        body["opening"] = _opening(why)
    if warnings := [*admitted.warnings, *_unprotected(opening)]:
        body["warnings"] = warnings
    return SignalResponse(status=202, body=body)


def _as_altrady_says(
    opening: OpenPosition, position_ids: tuple[str, ...], at: datetime
) -> dict[str, object]:
    """Return an opening as Altrady answers it: its clients look there for the signal's id."""
    return {
        "id": next(iter(position_ids), None),
        "coinraySymbol": opening.symbol,
        "status": "new",
        "message": None,
        "createdAt": at.isoformat(),
        "signalData": {
            "markAsTest": False,
            "signalId": opening.signal_id,
            "side": str(opening.side),
        },
    }


def _opening(why: Refusal) -> dict[str, object]:
    """Return what became of the opening of an exit that was carried out."""
    return {"status": "refused", "code": why.code.value, "message": why.message}


def repeated(receipt_id: str, found: Duplicate, warning: str | None = None) -> SignalResponse:
    """Return the answer to a signal that was accepted before, perhaps with another content."""
    body: dict[str, object] = {
        "status": "duplicate",
        "receipt_id": receipt_id,
        "signal_id": found.signal_id,
    }
    if warning is not None:
        body["warnings"] = [warning]
    return SignalResponse(status=200, body=body)


def planned(receipt_id: str, admitted: Admitted, context: AdmissionContext) -> SignalResponse:
    """Return the answer to a test."""
    plan = preview(admitted, context)
    body: dict[str, object] = {"status": "test", "receipt_id": receipt_id, "plan": plan}
    if (why := admitted.opening_refused) is not None:
        body["opening"] = _opening(why)
    if warnings := [*plan.get("warnings", ()), *_unprotected(admitted.opening)]:
        body["warnings"] = warnings
    return SignalResponse(status=200, body=body)


def refused(receipt_id: str, refusal: Refusal, retry_after: int | None) -> SignalResponse:
    """Return the answer to a signal that is not carried out."""
    headers = {RETRY_AFTER: str(retry_after)} if retry_after else {}
    body = refusal.as_dict() | {"status": "refused", "receipt_id": receipt_id}
    return SignalResponse(status=refusal.status, body=body, headers=headers)


def answer_of(row: SignalRecord) -> SignalResponse:
    """Return the answer to a signal that is on record already, as it stands there."""
    body: dict[str, object] = {"status": row.status, "receipt_id": row.receipt_id}
    if row.signal_id is not None:
        body["signal_id"] = row.signal_id
    if row.position_ids:
        body["position_ids"] = list(row.position_ids)
    if row.code == ReasonCode.OPENING_REFUSED:
        body["warnings"] = [f"{row.code}: {row.message}"]
    elif row.code is not None:
        body |= {"code": row.code, "error": row.message}
    if row.errors:
        body["errors"] = list(row.errors)
    return SignalResponse(status=_status_of(row), body=body)


def _status_of(row: SignalRecord) -> int:
    if row.status in ("duplicate", "test"):
        return 200
    if row.status != "refused" or row.code is None or row.code not in set(ReasonCode):
        return 202
    return REASONS[ReasonCode(row.code)].status


def unavailable(receipt_id: str) -> SignalResponse:
    """Return the answer to a signal that can't be recorded now."""
    refusal = refuse(ReasonCode.NOT_RECORDED)
    return refused(receipt_id, refusal, None)


def _unprotected(opening: OpenPosition | None) -> tuple[str, ...]:
    """Return the warning that nothing ends a loss of what is opened."""
    return _NO_STOP if opening is not None and opening.plan.stop_loss is None else ()
