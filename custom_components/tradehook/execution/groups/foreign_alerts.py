"""Other systems' alerts at a group: known by what its bots have learned, read by each of them."""

from ...trading.credentials import token_digest
from ...trading.reasons.reasons import Refused
from ...trading.settings.settings import BotSettings
from ...trading.signal.dialects import SenderMessage
from ...trading.signal.foreign_messages import foreign_refusal
from ...trading.signal.parse import FIELDS


def read_for_all(message: SenderMessage, _settings: BotSettings) -> SenderMessage:
    """Return a message as any bot reads it that takes it; raises Refused where none can.

    With the group's key and secret beside them, fields that nobody can read as another system's
    alert may be ours.
    """
    alert = message.foreign
    if alert is None or (message.alert is None and message.body.keys() <= FIELDS):
        return message
    ours = message.alert is None and any(message.credentials)
    if alert.system is None:
        if ours:
            return message
        raise Refused(foreign_refusal(alert, known=True))
    try:
        found = message.read_as_foreign(None)
    except Refused:
        if ours:
            return message
        raise
    unread = found.taken is not None and found.taken.opening_refused is not None
    return message if ours and unread else found


def learned_token(message: SenderMessage) -> str | None:
    """Return the digest of the token by which a message's sender is known; None = it has ours."""
    alert = message.foreign
    if any(message.credentials) or alert is None or alert.family is None or not alert.credential:
        return None
    return token_digest(alert.family, alert.credential)
