"""Redaction: a message, and texts that quote it, without secrets."""

from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring_ascii
import re
from typing import Any, Final

from ..credentials import digest, spellings
from ..reasons.text import printable
from .dialects import ALTRADY, SecretValues
from .fields.names import FIELDS, INNER_FIELDS
from .json_body import JsonNumber
from .spelling import CUT, spelled

HIDDEN: Final = "***"
MAX_TEXT: Final = 500
"""Characters of one text that are kept."""
MAX_SIZE: Final = 8 * 1024
"""Bytes of a masked message as JSON, in ASCII or UTF-8."""
MAX_DEPTH: Final = 6
SECRET_LENGTH: Final = 40
"""Characters of a bot's secret, all of them hexadecimal digits."""
SHORTEST_SECRET: Final = 8
"""Shorter values are not looked for in other fields: they would blot out ordinary words."""

_MARKS = 32 * (MAX_DEPTH + 1)
"""Room for the marks of what was cut: one at each depth."""
_SHORT_FIELDS: Final = 25
_SHORT_TEXT: Final = 128
_SHORT_DEPTH: Final = 2
"""So many fields with texts of so many ASCII characters have room whatever they say."""
_SECRET_NAME = re.compile(r"secret|passw|passphrase|token|apikey|privatekey|signature|credential")
_SECRET_FORM = re.compile(rf"[0-9a-fA-F]{{{SECRET_LENGTH},}}")
_LOOKED_THROUGH = 4 * 1024
"""Characters of one text in which a secret is looked for; the log keeps fewer."""
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def secrets_of(
    message: Mapping[str, object],
    secret_digest: str | None = None,
    *,
    found: tuple[str, ...] | None = None,
    values: SecretValues | None = None,
) -> tuple[str, ...]:
    """Return the credentials of a message that are long enough to be looked for in other texts.

    `values` are those that its dialect names; None = it is in the canonical one.
    With the digest of the bot's secret also that secret, in whatever text or field name it stands;
    `found` is what `find_secret` has said of it already.
    """
    if found is None:
        found = find_secret(message, secret_digest) if secret_digest else ()
    named = values or ALTRADY.secrets(message)
    long_enough = [text for text in (*named.private, named.key) if len(text) >= SHORTEST_SECRET]
    return (*found, *long_enough)


def find_secret(message: object, secret_digest: str) -> tuple[str, ...]:
    """Return the spellings in which a secret of a known digest stands anywhere in a message."""
    texts: set[str] = set()
    _gather(message, 0, texts)
    if secret_digest not in _DIGESTS_OF_NAMES:
        texts = texts.difference(_OWN_NAMES)  # a look for each text, not one for each name
    return tuple(sorted(spellings(_parts(texts), secret_digest)))


def _gather(value: object, depth: int, texts: set[str]) -> None:
    """Add the texts of a message, its fields' names too, as far as it is looked through."""
    items: Iterable[object] = ()
    if isinstance(value, list | tuple):
        items = value
    elif isinstance(value, dict | Mapping):
        texts.update(map(str, value))
        items = value.values()
    elif value is not None and not isinstance(value, bool):
        texts.add(spelled(value))
    for item in items if depth < MAX_DEPTH else ():
        if type(item) is str:
            texts.add(item)
        elif type(item) is JsonNumber:
            texts.add(item.spelling)
        else:
            _gather(item, depth + 1, texts)


def _parts(texts: Iterable[str]) -> set[str]:
    """Return what may be a secret: texts as a whole, and whatever in them has a secret's form."""
    parts: set[str] = set()
    for text in texts:
        if len(text) < SHORTEST_SECRET:
            continue
        whole = text.strip()
        if SHORTEST_SECRET <= len(whole) <= MAX_TEXT:
            parts.add(whole)
        if len(text) >= SECRET_LENGTH:
            for run in _SECRET_FORM.findall(text[:_LOOKED_THROUGH]):
                for start in range(len(run) - SECRET_LENGTH + 1):
                    parts.add(run[start : start + SECRET_LENGTH])
    return parts


def names_secret(field: str) -> bool:
    """Return whether a field is called as secrets are, whoever's they are."""
    return _SECRET_NAME.search(_NOT_LETTERS.sub("", field.lower())) is not None


_OWN_NAMES: Final = {
    name: (len(encode_basestring_ascii(name)) + 2, names_secret(name))
    for name in sorted(FIELDS | INNER_FIELDS)
}
"""The protocol's own names: the room that they take in the log, and whether they name a secret."""
_LONGEST_OWN_NAME: Final = max(map(len, _OWN_NAMES))
_ALL_OWN_NAMES: Final = " ".join(_OWN_NAMES)
_DIGESTS_OF_NAMES: Final = frozenset(map(digest, _OWN_NAMES))


def scrub(text: str, secrets: Iterable[str]) -> str:
    """Return the text with every secret in it hidden."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return text


def mask(
    message: Mapping[str, object],
    secret_digest: str | None = None,
    *,
    found: tuple[str, ...] | None = None,
    values: SecretValues | None = None,
) -> dict[str, object]:
    """Return a message fit for the signal log: without secrets, JSON-able, of bounded size.

    What has the bot's `secret_digest` is hidden wherever it stands, in misspelt fields too; so is
    what was `found` of it already, and the `values` that the message's dialect calls secret
    (None = it is in the canonical one).
    Numbers become texts with their original spelling; where something was cut stands a "…".
    """
    if found is None:
        found = find_secret(message, secret_digest) if secret_digest else ()
    masked = _Mask(message, values or ALTRADY.secrets(message), found)
    return masked.short_copy(message) or masked.copy(message, 0)


class _Mask:
    """Copies a message as long as there is room."""

    def __init__(
        self, message: Mapping[str, object], values: SecretValues, known: tuple[str, ...]
    ) -> None:
        self._key = values.key
        self._secrets = secrets_of(message, found=known, values=values)
        short = [secret for secret in self._secrets if len(secret) <= _LONGEST_OWN_NAME]
        in_names = [secret for secret in short if secret in _ALL_OWN_NAMES]
        self._own_names = {} if in_names else _OWN_NAMES
        private = [secret for secret in (*values.private, *known) if values.key in secret]
        self._shows_key = len(values.key) >= SHORTEST_SECRET and not private
        self._room = MAX_SIZE - _MARKS
        self._short_fields = _SHORT_FIELDS

    def short_copy(self, source: Mapping[str, object], depth: int = 0) -> dict[str, object] | None:
        """Return what `copy` does where it is easy: our own names with a few short texts."""
        self._short_fields -= len(source) + 1
        if self._short_fields < 0:
            return None
        masked: dict[str, object] = {}
        own_names, secrets = self._own_names, self._secrets
        for name, value in source.items():
            own = own_names.get(name)
            if own is None:
                return None
            if type(value) is str:
                text = value
            elif type(value) is JsonNumber:
                text = value.spelling
            else:
                part = None if own[1] else self._short_part(value, depth + 1)
                if part is None:
                    return None
                masked[name] = part
                continue
            if len(text) > _SHORT_TEXT or not (text.isascii() and text.isprintable()):
                return None
            if own[1]:
                shown = self._shows_key and text == self._key
                text = f"{HIDDEN}{text[-4:]}" if shown else HIDDEN
            else:
                for secret in secrets:
                    text = text.replace(secret, HIDDEN)
            masked[name] = text
        return masked

    def _short_part(self, value: Any, depth: int) -> object:
        """Return an object or a list of objects within a short message, None where it isn't."""
        if depth > _SHORT_DEPTH:
            return None
        if type(value) is dict:
            return self.short_copy(value, depth)
        if type(value) is not list:
            return None
        parts = [self.short_copy(one, depth) for one in value if type(one) is dict]
        return parts if len(parts) == len(value) and None not in parts else None

    def copy(self, source: Mapping[str, object], depth: int) -> dict[str, object]:
        masked: dict[str, object] = {}
        for key, value in source.items():
            name = str(key)
            if (own := self._own_names.get(name)) is not None:
                room, secret = own
                self._room -= room
            else:
                secret = names_secret(name)
                name = self._text(name)
            if secret:
                entry: object = self._hidden(value)
            elif type(value) is str:
                entry = self._text(value)
            elif type(value) is JsonNumber:
                entry = self._text(value.spelling)
            else:
                entry = self._value(value, depth + 1)
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
        if isinstance(value, JsonNumber):
            return self._text(value.spelling)
        if depth < MAX_DEPTH:
            if isinstance(value, list | tuple):
                return self._list(value, depth)
            if isinstance(value, dict | Mapping):
                return self.copy(value, depth)
        return self._text(spelled(value))

    def _hidden(self, value: object) -> str:
        """Return only the end of the public key, by which its owner knows it."""
        shown = HIDDEN
        if self._shows_key and spelled(value) == self._key:
            shown = printable(f"{HIDDEN}{self._key[-4:]}")
        self._room -= len(encode_basestring_ascii(shown)) + 2
        return shown

    def _text(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        if len(text) > MAX_TEXT:
            text = text[: MAX_TEXT - 1] + CUT
        if not text.isprintable():
            text = printable(text)
        self._room -= len(encode_basestring_ascii(text)) + 2
        return text
