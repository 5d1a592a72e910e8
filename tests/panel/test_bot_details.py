"""Test what closed positions come to."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from custom_components.tradehook.panel.bot_details import POINTS, statistics

START = datetime(2026, 1, 1, tzinfo=UTC)


def results(*profits: str) -> list[tuple[datetime, Decimal]]:
    """Return positions that ended a minute after each other with these profits."""
    return [(START + timedelta(minutes=at), Decimal(one)) for at, one in enumerate(profits)]


def test_nothing_is_claimed_without_positions() -> None:
    assert statistics([]) == {
        "average_profit": None,
        "best": None,
        "worst": None,
        "profit_factor": None,
        "drawdown": None,
        "drawdown_percentage": None,
        "curve": [],
    }


def test_profits_and_losses_are_summed_up() -> None:
    found = statistics(results("5", "-2", "-4", "7"))

    assert {name: value for name, value in found.items() if name != "curve"} == {
        "average_profit": "1.5",
        "best": "7",
        "worst": "-4",
        "profit_factor": "2",  # 12 won, 6 lost
        "drawdown": "6",  # from 5 to -1
        "drawdown_percentage": None,  # nobody knows of what
    }
    assert [total for _, total in found["curve"]] == ["5", "3", "-1", "6"]
    assert found["curve"][1][0] - found["curve"][0][0] == 60


def test_the_first_loss_is_a_drawdown_too() -> None:
    assert statistics(results("-3", "1"))["drawdown"] == "3"


def test_a_drawdown_is_a_share_of_what_the_account_was_worth_at_the_peak() -> None:
    found = statistics(results("20", "-12", "30"), Decimal(100))

    assert (found["drawdown"], found["drawdown_percentage"]) == ("12", "10")


def test_without_a_loss_there_is_no_profit_factor() -> None:
    assert statistics(results("3", "0"))["profit_factor"] is None


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    found = statistics(results(*["1"] * 1000))["curve"]

    assert len(found) == POINTS
    assert [found[0][1], found[-1][1]] == ["1", "1000"]
