"""The table of what a signal may ask for: who reads it, and what kind of request it is.

What it does is the other half of its row, in trading/admission/actions.py.
"""

from collections.abc import Callable, Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from ..common.registry import Registry
from .fields.exits import read_close, read_close_all, read_reduce, read_side
from .fields.modification import read_modify
from .fields.opening import read_increase, read_sided_opening
from .fields.reader import FieldReader
from .signal import Action, SignalFields

type Reader = Callable[[FieldReader, SignalFields, AbstractSet[str]], None]
"""Adds to a signal what the action's own fields say; the set names the sections that the bot takes
from its settings only. What all signals have is read already, of exits leniently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalAction:
    """What a signal may ask for."""

    action: Action
    read: Reader
    is_exit: bool = False
    """It only lowers exposure or steers the bot: it must get through."""
    leaves: bool = False
    """It gives up positions, also those that a removed bot has left."""
    opens: bool = False
    """It may open a new position, and so claims its `signal_id`."""
    deduplicated: bool = False
    """A second delivery of the same body, or of its `request_id`, must not repeat it."""
    once_by_request: bool = False
    """Its `request_id` makes it once-only, although the same body may come again."""
    may_add: bool = False
    """It is an exit unless it adds to what may be lost: a rate counts it."""
    has_market: bool = True
    """It is about one market; False = about the bot."""
    starts_bot: bool = False
    """It starts a stopped bot first."""
    while_stopped: bool = False
    """A stopped bot takes it although it adds exposure."""
    cools_down: bool = False
    """The bot's pause between entries holds it up."""

    claims_request: bool = field(init=False)
    """Its `request_id` is carried out once."""
    may_exit: bool = field(init=False)
    """It closes something, whatever else it does."""

    def __post_init__(self) -> None:
        """Work out what every signal asks of it."""
        object.__setattr__(self, "claims_request", self.deduplicated or self.once_by_request)
        object.__setattr__(self, "may_exit", self.is_exit or self.leaves)


def _no_fields(_fields: FieldReader, _said: SignalFields, _bot_sections: AbstractSet[str]) -> None:
    pass


ACTIONS: Final = Registry[SignalAction, Action](
    lambda row: row.action,
    [
        SignalAction(
            action=Action.OPEN,
            read=read_sided_opening,
            opens=True,
            deduplicated=True,
            cools_down=True,
        ),
        SignalAction(
            action=Action.INCREASE,
            read=lambda fields, said, _: read_increase(fields, said),
            deduplicated=True,
            while_stopped=True,
        ),
        SignalAction(
            action=Action.REDUCE,
            read=lambda fields, said, _: read_reduce(fields, said),
            is_exit=True,
            leaves=True,
            deduplicated=True,
        ),
        SignalAction(
            action=Action.CLOSE,
            read=lambda fields, said, _: read_close(fields, said),
            is_exit=True,
            leaves=True,
        ),
        SignalAction(
            action=Action.CANCEL,
            read=lambda fields, said, _: read_side(fields, said),
            is_exit=True,
            leaves=True,
        ),
        SignalAction(
            action=Action.CLOSE_ALL,
            read=lambda fields, said, _: read_close_all(fields, said),
            is_exit=True,
            leaves=True,
        ),
        SignalAction(
            action=Action.MODIFY,
            read=lambda fields, said, _: read_modify(fields, said),
            is_exit=True,
            may_add=True,
            once_by_request=True,
        ),
        SignalAction(
            action=Action.REVERSE,
            read=read_sided_opening,
            leaves=True,
            opens=True,
            deduplicated=True,
        ),
        SignalAction(action=Action.START_BOT, read=_no_fields, is_exit=True, has_market=False),
        SignalAction(
            action=Action.START_AND_OPEN,
            read=read_sided_opening,
            opens=True,
            deduplicated=True,
            starts_bot=True,
        ),
        SignalAction(action=Action.STOP_BOT, read=_no_fields, is_exit=True, has_market=False),
        SignalAction(
            action=Action.STOP_AND_CLOSE,
            read=_no_fields,
            is_exit=True,
            leaves=True,
            has_market=False,
        ),
    ],
)
"""All actions, in the order in which they are listed to people."""


action_row: Final[Callable[[Action], SignalAction]] = ACTIONS.row
"""Returns an action's row; raises KeyError where there is none."""


def action_names() -> tuple[Action, ...]:
    """Return all actions that a signal may ask for."""
    return ACTIONS.names
