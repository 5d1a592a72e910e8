"""Which exchange, symbol and positions are meant."""

from .selection import (
    check_exchange,
    check_picked,
    check_quote,
    enlarged,
    find_exit_market,
    find_market,
    missing,
    picked,
    picked_reverses,
    symbol_assumed,
)
from .symbols import ResolvedSymbols, resolve_symbol

__all__ = [
    "ResolvedSymbols",
    "check_exchange",
    "check_picked",
    "check_quote",
    "enlarged",
    "find_exit_market",
    "find_market",
    "missing",
    "picked",
    "picked_reverses",
    "resolve_symbol",
    "symbol_assumed",
]
