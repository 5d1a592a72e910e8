"""Test how amounts of money are written."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.reasons.money import (
    CENT,
    FINE,
    FINEST,
    amount_of,
    money,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1200", "1200"),
        ("1.50", "1.5"),
        ("0.00", "0"),
        ("-0", "0"),
        ("1E+3", "1000"),
        ("1E-9", "0.000000001"),
        ("0.12345678901234567891", "0.123456789012345679"),
    ],
)
def test_a_number_of_a_row_keeps_18_digits(number: str, text: str) -> None:
    assert money(Decimal(number)) == text


@pytest.mark.parametrize(
    ("step", "text"), [(CENT, "1.23"), (FINE, "1.23456789"), (FINEST, "1.234567890123")]
)
def test_a_number_is_rounded_to_a_step(step: Decimal, text: str) -> None:
    assert money(Decimal("1.2345678901234"), step) == text


def test_noise_below_a_step_is_nothing() -> None:
    assert money(Decimal("-1e-9"), FINE) == "0"


def test_a_number_too_large_for_a_step_is_written_all_the_same() -> None:
    assert money(Decimal("1e60"), FINE) == f"1{'0' * 60}"


def test_what_is_not_known_has_no_text() -> None:
    assert money(None) is None
    assert money(None, FINE) is None


def test_an_amount_is_written_with_its_currency() -> None:
    assert amount_of(Decimal("12.500000001"), "USDT") == "12.5 USDT"
