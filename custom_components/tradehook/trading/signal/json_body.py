"""Parser of a message's body: bytes → JSON object, or an array of them, with all details."""

import json
import re
from typing import Final

from ..reasons.reasons import ReasonCode, Refusal, Refused, sentence

MAX_BODY: Final = 64 * 1024
"""The largest message in bytes."""
MAX_DEPTH: Final = 32
"""Objects and lists within each other; a signal needs three."""
MOST_SIGNALS: Final = 10
"""How many signals an array may hold."""


class JsonNumber:
    """A JSON number (NaN and Infinity too) as it was spelled: no float comes near it."""

    __slots__ = ("spelling",)

    def __init__(self, spelling: str) -> None:
        self.spelling = spelling

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JsonNumber) and other.spelling == self.spelling

    def __hash__(self) -> int:
        return hash(self.spelling)

    def __repr__(self) -> str:
        return f"JsonNumber({self.spelling!r})"


class JsonObject(dict[str, object]):
    """A JSON object of which keys came more than once; the last value is kept.

    `repeated` says for each of those keys whether the values differ.
    """

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated: dict[str, bool] = {}
        seen: dict[str, object] = {}
        for key, value in pairs:
            if key in seen:
                self.repeated[key] = self.repeated.get(key, False) or seen[key] != value
            seen[key] = value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else JsonObject(pairs)


class MalformedSignal(Refused):
    """The message is no JSON object or array (400), or too large (413); places count from 1."""

    def __init__(
        self,
        line: int,
        column: int,
        message: str,
        code: ReasonCode = ReasonCode.MALFORMED_JSON,
        content: object = None,
    ) -> None:
        place = (line, column) if code is ReasonCode.MALFORMED_JSON else None
        super().__init__(Refusal(code, message, place=place))
        self.line = line
        self.column = column
        self.content = content
        """What it is instead: a list, or a text that is no JSON."""


_DECODER = json.JSONDecoder(
    parse_float=JsonNumber,
    parse_int=JsonNumber,
    parse_constant=JsonNumber,
    object_pairs_hook=_object,
)
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_TYPOGRAPHIC: Final = frozenset("\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb\u2033")
_INVISIBLE: Final = {
    "\u200b": "zero-width space, U+200B",
    "\u200c": "zero-width non-joiner, U+200C",
    "\u200d": "zero-width joiner, U+200D",
    "\u2060": "word joiner, U+2060",
    "\ufeff": "zero-width no-break space, U+FEFF",
    "\u00a0": "no-break space, U+00A0",
    "\u00ad": "soft hyphen, U+00AD",
}
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_KINDS: Final = {list: "a list", str: "a text", bool: "true or false", JsonNumber: "a number"}


def parse_body(body: bytes) -> dict[str, object] | list[dict[str, object]]:
    """Return the message's JSON object, or those of its array; raises MalformedSignal.

    Numbers come as JsonNumber, objects with repeated keys as JsonObject, so that `parse_signal` can
    say what is wrong with one of them with its path.
    """
    if len(body) > MAX_BODY:
        message = sentence(ReasonCode.TOO_LARGE, limit=MAX_BODY // 1024)
        raise MalformedSignal(1, 1, message, ReasonCode.TOO_LARGE)
    try:
        text = body.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = _decoded(body)
    content = text.strip()
    start = len(text) - len(text.lstrip())
    if not content:
        raise _malformed(text, 0, "it is empty")
    brackets = content.count("{") + content.count("[")
    if brackets > MAX_DEPTH and (deep := _too_deep(content)) is not None:
        raise _malformed(text, start + deep, f"it nests more than {MAX_DEPTH} deep")
    try:
        if content[0] == "[":
            return _array(text, content, start)
        value, end = _DECODER.raw_decode(content)
        if end != len(content):
            raise json.JSONDecodeError("Extra data", content, _after_space(content, end))
    except json.JSONDecodeError as error:
        problem = _hint(content, error.pos) or error.msg
        raise _malformed(text, start + error.pos, problem, content) from None
    if not isinstance(value, dict):
        raise _malformed(text, start, f"it is {_kind(value)}")
    found: dict[str, object] = value
    return found


def parse_object(body: bytes) -> dict[str, object]:
    """Return the message's JSON object, whatever its content type; raises MalformedSignal."""
    found = parse_body(body)
    if isinstance(found, list):
        raise _malformed("", 0, "it is a list", found)
    return found


def _array(text: str, content: str, start: int) -> list[dict[str, object]]:
    """Return the objects of an array; one too many ends the reading, however long the rest is."""
    found: list[dict[str, object]] = []
    position = _after_space(content, 1)
    if content[position : position + 1] == "]":
        raise _malformed(text, start, "the list is empty")
    while True:
        if len(found) == MOST_SIGNALS:
            problem = f"the list has more than {MOST_SIGNALS} signals"
            raise _malformed(text, start + position, problem)
        value, end = _DECODER.raw_decode(content, position)
        if not isinstance(value, dict):
            problem = f"signal {len(found) + 1} of the list is {_kind(value)}, it must be an object"
            raise _malformed(text, start + position, problem)
        found.append(value)
        position = _after_space(content, end)
        match content[position : position + 1]:
            case ",":
                position = _after_space(content, position + 1)
            case "]":
                break
            case _:
                raise json.JSONDecodeError("Expecting ',' delimiter", content, position)
    if position + 1 < len(content):
        raise json.JSONDecodeError("Extra data", content, position + 1)
    return found


def _after_space(text: str, position: int) -> int:
    """Return where something else than JSON's white space stands."""
    found = _SPACE.match(text, position)
    return position if found is None else found.end()


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null")


def _hint(text: str, position: int) -> str | None:
    """Return what is wrong where JSON ends, in the words of whoever wrote the alert."""
    rest = text[position:]
    char = rest[:1]
    if char in _INVISIBLE:
        return f"an invisible character ({_INVISIBLE[char]}) stands there: delete it"
    before = text[:position]
    last = before.rpartition('"')[0].rpartition('"')[2]  # the text that ends there, if one does
    if char in _TYPOGRAPHIC or not _TYPOGRAPHIC.isdisjoint(last + rest[: rest.find('"', 1) + 1]):
        return 'it has typographic quotes: write straight ones (")'
    if rest.startswith("{{") or (char == "{" and before.endswith("{")):
        return "a {{placeholder}} is not filled in there: a text needs quotes around it"
    if before.rstrip().endswith('"') and char.isalnum():
        return 'a text has quotes within it: write them as \\"'
    return None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8-sig", "replace")
        raise _malformed(before, len(before), "it is not UTF-8") from None


def _too_deep(text: str) -> int | None:
    """Return where the nesting gets too deep, without recursion, however hostile the text is."""
    depth = items = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        match text[token.start()]:
            case "[" | "{":
                depth += 1
                items += depth == 2
                if depth > MAX_DEPTH:
                    return token.start()
                if items > MOST_SIGNALS and text[0] == "[":
                    return None  # the rest of such an array is never read
            case "]" | "}":
                depth -= 1
    return None


def _malformed(text: str, position: int, problem: str, content: object = None) -> MalformedSignal:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    message = sentence(ReasonCode.MALFORMED_JSON, problem=problem, line=line, column=column)
    return MalformedSignal(line, column, message, content=content)
