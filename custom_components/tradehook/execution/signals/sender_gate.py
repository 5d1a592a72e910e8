"""The gate of a bot's webhook: who may speak, and how often."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ...trading.credentials import digest, matches
from ...trading.reasons.reasons import FieldError, ReasonCode, Refusal, Refused, refuse, sentence
from ...trading.sender_access import Lockout, RateLimiter, sender_allowed
from ...trading.settings.settings import BotSettings
from ...trading.signal.actions import action_row
from ...trading.signal.dialects import (
    NO_MESSAGE,
    ForeignAlert,
    SenderMessage,
    read_foreign,
    read_message,
    unknown_alert,
)
from ...trading.signal.foreign_messages import foreign_refusal
from ...trading.signal.json_body import MOST_SIGNALS, MalformedSignal, parse_body
from ...trading.signal.parse import InvalidSignal, action_of, contains_exit
from ..state.bot import Bot
from .reading.bot_reading import not_known, read_by_bot
from .reading.relayed_text import BESIDE_TEXT, RelayedText

REFUSALS_A_MINUTE = 60
"""Of refusals with valid credentials, so many rows a minute are kept of a bot in the long run."""
REFUSALS_AT_ONCE = 300
"""So many are kept whatever their pace: a person who tries a bot finds a row for each of them."""
ROW_EVERY = timedelta(minutes=1)
"""Of refusals without valid credentials, one row a minute is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A message that did not pass the gate."""

    refusal: Refusal
    known: bool
    """Its credentials were right."""
    retry_after: int | None = None
    message: SenderMessage = NO_MESSAGE
    may_exit: bool = False
    """Only what it adds is turned away: the close that it contains is carried out."""


type PassedArray = tuple[SenderMessage | Rejection, ...]
"""The messages of an array whose sender may speak; rejected are those beyond the rate."""


type Reading = Callable[[SenderMessage, BotSettings], SenderMessage]
"""Raises Refused where a message can't be read."""


class SenderGate:
    """Checks authentication, sender and rate, in this order."""

    def __init__(self, read: Reading | None = None) -> None:
        """Start with nobody locked out; `read` returns messages as whoever gets them reads them."""
        self._read = read or read_by_bot
        self._lockout = Lockout()
        self._limiters: dict[str, RateLimiter] = {}
        self._kept: dict[str, datetime] = {}
        self._refusals: dict[str, RateLimiter] = {}
        self.turned_away: dict[str, int] = {}
        """How many messages without valid credentials a bot has seen since the start."""

    def pass_through(
        self,
        bot: Bot,
        body: bytes,
        remote: str | None,
        now: datetime,
        *,
        secretly: bool = False,
    ) -> SenderMessage | Rejection | PassedArray:
        """Return the message when its sender may speak, else why not; of an array all of them.

        `secretly` = it came to the bot's secret address, which only its sender knows.
        `now` is a time that nobody can set: the spans of limits and lockouts are counted on it.
        A lockout slows guessing: the right secret shows that nobody guesses. No rate holds up an
        exit, nor the one that another action contains.
        """
        try:
            messages, several = _read(body, bot)
        except MalformedSignal as err:
            locked = self._lockout.retry_after(remote, now)
            return _locked_out(locked) if locked else _unreadable(err)
        messages, notes = _for_bot(messages, bot)
        if not _are_known(messages, bot, secretly=secretly):
            locked = self._lockout.retry_after(remote, now)
            return _locked_out(locked) if locked else self._stranger(messages[0], remote, now)
        if not sender_allowed(remote, bot.settings):
            refusal = refuse(ReasonCode.SENDER_NOT_ALLOWED)
            return Rejection(refusal=refusal, known=True, message=messages[0])
        passed = [self._passed(bot, message, now) for message in messages]
        passed[0] = _noting(passed[0], notes)
        alone = not several or (notes and len(passed) == 1)
        return passed[0] if alone else tuple(passed)

    def _passed(self, bot: Bot, message: SenderMessage, now: datetime) -> SenderMessage | Rejection:
        """Return a message as its bot reads it, else why it isn't heard."""
        try:
            taken = self._read(message, bot.settings)
            alert = message.foreign if taken is message and not any(message.credentials) else None
            if alert is not None and alert.token:  # it may name an action of ours
                raise Refused(foreign_refusal(alert, known=True))
            return self._paced(bot, taken, now)
        except Refused as err:
            return Rejection(refusal=err.refusal, known=True, message=message)

    def _stranger(self, message: SenderMessage, remote: str | None, now: datetime) -> Rejection:
        """Refuse a message whose sender nobody knows; one that holds a secret is a guess."""
        if message.alert is None or message.alert.token:
            self._lockout.failed(remote, now)
        return Rejection(refusal=not_known(message), known=False, message=message)

    def _paced(self, bot: Bot, message: SenderMessage, now: datetime) -> SenderMessage | Rejection:
        """Return a message unless its bot has had too many."""
        action = action_of(message.fields)
        row = None if action is None else action_row(action)
        counts = row is None or not row.is_exit or row.may_add
        wait = 0
        if counts:
            limiter = self._limiters.get(bot.bot_id)
            if limiter is None:
                limiter = self._limiters[bot.bot_id] = RateLimiter(bot.settings.rate_limit)
            wait = limiter.take(now)
        if not wait:
            return message
        exits = (row is not None and row.is_exit) or message.intent is not None
        return Rejection(
            refusal=refuse(ReasonCode.RATE_LIMITED, limit=bot.settings.rate_limit),
            known=True,
            retry_after=wait,
            message=message,
            may_exit=exits or contains_exit(message.fields),
        )

    def pass_text(
        self, bot: Bot, text: RelayedText, now: datetime
    ) -> SenderMessage | Rejection | PassedArray:
        """Return what a text says, else why it isn't heard.

        Whoever passes it on answers for its sender. Where it names a key and a secret they must
        be the bot's all the same: it may be meant for another one.
        """
        if wrong := sorted(text.beside.keys() - BESIDE_TEXT):
            errors = (FieldError(name, "stands beside `text`: write it there") for name in wrong)
            return Rejection(refusal=InvalidSignal(tuple(errors)).refusal, known=True)
        try:
            messages, several = _read(text.body, bot)
        except MalformedSignal as err:
            return _unreadable(err)
        messages, notes = _for_bot(messages, bot)
        if not _are_known(messages, bot, secretly=not text.require_credentials):
            return self._stranger(messages[0], None, now)
        if not several or (notes and len(messages) == 1):
            return _noting(_relayed(messages[0], bot, text.beside), notes)
        return tuple(
            _relayed(message, bot, _numbered(text.beside, number))
            for number, message in enumerate(messages, 1)
        )

    def forget(self, bot_id: str) -> None:
        """Begin the rate of a bot anew: its settings changed."""
        self._limiters.pop(bot_id, None)

    def keeps_row(self, bot_id: str, now: datetime) -> bool:
        """Count a message without valid credentials; tell whether the log keeps a row of it."""
        self.turned_away[bot_id] = self.turned_away.get(bot_id, 0) + 1
        last = self._kept.get(bot_id)
        if last is not None and now - last < ROW_EVERY:
            return False
        self._kept[bot_id] = now
        return True

    def keeps_refusal(self, bot_id: str, now: datetime) -> bool:
        """Return whether the log keeps a row of one more refusal with valid credentials.

        Exits pass every rate, so that a secret in wrong hands could fill the disk with them.
        """
        budget = self._refusals.setdefault(
            bot_id, RateLimiter(REFUSALS_A_MINUTE, burst=REFUSALS_AT_ONCE)
        )
        return budget.take(now) == 0


def _unreadable(err: MalformedSignal) -> Rejection:
    """Refuse what is neither a JSON object nor another system's alert."""
    return Rejection(refusal=unknown_alert(err.content) or err.refusal, known=False)


def _read(body: bytes, bot: Bot) -> tuple[list[SenderMessage], bool]:
    """Return the messages of a body, and whether they are answered one by one.

    Raises MalformedSignal. One command in a list is an alert like any other where that is how its
    system writes it.
    """
    try:
        parsed = parse_body(body)
    except MalformedSignal as err:
        found = read_foreign(err.content)
        if found is None:
            raise
        return _up_to_most(found.commands)
    if not isinstance(parsed, list):
        return [read_message(parsed, bot.settings.dialect)], False
    messages = [read_message(one, bot.settings.dialect) for one in parsed]
    ours = matches(*messages[0].credentials, bot.api_key, bot.secret_digest)
    alert = read_foreign(parsed) if len(parsed) == 1 and not ours else None
    return (messages, True) if alert is None else ([alert], False)


def _up_to_most(messages: list[SenderMessage]) -> tuple[list[SenderMessage], bool]:
    """Return the commands of a text; raises MalformedSignal if there are too many."""
    if len(messages) > MOST_SIGNALS:
        problem = f"it has more than {MOST_SIGNALS} commands"
        text = sentence(ReasonCode.MALFORMED_JSON, problem=problem, line=1, column=1)
        raise MalformedSignal(1, 1, text)
    return messages, len(messages) > 1


def _are_known(messages: Sequence[SenderMessage], bot: Bot, *, secretly: bool) -> bool:
    """Return whether the sender of messages is the bot's.

    Key and secret of an array may stand in its first one only: others have none, or the same.
    """
    first, *others = messages
    known = first.is_from(bot.api_key, bot.secret_digest, bot.others, secretly=secretly)
    return known and (not others or all(_agrees(one, bot, secretly=secretly) for one in others))


def _agrees(message: SenderMessage, bot: Bot, *, secretly: bool) -> bool:
    """Return whether a message names no other credentials than its bot's.

    At its secret address another system's secret is no credential, in a list as alone.
    """
    key, secret = message.credentials
    alert = message.foreign if not key and not secret else None
    if alert is not None and alert.token:
        return secretly or _has_learned(bot, alert)
    right_key = not key or matches(key, "", bot.api_key, digest(""))
    right_secret = not secret or matches("", secret, "", bot.secret_digest)
    return right_key and right_secret


def _has_learned(bot: Bot, alert: ForeignAlert) -> bool:
    return alert.family is not None and bot.others.knows(alert.family, alert.credential)


def _for_bot(
    messages: list[SenderMessage], bot: Bot
) -> tuple[list[SenderMessage], tuple[str, ...]]:
    """Return the messages of a list without those to its sender's other bots, and notes of these.

    Only where one of them is to a bot that is known there is anything to leave out.
    """
    if len(messages) == 1 or not bot.others.learned:
        return messages, ()
    alerts = [None if any(one.credentials) else one.foreign for one in messages]
    own = [alert is not None and _has_learned(bot, alert) for alert in alerts]
    owners = {
        alert.owner for alert, mine in zip(alerts, own, strict=True) if mine and alert is not None
    } - {""}
    others = [
        not mine and alert is not None and alert.owner in owners
        for alert, mine in zip(alerts, own, strict=True)
    ]
    kept = [one for one, other in zip(messages, others, strict=True) if not other]
    return kept, tuple(f"`[{place}]` is left out" for place, other in enumerate(others) if other)


def _noting(passed: SenderMessage | Rejection, notes: tuple[str, ...]) -> SenderMessage | Rejection:
    """Return a message that tells of what was left out beside it."""
    if not notes or isinstance(passed, Rejection) or passed.taken is None:
        return passed
    found = passed.taken.found
    noted = replace(found, notes=(*found.notes, *notes))
    return replace(passed, taken=replace(passed.taken, found=noted))


def _numbered(beside: Mapping[str, object], number: int) -> Mapping[str, object]:
    """Return what stands beside one of several signals: each is done once by an id of its own."""
    request_id = beside.get("request_id")
    return beside if not request_id else {**beside, "request_id": f"{request_id} {number}"}


def _relayed(
    message: SenderMessage, bot: Bot, beside: Mapping[str, object]
) -> SenderMessage | Rejection:
    """Return a message of a text as its bot reads it, else why it isn't heard."""
    try:
        taken = read_by_bot(message, bot.settings)
    except Refused as err:
        return Rejection(refusal=err.refusal, known=True, message=message)
    return replace(taken, beside=beside)


def _locked_out(wait: int) -> Rejection:
    refusal = refuse(ReasonCode.LOCKED_OUT, seconds=wait)
    return Rejection(refusal=refusal, known=False, retry_after=wait)
