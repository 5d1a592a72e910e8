"""What admission is shown of the account at one moment."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol
import uuid

from ...exchanges.port.exchange import Exchange
from ...trading.admission.checks.funds import pays_with
from ...trading.admission.checks.limits import committed
from ...trading.admission.model.context import AdmissionContext, PendingReverse
from ...trading.model.market import MarketType, OrderSide
from ...trading.model.order import Order, OrderState
from ...trading.model.position import Position, is_unplaced
from ..engine.engine import Engine
from ..state.bot import Bot
from ..state.market_cache import MarketCache
from ..state.portfolio import Portfolio
from ..state.venue_positions import VenuePositions

ZERO = Decimal(0)
ON_THEIR_WAY = frozenset({OrderState.INTENDED, OrderState.UNKNOWN})


class Switches(Protocol):
    """The switches of the account."""

    @property
    def trading_enabled(self) -> bool:
        """Return whether the Trading switch is on."""


class AdmissionContextBuilder:
    """Builds admission's context; knows what accepted openings are still going to need."""

    def __init__(
        self,
        *,
        engine: Engine,
        exchange: Exchange,
        markets: MarketCache,
        portfolio: Portfolio,
        switches: Switches,
        venue: VenuePositions,
        taker_fee: Decimal,
        slippage: Decimal,
        max_leverage: int | None,
        now: Callable[[], datetime],
    ) -> None:
        """Take the parts that the context is made of; rates are fractions."""
        self._engine = engine
        self._position_cache = engine.position_cache
        self._exchange = exchange
        self._markets = markets
        self._portfolio = portfolio
        self._switches = switches
        self._venue = venue
        self._taker_fee = taker_fee
        self._slippage = slippage
        self._max_leverage = max_leverage
        self._now = now
        self.reverses: Callable[[str], Sequence[PendingReverse]] = lambda _bot_id: ()
        """The reverses of a bot that have not opened yet."""
        self._reserved: dict[str, tuple[str, Decimal]] = {}
        """What is going to be needed, by position or receipt: currency and amount."""
        self._looks: dict[str, _Look] = {}
        """What was last seen of each live position: few change between two signals."""
        self._volumes = _QuoteVolumes(exchange)

    def reserve(self, key: str, currency: str, amount: Decimal) -> None:
        """Keep funds back for an accepted signal."""
        self._reserved[key] = (currency, amount)

    def release(self, key: str) -> None:
        """Keep nothing back any more: the venue has locked it, or it is not needed."""
        self._reserved.pop(key, None)

    def clear(self) -> None:
        """Keep nothing back for anything."""
        self._reserved.clear()

    def context(
        self, bot: Bot, received_at: datetime, judged: str | None = None
    ) -> AdmissionContext:
        """Return the world as a signal of a bot sees it now.

        What is kept back for the opening that is judged counts as free.
        """
        exchange = self._exchange
        return AdmissionContext(
            now=self._now(),
            received_at=received_at,
            new_signal_id=f"g-{uuid.uuid4()}",
            bot_id=bot.bot_id,
            settings=bot.settings,
            state=bot.state,
            reason=bot.reason,
            realized_today=self._portfolio.today.get(bot.bot_id, ZERO) - bot.forgiven,
            consecutive_losses=bot.consecutive_losses,
            last_entry_at=bot.last_entries,
            stamps=bot.stamps,
            reverses=self.reverses(bot.bot_id),
            leaving=frozenset(self._position_cache.leaving),
            trading_enabled=self._switches.trading_enabled,
            exchange_code=exchange.code,
            exchange_names=exchange.signal_names,
            market_type=exchange.market_type,
            hedge_mode=exchange.hedge_mode,
            positions=list(self._position_cache.live.values()),
            unreadable=list(self._position_cache.unreadable.values()),
            venue_positions=self._venue.positions,
            free=self.free(judged),
            balances_at=self._portfolio.balances_at,
            equity=self._portfolio.equity,
            taker_fee=self._taker_fee,
            slippage=self._slippage,
            max_leverage=self._max_leverage,
            brackets=exchange.brackets,
            holds_stops=None if exchange.is_simulated else exchange.holds_stops,
            markets=self._markets.now,
            markets_complete=self._markets.complete,
            market_states=exchange.market_states,
            quotes=self._engine.prices.quotes,
            quote_volumes=self._volumes,
        )

    def free(self, judged: str | None = None) -> Mapping[str, Decimal]:
        """Return the free balances without what is on its way to the venue."""
        free = {currency: b.free for currency, b in self._portfolio.balances.items()}
        for currency, amount in self._needed():
            free[currency] = free.get(currency, ZERO) - amount
        if judged is not None and (kept := self._reserved.get(judged)) is not None:
            free[kept[0]] = free.get(kept[0], ZERO) + kept[1]
        return free

    def _needed(self) -> list[tuple[str, Decimal]]:
        known, looks = self._looks, dict[str, _Look]()
        markets = self._markets.now
        for position_id, position in self._position_cache.live.items():
            if position.symbol not in markets:
                continue
            look = known.get(position_id)
            if look is None or look.position is not position:
                look = _Look(position)
            looks[position_id] = look
            if not look.unplaced:
                self._reserved.pop(position_id, None)
            elif position_id not in self._reserved:
                self._reserved[position_id] = self._planned(position)
        self._looks = looks
        on_their_way = (
            self._need(look.position, order) for look in looks.values() for order in look.adding
        )
        return [*self._reserved.values(), *on_their_way]

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
        price = order.price or self._position_cache.last_price(position.symbol) or ZERO
        return market.quote, order.amount * price / position.plan.leverage


class _Look:
    """What of a position matters to the funds of others."""

    __slots__ = ("adding", "position", "unplaced")

    def __init__(self, position: Position) -> None:
        self.position = position
        self.unplaced = is_unplaced(position)
        self.adding = tuple(
            order
            for order in position.orders.values()
            if order.state in ON_THEIR_WAY and order.purpose.adds
        )


class _QuoteVolumes(Mapping[str, Decimal]):
    """The volumes of the markets of which they are known, looked up when one is asked for."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def __getitem__(self, symbol: str) -> Decimal:
        volume = self._exchange.quote_volume(symbol)
        if volume is None:
            raise KeyError(symbol)
        return volume

    def __iter__(self) -> Iterator[str]:
        return (s for s in self._exchange.markets if self._exchange.quote_volume(s) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
