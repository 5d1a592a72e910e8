"""A bot's limits: positions, entry size, what is invested, pauses, and losses."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings as hypothesis_settings, strategies as st
import pytest

from custom_components.tradehook.trading.admission.checks.limits import (
    HaltReason,
    committed,
    halt_reason,
)
from custom_components.tradehook.trading.admission.model import AdmissionContext, Admitted
from custom_components.tradehook.trading.model.commands import Resize
from custom_components.tradehook.trading.model.facts import PositionStatus, SizeRequested
from custom_components.tradehook.trading.model.market import OrderSide
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.position.evolve.apply import apply
from custom_components.tradehook.trading.position.unfilled_entries import resized
from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.settings.settings import SizeType
from tests.trading.admission_world import (
    LINEAR,
    NOW,
    SPOT,
    D,
    admitted,
    bot_with,
    judge,
    kind_of,
    opened,
    pending,
    position,
    refused,
    settings,
    world,
)


def entry_order(client_order_id: str, state: OrderState, **changes: Any) -> Order:
    values: dict[str, Any] = {
        "client_order_id": client_order_id,
        "purpose": Purpose.DCA,
        "leg": 0,
        "side": OrderSide.BUY,
        "order_type": OrderType.LIMIT,
        "amount": D(1),
        "price": D(90),
        "state": state,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Order(**values | changes)


@pytest.mark.parametrize("status", [PositionStatus.PENDING, PositionStatus.OPEN])
def test_pending_and_open_positions_count(status: PositionStatus) -> None:
    context = bot_with(world(positions=[position(status=status)]), max_positions=1)
    assert refused(context, symbol="SIM_USDT_ETH") == "max_positions_reached"


def test_other_bots_positions_and_those_that_are_over_do_not_count() -> None:
    held = [position("p1", bot_id="other"), position("p2", status=PositionStatus.CLOSED)]
    assert opened(bot_with(world(positions=held), max_positions=1, max_positions_per_market=1))


def test_limit_of_a_market_leaves_the_others_free() -> None:
    context = bot_with(world(positions=[position()]), max_positions_per_market=1)
    assert refused(context) == "max_positions_per_market_reached"
    assert opened(context, symbol="SIM_USDT_ETH")


def test_increase_needs_no_slot() -> None:
    context = bot_with(world(positions=[position()]), max_positions=1, max_positions_per_market=1)
    assert admitted(context, action="increase", increase_order={"quote_amount": 50}).commands


@pytest.mark.parametrize(
    ("seconds", "action", "symbol", "code"),
    [
        (59, "open", "SIM_USDT_BTC", "cooling_down"),
        (60, "open", "SIM_USDT_BTC", None),
        (59, "open", "SIM_USDT_ETH", None),  # per market
        (59, "start_and_open", "SIM_USDT_BTC", None),  # it concerns `open` only
    ],
)
def test_cooldown_holds_up_an_open_in_the_same_market(
    seconds: int, action: str, symbol: str, code: str | None
) -> None:
    last = {"BTC/USDT": NOW - timedelta(seconds=seconds)}
    context = bot_with(world(last_entry_at=last), cooldown=60)
    if code is None:
        assert opened(context, action=action, symbol=symbol)
    else:
        assert refused(context, action=action, symbol=symbol) == code


@pytest.mark.parametrize("action", ["reverse", "increase"])
def test_cooldown_concerns_neither_reverse_nor_increase(action: str) -> None:
    held = [position(symbol="BTC/USDT:USDT", plan={"margin_mode": "isolated"})]
    context = world(LINEAR, positions=held, last_entry_at={"BTC/USDT:USDT": NOW})
    fields: dict[str, Any] = {"side": "short"}
    if action == "increase":
        fields = {"increase_order": {"quantity_percentage": 50}}
    assert admitted(bot_with(context, cooldown=60), action=action, **fields).commands


@pytest.mark.parametrize(
    ("changes", "limit"),
    [
        ({}, 500),  # five times the bot's 100
        ({"size": D(20)}, 100),
        ({"max_entry_size": D(250)}, 250),
        ({"size_type": SizeType.BALANCE_PERCENTAGE, "size": D(1)}, 500),
    ],
)
def test_signal_may_not_exceed_the_largest_entry(changes: dict[str, Any], limit: int) -> None:
    context = bot_with(world(), **changes)
    assert opened(context, quote_amount=limit)
    assert refused(context, quote_amount=limit + 1) == "max_entry_size_exceeded"


def test_largest_entry_of_base_amounts_is_their_notional() -> None:
    context = bot_with(world(), max_entry_size=D(250))
    assert opened(context, base_amount="2.4997")  # at the ask of 100.01
    assert refused(context, base_amount="2.4998") == "max_entry_size_exceeded"


def test_largest_entry_of_a_bot_that_risks_is_five_times_what_it_risks_without_a_stop() -> None:
    context = bot_with(world(), size_type=SizeType.RISK_PERCENTAGE, size=D(1))
    assert opened(context, quote_amount=500)
    assert refused(context, quote_amount=501) == "max_entry_size_exceeded"
    # with a stop 2 % away (from 100.01 to 98.01) it would buy 50 coins
    assert opened(context, quote_amount=9000, stop_loss_percentage=2)


def test_dca_does_not_count_as_entry_size() -> None:
    ladder = [{"price_percentage": 5, "quantity_percentage": 900}]
    assert opened(world(), dca_orders=ladder)


def test_increase_is_no_larger_than_an_entry() -> None:
    context = world(positions=[position(size="20")])
    assert admitted(context, action="increase", increase_order={"quote_amount": 500})
    code = refused(context, action="increase", increase_order={"quote_amount": 501})
    assert code == "max_entry_size_exceeded"


LADDER = [{"price_percentage": 10, "quantity_percentage": 100}]


def test_invested_counts_the_whole_ladder() -> None:
    # 100 for the entry, and its 0.9999 coins again at 90
    assert opened(bot_with(world(), max_invested=D(190)), dca_orders=LADDER)
    context = bot_with(world(), max_invested=D(189))
    assert refused(context, dca_orders=LADDER) == "max_invested_reached"
    assert opened(context)


def test_invested_counts_what_is_held_rests_and_waits() -> None:
    resting = {
        "a": entry_order("a", OrderState.OPEN, filled=D("0.5")),
        "b": entry_order("b", OrderState.CANCELLED),
        "c": entry_order("c", OrderState.FILLED, filled=D(1)),
        "d": entry_order("d", OrderState.OPEN, purpose=Purpose.TAKE_PROFIT),
    }
    waiting = (SizeRequested(at=NOW, amount=D("0.2"), order_type=OrderType.MARKET),)
    held = position(orders=resting, requests=waiting)
    assert committed(held) == D(100) + D(45) + D(20)


def test_invested_counts_a_pending_opening_as_planned() -> None:
    opening = opened(world(), quote_amount=200, dca_orders=LADDER)
    assert committed(pending(opening, "p1")) == D(380)
    limit = opened(world(), base_amount=2, signal_price=90, order_type="limit", dca_orders=LADDER)
    assert committed(pending(limit, "p2")) == D(180) + D(162)


def test_increase_counts_as_invested() -> None:
    context = bot_with(world(positions=[position()]), max_invested=D(150))
    change = {"base_amount": "0.5"}  # at the ask of 100.01
    assert refused(context, action="increase", increase_order=change) == "max_invested_reached"
    result = admitted(
        bot_with(context, max_invested=D("150.005")), action="increase", increase_order=change
    )
    assert kind_of(result.commands[0]) is Resize.INCREASE


def added(context: AdmissionContext, amount: str) -> str | None:
    result = judge(context, action="increase", increase_order={"base_amount": amount})
    return None if isinstance(result, Admitted) else str(result.code)  # type: ignore[union-attr]


def test_increases_end_at_a_multiple_of_the_planned_first_entry() -> None:
    """What is held, rests or waits counts, and the first entry as it was planned."""
    resting = {
        "a": entry_order("a", OrderState.OPEN, filled=D("0.5")),
        "b": entry_order("b", OrderState.CANCELLED),
        "c": entry_order("c", OrderState.UNKNOWN, purpose=Purpose.INCREASE, amount=D("0.25")),
        "d": entry_order("d", OrderState.OPEN, purpose=Purpose.TAKE_PROFIT),
    }
    waiting = (
        SizeRequested(at=NOW, amount=D("0.2"), order_type=OrderType.MARKET),
        SizeRequested(at=NOW, amount=D("-0.4"), order_type=OrderType.MARKET),
    )
    held = position(size="0.6", entry_amount=D(1), orders=resting, requests=waiting)
    capped = bot_with(world(positions=[held]), max_position_size=D(2))
    assert added(capped, "0.45") is None  # 0.6 + 0.5 + 0.25 + 0.2 + 0.45 = 2
    assert added(capped, "0.4501") == "max_position_size_reached"
    assert added(bot_with(capped, max_position_size=None), "0.4501") is None


@pytest.mark.parametrize("waits", [{"price": 90}, {"time": 5}])
def test_cap_of_an_entry_that_waits_counts_its_ladder(waits: dict[str, int]) -> None:
    """What is planned counts as what rests does, and enlarging it does not lift the cap."""
    ladder = [{"price_percentage": 5, "quantity_percentage": 150}]
    waiting = pending(opened(world(), entry_condition=waits, base_amount=2, dca_orders=ladder), "p")
    capped = bot_with(world(positions=[waiting]), max_position_size=D(3))
    assert added(capped, "1") is None  # 2 + 3 + 1 = 6
    assert added(capped, "1.0001") == "max_position_size_reached"
    larger = apply(waiting, resized(waiting, D("0.5"), NOW))
    capped = replace(capped, positions=[larger])
    assert added(capped, "0.5") is None
    assert added(capped, "0.5001") == "max_position_size_reached"


def test_cap_of_a_position_says_the_sizes_and_leaves_the_ladder_alone() -> None:
    refusal = judge(
        world(positions=[position()]), action="increase", increase_order={"base_amount": "4.0001"}
    )
    assert isinstance(refusal, Refusal)
    assert refusal.status == 409
    assert "would be of 5.0001 BTC and may be of 5 BTC, 5 times" in refusal.message
    ladder = [{"price_percentage": 5, "quantity_percentage": 900}]
    assert opened(bot_with(world(), max_position_size=D(1)), dca_orders=ladder)


@pytest.mark.parametrize(
    ("changes", "today", "losses", "reason"),
    [
        ({}, -1000, 99, None),
        ({"daily_loss_limit": D(50)}, "-49.99", 0, None),
        ({"daily_loss_limit": D(50)}, -50, 0, HaltReason.DAILY_LOSS),
        ({"daily_loss_limit": D(50)}, 50, 0, None),
        ({"daily_loss_limit": D(0)}, 0, 0, None),
        ({"daily_loss_limit": D(0)}, "-0.01", 0, HaltReason.DAILY_LOSS),
        ({"max_consecutive_losses": 3}, -1000, 2, None),
        ({"max_consecutive_losses": 3}, 0, 3, HaltReason.CONSECUTIVE_LOSSES),
        ({"max_consecutive_losses": 3, "daily_loss_limit": D(9)}, -9, 3, HaltReason.DAILY_LOSS),
    ],
)
def test_losses_halt_a_bot(
    changes: dict[str, Any], today: int | str, losses: int, reason: HaltReason | None
) -> None:
    assert halt_reason(settings(**changes), D(today), losses) is reason


type Fields = dict[str, object]


@st.composite
def openings(draw: st.DrawFn) -> Fields:
    """Return the fields of an opening of any size, market, side and ladder."""
    fields: Fields = {
        "symbol": draw(st.sampled_from(["SIM_USDT_BTC", "SIM_USDT_ETH"])),
        "side": draw(st.sampled_from(["long", "short"])),
        "order_type": draw(st.sampled_from(["market", "limit"])),
        draw(st.sampled_from(["quote_amount", "base_amount"])): draw(
            st.decimals("0.1", 400, places=3).map(str)
        ),
    }
    if draw(st.booleans()):
        fields["signal_price"] = draw(st.integers(95, 105))
    if draw(st.booleans()):
        fields["dca_orders"] = LADDER
    return fields


@given(
    signals=st.lists(openings(), min_size=10, max_size=10),
    market_type=st.sampled_from([SPOT, LINEAR]),
    limit=st.integers(1, 4),
    per_market=st.integers(1, 3),
    invested=st.integers(50, 1500),
    free=st.integers(50, 1500),
)
@hypothesis_settings(deadline=None, max_examples=60)
def test_ten_openings_at_once_never_pass_a_limit(
    signals: list[Fields],
    market_type: Any,
    limit: int,
    per_market: int,
    invested: int,
    free: int,
) -> None:
    context: AdmissionContext = bot_with(
        world(market_type, hedge_mode=True, free={"USDT": D(free), "BTC": D(2), "ETH": D(1)}),
        max_positions=limit,
        max_positions_per_market=per_market,
        max_invested=D(invested),
    )
    positions: list[Position] = []
    for number, fields in enumerate(signals):
        outcome = judge(replace(context, positions=list(positions)), **fields)
        if not isinstance(outcome, Admitted):
            continue
        opening = outcome.opening
        assert opening is not None
        positions.append(pending(opening, f"p{number}"))
        funds = outcome.reservation
        assert funds is not None
        left = context.free[funds.currency] - funds.cost
        context = context.with_free({**context.free, funds.currency: left})
        assert left >= 0
    assert len(positions) <= limit
    for symbol in context.markets:
        assert sum(position.symbol == symbol for position in positions) <= per_market
    assert sum(committed(position) for position in positions) <= D(invested) + D("1e-9")
