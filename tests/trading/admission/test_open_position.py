"""What a signal and a bot's settings come to, and what is wrong with it in this market."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.admit import admit
from custom_components.tradehook.trading.admission.model import (
    AdmissionContext,
    Admitted,
    Duplicates,
)
from custom_components.tradehook.trading.model.sections import (
    DcaOrder,
    EntryExpiration,
    OrderType,
    PriceLevel,
    StopLoss,
    TakeProfit,
)
from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.settings.settings import BreakEvenOffset, Source
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.trading.admission_world import (
    CROSS,
    ISOLATED,
    LINEAR,
    NOW,
    D,
    admitted,
    bot_with,
    judge,
    market,
    opened,
    quote,
    refused,
    signal,
    world,
)

OWN_DCA = (DcaOrder(level=PriceLevel(percentage=D(7)), quantity_percentage=D(70)),)
OWN_TARGETS = (TakeProfit(level=PriceLevel(percentage=D(8)), position_percentage=D(80)),)
OWN_STOP = StopLoss(level=PriceLevel(percentage=D(9)))
OWN: dict[str, Any] = {"dca_orders": OWN_DCA, "take_profit": OWN_TARGETS, "stop_loss": OWN_STOP}
THEIRS: dict[str, Any] = {
    "dca_orders": [{"price_percentage": 2, "quantity_percentage": 20}],
    "take_profit": [{"price_percentage": 3, "position_percentage": 30}],
    "stop_loss": {"stop_percentage": 4},
}
READ: dict[str, Any] = {
    "dca_orders": (DcaOrder(level=PriceLevel(percentage=D(2)), quantity_percentage=D(20)),),
    "take_profit": (TakeProfit(level=PriceLevel(percentage=D(3)), position_percentage=D(30)),),
    "stop_loss": StopLoss(level=PriceLevel(percentage=D(4))),
}
NONE: dict[str, Any] = {"dca_orders": (), "take_profit": (), "stop_loss": None}
SOURCES = {
    "dca_orders": "dca_source",
    "take_profit": "take_profit_source",
    "stop_loss": "stop_loss_source",
}


@pytest.mark.parametrize("section", SOURCES)
@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("given", ["left out", "null", "theirs"])
def test_section_of_the_signal_replaces_the_bot_s_unless_the_bot_keeps_it(
    section: str, source: Source, given: str
) -> None:
    context = bot_with(world(), **OWN, **{SOURCES[section]: source})
    value = {"left out": ..., "null": None, "theirs": THEIRS[section]}[given]
    result = admitted(context, **{section: value})
    assert result.opening is not None
    expected = OWN[section]
    if source is Source.SIGNAL and given != "left out":
        expected = NONE[section] if given == "null" else READ[section]
    assert getattr(result.opening.plan, section) == expected
    ignored = source is Source.BOT and given != "left out"
    assert any("section_from_bot" in warning for warning in result.warnings) is ignored


def test_section_that_the_bot_keeps_is_warned_of_once() -> None:
    context = bot_with(world(), **OWN, stop_loss_source=Source.BOT)
    read_without_the_bot = signal(stop_loss=THEIRS["stop_loss"])
    result = admit(read_without_the_bot, context, Duplicates())
    assert isinstance(result, Admitted)
    assert result.opening is not None
    assert result.opening.plan.stop_loss == OWN_STOP
    assert len(result.warnings) == len(admitted(context, stop_loss=THEIRS["stop_loss"]).warnings)


def test_every_section_has_its_own_source() -> None:
    context = bot_with(world(), **OWN, take_profit_source=Source.BOT)
    plan = opened(context, **THEIRS).plan
    assert plan.dca_orders == READ["dca_orders"]
    assert plan.take_profit == OWN_TARGETS
    assert plan.stop_loss == READ["stop_loss"]


@pytest.mark.parametrize(
    ("setting", "own", "field", "given", "expected"),
    [
        ("order_type", OrderType.LIMIT, "order_type", "market", OrderType.MARKET),
        ("adjust_fee", True, "adjust_fee", False, False),
        ("leverage", 3, "leverage", 5, 5),
        (
            "entry_expiration",
            EntryExpiration(time=D(5)),
            "entry_expiration",
            {"time": 9},
            EntryExpiration(time=D(9)),
        ),
        ("entry_expiration", EntryExpiration(time=D(5)), "entry_expiration", None, None),
    ],
)
def test_field_that_the_signal_leaves_out_comes_from_the_bot(
    setting: str, own: Any, field: str, given: Any, expected: Any
) -> None:
    names = {"entry_expiration": "expiration"}
    context = bot_with(world(LINEAR), **{setting: own})
    assert getattr(opened(context).plan, names.get(setting, setting)) == own
    plan = opened(context, **{field: given}).plan
    assert getattr(plan, names.get(setting, setting)) == expected


def test_plan_keeps_the_settings_of_its_opening() -> None:
    context = bot_with(
        world(received_at=NOW - timedelta(seconds=2)),
        entry_deviation=D("0.5"),
        auto_close=3600,
        break_even_offset=D("0.1"),
        limit_stop_timeout=20,
        stop_on_mark=False,
        time_limit=30,
    )
    plan = opened(context, signal_price=99, entry_condition={"time": 5}).plan
    assert (plan.entry_deviation, plan.auto_close) == (D("0.5"), 3600)
    assert (plan.break_even_offset, plan.limit_stop_timeout) == (D("0.1"), 20)
    assert not plan.stop_on_mark
    assert opened(world(received_at=NOW), signal_price=99).plan.stop_on_mark
    assert (plan.accepted_at, plan.accepted_price, plan.signal_price) == (NOW, D(100), D(99))
    assert plan.send_until == NOW + timedelta(seconds=28)
    assert plan.condition is not None
    assert plan.margin_mode is None


@pytest.mark.parametrize("mode", [ISOLATED, CROSS])
def test_margin_mode_is_the_bot_s(mode: Any) -> None:
    assert opened(bot_with(world(LINEAR), margin_mode=mode)).plan.margin_mode is mode


def test_leverage_means_nothing_on_spot() -> None:
    result = admitted(bot_with(world(), leverage=9), leverage=5)
    assert result.opening is not None
    assert result.opening.plan.leverage == 1
    assert any("leverage" in warning for warning in result.warnings)
    assert not admitted(bot_with(world(), leverage=9)).warnings


def errors(context: AdmissionContext, **fields: Any) -> list[tuple[str, str]]:
    result = judge(context, **fields)
    assert isinstance(result, Refusal)
    assert result.status == 422
    return [(error.path, error.code.value if error.code else "") for error in result.errors]


WRONG = "wrong_side"


SIDED = [
    ("stop_loss.stop_price", 99, 101, 101, 99),
    ("take_profit[0].price", 101, 99, 99, 101),
    ("dca_orders[0].price", 99, 101, 101, 99),
]
EXPIRATION = ("entry_expiration.price", 101, 99, 99, 101)
"""Always compared with the market."""


@pytest.mark.parametrize(
    ("path", "long", "short", "wrong_long", "wrong_short", "by_signal"),
    [(*row, by_signal) for row in SIDED for by_signal in (False, True)] + [(*EXPIRATION, False)],
)
def test_price_on_the_wrong_side_is_a_422_with_its_path(
    path: str, long: int, short: int, wrong_long: int, wrong_short: int, by_signal: bool
) -> None:
    def section(price: int) -> dict[str, Any]:
        match path.split(".", maxsplit=1)[0]:
            case "stop_loss":
                return {"stop_loss": {"stop_price": price}}
            case "take_profit[0]":
                return {"take_profit": [{"price": price, "position_percentage": 50}]}
            case "dca_orders[0]":
                return {"dca_orders": [{"price": price, "quantity_percentage": 50}]}
            case _:
                return {"entry_expiration": {"price": price}}

    context = below = world(free={"USDT": D(1000), "BTC": D(1000)})
    fields: dict[str, Any] = {}
    if by_signal:  # the signal's own price decides for what rests there, wherever the market is
        fields = {"signal_price": 100, "order_type": "limit"}
        context = replace(context, quotes={"BTC/USDT": quote("500")})
        below = replace(context, quotes={"BTC/USDT": quote("20")})
    assert opened(context, **section(long), **fields)
    stop = {"stop_loss_percentage": 90} if not path.startswith("stop_loss") else {}
    assert opened(below, side="short", **section(short), **fields, **stop)
    if by_signal:
        with pytest.raises(InvalidSignal):
            judge(context, **section(wrong_long), **fields)
        return
    assert errors(context, **section(wrong_long)) == [(path, WRONG)]
    assert errors(context, **section(100)) == [(path, WRONG)]
    assert errors(context, side="short", **section(wrong_short)) == [(path, WRONG)]


def test_all_wrong_prices_are_told_at_once() -> None:
    found = errors(
        world(),
        stop_loss={"stop_price": 101},
        take_profit=[{"price": 99, "position_percentage": 50}],
        dca_orders=[{"price": 102, "quantity_percentage": 50}],
    )
    assert sorted(found) == [
        ("dca_orders[0].price", WRONG),
        ("stop_loss.stop_price", WRONG),
        ("take_profit[0].price", WRONG),
    ]


def test_wrong_price_of_the_bot_is_told_as_such() -> None:
    stop = StopLoss(level=PriceLevel(price=D(120)))
    result = judge(bot_with(world(), stop_loss=stop))
    assert isinstance(result, Refusal)
    assert result.code == WRONG
    assert "bot's settings" in result.errors[0].message


def test_bot_s_price_is_compared_with_the_signal_s_too() -> None:
    quotes = {"BTC/USDT": quote("130")}
    context = bot_with(world(quotes=quotes), stop_loss=StopLoss(level=PriceLevel(price=D(120))))
    assert opened(context, signal_price=130)
    assert errors(context, signal_price=110) == [("stop_loss.stop_price", WRONG)]


def test_short_target_at_zero_is_refused_also_when_only_rounding_leads_there() -> None:
    target = [{"price_percentage": 99, "position_percentage": 50}]
    context = world(free={"BTC": D(10), "USDT": D(1000)})
    assert opened(context, side="short", take_profit=target, stop_loss_percentage=5)
    coarse = replace(context, markets={"BTC/USDT": market(price_tick=D(60))})
    found = errors(coarse, side="short", take_profit=target)
    assert found == [("take_profit[0]", "price_not_positive")]


def test_dca_that_rounds_to_zero_is_refused() -> None:
    context = world(markets={"BTC/USDT": market(price_tick=D(50))})
    ladder = [{"price_percentage": 60, "quantity_percentage": 100}]
    assert errors(context, dca_orders=ladder) == [("dca_orders[0]", "price_not_positive")]


@pytest.mark.parametrize(
    ("fields", "accepted"),
    [
        ({"quote_amount": "5.01"}, True),  # 0.05 coins at the ask of 100.01 are 5.0005
        ({"quote_amount": "5.00"}, False),  # 0.0499 coins are 4.99
        ({"base_amount": "0.05"}, True),
        ({"base_amount": "0.0499"}, False),
        ({"base_amount": "0.00001"}, False),  # rounds to nothing
    ],
)
def test_entry_below_the_market_s_minimum_is_refused(
    fields: dict[str, Any], accepted: bool
) -> None:
    if accepted:
        assert opened(world(), **fields)
    else:
        assert refused(world(), **fields) == "below_minimum"


def test_refusal_of_a_small_order_names_the_minimum() -> None:
    result = judge(world(), quote_amount=1)
    assert isinstance(result, Refusal)
    assert "0.990099 USDT" in result.message
    assert "5 USDT" in result.message
    markets = {"BTC/USDT": market(min_amount=D("0.5"))}
    result = judge(world(markets=markets), base_amount="0.4")
    assert isinstance(result, Refusal)
    assert "0.4 BTC" in result.message
    assert "0.5 BTC" in result.message


def test_dca_below_the_minimum_is_refused_with_its_path() -> None:
    ladder = [
        {"price_percentage": 5, "quantity_percentage": 50},
        {"price_percentage": 6, "quantity_percentage": 5},
    ]
    result = judge(world(), dca_orders=ladder)
    assert isinstance(result, Refusal)
    assert result.code == "below_minimum"
    assert [error.path for error in result.errors] == ["dca_orders[1]"]


def warned(context: AdmissionContext, **fields: Any) -> list[str]:
    """Return codes and paths of the warnings."""
    found = admitted(context, **fields).warnings
    return [f"{text.split(':')[0]} {text.split('`')[1]}" for text in found]


@pytest.mark.parametrize(
    ("side", "stop", "expected"),
    [
        ("long", {"stop_percentage": 20}, []),
        # The average of 100.01 and 95 is 97.5: the stop is at 90.7 then, before the one at 90.
        ("long", {"stop_percentage": 7}, ["dca_beyond_stop dca_orders[1]"]),
        ("long", {"stop_percentage": 8}, []),
        (
            "long",
            {"stop_price": 96},
            ["dca_beyond_stop dca_orders[0]", "dca_beyond_stop dca_orders[1]"],
        ),
        ("short", {"stop_price": 107}, ["dca_beyond_stop dca_orders[1]"]),
    ],
)
def test_dca_beyond_the_stop_is_warned_of(
    side: str, stop: dict[str, Any], expected: list[str]
) -> None:
    ladder = [
        {"price_percentage": 5, "quantity_percentage": 100},
        {"price_percentage": 10, "quantity_percentage": 100},
    ]
    context = world(free={"USDT": D(1000), "BTC": D(10)})
    assert warned(context, side=side, dca_orders=ladder, stop_loss=stop) == expected


@pytest.mark.parametrize(
    ("side", "signal_price", "expected"),
    [
        ("long", 110, ["dca_marketable dca_orders[0]"]),  # 104.5, above the ask
        ("long", 105, []),  # 99.75
        ("short", 90, ["dca_marketable dca_orders[0]"]),
        ("short", 98, []),
    ],
)
def test_dca_that_fills_at_once_is_warned_of(
    side: str, signal_price: int, expected: list[str]
) -> None:
    ladder = [{"price_percentage": 5, "quantity_percentage": 100}]
    context = world(free={"USDT": D(1000), "BTC": D(10)})
    fields = {"side": side, "signal_price": signal_price, "dca_orders": ladder}
    fields["stop_loss_percentage"] = 50
    assert warned(context, **fields) == expected
    assert warned(context, **fields, entry_condition={"price": 120}) == []


def test_targets_that_are_too_small_merge_with_a_warning() -> None:
    targets = [
        {"price_percentage": 1, "position_percentage": 2},
        {"price_percentage": 2, "position_percentage": 50},
    ]
    merged = ["target_merged take_profit[0]", "exit_below_minimum take_profit[0]"]
    assert warned(world(), take_profit=targets) == merged


def test_a_runner_that_the_market_will_not_take_is_a_warning_at_the_opening() -> None:
    targets = [
        {"price_percentage": 1, "position_percentage": 40},
        {"price_percentage": 2, "position_percentage": 40},
    ]
    found = ["exit_below_minimum take_profit"]
    assert warned(world(), quote_amount="18", take_profit=targets) == found
    assert warned(world(), quote_amount="30", take_profit=targets) == []


def test_what_a_target_leaves_is_measured_at_the_stops_price_too() -> None:
    fields: dict[str, object] = {
        "take_profit": [
            {"price_percentage": 1, "position_percentage": 50},
            {"price_percentage": 2, "position_percentage": 50},
        ],
        "stop_loss": {"stop_percentage": 10},
    }
    assert warned(world(), quote_amount="10.5", **fields) == ["exit_below_minimum stop_loss"]
    assert warned(world(), quote_amount="12", **fields) == []


def test_targets_out_of_price_order_are_a_warning() -> None:
    for prices, found in (((2, 1), ["targets_unordered take_profit"]), ((1, 2), []), ((1, 1), [])):
        targets = [{"price_percentage": p, "position_percentage": 50} for p in prices]
        assert warned(world(), take_profit=targets) == found
    assert warned(world(), take_profit=targets, quote_amount=500) == []


def test_position_that_is_worth_too_little_at_its_stop_is_warned_of() -> None:
    fields = {"stop_loss_percentage": 10}
    assert warned(world(), quote_amount="5.1", **fields) == ["exit_below_minimum stop_loss"]
    assert warned(world(), quote_amount=6, **fields) == []
    assert warned(world(LINEAR), quote_amount="5.1", **fields) == []


def test_warnings_of_the_message_come_first() -> None:
    result = admit(replace(signal(leverage=3), warnings=("first",)), world(), Duplicates())
    assert isinstance(result, Admitted)
    assert result.warnings[0] == "first"
    assert len(result.warnings) == 2


@pytest.mark.parametrize(("fee", "slippage"), [("0.001", "0.0005"), ("0.0004", "0"), ("0", "0")])
def test_break_even_may_lie_where_both_fees_and_the_slippage_are_paid(
    fee: str, slippage: str
) -> None:
    context = world(taker_fee=D(fee), slippage=D(slippage))
    bot = bot_with(context, break_even_offset=BreakEvenOffset.FEES)
    offset = opened(bot).plan.break_even_offset
    f, s = D(fee), D(slippage)
    assert offset == pytest.approx(((1 + f) / ((1 - f) * (1 - s)) - 1) * 100, abs=D("1e-20"))
    # What a sale at break even fetches pays for the purchase, its fee and its own.
    fetched = 100 * (1 + offset / 100) * (1 - s) * (1 - f)
    assert fetched == pytest.approx(100 * (1 + f), abs=D("1e-20"))
