"""Tradehook's own protocol, which speaks the words of Altrady's signals: the canonical dialect."""

from collections.abc import Mapping
from typing import Final

from ..spelling import credential, spelled
from .dialect import SecretValues, Translation


class Altrady:
    """The canonical dialect: everything that no other one recognises is in it."""

    name: Final = "altrady"

    def recognises(self, message: Mapping[str, object]) -> bool:  # noqa: ARG002 - by the Protocol
        """Return True: what is no alert of another system is read, or refused, in our own words."""
        return True

    def credentials(self, message: Mapping[str, object]) -> tuple[str, str]:
        """Return `api_key` and `api_secret`; "" for whatever is no text."""
        return credential(message.get("api_key")), credential(message.get("api_secret"))

    def secrets(self, message: Mapping[str, object]) -> SecretValues:
        """Return `api_key` and `api_secret` as they are spelled, texts or not."""
        key, secret = message.get("api_key"), message.get("api_secret")
        return SecretValues(
            key=key if isinstance(key, str) else spelled(key),
            private=(secret if isinstance(secret, str) else spelled(secret),),
        )

    def translate(self, message: Mapping[str, object]) -> Translation:
        """Return the message as it is."""
        return Translation(fields=message)


ALTRADY: Final = Altrady()
