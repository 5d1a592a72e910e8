"""What a venue checks before it takes an order: the market's rules and the terms of the account."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from ...trading.model.market import Market, MarketType, OrderSide, Quote
from ...trading.model.sections import OrderType
from ..port.exchange import OrderRefusedError, OrderRequest

CLIENT_ORDER_ID_LENGTH = 64

_MONEY = Decimal("1e-12")
_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTerms:
    """The terms of the paper account; every rate is in percent."""

    maker_fee: Decimal = Decimal("0.1")
    taker_fee: Decimal = Decimal("0.1")
    slippage: Decimal = Decimal("0.05")
    """How much worse than bid and ask a market order fills."""
    hedge_mode: bool = False
    max_leverage: int | None = None
    """The account's own cap, on top of each market's."""
    maintenance_margin: Decimal = Decimal("0.5")
    """Of a position's value at the mark price: with less than this it is liquidated."""
    liquidation_fee: Decimal = Decimal("0.5")
    funding_rate: Decimal = Decimal(0)
    """What longs pay to shorts every 8 hours, of a position's value; 0 turns it off."""


def rounded_up(value: Decimal) -> Decimal:
    """Round an amount of money up to a trillionth, so that sums stay exact."""
    return value.quantize(_MONEY, rounding=ROUND_CEILING)


def share(value: Decimal, percentage: Decimal) -> Decimal:
    """Return a percentage of an amount of money, rounded up."""
    return rounded_up(value * percentage / _PERCENT)


def market_order_price(market: Market, side: OrderSide, quote: Quote, slippage: Decimal) -> Decimal:
    """Return what a market order trades at: bid or ask less slippage, against the trader."""
    if side is OrderSide.BUY:
        return market.price_up(quote.ask * (1 + slippage / _PERCENT))
    return max(market.price_down(quote.bid * (1 - slippage / _PERCENT)), market.price_tick)


def check_request(market: Market, request: OrderRequest, price: Decimal) -> None:
    """Refuse an order that breaks the market's rules; `price` is what it would trade at."""
    if not 1 <= len(request.client_order_id) <= CLIENT_ORDER_ID_LENGTH:
        raise OrderRefusedError(
            "bad_client_order_id",
            f"The client order id must have 1 to {CLIENT_ORDER_ID_LENGTH} characters.",
        )
    _check_amount(market, request.amount)
    if request.order_type is OrderType.LIMIT:
        _check_price(market, request.price)
    cost = request.amount * price
    exempt = request.reduce_only and market.market_type is MarketType.LINEAR
    if cost < market.min_cost and not exempt:
        raise OrderRefusedError(
            "below_min_cost",
            f"The order is worth {cost.normalize():f} {market.quote}, the least on "
            f"{market.symbol} is {market.min_cost:f}; make it bigger.",
        )


def _check_amount(market: Market, amount: Decimal) -> None:
    if not amount.is_finite() or amount <= 0:
        raise OrderRefusedError("amount_not_positive", f"The amount {amount} must be above 0.")
    if amount != market.amount_down(amount):
        raise OrderRefusedError(
            "amount_not_on_step",
            f"The amount {amount} is not a multiple of {market.symbol}'s step "
            f"{market.amount_step:f}; round it.",
        )
    if amount < market.min_amount:
        raise OrderRefusedError(
            "below_min_amount",
            f"The amount {amount} is below {market.symbol}'s minimum {market.min_amount:f} "
            f"{market.base}; make it bigger.",
        )


def _check_price(market: Market, price: Decimal | None) -> None:
    if price is None:
        raise OrderRefusedError("price_missing", "A limit order needs a price.")
    if not price.is_finite() or price <= 0:
        raise OrderRefusedError("price_not_positive", f"The price {price} must be above 0.")
    if price != market.price_down(price):
        raise OrderRefusedError(
            "price_not_on_tick",
            f"The price {price} is not a multiple of {market.symbol}'s tick "
            f"{market.price_tick:f}; round it.",
        )
