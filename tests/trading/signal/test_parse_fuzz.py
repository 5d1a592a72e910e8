"""Whatever comes: only documented outcomes, soon, and no secret in any of them."""

from collections.abc import Iterator
from copy import deepcopy
import json
from time import process_time
from typing import Any

from hypothesis import HealthCheck, example, given, settings, strategies as st

from custom_components.tradehook.trading.reasons.reasons import Refused
from custom_components.tradehook.trading.signal.dialects import ALTRADY
from custom_components.tradehook.trading.signal.parse import (
    FIELDS,
    InvalidSignal,
    MalformedSignal,
    parse_object,
    parse_signal,
)
from custom_components.tradehook.trading.signal.redaction import MAX_SIZE, mask
from custom_components.tradehook.trading.signal.signal import Action, Signal
from tests.trading.messages import API_KEY, API_SECRET, CLOSE, OPEN

SLOWEST = 0.05
"""Seconds of processor time for one message: ten times what the worst one takes."""

STRATEGY = {
    "market_position": "long",
    "prev_market_position": "flat",
    "market_position_size": "2",
    "prev_market_position_size": 0,
}
VALID: list[dict[str, Any]] = [
    {
        **OPEN,
        "signal_id": "trade-1",
        "timestamp": 1795181405,
        "order_type": "limit",
        "signal_price": "100.50",
        "quote_amount": 25,
        "leverage": 5,
        "adjust_fee": True,
        "entry_condition": {"price": 99, "time": 30, "operator": "AND"},
        "entry_expiration": {"time": 60, "price": 110},
        "dca_orders": [{"price_percentage": 1, "quantity_percentage": 100}],
        "take_profit": [
            {"price_percentage": 2, "position_percentage": 50},
            {"price": 120, "position_percentage": 50, "trailing_distance": 1},
        ],
        "stop_loss": {
            "stop_percentage": 3,
            "cool_down_amount": 5,
            "cool_down_time_frame": "minute",
            "protection_type": "BREAK_EVEN",
        },
    },
    {**OPEN, "action": "reverse", "stop_loss_percentage": 2, "test": True},
    {**CLOSE, "order_type": "limit", "price": 5},
    {**CLOSE, "action": "increase", "increase_order": {"quantity_percentage": 50}},
    {**CLOSE, "action": "reduce", "reduce_order": {"base_amount": "0.5"}},
    {**CLOSE, "action": "stop_and_close"},
    {**CLOSE, "action": "cancel"},
    {**CLOSE, "action": "modify", "stop_loss": {"stop": "break_even"}, "auto_close": 60},
    {**CLOSE, "action": "close_all", "side": "long"},
    {**{name: OPEN[name] for name in OPEN if name not in ("action", "side")}, "strategy": STRATEGY},
]
NASTY: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**40,
        1e300,
        float("nan"),
        float("-inf"),
        "",
        "NaN",
        "NA",
        "{{close}}",
        "1e400",
        "\ud800",
        "\x00",
        "x" * 3000,
        API_SECRET,
        f"is {API_KEY}!",
        [],
        {},
        [[]],
        [{}],
        {API_SECRET: API_KEY},
        [API_SECRET],
        "long",
        "limit",
        "PRICE",
        5,
        "100",
    ]
).map(deepcopy)
NAMES = st.sampled_from([*sorted(FIELDS), "price_percentage", "stop_price", "adjustfee", "\ud800"])
NAMES |= st.sampled_from([API_SECRET, f"{API_KEY}x", "X" * 200]) | st.text(max_size=8)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every object and list within the value, with each of its keys."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if key not in ("api_key", "api_secret"):
                yield value, key
            yield from places(inner)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return a valid message with some of its values, names and keys changed."""
    message = deepcopy(draw(st.sampled_from(VALID)))
    for _ in range(draw(st.integers(0, 4))):
        if not (found := list(places(message))):
            break
        holder, key = draw(st.sampled_from(found))
        match draw(st.sampled_from(["replace", "remove", "add", "copy"])):
            case "replace":
                holder[key] = draw(NASTY)
            case "remove":
                del holder[key]
            case "add" if isinstance(holder, dict):
                holder[draw(NAMES)] = draw(NASTY)
            case _ if isinstance(holder, list):
                holder.append(deepcopy(holder[key]))
    body = json.dumps(message)
    if draw(st.booleans()):  # json.dumps can't repeat a key
        body = f"{body[:-1]}, {json.dumps(draw(NAMES))}: {json.dumps(draw(NASTY))}}}"
    return body.encode()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a message of which bytes were cut, changed or put in."""
    body = bytearray(draw(mutated()))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 20)))
        body[start:end] = draw(
            st.binary(max_size=6) | st.sampled_from([b"{", b'"', b"\\", b"[" * 99])
        )
    return bytes(body)


def outcome(body: bytes, *, strict: bool) -> tuple[Signal | Refused, dict[str, object]]:
    """Return what a message comes to, and the message as far as it could be read."""
    message: dict[str, object] = {}
    try:
        message = parse_object(body)
        return parse_signal(message, strict=strict), message
    except (MalformedSignal, InvalidSignal) as refused:
        return refused, message


def duration(body: bytes, *, strict: bool) -> float:
    """Return how long a message takes; a collection of garbage may fall into it."""
    start = process_time()
    _, message = outcome(body, strict=strict)
    mask(message)
    return process_time() - start


def check(body: bytes, *, strict: bool) -> None:
    """Parse a message and check that its outcome is a documented one."""
    found, message = outcome(body, strict=strict)
    masked = json.dumps(mask(message))
    assert len(masked) <= MAX_SIZE
    assert any(duration(body, strict=strict) < SLOWEST for _ in range(5))
    texts = [masked]
    match found:
        case Signal():
            assert found.action in Action
            assert found.given <= FIELDS
            texts += found.warnings
        case MalformedSignal():
            assert found.refusal.status in (400, 413)
            assert min(found.line, found.column) >= 1
            texts.append(json.dumps(found.refusal.as_dict()))
        case _:
            assert found.refusal.status == 422
            assert 1 <= len(found.refusal.errors) <= 51
            texts.append(json.dumps(found.refusal.as_dict(), ensure_ascii=False))
    known = not message or ALTRADY.credentials(message) == (API_KEY, API_SECRET)
    for text in texts:
        text.encode()
        assert len(text) < 20_000
        if known:  # whose credentials are changed is refused before anything is told or kept
            assert API_SECRET not in text
            assert API_KEY not in text


FUZZ = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FUZZ
@given(st.binary(max_size=200))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"[" * 65_536)
@example(b'{"a":' * 10_000)
@example(b'{"a":' + b"9" * 65_000 + b"}")
@example(b'{"a":1e' + b"9" * 65_000 + b"}")
@example(b'{"' + b"\\u0000" * 10_000 + b'":1}')
@example(b'{"x":[' + b"{}," * 20_000 + b"{}]}")
@example(b"{" + b",".join(b'"k%d":1' % index for index in range(6000)) + b"}")
@example(b"{" + b",".join(b'"side":%d' % index for index in range(4000)) + b"}")
def test_arbitrary_bytes_have_a_documented_outcome(body: bytes) -> None:
    """Nothing but a signal, 400, 413 or 422."""
    check(body, strict=True)
    check(body, strict=False)


@FUZZ
@given(mutated(), st.booleans())
def test_mutated_messages_have_a_documented_outcome(body: bytes, strict: bool) -> None:
    """Wrong values, names and repetitions included."""
    check(body, strict=strict)


@FUZZ
@given(damaged(), st.booleans())
def test_damaged_messages_have_a_documented_outcome(body: bytes, strict: bool) -> None:
    """Cut and overwritten bytes included."""
    check(body, strict=strict)


def test_unchanged_messages_are_signals() -> None:
    """The fuzzing starts from what is right."""
    for message in VALID:
        parse_signal(parse_object(json.dumps(message).encode()), strict=True)


def test_usual_message_is_parsed_well_under_a_millisecond() -> None:
    """The best of many runs, since other programs share the processor."""
    body = json.dumps(VALID[0]).encode()
    times = []
    for _ in range(200):
        start = process_time()
        parse_signal(parse_object(body), strict=True)
        times.append(process_time() - start)
    assert min(times) < 0.001
