"""An alert without its secrets that its own system still reads: what waits is kept like that."""

from collections.abc import Iterable, Mapping, Sequence
import re
from typing import Final

from ..json_body import JsonObject
from .foreign import System

HIDDEN: Final = "***"
_HEXADECIMAL: Final = re.compile(r"[0-9a-fA-F]+")
_BEFORE: Final = r"(\A\s*|[=_,]\s*)"
_BEHIND: Final = r"(?=\s*(?:\Z|[\r\n;,_]|\\n))"


def without_secrets(body: object, systems: Sequence[System], secrets: Iterable[str]) -> object:
    """Return what an alert is, other values of the same shape where its systems' secrets stand."""
    match body:
        case str():
            return _text(body, secrets)
        case list():
            return [without_secrets(one, systems, secrets) for one in body]
        case Mapping():
            return _object(body, systems)
    return body


def _object(fields: Mapping[str, object], systems: Sequence[System]) -> dict[str, object]:
    """Return a copy of an object in which no field has a secret of its own."""
    found: dict[str, object] = {}
    for name, value in fields.items():
        secrets = [text for one in systems for text in one.secrets({name: value}) if text]
        found[name] = _value(value, secrets) if secrets else value
    if isinstance(fields, JsonObject):
        found = JsonObject(list(found.items()))
        found.repeated = dict(fields.repeated)
    return found


def _value(value: object, secrets: Iterable[str]) -> object:
    if not isinstance(value, str) or value in secrets:
        return HIDDEN
    for secret in secrets:
        value = value.replace(secret, _stand_in(secret))
    return value


def _text(text: str, secrets: Iterable[str]) -> str:
    """Return a text without secrets; an amount that looks like one stays where it is no value."""
    for secret in secrets:
        place = f"{_BEFORE}{re.escape(secret)}{_BEHIND}"
        text = re.sub(place, rf"\g<1>{_stand_in(secret)}", text)
    return text


def _stand_in(secret: str) -> str:
    """Return what has the shape of a secret: rules for codes and licences count their digits."""
    return "0" * len(secret) if _HEXADECIMAL.fullmatch(secret) else HIDDEN
