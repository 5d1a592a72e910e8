"""A strategy alert takes the bot from what it holds to the strategy's target."""

from dataclasses import replace

import pytest

from custom_components.tradehook.trading.admission.admit import admit_reversed
from custom_components.tradehook.trading.admission.meaning import missed_alert
from custom_components.tradehook.trading.admission.model import (
    Admitted,
    BotState,
    Duplicate,
    Duplicates,
)
from custom_components.tradehook.trading.model.commands import (
    ClosePositions,
    OpenPosition,
    Resize,
    ResizePositions,
    ReversePositions,
)
from custom_components.tradehook.trading.model.facts import CloseReason, CloseRequested
from custom_components.tradehook.trading.model.market import Side
from tests.trading.admission_world import (
    LONG,
    NOW,
    SHORT,
    SPOT,
    D,
    admitted,
    bot_with,
    kind_of,
    opened,
    pending,
    refused,
    repeated,
    signal,
)

from .strategy_alerts import FLAT, LONG_1, LONG_2, LONG_3, SHORT_2, State, alert, holding


@pytest.mark.parametrize(
    ("before", "now", "held", "step"),
    [
        (FLAT, LONG_2, None, OpenPosition),
        (FLAT, SHORT_2, None, OpenPosition),
        (LONG_2, LONG_3, LONG, Resize.INCREASE),
        (LONG_3, LONG_2, LONG, Resize.REDUCE),
        (LONG_2, FLAT, LONG, ClosePositions),
        (LONG_2, SHORT_2, LONG, ReversePositions),
        (SHORT_2, LONG_2, SHORT, ReversePositions),
        (SHORT_2, FLAT, SHORT, ClosePositions),
    ],
)
def test_target_is_reached_by_the_action_that_leads_there(
    before: State, now: State, held: Side | None, step: type | Resize
) -> None:
    result = admitted(holding(held), **alert(before, now))
    assert [kind_of(row) for row in result.commands] == [step]
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
    (step,) = admitted(holding(LONG), **alert(before, now)).commands
    assert isinstance(step, ResizePositions)
    sign = 1 if step.direction is Resize.INCREASE else -1
    assert step.amounts == (("p1", sign * D(amount)),)


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
    (step,) = result.commands
    if isinstance(step, OpenPosition):
        assert (step.plan.base_amount, step.plan.quote_amount) == (D(amount), None)
    else:
        assert isinstance(step, ResizePositions)
        sign = 1 if step.direction is Resize.INCREASE else -1
        assert step.amounts == (("p1", sign * D(amount)),)
    assert result.missed_alert is None


def test_several_positions_are_scaled_together() -> None:
    context = holding(LONG)
    second = replace(context.positions[0], position_id="p2", size=D(2), cost=D(200))
    context = replace(context, positions=[*context.positions, second])
    (step,) = admitted(context, **alert(LONG_2, LONG_1, signal_id="x")).commands
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.REDUCE
    assert step.amounts == (("p1", D(3)), ("p2", D(1)))


def test_reverse_carries_the_opening_of_the_other_side() -> None:
    context = bot_with(holding(LONG), use_strategy_contracts=True)
    result = admitted(context, **alert(("long", 6), SHORT_2))
    (step,) = result.commands
    assert isinstance(step, ReversePositions)
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
    assert [kind_of(row) for row in result.commands] == [ClosePositions]
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
    context = holding(held)
    state = signal(context, **alert(before, now)).strategy
    assert state is not None
    found = missed_alert(state, context, context.markets["BTC/USDT:USDT"])
    assert found is not None
    assert (found.expected, found.held) == (expected, held_told)


@pytest.mark.parametrize(
    ("join", "held", "before", "now", "outcome"),
    [
        (True, None, LONG_2, LONG_3, OpenPosition),
        (False, None, LONG_2, LONG_3, "missed_entry"),
        (True, None, LONG_3, LONG_2, "position_missing"),  # it only shrinks
        (False, None, LONG_3, LONG_2, "position_missing"),
        (False, None, SHORT_2, LONG_2, OpenPosition),  # it has turned
        (False, None, FLAT, LONG_2, OpenPosition),
        (False, SHORT, FLAT, LONG_2, ReversePositions),
        (True, SHORT, LONG_2, LONG_3, ReversePositions),
        (False, SHORT, LONG_2, LONG_3, ClosePositions),  # what is wrong goes, nothing new comes
        (True, SHORT, LONG_3, LONG_2, ClosePositions),
        (False, LONG, SHORT_2, FLAT, "position_missing"),
        (False, LONG, FLAT, LONG_2, None),
        (True, LONG, FLAT, LONG_2, None),
        (False, LONG, LONG_2, LONG_3, Resize.INCREASE),  # nothing was missed
    ],
)
def test_running_trade_is_joined_only_where_the_bot_is_set_to(
    join: bool, held: Side | None, before: State, now: State, outcome: type | Resize | str | None
) -> None:
    context = bot_with(holding(held), join_running_trade=join)
    if isinstance(outcome, str) and not isinstance(outcome, Resize):
        assert refused(context, **alert(before, now)) == outcome
        return
    result = admitted(context, **alert(before, now))
    assert [kind_of(row) for row in result.commands] == ([outcome] if outcome else [])
    if outcome is None:
        assert result.warnings[-1].startswith("nothing_to_do")


def test_missed_entry_behind_a_close_is_told_as_a_refused_opening() -> None:
    result = admitted(holding(SHORT), **alert(LONG_2, LONG_3))
    assert result.opening_refused is not None
    assert result.opening_refused.code == "missed_entry"
    assert result.warnings[-1].startswith("opening_refused: ")
    assert result.missed_alert is not None
    shrinking = admitted(holding(SHORT), **alert(LONG_3, LONG_2))
    assert shrinking.opening_refused is None  # it asked for no opening
    assert shrinking.missed_alert is not None


LONG_ONLY = frozenset({LONG})


@pytest.mark.parametrize("before", [FLAT, SHORT_2])
def test_spot_short_is_flat_where_the_bot_allows_none(before: State) -> None:
    now = ("short", 3)
    bot = bot_with(holding(None, market_type=SPOT, free={"BTC": D(10)}), sides=LONG_ONLY)
    assert refused(bot, **alert(before, now)) == "position_missing"
    held = bot_with(holding(LONG, market_type=SPOT), sides=LONG_ONLY)
    result = admitted(held, **alert(before, now))
    assert [kind_of(row) for row in result.commands] == [ClosePositions]
    assert result.missed_alert is not None


def test_turn_on_spot_closes_without_a_warning_where_the_bot_allows_no_short() -> None:
    context = bot_with(holding(LONG, market_type=SPOT), sides=LONG_ONLY)
    result = admitted(context, **alert(LONG_2, SHORT_2))
    assert [kind_of(row) for row in result.commands] == [ClosePositions]
    assert (result.warnings, result.opening_refused, result.missed_alert) == ((), None, None)
    flat = bot_with(holding(None, market_type=SPOT), sides=LONG_ONLY)
    assert opened(flat, **alert(SHORT_2, LONG_2)).side is LONG


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
    assert isinstance(result.commands[0], OpenPosition)
    assert result.missed_alert is None


def test_flat_strategy_of_a_flat_bot_has_nothing_to_close() -> None:
    assert refused(holding(None), **alert(LONG_2, FLAT)) == "position_missing"


def test_exits_of_a_strategy_get_through_and_openings_do_not() -> None:
    context = replace(holding(LONG), state=BotState.HALTED, quotes={}, trading_enabled=False)
    assert admitted(context, **alert(LONG_2, FLAT)).commands
    assert admitted(context, **alert(LONG_3, LONG_2)).commands
    assert refused(context, **alert(LONG_2, LONG_3)) == "bot_halted"
    turned = admitted(context, **alert(LONG_2, SHORT_2))
    assert [kind_of(row) for row in turned.commands] == [ClosePositions]
    assert turned.opening_refused is not None
    assert turned.opening_refused.code == "bot_halted"


def test_strategy_s_close_is_never_a_duplicate_and_its_other_alerts_are() -> None:
    known = Duplicates(same_body_signal_id="g-0")
    assert isinstance(repeated(holding(LONG), known, **alert(LONG_2, FLAT)), Admitted)
    for now in (LONG_3, LONG_1, SHORT_2):
        assert repeated(holding(LONG), known, **alert(LONG_2, now)) == Duplicate("g-0")


def test_market_of_a_strategy_must_be_known() -> None:
    context = holding(LONG)
    assert refused(context, **alert(FLAT, LONG_2, symbol="XYZUSDT")) == "unknown_symbol"
