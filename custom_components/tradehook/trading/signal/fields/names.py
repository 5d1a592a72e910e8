"""The names of the protocol's fields."""

from typing import Final

from .modification import CHANGES
from .opening import ENTRY_SIZES
from .sections import SECTION_FIELDS
from .strategy_block import STRATEGY_FIELDS

_COMMON: Final = (
    "api_key",
    "api_secret",
    "action",
    "strategy",
    "exchange",
    "symbol",
    "side",
    "signal_id",
    "test",
    "timestamp",
    "request_id",
    "max_age",
)
_OPENING: Final = (
    "order_type",
    "signal_price",
    "price_offset_percentage",
    *ENTRY_SIZES,
    "leverage",
    "adjust_fee",
    "entry_condition",
    "entry_expiration",
    "dca_orders",
    "dca_rule",
    "take_profit",
    "stop_loss",
    "stop_loss_percentage",
    "tags",
)
FIELDS: Final = frozenset(
    (*_COMMON, *_OPENING, "price", "increase_order", "reduce_order", *CHANGES)
)
"""Every field of the protocol."""
INNER_FIELDS: Final = SECTION_FIELDS | STRATEGY_FIELDS
"""Those that stand within one of them."""
