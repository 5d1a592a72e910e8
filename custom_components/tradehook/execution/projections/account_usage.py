"""How much of its own limits an account uses."""

from decimal import Decimal

from ...exchanges.port.exchange import Exchange
from ...trading.admission.account_limits.exposure import AccountHoldings, AccountUsage
from ...trading.admission.account_limits.losses import drawdown
from ...trading.admission.account_numbers import AccountNumbers
from ..common.runtime import TradingTerms
from ..state.account_state import AccountState


def account_numbers(state: AccountState) -> AccountNumbers:
    """Return what the account's limits are judged by now."""
    limits = state.account_limits
    return AccountNumbers(
        limits=limits.limits,
        currency=state.portfolio.currency,
        price_of=state.portfolio.price,
        mark_price=state.position_cache.mark_price,
        own_result=lambda: state.portfolio.own_result,
        venue_known=state.venue.is_known,
        openings=limits.openings(),
        added=limits.added(),
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
        holdings = AccountHoldings(
            positions=list(cache.live.values()),
            unreadable=list(cache.unreadable.values()),
            venue_positions=self._state.venue.positions,
            markets=self._state.markets.now,
            market_type=self._exchange.market_type,
            taker_fee=self._terms.taker_fee,
        )
        return AccountUsage(holdings, account_numbers(self._state))

    @property
    def drawdown(self) -> Decimal | None:
        """Return how far the own result lies below its highest, in %; None without that limit."""
        kept, result = self._state.account_limits.own_result, self._state.portfolio.own_result
        return None if kept is None or result is None else drawdown(kept, result)
