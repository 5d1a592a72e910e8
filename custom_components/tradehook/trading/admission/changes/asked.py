"""What was asked of positions and has not been done yet: whoever comes next finds it done."""

from collections.abc import Iterable
from dataclasses import replace

from ...model.facts import InvalidFactError
from ...model.inputs import Input, MarketContext, Modify
from ...model.market import Market
from ...model.position import Position
from ...position.decide import learn
from ...position.evolve.apply import apply
from ...position.rules.stop_loss import armed
from ..model import AdmissionContext


def situation_of(context: AdmissionContext, market: Market) -> MarketContext:
    """Return the market as a change of exits is judged in it: an old price is better than none."""
    return MarketContext(
        market=market,
        quote=context.quotes.get(market.symbol),
        now=context.now,
        hedge_mode=context.hedge_mode,
        spot_fee=context.taker_fee,
        slippage=context.slippage,
    )


def changed(position: Position, event: Input, situation: MarketContext) -> Position:
    """Return a position as what is asked of it leaves it, before anything is ordered."""
    for fact in learn(position, event, situation):
        position = apply(position, fact)
    if isinstance(event, Modify):
        for fact in armed(position, situation):
            position = apply(position, fact)
    return position


def as_asked(context: AdmissionContext, asked: Iterable[tuple[str, Input]]) -> AdmissionContext:
    """Return the world whose positions know what was asked of them, in the order in which it was.

    For the account's limits, an increase that a position knows of is none that is still on its way
    to it; where exits change, the worse of before and after counts until it is done.
    """
    before = {position.position_id: position for position in context.positions}
    known, told, changing = dict(before), set[str](), set[str]()
    for position_id, event in asked:
        position = known.get(position_id)
        market = None if position is None else context.markets.get(position.symbol)
        if position is None or market is None:
            continue
        told.add(position_id)
        if isinstance(event, Modify):
            changing.add(position_id)
        try:
            known[position_id] = changed(position, event, situation_of(context, market))
        except InvalidFactError:
            continue  # by its turn it may be possible: it is decided then
    account = context.account
    if account is not None:
        added = tuple(one for one in account.added if one.position_id not in told)
        worse = (*account.changing, *(before[position_id] for position_id in changing))
        account = replace(account, added=added, changing=worse)
    return replace(context, positions=list(known.values()), account=account)
