"""What was heard of orders and is not told yet: for as long as there is any, they are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(slots=True)
class _Heard:
    trades: set[str] = field(default_factory=set)
    told_trades: set[str] = field(default_factory=set)
    filled: Decimal = ZERO
    is_over: bool = False
    something: bool = False
    """That something is new, but not what."""


class HeardNews:
    """Compares what was heard with what was told since: the venue's answers may be older."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._orders: dict[str, _Heard] = {}

    def something(self, owner: str) -> None:
        """Know that there is news of an order, but not which."""
        self._of(owner).something = True

    def over(self, owner: str) -> None:
        """Know that an order has ended."""
        self._of(owner).is_over = True

    def filled(self, owner: str, amount: Decimal) -> None:
        """Know how much an order has filled."""
        heard = self._of(owner)
        heard.filled = max(heard.filled, amount)

    def trade(self, owner: str, trade_id: str) -> bool:
        """Know of a trade; return whether it is a new one."""
        heard = self._of(owner)
        if trade_id in heard.told_trades:
            return False
        heard.trades.add(trade_id)
        return True

    def told(self, owner: str, trade_ids: Iterable[str] = ()) -> None:
        """Note that news of an order was told, and of which trades."""
        heard = self._of(owner)
        heard.something = False
        told = set(trade_ids)
        heard.told_trades |= told
        # A stream whose ids are not those of the answers can't say which of them is missing.
        heard.trades = heard.trades - told if heard.trades & told or not told else set()

    def is_due(self, owner: str, filled: Decimal) -> bool:
        """Return whether more was heard of an order that goes on than that it has filled so far."""
        heard = self._orders.get(owner)
        return heard is not None and bool(
            heard.something or heard.is_over or heard.trades or heard.filled > filled
        )

    def give_up(self, owner: str) -> None:
        """Expect nothing of an order until more is heard of it."""
        if (heard := self._orders.get(owner)) is not None:
            self._orders[owner] = _Heard(told_trades=heard.told_trades)

    def forget(self, owner: str) -> None:
        """Forget an order that is over."""
        self._orders.pop(owner, None)

    def _of(self, owner: str) -> _Heard:
        return self._orders.setdefault(owner, _Heard())
