"""Hyperliquid's refusals: words without a code, of an action or of one order in it."""

from ..core.errors import Reason
from ..core.market import FakeMarket, Kind
from ..wire import RefusalError, Reply
from .markets import QUOTE, asset_number

NOT_READ = "Failed to deserialize the JSON body into the target type"
MISSING = "Order was never placed, already canceled, or filled."
NO_MATCH = "Order could not immediately match against any resting orders."

_ORDER = {
    Reason.LOT_SIZE: ("Order has invalid size.", "tickRejected"),
    Reason.MARKET_LOT_SIZE: ("Order has invalid size.", "tickRejected"),
    Reason.PRICE_FILTER: ("Price must be divisible by tick size.", "tickRejected"),
    Reason.PERCENT_PRICE: (
        "Order price cannot be more than 80% away from the reference price",
        "oracleRejected",
    ),
    Reason.MIN_COST: ("Order must have minimum value of $10.", "minTradeNtlRejected"),
    Reason.MARGIN: ("Insufficient margin to place order.", "perpMarginRejected"),
    Reason.BALANCE: ("Insufficient spot balance", "insufficientSpotBalanceRejected"),
    Reason.REDUCE_ONLY: ("Reduce only order would increase position.", "reduceOnlyRejected"),
    Reason.WOULD_TRIGGER: ("Invalid TP/SL price.", "badTriggerPxRejected"),
    Reason.DUPLICATE_ID: ("Duplicate cloid.", "rejected"),
    Reason.HALTED: ("Trading is halted.", "rejected"),
}


def refusal(words: str) -> RefusalError:
    """Return what is said of an action that is not done."""
    return RefusalError(Reply({"status": "err", "response": words}))


def not_read() -> RefusalError:
    """Return what is said of a request that is not understood: HTTP 422 and no JSON."""
    return RefusalError(Reply(NOT_READ, 422))


def of_order(reason: Reason, market: FakeMarket, bbo: str) -> tuple[str, str]:
    """Return the words for an order that the engine refuses, and the state that it has then."""
    asset = asset_number(market)
    if reason is Reason.WOULD_TAKE:
        words = f"Post only order would have immediately matched, bbo was {bbo}."
        return f"{words} asset={asset}", "badAloPxRejected"
    if reason is Reason.MIN_COST and market.kind is Kind.SPOT:
        return f"Order must have minimum value of 10 {QUOTE}. asset={asset}", "minTradeNtlRejected"
    words, status = _ORDER[reason]
    return f"{words} asset={asset}", status
