"""The field reader: what nearly all messages say is read as anything else is."""

from collections.abc import Callable

from hypothesis import given, strategies as st

from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.reasons.reasons import FieldError
from custom_components.tradehook.trading.signal.actions import ACTIONS
from custom_components.tradehook.trading.signal.fields import values
from custom_components.tradehook.trading.signal.fields.reader import (
    FieldReader,
    _distance,
    _positive,
)
from custom_components.tradehook.trading.signal.fields.report import ValidationReport
from custom_components.tradehook.trading.signal.json_body import (
    JsonNumber,
    JsonObject,
    parse_object,
)
from custom_components.tradehook.trading.signal.parse import action_of
from custom_components.tradehook.trading.signal.signal import Action

SAID = st.one_of(
    st.text(max_size=70),
    st.text(" a{", max_size=6),
    st.sampled_from(["long", "Short", " long", "open", "OPEN", "x" * 64, "x" * 65, "{{x}}", "\t"]),
    st.none(),
    st.booleans(),
    st.just(JsonNumber("1")),
)


def read(said: object, how: Callable[[FieldReader], object]) -> tuple[object, list[object]]:
    """Return what is read of a field, what is wrong with it, and whether it was asked for."""
    found: list[object] = []
    report = ValidationReport(lenient=False)
    repeated = JsonObject([("name", said), ("name", said)])
    for source in ({"name": said}, repeated):
        fields = FieldReader(source, report)
        found += [how(fields), sorted(fields.used)]
        fields.finish()
    return found, [*report.errors]


@given(SAID)
def test_word_is_read_as_a_text(said: object) -> None:
    assert read(said, lambda fields: fields.word("name", 64)) == read(
        said, lambda fields: fields.read("name", values.text, 64)
    )


@given(SAID)
def test_choice_is_read_as_one_of_the_members(said: object) -> None:
    assert read(said, lambda fields: fields.choice("name", Side)) == read(
        said, lambda fields: fields.read("name", values.choice, Side)
    )


@given(st.from_regex(r"[0-9]{0,10}\.?[0-9]{0,10}", fullmatch=True))
def test_number_in_quotes_is_the_same(spelling: str) -> None:
    outcomes = []
    for said in (spelling, JsonNumber(spelling), f" {spelling}"):
        try:
            outcomes.append(str(values.number(said)))
        except values.InvalidValue:
            outcomes.append("wrong")
    assert len(set(outcomes)) == 1


@given(
    st.one_of(SAID, st.from_regex(r"-?[0-9]{0,10}\.?[0-9]{0,10}", fullmatch=True)),
    st.sampled_from([None, 100]),
)
def test_amount_and_distance_are_read_as_numbers(said: object, most: int | None) -> None:
    for value in (said, JsonNumber(said)) if isinstance(said, str) else (said,):
        assert read(value, lambda fields: fields.positive("name", most)) == read(
            value, lambda fields: fields.read("name", _positive, most)
        )
        assert read(value, lambda fields: fields.distance("name", most)) == read(
            value, lambda fields: fields.read("name", _distance, most)
        )


@given(SAID)
def test_action_is_one_of_the_table(said: object) -> None:
    expected: Action | None = Action.OPEN
    if said is not None:
        try:
            expected = values.choice(said, ACTIONS.names)
        except values.InvalidValue:
            expected = None
    assert action_of({"action": said}) is expected


def test_field_that_comes_twice_is_told_of() -> None:
    report = ValidationReport(lenient=False)
    fields = FieldReader(parse_object(b'{"side":"long","side":"long"}'), report)
    assert fields.choice("side", Side) is Side.LONG
    assert report.errors == (FieldError("side", "is given more than once"),)
