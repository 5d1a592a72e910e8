"""Tests of the check of a bot's whole ladder before it is saved."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import Market, MarketType
from custom_components.tradehook.trading.settings.codec import settings_from
from custom_components.tradehook.trading.settings_check import BotMarket, LadderCheck, check_ladder

LADDER = [
    {"price_percentage": "10", "quantity_percentage": "100"},
    {"price_percentage": "20", "quantity_percentage": "200"},
]


def ground(market_type: MarketType = MarketType.SPOT, **changes: Any) -> BotMarket:
    """Return a market at 100 with a minimum cost of 5, and a balance of 1,000."""
    market = Market(
        symbol="SOL/USDT",
        native_symbol="SOLUSDT",
        base="SOL",
        quote="USDT",
        market_type=market_type,
        price_tick=Decimal("0.01"),
        amount_step=Decimal("0.001"),
        min_amount=Decimal("0.01"),
        min_cost=Decimal(5),
        max_leverage=50,
    )
    known: dict[str, Any] = {
        "market": market,
        "price": Decimal(100),
        "balance": Decimal(1000),
        "markets": 20,
    }
    return BotMarket(**(known | changes))


def checked(where: BotMarket | None = None, **settings: Any) -> LadderCheck:
    """Check settings."""
    return check_ladder(
        settings_from({"name": "Bot", "quote": "USDT", **settings}), where or ground()
    )


def test_defaults_raise_no_objection() -> None:
    """Test that 5 entries of 100 fit a balance of 1,000."""
    assert checked() == LadderCheck()


@pytest.mark.parametrize(
    ("settings", "warned"),
    [
        ({"size": "200"}, False),
        ({"size": "200.01"}, True),
        # 100 + 1 x 90 + 2 x 80 = 350 each
        ({"dca_orders": LADDER, "max_positions": 2}, False),
        ({"dca_orders": LADDER, "max_positions": 3}, True),
        ({"dca_orders": LADDER, "max_invested": "1000"}, False),
        ({"dca_orders": LADDER, "max_invested": "1001"}, True),
        # a share of what is left is always there, unless the DCA orders need more than the rest
        ({"size_type": "balance_percentage", "size": "100"}, False),
        ({"size_type": "balance_percentage", "size": "28", "dca_orders": LADDER}, False),
        ({"size_type": "balance_percentage", "size": "29", "dca_orders": LADDER}, True),
        # 1 % of 1,000 lost over 2 %: 500 each
        (
            {
                "size_type": "risk_percentage",
                "size": "1",
                "stop_loss": {"stop_percentage": "2"},
                "max_positions": 2,
            },
            False,
        ),
        (
            {
                "size_type": "risk_percentage",
                "size": "1",
                "stop_loss": {"stop_percentage": "2"},
                "max_positions": 3,
            },
            True,
        ),
        ({"size": "300", "sides": ["short"]}, False),
    ],
)
def test_warns_when_all_positions_need_more_than_the_balance(
    settings: dict[str, Any], warned: bool
) -> None:
    """Test that DCA orders count, and what caps the positions too; a spot short sells coins."""
    result = checked(**settings)

    assert (result.errors, bool(result.warnings)) == ((), warned)


def test_warning_tells_the_sums() -> None:
    """Test that the warning can be checked with a pencil."""
    (warning,) = checked(dca_orders=LADDER).warnings

    for part in ("5 positions of 350 USDT", "would need 1750 USDT", "has 1000 USDT"):
        assert part in warning


@pytest.mark.parametrize(("markets", "warned"), [(3, False), (4, True)])
def test_no_more_positions_than_the_markets_allow(markets: int, warned: bool) -> None:
    """Test that a bot for few markets is not warned of positions that it can't have."""
    result = checked(ground(markets=markets), size="300")

    assert bool(result.warnings) is warned


def test_margin_is_what_counts_with_leverage() -> None:
    """Test that a perpetual position needs its margin and the fee."""
    where = ground(MarketType.LINEAR, taker_fee=Decimal("0.001"))

    assert checked(where, size="990", leverage=5) == LadderCheck()
    (warning,) = checked(where, size="1000", leverage=5).warnings
    assert "would need 1005 USDT" in warning


def test_unknown_balance_is_not_judged() -> None:
    """Test that nothing is made up while the account is away."""
    assert checked(ground(balance=None), size="1000000") == LadderCheck()
    percentage = {"size_type": "balance_percentage", "size": "0.01"}
    assert checked(ground(balance=None), **percentage) == LadderCheck()


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({"size": "4.99"}, "size"),
        (
            {
                "size": "50",
                "dca_orders": [
                    LADDER[0],
                    {"price_percentage": "20", "quantity_percentage": "12"},
                ],
            },
            "dca_orders[1]",
        ),
    ],
)
def test_order_below_the_minimum_is_an_error(settings: dict[str, Any], path: str) -> None:
    """Test that what every opening would be refused for is found at its field."""
    (error,) = checked(**settings).errors

    assert error.path == path
    assert "SOL/USDT: 5 USDT and 0.01 SOL" in error.message


def test_percentage_that_is_too_small_today_is_a_warning() -> None:
    """Test that a balance that grows can heal it."""
    result = checked(size_type="balance_percentage", size="0.1")

    assert result.errors == ()
    assert "below the minimum" in result.warnings[0]


def test_fixed_prices_are_not_held_against_another_market() -> None:
    """Test that a DCA order at 0.1 is judged only where the bot can trade nothing else."""
    dca = [{"price": "0.1", "quantity_percentage": "100"}]

    assert checked(dca_orders=dca) == LadderCheck()
    (error,) = checked(dca_orders=dca, allowed_bases=["SOL"]).errors
    assert error.path == "dca_orders[0]"


@pytest.mark.parametrize(
    ("exits", "bases", "told"),
    [
        ({"stop_loss": {"stop_price": "95"}}, ["SOL"], 2),
        ({"stop_loss": {"stop_price": "95"}}, [], 0),
        ({"stop_loss": {"stop_price": "95"}}, ["SOL", "BTC"], 0),
        ({"stop_loss": {"stop_percentage": "5"}}, [], 2),
        (
            {
                "stop_loss": {"stop_percentage": "5"},
                "take_profit": [{"price": "130", "position_percentage": "50"}],
            },
            [],
            0,
        ),
    ],
    ids=["its only market", "any market", "two markets", "distances", "a fixed target"],
)
def test_fixed_exits_are_warned_of_only_in_the_one_market_that_they_are_for(
    exits: dict[str, Any], bases: list[str], told: int
) -> None:
    """Test that orders beyond a stop are told, unless nobody knows which market it is for."""
    found = checked(dca_orders=LADDER, max_positions=1, allowed_bases=bases, **exits)
    assert [warning.split(":")[0] for warning in found.warnings] == ["dca_beyond_stop"] * told


def test_order_behind_a_fixed_price_is_still_judged() -> None:
    """Test that what can't be judged in this market does not hide what can."""
    dca = [
        {"price": "0.1", "quantity_percentage": "100"},
        {"price_percentage": "20", "quantity_percentage": "1"},
    ]
    (error,) = checked(dca_orders=dca).errors
    assert error.path == "dca_orders[1]"


def test_orders_that_can_do_nothing_are_told() -> None:
    """Test that the warnings of an opening are seen before there is one."""
    result = checked(dca_orders=LADDER, stop_loss={"stop_percentage": "5"}, max_positions=1)

    assert [warning.split(":")[0] for warning in result.warnings] == ["dca_beyond_stop"] * 2


@pytest.mark.parametrize("size", ["1e-20", "1e20"])
def test_any_number_gets_an_answer(size: str) -> None:
    """Test that numbers of no use don't break the check."""
    result = checked(size=size)

    assert result.errors or result.warnings
