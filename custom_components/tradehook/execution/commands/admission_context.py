"""What admission is shown of the account at one moment."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, localcontext
from functools import partial

from ...exchanges.port.exchange import Exchange
from ...trading.admission.changes.asked import as_asked
from ...trading.admission.checks.limits import committed
from ...trading.admission.model import AdmissionContext
from ...trading.admission.selection import ResolvedSymbols
from ...trading.model.market import MarketType
from ...trading.model.position import Position
from ...trading.model.price_math import PRECISE
from ...trading.signal.alert_systems import Intent
from ..common.new_ids import new_uuid
from ..common.per_position import PerPosition
from ..common.runtime import TradingTerms
from ..engine import QuoteCache
from ..projections.account_usage import account_numbers
from ..state.account_state import AccountState
from ..state.bot import Bot


class AdmissionContextBuilder:
    """Builds admission's context of what the account knows."""

    def __init__(
        self,
        *,
        exchange: Exchange,
        state: AccountState,
        prices: QuoteCache,
        terms: TradingTerms,
        now: Callable[[], datetime],
    ) -> None:
        self._exchange = exchange
        self._state = state
        self._prices = prices
        self._terms = terms
        self._now = now
        self._volumes = _QuoteVolumes(exchange)
        self._symbols = ResolvedSymbols()
        self._committed = PerPosition(_committed, lambda: state.position_cache.live)

    def context(
        self,
        bot: Bot,
        received_at: datetime,
        judged: str | None = None,
        *,
        inside: bool = False,
        foreign: bool = False,
        intent: Intent | None = None,
    ) -> AdmissionContext:
        """Return the world as a signal of a bot sees it now; it may be asked until the next await.

        What is kept back for the opening that is judged counts as free.
        """
        exchange, state, terms = self._exchange, self._state, self._terms
        portfolio, position_cache = state.portfolio, state.position_cache
        positions, now = list(position_cache.live.values()), self._now()
        markets, complete = state.markets.seen()
        linear = exchange.market_type is MarketType.LINEAR
        limits = state.account_limits
        limited = limits.limits or (limits.own_result is not None and limits.lock is not None)
        context = AdmissionContext(
            now=now,
            received_at=received_at,
            new_signal_id=f"g-{new_uuid()}",
            bot_id=bot.bot_id,
            settings=bot.settings,
            state=bot.state,
            reason=bot.reason,
            realized_today=portfolio.today_of(bot.bot_id, bot.settings.quote) - bot.forgiven,
            consecutive_losses=bot.consecutive_losses,
            last_entry_at=bot.last_entries,
            stamps=bot.stamps,
            from_webhook=not inside,
            foreign=foreign,
            intent=intent,
            reverses=state.pending_reversals.of_bot(bot.bot_id),
            find_committed=self._committed,
            leaving=position_cache.leaving,
            trading_enabled=state.trading_switch.is_on,
            exchange_code=exchange.code,
            exchange_names=exchange.signal_names,
            market_type=exchange.market_type,
            hedge_mode=exchange.hedge_mode,
            positions=positions,
            unreadable=list(position_cache.unreadable.values()),
            venue_positions=state.venue.positions if linear else (),
            find_free=partial(state.reservations.free, judged),
            balances_at=portfolio.balances_at,
            find_equity=portfolio.find_equity,
            taker_fee=terms.taker_fee,
            slippage=terms.slippage,
            max_leverage=terms.max_leverage,
            brackets=exchange.brackets,
            holds_stops=None if exchange.is_simulated else exchange.holds_stops,
            account=account_numbers(state, positions, now) if limited else None,
            markets=markets,
            symbols=self._symbols,
            markets_complete=complete,
            market_states=exchange.market_states,
            quotes=self._prices.quotes,
            quote_volumes=self._volumes,
        )
        return as_asked(context, position_cache.all_asked()) if position_cache.asked else context


def _committed(position: Position) -> Decimal:
    with localcontext(PRECISE):
        return committed(position)


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
