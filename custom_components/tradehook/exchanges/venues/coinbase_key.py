"""Reads the keys of Coinbase in every way in which they are pasted."""

import base64
import binascii
from collections.abc import Mapping
import json
import re

from .model.access import Credential, UnreadableKeyError

_PEM = re.compile(
    r"-+BEGIN\s*((?:EC)?\s*PRIVATE\s*KEY)-+(.*?)-+END\s*(?:EC)?\s*PRIVATE\s*KEY-+", re.DOTALL
)
_LINE = 64
_SEED, _PAIR = 32, 64
"""How many bytes an Ed25519 key has, alone and together with its public half."""


def read_key(given: Mapping[Credential, str]) -> Mapping[Credential, str]:
    """Return name and secret of a key as ccxt wants them; raises UnreadableKeyError.

    The downloaded file may stand in either field as a whole.
    """
    name, secret = (_plain(given.get(one, "")) for one in (Credential.API_KEY, Credential.SECRET))
    for text in (secret, name):
        if (told := _file(text)) is not None:
            name, secret = told
            break
    if "PRIVATE" in name and "PRIVATE" not in secret:
        name, secret = secret, name
    name = "".join(name.split())
    if not name:
        raise UnreadableKeyError
    return {Credential.API_KEY: name, Credential.SECRET: _secret(secret)}


def _plain(text: str) -> str:
    """Return a text without the quotes and escapes that it has in a file."""
    stripped = text.strip()
    if not stripped.startswith("{"):
        stripped = stripped.strip(',"').replace("\\n", "\n").replace("\\r", "")
    return stripped


def _file(text: str) -> tuple[str, str] | None:
    """Return name and secret of a downloaded file; None if a text is none."""
    if not text.startswith("{"):
        return None
    try:
        # A one-line field makes blanks of line breaks, which are none within a JSON text.
        told = json.loads(text, strict=False)
    except ValueError as err:
        raise UnreadableKeyError from err
    name, secret = told.get("name") or told.get("id"), told.get("privateKey")
    if not isinstance(name, str) or not isinstance(secret, str):
        raise UnreadableKeyError
    return name, _plain(secret)


def _secret(text: str) -> str:
    if "PRIVATE" in text:
        return _pem(text)
    plain = "".join(text.split())
    if len(_bytes(plain)) not in {_SEED, _PAIR}:
        raise UnreadableKeyError
    return plain


def _pem(text: str) -> str:
    """Return an ECDSA key with its line breaks, which a one-line field drops or makes blanks."""
    found = _PEM.search(text)
    if found is None:
        raise UnreadableKeyError
    label = "EC PRIVATE KEY" if found[1].startswith("EC") else "PRIVATE KEY"
    plain = "".join(found[2].split())
    if not _is_whole(_bytes(plain)):
        raise UnreadableKeyError
    lines = [plain[at : at + _LINE] for at in range(0, len(plain), _LINE)]
    return "\n".join((f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as err:
        raise UnreadableKeyError from err


def _is_whole(key: bytes) -> bool:
    """Return whether nothing of a key was cut off: it begins with its own length."""
    long = key[1:2] == b"\x81"
    header = key[: 3 if long else 2]
    return header[:1] == b"\x30" and len(key) == len(header) + header[-1]
