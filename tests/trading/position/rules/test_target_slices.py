"""The prices of take profits, and how a position is split over them."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.market import MarketType, Side
from custom_components.tradehook.trading.model.position import Target
from custom_components.tradehook.trading.model.sections import PriceLevel
from custom_components.tradehook.trading.position.rules.take_profit import slices, target_price
from tests.trading.scene import LINEAR, dca, market, opened, percent, plain, plan, price, target

SIDES = pytest.mark.parametrize("side", list(Side))


# prices


@pytest.mark.parametrize(
    ("side", "level", "average", "expected"),
    [
        (Side.LONG, percent(10), "100", "110"),
        (Side.SHORT, percent(10), "100", "90"),
        (Side.LONG, percent("0.333"), "100", "100.34"),  # sells round up
        (Side.SHORT, percent("0.333"), "100", "99.66"),  # buys round down
        (Side.LONG, price("123.456"), "100", "123.46"),
        (Side.SHORT, price("78.9"), "100", "78.9"),
        (Side.LONG, price("123"), "7", "123"),  # a fixed price does not follow
    ],
)
def test_a_target_stands_at_its_distance_or_price(
    side: Side, level: PriceLevel, average: str, expected: str
) -> None:
    assert target_price(target(level), side, Decimal(average), LINEAR) == Decimal(expected)


@SIDES
def test_percentages_follow_the_average_entry_and_fixed_prices_stay(side: Side) -> None:
    fixed = 100 + side.sign * 30
    scene = opened(
        plan(
            dca_orders=(dca(percent(10)),),
            take_profit=(target(percent(10), 50), target(price(fixed), 50)),
        ),
        side=side,
    )
    scene.favour(-10)
    average = 100 - side.sign * 5
    assert scene.position.average_entry == average
    assert [(row.price, row.amount) for row in scene.orders()] == [
        (Decimal(average) * (100 + side.sign * 10) / 100, 10),
        (fixed, 10),
    ]


# quantities


def rows(*shares: str, at: str = "110") -> tuple[Target, ...]:
    return tuple(
        Target(leg=leg, price=Decimal(at), share=Decimal(share), left=Decimal(share))
        for leg, share in enumerate(shares)
    )


@pytest.mark.parametrize(
    ("shares", "size", "amounts"),
    [
        ("100", "10", "10"),
        ("50 50", "10", "5 5"),
        ("33 33 34", "1", "0.33 0.33 0.34"),
        ("33.3 33.3 33.4", "0.1", "0.033 0.033 0.034"),
        ("50 50", "0.999", "0.499 0.5"),  # the last takes everything left
        ("50 40", "0.999", "0.499 0.399"),  # a runner stays: nothing is added
        ("30", "10", "3"),
        ("50 50", "0.9996", "0.499 0.5"),  # what is below the step can't be sold at all
        ("100", "0", ""),
    ],
)
def test_quantities_are_the_shares_of_what_is_held_rounded_down(
    shares: str, size: str, amounts: str
) -> None:
    parts = slices(rows(*shares.split(), at="100000"), Decimal(size), LINEAR)
    assert " ".join(plain(part.amount) for part in parts) == amounts


@pytest.mark.parametrize(
    ("shares", "amounts"),
    [
        ("5 95", "1:20"),  # 1 is too small alone: it waits for the next level
        ("5 5 90", "1:2 2:18"),
        ("95 5", "0:20"),  # the last merges backward
        ("50 45 5", "0:10 1:10"),
        ("5 5 85 5", "1:2 2:18"),
        ("5 5", "1:2"),
        ("5", ""),  # nothing can be placed, the runner is all
        ("5 60", "1:13"),
        ("60 5", "0:13"),
        ("6 6 6 6", "1:2 3:2"),
    ],
)
def test_what_is_too_small_merges_into_the_next_level(shares: str, amounts: str) -> None:
    coarse = market(MarketType.LINEAR, step="1", min_amount="2")
    parts = slices(rows(*shares.split()), Decimal(20), coarse)
    assert " ".join(f"{part.leg}:{plain(part.amount)}" for part in parts) == amounts
    legs = [leg for part in parts for leg in (*part.merged, part.leg)]
    assert sorted(legs) == (list(range(len(shares.split()))) if parts else [])


def test_the_minimum_cost_counts_too() -> None:
    parts = slices(rows("10", "90", at="4"), Decimal(10), LINEAR)
    assert [(part.leg, part.amount, part.merged) for part in parts] == [(1, 10, (0,))]


def test_a_target_at_a_price_below_zero_is_never_placed() -> None:
    free = market(MarketType.LINEAR, min_cost="0")
    parts = slices(rows("100", at="-1"), Decimal(10), free)
    assert parts == ()


def test_one_third_is_not_lost_to_a_division() -> None:
    third = Decimal(100) / 3
    targets = tuple(
        Target(leg=leg, price=Decimal(110), share=third, left=third) for leg in range(3)
    )
    assert [part.amount for part in slices(targets, Decimal(9), LINEAR)][:2] == [3, 3]
