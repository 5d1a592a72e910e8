"""What an account is worth, and what it has earned; None wherever a part is not known now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ...exchanges.port.exchange import Balance, Exchange, VenuePosition
from ...trading.common.time_spans import is_older
from ...trading.model.market import MarketType, Side, quote_currency
from ...trading.model.position import Position
from ...trading.model.price_math import PRECISE
from ...trading.position.performance import entry_cost, known_total, percentage, result, total
from ..common.slots import SlotKey
from .position_cache import PositionCache

ZERO = Decimal(0)
RESET_AT = "reset_at"
"""The stored value that says when a paper account was last reset."""

type Amounts = Mapping[str, Decimal]
"""Amounts of money by currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignHoldings:
    """What a venue holds beside what our own results account for."""

    amounts: Amounts
    open_result: Decimal
    """Of perpetual positions that are not ours alone, beside our own, in the account's currency."""


class Portfolio:
    """The account's money numbers in its currency.

    On paper its worth is what it began with and what its positions have come to. On a venue that
    is what the wallet holds, and the open result of the venue's own positions: by their average
    the wallet's result was booked, and not by those of ours that share one.
    """

    def __init__(
        self,
        currency: str,
        exchange: Exchange,
        position_cache: PositionCache,
    ) -> None:
        """Take what the numbers are made of."""
        self.currency = currency
        self._exchange = exchange
        self._position_cache = position_cache
        self.balances: Mapping[str, Balance] = {}
        self.balances_at: datetime | None = None
        self.today: dict[tuple[str, str], Decimal] = {}
        """Realised profit since midnight by bot and quote currency."""
        self.day: datetime | None = None
        """The midnight from which on `today` counts."""
        self.reset_at: datetime | None = None
        """When a paper account was last reset; None = never."""
        self.closed: dict[str, Decimal] = {}
        """Realised profit by quote currency of all positions that are over, of removed bots too."""
        self._held: Sequence[VenuePosition] = ()
        self._wallet = ZERO
        self._settled_at: datetime | None = None

    def load(self, closed: Amounts) -> None:
        """Take the results of all positions that are over, by quote currency."""
        self.closed = dict(closed)

    def today_of(self, bot_id: str, quote: str) -> Decimal:
        """Return what a bot has realized since midnight in a quote currency."""
        return self.today.get((bot_id, quote), ZERO)

    def free_of(self, currency: str) -> Decimal | None:
        """Return what the venue has told to be free of a currency."""
        balance = self.balances.get(currency)
        return None if balance is None else balance.free

    def take(self, balances: Mapping[str, Balance]) -> None:
        """Handle all balances as they are now."""
        self.balances = dict(balances)
        self.balances_at = self._position_cache.now()

    def settle(self, balances: Mapping[str, Balance], held: Sequence[VenuePosition]) -> None:
        """Take wallet and positions of the venue's that belong together: no trade is between."""
        self.take(balances)
        self._wallet = self._balance().total
        self._held = tuple(p for p in held if quote_currency(p.symbol) == self.currency)
        self._settled_at = self.balances_at

    def clear(self) -> None:
        """Know nothing of the venue."""
        self._held, self._settled_at = (), None

    def closed_with(self, position: Position) -> None:
        """Count the result of a position that is over."""
        quote = quote_currency(position.symbol)
        self.closed[quote] = PRECISE.add(self.closed.get(quote, ZERO), position.realized_profit)

    def goes_on(self, position: Position) -> None:
        """Count the result of a closed position no longer: a late trade has opened it again."""
        quote = quote_currency(position.symbol)
        self.closed[quote] = PRECISE.subtract(
            self.closed.get(quote, ZERO), position.realized_profit
        )

    @property
    def free_balance(self) -> Decimal | None:
        """Return what is free to use of the account's currency."""
        return self._balance().free if self._is_recent(self.balances_at) else None

    @property
    def reserved_balance(self) -> Decimal | None:
        """Return what of the account's currency orders hold, and on perpetuals the margin."""
        return self._balance().used if self._is_recent(self.balances_at) else None

    @property
    def equity(self) -> Decimal | None:
        """Return the worth of everything at the present prices."""
        return self.find_equity()

    def find_equity(self) -> Decimal | None:
        """Return `equity`."""
        if self.balances_at is None:
            return None
        paper = self._exchange.resettable
        if paper is not None and paper.start is not None:
            own = [self._in_account(paper.start), self.realized_profit, self.unrealized_profit]
            return known_total(own)
        return self.venue_equity

    @property
    def venue_equity(self) -> Decimal | None:
        """Return the worth of what the venue says that is there, whoever brought or traded it."""
        if self._exchange.market_type is MarketType.LINEAR:
            if not self._is_recent(self._settled_at):
                return None
            return PRECISE.add(self._wallet, total(map(self._open_result, self._held)))
        if not self._is_recent(self.balances_at):
            return None
        return self._in_account({name: held.total for name, held in self.balances.items()})

    def counts(self, currency: str) -> bool:
        """Return whether a currency is a part of what the venue's equity is made of."""
        return self._exchange.market_type is MarketType.SPOT or currency == self.currency

    def foreign(self) -> ForeignHoldings | None:
        """Return what the venue holds that nothing of ours accounts for; None = not known."""
        if self._position_cache.unreadable:
            return None
        if self._exchange.market_type is MarketType.SPOT:
            return self._foreign_on_spot() if self._is_recent(self.balances_at) else None
        return self._foreign_beside_perpetuals() if self._is_recent(self._settled_at) else None

    def _foreign_on_spot(self) -> ForeignHoldings:
        own: dict[str, Decimal] = dict(self.realized)
        for position in self._live():
            base, quote = position.symbol.partition("/")[0], quote_currency(position.symbol)
            sign = Decimal(position.side.sign)
            bought = PRECISE.multiply(position.size, sign)
            own[base] = PRECISE.add(own.get(base, ZERO), bought)
            paid = PRECISE.multiply(position.invested, sign)
            own[quote] = PRECISE.subtract(own.get(quote, ZERO), paid)
        totals = {name: held.total for name, held in self.balances.items()}
        return ForeignHoldings(
            # What is not ours stays the same number: that is nearly all of hundreds of coins.
            amounts=totals
            | {
                name: PRECISE.subtract(totals.get(name, ZERO), amount)
                for name, amount in own.items()
            },
            open_result=ZERO,
        )

    def _foreign_beside_perpetuals(self) -> ForeignHoldings | None:
        """Return wallet and open result less ours; where the venue has merged averages, both."""
        own: dict[tuple[str, Side], list[Position]] = {}
        for position in self._live():
            if position.size > 0 and quote_currency(position.symbol) == self.currency:
                own.setdefault((position.symbol, position.side), []).append(position)
        venue = {(held.symbol, held.side): held for held in self._held}
        amount = PRECISE.subtract(self._wallet, self.realized.get(self.currency, ZERO))
        beside = ZERO
        for key in own.keys() | venue.keys():
            held, ours = venue.get(key), own.get(key, [])
            price = self._position_cache.mark_price(key[0]) or (held.mark_price if held else None)
            if price is None:
                return None
            result = total(position.unrealized(price) for position in ours)
            open_result = PRECISE.subtract(self._open_result(held) if held else ZERO, result)
            if held is not None and held.size == total(position.size for position in ours):
                amount = PRECISE.add(amount, open_result)
            else:
                beside = PRECISE.add(beside, open_result)
        return ForeignHoldings(amounts={self.currency: amount}, open_result=beside)

    @property
    def invested(self) -> Decimal | None:
        """Return the cost of what all positions hold."""
        if self._position_cache.unreadable:
            return None
        return self._in_account(_by_quote((p.symbol, p.invested) for p in self._live()))

    @property
    def unrealized_profit(self) -> Decimal | None:
        """Return the profit of what is held at the present prices."""
        if self._position_cache.unreadable:
            return None
        positions: dict[str, list[Position]] = {}
        for position in self._live():
            positions.setdefault(quote_currency(position.symbol), []).append(position)
        results = {
            quote: self._position_cache.unrealized(held) for quote, held in positions.items()
        }
        known = {quote: profit for quote, profit in results.items() if profit is not None}
        return self._in_account(known) if len(known) == len(results) else None

    @property
    def realized_profit(self) -> Decimal | None:
        """Return the profit of all fills ever, net of fees and funding."""
        return self._in_account(self.realized)

    @property
    def own_result(self) -> Decimal | None:
        """Return what all positions have come to so far, open results in it."""
        return known_total([self.realized_profit, self.unrealized_profit])

    @property
    def realized(self) -> Amounts:
        """Return the profit of all fills ever by quote currency."""
        cache, live = self._position_cache, dict[str, Decimal]()
        for held in (cache.live, cache.unreadable):
            for one in held.values():
                quote = quote_currency(one.symbol)
                live[quote] = PRECISE.add(live.get(quote, ZERO), one.realized_profit)
        return {
            quote: PRECISE.add(self.closed.get(quote, ZERO), live.get(quote, ZERO))
            for quote in self.closed.keys() | live.keys()
        }

    @property
    def realized_profit_today(self) -> Decimal | None:
        """Return the profit of the fills since midnight, net of fees and funding."""
        sums: dict[str, Decimal] = {}
        for (_, quote), profit in self.today.items():
            sums[quote] = PRECISE.add(sums.get(quote, ZERO), profit)
        return self._in_account(sums)

    def slot_profit(self, key: SlotKey) -> Decimal | None:
        """Return a slot's profit in % of the cost of all its entries; None when flat or unknown."""
        held = [p for p in self._position_cache.of_slot(key) if p.average_entry is not None]
        mark_price = self._position_cache.mark_price(key.symbol)
        whole = known_total(result(position, mark_price) for position in held)
        return percentage(whole, total(map(entry_cost, held)))

    def price(self, currency: str) -> Decimal | None:
        """Return what one of a currency is worth; where only the inverse market exists, turned."""
        if currency == self.currency:
            return Decimal(1)
        if (price := self._position_cache.mark_price(f"{currency}/{self.currency}")) is not None:
            return price
        inverse = self._position_cache.mark_price(f"{self.currency}/{currency}")
        return PRECISE.divide(Decimal(1), inverse) if inverse else None

    def _in_account(self, amounts: Amounts) -> Decimal | None:
        return known_total(self._worth(name, amount) for name, amount in amounts.items())

    def _worth(self, currency: str, amount: Decimal) -> Decimal | None:
        if not amount:
            return ZERO
        price = self.price(currency)
        return None if price is None else PRECISE.multiply(amount, price)

    def _open_result(self, held: VenuePosition) -> Decimal:
        """Return a venue's position's open result: at our price, or as old as the look at it."""
        price = self._position_cache.mark_price(held.symbol)
        if price is None:
            price = held.mark_price
        worth = PRECISE.multiply(held.size, PRECISE.subtract(price, held.entry_price))
        return PRECISE.multiply(Decimal(held.side.sign), worth)

    def _live(self) -> Iterable[Position]:
        return self._position_cache.live.values()

    def _balance(self) -> Balance:
        return self.balances.get(self.currency, Balance(free=ZERO, used=ZERO))

    def _is_recent(self, at: datetime | None) -> bool:
        return not is_older(at, self._position_cache.now(), self._position_cache.price_age)


def _by_quote(amounts: Iterable[tuple[str, Decimal]]) -> Amounts:
    """Return the sums of what belongs to markets by their quote currency."""
    sums: dict[str, Decimal] = {}
    for symbol, amount in amounts:
        quote = quote_currency(symbol)
        sums[quote] = PRECISE.add(sums.get(quote, ZERO), amount)
    return sums
