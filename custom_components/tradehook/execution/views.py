"""What admission is shown of the account at one moment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol
import uuid

from ..exchanges.api import Exchange
from ..exchanges.paper import PaperExchange
from ..trading.context import AdmissionContext, WaitingReverse
from ..trading.funds import pays_with
from ..trading.limits import committed, is_unplaced
from ..trading.market import MarketType, OrderSide
from ..trading.order import Order, OrderState
from ..trading.position import Position
from .bot import Bot
from .engine import Engine
from .known_markets import KnownMarkets
from .numbers import Numbers
from .venue_view import VenueView

ZERO = Decimal(0)
ON_THEIR_WAY = frozenset({OrderState.INTENDED, OrderState.UNKNOWN})


class Switches(Protocol):
    """The switches of the account."""

    @property
    def trading_enabled(self) -> bool:
        """Tell whether the Trading switch is on."""


class Views:
    """Builds admission's context; knows what accepted openings are still going to need."""

    def __init__(
        self,
        *,
        engine: Engine,
        exchange: Exchange,
        markets: KnownMarkets,
        numbers: Numbers,
        switches: Switches,
        venue: VenueView,
        taker_fee: Decimal,
        slippage: Decimal,
        max_leverage: int | None,
        now: Callable[[], datetime],
    ) -> None:
        """Take the parts that the context is made of; rates are fractions."""
        self._engine = engine
        self._book = engine.book
        self._exchange = exchange
        self._markets = markets
        self._is_paper = isinstance(exchange, PaperExchange)
        self._numbers = numbers
        self._switches = switches
        self._venue = venue
        self._taker_fee = taker_fee
        self._slippage = slippage
        self._max_leverage = max_leverage
        self._now = now
        self.reverses: Callable[[str], Sequence[WaitingReverse]] = lambda _bot_id: ()
        """The reverses of a bot that have not opened yet."""
        self._reserved: dict[str, tuple[str, Decimal]] = {}
        """What is going to be needed, by position or receipt: currency and amount."""

    def reserve(self, key: str, currency: str, amount: Decimal) -> None:
        """Keep funds back for an accepted signal."""
        self._reserved[key] = (currency, amount)

    def release(self, key: str) -> None:
        """Keep nothing back any more: the venue has locked it, or it is not needed."""
        self._reserved.pop(key, None)

    def clear(self) -> None:
        """Keep nothing back for anything."""
        self._reserved.clear()

    def context(self, bot: Bot, received_at: datetime) -> AdmissionContext:
        """Return the world as a signal of a bot sees it now."""
        exchange = self._exchange
        return AdmissionContext(
            now=self._now(),
            received_at=received_at,
            new_signal_id=f"g-{uuid.uuid4()}",
            bot_id=bot.bot_id,
            settings=bot.settings,
            state=bot.state,
            reason=bot.reason,
            realized_today=self._numbers.today.get(bot.bot_id, ZERO),
            consecutive_losses=bot.consecutive_losses,
            last_entry_at=bot.last_entries,
            reverses=self.reverses(bot.bot_id),
            trading_enabled=self._switches.trading_enabled,
            exchange_code=exchange.code,
            exchange_name=exchange.name,
            market_type=exchange.market_type,
            hedge_mode=exchange.hedge_mode,
            positions=list(self._book.live.values()),
            venue_positions=self._venue.positions,
            free=self.free(),
            balances_at=self._numbers.balances_at,
            equity=self._numbers.equity,
            taker_fee=self._taker_fee,
            slippage=self._slippage,
            max_leverage=self._max_leverage,
            holds_stops=None if self._is_paper else exchange.holds_stops,
            markets=self._markets.now,
            markets_complete=self._markets.complete,
            quotes=self._engine.prices.quotes,
            quote_volumes=self._volumes(),
        )

    def free(self) -> Mapping[str, Decimal]:
        """Return the free balances without what is on its way to the venue."""
        free = {currency: b.free for currency, b in self._numbers.balances.items()}
        for currency, amount in self._needed():
            free[currency] = free.get(currency, ZERO) - amount
        return free

    def _needed(self) -> list[tuple[str, Decimal]]:
        markets = self._markets.now
        known = [position for position in self._book.live.values() if position.symbol in markets]
        for position in known:
            if not is_unplaced(position):
                self._reserved.pop(position.position_id, None)
            elif position.position_id not in self._reserved:
                self._reserved[position.position_id] = self._planned(position)
        needed = list(self._reserved.values())
        for position in known:
            needed += [
                self._need(position, order)
                for order in position.orders.values()
                if order.state in ON_THEIR_WAY and order.purpose.adds
            ]
        return needed

    def _planned(self, position: Position) -> tuple[str, Decimal]:
        """Return what an opening needs that was accepted before a restart."""
        market = self._markets.now[position.symbol]
        notional = committed(position)
        currency = pays_with(market, position.side)
        if currency != market.quote:
            return currency, notional / position.plan.accepted_price
        fees = 1 + self._taker_fee + self._slippage
        return currency, notional * fees / position.plan.leverage

    def _need(self, position: Position, order: Order) -> tuple[str, Decimal]:
        market = self._markets.now[position.symbol]
        if market.market_type is MarketType.SPOT and position.side.entry is OrderSide.SELL:
            return market.base, order.amount
        price = order.price or self._book.mark_price(position.symbol) or ZERO
        return market.quote, order.amount * price / position.plan.leverage

    def _volumes(self) -> Mapping[str, Decimal]:
        volumes = {s: self._exchange.quote_volume(s) for s in self._exchange.markets}
        return {symbol: volume for symbol, volume in volumes.items() if volume is not None}
