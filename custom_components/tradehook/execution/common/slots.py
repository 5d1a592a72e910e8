"""A slot: what a bot holds, or ever held, in one market and side."""

from dataclasses import dataclass

from ...trading.model.market import Side


@dataclass(frozen=True, slots=True, order=True)
class SlotKey:
    """The key of a slot."""

    bot_id: str
    symbol: str
    side: Side
