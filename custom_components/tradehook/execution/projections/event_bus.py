"""Tells those who look on what changed: all of it, in its order, and never in an order's way."""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
import logging
from typing import Final

from ..common.events import (
    AccountChanged,
    AccountEvent,
    BotChanged,
    HealthChanged,
    Listener,
    MarkPriceChanged,
    PositionEvent,
    PositionEventType,
    SignalOutcome,
    SlotChanged,
    Topic,
)
from ..common.timing.pacing import RightOfWay

_LOGGER = logging.getLogger(__name__)

AT_THE_LATEST: Final = 0.25
"""Seconds that a change waits while signals and orders are under way without a break; what a
price has hit goes first even then."""
ANSWER_COMES: Final = 0.01
"""Seconds for which what was only begun waits for the venue's answer, to be told with it."""
AT_A_STRETCH: Final = 0.0005
"""Seconds of telling after which everything else has its turn."""
NUMBERS: Final = (AccountChanged, BotChanged, SlotChanged, MarkPriceChanged)
"""Changes that can join what waits already: they come all the time."""
SUMS: Final = (AccountChanged, BotChanged)
"""Changes of what is made of many positions: each of them moves it."""
BETWEEN_SUMS: Final = 0.05
"""Seconds from telling of one to telling of the same again, while more of them come."""
COME_OFTEN: Final = (*SUMS, SlotChanged)
"""Changes of what entities show: of each, telling again can wait."""
BETWEEN_IN_A_HURRY: Final = 0.5
"""Seconds from telling of one of those to telling of the same again, while signals and orders are
under way without a break."""
SAY_WHERE_TO_LOOK: Final = (*NUMBERS, HealthChanged)
"""Changes that carry no news themselves: of several that wait, one is enough."""
BEGUN: Final = frozenset({PositionEventType.PENDING, PositionEventType.CLOSING})
"""News of a position behind which its order is sent: the venue's answer is the real news."""


class EventBus:
    """Delivers changes to their listeners, at once unless somebody waits for an order to leave.

    To show a change takes longer than to decide: what happens while a signal or a step is under
    way is told when nothing is any more, and what was only begun then a moment later.
    """

    def __init__(self, hurried: Callable[[], bool], way: RightOfWay) -> None:
        self._hurried = hurried
        self._way = way
        self._listeners: dict[Topic | None, tuple[Listener, ...]] = {}
        self._waiting: deque[AccountEvent] = deque()
        self._sums: deque[AccountEvent] = deque()
        """Those that wait behind all others: what has happened shows in a market first."""
        self._named: set[AccountEvent] = set()
        """Those of the waiting that say where to look."""
        self._news = False
        """Whether any of the waiting is what somebody looks out for."""
        self._latest: asyncio.TimerHandle | None = None
        self._resting: asyncio.Handle | None = None
        self._telling = False
        self._told_at: dict[AccountEvent, float] = {}
        """When those that come often were told of last."""
        self._put_off: dict[AccountEvent, None] = {}
        """Those of them that are told of again, but not yet."""
        self._looking: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Return whether anything is still to be told."""
        return bool(self._waiting or self._sums or self._put_off)

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
        """Tell of a change, behind all that wait; of sums behind whatever comes meanwhile."""
        hurried = self._hurried()
        if isinstance(change, SAY_WHERE_TO_LOOK):
            if change in self._named or (hurried and change in self._put_off):
                return
            self._named.add(change)
        elif isinstance(change, PositionEvent) and change.type not in BEGUN:
            self._news = True
        self._queue(change)
        if hurried or (self._resting is not None and isinstance(change, NUMBERS)):
            self._wait()
        else:
            self._tell()

    def rest(self) -> None:
        """Tell what waits, unless anything is still under way: first what was begun leaves."""
        if self._hurried():
            return
        if self._put_off:
            self._take_up()
        if not (self._waiting or self._sums):
            return
        loop = asyncio.get_running_loop()
        if self._news:
            self._stop_resting()
            self._resting = loop.call_soon(self._rested)
        elif self._resting is None:
            if self._outcome_is_next:
                self._resting = loop.call_soon(self._tell_outcome)
            else:
                self._resting = loop.call_later(ANSWER_COMES, self._rested)

    @property
    def _outcome_is_next(self) -> bool:
        return bool(self._waiting) and isinstance(self._waiting[0], SignalOutcome)

    def _tell_outcome(self) -> None:
        """Tell what became of a signal: that is known, and the venue's answer still to come."""
        self._resting = None
        if self._hurried():
            self._wait()
            return
        if self._outcome_is_next:
            self._telling = True
            try:
                self._deliver(self._waiting.popleft())
            finally:
                self._telling = False
        if not self.waits:
            self._wait_no_more()
        self.rest()

    def tell(self) -> None:
        """Tell all that waits, now."""
        self._take_up(whatever=True)
        self._tell()

    def _waits_again(self, change: AccountEvent, *, hurried: bool) -> bool:
        """Return whether the same has been told of a moment ago."""
        if (told_at := self._told_at.get(change)) is None:
            return False
        between = BETWEEN_SUMS if isinstance(change, SUMS) else 0.0
        if hurried:
            between = BETWEEN_IN_A_HURRY
        return asyncio.get_running_loop().time() < told_at + between

    def _take_up(self, *, whatever: bool = False) -> None:
        """Let what was put off wait with the others, once it is time.

        In peace a slot goes before its news, and is told of behind them again: what they say of it
        may have been so before it changed.
        """
        hurried = self._hurried()
        for change in tuple(self._put_off):
            if not whatever and self._waits_again(change, hurried=hurried):
                continue
            del self._put_off[change]
            if change in self._named:
                continue
            self._named.add(change)
            if not hurried and self._waiting and not isinstance(change, SUMS):
                self._waiting.appendleft(change)
            self._queue(change)
        self._look_again()

    def _queue(self, change: AccountEvent) -> None:
        (self._sums if isinstance(change, SUMS) else self._waiting).append(change)

    def _look_again(self) -> None:
        if self._put_off and self._looking is None:
            loop = asyncio.get_running_loop()
            self._looking = loop.call_later(BETWEEN_SUMS, self._look)
        elif not self._put_off and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _look(self) -> None:
        self._looking = None
        self._take_up()
        if (self._waiting or self._sums) and self._resting is None:
            self._rested()

    def _wait(self) -> None:
        if self._latest is None:
            loop = asyncio.get_running_loop()
            self._latest = loop.call_later(AT_THE_LATEST, self._waited_enough)

    def _rested(self) -> None:
        self._resting = None
        if self._hurried():
            self._wait()
        else:
            self._tell(self._rested)

    def _waited_enough(self) -> None:
        if self._way.is_taken:
            self._way.when_free(self._waited_enough)
        else:
            self._tell(self._waited_enough)

    def _tell(self, go_on: Callable[[], None] | None = None) -> None:
        """Tell all that waits; with `go_on` a stretch of it, and that is called for the next."""
        if self._telling:
            return  # a listener has changed something: that comes behind what is being told
        self._stop_resting()
        self._wait_no_more()
        loop = asyncio.get_running_loop()
        end = loop.time() + AT_A_STRETCH
        hurried = self._hurried()
        self._telling = True
        try:
            while queue := self._waiting or self._sums:
                change = queue.popleft()
                if isinstance(change, SAY_WHERE_TO_LOOK):
                    self._named.discard(change)
                if isinstance(change, COME_OFTEN):
                    if go_on is not None and self._waits_again(change, hurried=hurried):
                        self._put_off[change] = None
                        continue
                    self._put_off.pop(change, None)
                    self._told_at[change] = loop.time()
                self._deliver(change)
                if go_on is None or not (self._waiting or self._sums):
                    continue
                shows = isinstance(change, SlotChanged) and not hurried
                if shows or loop.time() >= end:
                    # In peace what shows a slot goes out before more is told: what Home Assistant
                    # has for a frontend is collected for one turn and sent in the next.
                    then = partial(self._rest_again, go_on) if shows else go_on
                    self._resting = loop.call_soon(then)
                    return
            self._news = False
        finally:
            self._telling = False
            if self._put_off:
                self._look_again()

    def _rest_again(self, go_on: Callable[[], None]) -> None:
        self._resting = asyncio.get_running_loop().call_soon(go_on)

    def _wait_no_more(self) -> None:
        if self._latest is not None:
            self._latest.cancel()
            self._latest = None

    def _stop_resting(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None

    def _deliver(self, change: AccountEvent) -> None:
        kind = type(change)
        for topic in (None, kind, (kind, change.about)):
            for listener in self._listeners.get(topic, ()):
                try:
                    listener(change)
                except Exception:
                    # What looks on must not be able to stop what is being done.
                    _LOGGER.exception("A subscriber failed on %s", change)
