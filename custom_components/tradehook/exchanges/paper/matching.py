"""Matching: which orders a price fills, how much of them and at what price."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from ...trading.model.market import Market, OrderSide, Quote
from ...trading.model.order import OrderState
from ...trading.model.sections import OrderType
from ..port.exchange import FillReport, OrderRefusedError, OrderRequest
from ..port.price_source import Tick
from .liquidation import FundingAndLiquidation
from .order_checks import PaperTerms, check_request, market_order_price
from .records import PaperOrder
from .settlement import Settlement, short_of
from .state import VenueTransaction


class Matcher:
    """Applies requests and prices to a draft."""

    def __init__(
        self,
        markets: Mapping[str, Market],
        terms: PaperTerms,
        settlement: Settlement,
        funding_and_liquidation: FundingAndLiquidation | None = None,
    ) -> None:
        """`funding_and_liquidation` is what perpetuals have, and spot has not."""
        self._markets = markets
        self._terms = terms
        self._settlement = settlement
        self._funding_and_liquidation = funding_and_liquidation

    def accept(
        self, draft: VenueTransaction, request: OrderRequest, tick: Tick | None, at: datetime
    ) -> PaperOrder:
        """Accept an order and fill what fills at once; raises OrderRefusedError."""
        market = self._market(request.symbol)
        if draft.order_by_client_id(request.client_order_id) is not None:
            raise OrderRefusedError(
                "duplicate_client_order_id",
                f"There is an order with the client order id {request.client_order_id} already.",
            )
        if tick is None:
            raise OrderRefusedError("no_price", f"{market.symbol} has no price yet; try again.")
        taken = self._taker_price(market, request.side, request.order_type, tick.quote)
        price = taken if request.price is None else request.price
        if request.order_type is OrderType.MARKET:
            price = taken
        check_request(market, request, price)
        locked = self._settlement.admit(draft, market, request, price)
        order = draft.put_order(
            PaperOrder(
                number=draft.next_number(),
                request=request,
                state=OrderState.OPEN,
                locked=locked,
                lock_currency=self._settlement.lock_currency(market, request),
                at=at,
            )
        )
        if request.order_type is OrderType.MARKET or _touches(order, tick.quote):
            order = self._fill(draft, order, tick, taken, self._terms.taker_fee, at)
        return order

    def cancel(self, draft: VenueTransaction, order: PaperOrder, at: datetime) -> PaperOrder:
        """End an order, or return how it has ended."""
        if not order.is_open:
            return order
        return draft.put_order(replace(order, state=OrderState.CANCELLED, locked=Decimal(0), at=at))

    def match(self, draft: VenueTransaction, tick: Tick, at: datetime) -> None:
        """Fill what new prices touch: resting limits first, then what the market takes."""
        market = self._markets[tick.symbol]
        is_open = list(draft.open_orders(tick.symbol))
        touched = [order for order in is_open if _touches(order, tick.quote)]
        for order in sorted(touched, key=_priority):
            assert order.request.price is not None
            self._fill_open(draft, order, tick, order.request.price, self._terms.maker_fee, at)
        if self._funding_and_liquidation is not None:
            self._funding_and_liquidation.apply(draft, market, at)
        for order in is_open:
            request = order.request
            if request.order_type is OrderType.MARKET:
                price = self._taker_price(market, request.side, request.order_type, tick.quote)
                self._fill_open(draft, order, tick, price, self._terms.taker_fee, at)

    def _fill_open(
        self,
        draft: VenueTransaction,
        order: PaperOrder,
        tick: Tick,
        price: Decimal,
        fee_rate: Decimal,
        at: datetime,
    ) -> None:
        # What filled before it on this tick may have ended it: read it again.
        order = draft.order(order.number)
        if order.is_open:
            self._fill(draft, order, tick, price, fee_rate, at)

    def _fill(
        self,
        draft: VenueTransaction,
        order: PaperOrder,
        tick: Tick,
        price: Decimal,
        fee_rate: Decimal,
        at: datetime,
    ) -> PaperOrder:
        market, request = self._markets[tick.symbol], order.request
        wanted = order.remaining
        if tick.max_fill is not None:
            wanted = min(wanted, tick.max_fill)
        # Released first: the fill is paid from it.
        order = draft.put_order(replace(order, locked=Decimal(0)))
        settled = self._settlement.settle(draft, market, order, wanted, price, fee_rate, at)
        order = draft.order(order.number)
        if settled.amount > 0:
            draft.fills.append(
                FillReport(
                    trade_id=str(draft.next_number()),
                    client_order_id=request.client_order_id,
                    venue_order_id=str(order.number),
                    symbol=request.symbol,
                    side=request.side,
                    price=settled.price,
                    amount=settled.amount,
                    fee=settled.fee,
                    fee_currency=settled.fee_currency,
                    at=at,
                    position_side=request.position_side,
                )
            )
            order = replace(order, filled=order.filled + settled.amount, at=at)
        if order.remaining == 0:
            order = replace(order, state=OrderState.FILLED, code=None, message=None)
        elif settled.shortfall is not None:
            order = short_of(order, settled.shortfall, at)
        elif order.is_open:
            locked = self._settlement.lock(draft, market, order, price)
            order = replace(order, locked=locked)
        return draft.put_order(order)

    def _market(self, symbol: str) -> Market:
        if (market := self._markets.get(symbol)) is None:
            raise OrderRefusedError("unknown_symbol", f"The venue has no market {symbol}.")
        return market

    def _taker_price(
        self, market: Market, side: OrderSide, order_type: OrderType, quote: Quote
    ) -> Decimal:
        # Who names a price can't slip beyond it; who names none pays for the depth of the book.
        slippage = self._terms.slippage if order_type is OrderType.MARKET else Decimal(0)
        return market_order_price(market, side, quote, slippage)


def _touches(order: PaperOrder, quote: Quote) -> bool:
    request = order.request
    if request.order_type is OrderType.MARKET or request.price is None:
        return False
    if request.side is OrderSide.BUY:
        return quote.ask <= request.price
    return quote.bid >= request.price


def _priority(order: PaperOrder) -> tuple[Decimal, int]:
    """Return the best price first, then the oldest."""
    price = order.request.price or Decimal(0)
    return (-price if order.request.side is OrderSide.BUY else price, order.number)
