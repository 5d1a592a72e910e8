"""What a venue does to positions by itself: funding, and liquidation."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from ...trading.model.market import FundingRate, MarginMode, Market
from ..port.exchange import FillReport
from .linear import LinearSettlement
from .margin_math import maintenance_margin
from .order_checks import market_order_price, share
from .records import PaperPosition, PositionKey
from .settlement import Shortfall, short_of
from .state import VenueTransaction

FUNDING_HOURS = 8
_SECONDS = FUNDING_HOURS * 3600


class FundingAndLiquidation:
    """Charges funding and liquidates what is below its maintenance margin."""

    def __init__(self, settlement: LinearSettlement) -> None:
        self._settlement = settlement

    def apply(self, draft: VenueTransaction, market: Market, at: datetime) -> None:
        """Do what new prices of a market do to positions by themselves."""
        self._charge_funding(draft, market, at)
        self._liquidate_below_margin(draft, market, at)

    def _charge_funding(self, draft: VenueTransaction, market: Market, at: datetime) -> None:
        """Charge or credit each full eighth hour that has passed, from the margin at last.

        A position that was held while nothing ran pays at the first price afterwards.
        """
        for key, position in list(draft.positions()):
            times = _fundings(at) - _fundings(position.funded_at)
            if position.symbol != market.symbol or times <= 0:
                continue
            value = position.size * self._settlement.mark_price(market.symbol) * times
            payment = position.side.sign * share(value, self._settlement.terms.funding_rate)
            margin = position.margin
            free = self._settlement.free(draft, market.quote)
            if payment > free:
                short = payment - free
                payment -= max(short - margin, Decimal(0))
                margin = max(margin - short, Decimal(0))
            draft.add(market.quote, -payment)
            if payment:
                draft.fills.append(
                    FillReport(
                        trade_id=str(draft.next_number()),
                        client_order_id=None,
                        venue_order_id=str(draft.next_number()),
                        symbol=market.symbol,
                        side=position.side.exit,
                        price=self._settlement.mark_price(market.symbol),
                        amount=position.size,
                        fee=Decimal(0),
                        fee_currency=market.quote,
                        at=at,
                        position_side=position.side,
                        funding=-payment,
                    )
                )
            draft.put_position(key, replace(position, margin=margin, funded_at=at))

    def _liquidate_below_margin(
        self, draft: VenueTransaction, market: Market, at: datetime
    ) -> None:
        """Close the positions whose equity is down to the maintenance margin."""
        percentage = self._settlement.terms.maintenance_margin
        cross: list[tuple[Decimal, PositionKey]] = []
        equity, needed = self._settlement.cross_funds(draft, market.quote), Decimal(0)
        for key, position in list(draft.positions()):
            if self._settlement.markets[position.symbol].quote != market.quote:
                continue
            mark = self._settlement.mark_of(position)
            profit = position.profit(mark)
            maintenance = maintenance_margin(position, mark, percentage)
            if position.margin_mode is MarginMode.CROSS:
                cross.append((profit, key))
                equity += profit
                needed += maintenance
            elif position.margin + profit <= maintenance:
                self._liquidate(draft, key, position, at)
        if cross and equity <= needed:
            # Winners first: their profit pays for the losers.
            for _, key in sorted(cross, key=lambda entry: entry[0], reverse=True):
                if (held := draft.position(key)) is not None:
                    self._liquidate(draft, key, held, at)

    def _liquidate(
        self,
        draft: VenueTransaction,
        key: PositionKey,
        position: PaperPosition,
        at: datetime,
    ) -> None:
        if position.symbol not in self._settlement.ticks:
            return  # nobody tells a price at which it could be closed
        terms, market = self._settlement.terms, self._settlement.markets[position.symbol]
        for order in list(draft.open_orders(position.symbol)):
            if key[1] in (None, order.request.position_side):
                draft.put_order(short_of(order, Shortfall.LIQUIDATION, at))
        side = position.side.exit
        quote = self._settlement.ticks[position.symbol].quote
        price, fee = self._settlement.close(
            draft,
            market,
            key,
            position.size,
            market_order_price(market, side, quote, terms.slippage),
            terms.liquidation_fee,
            at,
        )
        order_number = draft.next_number()
        draft.fills.append(
            FillReport(
                trade_id=str(draft.next_number()),
                client_order_id=None,
                venue_order_id=str(order_number),
                symbol=position.symbol,
                side=side,
                price=price,
                amount=position.size,
                fee=fee,
                fee_currency=market.quote,
                at=at,
                position_side=position.side,
                liquidation=True,
            )
        )


def upcoming_funding(percentage: Decimal, at: datetime) -> FundingRate:
    """Return what is charged at the next full eighth hour."""
    following = datetime.fromtimestamp((_fundings(at) + 1) * _SECONDS, UTC)
    return FundingRate(percentage=percentage, at=following, hours=Decimal(FUNDING_HOURS))


def _fundings(at: datetime) -> int:
    """Return how many fundings there have been since the epoch: at 0, 8 and 16 o'clock UTC."""
    return int(at.astimezone(UTC).timestamp()) // _SECONDS
