"""What a test signal is answered: every order with its price and size."""

from dataclasses import replace
import json
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.model import AdmissionContext
from custom_components.tradehook.trading.model.commands import ModifyExits
from custom_components.tradehook.trading.model.facts import SizeRequested
from custom_components.tradehook.trading.model.inputs import Modify
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.preview import preview

from .admission_world import (
    ISOLATED,
    LINEAR,
    NOW,
    SHORT,
    SPOT,
    D,
    admitted,
    bot_with,
    opened,
    pending,
    position,
    world,
)

LIMIT: dict[str, Any] = {"order_type": "limit", "signal_price": 100, "base_amount": 1}
EXITS: dict[str, Any] = {
    "dca_orders": [{"price_percentage": 2, "quantity_percentage": 100}],
    "take_profit": [
        {"price_percentage": 1, "position_percentage": 50},
        {"price_percentage": 2, "position_percentage": 50},
    ],
    "stop_loss": {"stop_percentage": 5, "emergency_stop_percentage": 8},
}


def shown(context: AdmissionContext, **fields: Any) -> dict[str, Any]:
    plan = preview(admitted(context, **fields), context)
    found = json.loads(json.dumps(plan))
    assert isinstance(found, dict)
    return found


SPOT_SHORT = {"side": "short", "stop_loss": {"stop_percentage": 5}}


def rows(plan: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in plan["orders"]]


def test_opening_shows_every_order_with_price_and_size() -> None:
    plan = shown(world(), **LIMIT, **EXITS)
    assert rows(plan, "purpose", "leg", "side", "order_type", "price", "amount", "trigger") == [
        ("entry", 0, "buy", "limit", "100", "1", None),
        ("dca", 0, "buy", "limit", "98", "1", None),
        ("take_profit", 0, "sell", "limit", "101", "0.5", None),
        ("take_profit", 1, "sell", "limit", "102", "0.5", None),
        ("stop_loss", 0, "sell", "market", "95", "1", "95"),
        ("stop_loss", 1, "sell", "market", "92", "1", "92"),
    ]
    assert (plan["action"], plan["symbol"], plan["side"]) == ("open", "BTC/USDT", "long")


@pytest.mark.parametrize(
    ("market_type", "fields", "expected"),
    [
        # entry at 100 and DCA at 98: the average of 99 is stopped at 94.05
        (SPOT, EXITS, {"notional": "198", "margin": "198", "cost": "198", "worst_loss": "9.9"}),
        (LINEAR, {"leverage": 10}, {"notional": "100", "margin": "10", "worst_loss": "10"}),
        (SPOT, {}, {"worst_loss": "100", "entry_notional": "100", "leverage": 1}),
        (SPOT, SPOT_SHORT, {"worst_loss": "5", "cost": "1", "currency": "BTC"}),
    ],
)
def test_opening_shows_notional_margin_and_the_worst_loss(
    market_type: Any, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    context = world(market_type, free={"USDT": D(1000), "BTC": D(5)})
    plan = shown(context, **LIMIT, **fields)
    assert {name: plan[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("market_type", "side", "leverage", "expected"),
    [
        (SPOT, "long", None, None),
        (LINEAR, "long", 10, "90.46"),  # 100 * 0.9 / 0.995, up to the tighter tick
        (LINEAR, "short", 10, "109.45"),  # 100 * 1.1 / 1.005, down
    ],
)
def test_opening_shows_the_price_and_where_it_is_liquidated(
    market_type: Any, side: str, leverage: int | None, expected: str | None
) -> None:
    context = world(market_type, free={"USDT": D(1000)})
    plan = shown(context, **LIMIT, side=side, **({"leverage": leverage} if leverage else {}))
    assert (plan["liquidation_price"], plan["price"]) == (expected, "100")


def test_warnings_are_shown() -> None:
    plan = shown(world(), **LIMIT, leverage=3)
    assert "leverage" in plan["warnings"][0]
    assert "warnings" not in shown(world(), **LIMIT)


HELD = [position("p1"), position("p2", size="3")]


def test_close_shows_what_is_sold_and_cancelled() -> None:
    waiting = pending(opened(world()), "p3")
    plan = shown(world(positions=[*HELD, waiting]), action="close")
    assert rows(plan, "purpose", "position_id", "side", "order_type", "price", "amount") == [
        ("close", "p1", "sell", "market", "99.99", "1"),
        ("close", "p2", "sell", "market", "99.99", "3"),
    ]
    assert plan["cancels"] == ["p3"]


def test_close_without_a_price_is_still_shown() -> None:
    plan = shown(world(positions=HELD, quotes={}), action="close", signal_id="s-p1")
    assert rows(plan, "price", "cost", "amount") == [(None, None, "1")]


def test_increase_and_reduction_show_each_position_s_part() -> None:
    context = bot_with(world(positions=HELD), max_entry_size=D(1000))
    change = {"base_amount": 2, "price": "99.999"}
    plan = shown(context, action="increase", order_type="limit", increase_order=change)
    assert rows(plan, "purpose", "position_id", "side", "price", "amount") == [
        ("increase", "p1", "buy", "99.99", "0.5"),
        ("increase", "p2", "buy", "99.99", "1.5"),
    ]
    assert (plan["notional"], plan["currency"]) == ("199.998", "USDT")
    plan = shown(context, action="reduce", reduce_order={"quantity_percentage": 50})
    assert rows(plan, "purpose", "position_id", "side", "price", "amount") == [
        ("reduce", "p1", "sell", "99.99", "0.5"),
        ("reduce", "p2", "sell", "99.99", "1.5"),
    ]


def test_a_reduction_of_what_rests_shows_what_is_placed_anew_and_what_is_sold() -> None:
    """Two coins rest as an increase beside the one that is held: they are taken first."""
    wanted = SizeRequested(
        at=NOW, amount=D(2), order_type=OrderType.LIMIT, price=D(95), receipt_id="r-1"
    )
    held = replace(position("p1"), requests=(wanted,))
    context = world(positions=[held])
    plan = shown(context, action="reduce", reduce_order={"base_amount": 1})
    assert rows(plan, "purpose", "side", "price", "amount") == [("increase", "buy", "95", "1")]
    plan = shown(context, action="reduce", reduce_order={"base_amount": "2.5"})
    assert rows(plan, "purpose", "side", "amount") == [("reduce", "sell", "0.5")]
    resting = pending(opened(world(), order_type="limit", signal_price=90, base_amount=4), "p2")
    plan = shown(world(positions=[resting]), action="reduce", reduce_order={"base_amount": 1})
    assert rows(plan, "purpose", "price", "amount") == [("entry", "90", "3")]


def reversible(**changes: Any) -> AdmissionContext:
    held = position(symbol="BTC/USDT:USDT", plan={"margin_mode": ISOLATED})
    return world(LINEAR, positions=[held], **changes)


def test_close_shows_what_can_be_sold_of_a_size_that_a_fee_made_odd() -> None:
    odd = position("p1", size="0.99900066")
    plan = shown(world(positions=[odd]), action="close")
    assert rows(plan, "purpose", "amount") == [("close", "0.999")]


def test_reduction_that_would_leave_too_little_is_shown_as_the_close_that_it_becomes() -> None:
    change = {"quantity_percentage": 98}
    plan = shown(world(positions=HELD), action="reduce", reduce_order=change)
    assert rows(plan, "purpose", "position_id", "amount") == [
        ("close", "p1", "1"),
        ("reduce", "p2", "2.94"),
    ]


def test_reverse_shows_both_legs_the_second_with_the_margin_of_the_first() -> None:
    plan = shown(reversible(free={"USDT": D(0)}), action="reverse", side="short")
    assert rows(plan, "purpose", "side", "amount") == [("close", "sell", "1")]
    assert rows(plan["then"], "purpose", "side") == [("entry", "sell")]


def test_reverse_shows_why_its_opening_would_be_refused() -> None:
    plan = shown(reversible(trading_enabled=False), action="reverse", side="short")
    assert rows(plan, "purpose", "side", "amount") == [("close", "sell", "1")]
    assert plan["opening_refused"]["code"] == "trading_off"


@pytest.mark.parametrize(
    ("action", "bot", "orders", "cancels"),
    [
        ("start_bot", "start", [], []),
        ("stop_bot", "stop", [], ["p3"]),
        ("stop_and_close", "stop_and_close", [("close", "p1"), ("close", "p2")], ["p3"]),
    ],
)
def test_bot_commands_show_what_they_end(
    action: str, bot: str, orders: list[tuple[str, str]], cancels: list[str]
) -> None:
    waiting = pending(opened(world()), "p3")
    other = position("p4", bot_id="other")
    context = world(positions=[*HELD, waiting, other])
    plan = shown(context, action=action, symbol=...)
    assert plan["bot"] == bot
    assert rows(plan, "purpose", "position_id") == orders
    assert plan["cancels"] == cancels


def test_start_and_open_shows_both() -> None:
    plan = shown(world(), action="start_and_open")
    assert (plan["bot"], len(plan["orders"])) == ("start", 1)


def test_missed_alert_is_shown() -> None:
    strategy = {
        "market_position": "long",
        "market_position_size": 1,
        "prev_market_position": "long",
        "prev_market_position_size": 2,
    }
    context = world(positions=[replace(HELD[0], side=SHORT)], free={"USDT": D(1000)})
    plan = shown(context, strategy=strategy)
    assert plan["missed_alert"] == {"expected": "long", "held": "short"}


@pytest.mark.parametrize(("holds", "told"), [(True, 0), (False, 1), (None, 0)])
def test_opening_says_that_its_stop_will_not_rest_on_the_venue(
    holds: bool | None, told: int
) -> None:
    asked: list[str] = []

    def holds_stops(symbol: str) -> bool:
        asked.append(symbol)
        return bool(holds)

    context = world(LINEAR, holds_stops=None if holds is None else holds_stops)
    plan = shown(context, stop_loss_percentage=5)
    warnings = [row for row in plan.get("warnings", ()) if "unprotected_while_off" in row]
    assert len(warnings) == told
    assert asked == ([] if holds is None else [plan["symbol"]])


def test_a_change_of_exits_shows_no_orders() -> None:
    """Its orders follow from the position's next decision."""
    context = world(positions=[position("p1")])
    command = ModifyExits(symbol="BTC/USDT", changes=(("p1", Modify()),))
    closing = admitted(context, action="close")
    plan = preview(replace(closing, commands=(command,)), context)
    assert (plan["orders"], plan["cancels"]) == ([], [])
