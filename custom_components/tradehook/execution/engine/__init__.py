"""Queues, decisions and orders of the markets."""

from .engine import DecisionTerms, Engine, EngineState
from .market_queue import Found, MarketQueues
from .price_triggers import QuoteCache
from .unrecorded_exits import UnrecordedExits, found_exits

__all__ = [
    "DecisionTerms",
    "Engine",
    "EngineState",
    "Found",
    "MarketQueues",
    "QuoteCache",
    "UnrecordedExits",
    "found_exits",
]
