"""Reads a message as its bot does, and judges it by all that is known of earlier ones."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ...ledger.errors import LedgerError
from ...ledger.ledger import Ledger
from ...trading.admission.admit import admit
from ...trading.admission.checks.repetition import content, differs, is_alive, is_once_only
from ...trading.admission.model import (
    AdmissionContext,
    Admitted,
    Duplicate,
    Duplicates,
)
from ...trading.model.commands import OpenPosition
from ...trading.reasons.reasons import ReasonCode, Refusal
from ...trading.settings.settings import BotSettings, Source
from ...trading.signal.actions import action_row
from ...trading.signal.alert_systems import READ_AS, Intent
from ...trading.signal.dialects import read_message
from ...trading.signal.parse import InvalidSignal, parse_signal
from ...trading.signal.signal import Action, Signal, SizeChange
from ..commands.admission_context import AdmissionContextBuilder
from ..state.bot import Bot
from .idempotency import REQUESTS_KEPT, IdempotencyKeys, RequestClaim
from .inbound_message import InboundMessage

_NOTHING_KNOWN: Final = Duplicates()


class SignalEvaluator:
    """Tells what is to become of a signal; it changes nothing."""

    def __init__(
        self, *, ledger: Ledger, context_builder: AdmissionContextBuilder, claims: IdempotencyKeys
    ) -> None:
        self._ledger = ledger
        self._context_builder = context_builder
        self._claims = claims

    async def is_claimed(self, inbound: InboundMessage, signal: Signal) -> bool:
        """Return whether the ledger knows an accepted opening of this id; raises LedgerError."""
        if signal.signal_id is None or not can_claim(signal):
            return False
        return await self._ledger.find_claim(inbound.bot.bot_id, signal.signal_id) is not None

    async def request(self, inbound: InboundMessage, signal: Signal) -> RequestClaim | None:
        """Return the recorded signal that has claimed this request id; raises LedgerError."""
        request_id = signal.request_id
        if request_id is None or not is_once_only(signal):
            return None
        since = inbound.at - REQUESTS_KEPT
        row = await self._ledger.find_request(inbound.bot.bot_id, request_id, since)
        if row is None:
            return None
        original = None
        with suppress(InvalidSignal):
            original = _read(inbound.bot, row.payload)
        return RequestClaim(at=row.received_at, signal_id=row.signal_id or "", signal=original)

    def judge(
        self,
        inbound: InboundMessage,
        signal: Signal,
        *,
        claimed: bool,
        request: RequestClaim | None = None,
        world: AdmissionContext | None = None,
    ) -> tuple[AdmissionContext, Admitted | Duplicate | Refusal]:
        """Return the world as it is now, and the outcome in it; nothing is awaited.

        `world` is another one, in which the signal is judged instead.
        """
        bot, signal_id = inbound.bot, signal.signal_id
        taken = inbound.message.taken
        intent = None if taken is None else inbound.message.intent
        foreign, inside = taken is not None, inbound.inside
        if world is None:
            context = self._context_builder.context(
                bot, inbound.at, inside=inside, foreign=foreign, intent=intent
            )
        else:
            context = replace(world, from_webhook=not inside, foreign=foreign, intent=intent)
        if not claimed and signal_id is not None:
            claimed = self._claims.holds(bot.bot_id, signal_id)
        if signal.request_id is not None and is_once_only(signal):
            request = self._claims.request(bot.bot_id, signal.request_id, inbound.at) or request
        same_body = self._claims.same_body(
            bot.bot_id, inbound.digest, inbound.at, bot.settings.duplicate_window
        )
        duplicates = _NOTHING_KNOWN
        if claimed or request is not None or same_body is not None:
            lives = claimed and (
                self._claims.is_recording(bot.bot_id, signal_id) or is_alive(signal_id, context)
            )
            asked = request.signal if request is not None else None
            duplicates = Duplicates(
                request_signal_id=request.signal_id if request is not None else None,
                request_differs=asked is None or content(asked) != content(signal),
                claimed_signal_id=signal_id if claimed else None,
                claim_ended=claimed and not lives,
                same_body_signal_id=same_body,
            )
        outcome = admit(signal, context, duplicates, inbound.opening_refused)
        if isinstance(outcome, Admitted) and (outcome.warnings or outcome.opening_refused):
            outcome = inbound.masked(outcome)
        return context, outcome

    async def differs(
        self, inbound: InboundMessage, signal: Signal, found: Duplicate
    ) -> str | None:
        """Return the warning for a signal that has the id of a living one, but asks otherwise."""
        if not found.by_id:
            return None
        bot = inbound.bot
        original = self._claims.holder(bot.bot_id, found.signal_id)
        if original is None:
            with suppress(LedgerError, InvalidSignal):
                row = await self._ledger.find_claim(bot.bot_id, found.signal_id)
                original = _read(bot, row.payload) if row and row.payload else None
        return None if original is None else differs(signal, original)


def understood(inbound: InboundMessage) -> tuple[InboundMessage, Signal]:
    """Return the signal of a message as its bot reads it; raises InvalidSignal.

    Of a wrong one that contains a close, that is left, and why nothing is opened.
    """
    bot, message = inbound.bot, inbound.message
    if message.taken is not None and (refused := message.taken.opening_refused) is not None:
        inbound = replace(inbound, opening_refused=refused)
    try:
        signal = parse_signal(
            message.fields,
            strict=bot.settings.strict_fields,
            bot_sections=_own_sections(bot.settings),
            bot_order_type=bot.settings.order_type,
            secrets=inbound.secrets,
        )
    except InvalidSignal as err:
        half = err.exit_half
        if half is None and message.intent is not None:
            half = _turning_half(message.fields)
        if half is None:
            raise
        refusal = inbound.opening_refused or inbound.named(err.refusal)
        half = _leaving_share(inbound, half)
        return replace(inbound, opening_refused=refusal), inbound.meant(half)
    if message.taken is not None:
        signal = _noted(_leaving_share(inbound, signal), message.taken.found.notes)
    return inbound, signal if inbound.size_factor is None else inbound.meant(signal)


def _leaving_share(inbound: InboundMessage, signal: Signal) -> Signal:
    """Return a signal that says how much of what is held goes where it only leaves."""
    taken = inbound.message.taken
    share = None if taken is None or taken.found.intent is not Intent.SELL else taken.found.share
    if share is None:
        return signal
    return replace(signal, reduce_order=SizeChange(quantity_percentage=Decimal(share)))


def _noted(signal: Signal, notes: Iterable[str]) -> Signal:
    """Return a signal that warns of what was left out of another system's alert."""
    warnings = [f"{ReasonCode.FIELD_IGNORED.value}: {note}." for note in notes]
    return replace(signal, warnings=(*signal.warnings, *warnings)) if warnings else signal


def _turning_half(fields: Mapping[str, object]) -> Signal | None:
    """Return the close that a wrong entry contains where the other side is held."""
    try:
        parse_signal({**fields, "action": Action.REVERSE.value}, strict=False)
    except InvalidSignal as err:
        return err.exit_half
    return None


def _read(bot: Bot, payload: Mapping[str, object]) -> Signal:
    """Return the signal of a row of the log; raises InvalidSignal."""
    read_as = payload.get(READ_AS)
    if isinstance(read_as, Mapping):
        return parse_signal(read_as, strict=False, bot_sections=_own_sections(bot.settings))
    fields = read_message(payload, bot.settings.dialect).fields
    return parse_signal(fields, strict=False, bot_sections=_own_sections(bot.settings))


def _own_sections(settings: BotSettings) -> frozenset[str]:
    """Return the sections that a bot takes from its own settings only."""
    return _sections_from_bot(
        settings.dca_source, settings.take_profit_source, settings.stop_loss_source
    )


@lru_cache(maxsize=64)
def _sections_from_bot(dca: Source, take_profit: Source, stop_loss: Source) -> frozenset[str]:
    sources = {"dca_orders": dca, "take_profit": take_profit, "stop_loss": stop_loss}
    return frozenset(name for name, source in sources.items() if source is Source.BOT)


def can_claim(signal: Signal) -> bool:
    """Return whether a signal may be the one that its id belongs to."""
    return signal.signal_id is not None and action_row(signal.action).opens


def claims_with_commit(signal: Signal, outcome: Admitted | Duplicate | Refusal) -> bool:
    """Return whether recording the outcome shows if the ledger knows an opening of this id.

    To ask beforehand costs every opening a read. So a repetition that memory has forgotten takes
    a slot for the length of a commit; what changes a bot is asked about first.
    """
    if isinstance(outcome, Duplicate):
        return outcome.by_id
    return (
        isinstance(outcome, Admitted)
        and not signal.test
        and action_row(outcome.action).opens
        and outcome.signal_id == signal.signal_id
        and not [one for one in outcome.commands if not isinstance(one, OpenPosition)]
    )
