"""Test how refusals are shown."""

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.tradehook.errors import answer_refused, explained
from custom_components.tradehook.exchanges.simulated_market import SimulatedPriceError
from custom_components.tradehook.execution.account import SignalResponse
from custom_components.tradehook.ledger.errors import (
    LedgerCursorError,
    LedgerUnavailableError,
    LedgerWriteError,
)
from custom_components.tradehook.trading.reasons.reasons import (
    FieldError,
    ReasonCode,
    Refused,
    refuse,
)
from custom_components.tradehook.trading.signal.parse import InvalidSignal

REFUSED = Refused(refuse(ReasonCode.TRADING_OFF))
WRONG = InvalidSignal((FieldError("side", "is required"), FieldError("", "name something")))


@pytest.mark.parametrize(
    ("error", "key", "code", "message"),
    [
        (REFUSED, "reason_trading_off", "trading_off", REFUSED.message),
        (WRONG, "refused", "invalid_signal", "side: is required; name something"),
        (SimulatedPriceError("price", 1, "Higher."), "refused", "invalid_price", "Higher."),
        (LedgerCursorError("What?"), "refused", "invalid_before", "What?"),
        (LedgerWriteError("disk full"), "not_recorded", "not_recorded", None),
        (LedgerUnavailableError("closed"), "not_recorded", "not_recorded", None),
    ],
)
def test_whatever_the_account_raises_has_a_code(
    error: Exception, key: str, code: str, message: str | None
) -> None:
    """Test each kind of error that may come out of an account."""
    with pytest.raises(HomeAssistantError) as caught, explained():
        raise error

    assert caught.value.__cause__ is error
    assert caught.value.translation_key == key
    placeholders = caught.value.translation_placeholders
    assert placeholders is not None
    assert placeholders["code"] == code
    assert placeholders.get("message") == message
    assert isinstance(caught.value, ServiceValidationError) is (key != "not_recorded")


@pytest.mark.parametrize(
    ("status", "body", "kind", "message"),
    [
        (409, {"code": "trading_off", "error": "It is off."}, ServiceValidationError, "It is off."),
        (
            422,
            {
                "code": "invalid_signal",
                "error": "Correct it.",
                "errors": [
                    {"path": "side", "message": "is required"},
                    {"path": "take_profit[1].price", "message": "must be greater than 0"},
                ],
            },
            ServiceValidationError,
            "side: is required; take_profit[1].price: must be greater than 0",
        ),
        (503, {"code": "not_recorded", "error": "Again."}, HomeAssistantError, "Again."),
    ],
)
def test_an_answer_becomes_an_error(
    status: int, body: dict[str, object], kind: type[HomeAssistantError], message: str
) -> None:
    """Test what a person sees of each kind of answer."""
    error = answer_refused(SignalResponse(status=status, body=body))

    assert type(error) is kind
    assert error.translation_placeholders == {"code": body["code"], "message": message}
