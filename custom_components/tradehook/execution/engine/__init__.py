"""Queues, decisions and orders of the markets."""

from .engine import DecisionTerms, Engine, EngineState
from .market_queue import Found, MarketQueues
from .price_triggers import QuoteCache
from .step import NOTHING, Steps
from .unrecorded_exits import UnrecordedExits, found_exits

__all__ = [
    "NOTHING",
    "DecisionTerms",
    "Engine",
    "EngineState",
    "Found",
    "MarketQueues",
    "QuoteCache",
    "Steps",
    "UnrecordedExits",
    "found_exits",
]
