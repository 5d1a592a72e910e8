"""A slot: what a bot holds, or ever held, in one market and side."""

from typing import NamedTuple

from ...trading.model.market import Side


class SlotKey(NamedTuple):
    """The key of a slot."""

    bot_id: str
    symbol: str
    side: Side
