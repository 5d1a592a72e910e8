"""Credentials, and messages without them."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
import json
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.signal.dialects import ALTRADY
from custom_components.tradehook.trading.signal.fields.names import FIELDS, INNER_FIELDS
from custom_components.tradehook.trading.signal.json_body import JsonNumber, parse_object
from custom_components.tradehook.trading.signal.redaction import (
    MAX_DEPTH,
    MAX_SIZE,
    mask,
    scrub,
    secrets_of,
)
from tests.trading.messages import API_KEY, API_SECRET, BASIC, OPEN


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (BASIC, (API_KEY, API_SECRET)),
        ({}, ("", "")),
        ({"api_key": None, "api_secret": 5}, ("", "")),
        ({"api_key": ["x"], "api_secret": {"a": 1}}, ("", "")),
        ({"api_key": JsonNumber("5"), "api_secret": True}, ("", "")),
        ({"api_key": "schlüssel", "api_secret": "秘密"}, ("schlüssel", "秘密")),
        ({"api_key": "\ud800", "api_secret": "a\udfff"}, ("", "")),
    ],
    ids=repr,
)
def test_credentials_are_texts_or_empty(message: dict[str, Any], expected: tuple[str, str]) -> None:
    assert ALTRADY.credentials(message) == expected
    for text in ALTRADY.credentials(message):
        text.encode()


def test_mask_keeps_the_end_of_the_key_and_nothing_of_the_secret() -> None:
    assert mask(OPEN) == {
        "api_key": "***1b2d",
        "api_secret": "***",
        "exchange": "SIM",
        "action": "open",
        "symbol": "SIM_USDT_BTC",
        "side": "long",
    }


@pytest.mark.parametrize(
    "name",
    [
        "api_secret",
        "API-SECRET",
        "apiSecret",
        "password",
        "passphrase",
        "token",
        "access_token",
        "private_key",
        "x_api_key",
        "client secret",
    ],
)
@pytest.mark.parametrize("value", ["hunter22222", 5, ["hunter22222"], {"a": "hunter22222"}, None])
def test_what_resembles_a_secret_is_hidden(name: str, value: Any) -> None:
    message = parse_object(json.dumps({name: value, "deep": [{name: value}]}).encode())
    assert mask(message) == {name: "***", "deep": [{name: "***"}]}


@pytest.mark.parametrize(
    "key", ["short", 1234567890, None, [API_KEY], API_SECRET, API_SECRET[2:]], ids=repr
)
def test_key_that_is_no_usual_key_is_hidden_but_for_a_long_numbers_end(key: Any) -> None:
    masked = mask({"api_key": key, "api_secret": API_SECRET})
    assert masked["api_key"] == ("***7890" if key == 1234567890 else "***")


def test_secret_in_another_field_is_hidden() -> None:
    message = {**OPEN, "symbol": f"x{API_SECRET}y", API_SECRET: 1, "n": [f"{API_KEY}"]}
    text = json.dumps(mask(message))
    assert API_SECRET not in text
    assert API_KEY not in text
    assert mask(message)["symbol"] == "x***y"


def test_secret_is_hidden_before_a_text_is_cut() -> None:
    masked = mask({"api_secret": API_SECRET, "note": "x" * 495 + API_SECRET})
    assert masked["note"] == "x" * 495 + "***"


def test_number_keeps_its_spelling() -> None:
    message = parse_object(b'{"a": 25.00, "b": 1e400, "c": NaN, "d": [1.10, true, null]}')
    assert mask(message) == {"a": "25.00", "b": "1e400", "c": "NaN", "d": ["1.10", True, None]}


def test_python_values_of_an_action_call_become_texts() -> None:
    masked = mask(
        {
            "a": Decimal("1.50"),
            "b": 0.1,
            "c": 7,
            "d": datetime(2026, 1, 1, tzinfo=UTC),
            "e": (1,),
            "f": object(),
            "g": 10**5000,
        }
    )
    assert masked == {
        "a": "1.50",
        "b": "0.1",
        "c": "7",
        "d": "2026-01-01T00:00:00+00:00",
        "e": ["1"],
        "f": "…",
        "g": "…",
    }


def test_long_text_is_cut_and_strange_characters_are_replaced() -> None:
    masked = mask({"a": "x" * 501, "b": "x\x00\n\ud800y", "\ud800": 1})
    assert masked["a"] == "x" * 499 + "…"
    assert masked["b"] == "x\ufffd\ufffd\ufffdy"
    json.dumps(masked, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "message",
    [
        {f"k{index}": "ü" * 400 for index in range(100)},
        {"a": [[["x" * 100] * 20] * 20] * 20},
        {"a": [0] * 20_000},
        {"a": [{}] * 20_000},
        {"a": [None] * 20_000},
        {"k" * 60_000: 1},
        {f"{index}": True for index in range(10_000)},
        {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": 1}}}}}}}},
        {"a": '"' * 500, "b": "\\" * 500, "c": ["\U0001f600" * 500] * 10},
    ],
    ids=lambda message: str(message)[:20],
)
def test_masked_message_is_bounded(message: dict[str, object]) -> None:
    masked = mask(message)
    assert len(json.dumps(masked)) <= MAX_SIZE
    assert len(json.dumps(masked, ensure_ascii=False).encode()) <= MAX_SIZE
    assert "…" in str(masked)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=20), VALUES, max_size=6))
def test_any_message_can_be_masked(message: dict[str, object]) -> None:
    text = json.dumps(mask({**message, "api_secret": API_SECRET}), ensure_ascii=False)
    assert API_SECRET not in text
    assert len(text.encode()) <= MAX_SIZE


def test_short_values_are_not_looked_for_elsewhere() -> None:
    assert secrets_of({"api_key": "a", "api_secret": JsonNumber("12345678")}) == ("12345678",)
    assert mask({"api_key": "a", "symbol": "banana"})["symbol"] == "banana"


def test_scrub_hides_every_occurrence() -> None:
    assert scrub("a secret1 b secret1", ("secret1",)) == "a *** b ***"


@pytest.mark.parametrize("wrap", [lambda inner: {"in": inner}, lambda inner: [inner]])
def test_what_nests_too_deeply_is_cut(wrap: Callable[[object], object]) -> None:
    inner: object = "bottom"
    for _ in range(20):
        inner = wrap(inner)
    text = json.dumps(mask({"note": inner}), ensure_ascii=False)
    assert "bottom" not in text
    assert (text.count("{") + text.count("["), "\u2026" in text) == (MAX_DEPTH, True)


@pytest.mark.parametrize("name", ["signal_price", "SIGNAL_PRICE", "position_percentage"])
def test_secret_that_is_called_as_a_field_is_hidden_like_any_other(name: str) -> None:
    message = {name: 5, "note": f" {name} ", "deep": [{name: name}]}

    assert mask(message, digest(name)) == {"***": "5", "note": " *** ", "deep": [{"***": "***"}]}
    assert secrets_of(message, digest(name)) == (name,)


def test_key_within_a_fields_name_is_hidden_there() -> None:
    masked = mask({"api_key": "_percentage", "stop_loss_percentage": 5})
    assert masked == {"api_key": "***tage", "stop_loss***": "5"}


TEXTS = st.one_of(
    st.text(max_size=140),
    st.sampled_from([API_KEY, API_SECRET, f"x{API_SECRET}y{API_KEY}", '"' * 128, "\\" * 129, "é"]),
)


SINGLE = st.one_of(TEXTS, TEXTS.map(JsonNumber), st.booleans(), st.none())
PARTS = st.dictionaries(st.sampled_from(sorted(INNER_FIELDS)), SINGLE, max_size=4)
NESTED = st.recursive(
    PARTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("stop"), inner)
)


@settings(max_examples=500)
@given(
    st.dictionaries(st.sampled_from(sorted(FIELDS)), SINGLE | PARTS | NESTED, max_size=30),
    st.booleans(),
)
def test_short_message_is_masked_like_any_other(
    fields: dict[str, object], with_credentials: bool
) -> None:
    message = {**fields, **BASIC} if with_credentials else fields
    beside_more = mask({**message, "unheard of": 1}, digest(API_SECRET))
    assert beside_more.pop("unheard of", 1) in (1, "1")
    if "…" not in beside_more:
        assert mask(message, digest(API_SECRET)) == beside_more


def test_exits_are_masked_with_their_message() -> None:
    exits = {
        "take_profit": [
            {"price_percentage": JsonNumber("2.0"), "position_percentage": API_SECRET},
            {"price": "1"},
        ],
        "stop_loss": {"stop_percentage": JsonNumber("3")},
        "dca_orders": [],
    }
    assert mask({**BASIC, **exits}) == {
        **mask(BASIC),
        "take_profit": [
            {"price_percentage": "2.0", "position_percentage": "***"},
            {"price": "1"},
        ],
        "stop_loss": {"stop_percentage": "3"},
        "dca_orders": [],
    }


def test_largest_message_that_is_masked_at_once_has_room() -> None:
    names = sorted(FIELDS - {"api_key", "api_secret"}, key=len)[-24:]
    message: dict[str, object] = dict.fromkeys(names, '"' * 128)
    assert mask(message) == message
    assert mask({**message, "unheard of": 1}) == {**message, "unheard of": "1"}
    assert len(json.dumps(message).encode()) <= MAX_SIZE
