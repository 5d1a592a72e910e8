"""Ids that nothing else has: random UUIDs, without an object for each."""

import os
from random import Random

_RANDOM = Random()  # noqa: S311  unique, not secret
"""Seeded by the system once. To ask it for each id lets the event loop go without the interpreter
until the recorder or a ledger gives it back."""

# A copy of this process would else give its own things the ids that ours get.
os.register_at_fork(after_in_child=_RANDOM.seed)

_RANDOM_BITS = _RANDOM.getrandbits

_VERSION, _VARIANT = 0x4 << 76, 0x2 << 62
_KEPT = ~(0xF << 76 | 0x3 << 62)
"""All bits but those of the version and the variant (RFC 9562)."""


def new_id() -> str:
    """Return a new UUID as 32 hexadecimal digits."""
    return (_RANDOM_BITS(128) & _KEPT | _VERSION | _VARIANT).to_bytes(16).hex()


def new_uuid() -> str:
    """Return a new UUID as it is usually written."""
    digits = new_id()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
