"""What was earned: sums by period and group, expectancy, R and drawdown, by a house's clock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from custom_components.tradehook.trading.results.calendar import Period, microseconds
from custom_components.tradehook.trading.results.earnings import Earnings
from custom_components.tradehook.trading.results.report import POINTS, Results, results
from custom_components.tradehook.trading.results.tally import Booked, Ended, Origin

BERLIN = ZoneInfo("Europe/Berlin")
ORIGINS: dict[str, Origin] = {}
START = datetime(2026, 3, 28, 12, tzinfo=UTC)


def at(hours: float) -> int:
    return microseconds(START + timedelta(hours=hours))


def booked(
    profit: str,
    *,
    hours: float = 0,
    fee: str | None = "0",
    position: str = "p",
    bot: str = "b",
    symbol: str = "BTC/USDT",
    side: str = "long",
    funding: bool = False,
) -> Booked:
    name = f"{bot} {symbol} {side} {funding}"
    ORIGINS[name] = (bot, symbol, side, funding)
    return at(hours), position, name, profit, fee


def ended(
    profit: str,
    *,
    hours: float = 0,
    r: str | None = None,
    held: int | None = 60,
    position: str = "p",
    side: str = "long",
) -> Ended:
    return at(hours), position, "b", "BTC/USDT", side, profit, r, held


def of(
    bookings: Sequence[Booked] = (),
    trades: Sequence[Ended] = (),
    *,
    period: Period = Period.DAY,
    capital: str | None = None,
    tags: dict[str, tuple[str, ...]] | None = None,
) -> Results:
    earned = Earnings(
        bookings=bookings,
        origins=ORIGINS,
        trades=trades,
        tags=tags or {},
        capital=None if capital is None else Decimal(capital),
    )
    return results(earned, zone=BERLIN, period=period)


def test_nothing_is_claimed_without_bookings() -> None:
    found = of()

    assert (found.total.profit, found.total.trades) == (0, 0)
    assert found.total.win_rate is found.total.expectancy is found.total.profit_factor is None
    assert found.best is found.worst is found.drawdown is None
    assert (found.periods, found.curve, found.by["bot"]) == ([], [], [])


def test_profit_counts_fees_and_funding_when_they_are_booked() -> None:
    found = of(
        [
            booked("-0.1", fee="0.1"),
            booked("-0.5", funding=True, hours=1),
            booked("9.9", fee="0.1", hours=2),
        ]
    ).total

    assert (found.profit, found.fees, found.funding) == (
        Decimal("9.3"),
        Decimal("0.2"),
        Decimal("-0.5"),
    )


def test_a_fee_whose_worth_is_not_known_makes_the_sum_unknown() -> None:
    found = of([booked("1", fee="0.1"), booked("1", fee=None), booked("1", fee="0.1")])

    assert found.total.fees is None
    assert found.total.profit == 3


def test_the_words_of_the_field() -> None:
    trades = [
        ended("6", r="3", held=100),
        ended("-2", r="-1", held=200),
        ended("-2", r=None, held=None),
        ended("0"),
    ]
    total = of([], trades).total

    assert (total.trades, total.wins, total.losses) == (4, 2 - 1, 2)
    assert total.win_rate == 25
    assert total.profit_factor == Decimal("1.5")
    assert total.expectancy == Decimal("0.5")
    assert total.expectancy_r == 1  # of those that had a stop
    assert (total.average_win, total.average_loss) == (6, -2)
    assert total.average_duration == (100 + 200 + 60) // 3


def test_best_and_worst_are_trades() -> None:
    found = of([], [ended("1", position="a"), ended("5", position="b"), ended("-3", position="c")])

    assert found.best is not None
    assert found.worst is not None
    assert (found.best[1], found.worst[1]) == ("b", "c")


@pytest.mark.parametrize(
    ("capital", "percentage"),
    [("1000", "0.5941"), (None, None), ("0", None)],  # 6 of the 1,010 at the peak
)
def test_drawdown_is_the_deepest_fall_from_a_peak(
    capital: str | None, percentage: str | None
) -> None:
    found = of([booked(one) for one in ("10", "-4", "-2", "1", "20")], capital=capital).drawdown

    assert found is not None
    assert found.amount == 6
    assert found.percentage == (None if percentage is None else Decimal(percentage))


def test_the_first_loss_is_a_drawdown_too() -> None:
    found = of([booked("-3"), booked("1")], capital="100").drawdown

    assert found is not None
    assert (found.amount, found.percentage) == (3, 3)


def test_days_are_those_of_the_house() -> None:
    """Midnight in Berlin is 23:00 of UTC in winter, and 22:00 after the clocks were changed."""
    found = of([booked("1", hours=10.9), booked("2", hours=11), booked("4", hours=34)])

    assert [(str(day), one.profit) for day, one in found.periods] == [
        ("2026-03-28", 1),
        ("2026-03-29", 2),
        ("2026-03-30", 4),
    ]


def test_hours_are_those_of_the_clock_also_on_the_day_on_which_it_is_changed() -> None:
    found = of([booked("1", hours=hours) for hours in (0, 12.5, 13.25)])

    assert [hour for hour, _ in found.hours] == [1, 3, 13]  # 02:00 doesn't exist on 29 March


@pytest.mark.parametrize(
    ("period", "firsts"),
    [
        (Period.DAY, ["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31", "2026-04-01"]),
        (Period.WEEK, ["2026-03-23", "2026-03-30"]),
        (Period.MONTH, ["2026-03-01", "2026-04-01"]),
    ],
)
def test_periods_without_anything_stand_between_the_others(
    period: Period, firsts: list[str]
) -> None:
    found = of([booked("1"), booked("2", hours=96)], period=period).periods

    assert [str(first) for first, _ in found] == firsts
    assert [one.profit for _, one in found] == [1, *[0] * (len(firsts) - 2), 2]


def test_a_trade_counts_in_the_period_in_which_it_has_closed() -> None:
    found = of([booked("-1")], [ended("3", hours=30)]).periods

    assert [(one.profit, one.trades, one.wins) for _, one in found] == [(-1, 0, 0), (0, 1, 1)]


def test_groups_have_the_most_profit_first_and_add_up() -> None:
    bookings = [
        booked("1", bot="a", side="short", symbol="ETH/USDT"),
        booked("3", bot="b"),
        booked("-1", bot="b", side="short"),
    ]
    found = of(bookings, [ended("2", side="short")])

    assert [(key, one.profit) for key, one in found.by["bot"]] == [("b", 2), ("a", 1)]
    assert [(key, one.profit) for key, one in found.by["market"]] == [
        ("BTC/USDT", 2),
        ("ETH/USDT", 1),
    ]
    assert [(key, one.profit, one.trades) for key, one in found.by["side"]] == [
        ("long", 3, 0),
        ("short", 0, 1),
    ]


def test_a_position_counts_under_each_of_its_tags() -> None:
    found = of(
        [booked("1", position="x"), booked("2", position="y"), booked("4", position="z")],
        tags={"x": ("breakout", "news"), "y": ("news",)},
    )

    assert [(key, one.profit) for key, one in found.by["tag"]] == [
        ("", 4),
        ("news", 3),
        ("breakout", 1),
    ]
    assert found.total.profit == 7


def test_weekdays() -> None:
    found = of([booked("1"), booked("2", hours=24), booked("4", hours=168)])

    assert [(day, one.profit) for day, one in found.weekdays] == [(5, 5), (6, 2)]


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    found = of([booked("1", hours=hour / 10) for hour in range(1000)]).curve

    assert len(found) == POINTS
    assert (found[0][1], found[-1][1]) == (1, 1000)


def test_accounts_of_one_currency_are_put_together_in_their_order() -> None:
    one = Earnings(bookings=[booked("1", hours=2)], trades=[ended("1")], capital=Decimal(100))
    other = Earnings(bookings=[booked("2", hours=1)], tags={"p": ("t",)}, capital=Decimal(50))
    both = one.with_others(other)

    assert [row[3] for row in both.bookings] == ["2", "1"]
    assert (both.capital, both.tags) == (150, {"p": ("t",)})
    assert one.with_others(Earnings()).capital is None
