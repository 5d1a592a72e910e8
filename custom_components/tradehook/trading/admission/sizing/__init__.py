"""How much."""

from .allocation import left_out, scaled, split
from .entry_plan import unsized_plan
from .held_ladder import present_ladder, present_plan
from .sizing import Sizing, loss_at_stop

__all__ = [
    "Sizing",
    "left_out",
    "loss_at_stop",
    "present_ladder",
    "present_plan",
    "scaled",
    "split",
    "unsized_plan",
]
