"""Single values of a message."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.sections import Protection
from custom_components.tradehook.trading.signal.fields import values
from custom_components.tradehook.trading.signal.fields.values import InvalidValue
from custom_components.tradehook.trading.signal.json_body import JsonNumber


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (JsonNumber("25.00"), "25.00"),
        ("25.00", "25.00"),
        (" 25 ", "25"),
        ("+.5", "0.5"),
        ("5.", "5"),
        ("-3", "-3"),
        ("1e3", "1000"),
        (JsonNumber("1E-10"), "0.0000000001"),
        ("0e999999", "0"),
        ("-0", "0"),
        (7, "7"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (Decimal("1.20"), "1.20"),
        ("1" * 21, "1" * 21),
        ("1." + "1" * 27, "1." + "1" * 27),
    ],
)
def test_number_has_exactly_the_digits_that_were_sent(value: object, expected: str) -> None:
    found = values.number(value)
    assert found == Decimal(expected)
    assert found.is_finite()


@pytest.mark.parametrize(
    "value",
    [
        "NaN",
        JsonNumber("NaN"),
        JsonNumber("Infinity"),
        JsonNumber("-Infinity"),
        "-inf",
        "NA",
        "n/a",
        "null",
        "",
        "  ",
        "{{close}}",
        "{{plot_0}",
        "abc",
        "1,5",
        "1.000,5",
        "1 000",
        "1_000",
        "0x10",
        "٣",
        "²",
        "5%",
        "$5",
        "1e",
        "e5",
        "--1",
        ".",
        JsonNumber("1e400"),
        "1e99999999999999999999",
        "1e-400",
        "1e21",
        "9" * 40,
        "0." + "1" * 40,
        "0" * 400 + "1",
        10**40,
        float("nan"),
        float("inf"),
        1e300,
        True,
        [1],
        {"a": 1},
        datetime(2026, 1, 1, tzinfo=UTC),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_usable_number_is_a_mistake(value: object) -> None:
    with pytest.raises(InvalidValue, match=r"number|empty|placeholder"):
        values.number(value)


def test_forty_digits_are_named_as_too_many() -> None:
    with pytest.raises(InvalidValue, match="at most 28 digits"):
        values.number("9" * 40)


def test_decimal_comma_gets_a_hint() -> None:
    with pytest.raises(InvalidValue, match="decimal comma"):
        values.number("1,5")


@pytest.mark.parametrize("value", ["5", "5.0", JsonNumber("5.00"), "0.5e1", 5, 5.0])
def test_whole_number_may_have_a_zero_fraction(value: object) -> None:
    assert values.integer(value) == 5


def test_fraction_is_no_whole_number() -> None:
    with pytest.raises(InvalidValue, match="whole number"):
        values.integer("5.5")


@pytest.mark.parametrize("value", [True, "true", " TRUE "])
def test_true_comes_as_such_or_as_text(value: object) -> None:
    assert values.boolean(value) is True


@pytest.mark.parametrize("value", [False, "false", "False"])
def test_false_comes_as_such_or_as_text(value: object) -> None:
    assert values.boolean(value) is False


@pytest.mark.parametrize("value", [1, 0, JsonNumber("1"), "yes", "1", "", "{{x}}", [], None])
def test_nothing_else_is_true_or_false(value: object) -> None:
    with pytest.raises(InvalidValue):
        values.boolean(value)


def test_words_of_a_choice_fit_in_any_case() -> None:
    assert values.choice(" Long", Side) is Side.LONG
    assert values.choice("break_even", Protection) is Protection.BREAK_EVEN


def test_wrong_word_of_a_choice_lists_all_and_the_nearest() -> None:
    with pytest.raises(InvalidValue) as mistake:
        values.choice("lnog", Side)
    assert mistake.value.message == "must be one of long, short: did you mean `long`?"


@pytest.mark.parametrize("value", [JsonNumber("1"), True, None, ["long"]])
def test_choice_must_be_a_text(value: object) -> None:
    with pytest.raises(InvalidValue, match="text"):
        values.choice(value, Side)


MOMENT = datetime(2026, 11, 20, 13, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-20T13:30:05Z",
        "2026-11-20T15:30:05+02:00",
        "2026-11-20 13:30:05",
        "1795181405",
        JsonNumber("1795181405"),
        JsonNumber("1795181405000"),
        "1795181405000",
        1795181405,
        1795181405.0,
        MOMENT,
        MOMENT.replace(tzinfo=None),
        MOMENT.astimezone(timezone(timedelta(hours=5))),
    ],
    ids=str,
)
def test_time_is_iso_or_unix_in_seconds_or_milliseconds(value: object) -> None:
    found = values.moment(value)
    assert found == MOMENT
    assert found.tzinfo is UTC


def test_fraction_of_a_second_is_kept() -> None:
    assert values.moment("1795181405.25") == MOMENT + timedelta(milliseconds=250)
    assert values.moment("1795181405250") == MOMENT + timedelta(milliseconds=250)


@pytest.mark.parametrize(
    "value",
    [
        "{{timenow}}",
        "yesterday",
        "20261120",
        "2026-13-01",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "1",
        "-1",
        "1795181405000000",
        JsonNumber("1e20"),
        JsonNumber("-1e11"),
        JsonNumber("NaN"),
        "",
        True,
        [],
    ],
    ids=str,
)
def test_what_is_no_plausible_time_is_a_mistake(value: object) -> None:
    with pytest.raises(InvalidValue):
        values.moment(value)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("", "empty"),
        ("x" * 65, "at most 64 characters and has 65"),
        ("a\x00b", "control"),
        ("a\ud800", "Unicode"),
        ("{{ticker}}", "placeholder"),
        (JsonNumber("5"), "text"),
        (None, "text"),
    ],
)
def test_text_must_be_short_printable_and_filled_in(value: object, problem: str) -> None:
    with pytest.raises(InvalidValue, match=problem):
        values.text(value, 64)


def test_white_space_around_a_text_goes() -> None:
    assert values.text(" trade-7 ü ", 64) == "trade-7 ü"
