"""Which fields of the one row of a position, signal or fill are shown where, and in what order.

`account`, `bot` and `entity_id` are added by who knows the entities.
"""

from collections.abc import Iterable, Mapping
from typing import Final

POSITION_ANSWER: Final = (
    "position_id",
    "entity_id",
    "bot",
    "account",
    "symbol",
    "side",
    "status",
    "size",
    "entry_price",
    "mark_price",
    "invested",
    "realized_profit",
    "unrealized_profit",
    "profit_percentage",
    "leverage",
    "signal_id",
    "opened_at",
    "closed_at",
    "close_reason",
    "take_profit",
    "stop_loss",
    "orders",
    "stop_price",
    "no_stop",
    "next_target_price",
    "liquidation_price",
    "margin",
    "roe_percentage",
    "fees",
    "funding",
    "exit_price",
    "duration",
    "tags",
    "risk",
    "waiting",
    "r_multiple",
    "profit_before_adoption",
    "note",
)
"""A position as the action `get_positions` answers it."""

POSITION_ATTRIBUTES: Final = (
    "position_id",
    "signal_id",
    "status",
    "size",
    "entry_price",
    "invested",
    "leverage",
    "opened_at",
    "take_profit",
    "stop_loss",
    "orders",
    "stop_price",
    "no_stop",
    "next_target_price",
    "waiting",
    "margin",
    "fees",
    "funding",
    "tags",
    "risk",
)
"""A position as its sensor has it: what changes with its own events, not with every price."""

NEW_SINCE_0_1: Final = frozenset(
    {
        "duration",
        "exit_price",
        "funding",
        "liquidation_price",
        "margin",
        "most_at_risk",
        "next_target_price",
        "no_stop",
        "profit_before_adoption",
        "r_multiple",
        "risk",
        "roe_percentage",
        "stop_price",
        "tags",
        "waiting",
    }
)
"""What the row of a position lacks that 0.1.0 has written."""

SIGNAL_ANSWER: Final = (
    "receipt_id",
    "signal_id",
    "bot",
    "received_at",
    "action",
    "symbol",
    "side",
    "status",
    "code",
    "message",
    "payload",
    "position_ids",
    "position_id",
    "remote",
)
"""A row of the signal log as the action `get_signals` answers it."""

FILL_ANSWER: Final = (
    "trade_id",
    "order_id",
    "client_order_id",
    "position_id",
    "symbol",
    "side",
    "price",
    "amount",
    "cost",
    "fee",
    "fee_currency",
    "purpose",
    "time",
    "bot",
    "account",
    "entity_id",
    "fee_value",
    "profit",
)
"""A fill as the action `get_trades` answers it."""


def view(row: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    """Return what a view shows of a row, in its order."""
    return {name: row[name] for name in names}
