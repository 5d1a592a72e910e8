"""A bot, an account and a market to judge signals in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from custom_components.tradehook.trading.admission.admit import admit
from custom_components.tradehook.trading.admission.model import (
    AdmissionContext,
    Admitted,
    Duplicate,
    Duplicates,
    Reservation,
)
from custom_components.tradehook.trading.model.commands import (
    Command,
    OpenPosition,
    Resize,
    ResizePositions,
)
from custom_components.tradehook.trading.model.facts import Opened, PositionStatus
from custom_components.tradehook.trading.model.market import (
    MarginMode,
    Market,
    MarketType,
    Quote,
    Side,
)
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.settings.settings import BotSettings, Source
from custom_components.tradehook.trading.signal.parse import parse_signal
from custom_components.tradehook.trading.signal.signal import Signal

D = Decimal
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SPOT, LINEAR = MarketType.SPOT, MarketType.LINEAR
LONG, SHORT = Side.LONG, Side.SHORT
ISOLATED, CROSS = MarginMode.ISOLATED, MarginMode.CROSS


def market(base: str = "BTC", market_type: MarketType = SPOT, **changes: Any) -> Market:
    """Return a market quoted in USDT."""
    linear = market_type is LINEAR
    values: dict[str, Any] = {
        "symbol": f"{base}/USDT:USDT" if linear else f"{base}/USDT",
        "native_symbol": f"{base}USDT",
        "base": base,
        "quote": "USDT",
        "market_type": market_type,
        "price_tick": D("0.01"),
        "amount_step": D("0.0001"),
        "min_amount": D("0.0001"),
        "min_cost": D(5),
        "max_leverage": 50 if linear else 1,
    }
    return Market(**values | changes)


def quote(last: str | Decimal = "100", **changes: Any) -> Quote:
    """Return prices with a spread of 0.02 around the last one."""
    price = D(last)
    values: dict[str, Any] = {
        "last": price,
        "bid": price - D("0.01"),
        "ask": price + D("0.01"),
        "at": NOW,
    }
    return Quote(**values | changes)


def settings(**changes: Any) -> BotSettings:
    """Return a bot of 100 USDT market entries, five positions, three in each market."""
    values: dict[str, Any] = {"name": "Bot", "quote": "USDT", "max_positions_per_market": 3}
    return BotSettings(**values | changes)


def world(market_type: MarketType = SPOT, **changes: Any) -> AdmissionContext:
    """Return an account with 10,000 USDT, BTC and ETH at 100 and one bot, running."""
    markets = {row.symbol: row for row in (market("BTC", market_type), market("ETH", market_type))}
    values: dict[str, Any] = {
        "now": NOW,
        "new_signal_id": "g-1",
        "bot_id": "bot",
        "settings": settings(),
        "exchange_code": "SIM",
        "exchange_names": ("simulated", "simulated market"),
        "market_type": market_type,
        "markets": markets,
        "quotes": dict.fromkeys(markets, quote()),
        "free": {"USDT": D(10_000)},
        "balances_at": NOW,
        "equity": D(10_000),
    }
    values |= changes
    free, equity = values.pop("free"), values.pop("equity")
    return AdmissionContext(**values, find_free=lambda: free, find_equity=lambda: equity)


def bot_with(context: AdmissionContext, **changes: Any) -> AdmissionContext:
    """Return the same world with other settings of the bot."""
    return replace(context, settings=replace(context.settings, **changes))


def signal(context: AdmissionContext | None = None, /, **fields: object) -> Signal:
    """Return a parsed signal: an open of a BTC long unless fields differ; `...` leaves one out."""
    message: dict[str, object] = {"exchange": "SIM", "symbol": "SIM_USDT_BTC"}
    if fields.get("action", "open") in ("open", "start_and_open") and "strategy" not in fields:
        message["side"] = "long"
    bot = context.settings if context else settings()
    sources = {
        "dca_orders": bot.dca_source,
        "take_profit": bot.take_profit_source,
        "stop_loss": bot.stop_loss_source,
    }
    own = frozenset(name for name, source in sources.items() if source is Source.BOT)
    message = {key: value for key, value in (message | fields).items() if value is not ...}
    return parse_signal(message, strict=True, bot_sections=own)


def judge(context: AdmissionContext, /, **fields: object) -> Admitted | Duplicate | Refusal:
    """Judge a signal."""
    return admit(signal(context, **fields), context, Duplicates())


def repeated(
    context: AdmissionContext, duplicates: Duplicates, /, **fields: object
) -> Admitted | Duplicate | Refusal:
    """Judge a signal that the ledger knows something of."""
    return admit(signal(context, **fields), context, duplicates)


def admitted(context: AdmissionContext, /, **fields: object) -> Admitted:
    """Judge a signal that must be accepted."""
    outcome = judge(context, **fields)
    assert isinstance(outcome, Admitted), outcome
    return outcome


def kind_of(command: Command[Signal]) -> type | Resize:
    """Return what sort of command it is; of a change of size its direction."""
    return command.direction if isinstance(command, ResizePositions) else type(command)


def reserved(context: AdmissionContext, /, **fields: object) -> Reservation:
    """Judge new exposure that must be accepted; return its funds."""
    reservation = admitted(context, **fields).reservation
    assert reservation is not None
    return reservation


def opened(context: AdmissionContext, /, **fields: object) -> OpenPosition:
    """Judge an opening that must be accepted."""
    opening = admitted(context, **fields).opening
    assert opening is not None
    return opening


def refused(context: AdmissionContext, /, **fields: object) -> str:
    """Judge a signal that must be refused; return the reason code."""
    outcome = judge(context, **fields)
    assert isinstance(outcome, Refusal), outcome
    return outcome.code.value


def pending(opening: OpenPosition, position_id: str, bot_id: str = "bot") -> Position:
    """Return the position that an accepted opening makes."""
    return Position.opened(
        Opened(
            at=opening.plan.accepted_at,
            position_id=position_id,
            bot_id=bot_id,
            signal_id=opening.signal_id,
            symbol=opening.symbol,
            side=opening.side,
            plan=opening.plan,
        )
    )


def position(
    position_id: str = "p1",
    *,
    symbol: str = "BTC/USDT",
    side: Side = LONG,
    size: str = "1",
    average_entry: str = "100",
    bot_id: str = "bot",
    plan: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Position:
    """Return an open position that is completely filled."""
    values: dict[str, Any] = {
        "order_type": OrderType.MARKET,
        "signal_price": None,
        "base_amount": D(size),
        "accepted_at": NOW,
        "accepted_price": D(average_entry),
        "send_until": NOW + timedelta(minutes=1),
    }
    found = Position(
        position_id=position_id,
        bot_id=bot_id,
        signal_id=f"s-{position_id}",
        symbol=symbol,
        side=side,
        plan=Plan(**values | dict(plan or {})),
        status=PositionStatus.OPEN,
        opened_at=NOW,
        filled_at=NOW,
        anchor=D(average_entry),
        entry_amount=D(size),
        size=D(size),
        cost=D(size) * D(average_entry),
        average_entry=D(average_entry),
    )
    return replace(found, **changes)
