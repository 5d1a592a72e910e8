"""Which openings of a group a later exit calls off: they wait for a bot that is away."""

from collections.abc import Mapping
import re
from typing import Final

from ...trading.model.market import Side
from ...trading.reasons.reasons import Refused
from ...trading.settings.settings import BotSettings
from ...trading.signal.actions import action_row
from ...trading.signal.parse import action_of
from ...trading.signal.signal import Action
from ...trading.signal.spelling import spelled
from .foreign_alerts import read_for_all
from .message_text import kept_message

ENDS: Final = frozenset(
    {Action.CLOSE, Action.CANCEL, Action.CLOSE_ALL, Action.STOP_BOT, Action.STOP_AND_CLOSE}
)
"""What ends an opening that has not been placed."""
_EXCHANGE = re.compile(r"^[A-Z]+:")
_NOT_NAMED = re.compile(r"[^A-Z0-9]")


def fields_of(text: str, settings: BotSettings) -> Mapping[str, object]:
    """Return what a kept message says in our words; nothing where that can't be told."""
    try:
        return read_for_all(kept_message(text), settings).fields
    except Refused:
        return {}


def ends_openings(message: Mapping[str, object]) -> bool:
    """Return whether a message may end what an earlier one was to open."""
    action = action_of(message)
    return (action in ENDS or action is Action.REVERSE) and not message.get("test")


def calls_off(later: Mapping[str, object], earlier: Mapping[str, object]) -> bool:
    """Return whether such a message ends what an earlier one was to open.

    As far as both can be read; in doubt it does: what its sender has left must not be bought.
    """
    action = action_of(later)
    assert action is not None
    if not action_row(action).has_market:
        return True
    one, other = _side(later), _side(earlier)
    if one is not None and other is not None and (one is other) is (action is Action.REVERSE):
        return False
    return _may_be_same(_market(later), _market(earlier))


def _side(message: Mapping[str, object]) -> Side | None:
    try:
        return Side(spelled(message.get("side")).strip().lower())
    except ValueError:
        return None


def _market(message: Mapping[str, object]) -> str:
    """Return the letters and digits of a symbol, without the exchange before it."""
    symbol = spelled(message.get("symbol")).strip().upper()
    return _NOT_NAMED.sub("", _EXCHANGE.sub("", symbol))


def _may_be_same(one: str, other: str) -> bool:
    """Return whether two spellings may mean one market: each bot reads them in its own way."""
    return one.startswith(other) or other.startswith(one)
