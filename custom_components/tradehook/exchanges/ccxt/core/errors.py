"""What became of a request that failed: definitely refused, never sent, or nobody knows.

The client's classes of errors mean the same everywhere, and so do words; what a code means is the
venue's own, and is looked for in its answers only.
"""

from collections.abc import Awaitable
from dataclasses import dataclass
import decimal
from enum import StrEnum
import re

import aiohttp

from ...port.exchange import (
    ClockError,
    CredentialsRefusedError,
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    RegionRefusedError,
    UnreachableError,
    VenueError,
)
from ...venues.model.errors import ErrorTexts
from .refusal_words import explained


class RequestOutcome(StrEnum):
    """What is known of an order after its request failed."""

    REFUSED = "refused"
    """The venue said no: nothing of it exists there."""
    NOT_SENT = "not_sent"
    """It never left, or was turned away at the door: it may be sent again."""
    UNKNOWN = "unknown"
    """It may exist: look it up, never send it again."""


@dataclass(slots=True)
class Trace:
    """What left this machine during one call of the client.

    `sent` counts the requests that can change something and may have reached the venue; the moments
    are those of the last request of all, on the loop's clock.
    """

    sent: int = 0
    left_at: float | None = None
    arrived_at: float | None = None
    """When its answer came."""


class ClientFailedError(Exception):
    """A call of the client failed; `error` is what it raised."""

    def __init__(self, error: Exception) -> None:
        """The text of `error` may contain secrets, so it is no part of this one's."""
        super().__init__(type(error).__name__)
        self.error = error


async def attempt[T](answer: Awaitable[T]) -> T:
    """Return what a call of the client returns; raises ClientFailedError and nothing else.

    The client changes how this thread rounds decimals: that stays inside.
    """
    try:
        with decimal.localcontext():
            return await answer
    except Exception as err:  # noqa: BLE001  its parsers raise anything at all
        raise ClientFailedError(err) from None


# The client's classes that say a definite no, with our reason code; the most special one counts.
# Bare ExchangeError is not among them: it is also a reply that broke off.
_REFUSALS = {
    "InsufficientFunds": "insufficient_funds",
    "OrderImmediatelyFillable": "would_fill_at_once",
    "OrderNotFillable": "not_fillable",
    "ContractUnavailable": "market_closed",
    "InvalidOrder": "invalid_order",
    "BadSymbol": "unknown_symbol",
    "ArgumentsRequired": "invalid_order",
    "BadRequest": "invalid_order",
    "AccountNotEnabled": "permission_denied",
    "PermissionDenied": "permission_denied",
    "AccountSuspended": "account_suspended",
    "AuthenticationError": "credentials_refused",
    "MarketClosed": "market_closed",
    "ManualInteractionNeeded": "manual_interaction_needed",
    "RestrictedLocation": "restricted_location",
    "OperationRejected": "rejected",
    "NotSupported": "not_supported",
}
# Not executed: turned away before the matching engine saw it.
_TURNED_AWAY = frozenset({"RateLimitExceeded", "DDoSProtection", "InvalidNonce"})
# Some clients read a gateway's 403 as "too many requests": it says nothing of what is behind it.
_FORBIDDEN = re.compile(r"\b403 Forbidden")
_CREDENTIALS = frozenset({"AuthenticationError"})

# "This id is taken" means that an order with it exists, perhaps the one we ask for.
_DUPLICATES = re.compile(r"duplicate|already exist", re.IGNORECASE)
_NO_CHANGE = re.compile(r"not modified|No need to change")
_TRIGGERS_NOW = re.compile(r"trigger immediately")

_POSITION_MODE = re.compile(
    r"(?:pos(?:ition)?[-_ ]?(?:dual[-_ ]?)?(?:mode|side)|hedge[-_ ]?mode|one-?way[-_ ]mode"
    r"|unilateral position|long and short apart)"
    r"(?!\"\s*:)",  # not the field of an order that is told again
    re.IGNORECASE,
)
POSITION_MODE_DIFFERS = "position_mode_differs"
"""The order is for an account that keeps long and short apart, and it does not, or the other way
round."""
# What a venue's own no is about, where the client files it under a bare error. Words that say what
# the account or its key is like mean that the order was looked at, and turned away.
_REFUSED_IN_WORDS = (
    (
        re.compile(
            r"reduce[-_ ]?only(?!\"\s*:)|no (?:open )?position(?:s)? to (?:close|reduce)",
            re.IGNORECASE,
        ),
        "nothing_to_reduce",
    ),
    (_POSITION_MODE, POSITION_MODE_DIFFERS),
    (
        re.compile(
            r"(?:no|lacks?|without|insufficient|invalid) permission"
            r"|permissions? (?:denied|required)|not (?:authori[sz]ed|permitted)"
            r"|unauthori[sz]ed|read[-_ ]?only(?!\"\s*:)"
            r"|\bip\b.{0,40}(?:whitelist|allow|match|trusted|bound)|whitelist.{0,40}\bip\b",
            re.IGNORECASE,
        ),
        "permission_denied",
    ),
    (
        re.compile(
            r"no trading is allowed|(?:market|trading|symbol)(?: is)? (?:halted|suspended|paused)",
            re.IGNORECASE,
        ),
        "market_closed",
    ),
)
# An answer of the venue's own, not the page of a gateway.
_OWN_ANSWER = re.compile(r"^(?!.*<html).*\{.*\}", re.IGNORECASE | re.DOTALL)

# What Binance (451), Bybit's and others' gateways (403) say to those from the wrong place.
_REGION = re.compile(
    r"restricted location|eligibility|not available in your (?:country|region)"
    r"|^\w+ [A-Z]+ \S+ 451\b"
    r"|country.{0,40}(?:restricted|blocked)|block(?:ed)? access from your country",
    re.IGNORECASE,
)


def classes(error: BaseException) -> list[str]:
    """Return the names of an error's classes, the most special first.

    Names, because two copies of the client in one process would have two of each class.
    """
    return [cls.__name__ for cls in type(error).__mro__]


def outcome_of(error: BaseException, trace: Trace, texts: ErrorTexts) -> RequestOutcome:
    """Return what a failed order request means."""
    if not trace.sent:
        return RequestOutcome.NOT_SENT if _may_pass(error) else RequestOutcome.REFUSED
    if error.__cause__ is not None or "BaseError" not in (names := classes(error)):
        return RequestOutcome.UNKNOWN
    text = str(error)
    if _says(text, texts.unsure):
        return RequestOutcome.UNKNOWN
    if _says(text, texts.bad_key):
        return RequestOutcome.REFUSED
    if names[0] in _TURNED_AWAY and not _FORBIDDEN.search(text):
        return RequestOutcome.NOT_SENT
    if is_clock_trouble(error, texts):
        return RequestOutcome.NOT_SENT
    if "DuplicateOrderId" in names or _says(text, _DUPLICATES, texts.id_taken):
        return RequestOutcome.UNKNOWN
    if "OrderNotFound" in names or "OrderNotCached" in names:
        return RequestOutcome.UNKNOWN
    return RequestOutcome.REFUSED if is_refusal(error, texts) else RequestOutcome.UNKNOWN


def order_error(error: BaseException, trace: Trace, message: str, texts: ErrorTexts) -> VenueError:
    """Return what to raise for an order request that failed; `message` is without secrets."""
    match outcome_of(error, trace, texts):
        case RequestOutcome.REFUSED:
            return order_refusal(error, message, texts)
        case RequestOutcome.NOT_SENT:
            return NotSentError(message)
        case RequestOutcome.UNKNOWN:
            return VenueError(message)


def order_refusal(error: BaseException, message: str, texts: ErrorTexts) -> OrderRefusedError:
    """Return what to raise for an order that was definitely refused."""
    code = refusal_code(error, texts)
    return OrderRefusedError(code, explained(code, message))


def query_error(error: BaseException, message: str, texts: ErrorTexts) -> VenueError:
    """Return what to raise for a question that failed: it never means "nothing"."""
    if is_credentials_refusal(error, texts):
        return CredentialsRefusedError(message)
    if is_region_refusal(error):
        return RegionRefusedError(message)
    if is_clock_trouble(error, texts):
        return ClockError(message)
    if is_unreachable(error):
        return UnreachableError(message)
    return VenueError(message)


def cancel_error(error: BaseException, message: str, texts: ErrorTexts) -> VenueError:
    """Return what to raise for a cancel that failed."""
    if is_not_found(error, texts):
        return OrderNotFoundError(message)
    return query_error(error, message, texts)


def is_refusal(error: BaseException, texts: ErrorTexts) -> bool:
    """Return whether the venue said a definite no."""
    known = any(name in _REFUSALS for name in classes(error))
    return known or _says(str(error), texts.refused) or _refusal_in_words(error) is not None


def is_rejection(error: BaseException) -> bool:
    """Return whether it was refused for what else there is at the moment."""
    return "OperationRejected" in classes(error)


def refusal_code(error: BaseException, texts: ErrorTexts) -> str:
    """Return the reason code of a definite refusal."""
    text = str(error)
    if _says(text, texts.bad_key):
        return "credentials_refused"
    if _says(text, _TRIGGERS_NOW, texts.triggers_now):
        return "would_trigger_at_once"
    if _OWN_ANSWER.search(text) and _POSITION_MODE.search(text):
        return POSITION_MODE_DIFFERS
    by_class = next((_REFUSALS[name] for name in classes(error) if name in _REFUSALS), None)
    return by_class or _refusal_in_words(error) or "rejected"


def _refusal_in_words(error: BaseException) -> str | None:
    """Return what a bare error of the client is about, if it is a no of the venue's own."""
    text = str(error)
    if classes(error)[0] != "ExchangeError" or error.__cause__ or not _OWN_ANSWER.search(text):
        return None
    return next((code for words, code in _REFUSED_IN_WORDS if words.search(text)), None)


def is_credentials_refusal(error: BaseException, texts: ErrorTexts) -> bool:
    """Return whether the venue refused the key itself."""
    if error.__cause__ is not None or is_clock_trouble(error, texts):
        return False
    names = classes(error)
    return _says(str(error), texts.bad_key) or names[0] in _CREDENTIALS


def is_not_found(error: BaseException, texts: ErrorTexts) -> bool:
    """Return whether the venue itself said that it does not know the order."""
    if error.__cause__ is not None:
        return False
    return "OrderNotFound" in classes(error) or _says(str(error), texts.unknown_order)


def is_done_already(error: BaseException, texts: ErrorTexts) -> bool:
    """Return whether the venue says that something is already as wanted."""
    if error.__cause__ is not None or "BaseError" not in classes(error):
        return False
    return "NoChange" in classes(error) or _says(str(error), _NO_CHANGE, texts.unchanged)


def is_region_refusal(error: BaseException) -> bool:
    """Return whether the venue does not serve people from here."""
    if error.__cause__ is not None or "BaseError" not in classes(error):
        return False
    return "RestrictedLocation" in classes(error) or bool(_REGION.search(str(error)))


def is_unreachable(error: BaseException) -> bool:
    """Return whether nobody answered, or only a gateway or a notice of maintenance did."""
    return bool({"ExchangeNotAvailable", "RequestTimeout", "TimeoutError"} & {*classes(error)})


def is_turned_away(error: BaseException, texts: ErrorTexts) -> bool:
    """Return whether the venue said that it was too much."""
    return (
        error.__cause__ is None
        and classes(error)[0] in {"RateLimitExceeded", "DDoSProtection"}
        and not _says(str(error), texts.bad_key)
    )


def is_clock_trouble(error: BaseException, texts: ErrorTexts) -> bool:
    """Return whether the venue refused the time of the request."""
    if error.__cause__ is not None or "BaseError" not in classes(error):
        return False
    return "InvalidNonce" in classes(error) or _says(str(error), texts.clock)


def never_left(error: BaseException) -> bool:
    """Return whether a request certainly did not reach the venue: no connection was made."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
            return True
        cause = cause.__cause__
    return False


def _says(text: str, *patterns: re.Pattern[str] | None) -> bool:
    return any(pattern is not None and pattern.search(text) for pattern in patterns)


def _may_pass(error: BaseException) -> bool:
    """Return whether what stopped a request before it left may be gone the next time."""
    names = classes(error)
    return "OperationFailed" in names or "BaseError" not in names or error.__cause__ is not None
