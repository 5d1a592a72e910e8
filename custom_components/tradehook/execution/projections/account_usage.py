"""How much of its own limits an account uses."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from ...exchanges.port.exchange import Exchange
from ...trading.admission.account_limits.exposure import AccountHoldings, AccountUsage
from ...trading.admission.account_limits.losses import drawdown
from ...trading.admission.account_numbers import AccountNumbers
from ...trading.model.position import Position
from ..common.runtime import TradingTerms
from ..state.account_state import AccountState


def account_numbers(
    state: AccountState, positions: Sequence[Position], now: datetime
) -> AccountNumbers:
    """Return what the account's limits are judged by now; `positions` are all that live."""
    limits = state.account_limits
    return AccountNumbers(
        limits=limits.limits,
        currency=state.portfolio.currency,
        price_of=state.portfolio.price,
        mark_price=state.position_cache.mark_price,
        own_result=lambda: state.portfolio.own_result,
        venue_known=state.venue.is_known,
        beside=state.venue.beside(),
        positions=positions,
        kept=state.usage.markets(),
        openings=limits.openings(now),
        added=limits.added(),
        changing=limits.changing(),
        counts_drawdown=limits.own_result is not None and limits.own_result.equity is not None,
        reached=limits.own_result.reached if limits.own_result is not None else (),
        lock=limits.lock,
    )


class AccountUsageReader:
    """Tells what is in the markets now, and how far the results lie below their highest."""

    def __init__(self, exchange: Exchange, state: AccountState, terms: TradingTerms) -> None:
        self._exchange = exchange
        self._state = state
        self._terms = terms

    def now(self) -> AccountUsage:
        """Return exposure and open risk of the whole account."""
        cache = self._state.position_cache
        positions = list(cache.live.values())
        holdings = AccountHoldings(
            positions=positions,
            unreadable=list(cache.unreadable.values()),
            markets=self._state.markets.now,
            market_type=self._exchange.market_type,
            taker_fee=self._terms.taker_fee,
        )
        return AccountUsage(holdings, account_numbers(self._state, positions, cache.now()))

    @property
    def drawdown(self) -> Decimal | None:
        """Return how far the own result lies below its highest, in %; None without that limit."""
        kept, result = self._state.account_limits.own_result, self._state.portfolio.own_result
        return None if kept is None or result is None else drawdown(kept, result)
