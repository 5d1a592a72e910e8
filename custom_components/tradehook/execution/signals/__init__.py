"""Signals: arrival, senders, idempotency, responses."""

from .external_alerts import ExternalAlert, ExternalAlerts
from .idempotency import IdempotencyKeys
from .inbox import Inbox
from .responses import SignalResponse
from .retired_calls import RetiredCalls

__all__ = [
    "ExternalAlert",
    "ExternalAlerts",
    "IdempotencyKeys",
    "Inbox",
    "RetiredCalls",
    "SignalResponse",
]
