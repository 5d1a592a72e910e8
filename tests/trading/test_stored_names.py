"""What is stored has a name and a version of its own, and says exactly what can't be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading import stored_names
from custom_components.tradehook.trading.fact_storage import as_data, fact_as, fact_from, from_data
from custom_components.tradehook.trading.fact_storage.upcasters import UPCASTERS
from custom_components.tradehook.trading.model.facts import SizeRequested
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.stored_names import UnreadableError, stored, wire

from .scene import START, opened, plan

REQUEST = SizeRequested(at=START, amount=Decimal(1), order_type=OrderType.MARKET)


@pytest.fixture(autouse=True)
def same_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take back what a test registers."""
    monkeypatch.setattr(stored_names, "STORED", dict(stored_names.STORED))
    monkeypatch.setattr(stored_names, "_BY_KIND", dict(stored_names._BY_KIND))
    yield
    stored_names.fields_of.cache_clear()


def test_the_name_on_the_disk_is_not_that_of_the_class() -> None:
    @stored("Old name", version=1)
    @dataclass(frozen=True, slots=True, kw_only=True)
    class NewName:
        new_field: int = field(metadata=wire("old_field"))

    assert as_data(NewName(new_field=3)) == {"old_field": 3}
    assert from_data(NewName, {"old_field": 3}) == NewName(new_field=3)
    with pytest.raises(UnreadableError, match="Old name has an unknown field new_field"):
        from_data(NewName, {"old_field": 3, "new_field": 3})


def test_an_older_version_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    @stored("Grown", version=3)
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Grown:
        amount: Decimal
        unit: str

    monkeypatch.setitem(UPCASTERS, ("Grown", 1), lambda data: {"size": data["amount"]})
    monkeypatch.setitem(
        UPCASTERS, ("Grown", 2), lambda data: {"amount": data["size"], "unit": "base"}
    )
    assert from_data(Grown, {"amount": "1.50"}) == Grown(amount=Decimal("1.50"), unit="base")
    assert from_data(Grown, {"_v": 2, "size": "2"}) == Grown(amount=Decimal(2), unit="base")
    newest = as_data(Grown(amount=Decimal(3), unit="quote"))
    assert newest == {"amount": "3", "unit": "quote", "_v": 3}
    assert from_data(Grown, newest) == Grown(amount=Decimal(3), unit="quote")
    with pytest.raises(UnreadableError, match=r"Grown is stored in version 4, .* knows 3"):
        from_data(Grown, {**newest, "_v": 4})
    monkeypatch.delitem(UPCASTERS, ("Grown", 1))
    with pytest.raises(UnreadableError, match="Grown of version 1 can't be read any more"):
        from_data(Grown, {"amount": "1"})


def test_only_what_is_registered_can_be_stored() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Nameless:
        value: int

    with pytest.raises(TypeError, match="Nameless can't be stored"):
        as_data(Nameless(value=1))


def test_a_name_is_given_once() -> None:
    with pytest.raises(TypeError, match="Opened is stored already"):

        @stored("Opened", version=1)
        @dataclass(frozen=True, slots=True, kw_only=True)
        class Other:
            pass


def changed(**values: Any) -> dict[str, Any]:
    """Return the data of an opening with something else in its plan."""
    _, data = fact_as(opened(plan()).facts[0])
    return {**data, "plan": {**data["plan"], **values}}


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        ("Nonsense", {}, "Nonsense is no kind of fact that this version of Tradehook knows"),
        ("Plan", {}, "Plan is no kind of fact"),
        ("SizeRequested", {"order_type": "market"}, "SizeRequested lacks amount"),
        ("SizeRequested", {**fact_as(REQUEST)[1], "x": 1}, "has an unknown field x"),
        ("SizeRequested", {"amount": "much", "order_type": "market"}, "'much' is no number"),
        ("SizeRequested", {"amount": None, "order_type": "market"}, "None is no number"),
        ("SizeRequested", {"amount": "1", "order_type": "stop"}, "'stop' is none of market, limit"),
        ("CoolDownStarted", {"until": "soon", "price": "1"}, "CoolDownStarted.until: 'soon'"),
        ("CancelIntended", {"client_order_id": 3}, "CancelIntended.client_order_id: 3 is no str"),
        ("NumbersSkipped", {"count": True}, "True is no int"),
        ("TargetsPriced", {"prices": "1"}, "'1' is no list"),
        ("Opened", changed(colour="red"), "Opened.plan: Plan has an unknown field colour"),
        ("Opened", changed(_v=2), "Plan is stored in version 2, this version of Tradehook knows 1"),
        ("Opened", changed(take_profit=[7]), "Opened.plan: Plan.take_profit: TakeProfit: 7 is no"),
    ],
)
def test_what_can_not_be_read_says_where_and_why(kind: str, data: dict[str, Any], why: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        fact_from(kind, START, data)
    assert why in str(raised.value)
