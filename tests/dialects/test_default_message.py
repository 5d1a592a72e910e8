"""TradingView's default message says its numbers as floats are spelled."""

import pytest

from custom_components.tradehook.trading.admission.model import Admitted
from custom_components.tradehook.trading.model.commands import ClosePositions, OpenPosition
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.reasons.reasons import Refusal

from .carried import outcome


def _said(order: str, contracts: str, after: str) -> str:
    return f"X: order {order} @ {contracts} filled on BTCUSDT. New strategy position is {after}"


@pytest.mark.parametrize("rest", ["5.551115123125783e-17", "-5.551115123125783E-17", "0e0"])
def test_what_floats_leave_of_a_position_is_none(rest: str) -> None:
    found = outcome(_said("sell", "0.3", rest), Side.LONG)

    assert isinstance(found, Admitted), found
    assert [type(command) for command in found.commands] == [ClosePositions]


def test_small_numbers_are_read_as_they_are_spelled() -> None:
    found = outcome(_said("buy", "1e-05", "1e-05"))

    assert isinstance(found, Admitted), found
    assert [type(command) for command in found.commands] == [OpenPosition]


@pytest.mark.parametrize("after", ["1e", "e5", "1e9999", "1e300", "1,000", "\u22121", "1e-\u0665"])
def test_what_is_no_number_opens_nothing(after: str) -> None:
    assert isinstance(outcome(_said("buy", "1", after)), Refusal)
