"""Bybit's error answers: HTTP 200 with a code in the body."""

from ..core.errors import Reason, RefusedError
from ..core.market import Kind
from ..wire import RefusalError, Reply


def refusal(code: int, message: str, status: int = 200) -> RefusalError:
    """Return an error answer; the guard adds the time."""
    return RefusalError(
        Reply({"retCode": code, "retMsg": message, "result": {}, "retExtInfo": {}}, status)
    )


def bad(name: str, why: str = "invalid") -> RefusalError:
    """Return what is said of a parameter that is missing or no good."""
    return refusal(10001, f"params error: {name} {why}")


LINEAR: dict[Reason, tuple[int, str]] = {
    Reason.MARGIN: (110007, "ab not enough for new order"),
    Reason.DUPLICATE_ID: (110072, "OrderLinkedID is duplicate"),
    Reason.LOT_SIZE: (10001, "The number of contracts exceeds minimum limit allowed"),
    Reason.MARKET_LOT_SIZE: (10001, "The number of contracts exceeds maximum limit allowed"),
    Reason.PRICE_FILTER: (10001, "Price invalid"),
    Reason.PERCENT_PRICE: (110003, "Order price exceeds the allowable range."),
    Reason.MIN_COST: (110094, "Order does not meet minimum order value 5USDT"),
    Reason.REDUCE_ONLY: (110017, "current position is zero, cannot fix reduce-only order qty"),
    Reason.POSITION_SIDE: (10001, "position idx not match position mode"),
    Reason.UNKNOWN_ORDER: (110001, "order not exists or too late to cancel"),
    Reason.HALTED: (110066, "No trading is allowed at the current time"),
}

SPOT: dict[Reason, tuple[int, str]] = {
    Reason.BALANCE: (170131, "Insufficient balance."),
    Reason.DUPLICATE_ID: (170141, "Duplicate clientOrderId."),
    Reason.LOT_SIZE: (170136, "Order quantity exceeded lower limit."),
    Reason.MARKET_LOT_SIZE: (170135, "Order quantity exceeded upper limit."),
    Reason.PRICE_FILTER: (170134, "Order price has too many decimals."),
    Reason.PERCENT_PRICE: (170193, "Buy order price cannot be higher than the limit."),
    Reason.MIN_COST: (170140, "Order value exceeded lower limit."),
    Reason.UNKNOWN_ORDER: (170213, "Order does not exist."),
    Reason.HALTED: (170130, "Data sent for parameter 'symbol' is not valid."),
}


def from_engine(error: RefusedError, kind: Kind, *, rises: bool = True) -> RefusalError:
    """Return Bybit's words for what the engine refuses."""
    if error.reason is Reason.WOULD_TRIGGER:
        if rises:
            return refusal(110092, "expect Rising, but trigger_price <= current")
        return refusal(110093, "expect Falling, but trigger_price >= current")
    return refusal(*(SPOT if kind is Kind.SPOT else LINEAR)[error.reason])
