"""Exits that the market has passed already: what is bought would be sold at once."""

from collections.abc import Iterator
from decimal import Decimal

from ...model.inputs import MarketContext
from ...model.market import Quote, Side
from ...model.plan import Plan
from ...model.position import Position
from ...model.price_math import has_reached, is_beyond
from ...model.sections import PriceLevel
from ...reasons.reasons import ReasonCode, Refusal, refuse
from ...reasons.text import plain


def passed_exit(plan: Plan, side: Side, price: Decimal) -> Refusal | None:
    """Return the refusal of an opening one of whose fixed exits would act at once; None = none.

    `price` is that of the market at which the entry trades (`entry_rungs.traded_at`).
    """
    for path, exit_price, protects in _fixed(plan):
        acts = is_beyond if protects else has_reached
        if acts(side, price, exit_price):
            return exits_already_passed(path, exit_price, price)
    return None


def trades_at(limit: Decimal | None, side: Side, quote: Quote) -> Decimal:
    """Return the price of the market at which an order trades: its limit where it rests."""
    touch = quote.ask if side is Side.LONG else quote.bid
    rests = limit is not None and side.sign * (limit - touch) < 0
    return limit if limit is not None and rests else quote.last


def is_held_back(position: Position, limit: Decimal | None, situation: MarketContext) -> bool:
    """Return whether what adds to a position waits: its stop would sell what is bought at once.

    `limit` is where it would rest; None = only the market is compared. Without a price that can't
    be told.
    """
    stop, quote = position.present_stop, situation.quote
    if stop is None or position.size <= 0:
        return False
    side = position.side
    return quote is None or is_beyond(side, trades_at(limit, side, quote), stop)


def has_fixed_exit(plan: Plan) -> bool:
    """Return whether an exit has a price of its own, so that the market may have passed it."""
    stop = plan.stop_loss
    if stop is not None:
        for level in (stop.level, stop.emergency):
            if level is not None and level.price is not None:
                return True
    return bool([target for target in plan.take_profit if target.level.price is not None])


def exits_already_passed(path: str, exit_price: Decimal, market_price: Decimal) -> Refusal:
    """Return the refusal that names an exit and the price that has passed it."""
    prices = {"exit_price": plain(exit_price), "market_price": plain(market_price)}
    summary = f"{path} is {prices['exit_price']}, the market is at {prices['market_price']}"
    return refuse(ReasonCode.EXITS_ALREADY_PASSED, summary=summary).with_details(prices)


def _fixed(plan: Plan) -> Iterator[tuple[str, Decimal, bool]]:
    """Yield path and price of each fixed exit, and whether it is a stop."""
    stop = plan.stop_loss
    levels: list[tuple[str, PriceLevel | None]] = []
    if stop is not None:
        levels = [
            ("stop_loss.stop_price", stop.level),
            ("stop_loss.emergency_stop_price", stop.emergency),
        ]
    for path, level in levels:
        if level is not None and level.price is not None:
            yield path, level.price, True
    for leg, target in enumerate(plan.take_profit):
        if target.level.price is not None:
            yield f"take_profit[{leg}].price", target.level.price, False
