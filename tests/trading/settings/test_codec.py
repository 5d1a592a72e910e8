"""A bot's settings as data."""

from dataclasses import fields as fields_of
from decimal import Decimal
import json
from typing import Any, get_args, get_type_hints

from hypothesis import given, settings as hypothesis_settings, strategies as st
import pytest

from custom_components.tradehook.trading.model.market import MarginMode, Side
from custom_components.tradehook.trading.model.sections import (
    CoolDownType,
    DcaOrder,
    EntryExpiration,
    OrderType,
    PriceLevel,
    Protection,
    StopLoss,
    StopOrderType,
    TakeProfit,
    TimeFrame,
)
from custom_components.tradehook.trading.settings.codec import (
    SettingsError,
    settings_as,
    settings_from,
)
from custom_components.tradehook.trading.settings.settings import (
    BotSettings,
    BreakEvenOffset,
    SizeType,
    Source,
)
from custom_components.tradehook.trading.signal.alert_systems import (
    AlertSystem,
    ForeignChart,
    Opposite,
    Repeat,
)

BASIC = {"name": "Bot", "quote": "USDT"}
TWO_TARGETS = [
    {"price_percentage": "1", "position_percentage": "50"},
    {"price_percentage": "2", "position_percentage": "50"},
]


def wrong(**data: Any) -> dict[str, str]:
    """Return what is wrong with settings that have these data, by path."""
    try:
        settings_from({**BASIC, **data})
    except SettingsError as invalid:
        return {error.path: error.message for error in invalid.errors}
    return {}


def test_name_and_quote_alone_have_the_defaults() -> None:
    assert settings_from(BASIC) == BotSettings(name="Bot", quote="USDT")


def test_null_is_the_default() -> None:
    # what can be off and is not by default is off then
    special = {*BASIC, "max_position_size"}
    names = [field.name for field in fields_of(BotSettings) if field.name not in special]
    assert settings_from({**BASIC, **dict.fromkeys(names)}) == settings_from(BASIC)


@pytest.mark.parametrize(
    "name",
    [name for name, kind in get_type_hints(BotSettings).items() if type(None) in get_args(kind)],
)
def test_setting_that_is_off_stays_off(name: str) -> None:
    stored = settings_as(settings_from({**BASIC, name: None}))
    assert (stored[name], getattr(settings_from(stored), name)) == (None, None)


def test_defaults_are_those_of_the_contract() -> None:
    bot = settings_from(BASIC)
    assert (bot.time_limit, bot.duplicate_window, bot.limit_stop_timeout) == (60, 30, 10)
    assert bot.strict_fields
    assert bot.sides == {Side.LONG, Side.SHORT}
    assert bot.break_even_offset == 0
    assert bot.max_position_size == 5
    assert not bot.join_running_trade


EVERYTHING = BotSettings(
    name="Ünïque",
    quote="USDC",
    size_type=SizeType.RISK_PERCENTAGE,
    size=Decimal("1.50"),
    max_entry_size=Decimal("0.000001"),
    order_type=OrderType.LIMIT,
    entry_deviation=Decimal("0.25"),
    leverage=20,
    margin_mode=MarginMode.CROSS,
    adjust_fee=True,
    entry_expiration=EntryExpiration(time=Decimal("1.5"), price=Decimal(70000)),
    sides=frozenset({Side.LONG}),
    require_stop_loss=True,
    time_limit=5,
    dca_orders=(
        DcaOrder(level=PriceLevel(percentage=Decimal("1.5")), quantity_percentage=Decimal(100)),
        DcaOrder(level=PriceLevel(price=Decimal(50000)), quantity_percentage=Decimal("33.3")),
    ),
    dca_source=Source.BOT,
    take_profit=(
        TakeProfit(level=PriceLevel(percentage=Decimal(2)), position_percentage=Decimal(40)),
        TakeProfit(
            level=PriceLevel(price=Decimal(80000)),
            position_percentage=Decimal("59.9"),
            trailing_distance=Decimal("0.5"),
        ),
    ),
    take_profit_source=Source.BOT,
    stop_loss=StopLoss(
        level=PriceLevel(percentage=Decimal(3)),
        order_type=StopOrderType.LIMIT,
        limit=PriceLevel(percentage=Decimal("0.2")),
        cool_down_amount=5,
        cool_down_time_frame=TimeFrame.MINUTE,
        cool_down_type=CoolDownType.CANDLE_CLOSE,
        emergency=PriceLevel(percentage=Decimal(6)),
        protection_type=Protection.PRICE,
        trailing_percentage=Decimal(2),
        trailing_distance=Decimal("0.75"),
    ),
    stop_loss_source=Source.BOT,
    auto_close=3600,
    break_even_offset=Decimal("0.1"),
    limit_stop_timeout=20,
    stop_on_mark=False,
    max_positions=3,
    max_positions_per_market=2,
    max_position_size=Decimal("2.5"),
    max_invested=Decimal(1000),
    daily_loss_limit=Decimal("50.5"),
    max_consecutive_losses=4,
    cooldown=60,
    allowed_bases=frozenset({"BTC", "ETH"}),
    blocked_bases=frozenset({"DOGE"}),
    min_price=Decimal("0.01"),
    max_price=Decimal(100000),
    min_quote_volume=Decimal(1000000),
    max_price_distance=Decimal("0.5"),
    max_signal_age=30,
    max_spread=Decimal("0.2"),
    duplicate_window=0,
    only_tradingview=True,
    allowed_networks=("10.0.0.0/8", "2001:db8::1"),
    rate_limit=10,
    strict_fields=False,
    dialect="altrady",
    use_strategy_contracts=True,
    join_running_trade=True,
    loosen_stops=True,
    dialects=frozenset({AlertSystem.OKX, AlertSystem.CORNIX}),
    opposite=Opposite.CLOSE,
    repeat=Repeat.INCREASE,
    foreign_chart=ForeignChart.SAME_MARKET,
)


def test_example_sets_every_field_to_something_else_than_its_default() -> None:
    default = settings_from(BASIC)
    for field in fields_of(BotSettings):
        assert getattr(EVERYTHING, field.name) != getattr(default, field.name), field.name


@pytest.mark.parametrize("bot", [BotSettings(name="B", quote="EUR"), EVERYTHING])
def test_settings_come_back_from_their_data_exactly(bot: BotSettings) -> None:
    data = json.loads(json.dumps(settings_as(bot)))
    assert settings_from(data) == bot
    assert settings_as(settings_from(data)) == data
    unsaid = {"dialect"} if bot.dialect == "auto" else set()
    assert set(data) == {field.name for field in fields_of(BotSettings)} - unsaid


def test_sections_have_the_shape_of_a_signal() -> None:
    data = settings_as(EVERYTHING)
    assert data["take_profit"][1] == {
        "price": "80000",
        "position_percentage": "59.9",
        "trailing_distance": "0.5",
    }
    assert data["dca_orders"][0] == {"price_percentage": "1.5", "quantity_percentage": "100"}
    assert data["entry_expiration"] == {"time": "1.5", "price": "70000"}
    assert data["stop_loss"] == {
        "stop_percentage": "3",
        "order_type": "STOP_LOSS_LIMIT",
        "limit_percentage": "0.2",
        "cool_down_amount": 5,
        "cool_down_time_frame": "minute",
        "cool_down_type": "candle_close",
        "emergency_stop_percentage": "6",
        "protection_type": "PRICE",
        "trailing_percentage": "2",
        "trailing_distance": "0.75",
    }
    assert data["size"] == "1.50"
    assert data["allowed_bases"] == ["BTC", "ETH"]


decimals = st.decimals(
    min_value="0.00000001", max_value=10**12, places=8, allow_nan=False, allow_infinity=False
)
levels = st.builds(PriceLevel, percentage=decimals.filter(lambda x: x < 99)) | st.builds(
    PriceLevel, price=decimals
)
stops = st.builds(
    StopLoss,
    level=levels,
    cool_down_amount=st.integers(1, 9),
    cool_down_time_frame=st.sampled_from(TimeFrame),
    cool_down_type=st.sampled_from(CoolDownType),
    protection_type=st.none() | st.just(Protection.BREAK_EVEN),
)
ladders = st.lists(st.builds(DcaOrder, level=levels, quantity_percentage=decimals), max_size=3)


@hypothesis_settings(max_examples=50, deadline=None)
@given(size=decimals, stop=st.none() | stops, ladder=ladders, price=st.none() | decimals)
def test_any_settings_come_back_exactly(
    size: Decimal, stop: StopLoss | None, ladder: list[DcaOrder], price: Decimal | None
) -> None:
    bot = BotSettings(
        name="B",
        quote="USDT",
        size=size,
        stop_loss=stop,
        dca_orders=tuple(ladder),
        max_invested=price,
    )
    assert settings_from(json.loads(json.dumps(settings_as(bot)))) == bot


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("leverage", 1, 1000),
        ("time_limit", 5, 3600),
        ("auto_close", 1, 31_536_000),
        ("limit_stop_timeout", 1, 86_400),
        ("max_positions", 1, 1000),
        ("max_positions_per_market", 1, 1000),
        ("max_consecutive_losses", 1, 1000),
        ("cooldown", 0, 31_536_000),
        ("max_signal_age", 1, 31_536_000),
        ("duplicate_window", 0, 86_400),
        ("rate_limit", 1, 6000),
    ],
)
def test_whole_number_has_its_range(name: str, lowest: int, highest: int) -> None:
    expected = {name: f"must be between {lowest} and {highest}"}
    assert wrong(**{name: lowest}) == {}
    assert wrong(**{name: float(highest)}) == {}
    assert wrong(**{name: lowest - 1}) == expected
    assert wrong(**{name: highest + 1}) == expected
    assert wrong(**{name: lowest + 0.5}) == {name: "must be a whole number"}


def test_the_offset_of_break_even_is_a_number_or_the_word_fees() -> None:
    for word in ("fees", " Fees "):
        bot = settings_from({"name": "a", "quote": "USDT", "break_even_offset": word})
        assert bot.break_even_offset is BreakEvenOffset.FEES
        assert settings_as(bot)["break_even_offset"] == "fees"
        assert settings_from(settings_as(bot)) == bot
    assert set(wrong(break_even_offset="free")) == {"break_even_offset"}


def test_largest_position_is_at_least_the_initial_entry() -> None:
    assert wrong(max_position_size=1) == {}
    assert set(wrong(max_position_size="0.9")) == {"max_position_size"}


@pytest.mark.parametrize("name", ["entry_deviation", "break_even_offset"])
def test_percentage_of_a_price_lies_between_0_and_99(name: str) -> None:
    assert wrong(**{name: 0}) == {}
    assert wrong(**{name: "99"}) == {}
    assert set(wrong(**{name: "-0.1"})) == {name}
    assert set(wrong(**{name: "99.1"})) == {name}


@pytest.mark.parametrize(
    "name",
    [
        "size",
        "max_entry_size",
        "max_invested",
        "daily_loss_limit",
        "min_price",
        "max_price",
        "min_quote_volume",
        "max_price_distance",
        "max_spread",
    ],
)
@pytest.mark.parametrize("value", [0, "-1", "NaN", "9" * 40, True, "x"])
def test_amount_must_be_positive(name: str, value: Any) -> None:
    assert set(wrong(**{name: value})) == {name}


def test_name_and_quote_are_required() -> None:
    with pytest.raises(SettingsError) as invalid:
        settings_from({})
    assert [error.path for error in invalid.value.errors] == ["name", "quote"]
    assert str(invalid.value) == "name is required; quote is required"
    assert set(wrong(name="x" * 101, quote=" ")) == {"name", "quote"}


def test_all_errors_come_at_once() -> None:
    found = wrong(
        size=0,
        order_type="stop",
        take_profit=[{"price_percentage": 1}],
        stop_loss={"stop_percentage": 2, "stop_price": 3},
        max_position=1,
    )
    assert set(found) == {
        "size",
        "order_type",
        "take_profit[0].position_percentage",
        "stop_loss.stop_price",
        "max_position",
    }
    assert found["max_position"].endswith("did you mean `max_positions`?")


@pytest.mark.parametrize("size_type", ["balance_percentage", "risk_percentage"])
def test_size_in_percent_is_at_most_100(size_type: str) -> None:
    assert wrong(size_type=size_type, size=100) == {}
    assert wrong(size_type=size_type, size="100.1") == {"size": "must be at most 100 %"}
    assert wrong(size_type="quote_amount", size="100.1") == {}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"min_price": 2, "max_price": 1}, {"max_price"}),
        ({"min_price": 2, "max_price": 2}, set()),
        ({"min_price": 2}, set()),
        ({"allowed_bases": ["btc"], "blocked_bases": ["BTC"]}, {"blocked_bases"}),
        ({"allowed_bases": ["ETH"], "blocked_bases": ["BTC"]}, set()),
        ({"allowed_bases": "BTC"}, {"allowed_bases"}),
        ({"allowed_bases": [5]}, {"allowed_bases"}),
        ({"sides": []}, {"sides"}),
        ({"sides": "long"}, {"sides"}),
        ({"sides": ["up"]}, {"sides"}),
        ({"sides": ["LONG"]}, set()),
        ({"allowed_networks": ["10.0.0.1/8", "::1"]}, set()),
        ({"allowed_networks": ["10.0.0.300"]}, {"allowed_networks"}),
        ({"allowed_networks": ["example.com"]}, {"allowed_networks"}),
        ({"allowed_networks": "10.0.0.1"}, {"allowed_networks"}),
        ({"sides": ["long"], "stop_loss": {"stop_percentage": 100}}, {"stop_loss.stop_percentage"}),
        ({"sides": ["short"], "stop_loss": {"stop_percentage": 100}}, set()),
        ({"stop_loss": {"stop_percentage": 100}}, set()),
    ],
    ids=str,
)
def test_settings_fit_together(data: dict[str, Any], expected: set[str]) -> None:
    assert set(wrong(**data)) == expected


@pytest.mark.parametrize("source", [None, "signal", "bot"])
@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("protection", ["BREAK_EVEN", "FOLLOW_TAKE_PROFIT", "PRICE"])
def test_protection_by_targets_needs_two_where_only_the_bot_has_them(
    source: str | None, count: int, protection: str
) -> None:
    stop: dict[str, Any] = {"stop_percentage": 2, "protection_type": protection}
    if protection == "PRICE":
        stop |= {"trailing_percentage": 1, "trailing_distance": 1}
    found = wrong(take_profit=TWO_TARGETS[:count], take_profit_source=source, stop_loss=stop)
    refused = source == "bot" and count < 2 and protection != "PRICE"
    assert set(found) == ({"stop_loss.protection_type"} if refused else set())


def test_currencies_are_upper_case() -> None:
    bot = settings_from({"name": "B", "quote": "usdt", "allowed_bases": ["btc", "BTC"]})
    assert bot.quote == "USDT"
    assert bot.allowed_bases == {"BTC"}
