"""What an account is worth, and what it has earned."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, localcontext

from ..exchanges.api import Balance, Exchange
from ..trading.levels import PRECISE
from ..trading.market import MarketType
from ..trading.results import entry_cost, percentage, result
from .book import PositionBook
from .slots import SlotKey

ZERO = Decimal(0)


class Numbers:
    """The account's money numbers in its currency; None where nothing is known yet."""

    def __init__(self, currency: str, exchange: Exchange, book: PositionBook) -> None:
        """Take what the numbers are made of."""
        self._currency = currency
        self._exchange = exchange
        self._book = book
        self.balances: Mapping[str, Balance] = {}
        self.balances_at: datetime | None = None
        self.today: dict[str, Decimal] = {}
        """Realised profit since midnight by bot."""
        self.closed_profit = ZERO
        """Realised profit of all positions that are over, those of removed bots too."""

    def take(self, balances: Mapping[str, Balance]) -> None:
        """Take all balances as they are now."""
        self.balances = dict(balances)
        self.balances_at = self._book.now()

    @property
    def free_balance(self) -> Decimal | None:
        """Return what is free to use of the account's currency."""
        return self._balance().free if self.balances_at else None

    @property
    def equity(self) -> Decimal | None:
        """Return the worth of everything at the mark prices; None until all have a price."""
        if self.balances_at is None:
            return None
        if self._exchange.market_type is MarketType.LINEAR:
            live = self._book.live.values()
            return self._balance().total + sum((self._book.unrealized(p) for p in live), ZERO)
        worth = ZERO
        for currency, balance in self.balances.items():
            price = self._price(currency)
            if price is None and balance.total:
                return None
            worth += balance.total * (price or ZERO)
        return worth

    @property
    def invested(self) -> Decimal:
        """Return the cost of what all positions hold."""
        return sum((p.invested for p in self._book.live.values()), ZERO)

    @property
    def unrealized_profit(self) -> Decimal:
        """Return the profit of what is held at the mark prices."""
        return sum((self._book.unrealized(p) for p in self._book.live.values()), ZERO)

    @property
    def realized_profit(self) -> Decimal:
        """Return the profit of all fills ever, net of fees."""
        live = (position.realized_profit for position in self._book.live.values())
        unreadable = (position.realized_profit for position in self._book.unreadable.values())
        return self.closed_profit + sum(live, ZERO) + sum(unreadable, ZERO)

    @property
    def realized_profit_today(self) -> Decimal:
        """Return the profit of the fills since midnight, net of fees."""
        return sum(self.today.values(), ZERO)

    def slot_profit(self, key: SlotKey) -> Decimal | None:
        """Return a slot's profit in % of the cost of all its entries; None when flat or unknown."""
        held = [p for p in self._book.of_slot(key) if p.average_entry is not None]
        mark_price = self._book.mark_price(key.symbol)
        results = [result(position, mark_price) for position in held]
        known = [profit for profit in results if profit is not None]
        if len(known) < len(results):
            return None
        with localcontext(PRECISE):
            return percentage(sum(known, ZERO), sum(map(entry_cost, held), ZERO))

    def _balance(self) -> Balance:
        return self.balances.get(self._currency, Balance(free=ZERO, used=ZERO))

    def _price(self, currency: str) -> Decimal | None:
        if currency == self._currency:
            return Decimal(1)
        return self._book.mark_price(f"{currency}/{self._currency}")
