"""Why the engine refuses something; each venue has its own code and words for it."""

from enum import StrEnum


class Reason(StrEnum):
    """Why an order or a setting is refused."""

    BALANCE = "balance"
    MARGIN = "margin"
    DUPLICATE_ID = "duplicate id"
    LOT_SIZE = "lot size"
    MARKET_LOT_SIZE = "market lot size"
    PRICE_FILTER = "price filter"
    PERCENT_PRICE = "percent price"
    MIN_COST = "minimum cost"
    WOULD_TAKE = "post-only would take"
    WOULD_TRIGGER = "would trigger at once"
    REDUCE_ONLY = "nothing to reduce"
    REDUCE_ONLY_TAKEN = "what could be reduced is taken by other orders"
    POSITION_SIDE = "position side does not match the mode"
    UNKNOWN_ORDER = "unknown order"
    LEVERAGE = "leverage"
    NO_CHANGE = "no change"
    HAS_ORDERS = "there are open orders"
    HAS_POSITION = "there is a position"
    HALTED = "halted"
    TOO_MANY_ORDERS = "too many orders"


class RefusedError(Exception):
    """The engine does not do it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
