"""Signals that come together in one array: each is judged by what those before it will leave."""

from .foreseen import world_after
from .status import array_status

__all__ = ["array_status", "world_after"]
