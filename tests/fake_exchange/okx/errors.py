"""OKX's error answers: a code for the whole request, or one for each order in it."""

from ..core.errors import Reason, RefusedError
from ..core.market import Kind
from ..wire import RefusalError, Reply

STATUS = {
    "50001": 503,
    "50004": 400,
    "50011": 429,
    "50014": 400,
    "50015": 400,
    "50026": 500,
    "51000": 400,
}


def refusal(code: str, message: str) -> RefusalError:
    """Return the answer to a request that is refused as a whole."""
    status = 401 if code[:3] == "501" else STATUS.get(code, 200)
    return RefusalError(Reply({"code": code, "data": [], "msg": message}, status))


def bad(name: str) -> RefusalError:
    """Return what is said of a parameter that is no good."""
    return refusal("51000", f"Parameter {name} error")


class OrderRefusedError(Exception):
    """One order of a request is refused; the request itself was fine."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def parameter(name: str) -> OrderRefusedError:
    """Return what is said of an order's parameter that is no good."""
    return OrderRefusedError("51000", f"Parameter {name}  error ")


NOTHING_TO_REDUCE = (
    "51169",
    "Order failed because you don't have any positions in this direction for this contract.",
)
COMMON: dict[Reason, tuple[str, str]] = {
    Reason.BALANCE: ("51008", "Order failed. Insufficient balance in account"),
    Reason.MARGIN: ("51008", "Order failed. Insufficient USDT margin in account"),
    Reason.DUPLICATE_ID: ("51016", "Client order ID already exists."),
    Reason.LOT_SIZE: ("51121", "Order quantity must be a multiple of the lot size."),
    Reason.MARKET_LOT_SIZE: ("51202", "Market order amount exceeds the maximum amount."),
    Reason.PRICE_FILTER: (
        "51150",
        "The precision of the number of trades or the price exceeds the limit.",
    ),
    Reason.PERCENT_PRICE: (
        "51006",
        "Order price is not within the price limit (max buy price: {}, min sell price: {})",
    ),
    Reason.REDUCE_ONLY: NOTHING_TO_REDUCE,
    Reason.REDUCE_ONLY_TAKEN: (
        "51112",
        "Close order size exceeds available size for this position.",
    ),
    Reason.POSITION_SIDE: ("51000", "Parameter posSide  error "),
    Reason.HALTED: ("51028", "Contract under delivery"),
}


def from_engine(error: RefusedError, kind: Kind, *, algo: bool = False) -> OrderRefusedError:
    """Return OKX's words for what the engine refuses."""
    code, words = COMMON[error.reason]
    if error.reason is Reason.DUPLICATE_ID and algo:
        return OrderRefusedError("51065", "algoClOrdId already exists.")
    if error.reason is Reason.HALTED and kind is Kind.SPOT:
        return OrderRefusedError("51021", "Pair is not open for trading.")
    return OrderRefusedError(code, words)
