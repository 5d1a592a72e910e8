"""What a failed request means: definitely refused, never sent, or unknown until looked up."""

import importlib

import aiohttp
import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import (
    RequestOutcome,
    Trace,
    cancel_error,
    is_credentials_refusal,
    is_done_already,
    is_not_found,
    is_turned_away,
    order_error,
    outcome_of,
    query_error,
    refusal_code,
)
from custom_components.tradehook.exchanges.ccxt.core.refusal_words import explained
from custom_components.tradehook.exchanges.port.exchange import (
    ClockError,
    CredentialsRefusedError,
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    RegionRefusedError,
    UnreachableError,
    VenueError,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.errors import ErrorTexts

ccxt = importlib.import_module("ccxt")

REFUSED, NOT_SENT, UNKNOWN = RequestOutcome.REFUSED, RequestOutcome.NOT_SENT, RequestOutcome.UNKNOWN


def error(name: str, text: str = "", cause: Exception | None = None) -> Exception:
    """Return an error of the client."""
    made: Exception = getattr(ccxt, name)(text)
    made.__cause__ = cause
    return made


def unreachable() -> Exception:
    """Return what aiohttp says when there is no connection."""
    connection = aiohttp.client_reqrep.ConnectionKey("x", 443, True, True, None, None, None)
    return aiohttp.ClientConnectorError(connection, OSError("refused"))


BINANCE = VENUES["BINA"].errors

ROWS = {
    "balance": (error("InsufficientFunds", '{"code":-2010}'), REFUSED),
    "filter": (error("BadRequest", '{"code":-1013}'), REFUSED),
    "invalid order": (error("InvalidOrder"), REFUSED),
    "unknown market": (error("BadSymbol"), REFUSED),
    "key": (error("AuthenticationError"), REFUSED),
    "permission": (error("PermissionDenied"), REFUSED),
    "account": (error("AccountSuspended"), REFUSED),
    "rejected": (error("OperationRejected"), REFUSED),
    "market closed": (error("MarketClosed"), REFUSED),
    "would fill": (error("OrderImmediatelyFillable"), REFUSED),
    "key after a success": (error("DDoSProtection", '{"code":-2015,"msg":"Invalid"}'), REFUSED),
    "too many requests": (error("RateLimitExceeded"), NOT_SENT),
    "403 of a gateway": (
        error("RateLimitExceeded", "POST https://x 403 Forbidden <html>"),
        UNKNOWN,
    ),
    "banned": (error("DDoSProtection"), NOT_SENT),
    "clock": (error("InvalidNonce", '{"code":-1021}'), NOT_SENT),
    "no answer": (error("RequestTimeout"), UNKNOWN),
    "dropped": (
        error("ExchangeNotAvailable", cause=aiohttp.ServerDisconnectedError()),
        UNKNOWN,
    ),
    "cut off": (error("ExchangeError", cause=aiohttp.ClientPayloadError()), UNKNOWN),
    "gateway": (error("ExchangeNotAvailable", "502 Bad Gateway"), UNKNOWN),
    "maintenance": (error("OnMaintenance"), UNKNOWN),
    "bare error": (error("ExchangeError"), UNKNOWN),
    "bare error about nothing known": (error("ExchangeError", 'x {"msg":"system busy"}'), UNKNOWN),
    "bare, with an order told again": (
        error("ExchangeError", 'x {"status":"?","order":{"reduceOnly": true, "posSide":"long"}}'),
        UNKNOWN,
    ),
    "bare, but not the venue's own": (error("ExchangeError", "x 403 permission denied"), UNKNOWN),
    "bare page of a gateway": (
        error("ExchangeError", "x <html><style>a{b}</style>No permission"),
        UNKNOWN,
    ),
    "-1001": (error("OperationFailed", '{"code":-1001}'), UNKNOWN),
    "-1007": (error("RequestTimeout", '{"code":-1007}'), UNKNOWN),
    "-1008": (error("ExchangeError", '{"code":-1008}'), UNKNOWN),
    "bybit 10016": (error("ExchangeError", '{"retCode":10016}'), UNKNOWN),
    "bybit 170007": (error("BadRequest", '{"retCode":170007}'), UNKNOWN),
    "okx 51149": (error("InvalidOrder", '{"code":"51149"}'), UNKNOWN),
    "duplicate": (error("InvalidOrder", '{"code":-2010,"msg":"Duplicate order sent."}'), UNKNOWN),
    "-4116": (error("InvalidOrder", '{"code":-4116}'), UNKNOWN),
    "bybit 110072": (error("InvalidOrder", '{"retCode":110072}'), UNKNOWN),
    "-4120": (error("ExchangeError", '{"code":-4120,"msg":"not supported"}'), REFUSED),
    "-4130": (error("ExchangeError", '{"code":-4130,"msg":"is existing"}'), REFUSED),
    "-4509": (error("ExchangeError", '{"code":-4509,"msg":"TIF GTE"}'), REFUSED),
    "-4509, but cut off": (
        error("ExchangeError", '{"code":-4509}', aiohttp.ClientPayloadError()),
        UNKNOWN,
    ),
    "duplicate id": (error("DuplicateOrderId"), UNKNOWN),
    "not found": (error("OrderNotFound"), UNKNOWN),
    "definite, but cut off": (
        error("InvalidOrder", cause=aiohttp.ClientPayloadError()),
        UNKNOWN,
    ),
    "bug in a parser": (KeyError("orderId"), UNKNOWN),
    "own time-out": (TimeoutError(), UNKNOWN),
}


@pytest.mark.parametrize("name", ROWS)
def test_meaning_of_an_error_after_the_order_left(name: str) -> None:
    raised, outcome = ROWS[name]
    texts = VENUES[{"bybit": "BYBIF", "okx": "OKEX"}.get(name.split(maxsplit=1)[0], "BIFU")].errors
    assert outcome_of(raised, Trace(sent=1), texts) is outcome


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Reduce-only order is rejected: nothing to reduce", "nothing_to_reduce"),
        ("ReduceOnly Order is rejected.", "nothing_to_reduce"),
        ("No open positions to close.", "nothing_to_reduce"),
        ("order position side does not match the user's setting", "position_mode_differs"),
        ("Please switch to hedge mode", "position_mode_differs"),
        ("The position mode does not match", "position_mode_differs"),
        ("API key has no permission to trade", "permission_denied"),
        ("This key is read-only", "permission_denied"),
        ("The IP 203.0.113.7 is not in the whitelist of the key", "permission_denied"),
        ("Request IP mismatch", "permission_denied"),
        ("No trading is allowed at the current time", "market_closed"),
        ("Order book is busy", None),
    ],
)
def test_bare_error_that_says_what_the_account_is_like_is_a_definite_no(
    words: str, code: str | None
) -> None:
    raised = error("ExchangeError", f'venue {{"code":"77777","msg":"{words}"}}')
    texts = ErrorTexts()
    refused = outcome_of(raised, Trace(sent=1), texts) is REFUSED
    assert refused == (code is not None)
    assert refusal_code(raised, texts) == (code or "rejected")
    cut_off = error("ExchangeError", str(raised), aiohttp.ClientPayloadError())
    assert outcome_of(cut_off, Trace(sent=1), texts) is UNKNOWN


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("InvalidOrder", "Order's position side does not match user's setting."),
        ("BadRequest", "position idx not match position mode"),
        ("BadRequest", "Parameter posSide error"),
        ("BadRequest", "POSITION_DUAL_MODE"),
        ("BadRequest", "The order type for unilateral position must also be"),
    ],
)
def test_refusal_for_the_position_mode_is_known_by_its_words(kind: str, words: str) -> None:
    raised = error(kind, f'venue {{"code":"77777","msg":"{words}"}}')
    told = order_error(raised, Trace(sent=1), "The venue says no.", ErrorTexts())
    assert isinstance(told, OrderRefusedError)
    assert told.code == "position_mode_differs"
    assert told.message == explained(told.code, "The venue says no.")


def meanings(raised: Exception, texts: ErrorTexts) -> tuple[object, ...]:
    """Return all that an error may mean."""
    return (
        outcome_of(raised, Trace(sent=1), texts),
        refusal_code(raised, texts),
        is_credentials_refusal(raised, texts),
        is_turned_away(raised, texts),
        is_done_already(raised, texts),
        is_not_found(raised, texts),
    )


@pytest.mark.parametrize(
    ("raised", "codes"),
    [
        (error("InvalidOrder", '{"code":-4116}'), "BINA BIUS BIFU"),
        (error("InvalidOrder", '{"retCode":110072}'), "BYBI BYBIF"),
        (error("InvalidOrder", '{"code":"51016"}'), "OKEX OKEXF"),
        (error("InvalidOrder", '{"code":"126044"}'), "KUCN KUCNF"),
        (error("InvalidOrder", '{"code":25006}'), "PLNX"),
        (error("InvalidOrder", '{ "code" : 21312 }'), "PLNX"),
        (error("ExchangeError", '{"code":21304}'), "PLNX"),
        (error("ExchangeError", '{"code":-2013}'), "MEXC"),
        (error("BadRequest", '{"code":-2011}'), "MEXC"),
        (error("InvalidOrder", '{"error":{"code":20008}}'), "HITB"),
        (error("BadRequest", '{"code":-1007}'), "BINA BIUS BIFU WOO"),
        (error("InvalidOrder", '{"error":["EGeneral:x cl_ord_id"]}'), "KRKN"),
        (error("ExchangeError", '{"error":["EOrder:Unknown order"]}'), "KRKN"),
        (error("ExchangeError", '{"code":-4130}'), "BINA BIUS BIFU"),
        (error("ExchangeError", '{"code":-4046}'), "BINA BIUS BIFU"),
        (error("ExchangeError", '{"retCode":110043}'), "BYBI BYBIF"),
        (error("InvalidOrder", '{"code":-2021}'), "BINA BIUS BIFU"),
        (error("InvalidOrder", '{"retCode":110093}'), "BYBI BYBIF"),
        (error("InvalidOrder", '{"code":-1001}'), "BINA BIUS BIFU"),
        (error("InvalidOrder", '{"retCode":10016}'), "BYBI BYBIF"),
        (error("InvalidOrder", '{"code":"51149"}'), "OKEX OKEXF"),
        (error("BadSymbol", '{"code":"50004"}'), "OKEX OKEXF"),
        (error("DDoSProtection", '{"code":-2015}'), "BINA BIUS BIFU"),
    ],
    ids=str,
)
def test_code_of_one_venue_means_nothing_in_the_answer_of_another(
    raised: Exception, codes: str
) -> None:
    """The classes of the client, and words, mean the same everywhere."""
    plain = meanings(raised, ErrorTexts())
    known = {code for code, row in VENUES.items() if meanings(raised, row.errors) != plain}
    assert known == set(codes.split())


@pytest.mark.parametrize("code", VENUES)
def test_classes_and_words_mean_the_same_at_every_venue(code: str) -> None:
    texts = VENUES[code].errors
    trace = Trace(sent=1)
    assert refusal_code(error("InsufficientFunds", '{"code":"any"}'), texts) == "insufficient_funds"
    assert outcome_of(error("InvalidOrder", "Duplicate order sent."), trace, texts) is UNKNOWN
    assert outcome_of(error("InvalidOrder", "id already exists"), trace, texts) is UNKNOWN
    assert is_done_already(error("ExchangeError", "leverage not modified"), texts)
    would_trigger = error("InvalidOrder", "Order would trigger immediately.")
    assert refusal_code(would_trigger, texts) == "would_trigger_at_once"


@pytest.mark.parametrize(
    ("raised", "outcome"),
    [
        (error("ArgumentsRequired"), REFUSED),
        (error("InvalidOrder", "amount must be greater than minimum amount"), REFUSED),
        (error("ExchangeNotAvailable", cause=unreachable()), NOT_SENT),
        (error("RequestTimeout"), NOT_SENT),
        (KeyError("a market without a price"), NOT_SENT),
    ],
)
def test_nothing_is_unknown_before_the_order_left(
    raised: Exception, outcome: RequestOutcome
) -> None:
    assert outcome_of(raised, Trace(), BINANCE) is outcome


def test_errors_say_what_they_mean() -> None:
    trace = Trace(sent=1)
    refused = order_error(error("InsufficientFunds"), trace, "no money", BINANCE)
    assert isinstance(refused, OrderRefusedError)
    assert refused.code == "insufficient_funds"
    assert refused.message == (
        "Not enough balance is free for this order. The exchange says: no money"
    )
    small = order_error(error("InvalidOrder"), trace, "Filter failure: MIN_NOTIONAL", BINANCE)
    assert str(small).startswith("The order is smaller than the market takes.")
    assert isinstance(order_error(error("RateLimitExceeded"), trace, "", BINANCE), NotSentError)
    assert type(order_error(error("RequestTimeout"), trace, "", BINANCE)) is VenueError
    assert isinstance(cancel_error(error("OrderNotFound"), "", BINANCE), OrderNotFoundError)
    assert type(cancel_error(error("InvalidOrder"), "", BINANCE)) is VenueError
    assert isinstance(
        query_error(error("AuthenticationError"), "", BINANCE), CredentialsRefusedError
    )
    assert type(query_error(error("BadSymbol"), "", BINANCE)) is VenueError


@pytest.mark.parametrize(
    ("raised", "meaning"),
    [
        (error("AuthenticationError"), CredentialsRefusedError),
        (
            error("DDoSProtection", '{"code":-2015,"msg":"Invalid API-key, IP"}'),
            CredentialsRefusedError,
        ),
        (error("InvalidNonce", '{"code":-1021}'), ClockError),
        (error("RequestTimeout"), UnreachableError),
        (error("ExchangeNotAvailable", cause=OSError()), UnreachableError),
        (error("OnMaintenance"), UnreachableError),
        (TimeoutError(), UnreachableError),
        (error("ExchangeNotAvailable", "binance GET https://x/y 451  <html>"), RegionRefusedError),
        (
            error("ExchangeNotAvailable", "binance GET https://x {} from a restricted location"),
            RegionRefusedError,
        ),
        (
            error(
                "ExchangeNotAvailable", "bybit GET https://x 403 to block access from your country"
            ),
            RegionRefusedError,
        ),
        (error("ExchangeNotAvailable", "binance GET https://x 502 price 451"), UnreachableError),
        (error("BadSymbol"), VenueError),
    ],
)
def test_failed_question_says_why(raised: Exception, meaning: type[VenueError]) -> None:
    assert type(query_error(raised, "", BINANCE)) is meaning


def test_what_is_set_already_is_a_success() -> None:
    assert is_done_already(error("MarginModeAlreadySet"), BINANCE)
    assert is_done_already(error("NoChange"), BINANCE)
    assert not is_done_already(error("OperationRejected"), BINANCE)
