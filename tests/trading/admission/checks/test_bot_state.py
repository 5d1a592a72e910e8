"""What a bot takes in each of its states, and an account with its Trading switch off."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.checks.limits import HaltReason
from custom_components.tradehook.trading.admission.model import AdmissionContext, Admitted, BotState
from custom_components.tradehook.trading.model.commands import ClosePositions, ControlBot
from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.signal.actions import action_row
from custom_components.tradehook.trading.signal.signal import Action
from tests.trading.admission_world import (
    LINEAR,
    LONG,
    D,
    admitted,
    bot_with,
    judge,
    position,
    refused,
    world,
)

HALF = {"quantity_percentage": 50}
FIELDS: dict[str, dict[str, Any]] = {
    "open": {},
    "increase": {"increase_order": HALF},
    "reduce": {"reduce_order": HALF},
    "close": {},
    "cancel": {},
    "close_all": {"symbol": ...},
    "modify": {"cancel_entries": True},
    "reverse": {"side": "short"},
    "start_bot": {"symbol": ...},
    "start_and_open": {},
    "stop_bot": {"symbol": ...},
    "stop_and_close": {"symbol": ...},
}
OK = "accepted"
STOPPED, CLOSED, HALTED = BotState.STOPPED, BotState.CLOSED, BotState.HALTED


def holding(**changes: Any) -> AdmissionContext:
    """Return a futures account whose bot is long."""
    held = position(symbol="BTC/USDT:USDT", plan={"margin_mode": "isolated"})
    return world(LINEAR, positions=[held], **changes)


def outcome(context: AdmissionContext, action: str) -> str:
    result = judge(context, action=action, **FIELDS[action])
    return result.code.value if isinstance(result, Refusal) else OK


@pytest.mark.parametrize(
    ("action", "running", "stopped", "closed", "halted"),
    [
        ("open", OK, "bot_stopped", "bot_stopped", "bot_halted"),
        ("reverse", OK, OK, OK, OK),
        ("increase", OK, OK, "bot_stopped", "bot_halted"),
        ("reduce", OK, OK, OK, OK),
        ("close", OK, OK, OK, OK),
        ("cancel", OK, OK, OK, OK),
        ("close_all", OK, OK, OK, OK),
        ("modify", OK, OK, OK, OK),
        ("start_bot", OK, OK, OK, OK),
        ("start_and_open", OK, OK, OK, "bot_halted"),
        ("stop_bot", OK, OK, OK, OK),
        ("stop_and_close", OK, OK, OK, OK),
    ],
)
def test_each_state_takes_what_the_table_says(
    action: str, running: str, stopped: str, closed: str, halted: str
) -> None:
    halt = HaltReason.CONSECUTIVE_LOSSES
    assert outcome(holding(), action) == running
    assert outcome(holding(state=STOPPED), action) == stopped
    assert outcome(holding(state=CLOSED), action) == closed
    assert outcome(holding(state=HALTED, reason=halt), action) == halted


@pytest.mark.parametrize("action", FIELDS)
def test_trading_switch_holds_up_new_exposure_only(action: str) -> None:
    expected = "trading_off" if action in ("open", "increase", "start_and_open") else OK
    assert outcome(holding(trading_enabled=False), action) == expected


def test_reverse_closes_although_trading_is_off() -> None:
    result = admitted(holding(trading_enabled=False), action="reverse", side="short")
    assert isinstance(result.commands[0], ClosePositions)
    assert result.opening_refused is not None
    assert result.opening_refused.code == "trading_off"


@pytest.mark.parametrize(
    ("state", "code"),
    [(STOPPED, "bot_stopped"), (CLOSED, "bot_stopped"), (HALTED, "bot_halted")],
)
def test_reverse_closes_in_every_state_and_only_its_opening_is_refused(
    state: BotState, code: str
) -> None:
    result = admitted(holding(state=state), action="reverse", side="short")
    assert isinstance(result.commands[0], ClosePositions)
    assert result.opening_refused is not None
    assert result.opening_refused.code == code
    assert result.warnings[-1].startswith("opening_refused: ")
    assert refused(world(LINEAR, state=state), action="reverse", side="short") == code


def test_reverse_of_nothing_is_an_open_that_trading_off_refuses() -> None:
    assert refused(world(LINEAR, trading_enabled=False), action="reverse", side="short") == (
        "trading_off"
    )


@pytest.mark.parametrize("state", [STOPPED, CLOSED, HALTED])
def test_close_without_a_position_is_told_so_in_every_state(state: BotState) -> None:
    assert refused(world(state=state), action="close") == "position_missing"


@pytest.mark.parametrize(
    ("state", "code"), [(STOPPED, "position_missing"), (CLOSED, "bot_stopped")]
)
def test_reduce_is_taken_after_stop_and_close_while_a_position_is_there(
    state: BotState, code: str
) -> None:
    assert refused(world(state=state), action="reduce", reduce_order=HALF) == code


@pytest.mark.parametrize(
    ("action", "state", "steps"),
    [
        ("start_bot", BotState.RUNNING, (ControlBot.START,)),
        ("start_bot", STOPPED, (ControlBot.START,)),
        ("start_bot", CLOSED, (ControlBot.START,)),
        ("stop_bot", BotState.RUNNING, (ControlBot.STOP,)),
        ("stop_bot", HALTED, (ControlBot.STOP,)),
        ("stop_bot", STOPPED, ()),
        ("stop_bot", CLOSED, ()),  # never looser than it was
        ("stop_and_close", BotState.RUNNING, (ControlBot.STOP_AND_CLOSE,)),
        ("stop_and_close", STOPPED, (ControlBot.STOP_AND_CLOSE,)),
        ("stop_and_close", CLOSED, (ControlBot.STOP_AND_CLOSE,)),
    ],
)
def test_bot_commands_change_the_state(
    action: str, state: BotState, steps: tuple[ControlBot, ...]
) -> None:
    result = admitted(world(state=state), action=action, symbol=...)
    assert result.commands == steps
    assert bool(result.warnings) is not bool(steps)


def test_start_and_open_starts_first() -> None:
    result = admitted(world(state=STOPPED), action="start_and_open")
    assert result.commands[0] is ControlBot.START
    assert result.opening is not None


DAILY = {"daily_loss_limit": D(50)}
STREAK = {"max_consecutive_losses": 3}


def test_start_does_not_end_a_daily_halt() -> None:
    context = bot_with(
        world(state=HALTED, reason=HaltReason.DAILY_LOSS, realized_today=D(-50)), **DAILY
    )
    assert refused(context, action="start_and_open") == "bot_halted"
    result = admitted(context, action="start_bot", symbol=...)
    assert result.commands == ()
    assert "daily loss" in result.warnings[0]


def test_start_ends_a_daily_halt_whose_limit_was_raised() -> None:
    context = world(state=HALTED, reason=HaltReason.DAILY_LOSS, realized_today=D(-50))
    context = bot_with(context, daily_loss_limit=D(80))
    assert admitted(context, action="start_bot", symbol=...).commands == (ControlBot.START,)


def test_start_ends_a_halt_for_losses_in_a_row() -> None:
    context = world(state=HALTED, reason=HaltReason.CONSECUTIVE_LOSSES, consecutive_losses=3)
    context = bot_with(context, **STREAK)
    assert refused(context) == "bot_halted"
    assert admitted(context, action="start_bot", symbol=...).commands == (ControlBot.START,)
    assert refused(context, action="start_and_open") == "bot_halted"
    assert refused(replace(context, state=STOPPED), action="start_and_open") == "bot_halted"


def test_bot_that_was_started_within_its_daily_loss_still_opens_nothing() -> None:
    context = bot_with(world(realized_today=D(-51)), **DAILY)
    assert refused(context) == "bot_halted"
    assert refused(replace(context, state=STOPPED)) == "bot_stopped"


def test_halt_names_its_reason() -> None:
    result = judge(world(state=HALTED, reason=HaltReason.DAILY_LOSS))
    assert isinstance(result, Refusal)
    assert "daily loss limit" in result.message


def test_halt_without_a_known_reason_still_halts() -> None:
    assert refused(world(state=HALTED, reason=None)) == "bot_halted"


HOSTILE: dict[str, Any] = {
    "state": HALTED,
    "trading_enabled": False,
    "quotes": {},
    "free": {},
    "balances_at": None,
    "equity": None,
}


@pytest.mark.parametrize(
    "action", [name for name, row in FIELDS.items() if action_row(Action(name)).is_exit]
)
def test_exit_gets_through_whatever_holds_up_openings(action: str) -> None:
    context = world(positions=[position()], **HOSTILE)
    context = bot_with(
        context,
        max_signal_age=1,
        max_positions=0,
        max_invested=D(0),
        sides=frozenset(),
        quote="EUR",
        blocked_bases=frozenset({"BTC"}),
        cooldown=3600,
        max_spread=D(0),
        min_price=D(1_000_000),
    )
    result = judge(context, action=action, timestamp="2020-01-01", **FIELDS[action])
    assert isinstance(result, Admitted), result


def test_closing_names_every_position_of_the_market() -> None:
    held = [position("p1"), position("p2", side=LONG), position("p3", symbol="ETH/USDT")]
    result = admitted(world(positions=held), action="close")
    assert result.commands == (ClosePositions(symbol="BTC/USDT", position_ids=("p1", "p2")),)
