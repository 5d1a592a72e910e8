"""Which dialect a message is in, and whose words its errors speak."""

from collections.abc import Mapping
from typing import Final

import pytest

from custom_components.tradehook.trading.reasons.reasons import FieldError, ReasonCode, Refusal
from custom_components.tradehook.trading.signal.dialects.altrady import ALTRADY
from custom_components.tradehook.trading.signal.dialects.catalogue import (
    DIALECTS,
    SenderMessage,
    read_message,
)
from custom_components.tradehook.trading.signal.dialects.dialect import SecretValues, Translation
from custom_components.tradehook.trading.signal.redaction import mask

PATHS = {"symbol": "pair", "stop_loss": "sl", "take_profit[0].price": "target"}


class Foreign:
    """A dialect whose messages have a `pass`."""

    name: Final = "foreign"

    def recognises(self, message: Mapping[str, object]) -> bool:
        """Return whether it is one of ours."""
        return "pass" in message

    def credentials(self, message: Mapping[str, object]) -> tuple[str, str]:
        """Return the user and the pass."""
        return str(message.get("user")), str(message.get("pass"))

    def secrets(self, message: Mapping[str, object]) -> SecretValues:
        """Return the pass."""
        return SecretValues(private=(str(message.get("pass")),))

    def translate(self, message: Mapping[str, object]) -> Translation:
        """Return the market under our name."""
        return Translation(fields={"symbol": message.get("pair")}, paths={"symbol": "pair"})


FOREIGN = Foreign()


def test_what_nobody_recognises_is_in_our_own_words() -> None:
    assert read_message({"pass": "x"}).dialect is ALTRADY
    assert read_message({}).fields == {}


def test_a_registered_dialect_reads_its_messages() -> None:
    with DIALECTS.registered(FOREIGN):
        message = read_message({"user": "a", "pass": "b", "pair": "BTC"})
        assert message.dialect is FOREIGN
        assert message.fields == {"symbol": "BTC"}
        assert message.credentials == ("a", "b")
        assert not message.is_canonical
        assert read_message({"pair": "BTC"}).is_canonical
    assert list(DIALECTS) == [ALTRADY]


def test_a_bot_may_want_one_dialect_only() -> None:
    with DIALECTS.registered(FOREIGN):
        assert read_message({"pass": "b"}, "altrady").dialect is ALTRADY
        assert read_message({}, "foreign").dialect is FOREIGN


def test_a_dialect_that_is_gone_is_taken_as_auto() -> None:
    assert read_message({}, "foreign").dialect is ALTRADY


def test_a_name_is_registered_once() -> None:
    with DIALECTS.registered(FOREIGN), pytest.raises(ValueError, match="foreign"):
        DIALECTS.registered(Foreign()).__enter__()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("symbol", "pair"),
        ("stop_loss", "sl"),
        ("stop_loss.stop_percentage", "sl.stop_percentage"),
        ("take_profit[0].price", "target"),
        ("take_profit[1].price", "take_profit[1].price"),
        ("symbols", "symbols"),
        ("", ""),
    ],
)
def test_a_path_stands_for_all_that_lies_below_it(ours: str, theirs: str) -> None:
    assert Translation(fields={}, paths=PATHS).path(ours) == theirs


def test_a_refusal_names_the_fields_of_the_sender() -> None:
    error = FieldError("symbol", "contradicts `stop_loss.stop_price`: give only one of them")
    refusal = Refusal(
        ReasonCode.INVALID_SIGNAL,
        f"The signal is invalid: {error.path} {error.message}; 1 more",
        (error,),
    )

    told = Translation(fields={}, paths=PATHS).refusal(refusal)

    expected = "contradicts `sl.stop_price`: give only one of them"
    assert told.errors == (FieldError("pair", expected),)
    assert told.message == f"The signal is invalid: pair {expected}; 1 more"
    assert Translation(fields={}).refusal(refusal) is refusal


def test_secrets_of_a_dialect_are_hidden_wherever_they_stand() -> None:
    message = SenderMessage(body={"pass": "abcdefgh", "note": "my abcdefgh"}, dialect=FOREIGN)

    assert mask(message.body, values=message.secrets) == {"pass": "***", "note": "my ***"}
