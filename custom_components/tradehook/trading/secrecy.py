"""Who a message says it is from, and the message without its secrets."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
import json
import re
from typing import Final

from .signal_json import JsonNumber
from .text import plain, printable

HIDDEN: Final = "***"
CUT: Final = "…"
MAX_TEXT: Final = 500
"""Characters of one text that are kept."""
MAX_SIZE: Final = 8 * 1024
"""Bytes of a masked message as JSON, in ASCII or UTF-8."""
MAX_DEPTH: Final = 6
SHORTEST_SECRET: Final = 8
"""Shorter values are not looked for in other fields: they would blot out ordinary words."""

_MARKS = 32 * (MAX_DEPTH + 1)
"""Room for the marks of what was cut: one at each depth."""
_SECRET_NAME = re.compile(r"secret|passw|passphrase|token|apikey|privatekey|signature|credential")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def credentials(message: Mapping[str, object]) -> tuple[str, str]:
    """Return the message's api_key and api_secret; "" for whatever is no text. Never raises."""
    return _credential(message.get("api_key")), _credential(message.get("api_secret"))


def _credential(value: object) -> str:
    if not isinstance(value, str):
        return ""
    try:
        value.encode()
    except UnicodeEncodeError:
        return ""  # a lone surrogate, which no digest can be made of
    return value


def secrets_of(message: Mapping[str, object]) -> tuple[str, ...]:
    """Return the credentials of a message that are long enough to be looked for in other texts."""
    found = (_spelled(message.get("api_secret")), _spelled(message.get("api_key")))
    return tuple(text for text in found if len(text) >= SHORTEST_SECRET)


def scrub(text: str, secrets: Iterable[str]) -> str:
    """Return the text with every secret in it hidden."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return text


def mask(message: Mapping[str, object]) -> dict[str, object]:
    """Return a message fit for the signal log: without secrets, JSON-able, of bounded size.

    Numbers become texts with their original spelling; where something was cut stands a "…".
    """
    return _Mask(message).copy(message, 0)


class _Mask:
    """Copies a message as long as there is room."""

    def __init__(self, message: Mapping[str, object]) -> None:
        self._key = _spelled(message.get("api_key"))
        self._secret = _spelled(message.get("api_secret"))
        self._secrets = secrets_of(message)
        self._room = MAX_SIZE - _MARKS

    def copy(self, source: Mapping[str, object], depth: int) -> dict[str, object]:
        masked: dict[str, object] = {}
        for key, value in source.items():
            name = self._text(str(key))
            secret = _SECRET_NAME.search(_NOT_LETTERS.sub("", str(key).lower()))
            entry = self._hidden(value) if secret else self._value(value, depth + 1)
            if self._room < 0:
                masked[CUT] = CUT
                break
            masked[name] = entry
        self._room -= 2
        return masked

    def _list(self, source: Iterable[object], depth: int) -> list[object]:
        masked: list[object] = []
        for value in source:
            entry = self._value(value, depth + 1)
            if self._room < 0:
                masked.append(CUT)
                break
            masked.append(entry)
        self._room -= 2
        return masked

    def _value(self, value: object, depth: int) -> object:
        if value is None or isinstance(value, bool):
            self._room -= 7
            return value
        if depth < MAX_DEPTH:
            if isinstance(value, Mapping):
                return self.copy(value, depth)
            if isinstance(value, list | tuple):
                return self._list(value, depth)
        return self._text(_spelled(value))

    def _hidden(self, value: object) -> str:
        """Return only the end of the api_key, by which its owner knows it."""
        text = _spelled(value)
        known = text == self._key and text not in self._secret and len(text) >= SHORTEST_SECRET
        return self._fit(f"{HIDDEN}{text[-4:]}" if known else HIDDEN)

    def _text(self, text: str) -> str:
        return self._fit(scrub(text, self._secrets))

    def _fit(self, text: str) -> str:
        text = printable(text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + CUT)
        self._room -= len(json.dumps(text)) + 2
        return text


def _spelled(value: object) -> str:
    match value:
        case str():
            return value
        case JsonNumber():
            return value.spelling
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case bool() | float():
            return str(value)
        case int():
            return str(value) if value.bit_length() < 1024 else CUT
        case None:
            return ""
        case _:
            return CUT
