"""How much."""

from .allocation import left_out, split
from .entry_plan import unsized_plan
from .sizing import Sizing, loss_at_stop

__all__ = [
    "Sizing",
    "left_out",
    "loss_at_stop",
    "split",
    "unsized_plan",
]
