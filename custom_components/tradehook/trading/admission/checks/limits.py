"""A bot's limits: positions, entry size, what is invested, pauses, and losses."""

from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from math import ceil

from ...common.time_spans import is_future
from ...model.market import Market
from ...model.position import ZERO, Position, is_unplaced
from ...position.entry_ladder import planned_ladder, planned_notional
from ...position.unfilled_entries import additions, initial_amount, planned_amount
from ...reasons.money import amount_of
from ...reasons.reasons import ReasonCode, Refused, refuse
from ...settings.settings import BotSettings
from ...signal.actions import action_row
from ...signal.signal import Action
from ..model import AdmissionContext


class HaltReason(StrEnum):
    """Which losses halted a bot."""

    DAILY_LOSS = "daily_loss"
    """Clears at local midnight."""
    CONSECUTIVE_LOSSES = "consecutive_losses"
    """Clears when the bot is started."""

    @property
    def sentence(self) -> str:
        """Return it as the end of a sentence, with what ends it."""
        return {
            "daily_loss": "its daily loss limit is reached, it runs again at midnight or when a "
            "person starts it",
            "consecutive_losses": "too many losses in a row, start it again",
        }[self]


def halt_reason(
    settings: BotSettings, realized_today: Decimal, consecutive_losses: int
) -> HaltReason | None:
    """Return what halts a bot: its profit since local midnight, or its last closed positions."""
    limit = settings.daily_loss_limit
    if limit is not None and realized_today <= -limit and realized_today < 0:
        return HaltReason.DAILY_LOSS
    most = settings.max_consecutive_losses
    if most is not None and consecutive_losses >= max(most, 1):
        return HaltReason.CONSECUTIVE_LOSSES
    return None


def check_readable(context: AdmissionContext, symbol: str) -> None:
    """Refuse new exposure where a position is that nobody can decide for; raises Refused."""
    if symbol in [position.symbol for position in context.unreadable]:
        raise Refused(refuse(ReasonCode.POSITION_UNREADABLE, symbol=symbol))


def check_position_limits(context: AdmissionContext, symbol: str) -> None:
    """Refuse one more position than the bot may have, pending ones counted; raises Refused."""
    own = context.own_positions
    settings = context.settings
    unreadable = len([p for p in context.unreadable if p.bot_id == context.bot_id])
    if len(own) + unreadable + context.taken >= settings.max_positions:
        raise Refused(refuse(ReasonCode.MAX_POSITIONS_REACHED, limit=settings.max_positions))
    limit = settings.max_positions_per_market
    if len([p for p in own if p.symbol == symbol]) + context.taken >= limit:
        raise Refused(refuse(ReasonCode.MAX_POSITIONS_PER_MARKET_REACHED, limit=limit))


def check_cooldown(action: Action, context: AdmissionContext, symbol: str) -> None:
    """Refuse an action that cools down too soon after the market's last entry; raises Refused."""
    last = context.last_entry_at.get(symbol)
    if last is None or not action_row(action).cools_down:
        return
    wait = last + timedelta(seconds=context.settings.cooldown) - context.now
    if wait > timedelta(0) and not is_future(last, context.now):
        seconds = ceil(wait.total_seconds())
        raise Refused(refuse(ReasonCode.COOLING_DOWN, seconds=seconds))


def check_entry_size(market: Market, size: Decimal, limit: Decimal | None) -> None:
    """Refuse an order whose notional is above the bot's maximum; raises Refused."""
    if limit is not None and size > limit:
        raise Refused(
            refuse(
                ReasonCode.MAX_ENTRY_SIZE_EXCEEDED,
                size=amount_of(size, market.quote),
                limit=amount_of(limit, market.quote),
            )
        )


def check_position_size(
    context: AdmissionContext, market: Market, position: Position, amount: Decimal
) -> None:
    """Refuse an increase that could outgrow the position's first entry; raises Refused.

    The ladder of the opening counts and is not limited itself: only what comes later is.
    """
    times = context.settings.max_position_size
    if times is None:
        return
    limit = times * initial_amount(position)
    size = amount + position.size + still_added(position)
    if size > limit:
        raise Refused(
            refuse(
                ReasonCode.MAX_POSITION_SIZE_REACHED,
                size=amount_of(size, market.base),
                limit=amount_of(limit, market.base),
                times=f"{times.normalize():f}",
            )
        )


def still_added(position: Position) -> Decimal:
    """Return the base amount that entries, DCA orders and increases may still add."""
    if is_unplaced(position):
        ladder = planned_ladder(position.plan, position.side)
        return planned_amount(position) * ladder.weight
    return sum((addition.amount for addition in additions(position)), ZERO)


def check_invested(context: AdmissionContext, market: Market, notional: Decimal) -> None:
    """Refuse what would make the bot invest more than it may; raises Refused.

    What a position that can't be read has invested is not known, and may be all of it.
    """
    limit = context.settings.max_invested
    if limit is None:
        return
    for position in context.unreadable:
        if position.bot_id == context.bot_id:
            what = f"what the bot has invested (its position in {position.symbol} can't be read)"
            raise Refused(refuse(ReasonCode.ACCOUNT_NUMBERS_UNKNOWN, what=what))
    invested = notional + sum(map(context.find_committed or committed, context.own_positions), ZERO)
    if invested > limit:
        raise Refused(
            refuse(
                ReasonCode.MAX_INVESTED_REACHED,
                invested=amount_of(invested, market.quote),
                limit=amount_of(limit, market.quote),
            )
        )


def committed(position: Position) -> Decimal:
    """Return what a live position has invested and may still invest, in quote."""
    return position.invested + to_come(position)


def to_come(position: Position) -> Decimal:
    """Return what a live position may still invest, at the prices of its orders, in quote."""
    if is_unplaced(position):
        return planned_notional(position.plan, position.side)
    price = position.anchor or position.plan.accepted_price
    return sum((row.amount * (row.price or price) for row in additions(position)), ZERO)
