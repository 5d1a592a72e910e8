"""What an account has in the markets: what is held, and all that may still be bought."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...model.inputs import MarketContext
from ...model.market import Market, MarketType, quote_currency
from ...model.position import ZERO, Position
from ...position.entry_ladder import Ladder, LadderStep
from ..account_numbers import AccountNumbers, AddedSize, HeldPosition
from ..checks.limits import to_come
from ..model import AdmissionContext, UnreadablePosition
from ..sizing import loss_at_stop, present_ladder, present_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountHoldings:
    """What there is in the markets, ours and beside it."""

    positions: Sequence[Position]
    unreadable: Sequence[UnreadablePosition] = ()
    venue_positions: Sequence[HeldPosition] = ()
    markets: Mapping[str, Market]
    market_type: MarketType
    taker_fee: Decimal = ZERO

    @staticmethod
    def of(context: AdmissionContext, opening: Position | None) -> AccountHoldings:
        """Return what there will be with one more position."""
        return AccountHoldings(
            positions=[*context.positions, *([opening] if opening is not None else [])],
            unreadable=context.unreadable,
            venue_positions=context.venue_positions,
            markets=context.markets,
            market_type=context.market_type,
            taker_fee=context.taker_fee,
        )


def position_exposure(
    position: Position, mark_price: Decimal | None, added: Iterable[AddedSize] = ()
) -> Decimal | None:
    """Return the worth of what a position holds and may still buy, in quote."""
    held = ZERO
    if position.size:
        if mark_price is None:
            return None
        held = abs(position.size) * mark_price
    return held + to_come(position) + sum((one.amount * one.price for one in added), ZERO)


def position_risk(
    position: Position,
    market: Market,
    taker_fee: Decimal,
    mark_price: Decimal | None,
    added: Iterable[AddedSize] = (),
) -> Decimal | None:
    """Return what its stop would lose of the average after the whole ladder, fees in it, in quote.

    At least 0; a cool-down counts at its emergency stop, and without a stop it is the worth.
    """
    added = tuple(added)
    ladder, amount = _ladder(position, added)
    if amount <= 0:
        return ZERO
    situation = MarketContext(market=market, quote=None, now=position.opened_at)
    loss = loss_at_stop(present_plan(position, situation), ladder, taker_fee, ZERO)
    if loss is None:
        return position_exposure(position, mark_price, added)
    return max(loss * amount, ZERO)


def _ladder(position: Position, added: Sequence[AddedSize]) -> tuple[Ladder, Decimal]:
    """Return what is held and rests, with what is still to be ordered."""
    ladder, amount = present_ladder(position)
    price = position.anchor or position.plan.accepted_price
    waiting = [(r.amount, r.price or price) for r in position.requests if r.amount > 0]
    waiting += [(one.amount, one.price) for one in added]
    if position.entry_to_place > 0:
        waiting.append((position.entry_to_place, price))
    if not waiting:
        return ladder, amount
    if amount <= 0:
        (amount, entry), *waiting = waiting
        ladder = Ladder(position.side, entry)
    steps = tuple(LadderStep(at, part / amount) for part, at in waiting)
    return replace(ladder, dca=(*ladder.dca, *steps)), amount


class AccountUsage:
    """How much of its limits an account uses, in its currency; None = not known now.

    Each number is worked out when it is asked for: most accounts limit a few of them.
    """

    def __init__(self, holdings: AccountHoldings, numbers: AccountNumbers) -> None:
        """Take what there is in the markets, and what it is worth."""
        self._holdings = holdings
        self._numbers = numbers
        self._live = [position for position in holdings.positions if position.is_live]
        self._added: dict[str, list[AddedSize]] = {}
        for one in numbers.added:
            self._added.setdefault(one.position_id, []).append(one)

    def exposure(self, base: str | None = None) -> Decimal | None:
        """Return the worth of everything, or of one base currency in all of its markets."""
        amounts = self._of_all(self._exposure)
        if base is not None:
            amounts = [one for one in amounts if one[1] is None or one[0].partition("/")[0] == base]
        return _total(amounts, self._numbers)

    @property
    def open_risk(self) -> Decimal | None:
        """Return what all stops would lose together."""
        return _total(self._of_all(self._risk), self._numbers)

    @property
    def open_positions(self) -> int:
        """Return how many there are, those that the venue shows beside ours too."""
        beside = sum(1 for _ in _beside(self._holdings, self._numbers))
        return len(self._live) + len(self._holdings.unreadable) + beside

    def _of_all(
        self, amount: Callable[[Position], Decimal | None]
    ) -> list[tuple[str, Decimal | None]]:
        """Return the market of each position with its amount, and of what lies beside."""
        found = [(position.symbol, amount(position)) for position in self._live]
        found += _beside(self._holdings, self._numbers)
        if self._holdings.unreadable or not self._venue_known:
            found.append(("/", None))
        return found

    @property
    def _venue_known(self) -> bool:
        linear = self._holdings.market_type is MarketType.LINEAR
        return self._numbers.venue_known or not linear

    def _exposure(self, position: Position) -> Decimal | None:
        mark_price = self._numbers.mark_price(position.symbol)
        return position_exposure(position, mark_price, self._added_to(position))

    def _risk(self, position: Position) -> Decimal | None:
        market = self._holdings.markets.get(position.symbol)
        if market is None:
            return None
        mark_price = self._numbers.mark_price(position.symbol)
        added = self._added_to(position)
        return position_risk(position, market, self._holdings.taker_fee, mark_price, added)

    def _added_to(self, position: Position) -> Sequence[AddedSize]:
        return self._added.get(position.position_id, ())


def _beside(
    holdings: AccountHoldings, numbers: AccountNumbers
) -> Iterable[tuple[str, Decimal | None]]:
    """Yield market and worth of what the venue holds beyond our own positions.

    No stop of ours bounds it: its risk is its worth.
    """
    for held in holdings.venue_positions:
        own = sum(
            p.size
            for p in holdings.positions
            if p.is_live and p.symbol == held.symbol and p.side is held.side
        )
        foreign = held.size - own
        market = holdings.markets.get(held.symbol)
        if foreign <= 0 or (market is not None and foreign < market.amount_step):
            continue
        mark_price = numbers.mark_price(held.symbol)
        if mark_price is None:
            mark_price = held.mark_price
        yield held.symbol, None if mark_price is None else foreign * mark_price


def _total(
    amounts: Iterable[tuple[str, Decimal | None]], numbers: AccountNumbers
) -> Decimal | None:
    """Return amounts in the quote currencies of markets as one in the account's currency."""
    total = ZERO
    for symbol, amount in amounts:
        if amount is None:
            return None
        price = numbers.price_of(quote_currency(symbol)) if amount else ZERO
        if price is None:
            return None
        total += amount * price
    return total
