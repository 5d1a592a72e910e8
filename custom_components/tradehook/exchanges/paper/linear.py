"""Linear perpetuals: a fill opens or closes a position, paid and margined in quote currency."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from ...trading.model.market import MarginMode, Market, OrderSide, Side
from ..port.exchange import OrderRefusedError, OrderRequest, VenuePosition
from ..port.price_source import Tick
from .margin_math import (
    bankruptcy_price,
    cut,
    initial_margin,
    liquidation_price,
    maintenance_margin,
)
from .order_checks import PaperTerms, share
from .records import PaperOrder, PaperPosition, PositionKey
from .settlement import Settled, Shortfall, refuse_without_funds, short_of
from .state import VenueTransaction

ZERO = Decimal(0)


class LinearSettlement:
    """Settles fills of linear perpetuals; a `Settlement`.

    The mark price is the venue's own where its prices are used, or what the simulated market was
    set to, else the last price (on the simulated market: the mid). A balance's total is what
    has been realised; free is what neither margins, orders nor the losses of cross positions hold.
    """

    def __init__(
        self, markets: Mapping[str, Market], terms: PaperTerms, ticks: Mapping[str, Tick]
    ) -> None:
        """`ticks` are the newest prices, which the venue keeps up to date."""
        self.markets = markets
        self.terms = terms
        self.ticks = ticks

    def lock_currency(self, market: Market, request: OrderRequest) -> str:  # noqa: ARG002
        """Return the currency of the margin."""
        return market.quote

    def admit(
        self, draft: VenueTransaction, market: Market, request: OrderRequest, price: Decimal
    ) -> Decimal:
        """Return what a new order must lock; raises OrderRefusedError."""
        key = self._key(request)
        position = draft.position(key)
        if self._reduces(request):
            if _closable(position, request) == 0:
                raise OrderRefusedError(
                    "reduce_only", "There is no position that the order could reduce."
                )
            return ZERO
        self._check_leverage(draft, market, request, key)
        opening = max(request.amount - _closable(position, request), ZERO)
        needed = self._needed(opening, price, self._leverage(position, request))
        refuse_without_funds(market.quote, needed, self.free(draft, market.quote))
        return needed

    def lock(
        self, draft: VenueTransaction, market: Market, order: PaperOrder, price: Decimal
    ) -> Decimal:
        """Return the margin and fee of what the rest of an order may open."""
        request = order.request
        if self._reduces(request):
            return ZERO
        position = draft.position(self._key(request))
        opening = max(order.remaining - _closable(position, request), ZERO)
        limit = price if request.price is None else request.price
        needed = self._needed(opening, limit, self._leverage(position, request))
        return min(needed, self.free(draft, market.quote))

    def settle(
        self,
        draft: VenueTransaction,
        market: Market,
        order: PaperOrder,
        wanted: Decimal,
        price: Decimal,
        fee_rate: Decimal,
        at: datetime,
    ) -> Settled:
        """Close what lies on the other side, then open with the rest."""
        request, key = order.request, self._key(order.request)
        position = draft.position(key)
        leverage = self._leverage(position, request)
        mode = self._margin_mode(position, request)
        closing = min(wanted, _closable(position, request))
        fee, shortfall, asked = ZERO, None, price
        if closing > 0:
            price, fee = self.close(draft, market, key, closing, price, fee_rate, at)
        opening = wanted - closing
        if opening > 0 and self._reduces(request):
            opening, shortfall = ZERO, Shortfall.REDUCE_ONLY
        elif opening > 0 and price != asked:
            # Nobody but the venue's insurance trades at that price.
            opening, shortfall = ZERO, Shortfall.FUNDS
        elif opening > 0:
            affordable = self._affordable(draft, market, opening, price, leverage)
            shortfall = None if affordable == opening else Shortfall.FUNDS
            opening = affordable
        if opening > 0:
            opening_fee = share(opening * price, fee_rate)
            draft.add(market.quote, -opening_fee)
            fee += opening_fee
            side = Side.LONG if request.side is OrderSide.BUY else Side.SHORT
            _open(draft, market, key, side, opening, price, leverage, mode, at)
        return Settled(
            amount=closing + opening,
            price=price,
            fee=fee,
            fee_currency=market.quote,
            shortfall=shortfall,
        )

    def close(
        self,
        draft: VenueTransaction,
        market: Market,
        key: PositionKey,
        size: Decimal,
        price: Decimal,
        fee_rate: Decimal,
        at: datetime,
    ) -> tuple[Decimal, Decimal]:
        """Close a part of a position and return its price and fee.

        No close costs more than what backs the position: beyond that price the venue's insurance
        takes over, as on every venue, so that a balance never goes below zero.
        """
        position = draft.position(key)
        assert position is not None
        part = cut(position, size)
        funds = part.margin
        if position.margin_mode is MarginMode.CROSS:
            funds = self.cross_funds(draft, market.quote)
        sign = position.side.sign
        if sign * (size * price - part.cost) < -funds:
            price = bankruptcy_price(market, position.side, part, funds)
        profit = sign * (size * price - part.cost)
        fee = min(share(size * price, fee_rate), funds + profit)
        draft.add(market.quote, profit - fee)
        draft.put_position(key, part.left)
        if part.left is None:
            for order in list(draft.open_orders(position.symbol)):
                if self._key(order.request) == key and self._reduces(order.request):
                    draft.put_order(short_of(order, Shortfall.REDUCE_ONLY, at))
        return price, fee

    def free(self, draft: VenueTransaction, currency: str) -> Decimal:
        """Return what neither margins, orders nor losses of cross positions hold."""
        held = draft.locked(currency)
        unrealised = ZERO
        for position in self.positions_in(draft, currency):
            held += position.margin
            if position.margin_mode is MarginMode.CROSS:
                unrealised += position.profit(self.mark_of(position))
        return max(draft.total(currency) - held + min(unrealised, ZERO), ZERO)

    def positions(self, draft: VenueTransaction) -> Sequence[VenuePosition]:
        """Return the open positions."""
        return [
            VenuePosition(
                symbol=position.symbol,
                side=position.side,
                size=position.size,
                entry_price=position.entry_price,
                mark_price=self.mark_of(position),
                leverage=position.leverage,
                margin_mode=position.margin_mode,
                liquidation_price=self._liquidation_price(draft, position),
            )
            for _, position in draft.positions()
        ]

    def positions_in(self, draft: VenueTransaction, currency: str) -> Sequence[PaperPosition]:
        """Return the positions that are margined in a currency."""
        return [
            position
            for _, position in draft.positions()
            if self.markets[position.symbol].quote == currency
        ]

    def mark_of(self, position: PaperPosition) -> Decimal:
        """Return what a position is valued at: as it was bought while its market tells no price."""
        known = position.symbol in self.ticks
        return self.mark_price(position.symbol) if known else position.entry_price

    def mark_price(self, symbol: str) -> Decimal:
        """Return what positions are valued at."""
        tick = self.ticks[symbol]
        return tick.quote.last if tick.mark is None else tick.mark

    def cross_funds(self, draft: VenueTransaction, currency: str) -> Decimal:
        """Return what backs cross positions: everything but the isolated margins."""
        isolated = (
            position.margin
            for position in self.positions_in(draft, currency)
            if position.margin_mode is MarginMode.ISOLATED
        )
        return draft.total(currency) - sum(isolated, ZERO)

    def _liquidation_price(
        self, draft: VenueTransaction, position: PaperPosition
    ) -> Decimal | None:
        market = self.markets[position.symbol]
        percentage = self.terms.maintenance_margin
        funds = position.margin
        if position.margin_mode is MarginMode.CROSS:
            funds = self.cross_funds(draft, market.quote)
            for other in self.positions_in(draft, market.quote):
                if other.margin_mode is MarginMode.CROSS and other is not position:
                    mark = self.mark_of(other)
                    funds += other.profit(mark) - maintenance_margin(other, mark, percentage)
        return liquidation_price(market, position, funds, percentage)

    def _key(self, request: OrderRequest) -> PositionKey:
        if not self.terms.hedge_mode:
            return request.symbol, None
        if request.position_side is None:
            raise OrderRefusedError(
                "position_side_missing", "In hedge mode an order must name its position's side."
            )
        return request.symbol, request.position_side

    def _reduces(self, request: OrderRequest) -> bool:
        if self.terms.hedge_mode and request.position_side is not None:
            return request.reduce_only or request.side is request.position_side.exit
        return request.reduce_only

    def _check_leverage(
        self, draft: VenueTransaction, market: Market, request: OrderRequest, key: PositionKey
    ) -> None:
        position = draft.position(key)
        leverage = self._leverage(position, request)
        mode = self._margin_mode(position, request)
        most = min(market.max_leverage, self.terms.max_leverage or market.max_leverage)
        if not 1 <= leverage <= most:
            raise OrderRefusedError(
                "leverage_out_of_range",
                f"The leverage on {market.symbol} must be between 1 and {most}, not {leverage}.",
            )
        if position is not None and (leverage, mode) != (position.leverage, position.margin_mode):
            raise OrderRefusedError(
                "leverage_conflict",
                f"The position on {market.symbol} has leverage {position.leverage} "
                f"({position.margin_mode}); an order can't change that.",
            )

    def _needed(self, amount: Decimal, price: Decimal, leverage: int) -> Decimal:
        notional = amount * price
        return initial_margin(notional, leverage) + share(notional, self.terms.taker_fee)

    def _affordable(
        self,
        draft: VenueTransaction,
        market: Market,
        amount: Decimal,
        price: Decimal,
        leverage: int,
    ) -> Decimal:
        free = self.free(draft, market.quote)
        if self._needed(amount, price, leverage) <= free:
            return amount
        amount = market.amount_down(amount * free / self._needed(amount, price, leverage))
        while amount > 0 and self._needed(amount, price, leverage) > free:
            amount -= market.amount_step
        return amount

    @staticmethod
    def _leverage(position: PaperPosition | None, request: OrderRequest) -> int:
        if request.leverage is not None:
            return request.leverage
        return 1 if position is None else position.leverage

    @staticmethod
    def _margin_mode(position: PaperPosition | None, request: OrderRequest) -> MarginMode:
        if request.margin_mode is not None:
            return request.margin_mode
        return MarginMode.ISOLATED if position is None else position.margin_mode


def _closable(position: PaperPosition | None, request: OrderRequest) -> Decimal:
    """Return how much of the position an order on its other side can close."""
    if position is None or position.side.exit is not request.side:
        return ZERO
    return position.size


def _open(
    draft: VenueTransaction,
    market: Market,
    key: PositionKey,
    side: Side,
    amount: Decimal,
    price: Decimal,
    leverage: int,
    mode: MarginMode,
    at: datetime,
) -> None:
    position = draft.position(key) or PaperPosition(
        symbol=market.symbol,
        side=side,
        size=ZERO,
        cost=ZERO,
        margin=ZERO,
        leverage=leverage,
        margin_mode=mode,
        funded_at=at,
    )
    notional = amount * price
    draft.put_position(
        key,
        replace(
            position,
            size=position.size + amount,
            cost=position.cost + notional,
            margin=position.margin + initial_margin(notional, leverage),
        ),
    )
