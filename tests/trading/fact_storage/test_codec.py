"""Facts as data: an exact round trip, and the same text for the same history."""

from dataclasses import fields
from datetime import timedelta
from decimal import Decimal
import json
from typing import Any

import pytest

from custom_components.tradehook.trading.fact_storage.codec import KINDS, fact_as, fact_from
from custom_components.tradehook.trading.model import facts
from custom_components.tradehook.trading.model.facts import CloseReason, Fact, Opened, SizeRequested
from custom_components.tradehook.trading.model.inputs import Close, Modify
from custom_components.tradehook.trading.model.market import MarginMode
from custom_components.tradehook.trading.model.sections import (
    EntryCondition,
    EntryExpiration,
    OrderType,
    Protection,
)
from tests.trading.scene import START, dca, opened, percent, plan, price, stop, target


def there_and_back(fact: Fact) -> Fact:
    kind, data = fact_as(fact)
    return fact_from(kind, fact.at, json.loads(json.dumps(data)))


def test_every_fact_has_a_kind() -> None:
    kinds = {
        value
        for value in vars(facts).values()
        if isinstance(value, type) and issubclass(value, Fact) and value is not Fact
    }
    assert set(KINDS.values()) == kinds
    assert len(KINDS) == len(kinds) > 15


def test_a_whole_plan_comes_back() -> None:
    scene = opened(
        plan(
            order_type=OrderType.LIMIT,
            signal_price=Decimal("1E-7"),
            leverage=7,
            margin_mode=MarginMode.CROSS,
            adjust_fee=True,
            condition=EntryCondition(price=Decimal("0.10")),
            expiration=EntryExpiration(time=Decimal("0.5")),
            dca_orders=(dca(percent("1.50"), "33"), dca(price("0.07"))),
            take_profit=(target(percent(1), 50), target(price(9), 50, trailing="1.0")),
            stop_loss=stop(percent(3), protection_type=Protection.FOLLOW_TAKE_PROFIT),
            auto_close=60,
        )
    )
    fact = scene.facts[0]
    assert isinstance(fact, Opened)
    assert there_and_back(fact) == fact
    assert repr(there_and_back(fact)) == repr(fact)  # 1.50 stays 1.50


def test_every_fact_of_a_life_comes_back() -> None:
    scene = opened(
        plan(
            dca_orders=(dca(percent(5)),),
            take_profit=(target(percent(10), 50), target(percent(20), 50, trailing="3")),
            stop_loss=stop(percent(20), protection_type=Protection.BREAK_EVEN),
        ),
        fee="0.001",
    )
    scene.now += timedelta(seconds=1, microseconds=7)
    scene.move(95)
    scene.move(125)
    scene.tell(Modify(stop_loss=stop(price(90)), replace_stop_loss=True))
    scene.tell(Close(reason=CloseReason.SIGNAL))
    for fact in scene.facts:
        assert repr(there_and_back(fact)) == repr(fact)


def test_money_and_time_are_text_and_none_is_left_out_where_it_is_the_default() -> None:
    request = SizeRequested(
        at=START, amount=Decimal("-0.100"), order_type=OrderType.LIMIT, price=None
    )
    assert fact_as(request) == (
        "SizeRequested",
        {"amount": "-0.100", "order_type": "limit"},
    )
    assert fact_from("SizeRequested", START, fact_as(request)[1]) == request


def test_a_field_that_came_later_has_its_default() -> None:
    data: dict[str, Any] = {"amount": "1", "order_type": "market"}
    fact = fact_from("SizeRequested", START, data)
    assert fact == SizeRequested(at=START, amount=Decimal(1), order_type=OrderType.MARKET)
    assert {field.name for field in fields(fact)} >= set(data)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="Nonsense is no kind of fact"):
        fact_from("Nonsense", START, {})
