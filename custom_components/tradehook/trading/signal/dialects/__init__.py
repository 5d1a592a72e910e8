"""Alert dialects: how other systems spell what a signal says."""

from .altrady import ALTRADY
from .catalogue import AUTO, NO_MESSAGE, SenderMessage, message_of, read_message
from .dialect import SecretValues

__all__ = [
    "ALTRADY",
    "AUTO",
    "NO_MESSAGE",
    "SecretValues",
    "SenderMessage",
    "message_of",
    "read_message",
]
