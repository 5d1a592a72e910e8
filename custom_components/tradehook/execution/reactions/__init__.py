"""What follows from a committed step."""

from .account_losses import AccountLosses
from .bot_results import BotResults
from .ended_positions import EndedPositions
from .opening_guard import OpeningGuard
from .position_events import PositionEvents
from .signal_outcomes import SignalOutcomes
from .trading_day import TradingDay

__all__ = [
    "AccountLosses",
    "BotResults",
    "EndedPositions",
    "OpeningGuard",
    "PositionEvents",
    "SignalOutcomes",
    "TradingDay",
]
