"""Alert dialects: how other systems spell what a signal says."""

from .altrady import ALTRADY
from .catalogue import AUTO, NO_MESSAGE, SenderMessage, messages_of, read_foreign, read_message
from .dialect import SecretValues
from .foreign import SECOND_COMMAND
from .systems import ForeignAlert, unknown_alert
from .template import foreign_template

__all__ = [
    "ALTRADY",
    "AUTO",
    "NO_MESSAGE",
    "SECOND_COMMAND",
    "ForeignAlert",
    "SecretValues",
    "SenderMessage",
    "foreign_template",
    "messages_of",
    "read_foreign",
    "read_message",
    "unknown_alert",
]
