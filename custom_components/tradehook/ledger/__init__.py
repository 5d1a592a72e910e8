"""What must survive a crash: signals, intents, orders, fills, positions and links."""

from .errors import (
    LedgerConflictError,
    LedgerCursorError,
    LedgerError,
    LedgerTooNewError,
    LedgerUnavailableError,
    LedgerWriteError,
)
from .ledger import Ledger
from .records import (
    LEAVE,
    Batch,
    BotRecord,
    FactRecord,
    FillRecord,
    LinkRecord,
    OrderRecord,
    PaperRecord,
    PositionRecord,
    SettingsRecord,
    SignalRecord,
    SignalUpdate,
    Totals,
)
from .retention import COPIED_AT

__all__ = [
    "COPIED_AT",
    "LEAVE",
    "Batch",
    "BotRecord",
    "FactRecord",
    "FillRecord",
    "Ledger",
    "LedgerConflictError",
    "LedgerCursorError",
    "LedgerError",
    "LedgerTooNewError",
    "LedgerUnavailableError",
    "LedgerWriteError",
    "LinkRecord",
    "OrderRecord",
    "PaperRecord",
    "PositionRecord",
    "SettingsRecord",
    "SignalRecord",
    "SignalUpdate",
    "Totals",
]
