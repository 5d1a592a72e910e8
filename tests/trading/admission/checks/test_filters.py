"""Which markets, sides and prices a bot takes."""

from typing import Any

import pytest

from custom_components.tradehook.trading.admission.admit import AdmissionContext
from custom_components.tradehook.trading.model.market import MarketStatus
from custom_components.tradehook.trading.model.sections import (
    PriceLevel,
    Protection,
    StopLoss,
    TakeProfit,
)
from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.settings.settings import Source
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.trading.admission_world import (
    LONG,
    NOW,
    SHORT,
    D,
    bot_with,
    judge,
    opened,
    quote,
    refused,
    world,
)

WIDE = {"BTC/USDT": quote(bid=D("99.75"), ask=D("100.25"))}


@pytest.mark.parametrize(
    ("code", "fits", "does_not"),
    [
        ("side_not_allowed", {"sides": {LONG}}, {"sides": {SHORT}}),
        ("base_not_allowed", {"allowed_bases": {"eth", "btc"}}, {"allowed_bases": {"ETH"}}),
        ("base_blocked", {"blocked_bases": {"ETH"}}, {"blocked_bases": {"btc"}}),
        ("price_too_low", {"min_price": D(100)}, {"min_price": D("100.01")}),
        ("price_too_high", {"max_price": D(100)}, {"max_price": D("99.99")}),
        ("volume_too_low", {"min_quote_volume": D(5000)}, {"min_quote_volume": D(5001)}),
        ("spread_too_wide", {"max_spread": D("0.5")}, {"max_spread": D("0.49")}),
        ("price_too_far", {"max_price_distance": D(2)}, {"max_price_distance": D("1.99")}),
    ],
)
def test_filter_refuses_what_does_not_fit(
    code: str, fits: dict[str, Any], does_not: dict[str, Any]
) -> None:
    context = world(quotes=WIDE, quote_volumes={"BTC/USDT": D(5000)})
    assert opened(bot_with(context, **fits), signal_price=98)
    assert refused(bot_with(context, **does_not), signal_price=98) == code


def test_unknown_volume_fits_no_minimum() -> None:
    assert refused(bot_with(world(), min_quote_volume=D(1))) == "volume_unknown"
    assert opened(world())


@pytest.mark.parametrize("signal_price", [98, 102])
def test_distance_counts_in_both_directions(signal_price: int) -> None:
    context = bot_with(world(), max_price_distance=D("1.5"))
    assert refused(context, signal_price=signal_price) == "price_too_far"


def test_signal_without_a_price_has_no_distance() -> None:
    assert opened(bot_with(world(), max_price_distance=D("0.001")))


STOP = {"stop_percentage": 3}
ARMED_LATER = {"protection_type": "PRICE", "trailing_percentage": 2, "trailing_distance": 1}


@pytest.mark.parametrize(
    ("fields", "accepted"),
    [
        ({}, False),
        ({"stop_loss": None}, False),
        ({"stop_loss": ARMED_LATER}, False),  # no stop until it arms
        ({"stop_loss": STOP}, True),
        ({"stop_loss": {"stop_price": 90}}, True),
        ({"stop_loss_percentage": 3}, True),
        ({"stop_loss": STOP | ARMED_LATER}, True),
    ],
)
def test_bot_may_refuse_openings_without_a_stop(fields: dict[str, Any], accepted: bool) -> None:
    context = bot_with(world(), require_stop_loss=True)
    if accepted:
        assert opened(context, **fields)
    else:
        assert refused(context, **fields) == "stop_loss_required"


@pytest.mark.parametrize(
    ("protection", "targets", "accepted"),
    [
        ("BREAK_EVEN", 0, False),
        ("BREAK_EVEN", 1, False),
        ("BREAK_EVEN", 2, True),
        ("FOLLOW_TAKE_PROFIT", 1, False),
        ("FOLLOW_TAKE_PROFIT", 2, True),
        ("PRICE", 0, True),
    ],
)
def test_protection_by_targets_needs_two_of_them(
    protection: str, targets: int, accepted: bool
) -> None:
    rows = tuple(
        TakeProfit(level=PriceLevel(percentage=D(n + 1)), position_percentage=D(40))
        for n in range(targets)
    )
    context = bot_with(world(), take_profit=rows)
    trailing = ARMED_LATER if protection == "PRICE" else {}
    stop = STOP | trailing | {"protection_type": protection}
    if accepted:
        assert opened(context, stop_loss=stop)
    else:
        assert refused(context, stop_loss=stop) == "protection_needs_targets"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (MarketStatus(halted=True), "market_halted"),
        (MarketStatus(delisting=NOW), "market_delisting"),
        (MarketStatus(halted=True, delisting=NOW), "market_delisting"),
    ],
)
def test_a_market_that_is_halted_or_ends_takes_no_new_exposure(
    status: MarketStatus, code: str
) -> None:
    assert refused(world(market_states={"BTC/USDT": status})) == code
    assert opened(world(market_states={"ETH/USDT": status}))


def wrong_protection(context: AdmissionContext, **fields: Any) -> tuple[str, int, list[str]]:
    """Judge a signal that must be refused; return code, status and paths."""
    try:
        outcome = judge(context, **fields)
    except InvalidSignal as invalid:
        refusal = invalid.refusal
    else:
        assert isinstance(outcome, Refusal)
        refusal = outcome
    return refusal.code.value, refusal.status, [error.path for error in refusal.errors]


@pytest.mark.parametrize("whose_targets", ["signal", "bot", "nobody"])
@pytest.mark.parametrize("whose_stop", ["signal", "bot"])
@pytest.mark.parametrize("protection", ["BREAK_EVEN", "FOLLOW_TAKE_PROFIT"])
def test_protection_without_targets_is_one_mistake_wherever_the_sections_come_from(
    protection: str, whose_stop: str, whose_targets: str
) -> None:
    """Small faults of rules.md: there were two codes for it, and two statuses."""
    one = {"price_percentage": 2, "position_percentage": 50}
    stop = STOP | {"protection_type": protection}
    fields: dict[str, Any] = {}
    settings: dict[str, Any] = {}
    if whose_targets == "signal":
        fields["take_profit"] = [one]
    elif whose_targets == "bot":
        level = PriceLevel(percentage=D(2))
        settings["take_profit"] = (TakeProfit(level=level, position_percentage=D(50)),)
    if whose_stop == "signal":
        fields["stop_loss"] = stop
    else:
        settings["stop_loss_source"] = Source.BOT
        settings["stop_loss"] = StopLoss(
            level=PriceLevel(percentage=D(3)), protection_type=Protection(protection)
        )
    context = bot_with(world(), **settings)
    path = "stop_loss.protection_type"
    assert wrong_protection(context, **fields) == ("protection_needs_targets", 422, [path])
