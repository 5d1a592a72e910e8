"""Binance's error answers."""

from ..core.errors import Reason, RefusedError
from ..wire import RefusalError, Reply


def refusal(code: int, message: str, status: int = 400) -> RefusalError:
    """Return an error answer."""
    return RefusalError(Reply({"code": code, "msg": message}, status))


def missing(name: str) -> RefusalError:
    """Return what is said when a parameter is missing or no good."""
    return refusal(
        -1102,
        f"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.",
    )


def not_required(name: str) -> RefusalError:
    """Return what is said when a parameter does not belong there."""
    return refusal(-1106, f"Parameter '{name}' sent when not required.")


SPOT: dict[Reason, tuple[int, str]] = {
    Reason.BALANCE: (-2010, "Account has insufficient balance for requested action."),
    Reason.DUPLICATE_ID: (-2010, "Duplicate order sent."),
    Reason.LOT_SIZE: (-1013, "Filter failure: LOT_SIZE"),
    Reason.MARKET_LOT_SIZE: (-1013, "Filter failure: MARKET_LOT_SIZE"),
    Reason.PRICE_FILTER: (-1013, "Filter failure: PRICE_FILTER"),
    Reason.PERCENT_PRICE: (-1013, "Filter failure: PERCENT_PRICE_BY_SIDE"),
    Reason.MIN_COST: (-1013, "Filter failure: NOTIONAL"),
    Reason.WOULD_TAKE: (-2010, "Order would immediately match and take."),
    Reason.WOULD_TRIGGER: (-2010, "Stop price would trigger immediately."),
    Reason.UNKNOWN_ORDER: (-2011, "Unknown order sent."),
    Reason.HALTED: (-1013, "Market is closed."),
    Reason.TOO_MANY_ORDERS: (-1013, "Filter failure: MAX_NUM_ORDERS"),
}

FUTURES: dict[Reason, tuple[int, str]] = {
    Reason.MARGIN: (-2019, "Margin is insufficient."),
    Reason.DUPLICATE_ID: (-4116, "ClientOrderId is duplicated."),
    Reason.LOT_SIZE: (-4003, "Quantity less than or equal to zero."),
    Reason.MARKET_LOT_SIZE: (-4005, "Quantity greater than max quantity."),
    Reason.PRICE_FILTER: (-4014, "Price not increased by tick size."),
    Reason.PERCENT_PRICE: (-4131, "The counterparty's best price does not meet the PERCENT_PRICE."),
    Reason.MIN_COST: (
        -4164,
        "Order's notional must be no smaller than 5 (unless you choose reduce only).",
    ),
    Reason.WOULD_TAKE: (
        -5022,
        "Due to the order could not be executed as maker, the Post Only order will be rejected.",
    ),
    Reason.WOULD_TRIGGER: (-2021, "Order would immediately trigger."),
    Reason.REDUCE_ONLY: (-2022, "ReduceOnly Order is rejected."),
    Reason.REDUCE_ONLY_TAKEN: (
        -4118,
        "ReduceOnly Order Failed. Please check your existing position and open orders",
    ),
    Reason.POSITION_SIDE: (-4061, "Order's position side does not match user's setting."),
    Reason.UNKNOWN_ORDER: (-2011, "Unknown order sent."),
    Reason.HALTED: (-4140, "Invalid symbol status for opening position."),
    Reason.TOO_MANY_ORDERS: (-2025, "Reach max open order limit."),
}


def spot_refusal(error: RefusedError) -> RefusalError:
    """Return spot's words for what the engine refuses."""
    return refusal(*SPOT[error.reason])


def futures_refusal(error: RefusedError) -> RefusalError:
    """Return the futures' words for what the engine refuses."""
    return refusal(*FUTURES[error.reason])
