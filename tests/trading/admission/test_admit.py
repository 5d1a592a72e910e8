"""The checks come in the order of the contract, and the first refusal is the answer."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal, getcontext

import pytest

from custom_components.tradehook.trading.admission.admit import admit, admit_reversed
from custom_components.tradehook.trading.admission.model import (
    AdmissionContext,
    Admitted,
    BotState,
    Duplicate,
    Duplicates,
)
from custom_components.tradehook.trading.model.commands import OpenPosition
from custom_components.tradehook.trading.model.facts import CloseReason, CloseRequested
from custom_components.tradehook.trading.reasons.reasons import Refusal
from tests.trading.admission_world import (
    LINEAR,
    NOW,
    D,
    admitted,
    bot_with,
    judge,
    market,
    opened,
    position,
    quote,
    refused,
    repeated,
    reserved,
    signal,
    world,
)

OLD = "2026-11-20T11:58:00Z"
CLAIMED = Duplicates(claimed_signal_id="s-1")
SAME_BODY = Duplicates(same_body_signal_id="g-0")


def everything_wrong() -> AdmissionContext:
    """Return a world in which every single check refuses."""
    context = world(
        state=BotState.STOPPED,
        trading_enabled=False,
        quotes={},
        free={},
        balances_at=None,
        positions=[position()],
    )
    return bot_with(
        context,
        max_signal_age=60,
        quote="EUR",
        blocked_bases=frozenset({"BTC"}),
        max_positions=1,
        max_invested=D(1),
    )


def mended(context: AdmissionContext, part: str) -> AdmissionContext:
    """Return the world with one more thing in order."""
    match part:
        case "state":
            return replace(context, state=BotState.RUNNING)
        case "trading":
            return replace(context, trading_enabled=True)
        case "currency":
            return bot_with(context, quote="USDT")
        case "prices":
            return replace(context, quotes={"BTC/USDT": quote()})
        case "filters":
            return bot_with(context, blocked_bases=frozenset())
        case "positions":
            return bot_with(context, max_positions=5)
        case "invested":
            return bot_with(context, max_invested=None)
        case "balances":
            return replace(context, balances_at=NOW)
        case _:
            return context.with_free({"USDT": D(1000)})


def test_checks_come_in_their_order() -> None:
    context = everything_wrong()
    found = repeated(context, SAME_BODY, timestamp=OLD, exchange="KRKN")
    assert found == Duplicate("g-0")
    seen = [refused(context, timestamp=OLD, exchange="KRKN")]
    seen += [refused(context, exchange="KRKN")]
    for part in ("state", "trading"):
        context = mended(context, part)
        seen.append(refused(context, exchange="KRKN"))
    seen.append(refused(context, symbol="SIM_USDT_XYZ"))
    seen.append(refused(context))
    for part in ("currency", "prices", "filters", "positions", "invested", "balances"):
        context = mended(context, part)
        seen.append(refused(context))
    assert seen == [
        "signal_too_old",
        "bot_stopped",
        "trading_off",
        "wrong_exchange",
        "unknown_symbol",
        "wrong_quote",
        "market_data_stale",
        "base_blocked",
        "max_positions_reached",
        "max_invested_reached",
        "market_data_stale",
        "insufficient_funds",
    ]
    assert admitted(mended(context, "funds")).opening


@pytest.mark.parametrize(
    ("action", "fields", "claimed", "same_body"),
    [
        ("open", {}, True, True),
        ("start_and_open", {}, True, True),
        ("reverse", {"side": "short"}, False, True),
        ("increase", {"increase_order": {"quantity_percentage": 50}}, False, True),
        ("reduce", {"reduce_order": {"quantity_percentage": 50}}, False, True),
        ("close", {}, False, False),
        ("cancel", {}, False, False),
        ("close_all", {}, False, False),
        ("modify", {"cancel_entries": True}, False, False),
        ("start_bot", {}, False, False),
        ("stop_bot", {}, False, False),
        ("stop_and_close", {}, False, False),
    ],
)
def test_what_can_be_repeated_without_harm_is_no_duplicate(
    action: str, fields: dict[str, object], claimed: bool, same_body: bool
) -> None:
    held = position(symbol="BTC/USDT:USDT", plan={"margin_mode": "isolated"})
    context = world(LINEAR, positions=[held])
    first = repeated(context, CLAIMED, action=action, **fields)
    second = repeated(context, SAME_BODY, action=action, **fields)
    assert (first == Duplicate("s-1")) is claimed
    assert (second == Duplicate("g-0")) is same_body
    assert isinstance(first, Admitted | Duplicate)


def test_test_signal_is_judged_like_a_real_one() -> None:
    assert repeated(world(), CLAIMED, test=True) == Duplicate("s-1")
    assert refused(world(state=BotState.STOPPED), test=True) == "bot_stopped"
    assert opened(world(), test=True) == opened(world())


@pytest.mark.parametrize(
    ("timestamp", "limit", "accepted"),
    [
        ("2026-11-20T11:59:00Z", 60, True),
        ("2026-11-20T11:58:59Z", 60, False),
        ("2026-11-20T11:00:00Z", None, True),
        ("2026-11-20T12:01:00Z", 60, True),  # a sender whose clock is ahead
        (..., 60, True),
    ],
)
def test_signal_older_than_the_bot_allows_is_refused(
    timestamp: object, limit: int | None, accepted: bool
) -> None:
    context = bot_with(world(), max_signal_age=limit)
    result = judge(context, timestamp=timestamp)
    assert isinstance(result, Admitted) is accepted
    if isinstance(result, Refusal):
        assert result.code == "signal_too_old"


def test_age_counts_until_the_signal_came() -> None:
    context = bot_with(world(received_at=NOW), max_signal_age=60)
    late = replace(context, now=NOW + timedelta(seconds=4))
    assert opened(late, timestamp="2026-11-20T11:59:00Z")


@pytest.mark.parametrize(("seconds", "code"), [(5, None), (6, "market_data_stale"), (-1, None)])
def test_prices_older_than_five_seconds_add_no_exposure(seconds: int, code: str | None) -> None:
    old = quote(at=NOW - timedelta(seconds=seconds))
    result = judge(world(quotes={"BTC/USDT": old}))
    assert (result.code.value if isinstance(result, Refusal) else None) == code


@pytest.mark.parametrize(("seconds", "code"), [(60, None), (61, "market_data_stale")])
def test_balances_older_than_a_minute_add_no_exposure(seconds: int, code: str | None) -> None:
    result = judge(world(balances_at=NOW - timedelta(seconds=seconds)))
    assert (result.code.value if isinstance(result, Refusal) else None) == code


@pytest.mark.parametrize("exchange", ["SIM", "sim", "simulated", "Simulated Market", ...])
def test_exchange_is_told_by_code_or_name(exchange: object) -> None:
    assert opened(world(), exchange=exchange)


def test_another_exchange_is_a_422_for_every_action() -> None:
    context = world(positions=[position()])
    for action in ("open", "close", "stop_bot"):
        result = judge(context, action=action, exchange="KRKN")
        assert isinstance(result, Refusal)
        assert (result.code, result.status) == ("wrong_exchange", 422)


def test_exit_in_an_ambiguous_market_means_the_one_with_a_position() -> None:
    markets = {m.symbol: m for m in (market(), market(symbol="BTC/USDT:2", native_symbol="B2"))}
    context = world(markets=markets)
    fields = {"symbol": "BTC-USDT", "action": "close"}
    assert refused(context, **fields) == "ambiguous_symbol"
    held = replace(context, positions=[position()])
    assert admitted(held, **fields).symbol == "BTC/USDT"


def test_opening_gets_the_id_of_its_signal_or_a_new_one() -> None:
    assert admitted(world()).signal_id == opened(world()).signal_id == "g-1"
    assert admitted(world(), signal_id="mine").signal_id == "mine"
    assert opened(world(), signal_id="mine").signal_id == "mine"


def test_admission_leaves_the_arithmetic_of_others_alone() -> None:
    precision = getcontext().prec
    judge(world())
    assert getcontext().prec == precision


LONG_BTC = position("p1", symbol="BTC/USDT:USDT", plan={"margin_mode": "isolated"})


def test_reverse_closes_first_and_carries_the_opening_with_it() -> None:
    context = world(LINEAR, positions=[LONG_BTC])
    result = admitted(context, action="reverse", side="short", quote_amount=200)
    step = result.commands[0]
    assert result.position_ids == ("p1",)
    assert result.opening is None
    flat = replace(context, positions=[])
    then = admit_reversed(step.signal, flat)  # type: ignore[union-attr]
    assert isinstance(then, Admitted)
    assert isinstance(then.commands[0], OpenPosition)
    assert then.commands[0].plan.quote_amount == D(200)
    assert then.signal_id == result.signal_id


def test_reverse_of_nothing_is_an_open() -> None:
    result = admitted(world(LINEAR), action="reverse", side="short")
    assert result.opening is not None


def test_reverse_in_an_unknown_market_is_refused_in_its_turn() -> None:
    context = world(LINEAR, positions=[LONG_BTC])
    fields = {"action": "reverse", "side": "short", "symbol": "XYZUSDT"}
    assert refused(context, **fields) == "unknown_symbol"
    assert refused(replace(context, trading_enabled=False), **fields) == "trading_off"


def test_reverse_to_the_side_that_is_held_is_refused() -> None:
    context = world(LINEAR, positions=[LONG_BTC])
    assert refused(context, action="reverse", side="long") == "already_on_side"


def test_reverse_waits_for_what_is_being_closed_already() -> None:
    closing = replace(LONG_BTC, close_request=CloseRequested(at=NOW, reason=CloseReason.SIGNAL))
    result = admitted(world(LINEAR, positions=[closing]), action="reverse", side="long")
    assert result.position_ids == ("p1",)


def test_reverse_needs_futures() -> None:
    assert refused(world(), action="reverse", side="long") == "reverse_needs_futures"


@pytest.mark.parametrize(
    "part",
    [
        {"trading_enabled": False},
        {"quotes": {}},
        {"find_free": dict},
        {"balances_at": None},
    ],
)
def test_closing_leg_of_a_reverse_always_runs(part: dict[str, object]) -> None:
    context = replace(world(LINEAR, positions=[LONG_BTC]), **part)  # type: ignore[arg-type]
    fields: dict[str, object] = {"action": "reverse", "side": "short"}
    result = admitted(context, **fields)
    assert result.position_ids == ("p1",)
    then = admit_reversed(signal(context, **fields), replace(context, positions=[]))
    assert isinstance(then, Refusal)


def test_opening_of_a_reverse_is_not_sent_late() -> None:
    received = NOW - timedelta(seconds=50)
    context = world(LINEAR, received_at=received)
    then = admit_reversed(signal(context, action="reverse", side="short"), context)
    assert isinstance(then, Admitted)
    assert then.opening is not None
    assert then.opening.plan.send_until == received + timedelta(seconds=60)


def test_money_is_decimal_to_the_end() -> None:
    fields = {"quote_amount": "33.33", "signal_price": "99.99", "order_type": "limit"}
    opening, funds = opened(world(), **fields), reserved(world(), **fields)
    numbers = (funds.cost, funds.notional, opening.plan.quote_amount)
    assert all(type(number) is Decimal for number in numbers)


def test_refusal_is_the_answer_of_admit_itself() -> None:
    outcome = admit(signal(), world(trading_enabled=False), Duplicates())
    assert isinstance(outcome, Refusal)
    assert outcome.status == 409
