"""What comes again: the same message, or an id that an opening has already."""

from dataclasses import replace
from decimal import Decimal

from ...reasons.reasons import ReasonCode, Refusal, refuse, warn
from ...signal.actions import action_row
from ...signal.signal import Signal
from ..model import AdmissionContext, Duplicate, Duplicates

_NO_CONTENT = frozenset({"api_key", "api_secret", "timestamp", "test", "request_id", "max_age"})
"""Fields that say nothing of what a signal asks for."""


def same_body(signal: Signal, duplicates: Duplicates) -> Duplicate | None:
    """Return the duplicate that a message is which was accepted a moment ago.

    An opening of its own that quotes an id is judged by that, and so is what has a request_id.
    """
    row = action_row(signal.action)
    if duplicates.same_body_signal_id is None:
        return None
    if not row.deduplicated:
        return None
    if signal.request_id is not None and signal.strategy is None:
        return None
    quotes = signal.strategy is None and row.opens and not row.leaves
    if quotes and duplicates.claimed_signal_id is not None:
        return None
    return Duplicate(duplicates.same_body_signal_id)


def used_id(signal: Signal, duplicates: Duplicates) -> Duplicate | Refusal | None:
    """Return what an opening is whose id an accepted one has: the same again, or refused."""
    if not action_row(signal.action).opens or duplicates.claimed_signal_id is None:
        return None
    if duplicates.claim_ended:
        return refuse(ReasonCode.SIGNAL_ID_REUSED, signal_id=duplicates.claimed_signal_id)
    return Duplicate(duplicates.claimed_signal_id, by_id=True)


def used_request(signal: Signal, duplicates: Duplicates) -> Duplicate | Refusal | None:
    """Return what a signal is whose request_id an accepted one has: the same again, or refused."""
    if signal.request_id is None or duplicates.request_signal_id is None:
        return None
    if duplicates.request_differs:
        return refuse(ReasonCode.REQUEST_ID_REUSED, request_id=signal.request_id)
    return Duplicate(duplicates.request_signal_id)


def is_once_only(signal: Signal) -> bool:
    """Return whether a signal claims its request_id: it adds exposure, reduces or modifies."""
    once = action_row(signal.action).claims_request or signal.strategy is not None
    return signal.request_id is not None and once


def is_alive(signal_id: str | None, context: AdmissionContext) -> bool:
    """Return whether anything is left of the opening with an id, or is still to come of it."""
    return any(p.signal_id == signal_id for p in context.own_positions) or any(
        reverse.signal.signal_id == signal_id for reverse in context.reverses
    )


def reused(used: Duplicate | Refusal) -> Refusal:
    """Return why a used id opens nothing, be its opening alive or over."""
    if isinstance(used, Refusal):
        return used
    return refuse(ReasonCode.SIGNAL_ID_REUSED, signal_id=used.signal_id)


def differs(signal: Signal, original: Signal) -> str | None:
    """Return the warning for a signal that has another one's id, but not its content."""
    if content(signal) == content(original):
        return None
    return warn(ReasonCode.SIGNAL_ID_REUSED, signal_id=signal.signal_id)


def content(signal: Signal) -> Signal:
    """Return what a signal asks for, whoever sent it, when, and as a test or not."""
    given = signal.given - _NO_CONTENT
    return replace(
        signal,
        given=given,
        timestamp=None,
        max_age=None,
        test=False,
        request_id=None,
        by_coin=False,
        size_factor=Decimal(1),
        warnings=(),
    )
