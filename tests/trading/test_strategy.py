"""A strategy alert takes the bot from what it holds to the strategy's target."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.admission import admit_reversed
from custom_components.tradehook.trading.admitted import (
    Admitted,
    Closing,
    Duplicate,
    Increasing,
    Opening,
    Reducing,
    Reversing,
)
from custom_components.tradehook.trading.codes import Refusal
from custom_components.tradehook.trading.context import AdmissionContext, BotState, Duplicates
from custom_components.tradehook.trading.facts import CloseReason, CloseRequested
from custom_components.tradehook.trading.market import MarketType, Side
from custom_components.tradehook.trading.position import Position
from custom_components.tradehook.trading.settings import MissedAlert

from .admission_world import (
    ISOLATED,
    LINEAR,
    LONG,
    NOW,
    SHORT,
    SPOT,
    D,
    admitted,
    bot_with,
    judge,
    opened,
    pending,
    position,
    refused,
    repeated,
    signal,
    world,
)

LONG_2, LONG_3 = ("long", 2), ("long", 3)
SHORT_2 = ("short", 2)
FLAT = ("flat", 0)
LONG_1 = ("long", 1)

type State = tuple[str, float]


def alert(before: State, now: State, **fields: Any) -> dict[str, Any]:
    """Return the fields of an alert, with numbers as TradingView fills them in."""
    return {
        "strategy": {
            "market_position": now[0],
            "market_position_size": str(now[1]),
            "prev_market_position": before[0],
            "prev_market_position_size": str(before[1]),
            "order_action": "buy",
            "contracts": "1",
        },
        **fields,
    }


def holding(
    held: Side | None, size: str = "6", market_type: MarketType = LINEAR, **changes: Any
) -> AdmissionContext:
    """Return a world whose bot holds nothing or one position."""
    symbol = "BTC/USDT:USDT" if market_type is LINEAR else "BTC/USDT"
    mode = ISOLATED if market_type is LINEAR else None
    positions: list[Position] = []
    if held is not None:
        positions = [position(symbol=symbol, side=held, size=size, plan={"margin_mode": mode})]
    context = world(market_type, positions=positions, **changes)
    return bot_with(context, max_entry_size=D(10_000))


@pytest.mark.parametrize(
    ("before", "now", "held", "step"),
    [
        (FLAT, LONG_2, None, Opening),
        (FLAT, SHORT_2, None, Opening),
        (LONG_2, LONG_3, LONG, Increasing),
        (LONG_3, LONG_2, LONG, Reducing),
        (LONG_2, FLAT, LONG, Closing),
        (LONG_2, SHORT_2, LONG, Reversing),
        (SHORT_2, LONG_2, SHORT, Reversing),
        (SHORT_2, FLAT, SHORT, Closing),
    ],
)
def test_target_is_reached_by_the_action_that_leads_there(
    before: State, now: State, held: Side | None, step: type
) -> None:
    result = admitted(holding(held), **alert(before, now))
    assert [type(row) for row in result.steps] == [step]
    assert result.missed_alert is None


def test_opening_from_flat_has_the_bot_s_own_size() -> None:
    opening = opened(holding(None), **alert(FLAT, LONG_3))
    assert (opening.side, opening.plan.quote_amount) == (LONG, D(100))
    assert opening.plan.base_amount is None


@pytest.mark.parametrize(
    ("before", "now", "amount"),
    [
        (LONG_2, LONG_3, "3"),  # our 6 become 9
        (LONG_3, LONG_2, "-2"),
        (("long", 8), LONG_1, "-5.25"),
    ],
)
def test_target_is_our_size_times_new_by_previous(before: State, now: State, amount: str) -> None:
    (step,) = admitted(holding(LONG), **alert(before, now)).steps
    assert isinstance(step, Increasing | Reducing)
    sign = 1 if isinstance(step, Increasing) else -1
    assert step.steps == (("p1", sign * D(amount)),)


@pytest.mark.parametrize(
    ("before", "now", "held", "amount"),
    [
        (FLAT, LONG_3, None, "3"),
        (LONG_2, LONG_3, "2", "1"),
        (LONG_3, LONG_1, "3", "-2"),
        (LONG_2, LONG_3, "1.998", "1.002"),  # a fee was taken from what is held
    ],
)
def test_contracts_are_the_base_quantity_when_the_bot_says_so(
    before: State, now: State, held: str | None, amount: str
) -> None:
    context = holding(LONG if held else None, held or "1")
    context = bot_with(context, use_strategy_contracts=True)
    result = admitted(context, **alert(before, now, quote_amount=50))
    (step,) = result.steps
    if isinstance(step, Opening):
        assert (step.plan.base_amount, step.plan.quote_amount) == (D(amount), None)
    else:
        assert isinstance(step, Increasing | Reducing)
        sign = 1 if isinstance(step, Increasing) else -1
        assert step.steps == (("p1", sign * D(amount)),)
    assert result.missed_alert is None


def test_several_positions_are_scaled_together() -> None:
    context = holding(LONG)
    second = replace(context.positions[0], position_id="p2", size=D(2), cost=D(200))
    context = replace(context, positions=[*context.positions, second])
    (step,) = admitted(context, **alert(LONG_2, LONG_1, signal_id="x")).steps
    assert isinstance(step, Reducing)
    assert step.steps == (("p1", D(3)), ("p2", D(1)))


def test_reverse_carries_the_opening_of_the_other_side() -> None:
    context = bot_with(holding(LONG), use_strategy_contracts=True)
    result = admitted(context, **alert(("long", 6), SHORT_2))
    (step,) = result.steps
    assert isinstance(step, Reversing)
    assert (step.side, step.signal.base_amount, step.signal.strategy) == (SHORT, D(2), None)
    flat = replace(context, positions=[])
    again = signal(context, **alert(("long", 6), SHORT_2))  # as it is read after a restart
    for carried in (step.signal, again):
        then = admit_reversed(carried, flat)
        assert isinstance(then, Admitted)
        assert then.opening is not None
        assert (then.opening.side, then.opening.plan.base_amount) == (SHORT, D(2))


@pytest.mark.parametrize("side", [LONG, SHORT])
def test_other_side_on_spot_closes_with_a_warning(side: Side) -> None:
    now = ("short", 2) if side is LONG else ("long", 2)
    context = holding(side, market_type=SPOT, free={"USDT": D(1e4), "BTC": D(10)})
    result = admitted(context, **alert((side.value, 2), now))
    assert [type(row) for row in result.steps] == [Closing]
    assert "spot" in result.warnings[-1]


def test_bot_that_is_on_both_sides_closes_the_wrong_one() -> None:
    context = holding(LONG, hedge_mode=True)
    short = replace(context.positions[0], position_id="p2", side=SHORT)
    context = replace(context, positions=[*context.positions, short])
    result = admitted(context, **alert(SHORT_2, LONG_2))
    assert result.position_ids == ("p2",)
    assert result.missed_alert is not None
    assert result.missed_alert.held == "long, short"


@pytest.mark.parametrize(
    ("held", "before", "now", "expected", "held_told"),
    [
        (None, LONG_2, LONG_3, "long", "flat"),
        (LONG, FLAT, LONG_2, "flat", "long"),
        (SHORT, FLAT, LONG_2, "flat", "short"),
        (LONG, SHORT_2, FLAT, "short", "long"),
        (SHORT, LONG_2, SHORT_2, "long", "short"),
    ],
)
def test_what_is_held_is_compared_with_what_the_strategy_held(
    held: Side | None, before: State, now: State, expected: str, held_told: str
) -> None:
    result = admitted(holding(held), **alert(before, now))
    assert result.missed_alert is not None
    assert (result.missed_alert.expected, result.missed_alert.held) == (expected, held_told)


FOLLOW, REFUSE = MissedAlert.FOLLOW, MissedAlert.REFUSE


@pytest.mark.parametrize(
    ("setting", "held", "before", "now", "outcome"),
    [
        (FOLLOW, None, LONG_2, LONG_3, Opening),
        (REFUSE, None, LONG_2, LONG_3, "alert_missed"),
        (FOLLOW, SHORT, FLAT, LONG_2, Reversing),
        (REFUSE, SHORT, FLAT, LONG_2, Closing),  # what is wrong goes, nothing new comes
        (REFUSE, LONG, SHORT_2, FLAT, Closing),
        (FOLLOW, LONG, FLAT, LONG_2, None),
        (REFUSE, LONG, FLAT, LONG_2, None),
        (REFUSE, LONG, LONG_2, LONG_3, Increasing),  # nothing was missed
    ],
)
def test_after_a_missed_alert_the_bot_follows_or_refuses_new_exposure(
    setting: MissedAlert, held: Side | None, before: State, now: State, outcome: type | str | None
) -> None:
    context = bot_with(holding(held), missed_alert=setting)
    if isinstance(outcome, str):
        assert refused(context, **alert(before, now)) == outcome
        return
    result = admitted(context, **alert(before, now))
    assert [type(row) for row in result.steps] == ([outcome] if outcome else [])
    if outcome is None:
        assert result.warnings[-1].startswith("nothing_to_do")


def test_refusal_of_a_missed_alert_says_both_sides() -> None:
    result = judge(bot_with(holding(None), missed_alert=REFUSE), **alert(LONG_2, LONG_3))
    assert isinstance(result, Refusal)
    assert "held long before" in result.message
    assert "holds flat" in result.message


@pytest.mark.parametrize(
    ("size", "missed"), [("2", False), ("1.98", False), ("1.97", True), ("2.03", True)]
)
def test_sizes_are_compared_when_contracts_are_used(size: str, missed: bool) -> None:
    context = bot_with(holding(LONG, size), use_strategy_contracts=True)
    result = admitted(context, **alert(LONG_2, LONG_3))
    assert (result.missed_alert is not None) is missed


def test_side_that_the_bot_does_not_take_is_no_missed_alert() -> None:
    context = bot_with(holding(None), sides=frozenset({LONG}))
    assert admitted(context, **alert(SHORT_2, LONG_2)).missed_alert is None
    spot = holding(None, market_type=SPOT)
    assert admitted(spot, **alert(SHORT_2, LONG_2)).missed_alert is None


@pytest.mark.parametrize("size", ["0.5", "1", "6"])
def test_side_that_the_bot_no_longer_takes_counts_while_it_is_held(size: str) -> None:
    context = bot_with(holding(SHORT, size), sides=frozenset({LONG}))
    assert admitted(context, **alert(SHORT_2, LONG_2)).missed_alert is None


@pytest.mark.parametrize("by_contracts", [False, True])
def test_pending_opening_counts_as_held(by_contracts: bool) -> None:
    context = bot_with(holding(None), use_strategy_contracts=by_contracts)
    waiting = pending(opened(context, **alert(FLAT, LONG_2), entry_condition={"time": 5}), "p1")
    context = replace(context, positions=[waiting])
    result = admitted(context, **alert(LONG_2, FLAT))
    assert result.missed_alert is None
    assert result.position_ids == ("p1",)


def test_position_that_is_being_closed_is_not_held() -> None:
    context = holding(LONG)
    request = CloseRequested(at=NOW, reason=CloseReason.STOP_LOSS)
    closing = replace(context.positions[0], close_request=request)
    context = replace(context, positions=[closing])
    result = admitted(context, **alert(FLAT, LONG_2))
    assert isinstance(result.steps[0], Opening)
    assert result.missed_alert is None


def test_flat_strategy_of_a_flat_bot_has_nothing_to_close() -> None:
    assert refused(holding(None), **alert(LONG_2, FLAT)) == "position_missing"


def test_exits_of_a_strategy_get_through_and_openings_do_not() -> None:
    context = replace(holding(LONG), state=BotState.HALTED, quotes={}, trading_enabled=False)
    assert admitted(context, **alert(LONG_2, FLAT)).steps
    assert admitted(context, **alert(LONG_3, LONG_2)).steps
    assert refused(context, **alert(LONG_2, LONG_3)) == "bot_halted"
    assert refused(context, **alert(LONG_2, SHORT_2)) == "bot_halted"


def test_strategy_s_close_is_never_a_duplicate_and_its_other_alerts_are() -> None:
    known = Duplicates(same_body_signal_id="g-0")
    assert isinstance(repeated(holding(LONG), known, **alert(LONG_2, FLAT)), Admitted)
    for now in (LONG_3, LONG_1, SHORT_2):
        assert repeated(holding(LONG), known, **alert(LONG_2, now)) == Duplicate("g-0")


def test_market_of_a_strategy_must_be_known() -> None:
    context = holding(LONG)
    assert refused(context, **alert(FLAT, LONG_2, symbol="XYZUSDT")) == "unknown_symbol"
