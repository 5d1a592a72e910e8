"""Orders and trades between our words and the client's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from ....trading.model.market import Market, MarketType, OrderSide, Side
from ....trading.model.order import OrderState
from ....trading.model.sections import OrderType
from ...port.exchange import (
    Balance,
    FillReport,
    OrderRefusedError,
    OrderReport,
    OrderRequest,
    VenuePosition,
)
from ...venues.model.margin import MarginSetting, OpenResult
from ...venues.model.venue import Venue
from ..core.markets import ListedMarket
from ..core.numbers import margin_mode, moment, number, plain
from ..core.protocol import Row, UnreadableRowError, reading
from .client_order_ids import decode, encode, filled_in
from .resting_stops import stop_params

ZERO = Decimal(0)

_SIDES: Mapping[object, OrderSide] = {str(side): side for side in OrderSide}
_STATES = {
    "open": OrderState.OPEN,
    "closed": OrderState.FILLED,
    "canceled": OrderState.CANCELLED,
    "expired": OrderState.CANCELLED,
    "rejected": OrderState.REJECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderArguments:
    """The arguments of the client's `create_order`."""

    symbol: str
    order_type: str
    side: str
    amount: Decimal
    price: Decimal | None
    params: Mapping[str, Any]


def sending(
    request: OrderRequest,
    venue: Venue,
    listed: ListedMarket,
    *,
    hedge_mode: bool,
    best: Decimal | None,
) -> OrderArguments:
    """Return what the client is asked to send: known parameters only, nothing else ever.

    `best` is the price that a market order would pay; raises OrderRefusedError without one where
    the venue needs it, and for a stop that it was not seen to hold.
    """
    params = filled_in(venue.ids.create_params, encode(request.client_order_id, venue.ids.format))
    params |= stop_params(request, venue, listed)
    price, cost = request.price, None
    if request.order_type is OrderType.MARKET:
        price, cost = _market_price(request, venue, best)
    if cost is not None:
        params["cost"] = plain(cost)
    if venue.market_type is MarketType.LINEAR:
        if request.reduce_only:
            params["reduceOnly"] = True
        if hedge_mode:
            params["hedged"] = True
        if request.margin_mode and (
            venue.margin.in_orders
            or venue.margin.setting in (MarginSetting.ORDER, MarginSetting.WITH_LEVERAGE)
        ):
            params["marginMode"] = request.margin_mode.value
        if request.leverage and venue.margin.setting in (
            MarginSetting.ORDER,
            MarginSetting.LEVERAGE_IN_ORDER,
        ):
            params["leverage"] = request.leverage
    return OrderArguments(
        symbol=request.symbol,
        order_type=str(request.order_type),
        side=str(request.side),
        amount=request.amount / listed.contract_size,
        price=price,
        params=params,
    )


def _market_price(
    request: OrderRequest, venue: Venue, best: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Return the price and the cost that a market order says, where the venue needs one of them.

    A price on a market order means something else on half of the venues: a cost, a limit.
    """
    if venue.market_orders.price_needed and request.trigger is not None:
        # It is executed within some percent of this, when the price is there.
        return request.trigger, None
    spends = venue.market_orders.buys_for_cost and request.side is OrderSide.BUY
    if not spends and not venue.market_orders.price_needed:
        return None, None
    if best is None:
        raise OrderRefusedError("no_price", f"{request.symbol} has no price yet.")
    return (best, None) if venue.market_orders.price_needed else (None, request.amount * best)


def client_order_id_of(order: Row, venue: Venue) -> str | None:
    """Return the client order id in an order of the client, as the venue spells it."""
    if venue.ids.in_info is not None:
        found = (order.get("info") or {}).get(venue.ids.in_info)
    else:
        found = order.get("clientOrderId")
    return str(found) if found else None


def own_id(order: Row, venue: Venue) -> str | None:
    """Return our client order id in an order of the client; None if the order is not ours."""
    return decode(client_order_id_of(order, venue), venue.ids.format)


@reading("an order")
def order_report(
    order: Row, client_order_id: str, symbol: str, listed: ListedMarket, now: datetime
) -> OrderReport:
    """Return what an order of the client says.

    Raises UnreadableRowError when it says nothing certain, as an answer without the venue's id.
    """
    venue_order_id = order.get("id")
    if not venue_order_id:
        raise UnreadableRowError("The exchange answered without an order id.")
    filled = number(order.get("filled")) or ZERO
    state = _STATES.get(order.get("status") or "open", OrderState.OPEN)
    amount = number(order.get("amount"))
    reduce_only = order.get("reduceOnly")
    limit = order.get("type") != OrderType.MARKET
    if limit and state is OrderState.FILLED and amount is not None and filled < amount:
        # Several venues call a cancelled remainder "closed".
        state = OrderState.CANCELLED
    return OrderReport(
        client_order_id=client_order_id,
        venue_order_id=str(venue_order_id),
        symbol=symbol,
        state=state,
        filled=filled * listed.contract_size,
        at=moment(order.get("lastTradeTimestamp") or order.get("timestamp")) or now,
        side=_SIDES.get(order.get("side")),
        reduce_only=reduce_only if isinstance(reduce_only, bool) else None,
        code="refused" if state is OrderState.REJECTED else None,
        message="The exchange rejected the order." if state is OrderState.REJECTED else None,
        average=number(order.get("average")) or None,
    )


def says_all(order: Row) -> bool:
    """Return whether an answer contains the order's state, and not just its id."""
    return order.get("status") is not None and order.get("filled") is not None


def has_own_trades_only(order: Row) -> bool:
    """Return whether the trades that an order has are its own.

    Of a trade between two orders of ours the streams' client merges both sides into one, since
    they have one id.
    """
    own = order.get("id")
    return all(trade.get("order") in {None, own} for trade in order.get("trades") or ())


@reading("a trade")
def fill_report(
    trade: Row,
    client_order_id: str,
    symbol: str,
    listed: ListedMarket,
    now: datetime,
    *,
    fee_currency_in: str | None = None,
) -> FillReport:
    """Return what a trade of the client says; raises UnreadableRowError when it lacks a number.

    `fee_currency_in` is where the venue itself names the currency of the fee.
    """
    price, amount = number(trade.get("price")), number(trade.get("amount"))
    trade_id, side = trade.get("id"), trade.get("side")
    order_side = _SIDES.get(side)
    if price is None or amount is None or not trade_id or order_side is None:
        raise UnreadableRowError("The exchange told a trade without its numbers.")
    fee, currency = _fee(trade, listed.market)
    stamp = moment(trade.get("timestamp"))
    if fee_currency_in is not None:
        currency = str((trade.get("info") or {}).get(fee_currency_in) or currency)
    return FillReport(
        trade_id=str(trade_id),
        client_order_id=client_order_id,
        venue_order_id=str(trade.get("order") or ""),
        symbol=symbol,
        side=order_side,
        price=price,
        amount=amount * listed.contract_size,
        fee=fee,
        fee_currency=currency,
        at=stamp or now,
        stamp=stamp,
    )


def _fee(trade: Row, market: Market) -> tuple[Decimal, str]:
    """Return what a trade cost; of several fees the one that shrinks what was bought."""
    fees: Sequence[Row] = trade.get("fees") or [trade.get("fee") or {}]
    sums: dict[str, Decimal] = {}
    for fee in fees:
        cost, currency = number(fee.get("cost")), fee.get("currency")
        if cost and currency:
            sums[currency] = sums.get(currency, ZERO) + cost
    if not sums:
        return ZERO, market.quote
    for name in (market.base, market.quote):
        if name in sums:
            return sums[name], name
    return next(iter(sums.values())), next(iter(sums))


@reading("the balances")
def balances(answer: Row, open_result: OpenResult | None = None) -> dict[str, Balance]:
    """Return the balances that are not nothing, without the profit of open positions."""
    found: dict[str, Balance] = {}
    free, used, total = (answer.get(part) or {} for part in ("free", "used", "total"))
    wallets = _wallets(answer) | _without(open_result, answer)
    for currency in free.keys() | used.keys() | total.keys():
        whole, usable = number(total.get(currency)), number(free.get(currency))
        locked = number(used.get(currency))
        if usable is None:
            usable = (whole or ZERO) - (locked or ZERO)
        if currency in wallets:
            # What is free may be more: open profit can be used, but it is not there yet.
            locked = wallets[currency] - usable
        if locked is None:
            locked = max((whole or ZERO) - usable, ZERO)
        if usable or locked:
            found[currency] = Balance(free=usable, used=locked)
    return found


def _wallets(answer: Row) -> dict[str, Decimal]:
    """Return what there is of each currency where the client's totals count open profit.

    Binance's futures; the names of its fields are nobody else's.
    """
    info = answer.get("info")
    rows = info.get("assets") if isinstance(info, Mapping) else None
    told = {row.get("asset"): number(row.get("walletBalance")) for row in rows or ()}
    return {name: amount for name, amount in told.items() if name and amount is not None}


def _without(told: OpenResult | None, answer: Row) -> dict[str, Decimal]:
    """Return the totals less the open result that is in them, where the venue tells it."""
    if told is None:
        return {}
    found: Any = answer.get("info")
    for step in told.rows:
        found = _at(found, step)
    totals = {name: number(whole) for name, whole in (answer.get("total") or {}).items()}
    wallets = {name: whole for name, whole in totals.items() if whole is not None}
    for row in [found] if isinstance(found, Mapping) else found or ():
        amount: Any = row
        for step in told.amount:
            amount = _at(amount, step)
        name = _code(row, told, wallets)
        if name not in wallets or (profit := number(amount)) is None:
            continue
        wallets[name] -= profit
    return wallets


def _code(row: Mapping[str, Any], told: OpenResult, wallets: Mapping[str, Decimal]) -> str | None:
    """Return the currency of a row, as the client calls it."""
    if told.currency is None:
        return next(iter(wallets), None)
    name = str(row.get(told.currency))
    return name if name in wallets else name.upper()


def _at(found: Any, step: str | int) -> Any:
    if isinstance(found, Mapping):
        return found.get(step)
    if isinstance(found, list) and isinstance(step, int) and step < len(found):
        return found[step]
    return None


@reading("a position")
def position(row: Row, symbol: str, listed: ListedMarket) -> VenuePosition | None:
    """Return a position of the client; None when it holds nothing, leverage 0 if it is not told.

    Raises UnreadableRowError for one that can't be read: passed over, it would look closed.
    """
    contracts = number(row.get("contracts"))
    if not contracts:
        return None
    side, mark = row.get("side"), number(row.get("markPrice"))
    entry = number(row.get("entryPrice")) or mark
    if side not in {"long", "short"} or entry is None:
        raise UnreadableRowError(
            f"The exchange told a position in {symbol} without its side or price."
        )
    leverage = number(row.get("leverage"))
    return VenuePosition(
        symbol=symbol,
        side=Side(side),
        size=abs(contracts) * listed.contract_size,
        entry_price=entry,
        mark_price=mark or entry,
        leverage=int(leverage or 0),
        margin_mode=margin_mode(row.get("marginMode")),
        liquidation_price=number(row.get("liquidationPrice")) or None,
    )
