"""How venues mark what they did to a position by themselves.

That is a liquidation, whole or in part, deleveraging for somebody else's, and the settlement of a
contract that ends. Of each field: what it says of such an order or trade.
"""

from collections.abc import Mapping
import re
from typing import Any, Final

_BINANCE = r"(autoclose-|adl_autoclose|settlement_autoclose-).*"
_MARKS: Final[Mapping[str, Mapping[str, str]]] = {
    # The client order id, by its names in streams and in answers.
    "BIFU": {"c": _BINANCE, "clientOrderId": _BINANCE},
    "BYBIF": {"execType": "BustTrade|AdlTrade|Settle|Delivery"},
    "OKEXF": {
        "subType": "10[0-7]|11[23]|12[5-8]",
        "category": "full_liquidation|partial_liquidation|adl|delivery",
    },
    "KUCNF": {"tradeType": "liquid|adl|settlement"},
    "GATEF": {"text": r"(hedge-)?liq-.*|liquidation|auto_deleveraging|\w+_liquidate|settlement"},
    "BITGF": {"tradeSide": "(burst|offset|delivery|dte_sys_adl)_.+|reduce_(close|buy|sell)_.+"},
    "HYPERLIQUIDF": {"dir": "Liquidated .+|Auto-Deleveraging|Settlement"},
    # Being an assignee makes a position larger: somebody else's is taken over.
    "KRKNF": {"fillType": "liquidation|assignor|unwindBankrupt|unwindCounterparty"},
}
_PATTERNS: Final = {
    code: {name: re.compile(words) for name, words in marks.items()}
    for code, marks in _MARKS.items()
}


def marks_forced_trades(code: str) -> bool:
    """Return whether it is known how a venue marks them."""
    return code in _MARKS


def is_forced(code: str, told: Mapping[str, Any]) -> bool:
    """Return whether a venue says of an order or a trade that it has made it by itself."""
    if str(told.get("enterPointSource") or "sys").lower() != "sys":
        return False  # Bitget: what reduces by our order is called nearly the same
    return any(
        pattern.fullmatch(str(told.get(name) or ""))
        for name, pattern in _PATTERNS.get(code, {}).items()
    )
