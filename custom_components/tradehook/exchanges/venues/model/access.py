"""How an account of a venue is reached, and what its key may do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class SupportLevel(StrEnum):
    """How far a position on a venue is safe while Home Assistant is off.

    Every venue has been walked from the first order to the last (tests/walk).
    """

    PROVEN = "proven"
    """Stops rest on the venue."""
    BASIC = "basic"
    """Stops are watched here."""


class Environment(StrEnum):
    """Whose money is traded."""

    LIVE = "live"
    TESTNET = "testnet"
    DEMO = "demo"


class Region(StrEnum):
    """Where an exchange keeps accounts apart: with hosts, and keys, of their own."""

    GLOBAL = "global"
    EEA = "eea"
    """The European Economic Area."""
    US = "us"


@dataclass(frozen=True, slots=True)
class RegionalClient:
    """What speaks to a venue where it serves one region."""

    client_id: str
    """What ccxt calls it."""
    only_live: bool = False
    """Whether it has none of the row's other environments, as far as was verified."""


class Credential(StrEnum):
    """What a venue wants to know of an account."""

    API_KEY = "api_key"
    SECRET = "secret"  # noqa: S105  the name of a field
    PASSWORD = "password"  # noqa: S105  the name of a field
    """Set when the key was made; the venues call it passphrase, password or memo."""
    UID = "uid"
    WALLET_ADDRESS = "wallet_address"
    PRIVATE_KEY = "private_key"


class UnreadableKeyError(ValueError):
    """What was entered is not a key as the venue gives it out."""


type KeyReader = Callable[[Mapping[Credential, str]], Mapping[Credential, str]]
"""Returns credentials as the client wants them; raises UnreadableKeyError."""

KEY_PAIR = (Credential.API_KEY, Credential.SECRET)
WITH_PASSWORD = (*KEY_PAIR, Credential.PASSWORD)
WITH_UID = (*KEY_PAIR, Credential.UID)


@dataclass(frozen=True, slots=True)
class Switch:
    """How an environment is chosen, and what proves that it was: new addresses, or a header."""

    method: str
    header: str | None = None
    signed: tuple[str, tuple[str, ...]] | None = None
    """A path and its sections, if the client sets the header only where it signs."""


SANDBOX = Switch("set_sandbox_mode")
DEMO_TRADING = Switch("enable_demo_trading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """What a key may do; None = the venue does not tell."""

    trade: bool | None = None
    withdraw: bool | None = None
    ip_restricted: bool | None = None
    """Whether only some addresses may use it."""
    owner: str | None = None
    """What the venue calls the account that the key belongs to."""


UNTOLD = Permissions()


@dataclass(frozen=True, slots=True)
class PermissionQuery:
    """The client's method that asks what a key may do, and how its answer is read."""

    method: str
    read: Callable[[Mapping[str, Any], bool], Permissions]
    """Takes the answer, and whether perpetuals are traded."""
    only_live: bool = False
    """Whether test networks don't have it."""
