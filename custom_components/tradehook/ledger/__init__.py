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
    BotRow,
    FactRow,
    FillRow,
    LinkRow,
    OrderRow,
    PaperRecord,
    PositionRow,
    SettingsRow,
    SignalRow,
    SignalUpdate,
    Totals,
)
from .retention import COPIED_AT

__all__ = [
    "COPIED_AT",
    "LEAVE",
    "Batch",
    "BotRow",
    "FactRow",
    "FillRow",
    "Ledger",
    "LedgerConflictError",
    "LedgerCursorError",
    "LedgerError",
    "LedgerTooNewError",
    "LedgerUnavailableError",
    "LedgerWriteError",
    "LinkRow",
    "OrderRow",
    "PaperRecord",
    "PositionRow",
    "SettingsRow",
    "SignalRow",
    "SignalUpdate",
    "Totals",
]
