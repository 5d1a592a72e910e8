"""How an account writes to its ledger."""

from .batches import position_batch
from .ledger_writer import LedgerWriter

__all__ = [
    "LedgerWriter",
    "position_batch",
]
