"""Whether what a bot's settings lead to can be ordered and paid for, before there is any signal."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal, localcontext

from .admission.open_warnings import opening_warnings
from .admission.sizing import loss_at_stop
from .model.inputs import MarketContext
from .model.market import Market, MarketType, Quote, Side
from .model.plan import Plan
from .model.price_math import PRECISE, settled
from .position.entries.entry_rungs import entry_rung
from .position.entry_ladder import Ladder, expected_ladder
from .reasons.money import CENT, FINE, amount_of
from .reasons.reasons import FieldError
from .settings.settings import BotSettings, SizeType

_HUNDRED = Decimal(100)
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing of what is checked here depends on the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotMarket:
    """What a bot is going to trade on; the market stands for all that it may trade.

    `balance` is all that the account has of the market's quote currency, None when nobody knows;
    `markets` is how many markets the bot may trade; `taker_fee` and `slippage` are
    rates (0.001 = 0.1 %).
    """

    market: Market
    price: Decimal
    balance: Decimal | None = None
    markets: int = 1
    taker_fee: Decimal = Decimal(0)
    slippage: Decimal = Decimal(0)
    hedge_mode: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderCheck:
    """What was found; errors name the settings that every opening would be refused for."""

    errors: tuple[FieldError, ...] = ()
    warnings: tuple[str, ...] = ()


def check_ladder(settings: BotSettings, ground: BotMarket) -> LadderCheck:
    """Check the entry, the DCA orders and the exits of a bot's own settings.

    A size in percent depends on a balance that changes, so what is too small of it is a warning.
    """
    with localcontext(PRECISE):
        side = Side.LONG if Side.LONG in settings.sides else Side.SHORT
        plan = _unsized(settings, ground.price)
        quote = Quote(bid=ground.price, ask=ground.price, last=ground.price, at=_NEVER)
        situation = MarketContext(
            market=ground.market, quote=quote, now=_NEVER, spot_fee=ground.taker_fee
        )
        ladder = expected_ladder(plan, side, ground.market, quote)
        worth = _entry_worth(settings, ground, plan, ladder)
        if worth is None or ladder.entry <= 0:
            return LadderCheck()
        sized = replace(plan, base_amount=None, quote_amount=worth)
        entry = entry_rung(sized, side, ground.market, quote, ground.taker_fee)
        small = tuple(_too_small(settings, ground.market, ladder, entry.amount))
        warnings = list(_unaffordable(settings, ground, side, ladder.notional(worth)))
        if not small and _fits_the_market(settings):
            warnings += opening_warnings(sized, side, situation, quote, ladder, entry)
        if settings.size_type is SizeType.QUOTE_AMOUNT:
            return LadderCheck(errors=small, warnings=tuple(warnings))
        found = (f"{error.path} {error.message}" for error in small)
        return LadderCheck(warnings=(*found, *warnings))


def _unsized(settings: BotSettings, price: Decimal) -> Plan:
    return Plan(
        order_type=settings.order_type,
        signal_price=None,
        entry_deviation=settings.entry_deviation,
        base_amount=Decimal(1),
        adjust_fee=settings.adjust_fee,
        leverage=settings.leverage,
        dca_orders=settings.dca_orders,
        take_profit=settings.take_profit,
        stop_loss=settings.stop_loss,
        accepted_at=_NEVER,
        accepted_price=price,
        send_until=_NEVER,
    )


def _entry_worth(
    settings: BotSettings, ground: BotMarket, plan: Plan, ladder: Ladder
) -> Decimal | None:
    """Return the notional of the initial entry; None where it can't be known yet."""
    if settings.size_type is SizeType.QUOTE_AMOUNT:
        return settings.size
    if not ground.balance:
        return None
    share = ground.balance * settings.size / _HUNDRED
    if settings.size_type is SizeType.BALANCE_PERCENTAGE:
        return share
    loss = loss_at_stop(plan, ladder, ground.taker_fee, ground.slippage)
    return share / loss * ladder.entry if loss is not None and loss > 0 else None


def _fits_the_market(settings: BotSettings) -> bool:
    """Return whether fixed prices, if there are any, can be meant for the market at hand."""
    if len(settings.allowed_bases) == 1:
        return True
    levels = [order.level for order in settings.dca_orders]
    levels += [target.level for target in settings.take_profit]
    if settings.stop_loss is not None and settings.stop_loss.level is not None:
        levels.append(settings.stop_loss.level)
    return all(level.price is None for level in levels)


def _too_small(
    settings: BotSettings, market: Market, ladder: Ladder, amount: Decimal
) -> Iterator[FieldError]:
    if not market.tradable(amount, ladder.entry):
        yield FieldError("size", _below(market, "makes an entry", amount, ladder.entry))
        return
    for leg, (order, rung) in enumerate(zip(settings.dca_orders, ladder.dca, strict=True)):
        if order.level.price is not None and len(settings.allowed_bases) != 1:
            continue
        size = market.amount_down(settled(amount * rung.weight))
        if not market.tradable(size, rung.price):
            yield FieldError(f"dca_orders[{leg}]", _below(market, "is an order", size, rung.price))


def _below(market: Market, what: str, amount: Decimal, price: Decimal) -> str:
    smallest = max(market.min_amount, market.amount_step)
    return (
        f"{what} of {_money(amount * price, market.quote)} ({amount_of(amount, market.base)}), "
        f"below the minimum of {market.symbol}: {amount_of(market.min_cost, market.quote)} and "
        f"{amount_of(smallest, market.base)}"
    )


def _unaffordable(
    settings: BotSettings, ground: BotMarket, side: Side, notional: Decimal
) -> Iterator[str]:
    market = ground.market
    spot = market.market_type is MarketType.SPOT
    if ground.balance is None or (spot and side is Side.SHORT):
        return  # a short on spot is paid with coins
    sides = len(settings.sides) if ground.hedge_mode else 1
    positions = min(
        settings.max_positions, settings.max_positions_per_market * ground.markets * sides
    )
    if settings.size_type is SizeType.BALANCE_PERCENTAGE:
        positions = 1  # what comes next is a share of what is left
    most = notional * positions
    if settings.max_invested is not None:
        most = min(most, settings.max_invested)
    needed = most if spot else most / settings.leverage + most * ground.taker_fee
    if needed > ground.balance:
        yield (
            f"{positions} position{'s' if positions > 1 else ''} of "
            f"{_money(notional, market.quote)}, DCA orders included, would need "
            f"{_money(needed, market.quote)}, but the account has "
            f"{_money(ground.balance, market.quote)}: signals are refused once it is used up"
        )


def _money(value: Decimal, currency: str) -> str:
    return amount_of(value, currency, CENT if value >= 1 else FINE)
