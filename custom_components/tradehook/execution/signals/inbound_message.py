"""A message that has come to a bot, and its row in the signal log."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from ...ledger.records import NOTHING, Batch, SignalRecord
from ...trading.admission.model import Admitted
from ...trading.common.changed_copies import replace
from ...trading.model.market import Side
from ...trading.reasons.reasons import ReasonCode, Refusal, sentence
from ...trading.signal.actions import action_row
from ...trading.signal.alert_systems import READ_AS
from ...trading.signal.dialects import NO_MESSAGE, SenderMessage
from ...trading.signal.foreign_messages import foreign_refusal
from ...trading.signal.redaction import find_secret, mask, scrub, secrets_of
from ...trading.signal.signal import Action, Signal
from ..state.bot import Bot
from .responses import SignalResponse

_OPEN: Final = str(Action.OPEN)

_SIDES = frozenset(side.value for side in Side)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """A message at a bot's door, and where its answer is awaited."""

    receipt_id: str
    bot: Bot
    at: datetime
    answer: asyncio.Future[SignalResponse]
    remote: str | None = None
    inside: bool = False
    """It comes from a person or an automation of the house, not from a webhook."""
    message: SenderMessage = NO_MESSAGE
    found: tuple[str, ...] = ()
    """The spellings in which the bot's secret stands anywhere in the message."""
    digest: str | None = None
    extra: Batch = NOTHING
    """What is written with the outcome besides its row."""
    opening_refused: Refusal | None = None
    """Why only the close gets through that the message contains, whatever it is compared with."""
    unheard: Refusal | None = None
    """Why nothing of it gets through: it isn't read in our words."""
    retry_after: int | None = None
    size_factor: Decimal | None = None
    """It came by a group, which multiplies the sizes of this bot so; None = to the bot itself."""

    token: str | None = None
    """The digest of another system's token by which a group has known its sender."""

    @property
    def by_group(self) -> bool:
        """Return whether it came by a group, which has judged its sender."""
        return self.size_factor is not None

    def meant(self, signal: Signal) -> Signal:
        """Return what it asks of this bot: a group's message names no exchange and no currency."""
        if self.size_factor is None:
            return signal
        return replace(signal, exchange=None, by_coin=True, size_factor=self.size_factor)

    def saying(self, message: SenderMessage, digest: str | None = None) -> InboundMessage:
        """Return it with what it says, and where the bot's secret stands in that."""
        found = find_secret(message.body, self.bot.secret_digest)
        return replace(self, message=message, found=found, digest=digest)

    def reply(self, answer: SignalResponse) -> None:
        """Give the answer; a caller that has hung up doesn't hear it."""
        if not self.answer.done():
            self.answer.set_result(answer)

    def unread(self, refusal: Refusal) -> Refusal:
        """Return why a message can't be read: it may be in another system's words."""
        if self.message.taken is not None:
            return self.named(refusal)
        alert = None if self.inside else self.message.foreign
        return refusal if alert is None else foreign_refusal(alert, known=True)

    def named(self, refusal: Refusal) -> Refusal:
        """Return a refusal that says whose alert it is, if it is another system's."""
        taken = self.message.taken
        return refusal if taken is None else refusal.with_details({"dialect": taken.system.name})

    def told(self, answer: SignalResponse) -> SignalResponse:
        """Return an answer that says as what another system's alert was read."""
        taken = self.message.taken
        if taken is None:
            return answer
        read_as = self._masked(self.message.fields)
        return replace(answer, body={**answer.body, "dialect": taken.system.name, READ_AS: read_as})

    def scrubbed(self, refusal: Refusal) -> Refusal:
        """Return a refusal in the sender's words that repeats no secret, wherever it was sent."""
        refusal = self.message.translation.refusal(refusal)
        message = scrub(refusal.message, self.secrets)
        return refusal if message == refusal.message else replace(refusal, message=message)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what no text may repeat."""
        return secrets_of(self.message.body, found=self.found, values=self.message.secrets)

    def masked(self, admitted: Admitted) -> Admitted:
        """Return what is carried out: its warnings in the sender's words, and no secret in them."""
        if admitted.warnings and (said := self.message.translation).paths:
            admitted = replace(admitted, warnings=tuple(map(said.text, admitted.warnings)))
        if admitted.opening_refused is None:
            return admitted
        secrets = self.secrets
        return replace(
            admitted,
            opening_refused=self.scrubbed(admitted.opening_refused),
            warnings=tuple(scrub(warning, secrets) for warning in admitted.warnings),
        )

    def _masked(self, message: Mapping[str, object]) -> dict[str, object]:
        return mask(message, found=self.found, values=self.message.secrets)

    def row(
        self,
        status: str,
        *,
        signal: Signal | None = None,
        admitted: Admitted | None = None,
        refusal: Refusal | None = None,
        signal_id: str | None = None,
        position_ids: tuple[str, ...] = (),
        command: Mapping[str, object] | None = None,
    ) -> SignalRecord:
        """Return the message's row in the signal log, with what became of it."""
        judged = admitted or signal
        action = None if judged is None else judged.action
        side = (admitted and admitted.side) or (signal and signal.side)
        payload = self._masked(self.message.body)
        taken = self.message.taken
        words = payload if self.message.is_canonical else self._masked(self.message.fields)
        word = words.get("action", _OPEN) if words else None
        symbol = (admitted and admitted.symbol) or words.get("symbol")
        quoted = signal_id or (admitted and admitted.signal_id) or (signal and signal.signal_id)
        # A message whose opening was refused is judged anew when it comes again.
        whole = status == "accepted" and not (admitted and admitted.opening_refused)
        once = whole and action is not None and action_row(action).deduplicated
        claims = whole and action is not None and action_row(action).claims_request
        code = refusal.code.value if refusal else None
        message = refusal.message if refusal else None
        if admitted is not None and (why := admitted.opening_refused) is not None:
            code = ReasonCode.OPENING_REFUSED.value
            message = sentence(ReasonCode.OPENING_REFUSED, reason=why.message)
        return SignalRecord(
            receipt_id=self.receipt_id,
            bot_id=self.bot.bot_id,
            received_at=self.at,
            action=str(action) if action else _short(word, 32),
            symbol=_short(symbol, 64),
            signal_id=quoted or None,
            status=status,
            code=code,
            message=message,
            payload=payload if taken is None else taken.shown(payload, words),
            digest=self.digest if once else None,
            request_id=signal.request_id if signal and claims else None,
            position_ids=position_ids,
            command=command,
            executed=command is None,
            remote=self.remote,
            errors=[error.as_dict() for error in refusal.errors] if refusal else None,
            side=str(side) if side else _side(words.get("side")),
        )


def _side(value: object) -> str | None:
    """Return the side that a message names, if it can be read."""
    word = value.strip().lower() if isinstance(value, str) else ""
    return word if word in _SIDES else None


def _short(value: object, length: int) -> str | None:
    return None if value is None else str(value)[:length]
