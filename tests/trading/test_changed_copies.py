"""Test that a quick copy is what `dataclasses.replace` makes."""

from dataclasses import FrozenInstanceError, dataclass, fields, replace as usual
from typing import Any

import pytest

from custom_components.tradehook.trading.common.changed_copies import replace
from custom_components.tradehook.trading.model.facts import EntryResized, SizeRequested
from custom_components.tradehook.trading.model.order import Order
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.position import Position, RetryState, Target

KINDS = (Position, Order, Target, RetryState, Plan, SizeRequested, EntryResized)


def filled(kind: type[Any]) -> Any:
    """Return an object of which each field has a value of its own."""
    return kind(**{field.name: f"{field.name} before" for field in fields(kind)})


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_is_as_usual(kind: type[Any]) -> None:
    before = filled(kind)

    for field in fields(kind):
        change = {field.name: "changed"}
        copy = replace(before, **change)

        assert copy == usual(before, **change)
        assert type(copy) is kind
    assert replace(before) == before == filled(kind)
    assert replace(before) is not before


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_is_frozen(kind: type[Any]) -> None:
    name = fields(kind)[0].name

    with pytest.raises(FrozenInstanceError):
        setattr(replace(filled(kind)), name, "later")


def test_a_field_that_is_not_there_is_refused() -> None:
    change: dict[str, Any] = {"sise": 1}

    with pytest.raises(TypeError, match="Position has no field sise"):
        replace(filled(Position), **change)


def test_what_is_derived_after_the_fields_is_not_passed_by() -> None:
    @dataclass(frozen=True, slots=True)
    class Derived:
        one: int

        def __post_init__(self) -> None:
            """Derive."""

    with pytest.raises(TypeError, match="__post_init__"):
        replace(Derived(1), one=2)


def test_what_has_no_slots_is_refused() -> None:
    @dataclass(frozen=True)
    class Open:
        one: int

    with pytest.raises(TypeError, match="no slots"):
        replace(Open(1), one=2)
