"""An opening whose stop trails from the first fill on: it is its stop in every respect."""

import pytest

from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.trading.admission_world import (
    LINEAR,
    D,
    admitted,
    bot_with,
    market,
    opened,
    refused,
    signal,
    world,
)

AT_ONCE = {"protection_type": "PRICE", "trailing_percentage": 0, "trailing_distance": 5}
PLAIN = {"stop_percentage": 5}
DCA = [{"price_percentage": 3, "quantity_percentage": 100}]


@pytest.mark.parametrize("zero", [0, "0", "0.0", "-0"])
def test_zero_needs_a_distance(zero: object) -> None:
    stop = signal(stop_loss={**AT_ONCE, "trailing_percentage": zero}).stop_loss
    assert stop is not None
    assert stop.trails_at_once
    with pytest.raises(InvalidSignal) as caught:
        signal(stop_loss={"protection_type": "PRICE", "trailing_percentage": zero})
    assert [error.path for error in caught.value.errors] == ["stop_loss.trailing_distance"]


@pytest.mark.parametrize("side", ["long", "short"])
def test_it_is_the_stop_that_a_bot_requires_and_that_a_risk_counts(side: str) -> None:
    """It loses what a plain stop at its distance would."""
    context = bot_with(world(LINEAR, equity=D(10_000)), require_stop_loss=True)
    later = {**AT_ONCE, "trailing_percentage": 1}
    assert refused(context, side=side, stop_loss=later) == "stop_loss_required"
    opened(context, side=side, stop_loss=AT_ONCE)
    sized = [
        opened(context, side=side, stop_loss=stop, risk_amount=10).plan.base_amount
        for stop in (AT_ONCE, PLAIN)
    ]
    assert sized[0] == sized[1] is not None


def test_short_on_spot_may_have_it_as_its_stop() -> None:
    context = world(free={"USDT": D(10_000), "BTC": D(10)})
    assert refused(context, side="short", stop_loss=None) == "short_needs_stop"
    opened(context, side="short", stop_loss=AT_ONCE)


def test_risk_counts_the_stop_behind_the_last_dca_order() -> None:
    """Bought at 100 and 97, left at 92.15: a plain stop would stand at 93.57."""
    context = world(LINEAR, equity=D(10_000), taker_fee=D(0), slippage=D(0))
    fields = {"risk_amount": 10, "order_type": "limit", "signal_price": 100, "dca_orders": DCA}
    found = opened(context, stop_loss=AT_ONCE, **fields).plan.base_amount
    loss = (D(100) - D("92.15")) + (D(97) - D("92.15"))
    step = market().amount_step
    assert found == (D(10) / loss / step).to_integral_value(rounding="ROUND_FLOOR") * step


def test_dca_beside_it_is_warned_of() -> None:
    def codes(**fields: object) -> set[str]:
        return {text.split(":")[0] for text in admitted(world(), **fields).warnings}

    code = "dca_with_immediate_trailing"
    assert code in codes(stop_loss=AT_ONCE, dca_orders=DCA)
    assert code not in codes(stop_loss=AT_ONCE)
    assert code not in codes(stop_loss=PLAIN, dca_orders=DCA)
    beyond = [{"price_percentage": 6, "quantity_percentage": 100}]
    assert "dca_beyond_stop" in codes(stop_loss=AT_ONCE, dca_orders=beyond)
    both = [*DCA, {"price_percentage": 7, "quantity_percentage": 100}]
    assert "dca_beyond_stop" not in codes(stop_loss=AT_ONCE, dca_orders=both)
