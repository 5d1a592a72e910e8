"""The account's own limits, judged with the commit that takes the slot: all bots count together."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.account_numbers import (
    AccountNumbers,
    AddedSize,
    HeldBeside,
)
from custom_components.tradehook.trading.admission.model import AdmissionContext
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.sections import PriceLevel, StopLoss
from custom_components.tradehook.trading.settings.account_limits import (
    AccountLimit,
    LimitKind,
    LimitMode,
    LimitUnit,
)
from tests.trading.admission_world import (
    LINEAR,
    NOW,
    D,
    admitted,
    bot_with,
    opened,
    pending,
    position,
    refused,
    world,
)

BLOCK, WARN = LimitMode.BLOCK, LimitMode.WARN
BTC_PERP = "BTC/USDT:USDT"


def numbers(**changes: Any) -> AccountNumbers:
    values: dict[str, Any] = {
        "limits": {},
        "currency": "USDT",
        "price_of": lambda currency: D(1) if currency == "USDT" else D(50),
        "mark_price": lambda _symbol: D(100),
        "own_result": lambda: D(0),
    }
    return AccountNumbers(**values | changes)


def limited(
    context: AdmissionContext,
    kind: LimitKind,
    value: object,
    mode: LimitMode = BLOCK,
    unit: LimitUnit = LimitUnit.AMOUNT,
    **changes: Any,
) -> AdmissionContext:
    limit = AccountLimit(mode=mode, value=D(str(value)), unit=unit)
    return replace(context, account=numbers(limits={kind: limit}, **changes))


OTHER = position("other", bot_id="other-bot", size="1")
"""Another bot's position, worth 100."""


@pytest.mark.parametrize(
    ("kind", "enough", "too_little", "code"),
    [
        (LimitKind.EXPOSURE, 200, "199.99", "account_exposure_reached"),
        (LimitKind.BASE_EXPOSURE, 200, "199.99", "account_base_exposure_reached"),
        (LimitKind.OPEN_RISK, 200, "199.99", "account_open_risk_reached"),
        (LimitKind.OPEN_POSITIONS, 2, 1, "account_positions_reached"),
    ],
)
def test_a_limit_holds_for_all_bots_together(
    kind: LimitKind, enough: object, too_little: object, code: str
) -> None:
    context = world(positions=[OTHER])
    admitted(limited(context, kind, enough), quote_amount=100)
    assert refused(limited(context, kind, too_little), quote_amount=100) == code


@pytest.mark.parametrize("kind", list(LimitKind))
def test_a_limit_that_only_warns_lets_it_pass_and_says_so(kind: LimitKind) -> None:
    reached = {kind} if kind in (LimitKind.DAILY_LOSS, LimitKind.DRAWDOWN) else ()
    context = limited(world(positions=[OTHER]), kind, "0.5", WARN, openings=[NOW], reached=reached)
    (warning,) = [w for w in admitted(context).warnings if w.startswith("account_")]
    assert ": " in warning


@pytest.mark.parametrize("kind", list(LimitKind))
def test_no_limit_holds_up_an_exit(kind: LimitKind) -> None:
    context = limited(
        world(positions=[position()]),
        kind,
        "0.01",
        openings=[NOW],
        own_result=lambda: None,
        mark_price=lambda _symbol: None,
    )
    for action in ("close", "stop_bot", "stop_and_close"):
        admitted(context, action=action)
    admitted(context, action="reduce", reduce_order={"quantity_percentage": 50})


def test_an_amount_may_be_a_share_of_the_equity() -> None:
    context = world(positions=[OTHER])
    share = LimitUnit.EQUITY_PERCENTAGE
    admitted(limited(context, LimitKind.EXPOSURE, 2, unit=share), quote_amount=100)
    tight = limited(context, LimitKind.EXPOSURE, "1.99", unit=share)
    assert refused(tight, quote_amount=100) == "account_exposure_reached"


def test_a_currency_counts_in_all_of_its_markets_and_no_other() -> None:
    context = world(positions=[replace(OTHER, symbol="ETH/USDT")])
    admitted(limited(context, LimitKind.BASE_EXPOSURE, 100), quote_amount=100)


def test_what_is_accepted_counts_with_its_whole_ladder_before_anything_fills() -> None:
    dca = [{"price_percentage": 10, "quantity_percentage": 100}]
    opening = opened(world(), quote_amount=100, dca_orders=dca)
    context = world(positions=[pending(opening, "p1", "other-bot")])
    # 100 at the market, and as much coin again 10 % below
    assert refused(limited(context, LimitKind.EXPOSURE, "289.9"), quote_amount=100).startswith(
        "account_exposure"
    )
    admitted(limited(context, LimitKind.EXPOSURE, 291), quote_amount=100)


def test_positions_count_at_mark() -> None:
    context = world(positions=[OTHER])
    dear = limited(context, LimitKind.EXPOSURE, 300, mark_price=lambda _symbol: D(250))
    assert refused(dear, quote_amount=100) == "account_exposure_reached"


def test_an_increase_on_its_way_counts_before_its_position_knows_of_it() -> None:
    context = world(positions=[OTHER])
    added = [AddedSize(position_id="other", amount=D(1), price=D(100))]
    assert refused(limited(context, LimitKind.EXPOSURE, 299, added=added)).startswith("account_")
    admitted(limited(context, LimitKind.EXPOSURE, 300, added=added))
    restarted = [AddedSize(position_id="other", amount=D(1), price=None)]  # at the price of now
    dear: dict[str, Any] = {"added": restarted, "mark_price": lambda _symbol: D(150)}
    assert refused(limited(context, LimitKind.EXPOSURE, 399, **dear)).startswith("account_")
    admitted(limited(context, LimitKind.EXPOSURE, 400, **dear))


def test_a_stop_that_is_about_to_be_loosened_counts_as_it_will_be() -> None:
    """Between its acceptance and its position's knowing of it, and not less than as it is."""
    stop = StopLoss(level=PriceLevel(percentage=D(10)))
    held = position("other", bot_id="other-bot", plan={"stop_loss": stop}, stop_price=D(90))
    context = world(positions=[held])
    opening = {"quote_amount": 50}
    admitted(limited(context, LimitKind.OPEN_RISK, 61), **opening)
    changing = [replace(held, stop_price=D(70))]
    tight = limited(context, LimitKind.OPEN_RISK, 61, changing=changing)
    assert refused(tight, **opening) == "account_open_risk_reached"
    tighter = [replace(held, stop_price=D(95))]
    assert refused(limited(context, LimitKind.OPEN_RISK, 59, changing=tighter), **opening)


def test_what_is_not_known_of_another_currency_says_nothing_of_this_one() -> None:
    context = world(positions=[replace(OTHER, symbol="ETH/USDT")])
    prices = {"BTC/USDT": D(100)}
    base = limited(context, LimitKind.BASE_EXPOSURE, 100, mark_price=prices.get)
    admitted(base, quote_amount=100)
    whole = limited(context, LimitKind.EXPOSURE, 10**9, mark_price=prices.get)
    assert refused(whole, quote_amount=100) == "account_numbers_unknown"


@pytest.mark.parametrize("kind", [LimitKind.EXPOSURE, LimitKind.OPEN_RISK])
def test_an_increase_is_judged_like_an_opening(kind: LimitKind) -> None:
    context = bot_with(world(positions=[position()]), max_position_size=None)
    order = {"action": "increase", "increase_order": {"quote_amount": 100}}
    # a market order is sized with the ask, 100.01
    admitted(limited(context, kind, "200.02"), **order)
    assert refused(limited(context, kind, "199.9"), **order).startswith("account_")


def test_long_and_short_are_added_and_the_venues_own_count() -> None:
    beside = [HeldBeside(symbol=BTC_PERP, size=D(2), mark_price=None)]
    ours = position("other", bot_id="other-bot", symbol=BTC_PERP)
    short = position("short", bot_id="other-bot", symbol="SOL/USDT:USDT", side=Side.SHORT)
    context = world(LINEAR, positions=[ours, short])
    # 1 is ours and 2 lie beside it, 1 is short, and 1 comes
    eth = {"symbol": "SIM_USDT_ETH", "side": "short", "quote_amount": 100}
    admitted(limited(context, LimitKind.EXPOSURE, 500, beside=beside), **eth)
    tight = limited(context, LimitKind.EXPOSURE, 499, beside=beside)
    assert refused(tight, **eth) == "account_exposure_reached"
    full = limited(context, LimitKind.OPEN_POSITIONS, 3, beside=beside)
    assert refused(full, **eth) == "account_positions_reached"
    admitted(limited(context, LimitKind.OPEN_POSITIONS, 4, beside=beside), **eth)


STOP = {"stop_loss": {"stop_percentage": 10}}


@pytest.mark.parametrize(
    ("fields", "fee", "risk"),
    [
        ({}, 0, 100),  # without a stop all of it
        (STOP, 0, 10),
        (STOP, "0.001", "10.19"),  # 0.1 % of 100 to buy, and of 90 to sell
    ],
)
def test_open_risk_is_what_the_stop_would_lose_fees_included(
    fields: dict[str, object], fee: object, risk: object
) -> None:
    context = world(taker_fee=D(str(fee)))
    opening = {"base_amount": 1, **fields}
    # sized with the last price, bought at it: the ask does not matter to the plan
    admitted(limited(context, LimitKind.OPEN_RISK, D(str(risk)) + D("0.05")), **opening)
    tight = limited(context, LimitKind.OPEN_RISK, D(str(risk)) - D("0.05"))
    assert refused(tight, **opening) == "account_open_risk_reached"


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (LimitKind.EXPOSURE, {"mark_price": lambda _symbol: None}),
        (LimitKind.BASE_EXPOSURE, {"mark_price": lambda _symbol: None}),
        (LimitKind.EXPOSURE, {"price_of": lambda _currency: None}),
        (LimitKind.OPEN_RISK, {"price_of": lambda _currency: None}),
        (LimitKind.DAILY_LOSS, {"own_result": lambda: None}),
        (LimitKind.DRAWDOWN, {"own_result": lambda: None}),
    ],
)
def test_a_number_that_is_not_known_refuses_where_the_limit_blocks(
    kind: LimitKind, changes: dict[str, Any]
) -> None:
    context = world(positions=[OTHER])
    assert refused(limited(context, kind, 10**9, **changes)) == "account_numbers_unknown"
    warned = admitted(limited(context, kind, 10**9, WARN, **changes)).warnings
    assert any(w.startswith("account_numbers_unknown: ") for w in warned)


def test_a_venue_that_has_not_told_its_positions_makes_exposure_unknown() -> None:
    context = limited(world(LINEAR), LimitKind.EXPOSURE, 10**9, venue_known=False)
    assert refused(context) == "account_numbers_unknown"


def test_openings_of_the_last_minute_count_and_older_ones_do_not() -> None:
    at = [NOW - timedelta(seconds=61), NOW - timedelta(seconds=59), NOW]
    admitted(limited(world(), LimitKind.OPENINGS_PER_MINUTE, 3, openings=at))
    full = limited(world(), LimitKind.OPENINGS_PER_MINUTE, 2, openings=at)
    assert refused(full) == "account_openings_reached"
    increased = replace(full, positions=[position()])
    admitted(increased, action="increase", increase_order={"quote_amount": 10})


@pytest.mark.parametrize(
    ("lock", "code"),
    [
        (LimitKind.DAILY_LOSS, "account_daily_loss"),
        (LimitKind.DRAWDOWN, "account_drawdown"),
    ],
)
def test_a_lock_refuses_new_exposure_like_the_trading_switch(lock: LimitKind, code: str) -> None:
    context = replace(world(positions=[position()]), account=numbers(lock=lock))
    assert refused(context) == code
    assert refused(context, action="increase", increase_order={"quote_amount": 10}) == code
    admitted(context, action="close")
    assert refused(replace(context, trading_enabled=False)) == "trading_off"


def test_the_bots_own_limits_come_first_and_funds_last() -> None:
    poor = world(positions=[OTHER], free={"USDT": D(1)})
    tight = limited(poor, LimitKind.EXPOSURE, 1)
    assert refused(tight, quote_amount=100) == "account_exposure_reached"
    small = bot_with(tight, max_entry_size=D(50))
    assert refused(small, quote_amount=100) == "max_entry_size_exceeded"


def test_a_stop_that_is_loosened_counts_as_new_exposure() -> None:
    held = position(
        plan={"stop_loss": StopLoss(level=PriceLevel(percentage=D(10)))}, stop_price=D(90)
    )
    context = replace(world(positions=[held]), from_webhook=False)
    tight = limited(context, LimitKind.OPEN_RISK, 15)
    loosened = {"action": "modify", "stop_loss": {"stop_price": 80}}
    assert refused(tight, **loosened) == "account_open_risk_reached"
    admitted(tight, action="modify", stop_loss={"stop_price": 95})
    admitted(limited(context, LimitKind.OPEN_RISK, 21), **loosened)
    locked = replace(context, account=numbers(lock=LimitKind.DRAWDOWN))
    assert refused(locked, **loosened) == "account_drawdown"
    admitted(locked, action="modify", stop_loss={"stop_price": 95})


@pytest.mark.parametrize(
    ("kind", "changes", "unit", "known"),
    [
        (LimitKind.DAILY_LOSS, {}, LimitUnit.EQUITY_PERCENTAGE, False),
        (LimitKind.DAILY_LOSS, {}, LimitUnit.AMOUNT, True),
        (LimitKind.DRAWDOWN, {"counts_drawdown": False}, LimitUnit.AMOUNT, False),
        (LimitKind.DRAWDOWN, {}, LimitUnit.AMOUNT, True),
    ],
)
def test_a_loss_that_can_not_be_measured_by_an_unknown_equity_opens_nothing(
    kind: LimitKind, changes: dict[str, Any], unit: LimitUnit, *, known: bool
) -> None:
    """It could not be reached either: the limit was not there, and nobody was told."""
    context = world(equity=None)
    blocked = limited(context, kind, 5, unit=unit, **changes)
    warned = limited(context, kind, 5, WARN, unit, **changes)
    if known:
        admitted(blocked)
        assert not admitted(warned).warnings
    else:
        assert refused(blocked) == "account_numbers_unknown"
        (warning,) = admitted(warned).warnings
        assert warning.startswith("account_numbers_unknown: ")
