"""The context of a decision and what comes of it."""

from .context import (
    AdmissionContext,
    AlertTimestamps,
    BotState,
    Duplicates,
    PendingReverse,
    UnreadablePosition,
)
from .outcome import Admitted, Duplicate, MissedAlertReport, Reservation, without_opening
from .request import AdmissionRequest

__all__ = [
    "AdmissionContext",
    "AdmissionRequest",
    "Admitted",
    "AlertTimestamps",
    "BotState",
    "Duplicate",
    "Duplicates",
    "MissedAlertReport",
    "PendingReverse",
    "Reservation",
    "UnreadablePosition",
    "without_opening",
]
