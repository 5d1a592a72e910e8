"""Signals: arrival, senders, idempotency, responses."""

from .external_alerts import ExternalAlert, ExternalAlerts
from .idempotency import IdempotencyKeys
from .inbound_message import InboundMessage
from .inbox import Inbox
from .responses import SignalResponse, answer_of, refused, unavailable
from .retired_calls import RetiredCalls
from .sender_gate import Rejection, SenderGate

__all__ = [
    "ExternalAlert",
    "ExternalAlerts",
    "IdempotencyKeys",
    "InboundMessage",
    "Inbox",
    "Rejection",
    "RetiredCalls",
    "SenderGate",
    "SignalResponse",
    "answer_of",
    "refused",
    "unavailable",
]
