"""Bitget's error answers: HTTP 400 with a code in the body; the unified account has its own."""

from ..core.errors import Reason, RefusedError
from ..core.market import Kind
from ..wire import RefusalError, Reply


def refusal(code: int | str, message: str, status: int = 400) -> RefusalError:
    """Return an error answer; the venue adds the time."""
    return RefusalError(Reply({"code": str(code), "msg": message, "data": None}, status))


def bad(name: str, why: str = "error") -> RefusalError:
    """Return what is said of a parameter that is missing or no good."""
    return refusal(40017 if why == "error" else 40034, f"Parameter {name} {why}")


SPOT: dict[Reason, tuple[int, str]] = {
    Reason.BALANCE: (43012, "Insufficient balance"),
    Reason.DUPLICATE_ID: (43118, "clientOrderId duplicate"),
    Reason.LOT_SIZE: (43037, "The minimum order quantity is 0.000001"),
    Reason.MARKET_LOT_SIZE: (43038, "The maximum order quantity is 900000000"),
    Reason.PRICE_FILTER: (40808, "Parameter verification exception price checkBDScale error"),
    Reason.PERCENT_PRICE: (40815, "Order price cannot be higher than the highest bid price"),
    Reason.MIN_COST: (45110, "less than the minimum amount 1 USDT"),
    Reason.UNKNOWN_ORDER: (43001, "The order does not exist"),
    Reason.HALTED: (40308, "The contract is being temporarily maintained"),
}
LINEAR: dict[Reason, tuple[int, str]] = {
    Reason.MARGIN: (40762, "The order amount exceeds the balance"),
    Reason.DUPLICATE_ID: (40786, "Duplicate clientOid"),
    Reason.LOT_SIZE: (40808, "Parameter verification exception size checkBDScale error"),
    Reason.MARKET_LOT_SIZE: (45112, "more than the maximum order quantity"),
    Reason.PRICE_FILTER: (45115, "The price should be a multiple of the price step"),
    Reason.PERCENT_PRICE: (40815, "Order price cannot be higher than the highest bid price"),
    Reason.MIN_COST: (45110, "less than the minimum amount 5 USDT"),
    Reason.WOULD_TRIGGER: (40917, "Stop price for long positions please < mark price"),
    Reason.REDUCE_ONLY: (22002, "No position to close"),
    Reason.POSITION_SIDE: (
        40774,
        "The order type for unilateral position must also be the unilateral position type.",
    ),
    Reason.UNKNOWN_ORDER: (40768, "Order does not exist"),
    Reason.HALTED: (40308, "The contract is being temporarily maintained"),
    Reason.LEVERAGE: (40797, "Exceeded the maximum settable leverage"),
    Reason.HAS_POSITION: (
        45117,
        "Currently holding positions or orders, the margin mode cannot be adjusted",
    ),
}
UNIFIED: dict[Reason, tuple[int, str]] = {
    Reason.BALANCE: (25202, "Insufficient balance"),
    Reason.MARGIN: (40762, "The order size is greater than the max open size"),
    Reason.DUPLICATE_ID: (25212, "Duplicate clientOid"),
    Reason.LOT_SIZE: (25610, "Order quantity must be a multiple of the step"),
    Reason.MARKET_LOT_SIZE: (25207, "Order quantity exceeds the maximum"),
    Reason.PRICE_FILTER: (25244, "The price must be a multiple of the price step"),
    Reason.PERCENT_PRICE: (25205, "The price is beyond the highest bid price"),
    Reason.MIN_COST: (25611, "Order quantity is less than the minimum"),
    Reason.WOULD_TRIGGER: (25587, "The stop-loss price must be lower than the current price"),
    Reason.REDUCE_ONLY: (25601, "Position does not exist"),
    Reason.POSITION_SIDE: (25236, "posSide does not match the holding mode"),
    Reason.UNKNOWN_ORDER: (25204, "Order does not exist"),
    Reason.HALTED: (25101, "The symbol is not available for trading"),
    Reason.LEVERAGE: (40797, "Exceeded the maximum settable leverage"),
    Reason.HAS_POSITION: (25233, "There are positions or orders, the margin mode can't be changed"),
}


def from_engine(reason: Reason, kind: Kind, *, unified: bool, rises: bool = False) -> RefusalError:
    """Return Bitget's words for what the engine refuses."""
    if unified:
        return refusal(*UNIFIED[reason])
    if reason is Reason.WOULD_TRIGGER and rises:
        return refusal(45122, "Short position stop loss price please > mark price")
    return refusal(*(SPOT if kind is Kind.SPOT else LINEAR)[reason])


def refused(error: RefusedError, kind: Kind, *, unified: bool, rises: bool = False) -> RefusalError:
    """Return Bitget's words for a refusal of the engine."""
    return from_engine(error.reason, kind, unified=unified, rises=rises)
