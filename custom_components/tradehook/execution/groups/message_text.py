"""A message as its children get it: every field as it was sent, but nothing secret and no exchange.

The log's masked message will not do, it is cut to a few kilobytes.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
import json
from typing import Final

from ...trading.reasons.text import plain
from ...trading.signal.dialects import (
    NO_MESSAGE,
    ForeignAlert,
    SenderMessage,
    read_foreign,
    read_message,
)
from ...trading.signal.json_body import JsonNumber, JsonObject, MalformedSignal, parse_body
from ...trading.signal.parse import FIELDS
from ...trading.signal.redaction import HIDDEN, names_secret, scrub

LEFT_OUT = frozenset({"api_key", "api_secret", "exchange"})
_TEST: Final = "\ntest=true"
"""The last line of a text of which nothing is to be done."""


def kept_text(message: SenderMessage, secrets: Iterable[str]) -> tuple[str, bool]:
    """Return a message as it is kept for the bots, and whether it asks for something else so.

    That is where a secret stands outside the fields that are for it.
    """
    secrets = tuple(secrets)
    alert = message.foreign
    if alert is None:
        return message_text(message.fields, secrets)
    body = alert.without_secrets
    if isinstance(body, str):
        text = scrub(body, secrets) + (_TEST if alert.test else "")
        return text, not alert.says_the_same(kept_message(text).foreign)
    if isinstance(body, Mapping):
        _, differs = message_text(_own_fields(message), secrets)
        text, _ = message_text(body, secrets)
        return text, differs or not _is_kept(alert, text)
    assert isinstance(body, list)
    parts = [message_text(one, secrets)[0] for one in body if isinstance(one, Mapping)]
    text = f"[{', '.join(parts)}]"
    return text, not _is_kept(alert, text)


def _own_fields(message: SenderMessage) -> dict[str, object]:
    """Return what a bot reads that doesn't know the alert's system."""
    return {name: value for name, value in message.body.items() if name in FIELDS}


def _is_kept(alert: ForeignAlert, text: str) -> bool:
    return alert.says_the_same(kept_message(text).foreign)


def kept_message(text: str) -> SenderMessage:
    """Return a message that `kept_text` has kept."""
    try:
        parsed = parse_body(text.encode())
    except MalformedSignal as err:
        return read_foreign(err.content) or NO_MESSAGE
    if isinstance(parsed, list):
        return read_foreign(parsed) or NO_MESSAGE
    return read_message(parsed)


def message_text(fields: Mapping[str, object], secrets: Iterable[str]) -> tuple[str, bool]:
    """Return a message as JSON, numbers in their own spelling, and whether a secret was in it.

    A key that came more than once comes so again: the bot has to see it.
    """
    secrets = tuple(secrets)
    kept = {key: value for key, value in fields.items() if key not in LEFT_OUT}
    if isinstance(fields, JsonObject):
        repeated = JsonObject(list(kept.items()))
        repeated.repeated = {k: v for k, v in fields.repeated.items() if k not in LEFT_OUT}
        kept = repeated
    text = _spelled(kept, secrets)
    return text, text != _spelled(kept, ())


def _spelled(value: object, secrets: tuple[str, ...]) -> str:
    match value:
        case None | bool():
            return json.dumps(value)
        case Mapping():
            return _object(value, secrets)
        case list() | tuple():
            return f"[{', '.join(_spelled(item, secrets) for item in value)}]"
        case JsonNumber():
            return value.spelling
        case Decimal():
            return plain(value)
        case int() | float():
            return str(value)
        case date():
            return _text(value.isoformat(), secrets)
        case _:
            return _text(str(value), secrets)


def _object(value: Mapping[str, object], secrets: tuple[str, ...]) -> str:
    repeated = value.repeated if isinstance(value, JsonObject) else {}
    parts = []
    for key, item in value.items():
        said = HIDDEN if names_secret(key) and item is not None else item
        name, spelled = _text(str(key), secrets), _spelled(said, secrets)
        if key in repeated:
            before = "null" if spelled != "null" else "0"
            parts.append(f"{name}: {before if repeated[key] else spelled}")
        parts.append(f"{name}: {spelled}")
    return f"{{{', '.join(parts)}}}"


def _text(text: str, secrets: tuple[str, ...]) -> str:
    return json.dumps(scrub(text, secrets))
