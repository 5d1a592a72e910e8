"""A message's bytes → its JSON object."""

from time import thread_time

import pytest

from custom_components.tradehook.trading.reasons.reasons import ReasonCode
from custom_components.tradehook.trading.signal.json_body import (
    MAX_BODY,
    MAX_DEPTH,
    JsonNumber,
    JsonObject,
    MalformedSignal,
    parse_body,
    parse_object,
)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1}',
        b'\xef\xbb\xbf{"a":1}',
        b' \r\n\t{"a":1}\n',
        b'\xef\xbb\xbf \n{"a":1}\xc2\xa0',
        '{"a":1}\u2003'.encode(),
    ],
    ids=["plain", "byte order mark", "white space", "both", "wide space"],
)
def test_what_surrounds_the_object_is_tolerated(body: bytes) -> None:
    assert parse_object(body) == {"a": JsonNumber("1")}


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        (b"", 1, 1),
        (b" \n ", 1, 1),
        (b"close BTCUSDT", 1, 1),
        (b"[]", 1, 1),
        (b'"text"', 1, 1),
        (b"12", 1, 1),
        (b"NaN", 1, 1),
        (b"null", 1, 1),
        (b"\n\n  [1]", 3, 4),
        (b'{"a":', 1, 6),
        (b'{"a": 1', 1, 8),
        (b'{"a": 1,}', 1, 8),
        (b"{'a': 1}", 1, 2),
        (b'{"a": 1} {"b": 2}', 1, 10),
        (b'{\n "a": 1,\n "b" 2}', 3, 6),
        (b'\n{"a": 1,\n "b": tru}', 3, 7),
        (b'{"a": "line\nbreak"}', 1, 12),
        (b'{"a": 01}', 1, 8),
        (b'{"a": .5}', 1, 7),
        (b'\xff{"a": 1}', 1, 1),
        (b'{"a":\n "\xe9t\xe9"}', 2, 3),
        ('{"ü": "'.encode() + b'\xc3"}', 1, 8),
        ('{"a": 1}'.encode("utf-16"), 1, 1),
        (b"\x00", 1, 1),
    ],
)
def test_what_is_no_object_is_malformed_at_a_place(body: bytes, line: int, column: int) -> None:
    with pytest.raises(MalformedSignal) as refused:
        parse_object(body)
    assert (refused.value.line, refused.value.column) == (line, column)
    assert refused.value.refusal.code is ReasonCode.MALFORMED_JSON
    assert f"(line {line}, column {column})" in refused.value.message


def test_message_of_64_kib_is_read_and_one_byte_more_is_too_large() -> None:
    body = b'{"a":"' + b"x" * (MAX_BODY - 8) + b'"}'
    assert len(body) == MAX_BODY
    assert len(str(parse_object(body)["a"])) == MAX_BODY - 8
    with pytest.raises(MalformedSignal) as refused:
        parse_object(body + b" ")
    assert refused.value.refusal.code is ReasonCode.TOO_LARGE
    assert refused.value.refusal.status == 413


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
def test_deep_nesting_is_malformed(opening: bytes) -> None:
    body = b'{"x":' + opening * (60_000 // len(opening))
    start = thread_time()
    with pytest.raises(MalformedSignal, match=f"more than {MAX_DEPTH} deep"):
        parse_object(body)
    assert thread_time() - start < 0.1


def test_nesting_is_counted_and_not_the_brackets() -> None:
    body = b'{"a":[' + b'{"b":"[[[[{\\"["},' * 500 + b"0]}"
    assert len(parse_object(body)["a"]) == 501  # type: ignore[arg-type]
    depth = MAX_DEPTH - 1
    assert parse_object(b'{"a":' + b"[" * depth + b"]" * depth + b"}")
    with pytest.raises(MalformedSignal, match="deep") as refused:
        parse_object(b'{"a":' + b"[" * (depth + 1) + b"]" * (depth + 1) + b"}")
    assert refused.value.column == 5 + depth + 1


@pytest.mark.parametrize(
    "spelling",
    ["1", "-0", "1.50", "1e400", "1E-9", "NaN", "-Infinity", "9" * 5000],
    ids=lambda spelling: spelling[:12],
)
def test_number_keeps_its_spelling(spelling: str) -> None:
    value = parse_object(b'{"a":' + spelling.encode() + b"}")["a"]
    assert isinstance(value, JsonNumber)
    assert value.spelling == spelling


def test_number_is_no_text() -> None:
    assert JsonNumber("1") != "1"
    assert repr(JsonNumber("1")) == "JsonNumber('1')"
    assert len({JsonNumber("1"), JsonNumber("1"), JsonNumber("1.0")}) == 2


def test_repeated_keys_are_remembered_with_whether_they_differ() -> None:
    found = parse_object(b'{"a":1,"b":{"c":1,"c":1},"a":1,"a":2,"d":[1,{"e":1,"e":1.0}]}')
    assert isinstance(found, JsonObject)
    assert found.repeated == {"a": True}
    assert found["a"] == JsonNumber("2")
    inner = found["b"]
    assert isinstance(inner, JsonObject)
    assert inner.repeated == {"c": False}
    assert found["d"][1].repeated == {"e": True}  # type: ignore[index]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{\u201caction\u201d: \u201cclose\u201d}", "typographic quotes"),
        ('{"action": \u201eclose\u201c}', "typographic quotes"),
        ('{"action\u201d: "close"}', "typographic quotes"),
        ("{\u00abaction\u00bb: 1}", "typographic quotes"),
        ('{\u200b"action": "close"}', "zero-width space"),
        ('{"action": \u00a0"close"}', "no-break space"),
        ('{"price": {{close}}}', "placeholder"),
        ('{"comment": "TP "1" hit"}', "quotes within it"),
    ],
)
def test_what_alerts_get_wrong_most_is_named(body: str, said: str) -> None:
    with pytest.raises(MalformedSignal) as malformed:
        parse_object(body.encode())
    assert said in malformed.value.message
    assert "line 1, column" in malformed.value.message


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (b'[{"a":1}]', 1),
        (b'\n[ {"a":1} ,\r\n\t{"b":[{}]}\n] ', 2),
        (b"[" + b"{}," * 9 + b"{}]", 10),
    ],
)
def test_array_of_objects_is_read(body: bytes, count: int) -> None:
    found = parse_body(body)
    assert isinstance(found, list)
    assert len(found) == count


@pytest.mark.parametrize(
    ("body", "column", "problem"),
    [
        (b"[ ]", 1, "the list is empty"),
        (b"[{},1]", 5, "signal 2 of the list is a number, it must be an object"),
        (b"[{}, [{}]]", 6, "signal 2 of the list is a list, it must be an object"),
        (b"[null]", 2, "signal 1 of the list is null, it must be an object"),
        (b"[" + b"{}," * 10_000 + b"{}]", 32, "the list has more than 10 signals"),
        (b"[" + b"{}," * 10 + b"[" * 60_000, 32, "the list has more than 10 signals"),
        (b"[{},]", 5, "Expecting value"),
        (b"[{}", 4, "Expecting ',' delimiter"),
        (b"[{}]]", 5, "Extra data"),
        (b'[{},{"a" 1}]', 10, "a text has quotes within it"),
        (b"[" * 33, 33, f"it nests more than {MAX_DEPTH} deep"),
    ],
)
def test_malformed_array_is_refused_with_its_place(body: bytes, column: int, problem: str) -> None:
    with pytest.raises(MalformedSignal) as refused:
        parse_body(body)
    assert (refused.value.line, refused.value.column) == (1, column)
    assert problem in refused.value.refusal.message
