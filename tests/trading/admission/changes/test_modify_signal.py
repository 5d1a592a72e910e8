"""`modify`: an exit as long as it only tightens, new exposure where it adds to what is at risk."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.admit import admit
from custom_components.tradehook.trading.admission.model import (
    Admitted,
    AlertTimestamps,
    BotState,
    Duplicates,
)
from custom_components.tradehook.trading.model.commands import ModifyExits
from custom_components.tradehook.trading.model.facts import CloseReason, CloseRequested, StopCause
from custom_components.tradehook.trading.model.inputs import Modify
from custom_components.tradehook.trading.model.position import Position, WaitingStop, targets_of
from custom_components.tradehook.trading.model.sections import (
    OrderType,
    PriceLevel,
    Protection,
    StopLoss,
    TakeProfit,
)
from custom_components.tradehook.trading.preview import preview
from custom_components.tradehook.trading.reasons.reasons import ReasonCode, Refusal, refuse
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.trading.admission_world import (
    NOW,
    SHORT,
    D,
    admitted,
    bot_with,
    judge,
    opened,
    pending,
    position,
    quote,
    signal,
    world,
)

FIXED = StopLoss(level=PriceLevel(price=D(95)))
TRAILING = StopLoss(
    level=PriceLevel(price=D(95)),
    protection_type=Protection.PRICE,
    trailing_percentage=D(5),
    trailing_distance=D(2),
)
COOLS = replace(FIXED, cool_down_amount=60, emergency=PriceLevel(price=D(90)))
AT_PROFIT = {"protection_type": "BREAK_EVEN", "break_even_percentage": 20}
EVENS = replace(FIXED, protection_type=Protection.BREAK_EVEN, break_even_percentage=D(20))
EVENS_AT_TARGET = replace(FIXED, protection_type=Protection.BREAK_EVEN)
STEPS = replace(FIXED, protection_type=Protection.FOLLOW_TAKE_PROFIT)
TWO = tuple(
    TakeProfit(level=PriceLevel(percentage=D(profit)), position_percentage=D(50))
    for profit in (30, 40)
)
TARGETS = [{"price": 150, "position_percentage": 100}]


def stopped(stop: StopLoss | None = FIXED, position_id: str = "p1", **changes: Any) -> Position:
    """Return a long of 100 whose stop stands at 95."""
    at = None if stop is None else D(95)
    emergency = stop.emergency.price if stop and stop.emergency else None
    values = {"stop_price": at, "emergency_price": emergency, "candle_at": NOW}
    held = position(position_id, plan={"stop_loss": stop, "take_profit": TWO}, **values | changes)
    return replace(held, targets=targets_of(TWO, (D(130), D(140))))


def modify(held: list[Position], last: int = 110, /, **fields: Any) -> Admitted | Refusal:
    context = world(positions=held, quotes={"BTC/USDT": quote(str(last))})
    found = judge(context, action="modify", **fields)
    assert isinstance(found, Admitted | Refusal)
    return found


def refused_as(found: Admitted | Refusal) -> str:
    """Return the code of a refusal."""
    assert isinstance(found, Refusal), found
    return found.code.value


def asked(found: Admitted | Refusal) -> dict[str, Modify]:
    """Return what is asked of each position."""
    assert isinstance(found, Admitted), found
    (command,) = found.commands
    assert isinstance(command, ModifyExits)
    return dict(command.changes)


FOLLOWS = {"protection_type": "PRICE", "trailing_percentage": 20, "trailing_distance": 1}
MINUTE = {"cool_down_amount": 1, "cool_down_time_frame": "minute"}
TIGHTENS: list[tuple[StopLoss | None, dict[str, Any]]] = [
    (FIXED, {"stop_loss": {"stop_price": 96}}),
    (FIXED, {"stop_loss": {"stop_price": 95}}),
    (FIXED, {"stop_loss": {"stop_percentage": 5}}),
    (FIXED, {"stop_loss": "break_even"}),
    (FIXED, {"stop_loss": {"stop": "break_even"}}),
    (FIXED, {"take_profit": TARGETS}),
    (FIXED, {"take_profit": []}),
    (FIXED, {"auto_close": 3600}),
    (FIXED, {"auto_close": None}),
    (FIXED, {"cancel_entries": True}),
    (
        FIXED,
        {"stop_loss": {"stop_price": 95, **FOLLOWS}},
    ),
    (TRAILING, {"stop_loss": {"stop_price": 95, **FOLLOWS, "trailing_percentage": 5}}),
    (TRAILING, {"stop_loss": {"stop_price": 95, **FOLLOWS, "trailing_percentage": 0}}),
    # a tighter stop is one, whatever protection it leaves out
    (TRAILING, {"stop_loss": {"stop_price": 96}}),
    (EVENS, {"stop_loss": {"stop_price": 96}}),
    # break even no later than before, or what does as much there
    (EVENS, {"stop_loss": {"stop_price": 95, **AT_PROFIT, "break_even_percentage": 19}}),
    (EVENS, {"stop_loss": {"stop_price": 95, **AT_PROFIT, "break_even_percentage": 20}}),
    (EVENS, {"stop_loss": {"stop_price": 95, **FOLLOWS, "trailing_distance": 16}}),
    (EVENS_AT_TARGET, {"stop_loss": {"stop_price": 95, "protection_type": "FOLLOW_TAKE_PROFIT"}}),
    (EVENS_AT_TARGET, {"stop_loss": {"stop_price": 95, **AT_PROFIT, "break_even_percentage": 30}}),
    (COOLS, {"stop_loss": {"stop_price": 95}}),
    (None, {"stop_loss": {"stop_price": 50}}),
    (None, {"stop_loss": None, "take_profit": TARGETS}),
]
LOOSENS: list[tuple[StopLoss | None, dict[str, Any]]] = [
    (FIXED, {"stop_loss": {"stop_price": "94.99"}}),
    (FIXED, {"stop_loss": {"stop_percentage": 6}}),
    (FIXED, {"stop_loss": None}),
    (FIXED, {"stop_loss": []}),
    (FIXED, {"stop_loss": FOLLOWS}),
    # a stop that waits is no longer certain
    (FIXED, {"stop_loss": {"stop_price": 96, **MINUTE}}),
    (COOLS, {"stop_loss": {"stop_price": 95, **MINUTE, "emergency_stop_price": 89}}),
    (TRAILING, {"stop_loss": {"stop_price": 95, **FOLLOWS, "trailing_distance": 3}}),
    # a protection that goes, or acts later
    (TRAILING, {"stop_loss": {"stop_price": 95}}),
    (TRAILING, {"stop_loss": {"stop_price": 95, **FOLLOWS}}),
    (TRAILING, {"stop_loss": {"stop_price": 96, **FOLLOWS}}),
    (TRAILING, {"stop_loss": {"stop_price": 95, **AT_PROFIT}}),
    (EVENS, {"stop_loss": {"stop_price": 95}}),
    (EVENS, {"stop_loss": {"stop_price": 95, **AT_PROFIT, "break_even_percentage": 21}}),
    (EVENS, {"stop_loss": {"stop_price": 95, "protection_type": "BREAK_EVEN"}}),
    (EVENS, {"stop_loss": {"stop_price": 95, "protection_type": "FOLLOW_TAKE_PROFIT"}}),
    (EVENS, {"stop_loss": {"stop_price": 95, **FOLLOWS, "trailing_percentage": 21}}),
    (EVENS, {"stop_loss": {"stop_price": 95, **FOLLOWS, "trailing_distance": 17}}),
    (EVENS_AT_TARGET, {"stop_loss": {"stop_price": 95, **AT_PROFIT, "break_even_percentage": 31}}),
    (STEPS, {"stop_loss": {"stop_price": 95, "protection_type": "BREAK_EVEN"}}),
    (STEPS, {"stop_loss": {"stop_price": 95, **FOLLOWS, "trailing_percentage": 0}}),
    # whatever else the message asks for
    (FIXED, {"stop_loss": {"stop_price": 90}, "take_profit": TARGETS, "cancel_entries": True}),
]


@pytest.mark.parametrize(("stop", "fields"), TIGHTENS)
def test_what_adds_no_risk_is_an_exit(stop: StopLoss | None, fields: dict[str, Any]) -> None:
    """No age, order, rate, state, limit or setting holds it up."""
    context = world(
        positions=[stopped(stop)],
        quotes={"BTC/USDT": quote("110", at=NOW.replace(year=2020))},
        state=BotState.HALTED,
        trading_enabled=False,
        balances_at=None,
        equity=None,
    )
    context = bot_with(context, max_signal_age=1, max_positions=0, blocked_bases=frozenset({"BTC"}))
    message = signal(context, action="modify", timestamp="2020-01-01", **fields)
    rate = refuse(ReasonCode.RATE_LIMITED, limit=1)
    found = admit(message, context, Duplicates(), opening_refused=rate)
    assert isinstance(found, Admitted), found


@pytest.mark.parametrize(("stop", "fields"), LOOSENS)
def test_what_adds_risk_is_refused_unless_the_bot_allows_it(
    stop: StopLoss | None, fields: dict[str, Any]
) -> None:
    held = stopped(stop)
    found = modify([held], **fields)
    assert isinstance(found, Refusal)
    assert (found.code, found.status) == ("would_loosen", 409)
    assert "s-p1" in found.message

    context = world(positions=[held], quotes={"BTC/USDT": quote("110")})
    inside = replace(context, from_webhook=False)
    allowed = bot_with(context, loosen_stops=True)
    assert isinstance(judge(inside, action="modify", **fields), Admitted)
    assert isinstance(judge(allowed, action="modify", **fields), Admitted)


@pytest.mark.parametrize("code", ["signal_too_old", "rate_limited", "out_of_order"])
def test_what_adds_risk_is_judged_as_new_exposure(code: str) -> None:
    context = bot_with(
        world(positions=[stopped()], quotes={"BTC/USDT": quote("110")}),
        loosen_stops=True,
        max_signal_age=1 if code == "signal_too_old" else None,
    )
    if code == "out_of_order":
        assert isinstance(judge(context, action="modify", stop_loss=None), Admitted)
        context = replace(context, stamps={"BTC/USDT": AlertTimestamps(exit=NOW)})
    message = signal(context, action="modify", timestamp="2020-01-01", stop_loss=None)
    rate = refuse(ReasonCode.RATE_LIMITED, limit=1) if code == "rate_limited" else None
    found = admit(message, context, Duplicates(), opening_refused=rate)
    assert isinstance(found, Refusal)
    assert found.code == code


def test_short_tightens_downwards() -> None:
    held = stopped(FIXED, side=SHORT, stop_price=D(105), average_entry="100")
    held = replace(
        held, plan=replace(held.plan, stop_loss=replace(FIXED, level=PriceLevel(price=D(105))))
    )
    assert isinstance(modify([held], 90, stop_loss={"stop_price": 104}), Admitted)
    loose = modify([held], 90, stop_loss={"stop_price": 106})
    assert isinstance(loose, Refusal)
    assert loose.code == "would_loosen"


def test_changes_all_positions_of_market_and_side_or_the_one_with_the_id() -> None:
    other = stopped(position_id="p2")
    eth = position("eth", symbol="ETH/USDT")
    tighter = {"stop_loss": {"stop_price": 97}}
    assert set(asked(modify([stopped(), other, eth], **tighter))) == {"p1", "p2"}
    assert set(asked(modify([stopped(), other, eth], signal_id="s-p2", **tighter))) == {"p2"}
    assert refused_as(modify([eth], **tighter)) == "position_missing"
    assert refused_as(modify([other], side="short", **tighter)) == "position_missing"


def test_one_position_that_refuses_leaves_all_as_they_are() -> None:
    tight = stopped(position_id="p2", stop_price=D(99))
    tight = replace(
        tight, plan=replace(tight.plan, stop_loss=StopLoss(level=PriceLevel(price=D(99))))
    )
    found = modify([stopped(), tight], stop_loss={"stop_price": 97})
    assert isinstance(found, Refusal)
    assert (found.code, "s-p2" in found.message) == ("would_loosen", True)


def test_position_that_is_being_sold_is_left_alone() -> None:
    leaving = stopped(close_request=CloseRequested(at=NOW, reason=CloseReason.SIGNAL))
    assert refused_as(modify([leaving], stop_loss={"stop_price": 97})) == "position_closing"


def test_pending_entry_is_changed_too_but_has_no_break_even_yet() -> None:
    plan = {"order_type": "limit", "signal_price": 90, "stop_loss_percentage": 5}
    waiting = pending(opened(world(), **plan), "p2")
    assert set(asked(modify([stopped(), waiting], stop_loss={"stop_percentage": 4}))) == {
        "p1",
        "p2",
    }
    loose = modify([waiting], stop_loss={"stop_percentage": 6})
    assert isinstance(loose, Refusal)
    assert loose.code == "would_loosen"
    both = modify([stopped(), waiting], stop_loss="break_even")
    assert set(asked(both)) == {"p1"}
    assert isinstance(both, Admitted)
    assert both.warnings[0].startswith("field_ignored: ")
    assert refused_as(modify([waiting], stop_loss="break_even")) == "position_missing"


def test_break_even_that_the_market_does_not_allow_yet_waits() -> None:
    change = asked(modify([stopped()], 97, stop_loss={"stop": "break_even"}))["p1"]
    assert (change.stop_waits, change.replace_stop_loss) == (D(100), False)
    change = asked(modify([stopped()], 110, stop_loss={"stop": "break_even"}))["p1"]
    assert change.stop_loss == replace(FIXED, level=PriceLevel(price=D(100)))


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"stop_loss": {"stop_price": 112}}, "stop_loss.stop_price"),
        ({"take_profit": [{"price": 105, "position_percentage": 100}]}, "take_profit[0].price"),
    ],
)
def test_what_the_market_has_passed_is_refused_by_its_name(
    fields: dict[str, Any], path: str
) -> None:
    with_stop = modify([stopped()], **fields)
    assert isinstance(with_stop, Refusal)
    assert (with_stop.code, with_stop.status) == ("exits_already_passed", 409)
    assert [error.path for error in with_stop.errors] == [path]


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({}, {"action"}),
        ({"cancel_entries": False}, {"action"}),
        ({"stop_loss": ""}, {"stop_loss"}),
        ({"stop_loss": "breakeven"}, {"stop_loss"}),
        ({"stop_loss": {"stop": "even"}}, {"stop_loss.stop"}),
        ({"stop_loss": {"stop": "break_even", "stop_price": 5}}, {"stop_loss.stop_price"}),
        ({"stop_loss": {"stop_pricee": 5}}, {"stop_loss.stop_percentage", "stop_loss.stop_pricee"}),
        ({"stop_loss": {"stop_price": "NA"}}, {"stop_loss.stop_price"}),
        ({"stop_los": {"stop_price": 5}, "auto_close": 5}, {"stop_los"}),
        ({"take_profit": ""}, {"take_profit"}),
        ({"take_profit": [{"price": 5}]}, {"take_profit[0].position_percentage"}),
        ({"auto_close": 0}, {"auto_close"}),
        ({"auto_close": "soon"}, {"auto_close"}),
        ({"cancel_entries": "yes"}, {"cancel_entries"}),
        ({"stop_loss": {"stop_price": 5}, "test": "yes"}, {"test"}),
    ],
)
def test_is_strict_in_what_it_is_about(fields: dict[str, Any], paths: set[str]) -> None:
    with pytest.raises(InvalidSignal) as caught:
        signal(action="modify", **fields)
    assert {error.path for error in caught.value.errors} == paths


def test_is_lenient_in_all_else() -> None:
    found = signal(action="modify", auto_close=60, leverage="x", foo=1, exchange="", timestamp="?")
    assert {warning.split(":")[0] for warning in found.warnings} == {
        "empty_field",
        "field_ignored",
        "unknown_field",
    }


def test_test_shows_the_exits_and_the_worst_loss() -> None:
    context = world(positions=[stopped()], quotes={"BTC/USDT": quote("110")})
    found = admitted(context, action="modify", stop_loss={"stop_price": 98}, take_profit=TARGETS)
    (row,) = preview(found, context)["changes"]
    assert (row["position_id"], row["stop_price"], row["targets"]) == ("p1", "98", ["150"])
    assert D(str(row["worst_loss"])) < D(str(row["worst_loss_before"]))


def test_trailing_that_follows_already_may_be_told_to_begin_later() -> None:
    """It began: nothing is lost by that."""
    later = {"stop_loss": {"stop_price": 95, **FOLLOWS}}
    assert isinstance(modify([stopped(TRAILING, best_price=D(110))], **later), Admitted)


def test_break_even_that_was_reached_or_waits_may_be_told_to_begin_later() -> None:
    later = {"stop_loss": {"stop_price": 95, **AT_PROFIT, "break_even_percentage": 50}}
    armed = stopped(EVENS, stop_price=D(100), protection_armed=True)
    waiting = WaitingStop(stop=D(100), since=NOW, why=StopCause.BREAK_EVEN)
    for held in (armed, stopped(EVENS, waiting=waiting)):
        assert isinstance(modify([held], **later), Admitted)


def test_alert_is_told_of_targets_that_a_limit_close_leaves_out() -> None:
    closing = CloseRequested(
        at=NOW, reason=CloseReason.SIGNAL, order_type=OrderType.LIMIT, price=D(120)
    )
    found = modify([stopped(close_request=closing)], take_profit=TARGETS)
    assert isinstance(found, Admitted)
    ignored = "field_ignored: `take_profit` was ignored: the position is being closed."
    assert list(found.warnings) == [ignored]
