"""What an account has in the markets: what is held, and all that may still be bought."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from ...model.market import Market, MarketType, quote_currency
from ...model.position import ZERO, Position
from ...model.price_math import PRECISE
from ..account_numbers import AccountNumbers, AddedSize, HeldBeside, MarketUsage, PositionUsage
from ..model import AdmissionContext, UnreadablePosition
from .position_usage import usage_in, usage_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountHoldings:
    """What of an account's own there is in the markets."""

    positions: Sequence[Position]
    opening: Position | None = None
    """One more, which is judged."""
    unreadable: Sequence[UnreadablePosition] = ()
    markets: Mapping[str, Market]
    market_type: MarketType
    taker_fee: Decimal = ZERO

    @staticmethod
    def of(context: AdmissionContext, opening: Position | None) -> AccountHoldings:
        """Return what there will be with one more position."""
        return AccountHoldings(
            positions=context.positions,
            opening=opening,
            unreadable=context.unreadable,
            markets=context.markets,
            market_type=context.market_type,
            taker_fee=context.taker_fee,
        )

    @property
    def all(self) -> Iterable[Position]:
        """Return the positions with the one that is judged."""
        return self.positions if self.opening is None else (*self.positions, self.opening)


class AccountUsage:
    """How much of its limits an account uses, in its currency; None = not known now.

    What its positions use as they are is known already; here it is worked out for those alone of
    which something else is judged.
    """

    def __init__(self, holdings: AccountHoldings, numbers: AccountNumbers) -> None:
        """Take what there is in the markets, and what it is worth."""
        self._holdings = holdings
        self._numbers = numbers
        self._markets: dict[str, MarketUsage] = dict(numbers.kept)
        gone, new = _differences(numbers.positions, holdings)
        for position in gone:
            market = self._market(position.symbol)
            self._markets[position.symbol] = market.minus(position, usage_in(market, position))
        for position in new:
            market = self._market(position.symbol)
            self._markets[position.symbol] = market.plus(position, usage_in(market, position))
        self._added: dict[str, list[AddedSize]] = defaultdict(list)
        for one in numbers.added:
            self._added[one.position_id].append(one)
        self._changing = {one.position_id: one for one in numbers.changing}
        self._set_apart()

    def exposure(self, base: str | None = None) -> Decimal | None:
        """Return the worth of everything, or of one base currency in all of its markets."""

        def worth(market: MarketUsage, mark_price: Decimal | None) -> Decimal | None:
            return _worth(market.held, market.to_come, mark_price)

        return self._total(worth, base)

    @property
    def open_risk(self) -> Decimal | None:
        """Return what all stops would lose together; what has none, or is not ours, its worth."""

        def risk(market: MarketUsage, mark_price: Decimal | None) -> Decimal | None:
            if market.market is None and market.count:
                return None
            worth = _worth(market.bare_held, market.bare_to_come, mark_price)
            return None if worth is None else market.risk + worth

        return self._total(risk, None)

    @property
    def open_positions(self) -> int:
        """Return how many there are, those that the venue shows beside ours too."""
        own = sum(market.count for market in self._markets.values())
        return own + len(self._holdings.unreadable) + len(self._beside)

    def _market(self, symbol: str) -> MarketUsage:
        known = self._markets.get(symbol)
        if known is not None:
            return known
        market = self._holdings.markets.get(symbol)
        return MarketUsage(market=market, taker_fee=self._holdings.taker_fee)

    def _set_apart(self) -> None:
        """Take the positions out of the sums that something is on its way to."""
        ids = self._added.keys() | self._changing.keys()
        if not ids:
            return
        for position in self._holdings.all:
            if position.position_id in ids:
                market = self._market(position.symbol)
                if position.position_id not in market.apart:
                    market = market.aside(position, usage_in(market, position))
                self._markets[position.symbol] = market

    def _total(
        self,
        amount: Callable[[MarketUsage, Decimal | None], Decimal | None],
        base: str | None,
    ) -> Decimal | None:
        """Return amounts in the quote currencies of markets as one in the account's currency."""
        if not self._venue_known or any(_counts(one.symbol, base) for one in self._unreadable):
            return None
        with localcontext(PRECISE):
            total = ZERO
            for symbol, market in self._markets.items():
                if _counts(symbol, base):
                    part = self._whole(symbol, market, amount)
                    worth = self._in_account(symbol, part)
                    if worth is None:
                        return None
                    total += worth
            for held in self._beside:
                if _counts(held.symbol, base):
                    worth = self._in_account(held.symbol, self._worth_beside(held))
                    if worth is None:
                        return None
                    total += worth
            return total

    def _whole(
        self,
        symbol: str,
        market: MarketUsage,
        amount: Callable[[MarketUsage, Decimal | None], Decimal | None],
    ) -> Decimal | None:
        """Return an amount of a market, with what is counted apart."""
        if not market.count:
            return ZERO
        mark_price = self._numbers.mark_price(symbol)
        for position in market.apart.values():
            usage = self._usage(position, market, mark_price)
            if usage is None:
                return None
            market = market.and_also(usage)
        return amount(market, mark_price)

    def _usage(
        self, position: Position, market: MarketUsage, mark_price: Decimal | None
    ) -> PositionUsage | None:
        """Return what a position uses with what is on its way to it, the worse of two risks."""
        added = self._added.get(position.position_id, ())
        usage = usage_of(position, market.market, market.taker_fee, mark_price, added)
        changing = self._changing.get(position.position_id)
        if usage is None or changing is None:
            return usage
        after = usage_of(changing, market.market, market.taker_fee, mark_price, added)
        risks = [_risk_of(one, mark_price) for one in (usage, after) if one is not None]
        known = [risk for risk in risks if risk is not None]
        return None if len(known) < 2 else replace(usage, risk=max(known))

    def _worth_beside(self, held: HeldBeside) -> Decimal | None:
        mark_price = self._numbers.mark_price(held.symbol)
        return _worth(held.size, ZERO, held.mark_price if mark_price is None else mark_price)

    def _in_account(self, symbol: str, amount: Decimal | None) -> Decimal | None:
        if not amount:
            return amount
        price = self._numbers.price_of(quote_currency(symbol))
        return None if price is None else amount * price

    @property
    def _unreadable(self) -> Sequence[UnreadablePosition]:
        return self._holdings.unreadable

    @property
    def _venue_known(self) -> bool:
        linear = self._holdings.market_type is MarketType.LINEAR
        return self._numbers.venue_known or not linear

    @property
    def _beside(self) -> list[HeldBeside]:
        """Return what the venue holds beyond our own; no stop of ours bounds its risk."""
        markets = self._holdings.markets
        return [
            held
            for held in self._numbers.beside
            if held.symbol not in markets or held.size >= markets[held.symbol].amount_step
        ]


def _differences(
    known: Sequence[Position], holdings: AccountHoldings
) -> tuple[Iterable[Position], Iterable[Position]]:
    """Return the positions that are judged otherwise than they are known, before and after."""
    new = [] if holdings.opening is None else [holdings.opening]
    if holdings.positions is known:
        return (), new
    left = {id(position): position for position in known}
    new += [one for one in holdings.positions if left.pop(id(one), None) is None and one.is_live]
    return left.values(), new


def _counts(symbol: str, base: str | None) -> bool:
    return base is None or symbol.partition("/")[0] == base


def _worth(size: Decimal, to_come: Decimal, mark_price: Decimal | None) -> Decimal | None:
    if not size:
        return to_come
    return None if mark_price is None else size * mark_price + to_come


def _risk_of(usage: PositionUsage, mark_price: Decimal | None) -> Decimal | None:
    if usage.risk is not None:
        return usage.risk
    return _worth(usage.held, usage.to_come, mark_price)
