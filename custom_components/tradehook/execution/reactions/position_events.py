"""What people are told of a step, and that the venue's positions are to be looked at again."""

from collections.abc import Callable

from ...ledger.records import NOTHING, Batch
from ...trading.model.facts import Filled
from ...trading.model.position import Position
from ..common.events import AccountChanged, AccountEvent, BotChanged, PositionEvent, SlotChanged
from ..common.step_reactions import Steps
from ..projections.position_events import TOLD, position_events
from ..state.bot_registry import BotRegistry
from ..state.position_cache import PositionCache, slot_of
from ..state.venue_positions import VenuePositions


class PositionEvents:
    """Publishes what happened to a position, and all that it changes."""

    def __init__(
        self,
        *,
        position_cache: PositionCache,
        bots: BotRegistry,
        venue: VenuePositions,
        publish: Callable[[AccountEvent], None],
    ) -> None:
        self._position_cache = position_cache
        self._bots = bots
        self._venue = venue
        self._publish = publish

    def contribute(self, _before: Position, steps: Steps) -> Batch:
        """Return what the venue took too much of, so that a later difference is explained."""
        after = steps[-1][1]
        return NOTHING if after.status.is_live else self._position_cache.oversold.noted(after)

    def react(self, before: Position, steps: Steps) -> None:
        """Publish the events of a step."""
        after = steps[-1][1]
        bot_id = after.bot_id
        kinds = {type(fact) for fact, _ in steps}
        if Filled in kinds:
            self._venue.changed(after.symbol)
        self._publish(SlotChanged(slot_of(after)))
        if not kinds.isdisjoint(TOLD):
            previous, mark_price = before, self._position_cache.mark_price(after.symbol)
            for fact, position in steps:
                for kind, data in position_events(previous, fact, position, mark_price):
                    self._publish(PositionEvent(bot_id, str(kind), data))
                previous = position
        if bot_id in self._bots:
            self._publish(BotChanged(bot_id))
        self._publish(AccountChanged())
