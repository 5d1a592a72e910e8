"""What a venue says of money that is not believed at once: it is asked again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from ....trading.model.market import Market, MarketType, OrderSide
from ...port.exchange import Balance, FillKey, FillReport

MOST_FEE: Final = Decimal("0.05")
"""What part of a trade its fee is at the most."""
LEAP: Final = 2
"""How many times more, or less, a balance is not believed to be from one answer to the next."""
SAME: Final = Decimal("0.01")
"""By what part two answers may differ that say the same: prices and fees move in between."""
LATE: Final = timedelta(minutes=1)
"""How long before a look a trade may have been of which the balances know nothing yet."""
ZERO, HUNDRED = Decimal(0), Decimal(100)


class OwnTrades:
    """What our own trades on spot have brought and taken since the balances were looked at.

    The result of a perpetual position is not told with its trades: these explain nothing.
    """

    def __init__(self) -> None:
        self._looked_at = datetime.min.replace(tzinfo=UTC)
        self._changes: dict[FillKey, tuple[datetime, Mapping[str, Decimal]]] = {}
        """When a trade was, and what it has changed."""
        self._taken: dict[str, Decimal] = {}
        self._brought: dict[str, Decimal] = {}
        """What all of them have taken (below 0), and brought, by currency."""

    def take(self, fill: FillReport, market: Market) -> None:
        """Hear of a trade, however often."""
        if market.market_type is MarketType.SPOT and self._counts(fill.at):
            key = fill.key
            self._forget(key)
            changes = _changes(fill, market)
            self._changes[key] = fill.at, changes
            self._sum_up(changes, 1)

    def bounds(self, before: Mapping[str, Decimal]) -> Mapping[str, tuple[Decimal, Decimal]]:
        """Return between what balances may be: each trade may be in them by now, or not yet."""
        taken, brought = self._taken, self._brought
        return {
            name: (max(held + taken.get(name, ZERO), ZERO), held + brought.get(name, ZERO))
            for name, held in before.items()
        }

    def looked(self, at: datetime) -> None:
        """Forget what is in balances that were asked for at this time."""
        self._looked_at = at
        for key in [key for key, told in self._changes.items() if not self._counts(told[0])]:
            self._forget(key)

    def _forget(self, key: FillKey) -> None:
        if (told := self._changes.pop(key, None)) is not None:
            self._sum_up(told[1], -1)

    def _sum_up(self, changes: Mapping[str, Decimal], sign: int) -> None:
        for name, change in changes.items():
            sums = self._taken if change < ZERO else self._brought
            sums[name] = sums.get(name, ZERO) + sign * change

    def _counts(self, at: datetime) -> bool:
        return at - self._looked_at >= -LATE


def _changes(fill: FillReport, market: Market) -> Mapping[str, Decimal]:
    """Return what a trade has brought, and taken (below 0), by currency."""
    sign = 1 if fill.side is OrderSide.BUY else -1
    changes: defaultdict[str, Decimal] = defaultdict(Decimal)
    changes[market.base] += sign * fill.amount
    changes[market.quote] -= sign * fill.amount * fill.price
    changes[fill.fee_currency] -= fill.fee
    return changes


def has_plausible_fee(fill: FillReport, market: Market) -> bool:
    """Return whether a fee is a small part of its trade, as far as its worth is known.

    Of the dust of a trade a fee may be more: venues round it up.
    """
    cost = fill.amount * fill.price
    if fill.fee_currency == market.base:
        worth = fill.fee * fill.price
    elif fill.fee_currency == market.quote:
        worth = fill.fee
    else:
        worth = fill.fee * (fill.fee_price or ZERO)
    return abs(worth) <= MOST_FEE * max(cost, market.min_cost or ZERO)


def usual_fee(fill: FillReport, market: Market, percent: Decimal) -> tuple[Decimal, str]:
    """Return what a trade costs usually, in the currency of its own that it was told in."""
    if fill.fee_currency == market.base:
        return fill.amount * percent / HUNDRED, market.base
    return fill.amount * fill.price * percent / HUNDRED, market.quote


def leaps(
    before: Mapping[str, Balance], now: Mapping[str, Balance], own: OwnTrades
) -> frozenset[str]:
    """Return the currencies of which there is not to be believed how much there is.

    What our own trades have changed is no reason for a doubt.
    """

    def found() -> Iterator[str]:
        totals = {name: held.total for name, held in before.items() if held.total > ZERO}
        for name, (least, most) in own.bounds(totals).items():
            if not least / LEAP <= _total(now, name) <= most * LEAP:
                yield name

    return frozenset(found())


def agree(one: Mapping[str, Balance], other: Mapping[str, Balance], names: frozenset[str]) -> bool:
    """Return whether two answers say the same of some currencies."""
    return all(
        abs(_total(one, name) - _total(other, name))
        <= SAME * max(abs(_total(one, name)), abs(_total(other, name)))
        for name in names
    )


def told_totals(balances: Mapping[str, Balance], names: frozenset[str]) -> str:
    """Return what an answer says of some currencies, as in `0.5 BTC, 10 USDT`."""
    return ", ".join(f"{_total(balances, name).normalize():f} {name}" for name in sorted(names))


def _total(balances: Mapping[str, Balance], name: str) -> Decimal:
    held = balances.get(name)
    return held.total if held else ZERO
