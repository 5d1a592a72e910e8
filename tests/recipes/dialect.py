"""A dialect: flat alerts with words of their own."""

from collections.abc import Mapping
from typing import Final

from custom_components.tradehook.trading.signal.dialects import SecretValues
from custom_components.tradehook.trading.signal.dialects.dialect import Translation
from custom_components.tradehook.trading.signal.spelling import credential, spelled

NAMES: Final = {
    "action": "do",
    "exchange": "where",
    "symbol": "coin",
    "side": "way",
    "quote_amount": "money",
    "stop_loss_percentage": "risk",
    "test": "dry",
}
"""The sender's fields by the protocol's."""


class PingDialect:
    """Alerts that say what to `do`."""

    name: Final = "ping"

    def recognises(self, message: Mapping[str, object]) -> bool:
        """Return whether a message says what to do."""
        return "do" in message

    def credentials(self, message: Mapping[str, object]) -> tuple[str, str]:
        """Return user and phrase."""
        return credential(message.get("user")), credential(message.get("phrase"))

    def secrets(self, message: Mapping[str, object]) -> SecretValues:
        """Return user and phrase as they are spelled."""
        return SecretValues(
            key=spelled(message.get("user")), private=(spelled(message.get("phrase")),)
        )

    def translate(self, message: Mapping[str, object]) -> Translation:
        """Return the message in the protocol's fields."""
        fields = {ours: message[theirs] for ours, theirs in NAMES.items() if theirs in message}
        return Translation(fields=fields, paths=NAMES)
