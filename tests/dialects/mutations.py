"""Alerts of the corpus with something in them changed, as many as are wanted."""

from collections.abc import Iterator
from random import Random
from typing import Any, Final

from .corpus import CORPUS

VALUES: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    "",
    "-5",
    "1e99",
    "NaN",
    "0.25",
    "17",
    "buy",
    "sell",
    "long",
    "short",
    "flat",
    "{{plot_2}}",
    "{{plot_1}}",
    "\u202eTDSU",
    "\u0412TCUSDT",
    "0" * 500,
    [],
    [[]],
    {},
    {"a": {"b": []}},
    [{"price": "1"}] * 12,
    -3,
    0,
    7,
    10**30,
    "BTCUSDT\x00",
)
PIECES: Final = (
    *("", ",", "=", "\n", "\r\n", ";", "|", " ", "%", "-", ".", "_", "/", "@"),
    *("9" * 40, "-1", "{{plot_1}}", "\u202e", "x", "sell", "SHORT", "long", "\u0660"),
)
BODIES: Final = tuple(body for rows in CORPUS.values() for body, _ in rows)
_OBJECTS: Final = tuple(body for body in BODIES if isinstance(body, dict))
_TEXTS: Final = tuple(body for body in BODIES if isinstance(body, str))


def mutated(random: Random) -> Iterator[Any]:
    """Yield alerts of the corpus, each with something in it changed; the corpus stays as it is."""
    while True:
        body: Any = random.choice(BODIES)
        for _ in range(random.randint(1, 3)):
            body = _text(random, body) if isinstance(body, str) else _changed(random, body)
        yield body


def _changed(random: Random, value: Any) -> Any:
    """Return a value with one thing in it changed, all else shared with it."""
    if isinstance(value, dict) and value:
        return _object(random, value)
    if isinstance(value, list) and value:
        place = random.randrange(len(value))
        kind = random.random()
        if kind < 0.1:
            return [*value, value[place]]
        if kind < 0.2:
            return value[:place] + value[place + 1 :]
        return [*value[:place], _changed(random, value[place]), *value[place + 1 :]]
    return random.choice(VALUES)


def _object(random: Random, value: dict[str, Any]) -> dict[str, Any]:
    name = random.choice(list(value))
    kind = random.random()
    if kind < 0.15:
        return {key: item for key, item in value.items() if key != name}
    if kind < 0.25:
        other = random.choice(_OBJECTS)
        foreign = random.choice(list(other))
        return {**value, foreign: other[foreign]}
    if kind < 0.3:
        return {(key.upper() if key == name else key): item for key, item in value.items()}
    if kind < 0.4:
        return {**value, name: value[random.choice(list(value))]}
    return {**value, name: _changed(random, value[name])}


def _text(random: Random, text: str) -> str:
    kind = random.random()
    if kind < 0.1:
        return text + random.choice(("\n", "|", ";", "\r\n")) + random.choice(_TEXTS)
    if kind < 0.2:
        words = text.split(" " if " " in text else ",")
        random.shuffle(words)
        return (" " if " " in text else ",").join(words)
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(PIECES) + text[place + random.randint(0, 3) :]
