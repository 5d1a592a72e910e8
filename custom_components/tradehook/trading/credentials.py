"""A bot's key and secret: only a digest of the secret is kept, and compared in constant time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
import hashlib
import hmac
from typing import Final, Self

_SHA256: Final = hashlib.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCredentials:
    """What a bot knows its senders by besides key and secret; only digests are kept."""

    learned: frozenset[str] = frozenset()
    """Of the tokens that other systems' alerts carry: see `token_digest`."""
    address: str = ""
    """Of the token in the bot's secret address; "" = it has none."""

    @classmethod
    def of(cls, learned: Mapping[str, Collection[str]], address: str) -> Self:
        """Return them as they are kept: digests of tokens by system, and that of the address."""
        digests = frozenset(one for kept in learned.values() for one in kept)
        return cls(learned=digests, address=address)

    def knows(self, system: str, token: str) -> bool:
        """Return whether a token of a system was learned; "" never is."""
        return is_one_of(token_digest(system, token), self.learned) and bool(token)


NO_OTHERS = OtherCredentials()


def token_digest(system: str, token: str) -> str:
    """Return what is kept of a token of another system's alerts."""
    return digest(f"{system}\n{token}")


def is_one_of(found: str, known: Collection[str]) -> bool:
    """Return whether a digest is one of those that are known, in the same time wherever it is."""
    fits = False
    for one in known:
        fits |= hmac.compare_digest(_bytes(found), _bytes(one))
    return fits


def digest(secret: str) -> str:
    """Return the SHA-256 of a secret as hex; any text has one, broken Unicode too."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def matches(api_key: str, api_secret: str, stored_key: str, stored_digest: str) -> bool:
    """Return whether both are right, in the same time whichever of them is wrong."""
    # Digests have one length whatever they are of.
    said = _SHA256(api_key.encode("utf-8", "surrogatepass")).digest()
    key = hmac.compare_digest(said, _SHA256(stored_key.encode("utf-8", "surrogatepass")).digest())
    stored = stored_digest.encode("utf-8", "surrogatepass")
    found = _SHA256(api_secret.encode("utf-8", "surrogatepass")).hexdigest()
    return key & hmac.compare_digest(found.encode(), stored)


def spellings(texts: Iterable[str], stored_digest: str) -> list[str]:
    """Return those of some texts that are a secret of this digest, in lower case or as they are."""
    found = []
    for text in texts:
        lower = text.lower()
        if hashlib.sha256(lower.encode("utf-8", "surrogatepass")).hexdigest() == stored_digest or (
            lower != text
            and hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == stored_digest
        ):
            found.append(text)
    return found


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
