"""Test what a person is told of an alert that is pasted: whose it is, our words, the difference."""

from collections.abc import Mapping
import json
from typing import Any

import pytest

from custom_components.tradehook.trading.signal.dialects.difference import AlertDifference, PartKind
from custom_components.tradehook.trading.signal.dialects.strategy_positions import (
    strategy_placeholders,
)
from custom_components.tradehook.trading.signal.pasted_alert import PastedAlert, read_pasted
from tests.dialects.corpus import CORPUS

SAMPLES = [
    (system, body, expected) for system, rows in CORPUS.items() for body, expected in rows[::4]
]
FROM_3COMMAS: dict[str, Any] = {
    "secret": "own-secret-of-a-bot",
    "bot_uuid": "own-uuid-of-a-bot",
    "max_lag": "300",
    "tv_instrument": "BTCUSDT",
    "action": "enter_long",
    "order": {"amount": 120, "currency_type": "quote"},
    "stop_loss": {"enabled": True, "trigger_price_percent": 2},
}
SECRETS = ("own-secret", "own-uuid", "hush")
TRADERS_POST = """{"ticker": "{{ticker}}", "action": "{{strategy.order.action}}",
 "sentiment": "{{strategy.market_position}}", "quantity": {{strategy.order.contracts}},
 "price": {{close}}, "stopLoss": {"percent": 2}}"""
DEFAULT = (
    "MA cross: order {{strategy.order.action}} @ {{strategy.order.contracts}} filled on "
    "{{ticker}}. New strategy position is {{strategy.position_size}}"
)


def difference(alert: PastedAlert) -> AlertDifference:
    """Return what became of what."""
    assert alert.foreign is not None
    found = alert.foreign.difference
    assert found is not None
    assert not [text for part in found.parts for text in SECRETS if text in part.value]
    return found


def became(alert: PastedAlert) -> dict[str, tuple[str, ...]]:
    """Return which of our fields each part has become, by its path or else its text."""
    return {
        part.path or part.value: part.ours
        for part in difference(alert).parts
        if part.kind is PartKind.BECAME
    }


def text_of(body: object) -> str:
    return body if isinstance(body, str) else json.dumps(body)


@pytest.mark.parametrize(
    ("system", "body", "expected"),
    SAMPLES,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_field_of_our_message_is_accounted_for(
    system: str, body: object, expected: Mapping[str, Any] | list[Any] | str
) -> None:
    found = read_pasted(text_of(body))

    assert found.system == system
    if isinstance(expected, str | list):  # several commands are no one message
        assert found.message is None
        assert found.refusal is not None
        return
    assert found.message == expected
    told = {path for part in difference(found).parts for path in part.ours} | set(
        difference(found).added
    )
    assert {path.partition("[")[0].partition(".")[0] for path in told} == set(expected)
    assert all(
        bool(part.ours) is (part.kind is PartKind.BECAME) for part in difference(found).parts
    )


def test_it_is_told_what_became_what_and_what_is_left_out() -> None:
    found = read_pasted(json.dumps(FROM_3COMMAS | {"colour": "red"}))

    assert found.title == "3Commas signal bot"
    assert became(found) == {
        "tv_instrument": ("symbol",),
        "action": ("side", "action"),
        "order.amount": ("quote_amount",),
        "order.currency_type": ("quote_amount",),
        "stop_loss.enabled": ("stop_loss",),
        "stop_loss.trigger_price_percent": ("stop_loss.stop_percentage",),
    }
    others = {
        part.path: (part.kind, part.note) for part in difference(found).parts if not part.ours
    }
    assert others["secret"] == (PartKind.SECRET, "")
    assert others["bot_uuid"] == (PartKind.SECRET, "")
    assert others["colour"] == (PartKind.LEFT_OUT, "`colour` is left out")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            TRADERS_POST,
            {
                "symbol": "{{ticker}}",
                "signal_price": "{{close}}",
                "stop_loss": {"stop_percentage": "2"},
                "strategy": strategy_placeholders(),
            },
        ),
        (
            DEFAULT,
            {
                "symbol": "{{ticker}}",
                "exchange": "{{exchange}}",
                "timestamp": "{{timenow}}",
                "strategy": strategy_placeholders(),
            },
        ),
        (
            '{"ticker": "{{ticker}}", "action": "buy", "stopLoss": {"stopPrice": {{plot_0}}}}',
            {
                "symbol": "{{ticker}}",
                "action": "open",
                "side": "long",
                "stop_loss": {"stop_price": "{{plot_0}}"},
            },
        ),
    ],
    ids=["strategy", "default", "own"],
)
def test_a_template_keeps_what_tradingview_fills_in(text: str, expected: dict[str, Any]) -> None:
    found = read_pasted(text)

    assert found.refusal is None or found.refusal.code == "dialect_not_enabled"
    assert found.message == expected


def test_the_parts_of_a_strategy_are_found_again() -> None:
    assert became(read_pasted(TRADERS_POST)) == {
        "ticker": ("symbol",),
        "action": ("strategy.order_action",),
        "sentiment": ("strategy.market_position",),
        "quantity": ("strategy.contracts",),
        "price": ("signal_price",),
        "stopLoss.percent": ("stop_loss.stop_percentage",),
    }
    assert became(read_pasted(DEFAULT)) == {
        DEFAULT: ("symbol", "exchange", "timestamp", "strategy")
    }


def test_the_parts_of_a_text_are_found_again() -> None:
    found = read_pasted("612345, buy, BTCUSDT, sl_price=59000, vol_lots=0.1, secret=hush")

    assert became(found) == {
        "buy": ("action", "side"),
        "BTCUSDT": ("symbol",),
        "sl_price=59000": ("stop_loss.stop_price",),
        "vol_lots=0.1": ("base_amount",),
    }
    assert difference(found).added == ("order_type",)


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ('{"ticker": "BTCUSDT", "action": "buy", "stopLoss": {"type": "trailing_stop"}}',
         "dialect_field_unsupported", "stopLoss.trailPercent"),
        ("good morning everybody", "dialect_unknown", None),
        ("", "malformed_json", None),
        ('{"a": 1', "malformed_json", None),
        ("[1, 2]", "malformed_json", None),
        ('{"action": "open", "symbol": "BTCUSDT", "api_secret": "hush"}', "invalid_signal", "side"),
    ],
)  # fmt: skip
def test_it_is_told_why_it_cant_be_said(text: str, code: str, path: str | None) -> None:
    found = read_pasted(text)

    assert found.message is None
    assert found.refusal is not None
    assert found.refusal.code == code
    assert path is None or path in [error.path for error in found.refusal.errors]
    assert "hush" not in repr(found.refusal)


def test_a_script_that_writes_the_message_hides_what_it_says() -> None:
    assert read_pasted("{{strategy.order.alert_message}}").unfilled == (
        "{{strategy.order.alert_message}}",
    )


def test_a_message_in_our_words_stays_as_it_is() -> None:
    message = {"action": "open", "symbol": "{{ticker}}", "side": "long", "timestamp": "{{timenow}}"}

    found = read_pasted(json.dumps(message | {"api_key": "k", "api_secret": "own-secret"}))

    assert (found.system, found.message, found.refusal) == ("", message, None)
