"""Gate's error answers: a status beside 2xx, and a label that says which error it is."""

from ..core.errors import Reason, RefusedError
from ..core.market import Kind
from ..wire import RefusalError, Reply


def refusal(label: str, message: str, status: int = 400) -> RefusalError:
    """Return an error answer."""
    return RefusalError(Reply({"label": label, "message": message}, status))


def bad(name: str) -> RefusalError:
    """Return what is said of a parameter that is no good."""
    return refusal("INVALID_PARAM_VALUE", f"invalid argument: {name}")


NOT_FOUND = ("ORDER_NOT_FOUND", "Order not found", 404)
AUTO_NOT_FOUND = ("AUTO_ORDER_NOT_FOUND", "order not found", 400)

SPOT: dict[Reason, tuple[str, str]] = {
    Reason.BALANCE: ("BALANCE_NOT_ENOUGH", "Not enough balance"),
    Reason.DUPLICATE_ID: ("REPEATED_CREATION", "Repeated creation"),
    Reason.LOT_SIZE: ("AMOUNT_TOO_LITTLE", "Amount does not reach minimum required"),
    Reason.MARKET_LOT_SIZE: ("AMOUNT_TOO_MUCH", "Amount exceeds maximum allowed"),
    Reason.PRICE_FILTER: ("INVALID_PRECISION", "Invalid price precision"),
    Reason.PERCENT_PRICE: ("PRICE_THRESHOLD_EXCEEDED", "Price deviates too much"),
    Reason.MIN_COST: ("INVALID_PARAM_VALUE", "Your order size is too small. The minimum is 3 USDT"),
    Reason.WOULD_TAKE: (
        "POC_FILL_IMMEDIATELY",
        "Order would match and take immediately so its cancelled",
    ),
    Reason.HALTED: ("INVALID_CURRENCY_PAIR", "Trading is suspended"),
}

LINEAR: dict[Reason, tuple[str, str]] = {
    Reason.MARGIN: ("INSUFFICIENT_AVAILABLE", "Balance is not enough"),
    Reason.DUPLICATE_ID: ("REPEATED_CREATION", "Repeated creation"),
    Reason.LOT_SIZE: ("SIZE_TOO_SMALL", "Order size does not reach minimum"),
    Reason.MARKET_LOT_SIZE: ("SIZE_TOO_LARGE", "Order size exceeds maximum"),
    Reason.PRICE_FILTER: ("INVALID_PARAM_VALUE", "invalid argument: price"),
    Reason.PERCENT_PRICE: ("PRICE_TOO_DEVIATED", "Order price deviates too much from mark price"),
    Reason.WOULD_TAKE: ("ORDER_POC_IMMEDIATE", "POC order will be finished immediately"),
    Reason.REDUCE_ONLY: ("REDUCE_EXCEEDED", "Reduce order would exceed position in dual-mode"),
    Reason.REDUCE_ONLY_TAKEN: ("REDUCE_EXCEEDED", "Reduce order would exceed position"),
    Reason.HALTED: ("CONTRACT_IN_DELISTING", "Contract is delisting"),
}


def from_engine(error: RefusedError, kind: Kind, *, rises: bool = True) -> RefusalError:
    """Return Gate's words for what the engine refuses."""
    if error.reason is Reason.WOULD_TRIGGER:
        if rises:
            words = "invalid argument: Trigger.Price must > last_price"
            return refusal("AUTO_TRIGGER_PRICE_GREATE_LAST", words)
        words = "invalid argument: Trigger.Price must < last_price"
        return refusal("AUTO_TRIGGER_PRICE_LESS_LAST", words)
    return refusal(*(SPOT if kind is Kind.SPOT else LINEAR)[error.reason])
