"""KuCoin's error answers: a code in the body, whatever the status."""

from ..core.errors import Reason, RefusedError
from ..core.market import Kind
from ..wire import RefusalError, Reply

UNKNOWN_ORDER = ("400100", "order_not_exist_or_not_allow_to_cancel")
NOT_CANCELABLE = ("100004", "Order is in not cancelable state")


def refusal(code: str, message: str, status: int = 200) -> RefusalError:
    """Return an error answer."""
    return RefusalError(Reply({"code": code, "msg": message}, status))


def bad(name: str, why: str = "invalid") -> RefusalError:
    """Return what is said of a parameter that is missing or no good."""
    return refusal("400100", f"Parameter error: {name} {why}")


SPOT: dict[Reason, tuple[str, str]] = {
    Reason.BALANCE: ("200004", "Balance insufficient!"),
    Reason.DUPLICATE_ID: ("126044", "clientOid duplicate"),
    Reason.LOT_SIZE: ("400100", "Order size below the minimum requirement."),
    Reason.MARKET_LOT_SIZE: ("400100", "Order size exceeds the maximum limit."),
    Reason.PRICE_FILTER: ("400100", "Price increment invalid."),
    Reason.PERCENT_PRICE: ("400370", "Max. price: 0.02500000000000000000"),
    Reason.MIN_COST: ("600101", "The order funds should more then 0.1 USDT."),
    Reason.WOULD_TAKE: ("300000", "Post only order would take."),
    Reason.UNKNOWN_ORDER: UNKNOWN_ORDER,
    Reason.HALTED: ("400600", "validation.createOrder.symbolNotAvailable"),
}

FUTURES: dict[Reason, tuple[str, str]] = {
    Reason.MARGIN: ("300003", "Balance insufficient. The order cost is more than what is left."),
    Reason.DUPLICATE_ID: ("126044", "clientOid duplicate"),
    Reason.LOT_SIZE: ("100003", "Contract parameter invalid."),
    Reason.MARKET_LOT_SIZE: ("100003", "Contract parameter invalid."),
    Reason.PRICE_FILTER: ("100003", "Contract parameter invalid."),
    Reason.PERCENT_PRICE: ("300011", "Order price cannot be higher than the limit."),
    Reason.MIN_COST: ("100003", "Contract parameter invalid."),
    Reason.REDUCE_ONLY: ("300009", "No open positions to close."),
    Reason.REDUCE_ONLY_TAKEN: ("300009", "No open positions to close."),
    Reason.UNKNOWN_ORDER: NOT_CANCELABLE,
    Reason.HALTED: ("300008", "The contract is unavailable for trading."),
}


def from_engine(error: RefusedError, kind: Kind) -> RefusalError:
    """Return KuCoin's words for what the engine refuses."""
    return refusal(*(SPOT if kind is Kind.SPOT else FUTURES)[error.reason])
