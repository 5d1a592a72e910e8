"""An exit that another action contains gets through, whatever is wrong with the rest."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.admit import admit
from custom_components.tradehook.trading.admission.model import (
    AdmissionContext,
    Admitted,
    Duplicate,
    Duplicates,
)
from custom_components.tradehook.trading.model.commands import ClosePositions, ReversePositions
from custom_components.tradehook.trading.model.facts import CloseReason, CloseRequested
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.signal.parse import InvalidSignal, contains_exit
from tests.trading.admission_world import (
    LINEAR,
    LONG,
    NOW,
    SHORT,
    SPOT,
    D,
    bot_with,
    position,
    signal,
    world,
)
from tests.trading.messages import BASIC, OPEN

HELD = position("p1", symbol="BTC/USDT:USDT", plan={"margin_mode": "isolated"})
REVERSE: dict[str, Any] = {"action": "reverse", "side": "short"}
TURN: dict[str, Any] = {
    "strategy": {
        "market_position": "short",
        "prev_market_position": "long",
        "market_position_size": "2",
        "prev_market_position_size": "2",
        "order_action": "sell",
    }
}


def judged(context: AdmissionContext, **fields: Any) -> Admitted | Duplicate | Refusal:
    """Judge a message as the inbox does: of a wrong one the exit is left that it contains."""
    try:
        return admit(signal(context, **fields), context, Duplicates())
    except InvalidSignal as err:
        if err.exit_half is None:
            return err.refusal
        return admit(err.exit_half, context, Duplicates(), err.refusal)


def holding(**changes: Any) -> AdmissionContext:
    """Return a futures account whose bot is long."""
    return world(LINEAR, positions=[HELD], **changes)


WRONG: list[dict[str, Any]] = [
    {"leverage": "x"},
    {"foo": 1},
    {"signal_price": "NA"},
    {"stop_loss": {"stop_percentage": ""}},
    {"take_profit": "none"},
    {"quote_amount": -5},
    {"quote_amount": 5, "base_amount": 5},
    {"signal_id": "x" * 65},
    {"signal_id": 5},
    {"timestamp": "never"},
    {"exchange": "{{exchange}}"},
    {"exchange": ""},
    {"exchange": 5},
    {"exchange": "NA"},
    {"symbol": "null"},
    {"symbol": "{{ticker}}"},
    {"symbol": "BTC\u200bUSDT"},
    {"order_type": "stop"},
    {"stop_loss": {"stop_price": 1}, "signal_price": 100},
]


@pytest.mark.parametrize("message", [REVERSE, TURN], ids=["reverse", "strategy"])
@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_wrong_fields_of_the_opening_do_not_hold_up_the_close(
    message: dict[str, Any], wrong: dict[str, Any]
) -> None:
    fields = {**message, **wrong}
    if wrong.get("exchange") == "":
        fields["foo"] = 1  # an empty exchange alone is the account's
    result = judged(holding(), **fields)
    assert isinstance(result, Admitted), result
    (step,) = result.commands
    assert isinstance(step, ClosePositions)
    assert (step.position_ids, step.order_type) == (("p1",), OrderType.MARKET)
    assert result.opening_refused is not None
    assert result.opening_refused.status == 422
    assert result.warnings[-1].startswith("opening_refused: ")
    alone = judged(world(LINEAR), **fields)
    assert isinstance(alone, Refusal)
    assert alone.status == 422


@pytest.mark.parametrize("strategy", ["{{x}}", 5, {}, TURN["strategy"]], ids=str)
def test_strategy_beside_an_action_does_not_hold_up_the_close(strategy: object) -> None:
    result = judged(holding(), **REVERSE, strategy=strategy)
    assert isinstance(result, Admitted), result
    assert result.position_ids == ("p1",)
    assert result.opening_refused is not None
    close = judged(holding(), action="close", strategy=strategy)
    assert isinstance(close, Admitted), close
    assert close.position_ids == ("p1",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"prev_market_position": "NA"},
        {"market_position_size": "NaN"},
        {"prev_market_position_size": None},
        {"position": 1},
        {"contracts": "x"},
    ],
    ids=str,
)
def test_alert_that_is_wrong_in_itself_still_leaves_the_other_side(wrong: dict[str, Any]) -> None:
    fields = {"strategy": {**TURN["strategy"], **wrong}}
    result = judged(holding(), **fields)
    assert isinstance(result, Admitted), result
    assert result.position_ids == ("p1",)
    assert result.opening_refused is not None
    assert result.opening_refused.status == 422
    on_side = world(LINEAR, positions=[replace(HELD, side=SHORT)])
    assert isinstance(judged(on_side, **fields), Refusal)  # unknown is not flat


@pytest.mark.parametrize(
    "fields",
    [
        {**REVERSE, "test": "yes"},
        {**REVERSE, "side": "flat"},
        {**REVERSE, "side": ""},
        {**REVERSE, "side": ...},
        {**TURN, "action": "reverse"},
        {"strategy": {**TURN["strategy"], "market_position": "up"}},
        {**REVERSE, "exchange": "KRKN"},
        {**REVERSE, "symbol": "SIM_USDT_XYZ"},
        {**REVERSE, "action": "revers"},
        {"action": "open", "side": "short", "foo": 1},
    ],
    ids=str,
)
def test_what_does_not_say_what_is_to_be_left_closes_nothing(fields: dict[str, Any]) -> None:
    result = judged(holding(), **fields)
    assert isinstance(result, Refusal), result
    assert result.status in (409, 422)


@pytest.mark.parametrize("message", [REVERSE, TURN], ids=["reverse", "strategy"])
def test_age_does_not_hold_up_the_close(message: dict[str, Any]) -> None:
    context = bot_with(holding(), max_signal_age=60)
    result = judged(context, **message, timestamp="2026-11-20T11:00:00Z")
    assert isinstance(result, Admitted)
    assert result.position_ids == ("p1",)
    assert result.opening_refused is not None
    assert result.opening_refused.code == "signal_too_old"


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ({"sides": frozenset({LONG})}, "side_not_allowed"),
        ({"blocked_bases": frozenset({"BTC"})}, "base_blocked"),
        ({"require_stop_loss": True}, "stop_loss_required"),
        ({"quote": "EUR"}, "wrong_quote"),
    ],
)
@pytest.mark.parametrize("message", [REVERSE, TURN], ids=["reverse", "strategy"])
def test_opening_that_a_setting_forbids_is_told_at_once(
    message: dict[str, Any], setting: dict[str, Any], code: str
) -> None:
    result = judged(bot_with(holding(), **setting), **message)
    assert isinstance(result, Admitted)
    assert isinstance(result.commands[0], ClosePositions)
    assert result.opening_refused is not None
    assert result.opening_refused.code == code


@pytest.mark.parametrize("changes", [{"quotes": {}}, {"free": {}}, {"balances_at": None}])
def test_what_shows_only_after_the_close_is_judged_then(changes: dict[str, Any]) -> None:
    result = judged(holding(**changes), **REVERSE)
    assert isinstance(result, Admitted)
    assert isinstance(result.commands[0], ReversePositions)
    assert result.opening_refused is None


def test_reverse_on_spot_closes_and_opens_nothing() -> None:
    held = world(SPOT, positions=[position("p1")])
    result = judged(held, **REVERSE)
    assert isinstance(result, Admitted)
    assert result.position_ids == ("p1",)
    assert result.opening_refused is not None
    assert result.opening_refused.code == "reverse_needs_futures"
    for context in (world(SPOT), world(SPOT, positions=[position("p1", side=SHORT)])):
        alone = judged(context, **REVERSE)
        assert isinstance(alone, Refusal)
        assert alone.code == "reverse_needs_futures"


def test_reverse_to_the_side_that_a_limit_close_leaves_is_refused() -> None:
    request = CloseRequested(
        at=NOW, reason=CloseReason.SIGNAL, order_type=OrderType.LIMIT, price=D(61_000)
    )
    context = world(LINEAR, positions=[replace(HELD, close_request=request)])
    result = judged(context, action="reverse", side="long")
    assert isinstance(result, Refusal)
    assert result.code == "already_on_side"
    assert isinstance(judged(context, **REVERSE), Admitted)


def test_reverse_of_both_sides_leaves_the_other_one() -> None:
    short = replace(HELD, position_id="p2", side=SHORT)
    context = world(LINEAR, positions=[HELD, short], hedge_mode=True)
    result = judged(context, **REVERSE)
    assert isinstance(result, Admitted)
    assert result.position_ids == ("p1",)
    assert result.opening_refused is not None
    assert result.opening_refused.code == "already_on_side"


@pytest.mark.parametrize(
    ("message", "contained"),
    [
        ({**OPEN, "action": "reverse"}, True),
        ({**OPEN, "action": "close"}, True),
        ({**BASIC, **TURN}, True),
        (OPEN, False),
        ({**OPEN, "action": "x"}, False),
        ({**BASIC, "strategy": "x"}, False),
    ],
)
def test_what_may_close_is_known_before_it_is_checked(
    message: dict[str, Any], contained: bool
) -> None:
    assert contains_exit(message) is contained
