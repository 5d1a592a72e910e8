"""Which side of the entry a price must lie on."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.sections import PriceLevel, StopLoss
from custom_components.tradehook.trading.reasons.reasons import ReasonCode
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from custom_components.tradehook.trading.signal.price_checks import check_prices
from tests.trading.messages import OPEN, field_errors, parsed

SHARE = {"position_percentage": 50}
SIZE = {"quantity_percentage": 50}
BELOW: list[tuple[str, dict[str, Any]]] = [
    ("stop_loss.stop_price", {"stop_loss": {"stop_price": "99.9"}}),
    (
        "stop_loss.emergency_stop_price",
        {"stop_loss": {"stop_percentage": "0.001", "emergency_stop_price": "99.9"}},
    ),
    (
        "stop_loss.limit_price",
        {
            "stop_loss": {
                "stop_percentage": "0.001",
                "order_type": "STOP_LOSS_LIMIT",
                "limit_price": "99.9",
            }
        },
    ),
    ("dca_orders[0].price", {"dca_orders": [{"price": "99.9", **SIZE}]}),
]
ABOVE: list[tuple[str, dict[str, Any]]] = [
    ("take_profit[0].price", {"take_profit": [{"price": "99.9", **SHARE}]}),
]


def moved(fields: Any, price: str) -> Any:
    """Return the fields with another price."""
    if isinstance(fields, dict):
        return {name: moved(value, price) for name, value in fields.items()}
    if isinstance(fields, list):
        return [moved(value, price) for value in fields]
    return price if fields == "99.9" else fields


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("price", ["99.99", "100", "100.01"])
@pytest.mark.parametrize(
    ("path", "fields", "loss"),
    [*((*row, True) for row in BELOW), *((*row, False) for row in ABOVE)],
    ids=[row[0] for row in (*BELOW, *ABOVE)],
)
def test_price_lies_on_its_own_side_of_the_signal_price(
    path: str, fields: dict[str, Any], *, loss: bool, price: str, side: Side
) -> None:
    found = field_errors({**OPEN, "side": side, "signal_price": 100, **moved(fields, price)})
    below = loss is (side is Side.LONG)
    fits = Decimal(price) < 100 if below else Decimal(price) > 100
    assert [(error.path, error.code) for error in found] == (
        [] if fits else [(path, ReasonCode.WRONG_SIDE)]
    )


@pytest.mark.parametrize(("path", "fields"), [*BELOW, *ABOVE])
def test_price_without_a_signal_price_is_judged_later(path: str, fields: dict[str, Any]) -> None:
    assert path
    assert field_errors({**OPEN, **fields}) == ()


@pytest.mark.parametrize(
    ("side", "path", "fields"),
    [
        (Side.LONG, "stop_loss.stop_percentage", {"stop_loss": {"stop_percentage": 100}}),
        (Side.LONG, "stop_loss_percentage", {"stop_loss_percentage": 100}),
        (
            Side.LONG,
            "stop_loss.emergency_stop_percentage",
            {"stop_loss": {"stop_percentage": 99, "emergency_stop_percentage": 100}},
        ),
        (
            Side.LONG,
            "stop_loss.limit_percentage",
            {
                "stop_loss": {
                    "stop_percentage": 9,
                    "order_type": "STOP_LOSS_LIMIT",
                    "limit_percentage": 100,
                }
            },
        ),
        (
            Side.LONG,
            "dca_orders[0].price_percentage",
            {"dca_orders": [{"price_percentage": 100, **SIZE}]},
        ),
        (
            Side.SHORT,
            "take_profit[0].price_percentage",
            {"take_profit": [{"price_percentage": 100, **SHARE}]},
        ),
        (
            Side.SHORT,
            "stop_loss.trailing_percentage",
            {
                "stop_loss": {
                    "protection_type": "PRICE",
                    "trailing_percentage": 100,
                    "trailing_distance": 1,
                }
            },
        ),
    ],
)
def test_distance_that_reaches_zero_is_not_positive(
    side: Side, path: str, fields: dict[str, Any]
) -> None:
    found = field_errors({**OPEN, "side": side, **fields})
    assert [(error.path, error.code) for error in found] == [(path, ReasonCode.PRICE_NOT_POSITIVE)]
    assert field_errors({**OPEN, "side": side.opposite, **fields}) == ()


def test_only_error_gives_the_refusal_its_code() -> None:
    with pytest.raises(InvalidSignal) as invalid:
        parsed({**OPEN, "signal_price": 100, "stop_loss": {"stop_price": 101}})
    assert invalid.value.refusal.code is ReasonCode.WRONG_SIDE
    assert invalid.value.refusal.status == 422
    assert "must lie below the price 100 of a long entry" in invalid.value.refusal.message


def test_errors_of_several_kinds_are_an_invalid_signal() -> None:
    with pytest.raises(InvalidSignal) as invalid:
        parsed({**OPEN, "signal_price": 100, "stop_loss": {"stop_price": 101}, "leverage": 0})
    assert invalid.value.refusal.code is ReasonCode.INVALID_SIGNAL


@pytest.mark.parametrize(
    ("side", "stop", "emergency", "limit", "wrong"),
    [
        (Side.LONG, 95, 90, 94, []),
        (Side.LONG, 95, 95, 95, ["stop_loss.emergency_stop_price"]),
        (Side.LONG, 95, 96, 96, ["stop_loss.emergency_stop_price", "stop_loss.limit_price"]),
        (Side.SHORT, 105, 110, 106, []),
        (Side.SHORT, 105, 104, 104, ["stop_loss.emergency_stop_price", "stop_loss.limit_price"]),
    ],
)
def test_emergency_and_limit_lie_beyond_the_stop(
    side: Side, stop: int, emergency: int, limit: int, wrong: list[str]
) -> None:
    section = StopLoss(
        level=PriceLevel(price=Decimal(stop)),
        emergency=PriceLevel(price=Decimal(emergency)),
        limit=PriceLevel(price=Decimal(limit)),
    )
    for anchor in (None, Decimal(100)):
        found = check_prices(side, anchor, stop_loss=section)
        assert [error.path for error in found] == wrong
        assert {error.code for error in found} <= {ReasonCode.WRONG_SIDE}


PERCENT, PRICE = "percentage", "price"


@pytest.mark.parametrize(
    ("side", "stop", "emergency", "wrong"),
    [
        (Side.LONG, {PERCENT: 2}, {PRICE: "97.9"}, None),
        (Side.LONG, {PERCENT: 2}, {PRICE: 98}, "stop_loss.emergency_stop_price"),
        (Side.LONG, {PERCENT: 2}, {PRICE: "99.5"}, "stop_loss.emergency_stop_price"),
        (Side.SHORT, {PERCENT: 2}, {PRICE: "101.9"}, "stop_loss.emergency_stop_price"),
        (Side.SHORT, {PERCENT: 2}, {PRICE: "102.1"}, None),
        (Side.LONG, {PRICE: 95}, {PERCENT: "5.1"}, None),
        (Side.LONG, {PRICE: 95}, {PERCENT: 5}, "stop_loss.emergency_stop_percentage"),
        (Side.SHORT, {PRICE: 105}, {PERCENT: 3}, "stop_loss.emergency_stop_percentage"),
    ],
)
def test_distance_and_price_of_stops_are_compared_at_the_entry(
    side: Side, stop: dict[str, Any], emergency: dict[str, Any], wrong: str | None
) -> None:
    section = StopLoss(level=_level(stop), emergency=_level(emergency))
    found = check_prices(side, Decimal(100), stop_loss=section)
    assert [error.path for error in found] == ([wrong] if wrong else [])
    assert {error.code for error in found} <= {ReasonCode.WRONG_SIDE}
    assert check_prices(side, None, stop_loss=section) == ()


def test_limit_price_lies_beyond_a_stop_at_a_distance() -> None:
    section = StopLoss(level=_level({PERCENT: 2}), limit=_level({PRICE: "98.1"}))
    (error,) = check_prices(Side.LONG, Decimal(100), stop_loss=section)
    assert (error.path, error.code) == ("stop_loss.limit_price", ReasonCode.WRONG_SIDE)


def _level(values: dict[str, Any]) -> PriceLevel:
    return PriceLevel(**{name: Decimal(value) for name, value in values.items()})


def test_bot_without_sections_has_nothing_to_check() -> None:
    assert check_prices(Side.LONG, Decimal(100)) == ()
