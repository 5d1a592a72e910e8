"""A bot's key and secret: only a digest of the secret is kept, and compared in constant time."""

import hashlib
import hmac


def digest(secret: str) -> str:
    """Return the SHA-256 of a secret as hex; any text has one, broken Unicode too."""
    return hashlib.sha256(_bytes(secret)).hexdigest()


def matches(api_key: str, api_secret: str, stored_key: str, stored_digest: str) -> bool:
    """Return whether both are right, in the same time whichever of them is wrong."""
    key = hmac.compare_digest(digest(api_key), digest(stored_key))
    secret = hmac.compare_digest(_bytes(digest(api_secret)), _bytes(stored_digest))
    return key & secret


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
