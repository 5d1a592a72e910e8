"""What a paper account must have begun with, where its books were kept before they said so."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from ...exchanges.port.exchange import Exchange
from ...trading.model.market import MarketType, quote_currency
from ...trading.model.position import Position
from ...trading.model.price_math import PRECISE
from ..state.portfolio import Portfolio

ZERO = Decimal(0)


async def older_start(
    paper: Exchange, portfolio: Portfolio, live: Collection[Position]
) -> Mapping[str, Decimal] | None:
    """Return what the wallet holds without what our positions have made of it.

    None while a trade is on its way to our books: the next start will know.
    """
    for position in live:
        for client_order_id in position.orders:
            for fill in await paper.fetch_fills(position.symbol, client_order_id):
                if (fill.side, fill.trade_id) not in position.trade_keys:
                    return None
    start = {name: held.total for name, held in (await paper.fetch_balances()).items()}

    def add(currency: str, amount: Decimal) -> None:
        start[currency] = PRECISE.add(start.get(currency, ZERO), amount)

    for currency, profit in portfolio.realized.items():
        add(currency, -profit)
    for position in live:
        sign, quote = Decimal(position.side.sign), quote_currency(position.symbol)
        add(quote, PRECISE.multiply(sign, position.cost))
        if paper.market_type is MarketType.SPOT:
            add(paper.markets[position.symbol].base, PRECISE.multiply(-sign, position.size))
    for held in await paper.fetch_positions():
        # The wallet's result was booked by the venue's average: its cost is still in there.
        cost = PRECISE.multiply(held.size, held.entry_price)
        add(quote_currency(held.symbol), PRECISE.multiply(Decimal(-held.side.sign), cost))
    return {currency: amount for currency, amount in start.items() if amount}
