"""Tells those who look on what changed: all of it, in its order, and never in an order's way."""

import asyncio
from collections.abc import Callable
import logging
from typing import Final

from ..common.events import (
    AccountChanged,
    AccountEvent,
    BotChanged,
    HealthChanged,
    Listener,
    MarkPriceChanged,
    SlotChanged,
    Topic,
)

_LOGGER = logging.getLogger(__name__)

AT_THE_LATEST: Final = 0.1
"""Seconds that a change waits while signals and orders are under way without a break."""
SAY_WHERE_TO_LOOK: Final = (
    AccountChanged,
    BotChanged,
    SlotChanged,
    MarkPriceChanged,
    HealthChanged,
)
"""Changes that carry no news themselves: of several that wait, one is enough."""


class EventBus:
    """Delivers changes to their listeners, at once unless somebody waits for an order to leave.

    To show a change takes longer than to decide: what happens while a signal or a step is under
    way is told when that is over.
    """

    def __init__(self, hurried: Callable[[], bool]) -> None:
        self._hurried = hurried
        self._listeners: dict[Topic | None, tuple[Listener, ...]] = {}
        self._waiting: list[AccountEvent] = []
        self._named: set[AccountEvent] = set()
        """Those of the waiting that say where to look."""
        self._timer: asyncio.TimerHandle | None = None
        self._resting: asyncio.Handle | None = None
        self._event_bus = False

    def subscribe(self, listener: Listener, *topics: Topic) -> Callable[[], None]:
        """Subscribe to changes, on the event loop, until the returned function is called.

        Without topics, of all; with some, only of those.
        """
        wanted: tuple[Topic | None, ...] = topics or (None,)
        for topic in wanted:
            listeners = self._listeners.get(topic, ())
            if listener not in listeners:
                self._listeners[topic] = (*listeners, listener)

        def unsubscribe() -> None:
            for topic in wanted:
                kept = tuple(one for one in self._listeners.get(topic, ()) if one != listener)
                if kept:
                    self._listeners[topic] = kept
                else:
                    self._listeners.pop(topic, None)

        return unsubscribe

    def publish(self, change: AccountEvent) -> None:
        """Tell of a change, behind all that wait."""
        if isinstance(change, SAY_WHERE_TO_LOOK):
            if change in self._named:
                return
            self._named.add(change)
        self._waiting.append(change)
        if not self._hurried():
            self.tell()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(AT_THE_LATEST, self.tell)

    def rest(self) -> None:
        """Tell what waits as soon as what was begun has left: nothing is under way any more."""
        if self._waiting and self._resting is None:
            self._resting = asyncio.get_running_loop().call_soon(self.tell)

    def tell(self) -> None:
        """Tell all that waits, now."""
        for handle in (self._timer, self._resting):
            if handle is not None:
                handle.cancel()
        self._timer = self._resting = None
        if self._event_bus:
            return  # a listener has changed something: that comes behind what is being told
        self._event_bus = True
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, []
                self._named.clear()
                for change in waiting:
                    self._deliver(change)
        finally:
            self._event_bus = False

    def _deliver(self, change: AccountEvent) -> None:
        kind = type(change)
        for topic in (None, kind, (kind, change.about)):
            for listener in self._listeners.get(topic, ()):
                try:
                    listener(change)
                except Exception:
                    # What looks on must not be able to stop what is being done.
                    _LOGGER.exception("A subscriber failed on %s", change)
