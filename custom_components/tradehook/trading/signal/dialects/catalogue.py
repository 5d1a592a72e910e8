"""The dialects that there are, and the one that a message is in."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from ...common.registry import Registry
from ...credentials import OtherCredentials, matches
from ..alert_systems import Intent, OwnTerms
from ..json_body import MalformedSignal, parse_body
from .altrady import ALTRADY
from .dialect import Dialect, SecretValues, Translation
from .systems import ForeignAlert, TakenAlert, foreign_alert, foreign_text

SHOWN: Final = 10
"""Of a list of alerts, so many are shown."""
AUTO: Final = "auto"
"""A bot's setting `dialect`: each message is read in the dialect that recognises it."""
DIALECTS: Final = Registry[Dialect](lambda dialect: dialect.name, [ALTRADY])
"""All dialects; the canonical one is asked last."""


@dataclass(frozen=True, kw_only=True)
class SenderMessage:
    """A message in its sender's words, and in those of the protocol."""

    body: Mapping[str, object]
    """What the sender wrote."""
    dialect: Dialect = ALTRADY
    alert: ForeignAlert | None = None
    """What it is where it is no object; `body` shows it without its secrets."""
    beside: Mapping[str, object] = MappingProxyType({})
    """What stands beside the message: how it is to be treated, where it doesn't say so itself."""
    taken: TakenAlert | None = None
    """What is carried out of another system's alert."""

    @cached_property
    def translation(self) -> Translation:
        """Return the message in the protocol's fields, and where the sender has them."""
        if self.taken is not None:
            return self.taken.translation
        return self.dialect.translate(self.body)

    @property
    def intent(self) -> Intent | None:
        """Return what it asks for where that depends on what is held."""
        return None if self.taken is None else self.taken.found.intent

    @property
    def is_canonical(self) -> bool:
        """Return whether the sender's words are the protocol's."""
        return self.dialect is ALTRADY and self.taken is None

    @cached_property
    def fields(self) -> Mapping[str, object]:
        """Return the message in the protocol's fields, with what stands beside it."""
        own = self.dialect is ALTRADY and self.taken is None
        said = self.body if own else self.translation.fields
        if not self.beside:
            return said
        fields = copy(said) if isinstance(said, dict) else dict(said)
        for name, value in self.beside.items():
            # Whoever wants a test gets one.
            if fields.get(name) in (None, "") or (name == "test" and value is not False):
                fields[name] = value
        return fields

    @cached_property
    def credentials(self) -> tuple[str, str]:
        """Return key and secret of the sender; "" for what is missing."""
        return self.dialect.credentials(self.body)

    def is_from(
        self, api_key: str, secret_digest: str, others: OtherCredentials, *, secretly: bool
    ) -> bool:
        """Return whether its sender is a bot's: key and secret decide wherever they are sent.

        `secretly` = it came to the bot's secret address.
        """
        key, secret = self.credentials
        if matches(key, secret, api_key, secret_digest):
            return True
        if key or secret:
            return False
        if secretly:
            return True
        alert = self.foreign if others.learned else None
        if alert is None or alert.family is None:
            return False
        return others.knows(alert.family, alert.credential)

    @cached_property
    def secrets(self) -> SecretValues:
        """Return what no text may repeat."""
        own = self.dialect.secrets(self.body)
        if self.foreign is None:
            return own
        return replace(own, private=(*own.private, *self.foreign.secrets.private))

    @cached_property
    def foreign(self) -> ForeignAlert | None:
        """Return the message as another system's alert, if it is in nobody's dialect here."""
        if self.alert is not None or self.taken is not None or self.dialect is not ALTRADY:
            return self.alert
        return foreign_alert(self.body)

    @property
    def commands(self) -> list[SenderMessage]:
        """Return each command of another system's text as a message of its own."""
        found = () if self.alert is None else self.alert.commands
        if len(found) <= 1:
            return [self]
        return [_of_text(str(one.body), one) for one in found]

    def read_as_foreign(self, own: OwnTerms | None) -> SenderMessage:
        """Return it as what it is: another system's alert; raises Refused.

        None = nothing is added of what a bot has only one of.
        """
        alert = self.foreign
        assert alert is not None
        return replace(self, alert=alert, taken=alert.taken(own))

    def without_time(self) -> SenderMessage:
        """Return it as if it had no time: what it would do now, however old it is."""
        return self.without("timestamp", "max_age")

    def without(self, *names: str) -> SenderMessage:
        """Return another system's alert that is taken as if it did not say some things."""
        assert self.taken is not None
        said = self.taken.translation
        fields = {name: value for name, value in said.fields.items() if name not in names}
        return replace(self, taken=replace(self.taken, translation=replace(said, fields=fields)))


NO_MESSAGE: Final = SenderMessage(body={})
"""What is left of a body that can't be read."""


def read_message(body: Mapping[str, object], wanted: str = AUTO) -> SenderMessage:
    """Return a message in the dialect that a bot wants, or else in the one that recognises it.

    A dialect that is not there (any more) is taken as `auto`: its bot must go on hearing exits.
    """
    dialect = DIALECTS.get(wanted)
    if dialect is None:
        dialect = ALTRADY
        for name in DIALECTS.names:
            if name != ALTRADY.name and DIALECTS.row(name).recognises(body):
                dialect = DIALECTS.row(name)
                break
    return SenderMessage(body=body, dialect=dialect)


def read_foreign(content: object) -> SenderMessage | None:
    """Return what is no JSON object, a text or a list, as another system's alert."""
    if isinstance(content, str):
        alert = foreign_text(content)
        return None if alert is None else _of_text(content, alert)
    alert = foreign_alert(content) if isinstance(content, list) else None
    body = {"alerts": content[:SHOWN] if isinstance(content, list) else []}
    return None if alert is None else SenderMessage(body=body, alert=alert)


def _of_text(text: str, alert: ForeignAlert) -> SenderMessage:
    return SenderMessage(body={"text": alert.shown(text)}, alert=alert)


def messages_of(body: bytes) -> list[SenderMessage]:
    """Return a body as messages, at least one; nothing in it when it is none."""
    try:
        parsed = parse_body(body)
    except MalformedSignal as err:
        found = read_foreign(err.content)
        return [NO_MESSAGE] if found is None else found.commands
    return [read_message(one) for one in (parsed if isinstance(parsed, list) else [parsed])]
