"""The plan of an opening: what a signal and a bot's settings come to."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..stored_names import stored
from .market import MarginMode
from .sections import DcaOrder, EntryCondition, EntryExpiration, OrderType, StopLoss, TakeProfit


@stored("Plan", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a position needs to be managed to its end; it keeps the settings of its opening.

    Exactly one of `quote_amount` and `base_amount` sizes the initial entry (as notional).
    """

    order_type: OrderType
    signal_price: Decimal | None
    """The signal's own price: anchor of the DCA distances; None = the price at placement."""
    entry_deviation: Decimal = Decimal(0)
    """Percent by which a limit entry's price is moved to the adverse side of its anchor."""
    entry_offset: Decimal | None = None
    """Percent of the last price at placement by which a limit entry lies better than it, below 0
    worse: instead of a signal price and the deviation."""
    quote_amount: Decimal | None = None
    base_amount: Decimal | None = None
    adjust_fee: bool = False
    leverage: int = 1
    margin_mode: MarginMode | None = None
    condition: EntryCondition | None = None
    expiration: EntryExpiration | None = None
    dca_orders: tuple[DcaOrder, ...] = ()
    take_profit: tuple[TakeProfit, ...] = ()
    stop_loss: StopLoss | None = None
    auto_close: int | None = None
    break_even_offset: Decimal = Decimal(0)
    limit_stop_timeout: int = 10
    stop_on_mark: bool = False
    """Whether the stop is hit by a mark price that comes near the liquidation, too."""
    accepted_at: datetime
    accepted_price: Decimal
    """The last price at acceptance: fixes the direction of an entry condition."""
    send_until: datetime
    """Not sent by then, the opening ends as `expired`; a condition's wait does not count."""
    waits_for: tuple[str, ...] = ()
    """Positions of the bot that were being left at acceptance: placed once these are over."""
