"""What positions use of the account's limits, kept until one of them or its market changes."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from ....trading.admission.account_limits.position_usage import usage_in
from ....trading.admission.account_numbers import MarketUsage, PositionUsage
from ....trading.model.market import Market, Side
from ....trading.model.position import ZERO, Position
from ..position_cache import PositionCache


class KeptUsage:
    """The sums of each market; a signal costs no more where thousands of positions are held."""

    def __init__(
        self,
        position_cache: PositionCache,
        markets: Callable[[], Mapping[str, Market]],
        taker_fee: Decimal,
    ) -> None:
        """Take what the usage follows from."""
        self._position_cache = position_cache
        self._markets_now = markets
        self._taker_fee = taker_fee
        self._kept: dict[str, tuple[Position, PositionUsage | None]] = {}
        self._markets: dict[str, MarketUsage] = {}

    def markets(self) -> Mapping[str, MarketUsage]:
        """Return what the live positions of each market use."""
        changed = self._position_cache.changed
        for position_id in changed:
            self._take_out(position_id)
            position = self._position_cache.live.get(position_id)
            if position is not None:
                self._put_in(position)
        changed.clear()
        now = self._markets_now()
        for symbol in [s for s, usage in self._markets.items() if _is_another(usage, now.get(s))]:
            self._work_out(symbol, now.get(symbol))
        return self._markets

    def size(self, symbol: str, side: Side) -> Decimal:
        """Return what our own positions hold of a market and side."""
        usage = self.markets().get(symbol)
        return ZERO if usage is None else usage.sizes.get(side, ZERO)

    def _take_out(self, position_id: str) -> None:
        position, usage = self._kept.pop(position_id, (None, None))
        if position is None:
            return
        left = self._markets[position.symbol].minus(position, usage)
        if left.count:
            self._markets[position.symbol] = left
        else:
            del self._markets[position.symbol]

    def _put_in(self, position: Position) -> None:
        symbol = position.symbol
        market = self._markets.get(symbol)
        if market is None:
            market = MarketUsage(market=self._markets_now().get(symbol), taker_fee=self._taker_fee)
        usage = usage_in(market, position)
        self._kept[position.position_id] = position, usage
        self._markets[symbol] = market.plus(position, usage)

    def _work_out(self, symbol: str, market: Market | None) -> None:
        """Work all of a market out anew."""
        self._markets[symbol] = MarketUsage(market=market, taker_fee=self._taker_fee)
        for position in self._position_cache.of_symbol(symbol):
            self._put_in(position)


def _is_another(usage: MarketUsage, market: Market | None) -> bool:
    return usage.market is not market and usage.market != market
