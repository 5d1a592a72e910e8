"""What is known of the whole account, and what its markets use of its limits."""

from .numbers import AccountNumbers, AddedSize, HeldBeside, HeldPosition
from .usage import MarketUsage, PositionUsage

__all__ = [
    "AccountNumbers",
    "AddedSize",
    "HeldBeside",
    "HeldPosition",
    "MarketUsage",
    "PositionUsage",
]
