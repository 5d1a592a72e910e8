"""Messages as a bot reads them: which alerts of other systems it takes, and what it may do."""

from collections.abc import Mapping

from ....trading.credentials import is_one_of
from ....trading.model.sections import OrderType
from ....trading.reasons.reasons import ReasonCode, Refusal, Refused, refuse
from ....trading.settings.settings import BotSettings
from ....trading.signal.actions import action_row
from ....trading.signal.alert_systems import OwnTerms
from ....trading.signal.dialects import SenderMessage, unknown_alert
from ....trading.signal.foreign_messages import foreign_refusal
from ....trading.signal.parse import FIELDS, action_of
from ...state.bot import Bot


def read_by_bot(message: SenderMessage, settings: BotSettings) -> SenderMessage:
    """Return a message as its bot reads it; raises Refused for an alert that it does not take."""
    if settings.dialects and takes(message, settings):
        return message.read_as_foreign(own_terms(settings))
    if message.alert is not None:
        raise Refused(foreign_refusal(message.alert, known=True))
    return message


def by_group(message: SenderMessage, token: str | None, bot: Bot) -> SenderMessage:
    """Return a group's message as one of its bots reads it; raises Refused.

    `token` is the digest of another system's token by which the group knows its sender: a bot that
    has not learned it doesn't hear it. The chart's exchange is nobody's here.
    """
    if token is not None and not is_one_of(token, bot.others.learned):
        raise Refused(not_known(message))
    taken = read_by_bot(message, bot.settings)
    if taken is not message:
        return taken.without("exchange")
    if token is not None and message.foreign is not None:  # it may name an action of ours
        raise Refused(foreign_refusal(message.foreign, known=True))
    return message


def takes(message: SenderMessage, settings: BotSettings) -> bool:
    """Return whether a message is an alert of a system that a bot takes.

    What has only the protocol's own fields is a signal of ours.
    """
    if not settings.dialects or (message.alert is None and message.body.keys() <= FIELDS):
        return False
    alert = message.foreign
    return alert is not None and alert.family in settings.dialects


def own_terms(settings: BotSettings) -> OwnTerms:
    """Return what a bot has only one of."""
    bases, sides = settings.allowed_bases, settings.sides
    return OwnTerms(
        symbol=f"{next(iter(bases))}/{settings.quote}" if len(bases) == 1 else None,
        side=next(iter(sides)).value if len(sides) == 1 else None,
        margin_mode=settings.margin_mode.value,
        enters_by_limit=settings.order_type is OrderType.LIMIT,
    )


def not_known(message: SenderMessage) -> Refusal:
    """Return why a message without the bot's key and secret is refused."""
    if message.foreign is not None:
        return foreign_refusal(message.foreign, known=False)
    unknown = unknown_alert(message.body) if message.is_canonical else None
    return unknown or refuse(ReasonCode.UNAUTHORIZED)


def may_leave(message: SenderMessage, settings: BotSettings) -> bool:
    """Return whether a message may ask a removed bot for what it can still do: to leave.

    Another system's alert that can't be read may: what is wrong with it is told exactly.
    """
    if takes(message, settings):
        try:
            message = message.read_as_foreign(own_terms(settings))
        except Refused:
            return True
    return message.intent is not None or leaves(message.fields)


def leaves(message: Mapping[str, object]) -> bool:
    """Return whether a message asks for nothing that a removed bot could not do: to leave."""
    action = action_of(message)
    if message.get("strategy") is not None:
        return True
    if action is None:
        return False
    row = action_row(action)
    return row.leaves or (row.is_exit and row.has_market)
