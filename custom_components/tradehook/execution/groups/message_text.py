"""A message as its children get it: every field as it was sent, but nothing secret and no exchange.

The log's masked message will not do, it is cut to a few kilobytes.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
import json

from ...trading.reasons.text import plain
from ...trading.signal.json_body import JsonNumber, JsonObject
from ...trading.signal.redaction import scrub

LEFT_OUT = frozenset({"api_key", "api_secret", "exchange"})


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
        name, spelled = _text(str(key), secrets), _spelled(item, secrets)
        if key in repeated:
            before = "null" if spelled != "null" else "0"
            parts.append(f"{name}: {before if repeated[key] else spelled}")
        parts.append(f"{name}: {spelled}")
    return f"{{{', '.join(parts)}}}"


def _text(text: str, secrets: tuple[str, ...]) -> str:
    return json.dumps(scrub(text, secrets))
