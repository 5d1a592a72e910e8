"""Test that a quick constructor makes what the usual one makes."""

from collections.abc import Callable
import copy
from dataclasses import (
    FrozenInstanceError,
    dataclass,
    field,
    fields,
    is_dataclass,
    make_dataclass,
)
import inspect
import pickle
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    FillReport,
    OrderReport,
    OrderRequest,
)
from custom_components.tradehook.trading.common.quick_init import quick_init
from custom_components.tradehook.trading.model.facts import Filled
from custom_components.tradehook.trading.model.inputs import FillReported, MarketContext
from custom_components.tradehook.trading.model.order import Order
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.position import Position, Target
from custom_components.tradehook.trading.position.order_drafts import OrderDraft
from custom_components.tradehook.trading.signal.signal import Signal

KINDS: tuple[type[Any], ...] = (
    FillReport,
    FillReported,
    Filled,
    MarketContext,
    Order,
    OrderDraft,
    OrderReport,
    OrderRequest,
    Plan,
    Position,
    Signal,
    Target,
)


def usual_of(kind: type[Any]) -> type[Any]:
    """Return the class as it would be with the constructor of `dataclasses`."""
    rows: list[Any] = []
    for one in fields(kind):
        kept = field(default=one.default, default_factory=one.default_factory, kw_only=one.kw_only)
        rows.append((one.name, Any, kept))
    return make_dataclass(kind.__name__, rows, frozen=True, slots=True)


def values(kind: type[Any], *, all_of_them: bool) -> dict[str, Any]:
    """Return a value of its own for each field, or only for those that must have one."""
    return {
        one.name: f"a {one.name}"
        for one in fields(kind)
        if all_of_them or (one.default is one.default_factory)
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("all_of_them", [True, False])
def test_an_object_is_as_usual(kind: type[Any], all_of_them: bool) -> None:
    given = values(kind, all_of_them=all_of_them)
    made: Any = kind(**given)
    usual = usual_of(kind)(**given)

    assert type(made) is kind
    assert is_dataclass(kind)
    for one in fields(kind):
        assert getattr(made, one.name) == getattr(usual, one.name)
    assert made == kind(**given) == copy.replace(made) == copy.deepcopy(made)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301
    assert list(inspect.signature(kind).parameters) == list(
        inspect.signature(usual_of(kind)).parameters
    )


@pytest.mark.parametrize("kind", KINDS)
def test_an_object_is_frozen(kind: type[Any]) -> None:
    made = kind(**values(kind, all_of_them=True))

    for name in (fields(kind)[0].name, fields(kind)[-1].name):
        with pytest.raises(FrozenInstanceError):
            setattr(made, name, "later")
        with pytest.raises(FrozenInstanceError):
            delattr(made, name)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_or_unknown_is_refused(kind: type[Any]) -> None:
    given = values(kind, all_of_them=False)
    if given:
        missing = dict(list(given.items())[1:])
        with pytest.raises(TypeError, match="missing"):
            kind(**missing)
    with pytest.raises(TypeError, match="unexpected keyword argument 'sise'"):
        kind(**given, sise=1)


def test_what_is_made_for_each_object_is_shared_with_none() -> None:
    @quick_init
    @dataclass(frozen=True, slots=True)
    class Some:
        rows: list[int] = field(default_factory=list)

    one, other = Some(), Some()
    one.rows.append(1)
    assert (one.rows, other.rows, Some([2]).rows) == ([1], [], [2])


def derived() -> type[Any]:
    @dataclass(frozen=True, slots=True)
    class Derived:
        one: int

        def __post_init__(self) -> None:
            """Derive."""

    return Derived


def unset() -> type[Any]:
    @dataclass(frozen=True, slots=True)
    class Unset:
        one: int = field(init=False)

    return Unset


def free() -> type[Any]:
    @dataclass(slots=True)
    class Free:
        one: int

    return Free


def hidden() -> type[Any]:
    @dataclass(frozen=True, slots=True)
    class Hidden:
        _kind: int

    return Hidden


@pytest.mark.parametrize("make", [derived, unset, free, hidden])
def test_other_classes_are_refused(make: Callable[[], type[Any]]) -> None:
    with pytest.raises(TypeError):
        quick_init(make())
