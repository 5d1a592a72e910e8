"""What somebody else does on an imitated Binance: an order that rests and is not ours."""

from decimal import Decimal

from ..core.market import Kind
from ..core.orders import Order, Side, Trigger
from ..venue import FakeVenue


def rests_outside(
    venue: FakeVenue,
    symbol: str,
    amount: Decimal,
    *,
    price: str | None = None,
    trigger: str | None = None,
) -> Order:
    """Have a sale rest: a limit order, or a stop in the list where the venue keeps such."""
    market = venue.books[symbol].market
    linear = market.kind is not Kind.SPOT
    stop = "STOP_MARKET" if linear else "STOP_LOSS"
    return venue.engine.place(
        Order(
            market=market,
            side=Side.SELL,
            client_id=f"web_{price or trigger}",
            amount=amount,
            price=None if price is None else Decimal(price),
            reduce_only=linear,
            trigger=None if trigger is None else Trigger(price=Decimal(trigger), rises=False),
            algo=linear and trigger is not None,
            wire_type="LIMIT" if price is not None else stop,
            extra={"workingType": "CONTRACT_PRICE", "timeInForce": "GTC", "priceProtect": "false"},
        )
    )
