"""Signals that come together in one array: taken together, carried out one after the other."""

from .array_intake import ArrayIntake
from .array_turns import ArrayTurns

__all__ = ["ArrayIntake", "ArrayTurns"]
