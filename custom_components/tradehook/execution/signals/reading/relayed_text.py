"""A text that an automation passes on instead of a signal's fields."""

from collections.abc import Mapping
from dataclasses import dataclass
import json

BESIDE_TEXT = frozenset({"request_id", "test", "timestamp", "max_age"})
"""How a text is to be treated; what it asks for stands in the text alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayedText:
    """A text that came some other way than the webhook, passed on by an automation."""

    text: str
    beside: Mapping[str, object]
    """How it is to be treated where it doesn't say so itself."""
    require_credentials: bool
    """Anybody could have sent it: it is nothing without the bot's key and secret."""

    @property
    def body(self) -> bytes:
        """Return it as a webhook's body."""
        return self.text.encode(errors="replace")


def relayed_text(fields: Mapping[str, object]) -> RelayedText | None:
    """Return the text that a call passes on instead of a signal's fields, if it does.

    A template makes an object of a text that is one: it is written as JSON again.
    """
    beside = dict(fields)
    text = beside.pop("text", None)
    if text is None:
        return None
    require = beside.pop("require_credentials", False)
    if not isinstance(text, str):
        text = json.dumps(text, default=str)
    return RelayedText(text=text, beside=beside, require_credentials=require is not False)
