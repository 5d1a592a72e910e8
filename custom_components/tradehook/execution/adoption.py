"""Takes over what the venue holds and nobody here manages, and lets go of what is managed."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from ..exchanges.port.exchange import Exchange, VenueError
from ..trading.admission.holdings.adoption import Adoption, admit_adoption
from ..trading.admission.holdings.unowned import Unowned, VenueHolding, shares, unowned
from ..trading.admission.model import AdmissionContext
from ..trading.admission.selection import resolve_symbol
from ..trading.model.commands import ReleasePosition
from ..trading.model.market import Market, MarketType, Side
from ..trading.model.order import ForeignOrder
from ..trading.model.position import Position
from ..trading.reasons.money import money
from ..trading.reasons.reasons import ReasonCode, Refused, refuse
from ..trading.signal.parse import parse_signal
from .commands.admission_context import AdmissionContextBuilder
from .commands.handler import CommandHandler
from .commands.model.origin import PERSON
from .common.rows import AdoptedRow, ForeignOrderRow, ReleasedRow, UnownedRow
from .common.serializers import position_row
from .reconciliation import is_settled
from .replaced_orders import ReplacedOrders
from .state.account_state import AccountState
from .state.bot import Bot

_LOOK_EVERY, _LOOKS = 0.05, 600
"""How a release is waited for, half a minute at most; it goes on behind that."""


class Adoptions:
    """Compares what the venue holds with our positions, at the moment when somebody asks.

    Its own fresh looks decide, one after the other: two people can't adopt the same coins.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        state: AccountState,
        handler: CommandHandler,
        context_builder: AdmissionContextBuilder,
        replaced_orders: ReplacedOrders,
        now: Callable[[], datetime],
    ) -> None:
        self._exchange = exchange
        self._state = state
        self._handler = handler
        self._context_builder = context_builder
        self.replaced_orders = replaced_orders
        self._now = now
        self._one_by_one = asyncio.Lock()

    async def unowned(self) -> list[UnownedRow]:
        """Return what the venue holds that belongs to nobody here; raises Refused."""
        try:
            await self._look()
            rows = []
            for holding in self._holdings():
                foreign = await self._exchange.fetch_foreign_orders(holding.market.symbol)
                if (found := self._unowned(holding, foreign)) is not None:
                    rows.append(self._row(found, foreign))
        except VenueError as err:
            raise _unreachable(err) from err
        return rows

    async def adopt(
        self,
        bot: Bot,
        symbol: str,
        side: Side,
        *,
        size: Decimal | None = None,
        entry_price: Decimal | None = None,
        exits: Mapping[str, object],
        cancel_orders: bool = False,
    ) -> AdoptedRow:
        """Make a position of a bot of what is there; raises Refused, and LedgerWriteError.

        `exits` are the sections of a signal. Orders of others stay unless `cancel_orders`: then
        they are cancelled once the position is on record, so that it never lacks both stops.
        """
        market = self._market(symbol)
        signal = parse_signal(
            {"action": "open", "symbol": market.symbol, "side": side.value, **exits}, strict=True
        )
        async with self._one_by_one:
            try:
                await self._exchange.fetch_quote(market.symbol)
                found, foreign = await self._fresh(market, side)
            except VenueError as err:
                raise _unreachable(err) from err
            replaced = [o for o in foreign if o.side is side.exit] if cancel_orders else []
            if found is not None:
                found = found.without(replaced)
            asked = Adoption(size=size, entry_price=entry_price)
            command = replace(
                admit_adoption(signal, asked, found, self._context(bot)),
                replaces=tuple(order.venue_order_id for order in replaced),
            )
            resting: frozenset[str] = frozenset()

            async def clear(position: Position) -> None:
                nonlocal resting
                resting = await self.replaced_orders.clear(position)

            position = await self._handler.begin(command, PERSON, bot, first=clear)
        row = position_row(position, self._state.position_cache.mark_price(position.symbol))
        return {
            "position": row,
            "cancelled_orders": _order_rows(o for o in replaced if o.venue_order_id not in resting),
            "resting_orders": _order_rows(o for o in replaced if o.venue_order_id in resting),
            "message": _still_rests(market) if resting else None,
        }

    async def release(self, position_id: str) -> ReleasedRow:
        """Let a position go: all its orders are cancelled, nothing is sold; raises Refused.

        Waits until the cancels are confirmed, as long as that does not take too long.
        """
        cache = self._state.position_cache
        position = cache.live.get(position_id)
        if position is None:
            raise Refused(refuse(ReasonCode.POSITION_MISSING))
        if (position.closes_at_market and not position.is_released) or position.stops_by_limit:
            raise Refused(refuse(ReasonCode.POSITION_CLOSING))
        resting = position.resting_stop
        row: ReleasedRow = {
            "position_id": position_id,
            "symbol": position.symbol,
            "side": position.side.value,
            "size": money(position.size),
            "stop_price": money(position.present_stop),
            "resting_stop_order": resting.venue_order_id if resting is not None else None,
            "cancelled_orders": len(position.live_orders()),
            "done": "released",
        }
        command = ReleasePosition(symbol=position.symbol, position_id=position_id)
        await self._handler.handle((command,), PERSON)
        for _ in range(_LOOKS):
            if position_id not in cache.live:
                return row
            await asyncio.sleep(_LOOK_EVERY)
        row["done"] = "releasing"
        return row

    def _context(self, bot: Bot) -> AdmissionContext:
        return self._context_builder.context(bot, self._now())

    def _market(self, symbol: str) -> Market:
        exchange = self._exchange
        return resolve_symbol(symbol, exchange.markets, exchange.code, exchange.signal_names)

    async def _look(self) -> None:
        """Know what the venue holds now; raises VenueError."""
        await self._state.venue.look()
        if self._exchange.market_type is MarketType.SPOT:
            self._state.portfolio.take(await self._exchange.fetch_balances())

    async def _fresh(
        self, market: Market, side: Side
    ) -> tuple[Unowned | None, Sequence[ForeignOrder]]:
        """Return what of a market and side is nobody's, and the orders of others there.

        By a look of now; raises VenueError.
        """
        await self._look()
        foreign = await self._exchange.fetch_foreign_orders(market.symbol)
        if not all(is_settled(position) for position in self._ours(market, side)):
            raise Refused(refuse(ReasonCode.HOLDING_UNSETTLED, symbol=market.symbol))
        for holding in self._holdings(market):
            if holding.side is side:
                return self._unowned(holding, foreign), foreign
        return None, foreign

    def _unowned(self, holding: VenueHolding, foreign: Sequence[ForeignOrder]) -> Unowned | None:
        return unowned(holding, self._ours(holding.market, holding.side), foreign)

    def _ours(self, market: Market, side: Side) -> list[Position]:
        markets = self._exchange.markets
        return [
            position
            for position in self._state.position_cache.live.values()
            if shares(position, market, side, markets[position.symbol].base)
        ]

    def _holdings(self, only: Market | None = None) -> list[VenueHolding]:
        if self._exchange.market_type is MarketType.SPOT:
            return self._coins(only)
        markets = self._exchange.markets
        return [
            VenueHolding(
                market=markets[held.symbol],
                side=held.side,
                size=held.size,
                entry_price=held.entry_price,
                leverage=held.leverage,
                margin_mode=held.margin_mode,
            )
            for held in self._state.venue.positions
            if held.symbol in markets and only in (None, markets[held.symbol])
        ]

    def _coins(self, only: Market | None) -> list[VenueHolding]:
        """Return the coins of the account, each in the market that it is counted in."""
        portfolio = self._state.portfolio
        found = []
        for coin, balance in portfolio.balances.items():
            market = only if only is not None else self._market_of(coin)
            if market is not None and market.base == coin and balance.total > 0:
                found.append(
                    VenueHolding(
                        market=market, side=Side.LONG, size=balance.total, locked=balance.used
                    )
                )
        return found

    def _market_of(self, coin: str) -> Market | None:
        currency = self._state.portfolio.currency
        fitting = [
            m for m in self._exchange.markets.values() if m.base == coin and coin != currency
        ]
        return next((m for m in fitting if m.quote == currency), None)

    def _row(self, found: Unowned, foreign: Sequence[ForeignOrder]) -> UnownedRow:
        holding, symbol = found.holding, found.holding.market.symbol
        price = self._state.position_cache.mark_price(symbol)
        return {
            "symbol": symbol,
            "base": holding.market.base,
            "quote": holding.market.quote,
            "side": holding.side.value,
            "size": money(found.size),
            "available": money(found.available),
            "entry_price": money(holding.entry_price),
            "price": money(price),
            "value": None if price is None else money(price * found.size),
            "orders": _order_rows(order for order in foreign if order.side is holding.side.exit),
        }


def _order_rows(orders: Iterable[ForeignOrder]) -> list[ForeignOrderRow]:
    return [
        {
            "order_id": order.venue_order_id,
            "side": order.side.value,
            "remaining": money(order.remaining),
            "price": money(order.price),
            "trigger": money(order.trigger),
        }
        for order in orders
    ]


def _still_rests(market: Market) -> str:
    reason = (
        "the exchange has not confirmed the cancel. The position is managed; it is tried again."
    )
    return refuse(ReasonCode.FOREIGN_ORDERS_REST, symbol=market.symbol, reason=reason).message


def _unreachable(error: VenueError) -> Refused:
    return Refused(refuse(ReasonCode.EXCHANGE_REFUSED, reason=str(error)))
