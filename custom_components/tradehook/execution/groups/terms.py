"""What a group is: its bots with their factors, and who may speak to it."""

from dataclasses import dataclass
from decimal import Decimal

from ...trading.settings.settings import BotSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """A bot of a group."""

    account_id: str
    bot_id: str
    name: str
    """What the group's answers call it."""
    size_factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTerms:
    """A group as it was set up; of `settings` only name, senders, rate and dialect count."""

    group_id: str
    settings: BotSettings
    api_key: str
    secret_digest: str
    members: tuple[GroupMember, ...]
    learned: frozenset[str] = frozenset()
    """Digests of other systems' tokens of which at least one of its bots has learned each."""
